-- the step by category and gas
select
    bridge_steps_id(basis_id, region_code, year, view_code, step_code) as child_id,
    region_code,
    'part' as role,
    'marts.view_bridge' as parent_table,
    view_bridge_id(basis_id, region_code, year, view_code, step_code, category_code, gas) as parent_id,
    amount_tco2e::double as value_used
from marts.view_bridge
order by abs(amount_tco2e) desc, category_code, gas

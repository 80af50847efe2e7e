-- the bridge between the views, a step a row
select
    basis_id,
    region_code,
    year,
    view_code,
    step_number,
    step_code,
    step_title_zh,
    sum(amount_tco2e)::decimal(38, 9) as emissions_tco2e
from marts.view_bridge
group by basis_id, region_code, year, view_code, step_number, step_code, step_title_zh

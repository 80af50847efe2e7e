-- the printed figures that a cell of the energy account adds up, and the shares of those that enter only in part
with inputs as (
    select
        energy_use_id(region_code, year, sector_code, fuel_code) as child_id,
        region_code,
        case sign when -1 then 'minus' else 'plus' end as role,
        'core.observations' as parent_table,
        observation_id as parent_id,
        amount_base::double as value_used
    from core.energy_inputs
    union
    select
        energy_use_id(region_code, year, sector_code, fuel_code) as child_id,
        region_code,
        'share' as role,
        'core.factor_values' as parent_table,
        share_factor_id as parent_id,
        share::double as value_used
    from core.energy_inputs
    where share_factor_id != ''
)

select *
from inputs
order by array_position(['plus', 'minus', 'share'], role)

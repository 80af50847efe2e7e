-- a cell of the energy account, or what was added up: observations, and estimates where nothing was observed
with inputs as (
    select
        activities_id(region_code, year, category_code, sector_code, fuel_code, item_code) as child_id,
        region_code,
        'plus' as role,
        'core.energy_use' as parent_table,
        energy_use_id(region_code, year, sector_code, fuel_code) as parent_id,
        amount::double as value_used
    from core.activities
    inner join codes.fuels using (fuel_code)
    semi join (select * from core.category_activities where parent_kind = 'energy_use') as term
        using (category_code, term_set, sector_code, carrier)
    union all
    select
        activities_id(region_code, year, category_code, sector_code, fuel_code, item_code) as child_id,
        region_code,
        case sign when -1 then 'minus' else 'plus' end as role,
        case parent_kind when 'estimate' then 'core.estimates' else 'core.observations' end as parent_table,
        parent_id,
        amount_base::double as value_used
    from core.activity_inputs
    semi join core.activities using (region_code, year, category_code, sector_code, fuel_code, item_code, term_set)
)

select *
from inputs
order by role desc

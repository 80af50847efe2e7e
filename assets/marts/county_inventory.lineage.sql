-- every emission of the category and gas, and the warming potential; of what has no figure, what was asked for
with parts as (
    select
        basis_id,
        region_code,
        year,
        category_code,
        gas,
        'part' as role,
        'core.emissions' as parent_table,
        emissions_id(basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas) as parent_id,
        emissions_t::double as value_used
    from core.emissions
    union all
    select
        basis_id,
        region_code,
        year,
        category_code,
        gas,
        'asked' as role,
        'core.asked_activities' as parent_table,
        asked_activities_id(
            basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas
        ) as parent_id,
        null as value_used
    from core.asked_activities
    where found != 'emission'
    union all
    select
        basis_id,
        region_code,
        year,
        category_code,
        gas,
        'potential' as role,
        'core.gwps' as parent_table,
        gwps_id(gwp_set, gas) as parent_id,
        gwp::double as value_used
    from marts.county_inventory
    inner join core.bases using (basis_id)
    inner join core.gwps using (gwp_set, gas)
    where emissions_t is not null
)

select
    county_inventory_id(basis_id, region_code, year, category_code, gas) as child_id,
    region_code,
    role,
    parent_table,
    parent_id,
    value_used
from parts
semi join marts.county_inventory using (basis_id, region_code, year, category_code, gas)
order by array_position(['potential', 'part', 'asked'], role), abs(value_used) desc

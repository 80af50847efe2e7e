-- every emission of the category and gas, and the warming potential
select
    county_inventory_id(basis_id, region_code, year, category_code, gas) as child_id,
    region_code,
    (row_number() over (
        partition by basis_id, region_code, year, category_code, gas
        order by abs(emissions_t) desc, sector_code, fuel_code, item_code
    ))::integer as position,
    'part' as role,
    'core.emissions' as parent_table,
    emissions_id(basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas) as parent_id,
    emissions_t::double as value_used
from core.emissions
semi join core.reported_years using (year)
union all
select
    county_inventory_id(basis_id, region_code, year, category_code, gas) as child_id,
    region_code,
    0 as position,
    'potential' as role,
    'core.gwps' as parent_table,
    gwps_id(gwp_set, gas) as parent_id,
    gwp::double as value_used
from marts.county_inventory
inner join core.bases using (basis_id)
inner join core.gwps using (gwp_set, gas)
where emissions_t is not null

-- what is printed, and the mean of the ends of two years; a blank leads to the inventory that asks for it
with asking as (
    select region_code, year, min(basis_id) as basis_id
    from core.inventories
    group by region_code, year
),

inputs as (
    select
        people.*,
        observation.item_code as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from marts.population as people
    inner join core.observations as observation using (region_code, year)
    where
        observation.is_preferred and observation.is_whole_year and observation.amount_base is not null
        and observation.sector_code = '' and observation.facility_code = ''
        and observation.item_code in ('population_resident', 'population_resident_urban', 'population_registered')
    union all
    select
        people.*,
        'mean' as role,
        'core.mean_population' as parent_table,
        mean_population_id(region_code, year) as parent_id,
        mean.persons::double as value_used
    from marts.population as people
    inner join core.mean_population as mean using (region_code, year)
    union all
    select
        people.*,
        'asked' as role,
        'core.inventories' as parent_table,
        inventories_id(basis_id, region_code, year) as parent_id,
        null as value_used
    from marts.population as people
    inner join asking using (region_code, year)
    where concat(resident_key, mean_resident_key, urban_resident_key, registered_key) != ''
)

select *
from inputs
order by role = 'mean', role

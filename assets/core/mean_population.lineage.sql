-- the residents at the end of the year before and of the year
select
    mean_population_id(region_code, population.year) as child_id,
    region_code,
    'residents' as role,
    'core.observations' as parent_table,
    observation.observation_id as parent_id,
    observation.amount_base::double as value_used
from core.mean_population as population
inner join core.observations as observation using (region_code)
where
    observation.year between population.year - 1 and population.year
    and observation.item_code = 'population_resident' and observation.sector_code = '' and observation.is_preferred
    and observation.amount_base is not null
order by observation.year

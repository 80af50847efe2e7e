-- of every year and category that counts in the total, of a release: tonnes by their size, and the printed tables of
-- that year on which they rest; '' where there is none
with weights as (
    select
        region_code,
        year,
        category_code,
        sum(abs(emissions_tco2e)) as tonnes
    from marts.county_inventory_official
    where is_in_total
    group by all
    having sum(abs(emissions_tco2e)) > 0
),

behind as (
    select distinct
        region_code,
        year,
        source.category_code,
        observation.table_name
    from marts.category_sources_official as source
    inner join core.observations as observation using (region_code, year)
    where source.end_table = 'core.observations' and source.end_id = observation.observation_id and source.is_used
)

select
    region_code,
    year,
    category_code,
    coalesce(behind.table_name, '') as table_name,
    weights.tonnes::varchar as tonnes
from weights
left join behind using (region_code, year, category_code)
order by all

-- GDP at these prices, the printed value added of the industry, and that of the other ones
with inputs as (
    select
        part.*,
        'whole' as role,
        'core.gdp' as parent_table,
        gdp_id(region_code, year, price_base_year, gdp.sector_code) as parent_id,
        gdp.gdp_cny::double as value_used
    from core.value_added as part
    inner join core.gdp as gdp using (region_code, year, price_base_year)
    where gdp.sector_code = ''
    union all
    select
        part.*,
        if(observation.sector_code = part.industry_code, 'part', 'other') as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from core.value_added as part
    inner join core.observations as observation using (region_code, year)
    where
        observation.item_code = 'gdp' and observation.is_preferred and observation.amount_base is not null
        and observation.sector_code in (select industry_code from core.value_added)
)

select *
from inputs
order by array_position(['whole', 'part', 'other'], role)

-- the chained figure; the discrepancy of the whole also leads to its industries
select
    gdp_by_industry_id(region_code, year, price_base_year, made.sector_code) as child_id,
    region_code,
    if(gdp.sector_code = made.sector_code, 'part', 'minus') as role,
    'core.gdp' as parent_table,
    gdp_id(region_code, year, price_base_year, gdp.sector_code) as parent_id,
    gdp.gdp_cny::double as value_used
from marts.gdp_by_industry as made
inner join core.gdp as gdp using (region_code, year, price_base_year)
where gdp.sector_code = made.sector_code or (made.sector_code = '' and made.discrepancy_key = '')
order by gdp.sector_code != made.sector_code, gdp.sector_code

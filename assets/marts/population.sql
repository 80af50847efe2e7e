with counted as (
    select
        region_code,
        year,
        max(amount_base) filter (where item_code = 'population_resident') as resident_persons,
        max(amount_base) filter (where item_code = 'population_resident_urban') as urban_resident_persons,
        max(amount_base) filter (where item_code = 'population_registered') as registered_persons
    from core.observations
    where is_preferred and is_whole_year and sector_code = '' and facility_code = ''
    group by region_code, year
)

select
    region_code,
    year,
    counted.resident_persons::decimal(24, 3) as resident_persons,
    if(counted.resident_persons is null, 'NE', '') as resident_key,
    mean.persons::decimal(24, 3) as mean_resident_persons,
    if(mean.persons is null, 'NE', '') as mean_resident_key,
    counted.urban_resident_persons::decimal(24, 3) as urban_resident_persons,
    if(counted.urban_resident_persons is null, 'NE', '') as urban_resident_key,
    ratio(100 * counted.urban_resident_persons, counted.resident_persons) as urban_share_pct,
    case
        when counted.urban_resident_persons is null or counted.resident_persons is null then 'NE'
        when counted.resident_persons = 0 then 'NA'
        else ''
    end as urban_share_key,
    counted.registered_persons::decimal(24, 3) as registered_persons,
    if(counted.registered_persons is null, 'NE', '') as registered_key
from (select distinct region_code, year from core.inventories)
left join counted using (region_code, year)
left join core.mean_population as mean using (region_code, year)

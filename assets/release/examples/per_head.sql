-- title_zh: 有多少人，人均排放多少？
-- title_en: How many people are there, and how much does each of them emit?
select
    region_code,
    year,
    people.resident_persons,
    people.mean_resident_persons,
    round(people.urban_share_pct, 1) as urban_share_pct,
    indicator.title_zh,
    indicator.value,
    indicator.unit_zh,
    indicator.notation_key
from marts.population as people
inner join marts.county_indicators_official as indicator using (region_code, year)
where indicator.indicator_code = 'ghg_per_resident' and indicator.gas = '' and indicator.base_year = 0
order by region_code, year, indicator.title_zh

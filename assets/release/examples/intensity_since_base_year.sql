-- title_zh: 单位地区生产总值二氧化碳排放（强度）比各基年变化了多少？按在用的不变价
-- title_en: How has CO2 per GDP changed since each base year, at the constant prices in force?
select
    level.region_code,
    level.year,
    change.base_year,
    level.price_base_year,
    level.value as co2_per_gdp,
    level.unit_zh,
    round(change.value, 1) as change_pct,
    level.is_incomplete or change.is_incomplete as is_incomplete
from marts.county_indicators_official as level
inner join marts.county_indicators_official as change
    using (
        region_code, year, indicator_code, caliber, scope, method, accounting, grid_factor_year, gas, is_with_lulucf,
        price_base_year
    )
where
    level.indicator_code = 'co2_per_gdp' and level.is_headline and level.base_year = 0 and change.base_year != 0
    and change.year > change.base_year
order by level.region_code, change.base_year, level.year

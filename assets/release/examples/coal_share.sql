-- title_zh: 煤炭在能源消费总量中占多大比重，用了多少吨煤？
-- title_en: What is the share of coal in energy consumption, and how many tonnes are used?
select
    coal.region_code,
    coal.year,
    coal.coal_equivalent_tce as coal_tce,
    total.coal_equivalent_tce as consumption_tce,
    round(coal.coal_equivalent_share_pct, 1) as share_pct,
    round(coal.calorific_share_pct, 1) as share_by_heat_pct,
    tonnes.value as coal_t,
    coal.is_incomplete
from marts.fuel_mix as coal
inner join marts.fuel_mix as total
    on coal.region_code = total.region_code and coal.year = total.year and total.part_code = 'total'
left join marts.county_indicators_official as tonnes
    on
        coal.region_code = tonnes.region_code and coal.year = tonnes.year and tonnes.indicator_code = 'coal_use'
        and tonnes.scope = 'all' and tonnes.base_year = 0
where coal.part_code = 'coal'
order by coal.region_code, coal.year

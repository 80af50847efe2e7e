-- title_zh: 最近一年缺哪些数据，该由哪个部门提供？
-- title_en: Which figures are missing in the last year, and which department has them?
with latest as (
    select region_code, max(year) as year
    from marts.year_progress_official
    where is_headline
    group by region_code
)

select
    region_code,
    year,
    missing.department_zh,
    missing.category_code,
    missing.category_title_zh,
    string_agg(distinct missing.gas, ' ' order by missing.gas) as gases,
    coalesce(item.title_zh, '') as item_zh,
    coalesce(fuel.title_zh, '') as fuel_zh,
    coalesce(sector.title_zh, '') as sector_zh,
    missing.reason_zh
from marts.completeness_official as missing
inner join latest using (region_code, year)
left join codes.items as item using (item_code)
left join codes.fuels as fuel using (fuel_code)
left join codes.sectors as sector using (sector_code)
where missing.notation_key = 'NE'
group by all
order by all

-- severity: hold
-- title_zh: 应报年份的交付已齐，或说明为何没有
-- title_en: of a year that was called in every delivery has come, or a person says why not
select
    '' as file,
    missing.year,
    concat_ws(' ', region.name_zh, missing.year, missing.department_zh) as label,
    joined(list(missing.title_zh), '、') as found,
    count(*) as count
from core.deliveries as missing
inner join core.due_years as due using (year)
inner join core.regions as region using (region_code)
where missing.status = 'missing'
group by region.name_zh, missing.region_code, missing.year, missing.department_zh

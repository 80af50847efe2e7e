-- severity: block
-- title_zh: 一阶衰减和存量库的逐年增加量首末之间不缺年份（WST-02）
-- title_en: yearly additions to a stock have no missing year between the first and the last
select
    concat_ws(
        ' ', region_code, category_code, any_value(sector.title_zh), any_value(item.title_zh),
        any_value(fuel_code)
    ) as label,
    string_agg(distinct year::varchar, '、' order by year::varchar) as found
from core.stocks
left join codes.sectors as sector using (sector_code)
left join codes.items as item using (item_code)
where is_gap
group by region_code, category_code, sector_code, fuel_code, item_code

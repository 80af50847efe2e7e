-- severity: hold
-- title_zh: 个数、头数、人数是整数（换算过单位的多半不是）
-- title_en: pieces, heads and persons are whole numbers
with broken as (
    select
        table_name, item_code, base_unit_code, count(*) as figures,
        arg_max(
            struct_pack(year := year, amount := amount_base, file := file_name, sheet := sheet, cell := cell),
            (period, observation_id)
        ) as latest
    from core.observations
    where is_preferred and base_unit_code in ('piece', 'head', 'person') and amount_base != floor(amount_base)
    group by region_code, table_name, item_code, base_unit_code
)

select
    latest.file, latest.sheet, latest.cell, latest.year,
    concat_ws(' ', item.title_zh, latest.year) as label,
    latest.amount as found, '整数' as expected, unit.title_zh as other, broken.figures as count -- noqa: RF04
from broken
inner join codes.items as item using (item_code)
inner join codes.units as unit on broken.base_unit_code = unit.unit_code

-- severity: note
-- title_zh: 熟料生产线有错峰停窑的月份（CEM-05）
-- title_en: clinker lines stand still for part of the year
with lines as (
    select
        region_code, year, item_code, facility_code,
        min(amount_base)::double / avg(amount_base)::double as lowest,
        arg_min(struct_pack(file := file_name, sheet := sheet, cell := cell), amount_base) as place
    from core.observations
    where is_preferred and is_whole_year and length(period) > 4 and item_code = 'plant_clinker_output'
    group by region_code, year, item_code, facility_code
    having sum(amount_base) > 0
)

select
    place.file, place.sheet, place.cell, lines.year,
    concat_ws(' ', item.title_zh, nullif(facility_code, ''), lines.year) as label,
    printf('%.0f%%', 100 * lowest) as found, printf('%g%%', 100 * flat.limit_value::double) as expected
from lines
inner join codes.items as item using (item_code)
inner join rules.suspicions as flat on flat.suspicion_code = 'stagger_share'
inner join rules.suspicions as first on first.suspicion_code = 'stagger_first_year'
where lines.year >= first.limit_value::integer and lowest > flat.limit_value::double

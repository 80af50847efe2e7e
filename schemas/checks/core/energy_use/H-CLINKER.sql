-- severity: hold
-- title_zh: 熟料与水泥产量之比在水泥厂的常见范围之内，大于 1 须有熟料外销（CEM-01）
-- title_en: the ratio of clinker to cement is that of cement works
with products as (
    select
        region_code, year,
        sum(amount_base) filter (where item_code = 'clinker_output')::double as clinker,
        sum(amount_base) filter (where item_code = 'cement_output')::double as cement,
        -- of several kilns the largest
        arg_max(struct_pack(file := file_name, sheet := sheet, cell := cell), amount_base)
            filter (where item_code = 'clinker_output') as place
    from core.observations
    where is_preferred and is_whole_year and item_code in ('clinker_output', 'cement_output')
    group by region_code, year
)

select
    place.file, place.sheet, place.cell, year, concat_ws(' ', region_code, year) as label,
    round(clinker / cement, 3) as found,
    concat(usual.lower, '—', usual.upper) as expected
from products
inner join rules.check_limits as usual on usual.rule_code = 'H-CLINKER'
where clinker > 0 and cement > 0 and not clinker / cement between usual.lower::double and usual.upper::double

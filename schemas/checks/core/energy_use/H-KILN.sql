-- severity: hold
-- title_zh: 熟料烧成热耗在水泥窑的常见范围之内（CEM-04）
-- title_en: heat per clinker is that of cement kilns
with figures as (
    select
        region_code, year, period, facility_code, item_code, amount_base::double as amount,
        struct_pack(file := file_name, sheet := sheet, cell := cell) as place
    from core.observations
    where
        is_preferred and is_whole_year and sector_code = ''
        and item_code in ('clinker_coal', 'clinker_coal_ncv', 'clinker_output')
),

heat as (
    select
        region_code, year, sum(coal.amount * ncv.amount) as gigajoules, arg_min(coal.place, coal.period) as place
    from figures as coal
    inner join figures as ncv using (region_code, year, period, facility_code)
    where coal.item_code = 'clinker_coal' and ncv.item_code = 'clinker_coal_ncv'
    group by region_code, year
),

clinker as (
    select region_code, year, sum(amount) as tonnes
    from figures
    where item_code = 'clinker_output'
    group by region_code, year
)

select
    place.file, place.sheet, place.cell, year, concat_ws(' ', region_code, year) as label,
    round(gigajoules / tonnes, 3) as found, concat(usual.lower, '—', usual.upper) as expected
from heat
inner join clinker using (region_code, year)
inner join rules.check_limits as usual on usual.rule_code = 'H-KILN'
where
    gigajoules > 0 and tonnes > 0 and not gigajoules / tonnes between usual.lower::double and usual.upper::double

-- severity: hold
-- title_zh: 各月与当年各月的中位数相差不大，否则须说明
-- title_en: a month is not far from the median month of its year, or a person says why
with months as (
    select
        *,
        median(amount_base)
            over (partition by region_code, year, item_code, sector_code, fuel_code, facility_code)::double as usual
    from core.observations
    where is_preferred and length(period) > 4 and amount_base > 0
)

select
    file_name as file, sheet, cell, year,
    concat_ws(' ', item.title_zh, sector.title_zh, fuel.title_zh, facility_code, period) as label,
    amount_base as found, round(usual, 6) as expected,
    printf('%.3g', pow(10, abs(log10(amount_base / usual)))) as times
from months
inner join codes.items as item using (item_code)
left join codes.sectors as sector using (sector_code)
left join codes.fuels as fuel using (fuel_code)
inner join rules.suspicions as suspected
    on suspected.suspicion_code = 'month' and abs(log10(amount_base / usual)) > suspected.limit_value::double

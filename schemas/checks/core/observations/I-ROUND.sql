-- severity: note
-- title_zh: 逐月的数不多是整百的数（VAL-06）
-- title_en: of the months of a year few are round hundreds
with years as (
    select
        region_code, year, item_code, sector_code, fuel_code, facility_code, count(*) as months,
        count(*) filter (where amount::double % 100 = 0) as rounds,
        arg_min(struct_pack(file := file_name, sheet := sheet, cell := cell), period)
            filter (where amount::double % 100 = 0) as place
    from core.observations
    -- as printed, four digits before the point: one in a hundred is round by chance
    where is_preferred and length(period) > 4 and amount >= 1000
    group by region_code, year, item_code, sector_code, fuel_code, facility_code
)

select
    place.file, place.sheet, place.cell, years.year,
    concat_ws(' ', item.title_zh, sector.title_zh, fuel.title_zh, nullif(facility_code, ''), years.year) as label,
    rounds as found, months as count, -- noqa: RF04
    printf('%g%%', 100 * share.limit_value::double) as expected
from years
inner join codes.items as item using (item_code)
left join codes.sectors as sector using (sector_code)
left join codes.fuels as fuel using (fuel_code)
inner join rules.suspicions as fewest on fewest.suspicion_code = 'round_months'
inner join rules.suspicions as share on share.suspicion_code = 'round_share'
where months >= fewest.limit_value::integer and rounds / months > share.limit_value::double

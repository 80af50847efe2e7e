-- severity: hold
-- title_zh: 与上一个年份相差不大，否则须说明（TS-01）
-- title_en: a figure is not far from the one of the year before, or a person says why
with years as (
    -- a year of twelve months is their sum
    select
        region_code, year, item_code, sector_code, fuel_code, facility_code, sum(amount_base) as amount,
        arg_min(file_name, period) as file, arg_min(sheet, period) as sheet, arg_min(cell, period) as cell
    from core.observations
    where is_preferred and is_whole_year
    group by region_code, year, item_code, sector_code, fuel_code, facility_code
),

annual as (
    select
        *,
        lag(struct_pack(year := year, amount := amount, file := file, sheet := sheet, cell := cell))
            over (
                partition by region_code, item_code, sector_code, fuel_code, facility_code order by year
            ) as before
    from years
    where amount > 0
)

select
    file, sheet, cell, year,
    concat_ws(' ', item.title_zh, sector.title_zh, fuel.title_zh, annual.year) as label,
    annual.amount as found, annual.before.amount as expected,
    printf('%.3g', pow(10, abs(log10(annual.amount / annual.before.amount)))) as times,
    concat_ws(' ', annual.before.year, annual.before.file, annual.before.sheet, annual.before.cell) as other
from annual
inner join codes.items as item using (item_code)
left join codes.sectors as sector using (sector_code)
left join codes.fuels as fuel using (fuel_code)
inner join rules.suspicions as suspected
    on
        suspected.suspicion_code = 'step'
        and abs(log10(annual.amount / annual.before.amount)) > suspected.limit_value::double

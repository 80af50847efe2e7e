-- severity: block
-- title_zh: 年初至本月的累计数不比上月的小
-- title_en: what is counted from the beginning of a year does not fall from month to month
with to_date as (
    select
        *,
        lag(amount_base) over cumulated as before,
        lag(cell) over cumulated as before_cell
    from core.observations
    where item_code = 'industry_energy_used_to_date' and amount_base is not null
    -- the figure of the year is that of its last month
    window cumulated as (
        partition by file_sha256, region_code, year, item_code, sector_code, fuel_code
        order by if(length(period) = 4, period || '-12', period)
    )
)

select
    file_name as file, sheet, cell, year,
    concat_ws(' ', item.title_zh, fuel.title_zh, period) as label,
    amount_base as found, before as expected, before_cell as other
from to_date
inner join codes.items as item using (item_code)
left join codes.fuels as fuel using (fuel_code)
where amount_base < before

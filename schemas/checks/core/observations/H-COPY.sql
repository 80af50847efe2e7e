-- severity: hold
-- title_zh: 一张表的各数不与上年全同（多半是上年的表改了年份）
-- title_en: a table does not repeat the figures of the year before
with figures as (
    select
        region_code, table_name, year, substr(period, 5) as months, item_code, sector_code, fuel_code, facility_code,
        amount_base, file_name, sheet, cell,
        -- what a figure tells beyond its order of magnitude; numbers of things and capacities stay for years
        case
            when item.dimension in ('count', 'capacity') then 0
            when contains(printed_text, '.') then length(ltrim(replace(printed_text, '.', ''), '0')) - 1
            else length(trim(printed_text, '0')) - 1
        end as digits
    from core.observations
    inner join codes.items as item using (item_code)
    where is_preferred and is_whole_year and amount_base > 0
)

select
    arg_min(later.file_name, (later.sheet, later.cell)) as file,
    arg_min(later.sheet, (later.sheet, later.cell)) as sheet,
    arg_min(later.cell, (later.sheet, later.cell)) as cell,
    later.year,
    concat_ws(' ', printed.title_zh, later.year) as label,
    count(*) as found,
    later.year - 1 as expected
from figures as later
inner join figures as earlier
    using (region_code, table_name, months, item_code, sector_code, fuel_code, facility_code)
inner join (select distinct table_name, title_zh from core.printed_tables) as printed using (table_name)
inner join rules.suspicions as fewest on fewest.suspicion_code = 'copy_figures'
inner join rules.suspicions as precise on precise.suspicion_code = 'copy_digits'
where later.year = earlier.year + 1
group by later.region_code, table_name, later.year, printed.title_zh, fewest.limit_value, precise.limit_value
having
    bool_and(later.amount_base = earlier.amount_base)
    and (count(*) >= fewest.limit_value::integer or sum(later.digits) >= precise.limit_value::integer)

-- severity: hold
-- title_zh: 一张表的各数不与上年全同（多半是上年的表改了年份）
-- title_en: a table does not repeat the figures of the year before
with figures as (
    select
        region_code, table_name, year, substr(period, 5) as months, item_code, sector_code, fuel_code, facility_code,
        amount_base, file_name, sheet, cell, item.dimension,
        -- what a figure tells beyond its order of magnitude
        case
            when contains(printed_text, '.') then length(ltrim(replace(printed_text, '.', ''), '0')) - 1
            else length(trim(printed_text, '0')) - 1
        end as digits,
        amount_base != lag(amount_base) over one_series
        and lag(amount_base) over one_series != lag(amount_base, 2) over one_series as has_moved_twice
    from core.observations
    inner join codes.items as item using (item_code)
    where is_preferred and is_whole_year and amount_base > 0
    window one_series as (
        partition by region_code, table_name, substr(period, 5), item_code, sector_code, fuel_code, facility_code
        order by year
    )
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
    and (
        count(*) >= fewest.limit_value::integer
        -- numbers of things and capacities stay for years, unless they moved in each of the two before
        or sum(later.digits) filter (where later.dimension not in ('count', 'capacity') or earlier.has_moved_twice)
        >= precise.limit_value::integer
    )

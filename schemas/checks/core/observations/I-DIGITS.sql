-- severity: note
-- title_zh: 一张表最近一年的数，最细印到的位数与前两年之一相同（STR-08）
-- title_en: the finest figure of the latest year of a table is as fine as in one of the two years before
with figures as (
    select
        region_code, table_name, unit_code, year, file_name as file, sheet, cell,
        -- without the zeros that only fill the column
        rtrim(amount::varchar, '0') as printed, max(year) over (partition by region_code, table_name) as latest
    from core.observations
    where is_preferred and amount != 0
),

-- decimal places; of whole numbers the zeros that they end in, as less than none
counted as (
    select
        *,
        case
            when ends_with(printed, '.') then length(rtrim(printed, '0.')) - length(rtrim(printed, '.'))
            else length(printed) - strpos(printed, '.')
        end as places
    from figures
),

finest as (
    select
        region_code, table_name, unit_code, year, latest, max(places) as places,
        arg_max(struct_pack(file := file, sheet := sheet, cell := cell), (places, sheet, cell)) as place
    from counted
    group by region_code, table_name, unit_code, year, latest
    -- one figure in ten ends in a zero by chance
    having count(*) >= (select limit_value::integer from rules.suspicions where suspicion_code = 'digits_figures')
)

select
    later.place.file, later.place.sheet, later.place.cell, later.year,
    concat_ws(' ', printed.title_zh, unit.title_zh, later.year) as label,
    pow(10, -later.places)::decimal(38, 12) as found, pow(10, -before.places)::decimal(38, 12) as expected
from finest as later
inner join finest as before using (region_code, table_name, unit_code)
inner join finest as earlier using (region_code, table_name, unit_code)
inner join codes.units as unit using (unit_code)
inner join (select distinct table_name, title_zh from core.printed_tables) as printed using (table_name)
where
    later.year = later.latest and before.year = later.year - 1 and earlier.year = later.year - 2
    and later.places not in (before.places, earlier.places)

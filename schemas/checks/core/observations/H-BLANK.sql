-- severity: hold
-- title_zh: 上年有数的格，当年空着的不多（STR-10）
-- title_en: of the figures that a table had the year before few are blank
with figures as (
    select
        region_code, table_name, year, period, substr(period, 5) as months, item_code, sector_code, fuel_code,
        facility_code, amount_base, file_name, sheet, cell,
        -- months that are still to come are no gap
        max(period) filter (where amount_base is not null) over (partition by region_code, table_name, year) as latest
    from core.observations
    where is_preferred
),

compared as (
    select
        later.region_code, table_name, later.year, count(*) as figures,
        count(*) filter (where later.amount_base is null) as blanks,
        arg_min(
            struct_pack(file := later.file_name, sheet := later.sheet, cell := later.cell), (later.sheet, later.cell)
        ) filter (where later.amount_base is null) as place
    from figures as later
    inner join figures as earlier
        using (region_code, table_name, months, item_code, sector_code, fuel_code, facility_code)
    where
        later.year = earlier.year + 1 and earlier.amount_base is not null
        and (length(later.period) = 4 or later.period <= later.latest)
    group by later.region_code, table_name, later.year
)

select
    place.file, place.sheet, place.cell, compared.year, concat_ws(' ', printed.title_zh, compared.year) as label,
    blanks as found, figures as count, -- noqa: RF04
    printf('%g%%', 100 * share.limit_value::double) as expected
from compared
inner join (select distinct table_name, title_zh from core.printed_tables) as printed using (table_name)
inner join rules.suspicions as fewest on fewest.suspicion_code = 'blank_figures'
inner join rules.suspicions as share on share.suspicion_code = 'blank_share'
where blanks >= fewest.limit_value::integer and blanks / figures > share.limit_value::double

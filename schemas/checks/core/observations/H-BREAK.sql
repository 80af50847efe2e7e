-- severity: hold
-- title_zh: 序列改由另一来源（版本）接续的，新旧两者同年的数相近（TS-03）
-- title_en: where a series goes on by another source or edition, the two agree in a year that both print
with annual as (
    select
        *, concat_ws('/', region_code, item_code, sector_code, fuel_code, facility_code) as series
    from core.observations
    where length(period) = 4 and amount_base > 0 and vintage != 'preliminary'
),

passed as (
    select
        *, lag(file_sha256) over (partition by series order by year) as file_before
    from annual
    where is_preferred
),

printed_twice as (
    select
        passed.year as since, passed.item_code, passed.sector_code, passed.fuel_code, newer.year, newer.file_name,
        newer.sheet, newer.cell, newer.amount_base as amount, older.amount_base as amount_before,
        concat_ws(' › ', older.file_name, older.sheet, older.cell) as other
    from passed
    inner join annual as newer on passed.series = newer.series and passed.file_sha256 = newer.file_sha256
    inner join annual as older
        on
            newer.series = older.series and newer.year = older.year and passed.file_before = older.file_sha256
    where passed.file_sha256 != passed.file_before
    -- the year nearest to the one in which they change over
    qualify
        row_number() over (
            partition by passed.series, passed.year
            order by abs(newer.year - passed.year), newer.observation_id, older.observation_id
        ) = 1
)

select
    file_name as file, sheet, cell, printed_twice.year,
    concat_ws(' ', item.title_zh, sector.title_zh, fuel.title_zh, since) as label,
    amount as found, amount_before as expected, round(100 * (amount / amount_before - 1), 1) as difference, other
from printed_twice
inner join codes.items as item using (item_code)
left join codes.sectors as sector using (sector_code)
left join codes.fuels as fuel using (fuel_code)
inner join rules.suspicions as suspected
    on
        suspected.suspicion_code = 'break'
        and abs(amount - amount_before) > amount_before * suspected.limit_value::decimal(9, 6)

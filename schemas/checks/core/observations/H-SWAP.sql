-- severity: hold
-- title_zh: 同一张表的两个数没有互换位置
-- title_en: two figures of a table have not changed places
with annual as (
    select
        region_code, table_name, year, unit_code, item_code, sector_code, fuel_code, facility_code,
        concat_ws(' ', item.title_zh, sector.title_zh, fuel.title_zh) as title_zh, file_name, sheet, cell,
        -- as printed: columns of different units change places, too
        amount_base as amount, log10(amount_base * unit.denominator::double / unit.numerator::double) as size
    from core.observations
    inner join codes.units as unit using (unit_code)
    inner join codes.items as item using (item_code)
    left join codes.sectors as sector using (sector_code)
    left join codes.fuels as fuel using (fuel_code)
    -- a year opens with the stock that the one before closed with: between the two nothing tells an exchange
    where
        is_preferred and is_whole_year and length(period) = 4 and amount_base > 0
        and item_code != 'industry_energy_opening_stock'
),

steps as (
    select
        later.*, earlier.size as size_before,
        concat_ws('/', later.item_code, later.sector_code, later.fuel_code, later.facility_code) as series
    from annual as later
    inner join annual as earlier
        on
            later.region_code = earlier.region_code and later.table_name = earlier.table_name
            and later.year = earlier.year + 1 and later.item_code = earlier.item_code
            and later.sector_code = earlier.sector_code and later.fuel_code = earlier.fuel_code
            and later.facility_code = earlier.facility_code and later.unit_code = earlier.unit_code
    inner join rules.suspicions as jumped on jumped.suspicion_code = 'swap_jump'
    -- each of two that changed places has moved by so much at least, which most figures have not
    inner join rules.suspicions as resting
        on
            resting.suspicion_code = 'swap_rest'
            and abs(later.size - earlier.size)
            >= jumped.limit_value::double * (1 - resting.limit_value::double) / 2 - 1e-9
),

pairs as (
    select
        one.*, other.title_zh as other_zh, other.cell as other_cell, other.amount as other_amount,
        abs(one.size - one.size_before) + abs(other.size - other.size_before) as jump,
        abs(one.size - other.size_before) + abs(other.size - one.size_before) as rest
    from steps as one
    inner join steps as other
        on
            one.region_code = other.region_code and one.table_name = other.table_name and one.year = other.year
            and one.series < other.series
)

select
    file_name as file, sheet, cell, year, concat_ws(' ', title_zh, year) as label, amount as found,
    other_amount as expected, concat_ws(' ', other_zh, other_cell) as other
from pairs
inner join rules.suspicions as jumped
    on jumped.suspicion_code = 'swap_jump' and pairs.jump > jumped.limit_value::double
inner join rules.suspicions as resting
    on resting.suspicion_code = 'swap_rest' and pairs.rest < pairs.jump * resting.limit_value::double

-- what a county may emit each year if its target is met evenly, split to units by their shares of a driver in the base
-- year, in whole tonnes that add up exactly: the tonnes that rounding down leaves go to the largest remainders
with splits as (
    select
        place.basis_id,
        place.region_code,
        rule.split_code,
        rule.driver_code,
        target.base_year,
        target.target_year,
        target.threshold::double as change_pct,
        rule.evidence,
        rule.note
    from (select distinct basis_id, region_code from core.inventories) as place
    cross join rules.management_splits as rule
    -- its figure, not its readings: what is split is a mass of one caliber
    inner join core.targets as target
        on
            rule.target_id = target.target_id and target.is_headline
            and target.region_code in ('', place.region_code)
),

drivers as (
    select region_code, year, 'township_electricity' as driver_code, sector_code, amount_base as driver
    from core.observations
    where item_code = 'township_electricity' and is_preferred and is_whole_year and amount_base is not null
    union all
    select region_code, year, 'energy_use' as driver_code, row_code as sector_code, coal_equivalent_tce as driver
    from marts.energy_by_sector
    -- straw and wood count for nothing in what is assessed
    where group_code not in ('total', 'other') and coal_equivalent_tce is not null
),

units as (
    select
        splits.*,
        unit.unit_code,
        unit.line_number::integer as line_number,
        unit.title_zh,
        sum(drivers.driver)::decimal(38, 9) as driver
    from splits
    inner join rules.management_units as unit using (split_code)
    left join drivers
        on
            splits.region_code = drivers.region_code and splits.base_year = drivers.year
            and splits.driver_code = drivers.driver_code
            and list_contains(string_split(unit.drivers, ' '), drivers.sector_code)
    group by all
),

-- a split of which one unit has no driver is none
shares as (
    select
        *,
        sum(driver) over (partition by basis_id, region_code, split_code)::decimal(38, 9) as whole_driver,
        bool_or(driver is null) over (partition by basis_id, region_code, split_code) as is_unknown
    from units
),

levels as (
    select emitted.basis_id, emitted.region_code, emitted.year, gdp.price_base_year, emitted.co2_t, gdp.gdp_cny
    from marts.energy_co2 as emitted
    left join core.gdp as gdp
        on emitted.region_code = gdp.region_code and emitted.year = gdp.year and gdp.sector_code = ''
    where emitted.caliber = 'energy' and emitted.scope = 'gross' and emitted.grid_factor_year = 0
),

budgets as (
    select
        splits.basis_id,
        splits.region_code,
        splits.split_code,
        target.year,
        printf(
            '%.0f',
            base.co2_t::double * (now.gdp_cny::double / base.gdp_cny::double)
            * pow(
                1 + splits.change_pct / 100, (target.year - splits.base_year) / (splits.target_year - splits.base_year)
            )
        )::decimal(24, 0) as budget_t,
        now.co2_t as executed_t
    from splits
    inner join core.inventories as target using (basis_id, region_code)
    left join levels as base
        on
            splits.basis_id = base.basis_id and splits.region_code = base.region_code
            and splits.base_year = base.year and splits.base_year = base.price_base_year
    left join levels as now
        on
            splits.basis_id = now.basis_id and splits.region_code = now.region_code
            and target.year = now.year and splits.base_year = now.price_base_year
    where target.year > splits.base_year and target.year <= splits.target_year
),

-- in whole numbers, so that nothing is lost: drivers in billionths, tonnes as they are
portions as (
    select
        shares.*,
        budgets.year,
        budgets.budget_t as whole_budget_t,
        budgets.executed_t as whole_executed_t,
        case
            when not shares.is_unknown and shares.whole_driver > 0
                then
                    budgets.budget_t::hugeint
                    * replace(shares.driver::varchar, '.', '')::hugeint
                    // replace(shares.whole_driver::varchar, '.', '')::hugeint
        end as floor_t,
        case
            when not shares.is_unknown and shares.whole_driver > 0
                then
                    (budgets.budget_t::hugeint * replace(shares.driver::varchar, '.', '')::hugeint)
                    % replace(shares.whole_driver::varchar, '.', '')::hugeint
        end as remainder
    from shares
    inner join budgets using (basis_id, region_code, split_code)
),

placed as (
    select
        *,
        row_number() over (
            partition by basis_id, region_code, split_code, year
            order by remainder desc, line_number
        ) as place,
        whole_budget_t - sum(floor_t) over (partition by basis_id, region_code, split_code, year) as left_over
    from portions
),

rows_of_units as (
    select
        basis_id, region_code, year, split_code, unit_code, line_number, title_zh, base_year, driver,
        100 * driver::double / nullif(whole_driver::double, 0) as share_pct,
        floor_t + if(place <= left_over, 1, 0) as budget_t,
        null as executed_t,
        evidence,
        case
            when is_unknown then concat(base_year, '年缺少分解所用的数据')
            when whole_budget_t is null then concat(base_year, '年或', year, '年缺少能源二氧化碳或地区生产总值')
            else note
        end as reason_zh,
        '没有单位上报执行数' as executed_reason_zh
    from placed
    union all
    select distinct
        basis_id, region_code, year, split_code, 'county' as unit_code, 0 as line_number, '全县' as title_zh,
        base_year, whole_driver as driver, 100 as share_pct, whole_budget_t as budget_t,
        whole_executed_t as executed_t, evidence,
        if(whole_budget_t is null, concat(base_year, '年或', year, '年缺少能源二氧化碳或地区生产总值'), note)
            as reason_zh,
        if(whole_executed_t is null, '能源二氧化碳不完整', '') as executed_reason_zh
    from placed
)

select
    basis_id,
    region_code,
    year,
    split_code,
    unit_code,
    line_number,
    title_zh as unit_title_zh,
    base_year,
    driver::decimal(38, 9) as driver,
    case when driver is null then 'NE' else '' end as driver_key,
    printf('%.9f', share_pct)::decimal(24, 9) as share_pct,
    case when share_pct is null then 'NE' else '' end as share_key,
    budget_t::decimal(24, 0) as budget_t,
    case when budget_t is null then 'NE' else '' end as notation_key,
    executed_t::decimal(24, 6) as executed_t,
    case when executed_t is null then 'NE' else '' end as executed_key,
    evidence,
    reason_zh,
    executed_reason_zh
from rows_of_units

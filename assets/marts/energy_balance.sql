with places as (
    select distinct region_code, year
    from core.deliveries
),

observed as (
    select observation.region_code, observation.year, observation.item_code, sum(observation.amount_base) as amount
    from core.observations as observation
    inner join places using (region_code, year)
    where
        observation.is_preferred and observation.is_whole_year and observation.amount_base is not null
        and observation.facility_code = ''
        and (
            (
                observation.sector_code in ('', 'whole_society')
                and observation.item_code in (
                    'electricity_generation', 'electricity_generation_thermal', 'energy_consumption_total'
                )
            )
            or (observation.sector_code = 'whole_society' and observation.item_code = 'electricity_use')
        )
    group by observation.region_code, observation.year, observation.item_code
),

electricity as (
    select
        region_code,
        year,
        max(amount) filter (where item_code = 'electricity_use') as used,
        max(amount) filter (where item_code = 'electricity_generation') as generated,
        max(amount) filter (where item_code = 'electricity_generation_thermal') as generated_thermal
    from observed
    group by region_code, year
),

amounts as (
    select
        use.region_code,
        use.year,
        use.sector_code as row_code,
        use.fuel_code,
        use.amount,
        use.unit_code,
        use.rule_code,
        use.data_class
    from core.energy_use as use
    inner join places using (region_code, year)
    -- what ships and aircraft take abroad is no use of the county
    where use.sector_code not in (select sector_code from codes.sectors where kind = 'bunkers')
    union all
    select
        region_code, year, 'generation' as row_code, 'electricity' as fuel_code, generated as amount,
        'mwh' as unit_code, 'reported' as rule_code, 'B' as data_class
    from electricity
    where generated is not null
    union all
    select
        region_code, year, 'generation_thermal' as row_code, 'electricity' as fuel_code, generated_thermal as amount,
        'mwh' as unit_code, 'reported' as rule_code, 'B' as data_class
    from electricity
    where generated_thermal is not null
    union all
    select
        region_code, year, 'net_inflow' as row_code, 'electricity' as fuel_code, used - generated as amount,
        'mwh' as unit_code, 'difference' as rule_code, 'B' as data_class
    from electricity
    where used is not null and generated is not null
),

measured as (
    select
        amounts.*,
        case
            when amounts.unit_code = 'tce' then amounts.amount
            else to_gram(amounts.amount::double * coefficient.calorific)
        end::decimal(24, 6) as calorific_tce,
        case
            when amounts.unit_code = 'tce' then amounts.amount
            else to_gram(amounts.amount::double * coefficient.coal_equivalent)
        end::decimal(24, 6) as coal_equivalent_tce
    from amounts
    left join core.standard_coal as coefficient using (year, fuel_code)
),

uses as (
    select * from measured
    where row_code not in ('generation', 'generation_thermal', 'net_inflow')
),

-- public institutions are a part of the services beside them
counted as (
    select * from uses
    where row_code not in (select sector_code from codes.sectors where kind = 'of_which')
),

sector_totals as (
    select
        region_code, year, row_code, 'total' as fuel_code,
        sum(calorific_tce) as calorific_tce, sum(coal_equivalent_tce) as coal_equivalent_tce,
        max(data_class) as data_class, count(*) > count(calorific_tce) as is_incomplete
    from uses
    group by region_code, year, row_code
),

fuel_totals as (
    select
        region_code, year, 'use_total' as row_code, fuel_code,
        sum(amount) as amount, min(unit_code) as unit_code,
        sum(calorific_tce) as calorific_tce, sum(coal_equivalent_tce) as coal_equivalent_tce,
        max(data_class) as data_class, count(*) > count(calorific_tce) as is_incomplete
    from counted
    group by region_code, year, fuel_code
),

-- energy that the county consumes: fuels it burns, and electricity that no fuel of its own has made. Heat is made of
-- fuels that are counted already; straw and wood are not commercial energy
consumption as (
    select
        counted.region_code,
        counted.year,
        sum(counted.calorific_tce) filter (where fuel.carrier in ('fossil', 'other', 'waste'))
        + to_gram(
            (any_value(electricity.used) - any_value(electricity.generated_thermal))::double
            * any_value(coefficient.calorific)
        ) as calorific_tce,
        sum(counted.coal_equivalent_tce) filter (where fuel.carrier in ('fossil', 'other', 'waste'))
        + to_gram(
            (any_value(electricity.used) - any_value(electricity.generated_thermal))::double
            * any_value(coefficient.coal_equivalent)
        ) as coal_equivalent_tce,
        max(counted.data_class) as data_class,
        count(*) > count(counted.calorific_tce) as is_incomplete
    from counted
    inner join codes.fuels as fuel using (fuel_code)
    inner join electricity using (region_code, year)
    left join core.standard_coal as coefficient
        on counted.year = coefficient.year and coefficient.fuel_code = 'electricity'
    where electricity.used is not null and electricity.generated_thermal is not null
    group by counted.region_code, counted.year
),

-- what the city approves is counted by the coal that makes electricity; nothing of the difference is spread
approved as (
    select region_code, year, amount::decimal(24, 6) as tce
    from observed
    where item_code = 'energy_consumption_total'
),

balance as (
    select
        region_code, year, row_code, fuel_code, amount, unit_code, calorific_tce, coal_equivalent_tce,
        rule_code, data_class, calorific_tce is null as is_incomplete
    from measured
    union all
    select
        region_code, year, row_code, fuel_code, null as amount, 'tce' as unit_code, calorific_tce, coal_equivalent_tce,
        'sum' as rule_code, data_class, is_incomplete
    from sector_totals
    union all
    select
        region_code, year, row_code, fuel_code, amount, unit_code, calorific_tce, coal_equivalent_tce,
        'sum' as rule_code, data_class, is_incomplete
    from fuel_totals
    union all
    select
        region_code, year, 'use_total' as row_code, 'total' as fuel_code, null as amount, 'tce' as unit_code,
        sum(calorific_tce) as calorific_tce, sum(coal_equivalent_tce) as coal_equivalent_tce,
        'sum' as rule_code, max(data_class) as data_class, bool_or(is_incomplete) as is_incomplete
    from sector_totals
    where row_code in (select counted.row_code from counted)
    group by region_code, year
    union all
    select
        region_code, year, 'energy_consumption' as row_code, 'total' as fuel_code, null as amount, 'tce' as unit_code,
        calorific_tce, coal_equivalent_tce, 'sum' as rule_code, data_class, is_incomplete
    from consumption
    union all
    select
        region_code, year, 'approved_total' as row_code, 'total' as fuel_code, null as amount, 'tce' as unit_code,
        null as calorific_tce, tce as coal_equivalent_tce, 'reported' as rule_code, 'B' as data_class,
        false as is_incomplete
    from approved
    union all
    select
        approved.region_code, approved.year, 'residual' as row_code, 'total' as fuel_code, null as amount,
        'tce' as unit_code,
        null as calorific_tce,
        approved.tce - consumption.coal_equivalent_tce as coal_equivalent_tce,
        'difference' as rule_code, consumption.data_class, consumption.is_incomplete
    from approved
    inner join consumption using (region_code, year)
),

rows_of_the_table as (
    select sector_code as row_code, title_zh
    from codes.sectors
    union all
    select
        unnest([
            'use_total', 'generation', 'generation_thermal', 'net_inflow', 'energy_consumption', 'approved_total',
            'residual'
        ]) as row_code,
        unnest([
            '使用合计（加工转换投入和终端消费）', '县内发电量', '其中：火力发电量', '净调入电量（净调出为负）',
            '能源消费总量（自下而上）', '能源消费总量（市级核定，等价值）', '未解释差额（核定数减自下而上）'
        ]) as title_zh
)

select
    balance.region_code,
    balance.year,
    balance.row_code,
    row.title_zh as row_title_zh,
    balance.fuel_code,
    coalesce(fuel.title_zh, '合计') as fuel_title_zh,
    balance.amount::decimal(38, 9) as amount,
    balance.unit_code,
    balance.calorific_tce::decimal(24, 6) as calorific_tce,
    balance.coal_equivalent_tce::decimal(24, 6) as coal_equivalent_tce,
    balance.rule_code,
    balance.data_class,
    balance.is_incomplete
from balance
inner join rows_of_the_table as row using (row_code)
left join codes.fuels as fuel using (fuel_code)

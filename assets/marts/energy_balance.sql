with observed as (
    select observation.region_code, observation.year, observation.item_code, sum(observation.amount_base) as amount
    from core.observations as observation
    semi join core.deliveries using (region_code, year)
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

flows as (
    select
        region_code,
        year,
        unnest(['generation', 'generation_thermal', 'net_inflow']) as row_code,
        unnest([generated, generated_thermal, used - generated]) as amount,
        unnest(['reported', 'reported', 'difference']) as rule_code
    from electricity
),

-- what ships and aircraft take abroad is no use of the county
amounts as (
    select
        use.region_code, use.year, use.sector_code as row_code, use.fuel_code, use.amount, use.unit_code,
        use.rule_code, use.data_class, sector.kind
    from core.energy_use as use
    semi join core.deliveries using (region_code, year)
    inner join codes.sectors as sector on use.sector_code = sector.sector_code and sector.kind != 'bunkers'
    union all
    select
        region_code, year, row_code, 'electricity' as fuel_code, amount, 'mwh' as unit_code,
        rule_code, 'B' as data_class, 'flow' as kind
    from flows
    where amount is not null
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

-- a year of which some fuel that is burnt here has not been delivered, which would look like a fall; a printed balance
-- tells what one mode of transport burns with another
lacking as (
    select distinct asked.region_code, asked.year
    from core.asked_activities as asked
    inner join codes.sectors as sector using (sector_code)
    anti join amounts as told
        on
            sector.kind = 'transport_mode' and sector.kind = told.kind
            and asked.region_code = told.region_code and asked.year = told.year and asked.fuel_code = told.fuel_code
    where asked.category_code like 'E.%' and asked.item_code = '' and asked.gas = 'CO2' and asked.found = 'nothing'
),

-- public institutions are a part of the services beside them: they have a row and do not count again
totals as (
    select
        region_code, year, row_code, 'total' as fuel_code, null as amount, 'tce' as unit_code,
        sum(calorific_tce) as calorific_tce, sum(coal_equivalent_tce) as coal_equivalent_tce,
        max(data_class) as data_class, count(*) > count(calorific_tce) as is_incomplete
    from measured
    where kind != 'flow'
    group by region_code, year, row_code
    union all
    select
        region_code, year, 'use_total' as row_code, coalesce(fuel_code, 'total') as fuel_code,
        case when grouping(fuel_code) = 0 then sum(amount) end as amount,
        case when grouping(fuel_code) = 0 then min(unit_code) else 'tce' end as unit_code,
        sum(calorific_tce) as calorific_tce, sum(coal_equivalent_tce) as coal_equivalent_tce,
        max(data_class) as data_class,
        count(*) > count(calorific_tce)
        or (grouping(fuel_code) = 1 and bool_or(lacking.year is not null)) as is_incomplete
    from measured
    left join lacking using (region_code, year)
    where kind not in ('flow', 'of_which')
    group by grouping sets ((region_code, year, fuel_code), (region_code, year))
),

-- energy that the county consumes: fuels it burns, and electricity that no fuel of its own has made. Heat is made of
-- fuels that are counted already; straw and wood are not commercial energy
consumption as (
    select
        use.region_code,
        use.year,
        sum(use.calorific_tce) filter (where fuel.carrier in ('fossil', 'other', 'waste'))
        + to_gram(
            (any_value(electricity.used) - any_value(electricity.generated_thermal))::double
            * any_value(coefficient.calorific)
        ) as calorific_tce,
        sum(use.coal_equivalent_tce) filter (where fuel.carrier in ('fossil', 'other', 'waste'))
        + to_gram(
            (any_value(electricity.used) - any_value(electricity.generated_thermal))::double
            * any_value(coefficient.coal_equivalent)
        ) as coal_equivalent_tce,
        max(use.data_class) as data_class,
        count(*) > count(use.calorific_tce) or bool_or(lacking.year is not null) as is_incomplete
    from measured as use
    inner join codes.fuels as fuel using (fuel_code)
    left join lacking using (region_code, year)
    inner join electricity using (region_code, year)
    left join core.standard_coal as coefficient
        on use.year = coefficient.year and coefficient.fuel_code = 'electricity'
    where
        use.kind not in ('flow', 'of_which')
        and electricity.used is not null and electricity.generated_thermal is not null
    group by use.region_code, use.year
),

-- what the city approves is counted by the coal that makes electricity; nothing of the difference is spread
approved as (
    select region_code, year, amount::decimal(24, 6) as tce, 'B' as data_class
    from observed
    where item_code = 'energy_consumption_total'
),

accounts as (
    select
        region_code,
        year,
        unnest(['energy_consumption', 'approved_total', 'residual']) as row_code,
        unnest([consumption.calorific_tce, null, null]) as calorific_tce,
        unnest([
            consumption.coal_equivalent_tce, approved.tce, approved.tce - consumption.coal_equivalent_tce
        ]) as coal_equivalent_tce,
        unnest(['sum', 'reported', 'difference']) as rule_code,
        unnest([
            consumption.data_class, approved.data_class, if(approved.tce is null, null, consumption.data_class)
        ]) as data_class,
        unnest([consumption.is_incomplete, false, consumption.is_incomplete]) as is_incomplete
    from consumption
    full join approved using (region_code, year)
),

balance as (
    select
        region_code, year, row_code, fuel_code, amount, unit_code, calorific_tce, coal_equivalent_tce,
        rule_code, data_class, calorific_tce is null as is_incomplete
    from measured
    union all
    select
        region_code, year, row_code, fuel_code, amount, unit_code, calorific_tce, coal_equivalent_tce,
        'sum' as rule_code, data_class, is_incomplete
    from totals
    union all
    select
        region_code, year, row_code, 'total' as fuel_code, null as amount, 'tce' as unit_code, calorific_tce,
        coal_equivalent_tce, rule_code, data_class, is_incomplete
    from accounts
    where data_class is not null
)

select
    balance.region_code,
    balance.year,
    balance.row_code,
    coalesce(sector.title_zh, line.title_zh) as row_title_zh,
    balance.fuel_code,
    coalesce(fuel.title_zh, '合计') as fuel_title_zh,
    balance.amount::decimal(38, 9) as amount,
    case when balance.amount is null then 'NA' else '' end as amount_key,
    balance.unit_code,
    balance.calorific_tce::decimal(24, 6) as calorific_tce,
    case
        when balance.calorific_tce is not null then ''
        when balance.row_code in ('approved_total', 'residual') then 'NA'
        else 'NE'
    end as calorific_tce_key,
    balance.coal_equivalent_tce::decimal(24, 6) as coal_equivalent_tce,
    case when balance.coal_equivalent_tce is null then 'NE' else '' end as coal_equivalent_tce_key,
    ratio(100 * balance.coal_equivalent_tce, approved.tce) as share_pct,
    case
        when approved.tce is null then 'NA'
        when balance.coal_equivalent_tce is null then 'NE'
        when approved.tce = 0 then 'NA'
        else ''
    end as share_key,
    balance.rule_code,
    balance.data_class,
    balance.is_incomplete
from balance
left join approved
    on
        balance.region_code = approved.region_code and balance.year = approved.year
        and balance.row_code in ('energy_consumption', 'approved_total', 'residual')
left join codes.sectors as sector on balance.row_code = sector.sector_code
left join codes.balance_rows as line on balance.row_code = line.row_code
left join codes.fuels as fuel on balance.fuel_code = fuel.fuel_code

-- two estimates of one thing, from sources that do not depend on each other
with observed as (
    select
        observation.region_code,
        observation.year,
        observation.item_code,
        observation.sector_code,
        observation.fuel_code,
        observation.is_total,
        sum(observation.amount_base) as amount
    from core.observations as observation
    semi join core.deliveries using (region_code, year)
    where
        observation.is_preferred and observation.is_whole_year and observation.amount_base is not null
        and observation.item_code in (
            'industry_energy_purchase', 'industry_energy_opening_stock', 'industry_energy_closing_stock',
            'industry_energy_feedstock', 'energy_survey_use', 'gas_sales'
        )
    group by
        observation.region_code, observation.year, observation.item_code, observation.sector_code,
        observation.fuel_code, observation.is_total
),

burnt as (
    select region_code, year, fuel_code, sum(amount) as amount
    from core.energy_use
    where
        account = 'returns'
        -- public institutions are a part of the services beside them
        and sector_code not in (select sector_code from codes.sectors where kind = 'of_which')
    group by region_code, year, fuel_code
),

feedstock as (
    select region_code, year, fuel_code, sum(amount) as amount
    from observed
    where item_code = 'industry_energy_feedstock' and not is_total
    group by region_code, year, fuel_code
),

-- reference approach: what industry bought and did not put in store, and what others say in the survey
coal_supplied as (
    select
        region_code,
        year,
        sum(amount) filter (where item_code = 'industry_energy_purchase')
        + sum(amount) filter (where item_code = 'industry_energy_opening_stock')
        - sum(amount) filter (where item_code = 'industry_energy_closing_stock')
        + coalesce(sum(amount) filter (where item_code = 'energy_survey_use'), 0) as amount
    from observed
    where fuel_code = 'raw_coal' and not is_total
    group by region_code, year
),

gas_supplied as (
    select region_code, year, sum(amount) as amount
    from observed
    where item_code = 'gas_sales' and sector_code = 'whole_society'
    group by region_code, year
),

supplied as (
    select 'reference_coal' as check_code, 'raw_coal' as fuel_code, region_code, year, amount
    from coal_supplied
    where amount is not null
    union all
    select 'reference_gas' as check_code, 'natural_gas' as fuel_code, region_code, year, amount
    from gas_supplied
),

pairs as (
    select
        supplied.check_code,
        supplied.region_code,
        supplied.year,
        supplied.amount as first_amount,
        burnt.amount + coalesce(feedstock.amount, 0) as second_amount
    from supplied
    inner join burnt using (region_code, year, fuel_code)
    left join feedstock using (region_code, year, fuel_code)
    union all
    select
        'road_' || driven.fuel_code as check_code,
        driven.region_code,
        driven.year,
        used.amount as first_amount,
        driven.amount_t as second_amount
    from core.road_fuel_estimates as driven
    semi join core.deliveries using (region_code, year)
    inner join core.energy_use as used
        on
            driven.region_code = used.region_code and driven.year = used.year and driven.fuel_code = used.fuel_code
            and used.sector_code = 'road'
)

select
    pairs.region_code,
    pairs.year,
    rules.check_code,
    rules.title_zh,
    rules.first_zh,
    pairs.first_amount::decimal(38, 9) as first_amount,
    rules.second_zh,
    pairs.second_amount::decimal(38, 9) as second_amount,
    rules.unit_code,
    -- fuel sold where there are no vehicles, say, is all of itself too much
    ratio(
        (pairs.first_amount - pairs.second_amount) * 100, coalesce(nullif(pairs.second_amount, 0), pairs.first_amount)
    ) as difference_pct,
    rules.limit_zh,
    pairs.first_amount between pairs.second_amount * rules.lower_bound::decimal(9, 3)
    and pairs.second_amount * rules.upper_bound::decimal(9, 3)
        as is_within_limit,
    case
        when pairs.first_amount between pairs.second_amount * rules.lower_bound::decimal(9, 3)
            and pairs.second_amount * rules.upper_bound::decimal(9, 3) then ''
        else rules.explanation_zh
    end as explanation_zh
from pairs
inner join rules.cross_checks as rules using (check_code)
-- where a table of either side has not come, there is nothing to compare yet
anti join (select * from core.deliveries where status = 'missing') as missing
    on
        pairs.region_code = missing.region_code and pairs.year = missing.year
        and list_contains(string_split(rules.table_names, ' '), missing.table_name)
where pairs.first_amount != 0 or pairs.second_amount != 0

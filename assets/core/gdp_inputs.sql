-- methodology 10.1: G(t, base b) = nominal(b) × Π (1 + g(y)), y = b+1 … t; backwards the product divides. An industry
-- is chained like the whole, by growth of its own
with printed as (
    select region_code, year, item_code, sector_code, observation_id, amount_base
    from core.observations
    where
        item_code in ('gdp', 'gdp_growth') and is_preferred and amount_base is not null
        and sector_code in ('', 'primary_industry', 'secondary_industry', 'tertiary_industry')
),

nominal as (
    select * from printed
    where item_code = 'gdp'
),

growth as (
    select * from printed
    where item_code = 'gdp_growth'
),

chains as (
    select
        base.region_code,
        base.sector_code,
        base.year as price_base_year,
        target.year
    from nominal as base
    inner join core.price_bases as listed on base.year = listed.price_base_year
    inner join nominal as target using (region_code, sector_code)
),

steps as (
    select
        chains.*,
        growth.observation_id,
        growth.amount_base,
        growth.year as step_year,
        case when chains.year > chains.price_base_year then 'growth' else 'growth_back' end as role
    from chains
    inner join growth
        on
            chains.region_code = growth.region_code and chains.sector_code = growth.sector_code
            and growth.year > least(chains.year, chains.price_base_year)
            and growth.year <= greatest(chains.year, chains.price_base_year)
),

-- a chain with a missing year is no chain
whole_chains as (
    select chains.*
    from chains
    left join steps using (region_code, sector_code, price_base_year, year)
    group by all
    having count(steps.step_year) = abs(chains.year - chains.price_base_year)
)

select
    whole_chains.region_code,
    whole_chains.year,
    whole_chains.price_base_year,
    whole_chains.sector_code,
    1 as position,
    'nominal' as role,
    nominal.observation_id,
    nominal.amount_base as value_used
from whole_chains
inner join nominal
    on
        whole_chains.region_code = nominal.region_code and whole_chains.sector_code = nominal.sector_code
        and whole_chains.price_base_year = nominal.year
union all
select
    steps.region_code,
    steps.year,
    steps.price_base_year,
    steps.sector_code,
    (
        1 + row_number() over (
            partition by steps.region_code, steps.sector_code, steps.year, steps.price_base_year
            order by steps.step_year
        )
    )::integer as position,
    steps.role,
    steps.observation_id,
    (1 + steps.amount_base)::decimal(38, 9) as value_used
from steps
inner join whole_chains using (region_code, sector_code, year, price_base_year)

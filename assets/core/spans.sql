-- each reported year with the one before it, and each plan period from its base year to the last year of it so far
with reported as (
    select distinct region_code, year from core.inventories
),

in_period as (
    select reported.region_code, reported.year, base.price_base_year
    from reported
    inner join core.price_bases as base
        on reported.year between base.price_base_year and base.price_base_year + 5
),

steps as (
    select
        region_code,
        lag(year) over (partition by region_code, price_base_year order by year) as from_year,
        year,
        'year' as span,
        price_base_year
    from in_period
    union all
    select region_code, min(year) as from_year, max(year) as year, 'plan_period' as span, price_base_year
    from in_period
    group by region_code, price_base_year
    having min(year) = price_base_year and max(year) > min(year)
)

select region_code, from_year, year, span, price_base_year
from steps
where span = 'plan_period' or from_year = year - 1

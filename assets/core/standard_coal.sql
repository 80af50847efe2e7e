-- coal per kilowatt-hour is carried on from the last year that has one; the other coefficients hold in their years
with years as (
    select distinct year
    from core.deliveries
),

valued as (
    select
        years.year,
        factor.subject_code as fuel_code,
        arg_max(factor.value_base, factor.valid_from) filter (
            where factor.property = 'standard_coal' and years.year <= factor.valid_to
        ) as calorific,
        arg_max(factor.value_base, factor.valid_from) filter (where factor.property = 'generation_coal') as by_coal
    from years
    inner join core.factor_values as factor on years.year >= factor.valid_from
    where factor.scope_code = ''
    group by years.year, factor.subject_code
)

select
    year,
    fuel_code,
    calorific,
    coalesce(by_coal, calorific) as coal_equivalent
from valued
where calorific is not null

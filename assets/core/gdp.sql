select
    region_code,
    year,
    price_base_year,
    printf(
        '%.2f',
        list_reduce(
            list(case role when 'growth_back' then 1 / value_used::double else value_used::double end order by position),
            lambda product, step: product * step
        )
    )::decimal(24, 2) as gdp_cny
from core.gdp_inputs
group by region_code, year, price_base_year

select
    region_code,
    year,
    price_base_year,
    printf(
        '%.2f',
        ordered_product(
            array_agg(
                case role when 'growth_back' then 1 / value_used::double else value_used::double end
                order by position
            )
        )
    )::decimal(24, 2) as gdp_cny
from core.gdp_inputs
group by region_code, year, price_base_year

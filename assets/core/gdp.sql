select
    region_code,
    year,
    price_base_year,
    sector_code,
    printf(
        '%.2f',
        ordered_product(
            array_agg(
                case role when 'growth_back' then 1 / value_used::double else value_used::double end
                order by position
            )
        )
    )::decimal(24, 2) as gdp_cny,
    -- what the rounding of each printed growth leaves, added up: at worst all err to the same side
    printf(
        '%.9f',
        coalesce(
            ordered_sum(
                array_agg(100 * rounding.half_width::double / value_used::double order by position) filter (
                    where role != 'nominal'
                )
            ),
            0
        )
    )::decimal(24, 9) as error_pct
from core.gdp_inputs
inner join rules.printed_rounding as rounding on rounding.item_code = 'gdp_growth'
group by region_code, year, price_base_year, sector_code

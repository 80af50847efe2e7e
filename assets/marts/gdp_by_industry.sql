-- GDP at constant prices, the whole and its industries, each chained by growth of its own: away from the price base
-- they do not add up, and what is between them is told and never spread (methodology 10.1)
with industries as (
    select
        region_code,
        year,
        price_base_year,
        count(*) as number_of_industries,
        sum(gdp_cny) as gdp_cny
    from core.gdp
    where sector_code != ''
    group by region_code, year, price_base_year
),

compared as (
    select
        gdp.*,
        case
            when gdp.sector_code != '' then 'NA'
            when coalesce(industries.number_of_industries, 0) < 3 then 'NE'
            else ''
        end as discrepancy_key,
        gdp.gdp_cny - industries.gdp_cny as discrepancy_cny
    from core.gdp as gdp
    left join industries using (region_code, year, price_base_year)
)

select
    compared.region_code,
    compared.year,
    compared.price_base_year,
    base.is_in_force as is_price_base_in_force,
    compared.sector_code,
    coalesce(sector.title_zh, '地区生产总值') as title_zh,
    compared.gdp_cny,
    compared.error_pct,
    if(compared.discrepancy_key = '', compared.discrepancy_cny, null)::decimal(24, 2) as discrepancy_cny,
    if(compared.discrepancy_key = '', ratio(100 * compared.discrepancy_cny, compared.gdp_cny), null) as discrepancy_pct,
    compared.discrepancy_key,
    case compared.discrepancy_key
        when 'NE' then '没有各产业的可比价增速'
        else ''
    end as reason_zh
from compared
inner join core.price_bases as base using (price_base_year)
inner join core.reported_years using (year)
left join codes.sectors as sector using (sector_code)

-- growth by industry is not printed: of GDP at constant prices an industry has the share that it has at current ones
with nominal as (
    select
        region_code,
        year,
        sector_code as industry_code,
        amount_base,
        sum(amount_base) over (partition by region_code, year) as whole,
        count(*) over (partition by region_code, year) as industries
    from core.observations
    where
        item_code = 'gdp' and is_preferred and amount_base is not null
        and sector_code in ('primary_industry', 'secondary_industry', 'tertiary_industry')
)

select
    region_code,
    year,
    gdp.price_base_year,
    nominal.industry_code,
    printf('%.2f', gdp.gdp_cny::double * nominal.amount_base::double / nominal.whole::double)::decimal(24, 2)
        as value_added_cny
from nominal
inner join core.gdp as gdp using (region_code, year)
where gdp.sector_code = '' and nominal.industries = 3 and nominal.whole > 0

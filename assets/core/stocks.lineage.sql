-- the stock of the year before, the rate, and what was added in the year: never all history
with opened as (
    select
        stock.*,
        row_number() over (
            partition by basis_id, region_code, category_code, sector_code, fuel_code, item_code, gas
            order by year
        ) > 1 as has_before
    from core.stocks as stock
),

inputs as (
    select
        opened.*,
        1 as position,
        'opening' as role,
        'core.stocks' as parent_table,
        stocks_id(basis_id, region_code, year - 1, category_code, sector_code, fuel_code, item_code, gas) as parent_id,
        opening_t as value_used
    from opened
    where has_before
    union all
    select
        opened.*,
        2 as position,
        'activity' as role,
        'core.activities' as parent_table,
        activities_id(region_code, year, category_code, sector_code, fuel_code, item_code) as parent_id,
        activity.amount::double as value_used
    from opened
    inner join core.activities as activity using (region_code, year, category_code, sector_code, fuel_code, item_code)
    where opened.has_inflow
    union all
    select
        opened.*,
        case factor.role when 'factor' then 3 else 4 end as position,
        factor.role,
        'core.factors' as parent_table,
        factors_id(
            basis_id, factor_region_code, factor.year, category_code, sector_code, fuel_code, item_code, gas,
            factor.role
        ) as parent_id,
        factor.value as value_used
    from opened
    inner join core.factor_regions using (region_code)
    inner join core.factors as factor
        using (basis_id, factor_region_code, category_code, sector_code, fuel_code, item_code, gas)
    where opened.rate_year = factor.year and (factor.role = 'rate' or opened.has_inflow)
)

select
    stocks_id(basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas) as child_id,
    region_code,
    position,
    role,
    parent_table,
    parent_id,
    value_used
from inputs

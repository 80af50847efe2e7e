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
        'opening' as role,
        'core.stocks' as parent_table,
        stocks_id(basis_id, region_code, year - 1, category_code, sector_code, fuel_code, item_code, gas) as parent_id,
        opening_t as value_used
    from opened
    where has_before
    union all
    select
        opened.*,
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
        factor.role,
        'core.factors' as parent_table,
        factors_id(
            basis_id, factor_region_code, factor.year, category_code, sector_code, fuel_code, item_code, gas,
            factor.role
        ) as parent_id,
        factor.value as value_used
    from opened
    inner join core.factor_regions using (region_code, fuel_code, item_code)
    inner join core.factors as factor
        using (basis_id, factor_region_code, category_code, sector_code, fuel_code, item_code, gas)
    where opened.rate_year = factor.year and (factor.role = 'rate' or opened.has_inflow)
)

select *
from inputs
order by array_position(['opening', 'activity', 'factor', 'rate'], role)

-- two surveys, before the year and in it or after it, and the factor of the later one
with surveyed as (
    select
        emission.*,
        max(activity.year) filter (where activity.year < emission.year) as year_before,
        min(activity.year) filter (where activity.year >= emission.year) as year_after
    from core.emissions__stock_difference as emission
    inner join core.activities as activity
        using (region_code, category_code, sector_code, fuel_code, item_code)
    group by all
),

inputs as (
    select
        surveyed.*,
        'before' as role,
        'core.activities' as parent_table,
        activities_id(
            region_code, year_before, category_code, sector_code, fuel_code, item_code
        ) as parent_id,
        activity.amount::double as value_used
    from surveyed
    inner join core.activities as activity using (region_code, category_code, sector_code, fuel_code, item_code)
    where surveyed.year_before = activity.year
    union all
    select
        surveyed.*,
        'after' as role,
        'core.activities' as parent_table,
        activities_id(region_code, year_after, category_code, sector_code, fuel_code, item_code) as parent_id,
        activity.amount::double as value_used
    from surveyed
    inner join core.activities as activity using (region_code, category_code, sector_code, fuel_code, item_code)
    where surveyed.year_after = activity.year
    union all
    select
        surveyed.*,
        factor.role,
        'core.factors' as parent_table,
        factors_id(
            basis_id, factor_region_code, factor.year, category_code, sector_code, fuel_code, item_code, gas,
            factor.role
        ) as parent_id,
        factor.value as value_used
    from surveyed
    inner join core.factor_regions using (region_code, fuel_code, item_code)
    inner join core.factors as factor
        using (basis_id, factor_region_code, category_code, sector_code, fuel_code, item_code, gas)
    where surveyed.year_after = factor.year and factor.role = 'factor'
)

select *
from inputs
order by array_position(['before', 'after', 'factor'], role)

-- net electricity, the factor, the fuels that are assessed beside it, and the row of the factor in use
with inputs as (
    select
        grid.*,
        'activity' as role,
        'core.activities' as parent_table,
        activities_id(region_code, year, category_code, sector_code, fuel_code, item_code) as parent_id,
        activity.amount::double as value_used
    from marts.grid_factors as grid
    inner join core.category_lines as line using (basis_id)
    inner join core.activities as activity using (region_code, year, category_code)
    where line.assessed_part = 'electricity'
    union all
    select
        grid.*,
        'factor' as role,
        'core.factor_values' as parent_table,
        value.factor_id as parent_id,
        value.value_base as value_used
    from marts.grid_factors as grid
    inner join core.factor_values as value using (factor_id)
    where grid.treatment_code = 'published'
    union all
    select
        grid.*,
        'factor' as role,
        'core.factor_estimates' as parent_table,
        factor_estimates_id(factor_id, year, treatment_code) as parent_id,
        estimate.value_base as value_used
    from marts.grid_factors as grid
    inner join core.factor_estimates as estimate using (factor_id, year, treatment_code)
    union all
    select
        grid.*,
        'part' as role,
        'marts.assessment_co2' as parent_table,
        assessment_co2_id(basis_id, region_code, year, variant, factor_base_year) as parent_id,
        assessed.fuel_co2_t::double as value_used
    from marts.grid_factors as grid
    inner join marts.assessment_co2 as assessed using (basis_id, region_code, year)
    where assessed.variant = 'current_factor' and grid.factor_key = ''
    union all
    select
        grid.*,
        'minus' as role,
        'marts.grid_factors' as parent_table,
        grid_factors_id(basis_id, region_code, year, own.treatment_code) as parent_id,
        own.co2_t::double as value_used
    from marts.grid_factors as grid
    inner join marts.grid_factors as own using (basis_id, region_code, year)
    where own.is_used and not grid.is_used and grid.difference_key = ''
)

select *
from inputs
order by array_position(['activity', 'factor', 'part', 'minus'], role)

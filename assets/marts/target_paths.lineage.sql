-- what was reached in the year, where the path starts, and where it leads
with paths as (
    select
        path.*,
        target.indicator_code,
        target.caliber,
        target.scope,
        target.method,
        target.accounting,
        target.gas,
        target.grid_factor_year,
        target.threshold
    from marts.target_paths as path
    inner join core.targets as target using (target_id, reading_id)
),

inputs as (
    select
        paths.basis_id,
        paths.region_code,
        paths.target_id,
        paths.reading_id,
        paths.year,
        unnest(
            case
                when paths.year = paths.start_year then ['value', 'start']
                when level.year = paths.year then ['value']
                else ['start']
            end
        ) as role,
        'marts.county_indicators' as parent_table,
        county_indicators_id(
            basis_id, region_code, level.year, indicator_code, caliber, scope, method, accounting, grid_factor_year,
            gas, level.is_with_lulucf, price_base_year, level.base_year
        ) as parent_id,
        level.value::double as value_used
    from paths
    inner join marts.county_indicators as level
        using (
            basis_id, region_code, indicator_code, caliber, scope, method, accounting, grid_factor_year, gas,
            price_base_year
        )
    where level.base_year = 0 and not level.is_with_lulucf and level.year in (paths.year, paths.start_year)
    union all
    select
        basis_id,
        region_code,
        target_id,
        reading_id,
        year,
        'threshold' as role,
        'core.targets' as parent_table,
        targets_id(target_id, reading_id) as parent_id,
        threshold::double as value_used
    from paths
)

select *
from inputs
order by array_position(['value', 'start', 'threshold'], role)

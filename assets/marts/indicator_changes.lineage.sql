-- the level of the year and of the year before
with inputs as (
    select
        change.*,
        if(level.year = change.year, 'level', 'start') as role,
        'marts.county_indicators' as parent_table,
        county_indicators_id(
            basis_id, region_code, level.year, indicator_code, caliber, level.scope, level.method, level.accounting,
            level.grid_factor_year, level.gas, level.is_with_lulucf, price_base_year, level.base_year
        ) as parent_id,
        level.value::double as value_used
    from marts.indicator_changes as change
    inner join marts.county_indicators as level
        using (basis_id, region_code, indicator_code, caliber, price_base_year)
    where
        level.method = 'bottom_up' and level.grid_factor_year = 0 and level.base_year = 0
        and level.year in (change.year, change.year - 1)
)

select *
from inputs
order by array_position(['level', 'start'], role)

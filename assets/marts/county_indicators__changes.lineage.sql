-- the level of the year and that of the base year, each as far as it is known
select
    change.*,
    if(level.year = change.year, 'numerator', 'denominator') as role,
    'marts.county_indicators' as parent_table,
    county_indicators_id(
        basis_id, region_code, level.year, indicator_code, caliber, scope, method, accounting, grid_factor_year,
        level.gas, is_with_lulucf, price_base_year, level.base_year
    ) as parent_id,
    level.value::double as value_used
from marts.county_indicators__changes as change
inner join marts.county_indicators as level
    using (
        basis_id, region_code, indicator_code, caliber, scope, method, accounting, grid_factor_year, gas,
        is_with_lulucf, price_base_year
    )
where level.base_year = 0 and level.year in (change.year, change.base_year)
order by role desc

-- CO2 and CO2 per GDP in both calibers against the year before; against base years they are in marts.county_indicators
with levels as (
    select *
    from marts.county_indicators
    where
        indicator_code in ('energy_co2', 'co2_per_gdp') and caliber in ('energy', 'stat_2026')
        and method = 'bottom_up' and grid_factor_year = 0 and base_year = 0 and is_price_base_in_force
),

compared as (
    select
        level.*,
        level.value is not null and earlier.value > 0 as is_known,
        level.value - earlier.value as change,
        (level.numerator::double / level.denominator::double)
        / (earlier.numerator::double / earlier.denominator::double) as quotient,
        coalesce(nullif(level.notation_key, ''), nullif(earlier.notation_key, '')) as either_key,
        level.is_incomplete or coalesce(earlier.is_incomplete, false) as is_any_incomplete
    from levels as level
    left join levels as earlier
        on
            level.basis_id = earlier.basis_id and level.region_code = earlier.region_code
            and level.indicator_code = earlier.indicator_code and level.caliber = earlier.caliber
            and level.year = earlier.year + 1
)

select
    basis_id,
    region_code,
    year,
    indicator_code,
    caliber,
    price_base_year,
    unit_zh,
    value,
    notation_key,
    change::decimal(24, 9) as change,
    if(change is null, coalesce(either_key, 'NE'), '') as change_key,
    if(is_known, printf('%.9f', 100 * quotient - 100), null)::decimal(24, 9) as change_pct,
    case
        when is_known then ''
        else coalesce(either_key, if(change is null, 'NE', 'NA'))
    end as ratio_key,
    is_any_incomplete as is_incomplete
from compared

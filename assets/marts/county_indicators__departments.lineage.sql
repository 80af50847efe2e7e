-- the parts of both sides; a level is over one, which has no parts
with inputs as (
    select
        county_indicators_id(
            basis_id, region_code, year, indicator_code, indicator.caliber, scope, indicator.method, accounting,
            grid_factor_year, indicator.gas, indicator.is_with_lulucf, indicator.price_base_year, indicator.base_year
        ) as child_id,
        region_code,
        part.side as role,
        'core.indicator_parts' as parent_table,
        indicator_parts_id(
            basis_id, region_code, year, indicator_code, scope, accounting, grid_factor_year, part.side,
            part.item_code, part.sector_code, part.fuel_code
        ) as parent_id,
        part.contribution::double as value_used
    from marts.county_indicators__departments as indicator
    inner join core.indicator_parts as part
        using (basis_id, region_code, year, indicator_code, scope, accounting, grid_factor_year)
)

select
    child_id,
    region_code,
    (row_number() over (
        partition by child_id
        order by array_position(['numerator', 'denominator'], role), parent_id
    ))::integer as position,
    role,
    parent_table,
    parent_id,
    value_used
from inputs

-- the values of the chain, in the order in which they are multiplied
select
    factors_id(
        basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas, role
    ) as child_id,
    '' as region_code,
    position,
    'part' as role,
    'core.factor_values' as parent_table,
    factor_id as parent_id,
    value_used
from core.factor_parts

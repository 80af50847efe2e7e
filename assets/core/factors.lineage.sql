-- the values of the chain, in the order in which they are multiplied
select
    factors_id(
        basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas, role
    ) as child_id,
    '' as region_code,
    position,
    'part' as role,
    if(treatment_code = 'published', 'core.factor_values', 'core.factor_estimates') as parent_table,
    if(treatment_code = 'published', factor_id, factor_estimates_id(factor_id, year, treatment_code)) as parent_id,
    value_used
from core.factor_parts
where is_allowed

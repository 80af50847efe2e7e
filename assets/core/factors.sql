select
    basis_id,
    factor_region_code,
    year,
    category_code,
    sector_code,
    fuel_code,
    item_code,
    gas,
    role,
    any_value(method) as method,
    -- in binary64, in the order of position
    ordered_product(array_agg(value_used order by position)) as value,
    bool_or(is_fallback) as is_fallback,
    bool_or(is_carried_forward) as is_carried_forward,
    worst_evidence(evidence) as evidence
from core.factor_parts
group by basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas, role

-- years of values that are of other years: one of a value carried on, two of those that a line lies between
with marked as (
    select
        *,
        case treatment_code
            when 'carried' then from_year::varchar
            when 'interpolated' then concat(from_year, '/', to_year)
        end as years
    from core.factor_parts
)

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
    coalesce(joined(list(years), ' '), '') as factor_years,
    worst_evidence(evidence) as evidence
from marked
group by basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas, role
having bool_and(is_allowed)

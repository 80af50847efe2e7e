-- the declared coefficients, by heat and by the coal that makes electricity, each the last one up to the year
select
    standard_coal_id(coal.year, coal.fuel_code) as child_id,
    '' as region_code,
    factor.property as role,
    'core.factor_values' as parent_table,
    factor.factor_id as parent_id,
    factor.value_base as value_used
from core.standard_coal as coal
inner join core.factor_values as factor
    on coal.fuel_code = factor.subject_code and coal.year >= factor.valid_from and factor.scope_code = ''
where
    factor.property = 'generation_coal'
    or (factor.property = 'standard_coal' and coal.year <= factor.valid_to)
qualify
    row_number() over (
        partition by coal.year, coal.fuel_code, factor.property order by factor.valid_from desc
    ) = 1
order by role desc

-- the value that is carried on, or the two that a line lies between
select
    factor_estimates_id(estimate.factor_id, estimate.year, estimate.treatment_code) as child_id,
    '' as region_code,
    case
        when estimate.treatment_code = 'carried' then 'carried'
        when value.factor_id = estimate.factor_id then 'earlier'
        else 'later'
    end as role,
    'core.factor_values' as parent_table,
    value.factor_id as parent_id,
    value.value_base as value_used
from core.factor_estimates as estimate
inner join core.factor_values as value on value.factor_id in (estimate.factor_id, estimate.later_factor_id)
order by value.factor_id != estimate.factor_id

-- the cells of a ratio that the region itself observed, and of what weighs it
select
    factor.factor_id as child_id,
    observation.region_code,
    case observation.item_code when rule.item_code then 'observed' else 'weight' end as role,
    'core.observations' as parent_table,
    observation.observation_id as parent_id,
    observation.amount_base::double as value_used
from core.factor_values__observed as factor
inner join rules.observed_factors as rule
    on
        factor.property = rule.property and factor.subject_code = rule.subject_code
        and factor.sector_code = rule.use_sector_code and factor.gas = rule.gas
inner join core.observations as observation
    on factor.scope_code = observation.region_code and factor.valid_from = observation.year
where
    observation.is_preferred and observation.amount_base is not null and rule.fuel_code = observation.fuel_code
    and (
        list_contains(string_split(rule.weight_item_codes, ' '), observation.item_code)
        or (observation.item_code = rule.item_code and observation.sector_code = rule.sector_code)
    )
order by observation.item_code != rule.item_code

-- the printed cells and factor values at the end of the ways down from a category, whatever the gas
select
    inventory.basis_id,
    inventory.region_code,
    inventory.year,
    inventory.category_code,
    ends.end_table,
    ends.end_id,
    coalesce(any_value(observation.source_id), any_value(factor.source_id)) as source_id,
    coalesce(any_value(observation.item_code), '') as item_code,
    coalesce(any_value(factor.source_title), '') as source_title,
    coalesce(any_value(factor.evidence), '') as evidence,
    coalesce(bool_or(ends.way_value != 0), false) as is_used
from lineage.sources_county_inventory as ends
inner join marts.county_inventory as inventory
    on ends.child_id = county_inventory_id(
        inventory.basis_id, inventory.region_code, inventory.year, inventory.category_code, inventory.gas
    )
left join core.observations as observation
    on ends.end_table = 'core.observations' and ends.end_id = observation.observation_id
left join core.factor_values as factor
    on ends.end_table = 'core.factor_values' and ends.end_id = factor.factor_id
group by
    inventory.basis_id, inventory.region_code, inventory.year, inventory.category_code, ends.end_table, ends.end_id

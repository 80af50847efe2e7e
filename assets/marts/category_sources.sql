-- the printed cells and factor values at the end of the ways down from a category, whatever the gas
with ways as (
    select
        inventory.basis_id,
        inventory.region_code,
        inventory.year,
        inventory.category_code,
        ends.end_table,
        ends.end_id,
        coalesce(bool_or(ends.way_value != 0), false) as is_used
    from lineage.sources_county_inventory as ends
    inner join marts.county_inventory as inventory
        on ends.child_id = county_inventory_id(
            inventory.basis_id, inventory.region_code, inventory.year, inventory.category_code, inventory.gas
        )
    group by
        inventory.basis_id, inventory.region_code, inventory.year, inventory.category_code, ends.end_table, ends.end_id
)

select
    ways.basis_id,
    ways.region_code,
    ways.year,
    ways.category_code,
    ways.end_table,
    ways.end_id,
    coalesce(observation.source_id, factor.source_id) as source_id,
    coalesce(observation.item_code, '') as item_code,
    coalesce(factor.source_title, '') as source_title,
    coalesce(factor.evidence, '') as evidence,
    ways.is_used
from ways
left join core.observations as observation
    on ways.end_table = 'core.observations' and ways.end_id = observation.observation_id
left join core.factor_values as factor
    on ways.end_table = 'core.factor_values' and ways.end_id = factor.factor_id

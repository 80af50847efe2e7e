-- the printed cells, and the shares that divide them, at the ends of the ways down from an activity
select distinct
    activity.region_code,
    activity.year,
    activity.category_code,
    activity.sector_code,
    activity.fuel_code,
    activity.item_code,
    ends.end_table,
    ends.end_id,
    coalesce(observation.file_name, '') as file_name,
    coalesce(observation.sheet, '') as sheet,
    coalesce(observation.cell, '') as cell,
    coalesce(observation.printed_text, factor.value::varchar, '') as printed_text,
    coalesce(factor.source_title, '') as source_title,
    coalesce(factor.locator, '') as locator
from lineage.sources_activities as ends
inner join core.activities as activity
    on ends.child_id = activities_id(
        activity.region_code, activity.year, activity.category_code, activity.sector_code, activity.fuel_code,
        activity.item_code
    )
semi join core.inventories as place
    on activity.region_code = place.region_code and activity.year = place.year
left join core.observations as observation
    on ends.end_table = 'core.observations' and ends.end_id = observation.observation_id
left join core.factor_values as factor
    on ends.end_table = 'core.factor_values' and ends.end_id = factor.factor_id

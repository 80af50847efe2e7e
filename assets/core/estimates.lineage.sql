-- the series before and after, and the indicator then and now
select
    estimates_id(region_code, year, item_code, sector_code, fuel_code) as child_id,
    region_code,
    (row_number() over (
        partition by region_code, year, item_code, sector_code, fuel_code
        order by role, observation_id
    ))::integer as position,
    role,
    'core.observations' as parent_table,
    observation_id as parent_id,
    value_used::double as value_used
from core.estimate_inputs

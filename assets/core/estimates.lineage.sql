-- the series before and after, and the indicator then and now
select
    estimates_id(region_code, year, item_code, sector_code, fuel_code) as child_id,
    region_code,
    role,
    'core.observations' as parent_table,
    observation_id as parent_id,
    value_used::double as value_used
from core.estimate_inputs

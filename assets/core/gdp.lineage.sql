-- the printed value of the base year and the growth of every year between
select
    gdp_id(region_code, year, price_base_year, sector_code) as child_id,
    region_code,
    position,
    role,
    'core.observations' as parent_table,
    observation_id as parent_id,
    value_used::double as value_used
from core.gdp_inputs

-- the figures that an estimate rests on: its own series before and after, and the indicator then and now
with figures as (
    select
        observation_id,
        region_code,
        year,
        item_code,
        sector_code,
        fuel_code,
        amount_base
    from core.observations
    where is_preferred and is_whole_year and amount_base is not null
),

wanted as (
    select
        *,
        item_code as input_item_code,
        sector_code as input_sector_code,
        fuel_code as input_fuel_code,
        unnest(['before', 'after']) as role,
        unnest([before_year, after_year]) as input_year
    from core.estimates
    union all
    select
        *,
        driver_item_code as input_item_code,
        '' as input_sector_code,
        '' as input_fuel_code,
        unnest(['driver', 'driver_then']) as role,
        unnest([year, after_year]) as input_year
    from core.estimates
    where rule = 'surrogate'
)

select
    wanted.region_code,
    wanted.year,
    wanted.item_code,
    wanted.sector_code,
    wanted.fuel_code,
    wanted.role,
    figure.observation_id,
    figure.amount_base as value_used
from wanted
inner join figures as figure
    on
        wanted.region_code = figure.region_code and wanted.input_year = figure.year
        and wanted.input_item_code = figure.item_code and wanted.input_sector_code = figure.sector_code
        and wanted.input_fuel_code = figure.fuel_code

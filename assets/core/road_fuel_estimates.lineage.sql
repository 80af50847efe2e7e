-- vehicles, the distance that each class drives, what it burns, and the density of the fuel
with driven as (
    select
        estimate.*,
        vehicle.observation_id,
        vehicle.amount_base,
        sector_code
    from core.road_fuel_estimates as estimate
    inner join codes.sectors as class on estimate.fuel_code = class.burns_fuel_code
    inner join core.observations as vehicle using (region_code, year, sector_code)
    where vehicle.item_code = 'vehicles' and vehicle.is_preferred and vehicle.amount_base is not null
),

inputs as (
    select
        driven.region_code,
        driven.year,
        driven.fuel_code,
        'vehicles' as role,
        'core.observations' as parent_table,
        driven.observation_id as parent_id,
        driven.amount_base::double as value_used
    from driven
    union
    select
        driven.region_code,
        driven.year,
        driven.fuel_code,
        factor.property as role,
        'core.factor_values' as parent_table,
        factor.factor_id as parent_id,
        factor.value_base as value_used
    from driven
    inner join core.factor_values as factor
        on
            (
                factor.property in ('distance_per_year', 'consumption_per_distance')
                and factor.sector_code = driven.sector_code
            )
            or (factor.property = 'fuel_density' and factor.subject_code = driven.fuel_code)
)

select *
from inputs
order by role desc

-- vehicles × distance × consumption × density, where every class that burns the fuel is known
with vehicle_fuels as (
    select
        unnest(['car_small', 'motorcycle', 'bus', 'truck_light', 'truck_heavy']) as sector_code,
        unnest(['gasoline', 'gasoline', 'diesel', 'diesel', 'diesel']) as fuel_code
),

driven as (
    select
        vehicle.region_code,
        vehicle.year,
        vehicle_fuels.fuel_code,
        vehicle.sector_code,
        vehicle.amount_base::double * distance.value_base * consumption.value_base * density.value_base as tonnes
    from core.observations as vehicle
    inner join vehicle_fuels using (sector_code)
    inner join core.factor_values as distance
        on distance.property = 'distance_per_year' and vehicle.sector_code = distance.sector_code
    inner join core.factor_values as consumption
        on consumption.property = 'consumption_per_distance' and vehicle.sector_code = consumption.sector_code
    inner join core.factor_values as density
        on density.property = 'fuel_density' and vehicle_fuels.fuel_code = density.subject_code
    where vehicle.item_code = 'vehicles' and vehicle.is_preferred and vehicle.amount_base is not null
)

select
    region_code,
    year,
    fuel_code,
    to_gram(sum(tonnes order by sector_code)) as amount_t
from driven
group by region_code, year, fuel_code
having count(distinct sector_code) = (
    select count(*) from vehicle_fuels
    where vehicle_fuels.fuel_code = driven.fuel_code
)

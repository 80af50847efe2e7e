-- vehicles × distance × consumption × density, where every class that burns the fuel is known
with driven as (
    select
        vehicle.region_code,
        vehicle.year,
        class.burns_fuel_code as fuel_code,
        vehicle.sector_code,
        vehicle.amount_base::double * distance.value_base * consumption.value_base * density.value_base as tonnes
    from core.observations as vehicle
    inner join codes.sectors as class using (sector_code)
    inner join core.factor_values as distance
        on distance.property = 'distance_per_year' and vehicle.sector_code = distance.sector_code
    inner join core.factor_values as consumption
        on consumption.property = 'consumption_per_distance' and vehicle.sector_code = consumption.sector_code
    inner join core.factor_values as density
        on density.property = 'fuel_density' and class.burns_fuel_code = density.subject_code
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
    select count(*) from codes.sectors as class
    where class.burns_fuel_code = driven.fuel_code
)

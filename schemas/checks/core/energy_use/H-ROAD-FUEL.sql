-- severity: warning
-- title_zh: 道路用油与“保有量×年均里程×百公里油耗×密度”的测算相差不到一倍（TRA-01）
-- title_en: road fuel agrees with vehicles × distance × consumption within a factor of two
with burns as (
    select * from (
        values
        ('car_small', 'gasoline'), ('motorcycle', 'gasoline'),
        ('bus', 'diesel'), ('truck_light', 'diesel'), ('truck_heavy', 'diesel')
    ) as burns (sector_code, fuel_code)
),

estimated as (
    select
        vehicle.region_code, vehicle.year, burns.fuel_code,
        sum(
            vehicle.amount_base::double * distance.value_base * consumption.value_base * density.value_base
        ) as tonnes,
        count(*) as classes
    from core.observations as vehicle
    inner join burns using (sector_code)
    inner join core.factor_values as distance
        on distance.property = 'distance_per_year' and vehicle.sector_code = distance.sector_code
    inner join core.factor_values as consumption
        on consumption.property = 'consumption_per_distance' and vehicle.sector_code = consumption.sector_code
    inner join core.factor_values as density
        on density.property = 'fuel_density' and burns.fuel_code = density.subject_code
    where vehicle.item_code = 'vehicles' and vehicle.is_preferred and vehicle.amount_base is not null
    group by vehicle.region_code, vehicle.year, burns.fuel_code
)

select
    concat_ws(' ', used.region_code, used.year, fuel.title_zh) as label,
    used.amount as found, round(estimated.tonnes, 0) as expected
from core.energy_use as used
inner join estimated using (region_code, year, fuel_code)
inner join codes.fuels as fuel using (fuel_code)
inner join rules.cross_checks as compared on compared.check_code = concat('road_', used.fuel_code)
where
    used.sector_code = 'road'
    and estimated.classes = (select count(*) from burns where burns.fuel_code = used.fuel_code)
    and used.amount::double not between estimated.tonnes * compared.lower_bound::double
    and estimated.tonnes * compared.upper_bound::double

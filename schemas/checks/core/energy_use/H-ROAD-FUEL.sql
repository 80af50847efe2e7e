-- severity: warning
-- title_zh: 道路用油与“保有量×年均里程×百公里油耗×密度”的测算相差不到一倍（TRA-01）
-- title_en: road fuel agrees with vehicles × distance × consumption within a factor of two
select
    concat_ws(' ', used.region_code, used.year, fuel.title_zh) as label,
    used.amount as found, round(estimated.amount_t, 0) as expected
from core.energy_use as used
inner join core.road_fuel_estimates as estimated using (region_code, year, fuel_code)
inner join codes.fuels as fuel using (fuel_code)
inner join rules.cross_checks as compared on compared.check_code = concat('road_', used.fuel_code)
where
    used.sector_code = 'road'
    and used.amount not between estimated.amount_t * compared.lower_bound::decimal(9, 3)
    and estimated.amount_t * compared.upper_bound::decimal(9, 3)

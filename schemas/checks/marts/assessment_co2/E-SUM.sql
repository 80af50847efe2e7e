-- severity: block
-- title_zh: 考核二氧化碳等于燃料燃烧加净调入电力
-- title_en: assessed CO2 equals fuel combustion and net imported electricity
select
    co2_t as found,
    fuel_co2_t + electricity_co2_t as expected,
    co2_t - fuel_co2_t - electricity_co2_t as difference,
    0 as "limit",
    concat_ws(' ', basis_id, region_code, year, variant, nullif(factor_base_year, 0)) as other
from marts.assessment_co2
where co2_t is distinct from fuel_co2_t + electricity_co2_t

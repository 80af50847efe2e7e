select
    region_code,
    year,
    sector_code,
    fuel_code,
    min(account) as account,
    sum(case sign when -1 then -amount_base else amount_base end)::decimal(38, 9) as amount,
    min(base_unit_code) as unit_code,
    max(data_class) as data_class
from core.energy_inputs
group by region_code, year, sector_code, fuel_code

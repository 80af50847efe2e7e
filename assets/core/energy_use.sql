select
    region_code,
    year,
    sector_code,
    fuel_code,
    min(account) as account,
    -- the worst rule among its inputs; what is printed as none adds nothing that could be doubtful
    arg_max(rule_code, row(not is_none, energy_rule_rank(rule_code))) as rule_code,
    sum(case sign when -1 then -amount_base else amount_base end)::decimal(38, 9) as amount,
    min(base_unit_code) as unit_code,
    bool_and(is_none) as is_none,
    arg_max(data_class, row(not is_none, data_class)) as data_class
from core.energy_inputs
group by region_code, year, sector_code, fuel_code

with summed as (
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
),

-- a difference below zero is none where somebody declared why; any other is refused
judged as (
    select summed.*, summed.amount < 0 and declared.reason_zh is not null as is_declared
    from summed
    left join rules.negative_uses as declared
        on
            summed.region_code = declared.region_code and summed.year = declared.year::integer
            and summed.sector_code = declared.sector_code and summed.fuel_code = declared.fuel_code
)

select
    region_code,
    year,
    sector_code,
    fuel_code,
    account,
    if(is_declared, 'less_than_nothing', rule_code) as rule_code,
    if(is_declared, 0, amount)::decimal(38, 9) as amount,
    unit_code,
    is_none,
    if(is_declared, 'D', data_class) as data_class
from judged

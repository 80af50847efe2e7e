select
    balance.region_code,
    balance.year,
    balance.row_code,
    any_value(balance.row_title_zh) as row_title_zh,
    coalesce(any_value(sector.part_of_code), '') as part_of_code,
    kind.group_code,
    any_value(kind.title_zh) as group_title_zh,
    sum(balance.calorific_tce)::decimal(24, 6) as calorific_tce,
    case when sum(balance.calorific_tce) is null then 'NE' else '' end as calorific_tce_key,
    sum(balance.coal_equivalent_tce)::decimal(24, 6) as coal_equivalent_tce,
    case when sum(balance.coal_equivalent_tce) is null then 'NE' else '' end as coal_equivalent_tce_key,
    bool_or(balance.is_incomplete) as is_incomplete
from marts.energy_balance as balance
left join codes.fuels as fuel using (fuel_code)
inner join codes.fuel_groups as kind on coalesce(fuel.group_code, 'total') = kind.group_code
left join codes.sectors as sector on balance.row_code = sector.sector_code
left join codes.balance_rows as line on balance.row_code = line.row_code
-- what the county generates, takes in and is allowed is no use by a sector
where coalesce(line.kind, 'sum') = 'sum'
group by balance.region_code, balance.year, balance.row_code, kind.group_code

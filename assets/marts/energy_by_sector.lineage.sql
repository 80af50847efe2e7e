-- the cells of the balance that the group of fuels adds up
select
    energy_by_sector_id(region_code, year, row_code, use.group_code) as child_id,
    region_code,
    'part' as role,
    'marts.energy_balance' as parent_table,
    energy_balance_id(region_code, year, row_code, balance.fuel_code) as parent_id,
    balance.calorific_tce::double as value_used
from marts.energy_by_sector as use
inner join marts.energy_balance as balance using (region_code, year, row_code)
left join codes.fuels as fuel on balance.fuel_code = fuel.fuel_code
where coalesce(fuel.group_code, 'total') = use.group_code
order by abs(balance.calorific_tce) desc, balance.fuel_code

-- every category and gas in the total, in the year and in the earlier one
select
    yearly_changes_id(basis_id, region_code, change.year, change.earlier_year) as child_id,
    region_code,
    if(cell.year = change.year, 'plus', 'minus') as role,
    'marts.county_inventory' as parent_table,
    county_inventory_id(basis_id, region_code, cell.year, cell.category_code, cell.gas) as parent_id,
    cell.emissions_tco2e::double as value_used
from marts.yearly_changes as change
inner join marts.county_inventory as cell using (basis_id, region_code)
where cell.is_in_total and cell.year in (change.year, change.earlier_year)
order by cell.year desc, abs(cell.emissions_tco2e) desc, cell.category_code, cell.gas

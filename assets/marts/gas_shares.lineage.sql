-- the gases of the group in the total without land use, and that total
select
    gas_shares_id(basis_id, region_code, year, gas_group) as child_id,
    region_code,
    if(cell.gas_column = 'all', 'whole', 'part') as role,
    'marts.form_cells' as parent_table,
    form_cells_id(
        basis_id, region_code, year, cell.form_code, cell.line_code, cell.gas_column
    ) as parent_id,
    cell.emissions_tco2e::double as value_used
from marts.gas_shares
inner join marts.form_cells as cell using (basis_id, region_code, year)
where
    cell.form_code = 'provincial' and cell.line_code = 'gross'
    and (
        cell.gas_column in ('all', gas_group)
        or (gas_group = 'fluorinated' and cell.gas_column not in ('CO2', 'CH4', 'N2O'))
    )
order by cell.gas_column = 'all', abs(cell.emissions_tco2e) desc, cell.gas_column

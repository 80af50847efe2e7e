-- combustion and net imported electricity
select
    assessment_co2_id(basis_id, region_code, year, variant) as child_id,
    region_code,
    (row_number() over (
        partition by basis_id, region_code, year, variant
        order by abs(cell.emissions_t) desc, cell.category_code
    ))::integer as position,
    'part' as role,
    'marts.county_inventory' as parent_table,
    county_inventory_id(basis_id, region_code, year, category_code, cell.gas) as parent_id,
    cell.emissions_t::double as value_used
from marts.assessment_co2
inner join marts.county_inventory as cell using (basis_id, region_code, year)
inner join core.category_lines as line using (basis_id, category_code)
where
    cell.gas = 'CO2' and cell.emissions_t is not null
    and ((line.is_in_total and starts_with(line.ipcc_2006_code || '.', '1.A.')) or category_code = 'S2.1')

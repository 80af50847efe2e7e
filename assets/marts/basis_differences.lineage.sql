-- the cells of the basis and those of the official one; the total is made of the categories
with cells as (
    select
        difference.*,
        if(basis.is_official, 'minus', 'plus') as role,
        'marts.county_inventory' as parent_table,
        county_inventory_id(cell.basis_id, cell.region_code, cell.year, cell.category_code, cell.gas) as parent_id,
        cell.emissions_tco2e::double as value_used
    from marts.basis_differences as difference
    inner join marts.county_inventory as cell using (region_code, year, category_code)
    inner join core.bases as basis on cell.basis_id = basis.basis_id
    where
        cell.is_in_total and cell.emissions_tco2e is not null
        and (basis.is_official or cell.basis_id = difference.basis_id)
    union all
    select
        whole.*,
        'part' as role,
        'marts.basis_differences' as parent_table,
        basis_differences_id(basis_id, region_code, year, part.category_code) as parent_id,
        part.difference_tco2e::double as value_used
    from marts.basis_differences as whole
    inner join marts.basis_differences as part using (basis_id, region_code, year)
    where whole.category_code = '' and part.category_code != ''
)

select *
from cells
order by abs(value_used) desc

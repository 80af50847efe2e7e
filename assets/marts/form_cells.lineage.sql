-- the same column of the lines directly below, what stands on the line itself, and of what is blank the line
with cells as (
    select *
    from marts.form_cells
),

inputs as (
    select
        whole.basis_id,
        whole.region_code,
        whole.year,
        whole.form_code,
        whole.line_code,
        whole.gas_column,
        'part' as role,
        'marts.form_cells' as parent_table,
        form_cells_id(
            part.basis_id, part.region_code, part.year, part.form_code, part.line_code, part.gas_column
        ) as parent_id,
        part.emissions_tco2e::double as value_used
    from cells as whole
    inner join core.form_parts as tree using (form_code, line_code)
    inner join cells as part
        on
            whole.basis_id = part.basis_id and whole.region_code = part.region_code and whole.year = part.year
            and whole.form_code = part.form_code and whole.gas_column = part.gas_column
            and tree.part_code = part.line_code
    where tree.depth = 1
    union all
    select
        basis_id,
        region_code,
        year,
        form_code,
        line_code,
        whole.gas_column,
        'part' as role,
        'marts.county_inventory' as parent_table,
        county_inventory_id(basis_id, region_code, year, category_code, cell.gas) as parent_id,
        cell.emissions_tco2e::double as value_used
    from cells as whole
    inner join core.form_places as place using (basis_id, form_code, line_code)
    inner join marts.county_inventory as cell using (basis_id, region_code, year, category_code)
    inner join codes.gases as listed on cell.gas = listed.gas_code
    where
        whole.gas_column in ('all', listed.gas_column)
        and (form_code != 'gpc' or (cell.emissions_t is null and whole.emissions_tco2e is null))
    union
    select
        basis_id,
        region_code,
        year,
        form_code,
        line_code,
        whole.gas_column,
        'part' as role,
        'core.emissions' as parent_table,
        emissions_id(
            basis_id, region_code, year, category_code, sector_code, emission.fuel_code, emission.item_code,
            emission.gas
        ) as parent_id,
        (emission.emissions_t * gwp.gwp)::double as value_used
    from cells as whole
    inner join core.form_places as place using (basis_id, form_code, line_code)
    inner join core.emissions as emission using (basis_id, region_code, year, category_code, sector_code)
    inner join codes.gases as listed on emission.gas = listed.gas_code
    inner join core.bases as basis using (basis_id)
    inner join core.gwps as gwp on basis.gwp_set = gwp.gwp_set and emission.gas = gwp.gas
    where
        form_code = 'gpc' and whole.gas_column in ('all', listed.gas_column)
        and (whole.emissions_tco2e is not null or emission.emissions_t = 0)
    union all
    select
        basis_id,
        region_code,
        year,
        form_code,
        line_code,
        gas_column,
        'rule' as role,
        'core.form_lines' as parent_table,
        form_lines_id(form_code, line_code) as parent_id,
        null as value_used
    from cells
    where emissions_tco2e is null
)

select *
from inputs
order by role, abs(value_used) desc

-- the figure stands in the cells of the forms
select
    ipcc_summary_id(basis_id, region_code, year, line_code) as child_id,
    region_code,
    'same' as role,
    'marts.form_cells' as parent_table,
    form_cells_id(basis_id, region_code, year, 'ipcc', line_code, 'all') as parent_id,
    emissions_tco2e::double as value_used
from marts.ipcc_summary

-- the line and its sector
select
    source_shares_id(basis_id, region_code, year, line_code) as child_id,
    region_code,
    unnest(['part', 'whole']) as role,
    'marts.form_cells' as parent_table,
    unnest([
        form_cells_id(basis_id, region_code, year, 'provincial', line_code, 'all'),
        form_cells_id(basis_id, region_code, year, 'provincial', sector_line_code, 'all')
    ]) as parent_id,
    unnest([emissions_tco2e::double, null]) as value_used
from marts.source_shares

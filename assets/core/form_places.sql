select basis_id, 'provincial' as form_code, category_code, '' as sector_code, provincial_line_code as line_code
from core.category_lines
where provincial_line_code != ''
union all
select basis_id, 'ipcc' as form_code, category_code, '' as sector_code, ipcc_2006_code as line_code
from core.category_lines
where is_in_total and ipcc_2006_code != ''
union all
select basis.basis_id, 'gpc' as form_code, place.category_code, place.sector_code, place.gpc_line_code as line_code
from core.category_views as place
cross join core.bases as basis

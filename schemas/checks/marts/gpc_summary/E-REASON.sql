-- severity: block
-- title_zh: 未估算的行都有原因
-- title_en: a line that is not estimated has its reason
select concat_ws(' ', basis_id, region_code, year, line_code) as label
from marts.gpc_summary
where emissions_key = 'NE' and reason_zh = ''

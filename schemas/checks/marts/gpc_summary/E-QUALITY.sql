-- severity: block
-- title_zh: 有数值的行有数据质量和因子质量，没有数值的行没有
-- title_en: a line with a number says of which quality its data and factors are, another one does not
select concat_ws(' ', basis_id, region_code, year, line_code) as label
from marts.gpc_summary
where (emissions_tco2e is null) != (activity_quality = '') or (emissions_tco2e is null) != (factor_quality = '')

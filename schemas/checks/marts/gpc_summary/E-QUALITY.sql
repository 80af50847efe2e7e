-- severity: error
-- title_zh: 有数值的行有数据质量和因子质量，没有数值的行没有
-- title_en: a line with a number says of which quality its data and factors are, another one does not
select concat_ws(' ', basis_id, region_code, year, reference) as label
from marts.gpc_summary
where (co2e_t is null) != (activity_quality = '') or (co2e_t is null) != (factor_quality = '')

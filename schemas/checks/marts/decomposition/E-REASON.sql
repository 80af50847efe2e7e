-- severity: block
-- title_zh: 没有分解的写明缺少什么，有分解的合计写明结论
-- title_en: what is not decomposed says what is missing, and a total what was found
select concat_ws(' ', basis_id, region_code, caliber, from_year, year, effect_code) as label
from marts.decomposition
where (notation_key != '' or effect_code = 'total') and reason_zh = ''

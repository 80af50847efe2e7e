-- severity: block
-- title_zh: 标记符号和不完整的数都有原因
-- title_en: a notation key and an incomplete figure have their reason
select concat_ws(' ', basis_id, region_code, year, variant, nullif(factor_base_year, 0), caliber, part_code) as label
from marts.assessed_calibers
where (notation_key != '' or is_incomplete) and reason_zh = ''

-- severity: block
-- title_zh: 标记符号都有原因
-- title_en: a notation key has its reason
select concat_ws(' ', basis_id, region_code, year, category_code, gas) as label
from marts.county_inventory
where notation_key != '' and reason_code = ''

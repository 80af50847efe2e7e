-- severity: block
-- title_zh: 标记符号和不完整的指标都有原因
-- title_en: a notation key and an incomplete indicator have their reason
select
    concat_ws(
        ' ', basis_id, region_code, year, indicator_code, caliber, scope, method, accounting, gas, is_with_lulucf,
        price_base_year, base_year
    ) as label
from marts.county_indicators
where (notation_key != '' or is_incomplete) and reason_zh = ''

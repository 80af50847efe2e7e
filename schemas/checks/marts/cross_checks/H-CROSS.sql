-- severity: warning
-- title_zh: 两种来源的估计在限值内相符，否则须说明（ENB-04、TRA-01）
-- title_en: two estimates agree within the limit, or the difference is explained
select
    concat_ws(' ', region_code, year, title_zh) as label,
    first_amount as found,
    second_amount as expected,
    difference_pct as difference,
    limit_zh as "limit"
from marts.cross_checks
where not is_within_limit

-- severity: block
-- title_zh: 各因素之和等于总变化
-- title_en: effects add up to the change
with sums as (
    select
        basis_id, region_code, caliber, from_year, year, span,
        sum(effect_t) filter (where effect_code != 'total') as expected,
        max(effect_t) filter (where effect_code = 'total') as found
    from marts.decomposition
    group by all
)

-- each effect is rounded to the gram, in each year of a period
select
    found, expected, found - expected as difference, 0.0001 as "limit",
    concat_ws(' ', basis_id, region_code, caliber, from_year, year) as other
from sums
where
    (found is null) != (expected is null)
    or abs(found - expected) > 0.0001

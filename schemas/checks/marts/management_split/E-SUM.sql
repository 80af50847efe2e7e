-- severity: block
-- title_zh: 各单位预算之和等于全县预算
-- title_en: budgets of units add up to that of the county
with sums as (
    select
        basis_id, region_code, year, split_code,
        sum(budget_t) filter (where unit_code != 'county') as expected,
        max(budget_t) filter (where unit_code = 'county') as found,
        bool_or(budget_t is null and unit_code != 'county') as is_unknown
    from marts.management_split
    group by basis_id, region_code, year, split_code
)

select
    found, expected, found - expected as difference, 0 as "limit",
    concat_ws(' ', basis_id, region_code, year, split_code) as other
from sums
where not is_unknown and found is distinct from expected

-- severity: block
-- title_zh: 部门合计等于各大类之和
-- title_en: the total of a row equals its groups of fuels
with sums as (
    select
        region_code, year, row_code,
        sum(calorific_tce) filter (where group_code != 'total') as expected,
        max(calorific_tce) filter (where group_code = 'total') as found
    from marts.energy_by_sector
    group by region_code, year, row_code
)

select
    found, expected, found - expected as difference, 0 as "limit", concat_ws(' ', region_code, year, row_code) as other
from sums
where found is distinct from expected

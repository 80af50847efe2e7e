-- severity: block
-- title_zh: 行业合计等于各品种之和
-- title_en: the total of a branch equals its fuels
with sums as (
    select
        basis_id, region_code, year, sector_code,
        sum(calorific_tce) filter (where fuel_code != 'total') as expected,
        max(calorific_tce) filter (where fuel_code = 'total') as found
    from marts.energy_by_industry
    group by basis_id, region_code, year, sector_code
)

select
    found, expected, found - expected as difference, 0 as "limit",
    concat_ws(' ', basis_id, region_code, year, sector_code) as other
from sums
where found is distinct from expected

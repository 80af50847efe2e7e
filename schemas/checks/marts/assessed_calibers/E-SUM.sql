-- severity: block
-- title_zh: 每种口径的合计等于其组成部分之和，一克不差
-- title_en: the total of a caliber is the sum of its parts, to the gram
with sums as (
    select
        basis_id, region_code, year, variant, factor_base_year, caliber,
        sum(co2_t) filter (where part_code = 'total') as found,
        if(
            bool_or(co2_t is null) filter (where part_code != 'total'), null,
            sum(co2_t) filter (where part_code != 'total')
        ) as expected
    from marts.assessed_calibers
    group by basis_id, region_code, year, variant, factor_base_year, caliber
)

select
    found,
    expected,
    found - expected as difference,
    0 as "limit",
    concat_ws(' ', basis_id, region_code, year, variant, nullif(factor_base_year, 0), caliber) as other
from sums
where found is distinct from expected

-- severity: block
-- title_zh: 起点加各步差异等于终点，一克不差
-- title_en: the start and the steps add up to the end, to the gram
with bridges as (
    select
        basis_id, region_code, year, view_code,
        sum(amount_tco2e) filter (where step_code != 'end') as expected,
        sum(amount_tco2e) filter (where step_code = 'end') as found,
        count(*) filter (where step_code = 'start') as starts
    from marts.view_bridge
    group by basis_id, region_code, year, view_code
)

select
    found,
    expected,
    found - expected as difference,
    concat_ws(' ', basis_id, region_code, year, view_code) as other
from bridges
where found is distinct from expected or starts != 1

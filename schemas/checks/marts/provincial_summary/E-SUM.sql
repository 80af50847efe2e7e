-- severity: block
-- title_zh: 合计等于各部分之和
-- title_en: a line equals the sum of its parts
with cells as (
    unpivot marts.provincial_summary
    on co2_t, ch4_t, n2o_t, hfcs_tco2e, pfcs_tco2e, sf6_t, emissions_tco2e
    into name gas value tonnes
),

totals as (
    select basis_id, region_code, year, line_code, gas, tonnes::decimal(38, 9) as tonnes
    from cells
    where line_code in (select parent_code from forms.provincial_lines)
),

sums as (
    select
        cells.basis_id, cells.region_code, cells.year, line.parent_code as line_code, cells.gas,
        sum(cells.tonnes)::decimal(38, 9) as tonnes
    from cells
    inner join forms.provincial_lines as line using (line_code)
    where line.parent_code != ''
    group by all
)

select
    totals.tonnes as found,
    sums.tonnes as expected,
    totals.tonnes - sums.tonnes as difference,
    0 as "limit",
    concat_ws(' ', basis_id, region_code, year, line_code, gas) as other
from totals
full join sums using (basis_id, region_code, year, line_code, gas)
where totals.tonnes is distinct from sums.tonnes

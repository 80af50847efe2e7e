-- severity: block
-- title_zh: BASIC、BASIC+和县域内合计等于所计入的各行之和，各行等于各气体之和
-- title_en: the totals equal the lines that count in them, a line equals its gases
with levels as (
    select 'BASIC' as line_code, line.line_code as part from forms.gpc_lines as line where line.level = 'basic'
    union all
    select 'BASIC+' as line_code, line.line_code as part
    from forms.gpc_lines as line where line.level in ('basic', 'basic_plus')
    union all
    select 'territorial' as line_code, line.line_code as part
    from forms.gpc_lines as line where line.scope = '1'
),

sums as (
    select
        part.basis_id, part.region_code, part.year, levels.line_code,
        sum(part.emissions_tco2e)::decimal(38, 9) as tonnes
    from marts.gpc_summary as part
    inner join levels on part.line_code = levels.part
    group by all
),

gases as (
    select
        basis_id, region_code, year, line_code,
        sum(tonnes)::decimal(38, 9) as tonnes
    from (
        unpivot marts.gpc_summary
        on co2_tco2e, ch4_tco2e, n2o_tco2e, hfcs_tco2e, pfcs_tco2e, sf6_tco2e, nf3_tco2e
        into name gas value tonnes
    )
    group by all
),

compared as (
    select basis_id, region_code, year, line_code, total.emissions_tco2e as found, sums.tonnes as expected
    from (select * from marts.gpc_summary where scope = 0) as total
    full join sums using (basis_id, region_code, year, line_code)
    union all
    select basis_id, region_code, year, line_code, line.emissions_tco2e as found, gases.tonnes as expected
    from marts.gpc_summary as line
    left join gases using (basis_id, region_code, year, line_code)
)

select
    found,
    expected,
    found - expected as difference,
    0 as "limit",
    concat_ws(' ', basis_id, region_code, year, line_code) as other
from compared
where found is distinct from expected

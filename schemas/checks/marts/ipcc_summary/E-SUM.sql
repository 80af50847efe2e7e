-- severity: block
-- title_zh: 每一行等于编码在其下的各类别之和
-- title_en: a line equals the sum of the categories whose code lies below it
with lines as (
    unpivot marts.ipcc_summary
    on co2_t, ch4_t, n2o_t, hfcs_tco2e, pfcs_tco2e, sf6_t, emissions_tco2e
    into name gas value tonnes
),

inventory as (
    select
        cell.basis_id, cell.region_code, cell.year, line.ipcc_2006_code, cell.emissions_t, cell.emissions_tco2e,
        case
            when cell.gas in ('CO2', 'CH4', 'N2O', 'SF6') then lower(cell.gas) || '_t'
            when starts_with(cell.gas, 'HFC') then 'hfcs_tco2e'
            when cell.gas in ('CF4', 'C2F6') then 'pfcs_tco2e'
        end as gas
    from marts.county_inventory as cell
    inner join core.category_lines as line using (basis_id, category_code)
    where line.is_in_total and line.ipcc_2006_code != ''
),

categories as (
    select
        basis_id, region_code, year, ipcc_2006_code, gas,
        case when gas in ('hfcs_tco2e', 'pfcs_tco2e') then emissions_tco2e else emissions_t end as tonnes
    from inventory
    where gas is not null
    union all
    select basis_id, region_code, year, ipcc_2006_code, 'emissions_tco2e' as gas, emissions_tco2e as tonnes
    from inventory
),

below as (
    select code.ipcc_2006_code, line.line_code
    from (select distinct ipcc_2006_code from inventory) as code
    inner join forms.ipcc_lines as line
        on line.line_code = 'total' or starts_with(code.ipcc_2006_code || '.', line.line_code || '.')
),

sums as (
    select
        part.basis_id, part.region_code, part.year, below.line_code, part.gas,
        sum(part.tonnes)::decimal(38, 9) as tonnes
    from categories as part
    inner join below using (ipcc_2006_code)
    group by all
    having count(part.tonnes) > 0
)

select
    lines.tonnes as found,
    sums.tonnes as expected,
    lines.tonnes - sums.tonnes as difference,
    0 as "limit",
    concat_ws(' ', basis_id, region_code, year, line_code, gas) as other
from lines
full join sums using (basis_id, region_code, year, line_code, gas)
where lines.tonnes is distinct from sums.tonnes

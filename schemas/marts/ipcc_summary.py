"""Emissions by IPCC 2006 category at every level, one row a line; memo items are not in it."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table, TableCheck


class IpccSummary(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    line_code: Text = columns.code("IPCC类别", "IPCC category", "ipcc_lines")
    line_number: Whole = columns.column("行号", "order of the line", ge=1)
    line_title_zh: Text = columns.column("行名称", "title of the line")
    line_title_en: Text = columns.column("行英文名称", "title of the line in English")
    line_level: Whole = columns.column("层级", "depth of the line", ge=0)
    co2_t: Exact = columns.tonnes("二氧化碳", "CO2", "co2_key")
    co2_key: Text = columns.notation_key()
    ch4_t: Exact = columns.tonnes("甲烷", "CH4", "ch4_key")
    ch4_key: Text = columns.notation_key()
    n2o_t: Exact = columns.tonnes("氧化亚氮", "N2O", "n2o_key")
    n2o_key: Text = columns.notation_key()
    hfcs_tco2e: Exact = columns.tco2e("氢氟碳化物", "HFCs", "hfcs_key")
    hfcs_key: Text = columns.notation_key()
    pfcs_tco2e: Exact = columns.tco2e("全氟化碳", "PFCs", "pfcs_key")
    pfcs_key: Text = columns.notation_key()
    sf6_t: Exact = columns.tonnes("六氟化硫", "SF6", "sf6_key")
    sf6_key: Text = columns.notation_key()
    emissions_tco2e: Exact = columns.tco2e("温室气体合计", "all gases", "emissions_key")
    emissions_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "some part is not estimated")
    reason_zh: Text = columns.column("原因", "why a key stands or a part is missing")

    class Config:
        title = "IPCC 2006分类汇总表"
        description = "Summary by IPCC 2006 category"
        unique = ["basis_id", "region_code", "year", "line_code"]


CHECKS = (
    TableCheck(
        "E-BLANK",
        "error",
        "汇总表没有空格：或有数值，或有标记符号",
        "no cell of the summary is blank",
        """
        select concat_ws(' ', basis_id, region_code, year, line_code) as label
        from marts.ipcc_summary
        where (co2_t is null) != (co2_key != '') or
           (ch4_t is null) != (ch4_key != '') or
           (n2o_t is null) != (n2o_key != '') or
           (hfcs_tco2e is null) != (hfcs_key != '') or
           (pfcs_tco2e is null) != (pfcs_key != '') or
           (sf6_t is null) != (sf6_key != '') or
           (emissions_tco2e is null) != (emissions_key != '')
        """,
    ),
    TableCheck(
        "E-SUM",
        "error",
        "每一行等于编码在其下的各类别之和",
        "a line equals the sum of the categories whose code lies below it",
        """
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
            inner join codes.ipcc_lines as line
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
            0 as limit,
            concat_ws(' ', basis_id, region_code, year, line_code, gas) as other
        from lines
        full join sums using (basis_id, region_code, year, line_code, gas)
        where lines.tonnes is distinct from sums.tonnes
        """,
    ),
)

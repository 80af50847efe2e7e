"""Emissions by IPCC 2006 category at every level, one row a line; memo items are not in it."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table, TableCheck


class IpccSummary(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    line_code: Text = columns.line("IPCC类别", "IPCC category", "ipcc_lines")
    line_number: Whole = columns.column("行号", "order of the line", ge=1)
    line_title_zh: Text = columns.column("行名称", "title of the line")
    line_title_en: Text = columns.column("行英文名称", "title of the line in English")
    line_level: Whole = columns.column("层级", "depth of the line", ge=0)
    co2_t: Exact = columns.exact("二氧化碳", "CO2", "t", 24, 6, nullable=True)
    co2_key: Text = columns.notation_key()
    ch4_t: Exact = columns.exact("甲烷", "CH4", "t", 24, 6, nullable=True)
    ch4_key: Text = columns.notation_key()
    n2o_t: Exact = columns.exact("氧化亚氮", "N2O", "t", 24, 6, nullable=True)
    n2o_key: Text = columns.notation_key()
    hfcs_t: Exact = columns.exact("氢氟碳化物（二氧化碳当量）", "HFCs, CO2 equivalent", "t CO2e", 38, 9, nullable=True)
    hfcs_key: Text = columns.notation_key()
    pfcs_t: Exact = columns.exact("全氟化碳（二氧化碳当量）", "PFCs, CO2 equivalent", "t CO2e", 38, 9, nullable=True)
    pfcs_key: Text = columns.notation_key()
    sf6_t: Exact = columns.exact("六氟化硫", "SF6", "t", 24, 6, nullable=True)
    sf6_key: Text = columns.notation_key()
    co2e_t: Exact = columns.exact(
        "温室气体合计（二氧化碳当量）", "all gases, CO2 equivalent", "t CO2e", 38, 9, nullable=True
    )
    co2e_key: Text = columns.notation_key()
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
           (hfcs_t is null) != (hfcs_key != '') or
           (pfcs_t is null) != (pfcs_key != '') or
           (sf6_t is null) != (sf6_key != '') or
           (co2e_t is null) != (co2e_key != '')
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
            on co2_t, ch4_t, n2o_t, hfcs_t, pfcs_t, sf6_t, co2e_t
            into name gas value tonnes
        ),

        inventory as (
            select
                cell.basis_id, cell.region_code, cell.year, line.ipcc_2006_code, cell.emissions_t, cell.emissions_tco2e,
                case
                    when cell.gas in ('CO2', 'CH4', 'N2O', 'SF6') then lower(cell.gas) || '_t'
                    when starts_with(cell.gas, 'HFC') then 'hfcs_t'
                    when cell.gas in ('CF4', 'C2F6') then 'pfcs_t'
                end as gas
            from marts.county_inventory as cell
            inner join core.category_lines as line using (basis_id, category_code)
            where line.is_in_total and line.ipcc_2006_code != ''
        ),

        categories as (
            select
                basis_id, region_code, year, ipcc_2006_code, gas,
                case when gas in ('hfcs_t', 'pfcs_t') then emissions_tco2e else emissions_t end as tonnes
            from inventory
            where gas is not null
            union all
            select basis_id, region_code, year, ipcc_2006_code, 'co2e_t' as gas, emissions_tco2e as tonnes
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
            0 as limit,
            concat_ws(' ', basis_id, region_code, year, line_code, gas) as other
        from lines
        full join sums using (basis_id, region_code, year, line_code, gas)
        where lines.tonnes is distinct from sums.tonnes
        """,
    ),
)

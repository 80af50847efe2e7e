"""Emissions by IPCC 2006 category at every level, one row a line; memo items are not in it."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "emissions_tco2e"


class IpccSummary(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    line_code: Text = columns.line("IPCC类别", "IPCC category", "ipcc_lines")
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

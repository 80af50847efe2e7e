"""Sectors by gas in CO2 equivalents, their total without and with land use: the second form of a provincial report."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "emissions_tco2e"


class SectorSummary(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    line_code: Text = columns.line("行代码", "line", "sector_lines")
    line_number: Whole = columns.column("行号", "order of the line", ge=1)
    line_title_zh: Text = columns.column("行名称", "title of the line")
    line_title_en: Text = columns.column("行英文名称", "title of the line in English")
    co2_tco2e: Exact = columns.tco2e("二氧化碳", "CO2", "co2_key")
    co2_key: Text = columns.notation_key()
    ch4_tco2e: Exact = columns.tco2e("甲烷", "CH4", "ch4_key")
    ch4_key: Text = columns.notation_key()
    n2o_tco2e: Exact = columns.tco2e("氧化亚氮", "N2O", "n2o_key")
    n2o_key: Text = columns.notation_key()
    hfcs_tco2e: Exact = columns.tco2e("氢氟碳化物", "HFCs", "hfcs_key")
    hfcs_key: Text = columns.notation_key()
    pfcs_tco2e: Exact = columns.tco2e("全氟化碳", "PFCs", "pfcs_key")
    pfcs_key: Text = columns.notation_key()
    sf6_tco2e: Exact = columns.tco2e("六氟化硫", "SF6", "sf6_key")
    sf6_key: Text = columns.notation_key()
    nf3_tco2e: Exact = columns.tco2e("三氟化氮及其他", "NF3 and others", "nf3_key")
    nf3_key: Text = columns.notation_key()
    emissions_tco2e: Exact = columns.tco2e("温室气体合计", "all gases", "emissions_key")
    emissions_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "some part is not estimated")

    class Config:
        title = "分部门分气体排放表"
        description = "Emissions by sector and gas"
        unique = ["basis_id", "region_code", "year", "line_code"]

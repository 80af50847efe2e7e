"""The GPC form: scope, gases, notation key, data quality of every line, and the totals of the three levels.

Quality of activity data: H measured or reported (class A), M official statistics (B), L allocated or surrogate (C, D).
Quality of factors: H the edition's own value read in the original and valid in the year; M read in a copy, borrowed
from another edition or other years; L recalled. A line has the worst of what it rests on. The GPC grades factors
by how specific they are to the place; how well a value is known is the stricter test while most are defaults.
"""

from schemas import columns, forms
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

QUALITY = ["H", "M", "L", columns.NONE]

AMOUNT = "emissions_tco2e"


class GpcSummary(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    line_code: Text = columns.column(
        "GPC编号", "GPC reference", isin=forms.lines("gpc_lines") + forms.lines("gpc_totals")
    )
    line_number: Whole = columns.column("行号", "order of the line", ge=1)
    line_title_zh: Text = columns.column("行名称", "title of the line")
    line_title_en: Text = columns.column("行英文名称", "title of the line in English")
    scope: Whole = columns.column("范围", "scope, 0 for a total", ge=0, le=3)
    is_in_basic: Flag = columns.column("是否计入BASIC", "counts in BASIC")
    is_in_basic_plus: Flag = columns.column("是否计入BASIC+", "counts in BASIC+")
    is_in_territorial: Flag = columns.column("是否计入县域内", "counts as territorial")
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
    activity_quality: Text = columns.column(
        "活动水平质量（H高：实测或企业报告，M中：官方统计，L低：分摊或替代）", "quality of activity data", isin=QUALITY
    )
    factor_quality: Text = columns.column(
        "因子质量（H高：读过原文，M中：转载、借用其他版本或沿用以前年份，L低：待核对原文）",
        "quality of emission factors",
        isin=QUALITY,
    )
    reason_zh: Text = columns.column("原因", "why a key stands or a part is missing")

    class Config:
        title = "GPC清单表"
        description = "GPC summary"
        unique = ["basis_id", "region_code", "year", "line_code"]

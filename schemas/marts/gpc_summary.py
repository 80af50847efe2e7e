"""The GPC form: scope, gases, notation key, data quality of every line, and the totals of the three levels.

Quality of activity data: H measured or reported (class A), M official statistics (B), L allocated or surrogate (C, D).
Quality of factors: H the edition's own value read in the original and valid in the year; M read in a copy, borrowed
from another edition or carried forward; L recalled. A line has the worst of what it rests on. The GPC grades factors
by how specific they are to the place; how well a value is known is the stricter test while most are defaults.
"""

from schemas import columns, forms
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

#: Lines that are sums; the others are those of the code list.
TOTALS = ["BASIC", "BASIC+", "territorial"]

QUALITY = ["H", "M", "L", columns.NONE]


class GpcSummary(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    reference: Text = columns.column("GPC编号", "GPC reference", isin=forms.lines("gpc_lines") + TOTALS)
    line_number: Whole = columns.column("行号", "order of the line", ge=1)
    line_title_zh: Text = columns.column("行名称", "title of the line")
    line_title_en: Text = columns.column("行英文名称", "title of the line in English")
    scope: Whole = columns.column("范围", "scope, 0 for a total", ge=0, le=3)
    is_in_basic: Flag = columns.column("是否计入BASIC", "counts in BASIC")
    is_in_basic_plus: Flag = columns.column("是否计入BASIC+", "counts in BASIC+")
    is_in_territorial: Flag = columns.column("是否计入县域内", "counts as territorial")
    co2_tco2e: Exact = columns.exact("二氧化碳", "CO2", "t CO2e", 38, 9, nullable=True)
    ch4_tco2e: Exact = columns.exact("甲烷", "CH4", "t CO2e", 38, 9, nullable=True)
    n2o_tco2e: Exact = columns.exact("氧化亚氮", "N2O", "t CO2e", 38, 9, nullable=True)
    hfcs_tco2e: Exact = columns.exact("氢氟碳化物", "HFCs", "t CO2e", 38, 9, nullable=True)
    pfcs_tco2e: Exact = columns.exact("全氟化碳", "PFCs", "t CO2e", 38, 9, nullable=True)
    sf6_tco2e: Exact = columns.exact("六氟化硫", "SF6", "t CO2e", 38, 9, nullable=True)
    nf3_tco2e: Exact = columns.exact("三氟化氮及其他", "NF3 and others", "t CO2e", 38, 9, nullable=True)
    co2e_t: Exact = columns.exact(
        "温室气体合计（二氧化碳当量）", "all gases, CO2 equivalent", "t CO2e", 38, 9, nullable=True
    )
    notation_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "some part is not estimated")
    activity_quality: Text = columns.column(
        "活动水平质量（H高：实测或企业报告，M中：官方统计，L低：分摊或替代）", "quality of activity data", isin=QUALITY
    )
    factor_quality: Text = columns.column(
        "因子质量（H高：读过原文，M中：转载、借用其他版本或沿用以前年份，L低：凭记忆）",
        "quality of emission factors",
        isin=QUALITY,
    )
    reason_zh: Text = columns.column("原因", "why a key stands or a part is missing")

    class Config:
        title = "GPC清单表"
        description = "GPC summary"
        unique = ["basis_id", "region_code", "year", "reference"]

"""The three key indicators of the provincial report: CO2 per GDP, gases per resident, CO2 per primary energy."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class KeyIndicators(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    indicator_code: Text = columns.column(
        "指标代码", "indicator", isin=["per_gdp", "per_resident", "per_primary_energy"]
    )
    is_with_lulucf: Flag = columns.column("是否含土地利用变化和林业", "LULUCF is counted")
    title_zh: Text = columns.column("指标名称", "title of the indicator")
    unit_zh: Text = columns.column("单位", "unit")
    value: Exact = columns.exact("指标值", "value", None, 24, 9, nullable=True, key="notation_key")
    numerator: Exact = columns.exact("分子", "numerator", None, 38, 9, nullable=True, key="notation_key")
    denominator: Exact = columns.exact("分母", "denominator", None, 38, 9, nullable=True, key="notation_key")
    notation_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "the numerator or the denominator is incomplete")
    reason_zh: Text = columns.column("原因", "reason")

    class Config:
        title = "三项主要指标"
        description = "Three key indicators"
        unique = ["basis_id", "region_code", "year", "indicator_code", "is_with_lulucf"]

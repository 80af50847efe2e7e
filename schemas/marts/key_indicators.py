"""The three key indicators of the provincial report: CO2 per GDP, gases per resident, CO2 per primary energy."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table, TableCheck


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
    value: Exact = columns.exact("指标值", "value", None, 24, 9, nullable=True)
    numerator: Exact = columns.exact("分子", "numerator", None, 38, 9, nullable=True)
    denominator: Exact = columns.exact("分母", "denominator", None, 38, 9, nullable=True)
    notation_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "the numerator or the denominator is incomplete")
    reason_zh: Text = columns.column("原因", "reason")

    class Config:
        title = "三项主要指标"
        description = "Three key indicators"
        unique = ["basis_id", "region_code", "year", "indicator_code", "is_with_lulucf"]


CHECKS = (
    TableCheck(
        "E-BLANK",
        "error",
        "每个主要指标或有数值，或有标记符号和原因",
        "an indicator holds a number or a notation key with its reason",
        """
        select concat_ws(' ', basis_id, region_code, year, indicator_code, is_with_lulucf) as label
        from marts.key_indicators
        where (value is null) != (notation_key != '') or ((notation_key != '' or is_incomplete) and reason_zh = '')
        """,
    ),
)

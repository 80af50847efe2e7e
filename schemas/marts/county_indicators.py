"""Intensity indicators: one row an indicator, its scope and its price base."""

from schemas import codes, columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

SCOPES = list(dict.fromkeys(row["scope"] for row in codes.read_codes("indicator_numerators")))


class CountyIndicators(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    indicator_code: Text = columns.code("指标代码", "indicator", "indicators")
    scope: Text = columns.column("核算范围", "what the numerator counts", isin=SCOPES)
    is_with_lulucf: Flag = columns.column("是否含土地利用变化和林业", "LULUCF is counted")
    price_base_year: Whole = columns.column("价格基年，0为不适用", "price base year, 0 where it does not apply")
    is_price_base_in_force: Flag = columns.column(
        "是否按最近一年所属规划期的价格，或不涉及价格",
        "in the prices of the plan period that the last year belongs to, or of no prices",
    )
    is_headline: Flag = columns.column("是否报告首页所示", "of the variants of an indicator, the one the report shows")
    title_zh: Text = columns.column("指标名称", "title of the indicator in Chinese")
    title_en: Text = columns.column("指标英文名称", "title of the indicator in English")
    unit_zh: Text = columns.column("单位", "unit")
    value: Exact = columns.exact("指标值", "value", None, 24, 9, nullable=True, key="notation_key")
    numerator: Exact = columns.exact("分子", "numerator", None, 38, 9, nullable=True, key="notation_key")
    denominator: Exact = columns.exact("分母", "denominator", None, 38, 9, nullable=True, key="notation_key")
    notation_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "the numerator or the denominator is incomplete")
    reason_zh: Text = columns.column("原因", "reason")

    class Config:
        title = "强度指标"
        description = "Intensity indicators"
        unique = [
            "basis_id",
            "region_code",
            "year",
            "indicator_code",
            "scope",
            "is_with_lulucf",
            "price_base_year",
        ]

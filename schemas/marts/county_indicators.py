"""Indicators in one long table: one row an indicator in one of its variants, which are columns of the key.

A family of them is a table ``county_indicators__<family>``; ``base_year`` tells a level from a change against a year.
"""

from typing import Any

from schemas import codes, columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

GASES = list(dict.fromkeys([columns.NONE, *vocabulary.GAS_COLUMNS, *codes.codes("gases")]))


def variant(zh: str, en: str, name: str) -> Any:
    """A column whose values are those of ``schemas/codes/indicator_variants.csv``, '' where it does not apply."""
    rows = codes.read_codes("indicator_variants")
    return columns.column(
        zh, en, isin=[columns.NONE, *(row["variant_code"] for row in rows if row["variant_column"] == name)]
    )


class CountyIndicators(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    indicator_code: Text = columns.code("指标代码", "indicator", "indicators")
    caliber: Text = variant(
        "碳排放口径；能源消费口径为燃料燃烧、用作原料的燃料和净调入电力", "which emissions count", "caliber"
    )
    scope: Text = variant("统计范围", "what is counted", "scope")
    method: Text = variant("算法", "method", "method")
    accounting: Text = variant("电力折标方法", "how electricity is counted as coal", "accounting")
    grid_factor_year: Whole = columns.column(
        "电网因子固定的年份，0为用当年因子或不涉及", "year whose grid factor is held, 0 where none is"
    )
    gas: Text = columns.column("气体，空为不区分", "gas, '' where gases are not told apart", isin=GASES)
    is_with_lulucf: Flag = columns.column("是否含土地利用变化和林业", "LULUCF is counted")
    price_base_year: Whole = columns.column("价格基年，0为不适用", "price base year, 0 where it does not apply")
    base_year: Whole = columns.column(
        "比较的基年，0为水平值，否则为比该年的变化（%）", "0 a level, else the year of a change in percent"
    )
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
    error_pct: Exact = columns.exact(
        "印刷数四舍五入的影响（水平值为其百分之几，变化为几个百分点）",
        "half width that printed rounding leaves, in percent of a level or points of a change",
        "%",
        24,
        9,
        nullable=True,
        key="error_key",
    )
    error_key: Text = columns.notation_key()
    reason_zh: Text = columns.column("原因", "reason")

    class Config:
        title = "指标"
        description = "Indicators"
        unique = [
            "basis_id",
            "region_code",
            "year",
            "indicator_code",
            "caliber",
            "scope",
            "method",
            "accounting",
            "grid_factor_year",
            "gas",
            "is_with_lulucf",
            "price_base_year",
            "base_year",
        ]

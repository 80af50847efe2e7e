"""Intensity indicators, each with its variant."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class CountyIndicators(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    indicator_code: Text = columns.column("指标代码", "indicator")
    variant: Text = columns.column("口径", "variant")
    title_zh: Text = columns.column("指标名称", "title of the indicator")
    unit_zh: Text = columns.column("单位", "unit")
    value: Exact = columns.exact("指标值", "value", None, 24, 9, nullable=True, key="notation_key")
    numerator: Exact = columns.exact("分子", "numerator", None, 38, 9, nullable=True, key="notation_key")
    denominator: Exact = columns.exact("分母", "denominator", None, 38, 9, nullable=True, key="notation_key")
    notation_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "the numerator is incomplete")
    reason_zh: Text = columns.column("原因", "reason")

    class Config:
        title = "强度指标"
        description = "Intensity indicators"
        unique = ["basis_id", "region_code", "year", "indicator_code", "variant"]

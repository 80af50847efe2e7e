"""CO2 and CO2 per GDP of each year in both calibers, and how they changed on the year before."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "value"


class IndicatorChanges(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    indicator_code: Text = columns.code("指标代码", "indicator", "indicators")
    caliber: Text = columns.column("碳排放口径", "which emissions count", isin=["energy", "stat_2026"])
    price_base_year: Whole = columns.column("价格基年，与价格无关为0", "price base year, 0 where prices do not count")
    unit_zh: Text = columns.column("单位", "unit")
    value: Exact = columns.exact("数值", "value", None, 24, 9, nullable=True, key="notation_key")
    notation_key: Text = columns.notation_key()
    change: Exact = columns.exact(
        "比上年的变化", "change on the year before", None, 24, 9, nullable=True, key="change_key"
    )
    change_key: Text = columns.notation_key()
    change_pct: Exact = columns.exact(
        "比上年的变化率", "change on the year before in percent", "%", 24, 9, nullable=True, key="ratio_key"
    )
    ratio_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("两年中是否有一年不完整", "one of the two years lacks a part")

    class Config:
        title = "二氧化碳及强度比上年的变化"
        description = "Changes of CO2 and its intensity on the year before"
        unique = ["basis_id", "region_code", "year", "indicator_code", "caliber"]

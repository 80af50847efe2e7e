"""Change of the total on the year before, in the plan period and since the first year, whole and like for like."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class YearlyChanges(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    earlier_year: Whole = columns.column(
        "比较的年份：上年、规划期的基年或首年",
        "the year before, the base year of the plan period, or the first year",
        ge=1949,
        le=2100,
    )
    change_tco2e: Exact = columns.exact(
        "总排放的变化", "change of the total", "t CO2e", 38, 9, nullable=True, key="notation_key"
    )
    notation_key: Text = columns.notation_key()
    change_pct: Exact = columns.exact(
        "总排放的变化率", "change of the total in percent", "%", 24, 9, nullable=True, key="change_key"
    )
    change_key: Text = columns.notation_key()
    is_same_coverage: Flag = columns.column("两年核算范围相同", "both years account for the same")
    comparable_tco2e: Exact = columns.exact(
        "两年都有数的类别的变化", "change of what both years account for", "t CO2e", 38, 9
    )
    comparable_pct: Exact = columns.exact(
        "两年都有数的类别的变化率",
        "change of what both years account for in percent",
        "%",
        24,
        9,
        nullable=True,
        key="comparable_key",
    )
    comparable_key: Text = columns.notation_key()

    class Config:
        title = "总排放的历年变化"
        description = "Changes of the total"
        unique = ["basis_id", "region_code", "year", "earlier_year"]

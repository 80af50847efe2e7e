"""渠县秸秆和粪污利用.xlsx: what becomes of straw (survey years only), and biogas of large farms.

Here: figures and layout of the two sheets. Not here: straw burnt in stoves, which is rural energy.
"""

from __future__ import annotations

from tests.sample.annual_table import AnnualColumn, AnnualTable, Printed, annual_sheets
from tests.sample.delivery import Delivery
from tests.sample.interpolation import YEARS, between, rounded, scatter
from tests.sample.sheet import Sheet

FILE_NAME = "渠县秸秆和粪污利用.xlsx"

SURVEY_YEARS = (2008, 2010, 2013, 2015, 2017, 2019, 2020, 2021, 2022, 2023, 2024, 2025)
USED_PCT = {2008: "58.2", 2013: "71.5", 2017: "84.6", 2020: "90.3", 2024: "93.8"}
RETURNED_PCT = {2008: "31.4", 2013: "38.2", 2017: "47.9", 2020: "54.1", 2024: "57.6"}
BURNT_PCT = {2008: "16.4", 2010: "14.8", 2013: "9.6", 2015: "4.2", 2017: "1.6", 2020: "0.7", 2024: "0.3"}
BIOGAS_10K_M3 = {2009: "3.1", 2014: "21.5", 2019: "32.1", 2024: "45.4"}


def rural_environment_sheets(delivery: Delivery) -> list[Sheet]:
    """The two sheets of the workbook."""
    return annual_sheets(delivery, straw_table(), biogas_table())


def straw_table() -> AnnualTable:
    """秸秆综合利用: shares in %, years of a survey only."""

    def column(header: str, anchors: dict[int, str], quirk: str = "") -> AnnualColumn:
        figures: dict[int, Printed] = {year: rounded(between(anchors, year), 1) for year in SURVEY_YEARS}
        return AnnualColumn(header, figures, 1, quirk=quirk)

    return AnnualTable(
        name="秸秆综合利用",
        title="渠县秸秆综合利用调查",
        unit="单位：%",
        years=SURVEY_YEARS,
        year_text="{}年",
        columns=[
            column("秸秆综合利用率", USED_PCT, "Q25"),
            column("#秸秆直接还田率", RETURNED_PCT, "Q05 Q25"),
            column("露天焚烧比例", BURNT_PCT, "Q25"),
        ],
        notes=[("注：占可收集资源量的比重；未列年份没有调查。2017年起依据卫星火点和巡查记录。", "")],
    )


def biogas_table() -> AnnualTable:
    """规模养殖场沼气: none before the first plant."""
    figures: dict[int, Printed] = {
        year: rounded(between(BIOGAS_10K_M3, year) * scatter(f"farm-biogas{year}", "0.02"), 2)
        for year in YEARS
        if year >= min(BIOGAS_10K_M3)
    }
    count: dict[int, Printed] = {
        year: rounded(between({2009: "2", 2014: "11", 2024: "26"}, year), 0) for year in YEARS if year >= 2009
    }
    return AnnualTable(
        name="规模养殖场沼气",
        title="渠县规模养殖场沼气工程（{}）",
        unit="计量单位见表头",
        columns=[
            AnnualColumn("沼气工程（处）", count),
            AnnualColumn("沼气回收利用量（万立方米）", figures, 2),
        ],
        notes=[("注：“—”表示无此项，首处大型沼气工程2009年投运；不含农户沼气池。", "Q08")],
    )

"""渠县农业生产统计.xlsx: crop outputs, means of production, winter-flooded paddies.

Here: figures and layout of the three sheets. Not here: sown areas, which are in the yearbook.
"""

from __future__ import annotations

from decimal import Decimal

from tests.sample.annual_table import AnnualColumn, AnnualTable, Printed, annual_sheets
from tests.sample.delivery import Delivery
from tests.sample.facts import GRAIN_OUTPUT_10K_T
from tests.sample.interpolation import YEARS, between, rounded, scatter
from tests.sample.series import crops_by_year
from tests.sample.sheet import Origin, Sheet

FILE_NAME = "渠县农业生产统计.xlsx"

#: Tonnes per hectare; tubers in grain equivalent (5:1).
YIELD_T_PER_HA = {
    "rice": {2005: "7.20", 2012: "7.55", 2018: "7.80", 2024: "7.92"},
    "wheat": {2005: "3.10", 2014: "3.35", 2024: "3.62"},
    "maize": {2005: "4.80", 2014: "5.30", 2024: "5.62"},
    "tubers": {2005: "3.95", 2014: "4.20", 2024: "4.42"},
    "rapeseed": {2005: "1.88", 2014: "2.15", 2024: "2.36"},
    "vegetables": {2005: "26.1", 2014: "28.3", 2024: "30.2"},
}
OUTPUT_T = {
    "soybeans": {2005: "8900", 2015: "9800", 2021: "11200", 2024: "15300"},
    "other_beans": {2005: "6200", 2024: "5100"},
    "peanuts": {2005: "8150", 2024: "13420"},
    "sesame": {2005: "312", 2024: "264"},
    "hemp": {2005: "11800", 2007: "13900", 2012: "5200", 2018: "2250", 2024: "1460"},
    "sugarcane": {2005: "5080", 2024: "2310"},
}
OTHER_CEREALS_T = {2005: "6400", 2024: "9800"}

FERTILIZER_T = {
    "nitrogen": {2005: "22300", 2012: "23480", 2016: "21900", 2024: "16120"},
    "phosphate": {2005: "8050", 2012: "9120", 2024: "6480"},
    "potash": {2005: "1620", 2012: "2480", 2024: "2310"},
    "compound": {2005: "5630", 2014: "8740", 2024: "9460"},
}
NUTRIENT_SHARE = {2005: "0.288", 2024: "0.341"}
UREA_SHARE_OF_NITROGEN = {2005: "0.58", 2024: "0.66"}
LIME_T = {2018: "1180", 2021: "2960", 2024: "3420"}
DIESEL_T = {2005: "6820", 2014: "10350", 2024: "12460"}
MACHINERY_10K_KW = {2005: "28.6", 2014: "55.2", 2024: "78.3"}
WINTER_FLOODED_10K_MU = {2005: "15.62", 2012: "12.40", 2018: "9.65", 2024: "8.14"}


def outputs_by_year() -> dict[int, dict[str, Decimal]]:
    """Crop outputs in tonnes, exact parts of grain and oil crops; `grain` in 10^4 t as printed."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in YEARS:
        areas = crops_by_year()[year]
        row: dict[str, Decimal] = {}
        for crop, anchors in YIELD_T_PER_HA.items():
            hectares = areas[crop] * 10000 / 15 if crop in ("rice", "vegetables") else areas[crop]
            row[crop] = rounded(hectares * between(anchors, year) * scatter(f"yield-{crop}{year}", "0.012"), 0)
        for crop, anchors in OUTPUT_T.items():
            row[crop] = rounded(between(anchors, year) * scatter(f"output-{crop}{year}", "0.01"), 0)
        row["vegetables"] = rounded(row["vegetables"] / 10000, 2)
        parts = sum(row[crop] for crop in ("rice", "wheat", "maize", "tubers", "soybeans", "other_beans"))
        row["grain"] = rounded((parts + between(OTHER_CEREALS_T, year)) / 10000, 2)
        if year in GRAIN_OUTPUT_10K_T:
            row["grain"] = Decimal(GRAIN_OUTPUT_10K_T[year].printed)
        row["oil"] = row["rapeseed"] + row["peanuts"] + row["sesame"]
        table[year] = row
    return table


def inputs_by_year() -> dict[int, dict[str, Decimal]]:
    """Fertiliser in nutrients and in product mass, urea, lime, diesel (t), machinery (10^4 kW)."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in YEARS:
        row = {
            kind: rounded(between(anchors, year) * scatter(f"fertilizer-{kind}{year}", "0.01"), 0)
            for kind, anchors in FERTILIZER_T.items()
        }
        row["total"] = sum(row.values(), Decimal(0))
        row["product_mass"] = rounded(row["total"] / between(NUTRIENT_SHARE, year), 0)
        row["urea"] = rounded(row["nitrogen"] * between(UREA_SHARE_OF_NITROGEN, year) / Decimal("0.46"), 0)
        if year >= min(LIME_T):
            row["lime"] = rounded(between(LIME_T, year), 0)
        row["diesel"] = rounded(between(DIESEL_T, year) * scatter(f"farm-diesel{year}", "0.01"), 0)
        row["machinery"] = rounded(between(MACHINERY_10K_KW, year) * scatter(f"machinery{year}", "0.004"), 2)
        table[year] = row
    return table


def farming_sheets(delivery: Delivery) -> list[Sheet]:
    """The three sheets of the workbook."""
    return annual_sheets(delivery, output_table(), input_table(), paddy_table())


def output_table() -> AnnualTable:
    """主要农作物产量: tonnes, but grain and vegetables in 10^4 t."""
    outputs = outputs_by_year()
    real = {year: Origin("real", fact.source) for year, fact in GRAIN_OUTPUT_10K_T.items()}

    def column(header: str, crop: str, places: int = 0, quirk: str = "") -> AnnualColumn:
        figures: dict[int, Printed] = {year: outputs[year][crop] for year in YEARS}
        return AnnualColumn(header, figures, places, quirk=quirk, origins=real if crop == "grain" else {})

    return AnnualTable(
        name="农作物产量",
        title="渠县主要农作物产量（{}）",
        unit="计量单位见表头",
        columns=[
            column("粮食总产量（万吨）", "grain", 2, "Q02"),
            column("#稻　谷（吨）", "rice", quirk="Q05"),
            column("#小　麦（吨）", "wheat", quirk="Q05"),
            column("#玉　米（吨）", "maize", quirk="Q05"),
            column("#薯　类(折粮)（吨）", "tubers", quirk="Q05"),
            column("#大　豆（吨）", "soybeans", quirk="Q05"),
            column("#其他豆类（吨）", "other_beans", quirk="Q05"),
            column("油料/合　计（吨）", "oil"),
            column("油料/油菜籽（吨）", "rapeseed"),
            column("油料/花　生（吨）", "peanuts"),
            column("油料/芝　麻（吨）", "sesame"),
            column("麻　类（吨）", "hemp"),
            column("甘　蔗（吨）", "sugarcane"),
            column("蔬　菜（万吨）", "vegetables", 2, "Q02"),
        ],
        notes=[("注：薯类按5公斤鲜薯折1公斤粮食计算。", "")],
    )


def input_table() -> AnnualTable:
    """农业生产条件: fertiliser in nutrients by kind, and what else is used on farms; lime since the programme."""
    inputs = inputs_by_year()

    def column(header: str, kind: str, places: int = 0, quirk: str = "") -> AnnualColumn:
        figures: dict[int, Printed] = {year: inputs[year][kind] for year in YEARS if kind in inputs[year]}
        return AnnualColumn(header, figures, places, quirk=quirk)

    return AnnualTable(
        name="农业生产条件",
        title="渠县农业生产条件（{}）",
        unit="计量单位见表头",
        year_text="{}年",
        columns=[
            column("农用化肥施用量(折纯)（吨）/合　计", "total", quirk="Q04"),
            column("农用化肥施用量(折纯)（吨）/氮　肥", "nitrogen"),
            column("农用化肥施用量(折纯)（吨）/磷　肥", "phosphate"),
            column("农用化肥施用量(折纯)（吨）/钾　肥", "potash"),
            column("农用化肥施用量(折纯)（吨）/复合肥", "compound"),
            column("农用化肥施用量(实物量)（吨）", "product_mass", quirk="Q06"),
            column("#尿　素(实物量)（吨）", "urea", quirk="Q05"),
            column("农用石灰施用量（吨）", "lime"),
            column("农用柴油使用量（吨）", "diesel"),
            column("农业机械总动力（万千瓦）", "machinery", 2),
        ],
        notes=[("注：1.“—”表示无此项。酸化耕地治理2018年起施用石灰。", "Q08"), ("　　2.复合肥按折纯量计算。", "")],
    )


def paddy_table() -> AnnualTable:
    """冬水田面积: in 10^4 mu."""
    figures: dict[int, Printed] = {
        year: rounded(between(WINTER_FLOODED_10K_MU, year) * scatter(f"winter{year}", "0.01"), 2) for year in YEARS
    }
    return AnnualTable(
        name="冬水田",
        title="渠县冬水田面积（{}）",
        unit="单位：万亩",
        columns=[AnnualColumn("年末冬水田面积", figures, 2, quirk="Q30")],
        notes=[("注：冬水田指冬季蓄水、次年种植一季中稻的水田。", "")],
    )

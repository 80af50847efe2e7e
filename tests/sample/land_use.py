"""渠县土地利用现状.xlsx: land by class, 2009-2025.

Here: figures and layout of the one sheet. Not here: forests (forestry.py).
2009-2018 by the second land survey, from 2019 by the third: cropland falls and forest land rises on paper.
"""

from __future__ import annotations

from decimal import Decimal

from tests.sample.annual_table import AnnualColumn, AnnualTable, Printed, annual_sheets
from tests.sample.delivery import Delivery
from tests.sample.facts import CROPLAND_10K_HA, DRY_LAND_10K_HA, LAND_10K_HA, PADDY_LAND_10K_HA, Fact
from tests.sample.interpolation import YEARS, between, rounded
from tests.sample.sheet import Origin, Sheet

FILE_NAME = "渠县土地利用现状.xlsx"

LAND_YEARS = range(2009, YEARS.stop)
COUNTY_HA = Decimal(LAND_10K_HA[2019].printed) * 10000

#: 10^4 ha; what is left of the county is other land.
CLASSES_10K_HA = {
    "paddy": {2009: "5.22", 2018: "5.14", 2019: "4.81", 2024: "4.84"},
    "dry": {2009: "4.31", 2018: "4.22", 2019: "3.83", 2024: "3.86"},
    "orchard": {2009: "0.41", 2018: "0.46", 2019: "0.62", 2024: "0.60"},
    "forest": {2009: "5.42", 2018: "5.38", 2019: "6.55", 2024: "6.48"},
    "grass": {2009: "0.26", 2018: "0.24", 2019: "0.12", 2024: "0.11"},
    "settlement": {2009: "1.52", 2018: "1.71", 2019: "1.85", 2024: "1.91"},
    "transport": {2009: "0.18", 2018: "0.29", 2019: "0.34", 2024: "0.38"},
    "water": {2009: "0.95", 2018: "0.95", 2019: "0.86", 2024: "0.86"},
}
REAL: dict[str, dict[int, Fact]] = {
    "total": LAND_10K_HA,
    "cropland": CROPLAND_10K_HA,
    "paddy": PADDY_LAND_10K_HA,
    "dry": DRY_LAND_10K_HA,
}


def land_by_year() -> dict[int, dict[str, Decimal]]:
    """10^4 ha by class; the classes add up to the county, cropland is its two parts within rounding."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in LAND_YEARS:
        row = {kind: rounded(between(anchors, year), 2) for kind, anchors in CLASSES_10K_HA.items()}
        row["cropland"] = row["paddy"] + row["dry"]
        if year in CROPLAND_10K_HA:  # as published, one unit above its two parts
            row["cropland"] = Decimal(CROPLAND_10K_HA[year].printed)
        row["total"] = Decimal(LAND_10K_HA[2019].printed)
        used = sum((row[kind] for kind in CLASSES_10K_HA if kind not in ("paddy", "dry")), row["cropland"])
        row["other"] = row["total"] - used
        table[year] = row
    return table


def land_use_sheets(delivery: Delivery) -> list[Sheet]:
    """The one sheet of the workbook."""
    land = land_by_year()

    def column(header: str, kind: str, quirk: str = "") -> AnnualColumn:
        figures: dict[int, Printed] = {year: row[kind] for year, row in land.items()}
        real = {year: Origin("real", fact.source) for year, fact in REAL.get(kind, {}).items()}
        return AnnualColumn(header, figures, 2, quirk=quirk, origins=real)

    table = AnnualTable(
        name="土地利用现状",
        title="渠县土地利用现状（{}）",
        unit="单位：万公顷",
        years=LAND_YEARS,
        repeated=1,
        columns=[
            column("土地总面积", "total", "Q30"),
            column("耕　地/小　计", "cropland", "Q04"),
            column("耕　地/水　田", "paddy"),
            column("耕　地/旱地和水浇地", "dry"),
            column("园　地", "orchard"),
            column("林　地", "forest"),
            column("草　地", "grass"),
            column("城镇村及工矿用地", "settlement"),
            column("交通运输用地", "transport"),
            column("水域及水利设施用地", "water"),
            column("其他土地", "other"),
        ],
        notes=[("注：2018年及以前为第二次、2019年起为第三次国土调查口径，两者不可比。", "Q17")],
    )
    return annual_sheets(delivery, table)

"""渠县林业资源.xlsx: yearly forest figures, surveys of arbor forest by species, forest converted to other land.

Here: figures and layout of the three sheets. Not here: land by class (land_use.py).
From 2020 on the yearly areas follow the third land survey: total and arbor forest fall without a tree being cut.
The surveys were recalculated to that definition by the office itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.sample.annual_table import AnnualColumn, AnnualTable, Printed, annual_sheets
from tests.sample.delivery import Delivery
from tests.sample.facts import FOREST_COVER_PCT
from tests.sample.interpolation import YEARS, between, rounded, scatter
from tests.sample.land_use import COUNTY_HA
from tests.sample.sheet import Origin, Sheet

FILE_NAME = "渠县林业资源.xlsx"

#: One year more than the inventory: a change needs the year before.
AREA_YEARS = range(YEARS.start - 1, YEARS.stop)
SURVEY_YEARS = (2000, 2005, 2010, 2015, 2020, 2024, 2025)

COVER_BEFORE_2020_PCT = {2004: "24.20", 2010: "26.85", 2015: "29.30", 2019: FOREST_COVER_PCT[2019].printed}
ARBOR_SURVEYED_HA = {
    2000: "32600",
    2005: "34200",
    2010: "36100",
    2015: "38600",
    2020: "40600",
    2024: "42300",
    2025: "42690",
}
AREA_HA = {
    "bamboo": {2004: "7480", 2010: "8210", 2015: "8870", 2020: "9450", 2024: "9880"},
    "economic": {2004: "5160", 2010: "5830", 2015: "6420", 2020: "6910", 2024: "7320"},
    "shrub": {2004: "1920", 2012: "1560", 2020: "1210", 2024: "1090"},
}
VOLUME_10K_M3 = {
    "arbor": {2000: "143.8", 2004: "161.2", 2010: "194.5", 2015: "231.8", 2020: "267.6", 2024: "295.9"},
    "scattered": {2004: "51.3", 2010: "61.2", 2015: "73.6", 2020: "84.7", 2024: "93.4"},
}
GROWTH_PCT = {2004: "5.05", 2005: "5.10", 2010: "5.38", 2015: "5.02", 2020: "4.61", 2024: "4.40"}
CONSUMPTION_PCT = {2004: "1.93", 2005: "1.92", 2010: "1.83", 2015: "1.58", 2020: "1.31", 2024: "1.12"}

#: Share of the surveyed area, and stock per hectare in 2005; the last kind takes the rest.
SPECIES = {
    "柏木林": ("0.618", "43.0"),
    "马尾松林": ("0.172", "62.0"),
    "杉木林": ("0.031", "66.0"),
    "硬阔林": ("0.058", "47.0"),
    "软阔林": ("0.052", "49.0"),
    "针阔混交林": ("", ""),
}
CONVERTED_HA = {
    "arbor": {2004: "21.4", 2008: "34.8", 2010: "86.5", 2012: "71.2", 2015: "38.6", 2019: "62.4", 2024: "44.1"},
    "bamboo": {2004: "2.6", 2010: "10.8", 2015: "5.2", 2024: "6.3"},
    "economic": {2004: "1.8", 2010: "7.4", 2015: "4.1", 2024: "5.7"},
}
TIMBER_M3 = {2005: "8620", 2012: "11350", 2024: "14180"}


def areas_by_year() -> dict[int, dict[str, Decimal]]:
    """Hectares by kind of forest; `forest` is their exact sum, `cover` its share of the county in %."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in AREA_YEARS:
        row = {kind: rounded(between(anchors, year), 0) for kind, anchors in AREA_HA.items()}
        others = sum(row.values(), Decimal(0))
        if year < 2020:
            row["arbor"] = rounded(between(COVER_BEFORE_2020_PCT, year) * COUNTY_HA / 100, 0) - others
        else:
            row["arbor"] = rounded(between(ARBOR_SURVEYED_HA, year), 0)
        row["forest"] = others + row["arbor"]
        row["cover"] = rounded(row["forest"] / COUNTY_HA * 100, 2)
        table[year] = row
    return table


def volumes_by_year() -> dict[int, dict[str, Decimal]]:
    """Stock in 10^4 m3: arbor, scattered, and both."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in AREA_YEARS:
        row = {kind: rounded(between(anchors, year), 2) for kind, anchors in VOLUME_10K_M3.items()}
        table[year] = row | {"living": row["arbor"] + row["scattered"]}
    return table


def survey_of(year: int) -> dict[str, tuple[Decimal, Decimal]]:
    """Hectares and 10^4 m3 of each species; they add up to the surveyed area and to the arbor stock of the year."""
    area, volume = Decimal(ARBOR_SURVEYED_HA[year]), rounded(between(VOLUME_10K_M3["arbor"], year), 2)
    in_2005 = between(VOLUME_10K_M3["arbor"], 2005) / Decimal(ARBOR_SURVEYED_HA[2005])
    growth = volume / area / in_2005
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for name, (share, stock) in SPECIES.items():
        if share:
            hectares = rounded(area * Decimal(share), 0)
            found[name] = hectares, rounded(hectares * Decimal(stock) * growth / 10000, 2)
        else:
            found[name] = (
                area - sum((part for part, _ in found.values()), Decimal(0)),
                volume - sum((part for _, part in found.values()), Decimal(0)),
            )
    return found


def converted_by_year() -> dict[int, dict[str, Decimal]]:
    """Hectares converted, by kind, and the mean of up to ten years under `<kind>/mean`."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in AREA_YEARS:
        row = {
            kind: rounded(between(anchors, year) * scatter(f"converted-{kind}{year}", "0.08"), 1)
            for kind, anchors in CONVERTED_HA.items()
        }
        table[year] = row
        for kind in CONVERTED_HA:
            last = [table[past][kind] for past in range(max(year - 9, AREA_YEARS.start), year + 1)]
            row[f"{kind}/mean"] = rounded(sum(last, Decimal(0)) / len(last), 2)
    return table


def forestry_sheets(delivery: Delivery) -> list[Sheet]:
    """The three sheets of the workbook."""
    return annual_sheets(delivery, annual_table(), survey_table(), conversion_table())


def _column(
    header: str, table: Mapping[int, Mapping[str, Decimal]], kind: str, places: int = 0, quirk: str = ""
) -> AnnualColumn:
    figures: dict[int, Printed] = {year: row[kind] for year, row in table.items()}
    real = {year: Origin("real", fact.source) for year, fact in FOREST_COVER_PCT.items()} if kind == "cover" else {}
    return AnnualColumn(header, figures, places, quirk=quirk, origins=real)


def annual_table() -> AnnualTable:
    """森林资源年度更新: areas in hectares, stock in 10^4 m3, rates in %, from one year before the inventory."""
    areas, volumes = areas_by_year(), volumes_by_year()
    rates = {
        year: {
            "growth": rounded(between(GROWTH_PCT, year), 2),
            "consumption": rounded(between(CONSUMPTION_PCT, year), 2),
        }
        for year in AREA_YEARS
    }
    return AnnualTable(
        name="森林资源年度更新",
        title="渠县森林资源年度更新数（{}）",
        unit="计量单位见表头",
        years=AREA_YEARS,
        repeated=1,
        columns=[
            _column("森林覆盖率（%）", areas, "cover", 2, "Q25"),
            _column("森林面积（公顷）/合　计", areas, "forest", quirk="Q04"),
            _column("森林面积（公顷）/乔木林", areas, "arbor"),
            _column("森林面积（公顷）/竹　林", areas, "bamboo"),
            _column("森林面积（公顷）/经济林", areas, "economic"),
            _column("森林面积（公顷）/特殊灌木林", areas, "shrub"),
            _column("活立木蓄积量（万立方米）/合　计", volumes, "living", 2, "Q04"),
            _column("活立木蓄积量（万立方米）/乔木林蓄积", volumes, "arbor", 2),
            _column("活立木蓄积量（万立方米）/疏林散生木四旁树", volumes, "scattered", 2),
            _column("林木蓄积年生长率（%）", rates, "growth", 2, "Q25"),
            _column("林木蓄积年消耗率（%）", rates, "consumption", 2, "Q25"),
        ],
        notes=[
            ("注：1.2020年起按第三次国土调查口径，乔木林面积与以前年份不可比，减少部分不是采伐。", "Q17"),
            ("　　2.特殊灌木林指国家特别规定的灌木林。", ""),
        ],
    )


def survey_table() -> AnnualTable:
    """森林资源二类调查: arbor forest by species."""
    surveys = {year: survey_of(year) for year in SURVEY_YEARS}

    def figures(name: str, position: int) -> dict[int, Printed]:
        return {year: surveys[year][name][position] for year in SURVEY_YEARS}

    def totals(position: int) -> dict[int, Printed]:
        return {year: sum((found[position] for found in surveys[year].values()), Decimal(0)) for year in SURVEY_YEARS}

    columns = [AnnualColumn("乔木林面积（公顷）/合　计", totals(0), quirk="Q04")]
    columns += [AnnualColumn(f"乔木林面积（公顷）/{name}", figures(name, 0)) for name in SPECIES]
    columns.append(AnnualColumn("乔木林蓄积量（万立方米）/合　计", totals(1), 2, quirk="Q04"))
    columns += [AnnualColumn(f"乔木林蓄积量（万立方米）/{name}", figures(name, 1), 2) for name in SPECIES]
    return AnnualTable(
        name="乔木林调查",
        title="渠县森林资源调查乔木林分树种面积和蓄积",
        unit="计量单位见表头",
        years=SURVEY_YEARS,
        year_header="调查年度",
        year_text="{}年",
        columns=columns,
        notes=[("注：各期均已按第三次国土调查口径修正，可比。", "Q16")],
    )


def conversion_table() -> AnnualTable:
    """林地征占用: hectares, the mean of ten years, and timber."""
    converted = converted_by_year()
    timber: dict[int, Printed] = {
        year: rounded(between(TIMBER_M3, year) * scatter(f"timber{year}", "0.03"), 0) for year in YEARS
    }
    names = {"arbor": "乔木林", "bamboo": "竹　林", "economic": "经济林"}
    within = {year: converted[year] for year in YEARS}
    return AnnualTable(
        name="林地征占用",
        title="渠县征占用林地和木材产量（{}）",
        unit="计量单位见表头",
        columns=[
            *(_column(f"当年征占用面积（公顷）/{name}", within, kind, 1) for kind, name in names.items()),
            *(
                _column(f"近十年年均征占用面积（公顷）/{name}", within, f"{kind}/mean", 2)
                for kind, name in names.items()
            ),
            AnnualColumn("木材产量（立方米）", timber),
        ],
        notes=[("注：2004年以前没有分类资料，年均数按2004年以来的年数计算。", "")],
    )

"""渠县畜牧业统计.xlsx: livestock in stock at year end by animal and system, and slaughtered.

Here: figures and layout of the three sheets. Not here: biogas of large farms (rural_environment.py).
Pigs fall by a third in 2019 (African swine fever); grazing ends with 2015, horses and donkeys soon after.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.sample.annual_table import AnnualColumn, AnnualTable, Printed, annual_sheets
from tests.sample.delivery import Delivery
from tests.sample.interpolation import YEARS, between, rounded, scatter, years_of
from tests.sample.sheet import Origin, Sheet

FILE_NAME = "渠县畜牧业统计.xlsx"

#: Heads at year end; a year before or after the anchors has none.
STOCK = {
    "dairy_cattle": {2005: "820", 2012: "690", 2024: "346"},
    "other_cattle": {2005: "40900", 2014: "42700", 2024: "41300"},
    "buffalo": {2005: "54200", 2014: "34600", 2024: "19800"},
    "goats": {2005: "161800", 2012: "172300", 2024: "139600"},
    "horses": {2005: "124", 2014: "38"},
    "donkeys_mules": {2005: "61", 2011: "22"},
}
#: 10^4 heads.
STOCK_10K = {
    "pigs": {2005: "78.3", 2012: "81.2", 2017: "74.1", 2018: "70.4", 2019: "46.2", 2020: "55.8", 2021: "68.3",
             2022: "70.6", 2024: "67.2"},
    "poultry": {2005: "482", 2014: "561", 2019: "640", 2024: "622"},
    "rabbits": {2005: "61.4", 2014: "55.2", 2024: "41.3"},
}  # fmt: skip
LARGE_FARM_SHARE = {
    "dairy_cattle": {2005: "0.35", 2024: "0.86"},
    "other_cattle": {2005: "0.06", 2024: "0.38"},
    "buffalo": {2005: "0.02", 2024: "0.09"},
    "goats": {2005: "0.05", 2024: "0.36"},
    "pigs": {2005: "0.12", 2014: "0.36", 2024: "0.63"},
    "poultry": {2005: "0.21", 2014: "0.46", 2024: "0.68"},
}
GRAZING_GOATS = {2005: "11200", 2015: "2400"}
SOW_SHARE = {2005: "0.088", 2018: "0.092", 2020: "0.108", 2024: "0.087"}
SLAUGHTERED_PER_HEAD = {
    "pigs": {2005: "1.33", 2014: "1.42", 2018: "1.46", 2019: "1.55", 2020: "1.12", 2021: "1.36", 2022: "1.43",
             2024: "1.46"},
    "cattle": {2005: "0.31", 2024: "0.46"},
    "sheep_goats": {2005: "0.92", 2024: "1.12"},
    "poultry": {2005: "1.95", 2024: "2.18"},
    "rabbits": {2005: "2.55", 2024: "2.66"},
}  # fmt: skip

Year = dict[str, Decimal]


def stock_by_year() -> dict[int, Year]:
    """Heads, or 10^4 heads of small animals, by `animal` and `animal/system`; parts add up exactly."""
    return {year: _stock_of(year) for year in YEARS}


def _stock_of(year: int) -> Year:
    row: Year = {}
    for animal, anchors in STOCK.items():
        if year in years_of(anchors):
            row[animal] = rounded(between(anchors, year) * scatter(f"stock-{animal}{year}", "0.008"), 0)
    for animal, anchors in STOCK_10K.items():
        row[animal] = rounded(between(anchors, year) * scatter(f"stock-{animal}{year}", "0.004"), 2)
    if year <= max(GRAZING_GOATS):
        row["goats/grazing"] = rounded(between(GRAZING_GOATS, year), 0)
    for animal, shares in LARGE_FARM_SHARE.items():
        places = 2 if animal in STOCK_10K else 0
        row[f"{animal}/large"] = rounded(row[animal] * between(shares, year), places)
        grazing = row.get(f"{animal}/grazing", Decimal(0))
        row[f"{animal}/household"] = row[animal] - row[f"{animal}/large"] - grazing
    row["cattle"] = row["dairy_cattle"] + row["other_cattle"] + row["buffalo"]
    row["sows"] = rounded(row["pigs"] * between(SOW_SHARE, year), 2)
    return row


def slaughtered_by_year() -> dict[int, Year]:
    """Animals slaughtered or sold in 10^4 heads."""
    table: dict[int, Year] = {}
    for year, stock in stock_by_year().items():
        heads = stock | {"cattle": stock["cattle"] / 10000, "sheep_goats": stock["goats"] / 10000}
        table[year] = {
            animal: rounded(heads[animal] * between(ratios, year) * scatter(f"slaughter-{animal}{year}", "0.006"), 2)
            for animal, ratios in SLAUGHTERED_PER_HEAD.items()
        }
    return table


def livestock_sheets(delivery: Delivery) -> list[Sheet]:
    """The three sheets of the workbook."""
    return annual_sheets(delivery, large_animal_table(), small_animal_table(), slaughter_table())


def _column(
    header: str, table: Mapping[int, Year], kind: str, places: int = 0, quirk: str = "", text_year: int = 0
) -> AnnualColumn:
    """One kind of animals; in `text_year` the number is text with a footnote mark."""
    figures: dict[int, Printed] = {year: row[kind] for year, row in table.items() if kind in row}
    origins = {}
    if text_year:
        figures[text_year] = f"{figures[text_year]}①"
        origins[text_year] = Origin(quirk="Q09 Q28")
    return AnnualColumn(header, figures, places, quirk=quirk, origins=origins)


def large_animal_table() -> AnnualTable:
    """牛、羊、马、驴骡: heads. No sheep, no grazing cattle; goats grazed until 2015."""
    stock = stock_by_year()
    columns = [_column("牛合计（头）", stock, "cattle")]
    for name, animal in (("奶　牛", "dairy_cattle"), ("非奶牛", "other_cattle"), ("水　牛", "buffalo")):
        systems = [("规模化", "large"), ("农户", "household")] + ([] if animal == "buffalo" else [("放牧", "grazing")])
        columns += [_column(f"{name}（头）/{label}", stock, f"{animal}/{system}") for label, system in systems]
    columns.append(_column("羊合计（只）", stock, "goats"))
    for name, animal in (("绵　羊", "sheep"), ("山　羊", "goats")):
        systems = [("规模化", "large"), ("农户", "household"), ("放牧", "grazing")]
        columns += [_column(f"{name}（只）/{label}", stock, f"{animal}/{system}") for label, system in systems]
    columns += [_column("马（匹）", stock, "horses"), _column("驴　骡（头）", stock, "donkeys_mules", quirk="Q04")]
    return AnnualTable(
        name="大牲畜和羊存栏",
        title="渠县大牲畜和羊年末存栏（{}）",
        unit="计量单位见表头",
        columns=columns,
        notes=[
            ("注：1.“—”表示无此项。", "Q08"),
            ("　　2.规模化：肉牛年出栏50头、奶牛存栏100头、羊年出栏100只以上；2016年起禁牧。", ""),
        ],
    )


def small_animal_table() -> AnnualTable:
    """猪、家禽、兔: 10^4 heads."""
    stock = stock_by_year()
    return AnnualTable(
        name="猪禽兔存栏",
        title="渠县生猪、家禽和兔年末存栏（{}）",
        unit="计量单位见表头",
        year_text="{}年",
        columns=[
            _column("生猪（万头）/合　计", stock, "pigs", 2),
            _column("生猪（万头）/规模化", stock, "pigs/large", 2),
            _column("生猪（万头）/农　户", stock, "pigs/household", 2, text_year=2019),
            _column("生猪（万头）/#能繁母猪", stock, "sows", 2, "Q05"),
            _column("家禽（万只）/合　计", stock, "poultry", 2),
            _column("家禽（万只）/规模化", stock, "poultry/large", 2),
            _column("家禽（万只）/农　户", stock, "poultry/household", 2),
            _column("兔（万只）", stock, "rabbits", 2),
        ],
        notes=[
            ("注：规模化：生猪年出栏500头、蛋鸡存栏2000只、肉鸡年出栏10000只以上。", ""),
            ("　　①非洲猪瘟疫情期间为抽样推算数。", "Q28"),
        ],
    )


def slaughter_table() -> AnnualTable:
    """畜禽出栏: 10^4 heads in all columns."""
    slaughtered = slaughtered_by_year()
    headers = {"pigs": "生　猪", "cattle": "牛", "sheep_goats": "羊", "poultry": "家　禽", "rabbits": "兔"}
    return AnnualTable(
        name="畜禽出栏",
        title="渠县主要畜禽出栏（{}）",
        unit="单位：万头",
        columns=[_column(header, slaughtered, animal, 2) for animal, header in headers.items()],
        notes=[("注：羊、家禽、兔的单位为万只。", "Q02")],
    )

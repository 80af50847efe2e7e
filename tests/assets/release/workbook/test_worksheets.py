"""核算底稿: every row multiplies to the figure of the mart and says where its figures are printed; none is left out."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from math import exp
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from assets.release import workbook as tables
from assets.release.figures import reported_regions
from assets.release.workbook import workings, worksheets
from tests.assets.release.conftest import OFFICIAL, OTHER, Engine, Row, insert
from tests.assets.release.workbook.spreadsheet import Spreadsheet
from tests.conftest import BuiltRelease

HEAD = 4
COLUMNS = {
    "活动水平": "title",
    "气体": "gas",
    "数量": "amount",
    "单位": "unit",
    "排放因子（吨/单位）": "factor",
    "排放量（吨）": "mass",
    "增温潜势": "gwp",
    "排放量（吨CO₂当量）": "equivalent",
    "活动水平所在单元格": "cells",
    "因子编号": "numbers",
}


@pytest.fixture(scope="module", params=["sample_2025", "sichuan"])
def release(request: pytest.FixtureRequest) -> BuiltRelease:
    found: BuiltRelease = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def book(release: BuiltRelease) -> Spreadsheet:
    return Spreadsheet(release.folder / "restricted" / "tables.xlsx")


def emissions(book: Spreadsheet) -> Iterator[tuple[str, int, Row]]:
    """Rows that make an emission: sheet, row, and what is shown in its columns."""
    for sheet in book.shown.worksheets:
        if sheet.title.startswith("底稿"):
            heads = {COLUMNS[cell.value]: cell.column for cell in sheet[HEAD] if cell.value in COLUMNS}
            for at in range(HEAD + 1, sheet.max_row + 1):
                if sheet.cell(at, heads["gas"]).value and isinstance(sheet.cell(at, heads["mass"]).value, int | float):
                    yield sheet.title, at, {name: sheet.cell(at, column).value for name, column in heads.items()}


def published(release: BuiltRelease) -> list[Row]:
    """Rows of the official basis and last year whose category has a figure."""
    return release.rows(
        """
        select worksheet.*, gas.formula, unit.title_zh as unit_zh
        from marts.emission_worksheets_official as worksheet
        inner join codes.gases as gas on worksheet.gas = gas.gas_code
        inner join codes.units as unit using (unit_code)
        inner join marts.inventory_shares_official as share
            on worksheet.region_code = share.region_code and worksheet.year = share.year
                and share.breakdown_code = 'category' and worksheet.category_code = share.part_code
        where worksheet.year = (select max(year) from marts.year_progress_official where is_headline)
            and share.emissions_tco2e is not null
        """
    )


def test_every_formula_gives_the_figure_that_is_shown(book: Spreadsheet) -> None:
    """Products to the last bit; a sum of products of many digits as near as binary numbers are."""
    formulas = book.formulas("底稿", "因子清单")
    assert len(formulas) > 100
    for sheet, address, formula in formulas:
        shown, calculated = book.shown[sheet][address].value, book.calculate(sheet, formula[1:])
        is_product = re.fullmatch(r"=[^+-]+", formula) and "SUM" not in formula
        expected = shown if is_product and "ROUND" in formula else pytest.approx(shown, rel=1e-13, abs=1e-7)
        assert calculated == expected, (sheet, address, formula)


def test_every_emission_of_the_mart_is_a_row_with_its_figures_or_is_said_to_be_zero(
    release: BuiltRelease, book: Spreadsheet
) -> None:
    rows = published(release)
    expected = Counter(
        (
            *(row["activity_title_zh"], row["formula"], float(row["amount"]), row["unit_zh"], float(row["factor"])),
            *(float(row["emissions_t"]), float(row["emissions_tco2e"])),
        )
        for row in rows
        if row["emissions_t"] or row["amount"]
    )
    found = Counter(
        (row["title"], row["gas"], row["amount"], row["unit"], row["factor"], row["mass"], row["equivalent"])
        for _, _, row in emissions(book)
    )
    assert found == expected
    texts = [row[0].value for sheet in book.shown.worksheets if "底稿" in sheet.title for row in sheet.iter_rows()]
    said = "".join(text for text in texts if str(text).startswith("活动水平为零"))
    assert all(row["activity_title_zh"] in said for row in rows if not row["emissions_t"] and not row["amount"])


def test_what_is_calculated_is_rounded_as_the_inventory_rounds(book: Spreadsheet) -> None:
    """The product of amount and factor in binary64, to the gram, half to even."""
    for _, _, row in emissions(book):
        assert float(f"{row['amount'] * row['factor']:.6f}") == row["mass"]


def test_sums_are_those_of_categories_and_sectors(release: BuiltRelease, book: Spreadsheet) -> None:
    shares = release.rows(
        "select * from marts.inventory_shares_official where breakdown_code in ('category', 'chapter') "
        "and year = (select max(year) from marts.year_progress_official where is_headline)"
    )
    figures = {row["part_code"]: row["emissions_tco2e"] for row in shares}
    checked = 0
    for sheet in (sheet for sheet in book.shown.worksheets if sheet.title.startswith("底稿")):
        (column,) = [cell.column for cell in sheet[HEAD] if cell.value == "排放量（吨CO₂当量）"]
        for row in sheet.iter_rows(min_row=HEAD + 1):
            title = str(row[0].value)
            if not title.endswith(("小计", "合计")):
                continue
            chapter = {name: code for code, name in worksheets.NAMES.items()}.get(title.removesuffix("合计"))
            figure = figures[chapter or title.split()[0]]
            assert row[column - 1].value == pytest.approx(float(figure), rel=1e-12), title
            assert str(book.written[sheet.title][row[column - 1].coordinate].value).startswith("=")
            checked += 1
    assert checked == sum(row["emissions_tco2e"] is not None for row in shares if row["part_code"][:1].isupper()) + sum(
        row["emissions_tco2e"] is not None for row in shares if row["breakdown_code"] == "chapter"
    )


def test_a_row_names_every_printed_cell_of_its_activity(release: BuiltRelease, book: Spreadsheet) -> None:
    sources = release.rows(
        "select source.*, worksheet.activity_title_zh from marts.activity_sources as source "
        "inner join marts.emission_worksheets_official as worksheet "
        "using (region_code, year, category_code, sector_code, fuel_code, item_code) "
        "where year = (select max(year) from marts.year_progress_official where is_headline)"
    )
    printed: dict[str, set[str]] = {}
    for row in sources:
        printed.setdefault(row["activity_title_zh"], set()).update(filter(None, [row["cell"]]))
    named: dict[str, set[str]] = {}
    for sheet, at, row in emissions(book):
        assert row["cells"] != "—", (sheet, at)
        for first, last in re.findall(r"\b([A-Z]{1,3}\d+)(?::([A-Z]{1,3}\d+))?", row["cells"]):
            (top, left), (bottom, right) = xl_cell_to_rowcol(first), xl_cell_to_rowcol(last or first)
            cells = {xl_rowcol_to_cell(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            named.setdefault(row["title"], set()).update(cells)
    assert named == {title: cells for title, cells in printed.items() if title in named}


def test_factor_numbers_lead_to_the_list(book: Spreadsheet) -> None:
    listed = book.shown["因子清单"]
    values = {row[0].value: row[5].value for row in listed.iter_rows(min_row=5)}
    for sheet, at, row in emissions(book):
        numbers = [int(number) for number in str(row["numbers"]).split()]
        product = 1.0
        for number in numbers:
            product *= values[number]
        assert product == pytest.approx(row["factor"], rel=1e-12), (sheet, at)


def test_gaps_are_told_once_with_their_key_and_who_has_the_data(release: BuiltRelease, book: Spreadsheet) -> None:
    gaps = release.rows(
        "select distinct category_code, notation_key, department_zh from marts.completeness_official "
        "where year = (select max(year) from marts.year_progress_official where is_headline) and notation_key != 'NA'"
    )
    texts = [
        str(row[0].value)
        for sheet in book.shown.worksheets
        if sheet.title.startswith("底稿")
        for row in sheet.iter_rows()
    ]
    for gap in gaps:
        said = [text for text in texts if text.startswith(gap["notation_key"]) and f" {gap['category_code']} " in text]
        assert said, gap
        assert all(gap["department_zh"] in text for text in said)


def test_a_gap_of_other_years_is_not_told_of_the_year_of_the_sheet(full: Engine, tmp_path: Path) -> None:
    gap: Row = {"basis_id": OFFICIAL, "region_code": "511725", "notation_key": "NE", "reason_code": "no_activity_data"}
    codes = {"A.6": (2024,), "A.5.1": (2023,), "A.5.2": (2023, 2024)}
    gap |= {"gas": "CO2", "department_zh": "县农业农村局"}
    rows = [gap | {"category_code": code, "year": year} for code, years in codes.items() for year in years]
    insert(full, "marts.completeness", rows)
    (tmp_path / "tables.xlsx").write_bytes(tables.render(full))
    book = load_workbook(tmp_path / "tables.xlsx", read_only=True)
    told = [str(row[0]) for row in book["底稿_农业"].iter_rows(values_only=True) if str(row[0]).startswith("NE")]
    assert {code for code in codes if any(f" {code} " in text for text in told)} == {"A.6", "A.5.2"}


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (["C6", "C5", "C7", "E9", "D9", "AA10"], "C5:C7、D9、E9、AA10"),
        (["H2", "J2", "I2", "W6"], "H2:J2、W6"),
        (["B4"], "B4"),
        (["B2", "A1", "B1", "A2"], "A1:A2、B1:B2"),
    ],
)
def test_addresses_below_or_beside_each_other_are_one_range(cells: list[str], text: str) -> None:
    assert worksheets._ranges(cells) == text


#: Methods with a memory: fields of the row, and the emission by hand.
MEMORIES: dict[str, tuple[Row, float]] = {
    "first_order_decay": (
        {"opening_t": Decimal(50), "rate": Decimal("0.4"), "amount": Decimal(500), "factor": Decimal("0.05")},
        50 * (1 - exp(-0.4)),
    ),
    "bank": (
        {"opening_t": Decimal(2), "rate": Decimal("0.02"), "amount": Decimal(3), "factor": Decimal("0.5")},
        (2 * 0.98 + 1.5) * 0.02,
    ),
    "stock_difference": (
        {"amount": Decimal(1500), "amount_before": Decimal(1000), "before_year": 2019, "factor": Decimal("-1.5")}
        | {"before_key": "", "stock_key": "NA"},
        -150.0,
    ),
}


@pytest.mark.parametrize("method", MEMORIES)
def test_a_method_with_memory_is_a_formula_over_its_inputs_too(full: Engine, tmp_path: Path, method: str) -> None:
    fields, emission = MEMORIES[method]
    row: Row = {"basis_id": OFFICIAL, "region_code": "511725", "year": 2024, "category_code": "A.1", "gas": "CH4"}
    row |= {"activity_title_zh": "填埋", "method": method, "unit_code": "t", "amount_year": 2024, "before_key": "NA"}
    mass = Decimal(f"{emission:.6f}")
    row |= {"emissions_t": mass, "gwp": Decimal(28), "emissions_tco2e": mass * 28}
    insert(full, "marts.emission_worksheets", [row | {"evidence": "original", "data_class": "B"} | fields])
    (tmp_path / "tables.xlsx").write_bytes(tables.render(full))
    book = Spreadsheet(tmp_path / "tables.xlsx")
    ((sheet, at, shown),) = list(emissions(book))
    assert (sheet, shown["mass"], shown["amount"]) == ("底稿_农业", float(mass), float(fields["amount"]))
    (formula,) = [text for _, address, text in book.formulas("底稿") if "ROUND" in text and address.endswith(str(at))]
    assert book.calculate(sheet, formula[1:]) == float(mass)


def test_the_parts_of_a_factor_are_those_of_the_year_of_its_amount(full: Engine) -> None:
    """A stock of 2023 and the next of 2025 make the emission of 2024, with the factor of 2025."""
    about: Row = {"basis_id": OFFICIAL, "category_code": "L.1.1", "item_code": "forest_volume_arbor", "gas": "CO2"}
    row = about | {"region_code": "511725", "year": 2024, "amount_year": 2025, "before_year": 2023, "unit_code": "m3"}
    insert(full, "marts.emission_worksheets", [row | {"method": "stock_difference"}])
    years = (2023, 2024, 2025)
    density: Row = {"property": "wood_density", "unit_code": "t", "per_dimension": "volume"}
    insert(full, "core.factor_values", [density | {"factor_id": f"density.{year}"} for year in years])
    part = about | {"factor_region_code": "511725", "role": "factor", "chain_code": "stock_volume", "is_allowed": True}
    parts = [part | {"position": 1, "year": year, "factor_id": f"density.{year}"} for year in years]
    insert(full, "core.factor_parts", parts)
    (region,) = reported_regions(full)
    (made,) = workings.worksheets(full, region)
    assert [found["factor_id"] for found in made["parts"]] == ["density.2025"]


#: Rows of another year, basis or county, which no sheet of this one may show.
ELSEWHERE: list[Row] = [{"year": 2023}, {"basis_id": OTHER}, {"region_code": "511702"}]
OTHERWISE: Row = {"basis_id": OTHER, "factor_region_code": "511702", "year": 2023, "is_allowed": False}


def add_worksheets(full: Engine) -> None:
    """Two categories of 2024: rice with two kinds of factors and a crop that is nought, soils with an interpolation."""
    common: Row = {"basis_id": OFFICIAL, "year": 2024, "gas": "CH4", "category_code": "A.1"}
    rows = [
        ("A.1", "early", "=早稻", "CH4", "120", "0.25", "30", "28"),
        ("A.1", "late", "晚稻", "CH4", "40", "0.5", "20", "28"),
        ("A.1", "single", "单季稻", "CH4", "7", "0.5", "3.5", "28"),
        ("A.1", "dry", "旱稻", "CH4", "0", "0.5", "0", "28"),
        ("A.1", "aside", "再生稻", "CH4", "0", "0.5", "0", "28"),
        ("A.2", "manure", "粪肥", "N2O", "10.1234567", "0.035", "0.354321", "265"),
        ("A.2", "residues", "秸秆还田", "N2O", "-1", "0.0000005", "0", "265"),
        ("S2.1", "out", "外调", "CO2", "-100", "0.5", "-50", "1"),
    ]
    titles = {"A.1": "水稻", "A.2": "农用地", "S2.1": "净调出电力"}
    made = []
    for category, item, title, gas, amount, factor, mass, gwp in rows:
        row = common | {"region_code": "511725", "category_code": category, "category_title_zh": titles[category]}
        row |= {"item_code": item, "activity_title_zh": title, "gas": gas, "method": "multiply", "unit_code": "t"}
        row |= {"amount": Decimal(amount), "factor": Decimal(factor), "emissions_t": Decimal(mass), "gwp": Decimal(gwp)}
        row |= {"emissions_tco2e": Decimal(mass) * Decimal(gwp), "amount_year": 2024, "stock_key": "NA"}
        row |= {"is_own_mix": category == "S2.1"}
        made.append(row | {"before_key": "NA", "evidence": "original", "data_class": "B"})
        made[-1] |= {"unit_code": ""} if item == "residues" else {}
    elsewhere = made[0] | {"amount": Decimal(999)}
    made += [elsewhere | where for where in ELSEWHERE]
    insert(full, "marts.emission_worksheets", made[::-1])
    regions: Row = {"region_code": "511725", "factor_region_code": "511725"}
    insert(full, "core.factor_regions", [regions | {"item_code": item} for _, item, *_ in rows])
    value: Row = {"unit_code": "kg", "per_unit_code": "t", "per_dimension": "mass", "valid_from": 2020}
    value |= {"valid_to": 2024, "source_title": "指南", "locator": "表1", "evidence": "original", "gas": "CH4"}
    share: Row = {"unit_code": "pct", "per_unit_code": "", "per_dimension": "", "gas": "", "valid_from": 1949}
    factors = [
        value | {"factor_id": "f.rice", "value": Decimal(500), "value_base": 0.5, "subject_code": "sown_area_rice"},
        value
        | share
        | {"factor_id": "f.kept", "value": Decimal(50), "value_base": 0.5, "valid_to": 9999, "note": "附注"},
        value
        | {
            "factor_id": "f.soil",
            "value": Decimal("0.03"),
            "value_base": 0.03,
            "per_unit_code": "kg",
            "gas": "N2O",
            "edition": "ipcc_2006",
            "valid_from": 2024,
        },
    ]
    insert(full, "core.factor_values", [row | {"property": "emission_factor"} for row in factors])
    uses = {"f.kept": ("A.1", 1400), "f.rice": ("A.1 A.3", 2000), "f.soil": ("A.2", 93)}
    here: Row = {"basis_id": OFFICIAL, "region_code": "511725", "year": 2024}
    insert(
        full,
        "marts.factor_uses",
        [
            use | {"factor_id": name, "categories": categories, "emissions_tco2e": Decimal(tonnes)}
            for name, (categories, tonnes) in uses.items()
            for use in (here, *(here | where for where in ELSEWHERE))
        ],
    )
    part = common | {"factor_region_code": "511725", "role": "factor", "is_allowed": True, "position": 1}
    rice = part | {"chain_code": "direct", "factor_id": "f.rice", "value_used": 0.5}
    parts = [rice | {"item_code": item} for item in ("late", "single", "dry", "aside")]
    parts += [
        rice | {"item_code": "late", "role": "rate", "factor_id": "f.soil"},
        rice | {"item_code": "late", "year": 2023},
    ]
    abated = rice | {"item_code": "early", "chain_code": "abated"}
    parts += [abated | {"position": 2, "factor_id": "f.kept"}, abated, abated | {"is_allowed": False, "year": 2022}]
    parts += [
        rice | {"category_code": "A.2", "item_code": "manure", "gas": "N2O", "factor_id": "f.soil", "value_used": 0.035}
    ]
    parts += [rice | {"category_code": "S2.1", "item_code": "out", "gas": "CO2"}]
    parts += [rice | {"item_code": "single", name: other} for name, other in OTHERWISE.items()]
    insert(full, "core.factor_parts", parts)
    source: Row = {"region_code": "511725", "year": 2024, "category_code": "A.1", "item_code": "early"}
    source |= {"end_table": "core.observations", "file_name": "年鉴.xlsx", "sheet": "农业"}
    share = source | {
        "end_table": "core.factor_values",
        "file_name": "",
        "sheet": "",
        "source_title": "指南",
        "locator": "表9",
    }
    cells = [source | {"cell": cell, "end_id": cell} for cell in ("C6", "C5", "D9")]
    cells += [source | {"sheet": "种植", "cell": "B2", "end_id": "b"}, share | {"end_id": "s"}]
    cells += [source | {"item_code": "late", "sheet": "", "cell": "A1", "end_id": "a"}]
    cells += [source | {"year": 2023, "cell": "Z1", "end_id": "z"}]
    cells += [source | {"region_code": "511702", "cell": "Z2", "end_id": "z"}]
    insert(full, "marts.activity_sources", cells)
    gap: Row = {"basis_id": OFFICIAL, "region_code": "511725", "year": 2024, "department_zh": "县农业农村局"}
    gap |= {
        "category_code": "A.6",
        "category_title_zh": "秸秆",
        "reason_code": "no_activity_data",
        "notation_key": "NE",
    }
    full.execute("delete from marts.completeness")
    insert(
        full,
        "marts.completeness",
        [
            *(gap | {"gas": gas, "item_code": "livestock_stock_cattle"} for gas in ("N2O", "CH4")),
            gap | {"gas": "CH4", "category_code": "A.7", "category_title_zh": "其他"},
            gap | {"gas": "CO2", "category_code": "A.8", "category_title_zh": "石灰", "notation_key": "NA"},
            gap | {"gas": "CO2", "category_code": "A.9", "category_title_zh": "尿素", "notation_key": "NA"},
            gap | {"gas": "CO2", "category_code": "E.7"},
        ],
    )


def test_a_sheet_says_of_every_emission_what_makes_it_and_of_every_category_its_sum(full: Engine) -> None:
    add_worksheets(full)
    book = load_workbook(BytesIO(tables.render(full)))

    def shown(name: str) -> list[list[Any]]:
        return [[cell.value for cell in row if cell.value not in (None, "")] for row in book[name].iter_rows()]

    sheet = book["底稿_农业"]
    rice, kept = (f"='因子清单'!$F${row}" for row in (5, 6))
    places = "年鉴.xlsx › 农业 › C5:C6、D9；种植 › B2；分摊：指南 表9"
    missing = "缺少活动水平数据；县农业农村局"
    assert shown("底稿_农业")[2:] == [
        ["排放量、因子为公式；因子的组成引用“因子清单”；显示到千克，计算到克"],
        [
            *[
                "活动水平",
                "气体",
                "数量",
                "单位",
                "因子的组成（相乘；名称见各段）",
                "排放因子（吨/单位）",
                "排放量（吨）",
            ],
            *["增温潜势", "排放量（吨CO₂当量）", "活动水平所在单元格", "因子编号"],
        ],
        ["A.1 水稻", "直接排放因子（吨/吨）"],
        ["晚稻", "CH₄", 40, "吨", rice, "—", "=E6", "=ROUND(C6*G6,6)", 28, "=H6*I6", "年鉴.xlsx › A1", "1 3"],
        ["单季稻", "CH₄", 7, "吨", rice, "—", "=E7", "=ROUND(C7*G7,6)", 28, "=H7*I7", "—", "1"],
        ["A.1 水稻", "直接排放因子（吨/吨）", "未去除份额"],
        ["=早稻", "CH₄", 120, "吨", rice, kept, "=E9*F9", "=ROUND(C9*G9,6)", 28, "=H9*I9", places, "1 2"],
        ["活动水平为零，排放为零：再生稻、旱稻"],
        ["A.1 水稻小计", "=SUM(J5:J10)"],
        [],
        ["A.2 农用地"],
        ["秸秆还田", "N₂O", -1, "—", "—", "—", 0.0000005, "=ROUNDDOWN(C14*G14,6)", 265, "=H14*I14", "—", "—"],
        ["A.2 农用地", "直接排放因子（吨/吨）"],
        ["粪肥", "N₂O", 10.1234567, "吨", 0.035, "—", "=E16", "=ROUND(C16*G16,6)", 265, "=H16*I16", "—", "3"],
        ["A.2 农用地小计", "=SUM(J13:J16)"],
        [],
        ["农业合计", "=J11+J17"],
        [],
        ["没有数字的（标记、原因、掌握数据的部门）"],
        [f"NE（未估算：存在但缺少数据或系数） A.6 秸秆 CH₄、N₂O：牛年末存栏；{missing}"],
        [f"NE（未估算：存在但缺少数据或系数） A.7 其他 CH₄：整个类别；{missing}"],
        ["NA（该版指南没有这部分）：A.8 石灰 CO₂；A.9 尿素 CO₂"],
    ]
    assert sheet["A1"].value == "渠县2024年农业核算底稿"
    assert [sheet[at].font.italic for at in ("E6", "E16")] == [False, True], "one between two years is in no list"
    formats = {"C6": "#,##0", "C16": "#,##0.000", "E16": "#,##0.000", "H16": "#,##0.000", "J17": "#,##0.000"}
    assert {at: sheet[at].number_format for at in formats} == formats
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B5", "$4:$4")
    own = "S2.1 净调出电力：数量 × 本县电厂单位发电排放（净调出规则）"
    assert shown("底稿_电力和信息项")[4:] == [
        [own],
        ["外调", "CO₂", -100, "吨", "—", 0.5, "=ROUND(C6*F6,6)", 1, "=G6*H6", "—", "1"],
        ["S2.1 净调出电力小计", "=SUM(I5:I6)"],
    ], "what does not count in the total has no sum of sectors"
    assert shown("因子清单")[3:] == [
        [
            *["编号", "因子", "气体", "值", "单位", "基本单位的值", "基本单位", "适用年份", "版本", "出处文献"],
            *["文献内位置", "依据", "用到的类别", "支撑的排放（吨CO₂当量）"],
        ],
        [
            *[1, "稻谷播种面积 直接排放因子", "CH₄", 500, "千克/吨", "=D5/1000", "吨/吨", "2020—2024", "不分版本"],
            *["指南", "表1", "读过原文", "A.1、A.3", 2000],
        ],
        [
            *[2, "直接排放因子", "—", 50, "百分比", "=D6/100", "比值", "不限", "不分版本"],
            *["指南", "表1；附注", "读过原文", "A.1", 1400],
        ],
        [
            *[3, "直接排放因子", "N₂O", 0.03, "千克/千克", "=D7/1000*1000", "吨/吨", "2024"],
            *["2006年IPCC国家温室气体清单指南", "指南", "表1", "读过原文", "A.2", 93],
        ],
    ]
    factors = book["因子清单"]
    assert (factors.auto_filter.ref, factors.freeze_panes, factors.print_title_rows) == ("A4:N7", "C5", "$4:$4")


def test_an_activity_that_emits_two_gases_names_each_cell_once(full: Engine) -> None:
    add_worksheets(full)
    full.execute(
        "insert into marts.emission_worksheets select * replace ('N2O' as gas) from marts.emission_worksheets "
        "where item_code = 'early' and amount = 120"
    )
    (region,) = reported_regions(full)
    found = workings.activity_sources(full, region)
    assert {key[3]: [row["cell"] for row in rows] for key, rows in found.items()} == {
        "early": ["", "C5", "C6", "D9", "B2"],
        "late": ["A1"],
    }


def test_text_that_looks_like_a_formula_stays_text(full: Engine) -> None:
    about: Row = {"region_code": "511725", "year": 2024, "category_code": "A.1"}
    row = about | {"basis_id": OFFICIAL, "gas": "CH4", "activity_title_zh": "=1+1", "method": "multiply"}
    row |= {
        "amount": Decimal(1),
        "factor": Decimal(1),
        "unit_code": "t",
        "amount_year": 2024,
        "emissions_t": Decimal(1),
    }
    row |= {"stock_key": "NA", "before_key": "NA", "gwp_key": "NE", "evidence": "original", "data_class": "B"}
    insert(full, "marts.emission_worksheets", [row])
    source: Row = {"end_table": "core.observations", "end_id": "x", "file_name": "@SUM(1).xlsx", "cell": "A1"}
    insert(full, "marts.activity_sources", [about | source])
    book = load_workbook(BytesIO(tables.render(full)))
    cells = [
        cell for line in book["底稿_农业"].iter_rows() for cell in line if cell.value in ("=1+1", "@SUM(1).xlsx › A1")
    ]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)] * 2
    keys = [cell.value for line in book["底稿_农业"].iter_rows() for cell in line if cell.value == "NE"]
    assert keys == ["NE"]  # a gas without a potential


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed; our own evaluation stands above")
def test_libreoffice_calculates_the_same(sample_2025: BuiltRelease, tmp_path: Path) -> None:
    """From a copy without the figures that are written beside formulas, so that all have to be calculated."""
    path = sample_2025.folder / "restricted" / "tables.xlsx"
    bare = load_workbook(path)
    for name in bare.sheetnames:
        if not name.startswith(("底稿", "因子清单")):
            del bare[name]
    bare.save(tmp_path / "bare.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    target = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out")]
    command = ["soffice", "--headless", profile, *target, str(tmp_path / "bare.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    calculated: Any = load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True)
    book = Spreadsheet(path)
    for sheet, address, formula in book.formulas("底稿", "因子清单"):
        shown = book.shown[sheet][address].value
        assert calculated[sheet][address].value == pytest.approx(shown, rel=1e-14, abs=1e-8), (sheet, address, formula)

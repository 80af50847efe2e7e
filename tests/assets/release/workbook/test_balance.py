"""能源平衡表 of the workbook: formulas that give the mart's figures, and a sheet that our own reading understands."""

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assets.release.figures import reported_regions
from assets.release.workbook import balance
from tests.assets.release.conftest import Engine, Row, insert
from tests.assets.release.workbook.spreadsheet import written
from tests.conftest import BuiltRelease
from tests.lakes import build_tables, rows_of

FORMULA = re.compile(r'=IF\(COUNT\(([A-Z0-9,]+)\)=0,"([A-Z]+)",SUM\(([A-Z0-9,]+)\)(?:-SUM\(([A-Z0-9,]+)\))?\)')
SHEETS = {
    "能源平衡表(实物量)": ("full", "amount"),
    "能源平衡表(标准量)": ("full", "calorific_tce"),
    "能源平衡表(简易)": ("simple", "amount"),
}
FIRST_ROW = 6


@pytest.fixture(params=["sample", "sichuan"])
def release(request: pytest.FixtureRequest) -> BuiltRelease:
    found: BuiltRelease = request.getfixturevalue(request.param)
    return found


def book_of(release: BuiltRelease) -> Path:
    return release.folder / "restricted" / "tables.xlsx"


def calculate(sheet: Any, address: str) -> float | str | None:
    """What a spreadsheet shows in a cell: text is passed over by COUNT and SUM."""
    value = sheet[address].value
    if not isinstance(value, str) or not value.startswith("="):
        return value  # type: ignore[no-any-return]
    match = FORMULA.fullmatch(value)
    assert match, value
    counted, key, plus, minus = match.groups()

    def numbers(listed: str | None) -> list[float]:
        values = [calculate(sheet, place) for place in (listed or "").split(",") if place]
        return [value for value in values if isinstance(value, int | float)]

    return sum(numbers(plus)) - sum(numbers(minus)) if numbers(counted) else key


@pytest.mark.parametrize("name", SHEETS)
def test_every_cell_shows_the_figure_of_the_mart_and_every_sum_is_a_live_formula(
    release: BuiltRelease, name: str
) -> None:
    form, measure = SHEETS[name]
    (written, results) = (load_workbook(book_of(release), data_only=flag)[name] for flag in (False, True))
    rows = release.rows(
        "select * from marts.energy_balance_table where form_code = $form "
        "and year = (select max(year) from marts.energy_balance_table) order by line_number, column_number",
        form=form,
    )
    heads = [cell.value for cell in written[4]]
    formulas = 0
    for row in rows:
        title = row["fuel_title_zh"]
        if row["fuel_code"] == "energy_total":
            if measure == "amount":
                continue
            title = "能源合计（电热当量计算法）"
        place = written.cell(FIRST_ROW + row["line_number"] - 1, heads.index(title) + 1).coordinate
        expected = row[f"{measure}_key"] or pytest.approx(float(row[measure]), rel=1e-12, abs=1e-6)
        assert results[place].value == expected, place
        assert calculate(written, place) == expected, place
        is_formula = str(written[place].value).startswith("=")
        formulas += is_formula
        if form == "full":
            assert is_formula == (row["rule_code"] == "sum"), place
    assert formulas > (30 if form == "simple" else 150)
    assert (written.page_setup.orientation, written.page_setup.paperSize) == ("landscape", 9)
    assert written.sheet_properties.pageSetUpPr.fitToPage
    assert (written.page_setup.fitToWidth or 1, written.page_setup.fitToHeight or 1) == (1, 1)  # 1 is not written


def test_all_energy_by_the_coal_that_makes_electricity_is_a_formula_too(release: BuiltRelease) -> None:
    sheet = load_workbook(book_of(release))["能源平衡表(标准量)"]
    heads = [cell.value for cell in sheet[4]]
    rows = release.rows(
        "select * from marts.energy_balance_table where form_code = 'full' and fuel_code = 'energy_total' "
        "and year = (select max(year) from marts.energy_balance_table)"
    )
    column = heads.index("能源合计（发电煤耗计算法）") + 1
    for row in rows:
        place = sheet.cell(FIRST_ROW + row["line_number"] - 1, column).coordinate
        expected = row["coal_equivalent_tce_key"] or pytest.approx(float(row["coal_equivalent_tce"]), abs=1e-5)
        assert calculate(sheet, place) == expected, place


def test_our_own_table_is_read_back_with_the_same_figures(sample: BuiltRelease, tmp_path: Path) -> None:
    """The county hands the printed table in, as a prefecture or the county next year would."""
    (year,) = sample.rows("select max(year) as year from marts.energy_balance_table")
    own = tmp_path / "渠县能源平衡表.xlsx"
    book = load_workbook(book_of(sample), data_only=True)
    for name in set(book.sheetnames) - {"能源平衡表(实物量)"}:
        del book[name]
    book.save(own)
    until = ["marts/energy_balance_table"]
    with build_tables(tmp_path / "data", [own], until, region="511725", years=str(year["year"])) as connection:
        read = rows_of(connection, "select * from marts.energy_balance_table order by all")
    ours = sample.rows("select * from marts.energy_balance_table where year = $year", **year)
    figures = {(row["form_code"], row["line_code"], row["fuel_code"]): row for row in read}
    assert len(figures) == len(ours)
    assert not any(row["is_apart"] for row in read)
    for row in ours:
        again = figures[row["form_code"], row["line_code"], row["fuel_code"]]
        for measure in ("amount", "calorific_tce"):
            assert (again[measure] or 0) == pytest.approx(row[measure] or Decimal(0), abs=Decimal("0.00001")), row
    assert {row["rule_code"] for row in read} == {"printed_balance", "not_printed", "sum"}


def test_misprints_of_the_source_are_marked_and_told_below(sichuan: BuiltRelease) -> None:
    sheet = load_workbook(book_of(sichuan), data_only=True)["能源平衡表(实物量)"]
    marked = [cell for row in sheet.iter_rows(min_row=FIRST_ROW) for cell in row if cell.fill.fgColor.rgb == "FFFDE68A"]
    assert [cell.value for cell in marked] == [pytest.approx(362.46), pytest.approx(-139.6)]
    notes = [row[0].value for row in sheet.iter_rows(min_row=FIRST_ROW + 33) if row[0].value]
    assert len(notes) == 2
    for cell, note in zip(marked, notes, strict=True):
        assert cell.coordinate in note
        assert "来源表未印" in note


#: Lines and columns of a small balance, each with its number and depth, or its number and unit.
LINES = {"supply_total": 0, "transformation_total": 0, "loss": 0, "residential": 1, "urban": 2, "rural": 2}
LINES |= {"final_total": 0, "difference": 0}
FUELS = {"coal_total": (1, "t"), "raw_coal": (2, "t"), "electricity": (22, "10k_kwh"), "energy_total": (24, "tce")}

#: Lines of the simple form, in which two lines stand for those that they sum up.
SIMPLE = ("supply_total", "indigenous_production", "recovery", "net_inflow", "stock_change", "transformation_total")
SIMPLE += ("power", "heat_supply", "transformation_other", "loss", "final_total", "consumption_total")


def small_balance(
    form: str, lines: dict[str, int] = LINES, fuels: dict[str, tuple[int, str]] = FUELS, **cells: dict[str, object]
) -> list[Row]:
    """A cell a line and column, 1,000 a line where nothing else is said; the last ones first."""
    rows = []
    for number, (line, level) in enumerate(lines.items(), 1):
        for fuel, (column, unit) in fuels.items():
            row: Row = {"region_code": "511725", "year": 2024, "form_code": form, "unit_code": unit}
            row |= {"line_code": line, "line_number": number, "line_level": level, "line_title_zh": f"行 {line}"}
            row |= {"fuel_code": fuel, "column_number": column, "fuel_title_zh": f"列 {fuel}", "rule_code": "sum"}
            row |= {"amount": Decimal(1000 * number), "printed_amount_key": "NA", "data_class": "B"}
            row |= {"calorific_tce": Decimal(10 * number), "coal_equivalent_tce": Decimal(30 * number)}
            rows.append(row | cells.get(f"{line}__{fuel}", {}))
    return rows[::-1]


def balance_of(full: Engine, rows: list[Row]) -> bytes:
    insert(full, "marts.energy_balance_table", rows)
    (region,) = reported_regions(full)
    return written(lambda book: balance.write_balances(book, full, region, "_甲"))


def test_a_balance_says_its_lines_columns_and_units_and_adds_up_what_it_shows(full: Engine) -> None:
    """Difference: supply and transformation, less loss and final use; all energy by coal: electricity exchanged."""
    none: Row = {"amount": None, "amount_key": "NE"}
    content = balance_of(
        full,
        small_balance(
            "full",
            difference__raw_coal=none,
            residential__raw_coal=none,
            difference__electricity={"is_incomplete": True},
            rural__electricity={"amount": Decimal("0.125")},
        )
        + [row | {"year": 2023} for row in small_balance("full")]
        + small_balance("simple", dict.fromkeys(SIMPLE, 0), FUELS | {"coke": (6, "t")}),
    )
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == [f"能源平衡表({name})_甲" for name in ("实物量", "标准量", "简易")]
    sheet = book["能源平衡表(实物量)_甲"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)] == [
        ["项目", "列 coal_total", "列 raw_coal", "列 electricity"],
        [None, "(吨)", "(吨)", "(万千瓦时)"],
        ["行 supply_total", 1000, 1000, 1000],
        ["行 transformation_total", 2000, 2000, 2000],
        ["行 loss", 3000, 3000, 3000],
        [
            "行 residential",
            *(
                f'=IF(COUNT({c}10,{c}11)=0,"{key}",SUM({c}10,{c}11))'
                for c, key in zip("BCD", ("NO", "NE", "NO"), strict=True)
            ),
        ],
        ["行 urban", 5000, 5000, 5000],
        ["行 rural", 6000, 6000, 0.125],
        ["行 final_total", 7000, 7000, 7000],
        [
            "行 difference",
            '=IF(COUNT(B6,B7,B8,B12)=0,"NO",SUM(B6,B7)-SUM(B8,B12))',
            '=IF(COUNT(C6)=0,"NE",SUM(C6,C7)-SUM(C8,C12))',
            '=IF(COUNT(D6,D7,D8,D12)=0,"NO",SUM(D6,D7)-SUM(D8,D12))',
        ],
    ]
    assert [(sheet[f"A{at}"].font.bold, sheet[f"A{at}"].alignment.indent) for at in (6, 9, 10)] == [
        (True, 0),
        (False, 1),
        (False, 2),
    ]
    looks = {at: (sheet[at].font.bold, sheet[at].font.italic, sheet[at].alignment.horizontal) for at in ("D13", "C13")}
    assert looks == {"D13": (True, True, "right"), "C13": (True, False, "center")}
    assert (sheet["B10"].font.bold, sheet["B10"].number_format, sheet["D11"].number_format) == (
        False,
        "#,##0",
        "#,##0",
    )
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.print_title_cols) == ("B6", "$4:$5", "$A:$A")
    title, unit = (sheet[at].value for at in ("A1", "A3"))
    assert title.startswith("渠县能源平衡表(实物量)-2024")
    assert (unit.startswith("斜体"), "简易" in unit) == (True, False)
    simple = book["能源平衡表(简易)_甲"]
    assert simple["A1"].value.startswith("渠县能源平衡表(实物量,简易)-2024")
    assert simple["A3"].value.startswith("表式由完整表归并")
    supply, made = (f'=IF(COUNT({cells})=0,"NO",SUM({cells}))' for cells in ("C7,C8,C10,C9", "C12,C13,C14"))
    assert [cell.value for cell in simple["C"]][3:] == [
        *["列 raw_coal", "(吨)", supply, 2000, 3000, 4000, 5000, made, 7000, 8000, 9000, 10000, 11000],
        '=IF(COUNT(C15,C16,C12,C13,C14)=0,"NO",SUM(C15,C16)-SUM(C12,C13,C14))',
    ]
    assert [cell.value for cell in simple[17]] == [
        "行 consumption_total",
        '=IF(COUNT(B15,B16,B11)=0,"NO",SUM(B15,B16)-SUM(B11))',
        '=IF(COUNT(C15,C16,C12,C13,C14)=0,"NO",SUM(C15,C16)-SUM(C12,C13,C14))',
        12000,  # coke made is no use of coke, and its line is not in this form
        '=IF(COUNT(E15,E16,E13,E14)=0,"NO",SUM(E15,E16)-SUM(E13,E14))',
    ]
    results = load_workbook(BytesIO(content), data_only=True)["能源平衡表(实物量)_甲"]
    assert [results[at].value for at in ("B13", "C13", "D13")] == [8000, "NE", 8000], "as they stand in the mart"
    coal = book["能源平衡表(标准量)_甲"]
    assert [[cell.value for cell in row] for row in (coal[4], coal[5], coal[6], coal[8])] == [
        [
            *["项目", "列 coal_total", "列 raw_coal", "列 electricity", "能源合计（电热当量计算法）"],
            *["列 electricity（发电煤耗计算法）", "列 energy_total（发电煤耗计算法）"],
        ],
        [None, *["(吨标准煤)"] * 6],
        ["行 supply_total", 10, 10, 10, 10, 30, 30],
        ["行 loss", 30, 30, 30, 30, 90, '=IF(COUNT(E8,F8,D8)=0,"NO",SUM(E8,F8)-SUM(D8))'],
    ]
    assert coal["E9"].value == '=IF(COUNT(E10,E11)=0,"NO",SUM(E10,E11))'
    assert coal["A1"].value.startswith("渠县能源平衡表(标准量)-2024")


def test_where_the_printed_balance_is_not_the_sum_of_its_cells_it_is_marked_and_said(full: Engine) -> None:
    apart: Row = {"is_apart": True, "printed_amount_key": ""}
    content = balance_of(
        full,
        small_balance(
            "full",
            residential__raw_coal=apart | {"printed_amount": Decimal("11500.500")},
            residential__electricity=apart | {"printed_amount": None, "printed_amount_key": "NE"},
        ),
    )
    book = load_workbook(BytesIO(content))
    sheet = book["能源平衡表(实物量)_甲"]
    assert [row[0].value for row in sheet.iter_rows(min_row=14)] == [
        "注：C9 行 residential·列 raw_coal，来源表印为11500.5，此处为各格之和",
        "注：D9 行 residential·列 electricity，来源表未印，此处为各格之和",
    ]
    marked = [cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == "FFFDE68A"]
    assert marked == ["C9", "D9"]
    assert sheet["C10"].number_format == "#,##0.00", "as a balance is printed"
    coal = book["能源平衡表(标准量)_甲"]
    assert coal.max_row == 13
    assert not [cell for row in coal for cell in row if cell.fill.fgColor.rgb == "FFFDE68A"]


def test_without_a_balance_of_the_last_year_there_is_no_sheet(full: Engine) -> None:
    insert(full, "marts.energy_balance_table", [row | {"year": 2023} for row in small_balance("full")])
    (region,) = reported_regions(full)
    names: list[str] = []

    def write(book: Any) -> None:
        balance.write_balances(book, full, region, "")
        names.extend(book.sheets)
        book.sheet("表", "表", "", [10])

    written(write)
    assert names == []

"""能源平衡表 of the workbook: formulas that give the mart's figures, and a sheet that our own reading understands."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

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

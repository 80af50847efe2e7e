"""What a department sees of its form: what it may type over, and what it may not."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assets.raw import load_printed_tables
from assets.requests import FIRST_ROW, Form, Line, write_form
from assets.requests.form import NAMES

LINE = Line("人口", "年末常住人口", "常住人口", "人", Decimal("910100"), "", "清单：…", "population_resident||", "印")
FORM = Form("渠县", "511725", 2025, "县统计局", "2026-10-31", (LINE, Line(*"表名义单", None, "无", "用", "码", "印")))


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    return openpyxl.load_workbook(BytesIO(write_form(FORM))).active


def test_the_same_form_is_the_same_bytes() -> None:
    assert write_form(FORM) == write_form(FORM)


def test_heads_are_those_that_the_declaration_reads() -> None:
    (layout,) = load_printed_tables()["departments__form"].layouts
    assert set(layout.columns) == set(NAMES)


def test_only_entries_may_be_typed_over(sheet: Worksheet) -> None:
    assert sheet.protection.sheet
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    lines = {f"{column}{row}" for column in "GI" for row in (9, 10)}
    assert lines <= open_cells
    assert all(cell[1:] in ("4", "5", "6") for cell in open_cells - lines)


def test_each_blank_place_stands_beside_its_label(sheet: Worksheet) -> None:
    """As a table of the statistical reporting system has them: three lines of places above the table."""
    labels = {cell.coordinate: cell.value for row in sheet["A4:I6"] for cell in row if cell.value}
    assert labels == {
        "B4": "制表机关：",
        "D4": "批准文号：",
        "H4": "有效期至：",
        "B5": "填报人：",
        "D5": "联系电话：",
        "H5": "填报日期：",
        "B6": "单位负责人：",
        "D6": "数据性质：",
    }
    places = {cell.coordinate for row in sheet["A4:I6"] for cell in row if not cell.protection.locked}
    beside = {f"{chr(ord(at[0]) + 1)}{at[1]}" for at in labels}
    assert places - {f"{column}{row}" for column in "FG" for row in (4, 5, 6)} == beside
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert {f"E{row}:G{row}" for row in (4, 5, 6)} <= merged
    assert "A7:I7" in merged  # what to do
    assert sheet["A7"].value.startswith("填表说明")


def test_the_heads_stand_over_the_lines_and_a_table_is_named_at_its_first_line() -> None:
    other = replace(LINE, table="能源")
    form = replace(FORM, lines=(LINE, replace(LINE, label="年末户籍人口"), other, replace(other, label="用电量")))
    found = openpyxl.load_workbook(BytesIO(write_form(form))).active
    assert [cell.value for cell in found[FIRST_ROW]] == list(NAMES)
    lines = [[cell.value for cell in row[:3]] for row in found.iter_rows(min_row=FIRST_ROW + 1)]
    assert lines == [
        ["1", "人口", "年末常住人口"],
        ["2", "", "年末户籍人口"],
        ["3", "能源", "年末常住人口"],
        ["4", "", "用电量"],
    ]
    assert [found.cell(9, column).alignment.horizontal for column in range(1, 6)] == [
        "center",
        None,
        None,
        None,
        "center",
    ]
    assert found.print_area == "'报送表'!$A$1:$I$12"


def test_codes_and_seals_are_not_seen(sheet: Worksheet) -> None:
    hidden = {name for name, dimension in sheet.column_dimensions.items() if dimension.hidden}
    assert {chr(ord("A") + NAMES.index(name)) for name in ("代码", "校验")} <= hidden | {"K"}
    assert [sheet.cell(9, NAMES.index(name) + 1).value for name in ("代码", "校验")] == [LINE.code, LINE.seal]


def test_answers_from_a_list_are_offered(sheet: Worksheet) -> None:
    offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert offered["G9:G10"] == '"无,不掌握"'
    assert "2025年为初步数" in offered["E6"]


def test_an_entry_that_is_no_number_and_no_answer_is_red_itself(sheet: Worksheet) -> None:
    """The formula is of the first cell of its range; a spreadsheet moves it along with the others."""
    ((place, (rule,)),) = [(str(each.sqref), each.rules) for each in sheet.conditional_formatting]
    assert place == "G9:G10"
    assert rule.formula == ['AND(G9<>"",NOT(ISNUMBER(G9)),G9<>"无",G9<>"不掌握")']


def test_a_form_says_whose_figures_of_which_year_by_when(sheet: Worksheet) -> None:
    said = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=FIRST_ROW) for cell in row if cell.value)
    for text in (
        "渠县",
        "511725",
        "2025年",
        "县统计局",
        "2026-10-31",
        "制表机关",
        "批准文号",
        "有效期",
        "填报人",
        "联系电话",
    ):
        assert text in said


def test_last_years_figure_is_a_number_or_the_reason_why_there_is_none(sheet: Worksheet) -> None:
    assert [sheet.cell(row, NAMES.index("上年数") + 1).value for row in (9, 10)] == [910100, "无"]


@pytest.mark.parametrize(
    ("last", "pattern"), [("910100", "#,##0"), ("12345.67", "#,##0.00"), ("0.004321", "#,##0.000000")]
)
def test_last_years_figure_is_shown_with_all_of_its_digits(last: str, pattern: str) -> None:
    form = replace(FORM, lines=(replace(LINE, last=Decimal(last)),))
    cell = openpyxl.load_workbook(BytesIO(write_form(form))).active.cell(9, NAMES.index("上年数") + 1)
    assert (cell.value, cell.number_format) == (float(last), pattern)


def test_it_is_printed_one_a4_page_wide(sheet: Worksheet) -> None:
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$8:$8"

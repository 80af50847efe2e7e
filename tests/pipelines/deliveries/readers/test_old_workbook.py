import struct

import pytest

from pipelines.deliveries.readers import Cell, Sheet
from pipelines.deliveries.readers.serve import read_content
from tests.faults import ole
from tests.faults.bad_files import external_book

SAME_WORKBOOK = ole.record(0x1AE, b"\1\0\1\4")


def first_sheet(content: bytes) -> Sheet:
    return read_content(content, "表.xls")[0]


def test_an_error_is_never_read_as_blank() -> None:
    cells = (
        ole.error(0, 0, 42)
        + ole.error(0, 1, 1, is_error=False)
        + ole.formula(0, 2, ole.error_result(23))
        + ole.formula(1, 0, b"\3\0\0\0\0\0\xff\xff")
    )
    sheet = first_sheet(ole.xls(cells))
    assert sheet.cells[0, 0] == Cell("#N/A", "error")
    assert sheet.cells[0, 1] == Cell("TRUE", "text")
    assert sheet.cells[0, 2] == Cell("#REF!", "error")
    assert sheet.cells[1, 0].kind == "error", "an empty result may be one that was never calculated"


def test_a_percentage_is_read_as_it_is_printed() -> None:
    cells = ole.number(0, 0, 0.125) + ole.number(0, 1, 0.07, style=1)
    sheet = first_sheet(ole.xls(cells, styles=(0, 10)))
    assert sheet.cells == {(0, 0): Cell("0.125", "number"), (0, 1): Cell("7%", "text")}


def test_numbers_are_unpacked() -> None:
    cells = ole.rk(0, 0, (123 << 2) | 2) + ole.rk(0, 1, ((-5 << 2) & 0xFFFFFFFF) | 2) + ole.rk(0, 2, (1234 << 2) | 3)
    cells += ole.multiple_rk(1, 0, [(7 << 2) | 2, 0x3FF00000]) + ole.number(2, 0, 9310.52) + ole.label(2, 1, 0)
    sheet = first_sheet(ole.xls(cells, texts=["原　煤"]))
    assert [sheet.cell(0, column).text for column in range(3)] == ["123", "-5", "12.34"]
    assert [sheet.cell(1, column).text for column in range(2)] == ["7", "1"]
    assert (sheet.cell(2, 0).text, sheet.cell(2, 1).text) == ("9310.52", "原　煤")


def test_hidden_parts_are_told() -> None:
    hidden_row = ole.record(0x208, bytes(12) + b"\x20\0\0\0")
    hidden_column = ole.record(0x7D, b"\1\0\1\0\0\0\0\0\1\0\0\0")
    cells = hidden_column + hidden_row + ole.number(0, 0, 1) + ole.number(0, 1, 2)
    sheet = first_sheet(ole.xls(cells, state=1))
    assert sheet.is_hidden
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({0}, {1})


def test_a_macro_project_without_code_is_harmless() -> None:
    module = ole.vba_module(b'Attribute VB_Name = "Sheet1"\r\nAttribute VB_Exposed = True\r\n')
    project = {"_VBA_PROJECT_CUR": {"VBA": {"Sheet1": module, "dir": b"x"}}}
    assert first_sheet(ole.xls(ole.number(0, 0, 1), beside=project)).cell(0, 0).text == "1"


def test_a_link_that_no_formula_uses_is_a_leftover_and_the_figures_are_read() -> None:
    sheet = first_sheet(ole.xls(ole.number(0, 0, 7), globals_=external_book()))
    assert sheet.cell(0, 0) == Cell("7", "number")


def test_a_link_to_the_workbook_itself_is_none() -> None:
    cells = ole.formula(0, 0, struct.pack("<d", 7))
    assert first_sheet(ole.xls(cells, globals_=SAME_WORKBOOK)).cell(0, 0) == Cell("7", "number")


@pytest.mark.parametrize(
    ("number_format", "value", "text"),
    [(14, 45293, "2024-01-02"), (22, 45293.25, "2024-01-02T06:00:00"), (21, 0.25, "06:00:00"), (14, 9e9, "9000000000")],
)
def test_a_date_is_told_from_a_number(number_format: int, value: float, text: str) -> None:
    cells = ole.number(0, 0, value, style=1)
    assert first_sheet(ole.xls(cells, styles=(0, number_format))).cell(0, 0) == Cell(text, "date")


def test_a_number_in_a_format_that_is_not_there_is_a_number() -> None:
    sheet = first_sheet(ole.xls(ole.number(0, 0, 7, style=1), styles=(0, 999)))
    assert sheet.cells == {(0, 0): Cell("7", "number")}


def test_a_number_that_is_none_is_an_error() -> None:
    assert first_sheet(ole.xls(ole.number(0, 0, float("nan")))).cell(0, 0) == Cell("nan", "error")


def test_a_merged_area_is_told_as_far_as_there_are_cells() -> None:
    merged = ole.record(0xE5, struct.pack("<5H", 1, 0, 1, 0, 255))
    cells = ole.label(0, 0, 0) + ole.number(1, 3, 7) + merged
    assert first_sheet(ole.xls(cells, texts=["渠县"])).merged == [(0, 0, 1, 3)]

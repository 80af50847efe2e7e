"""A marked copy: every remark in its list and at its cell, the rest as it was, and nothing in it that runs."""

import io
import subprocess
from pathlib import Path

import openpyxl
import pytest

from pipelines.deliveries.marking import copy_path, mark_copy, write_copy
from pipelines.deliveries.readers import Cell, Sheet, read_files
from pipelines.deliveries.remarks import Remark
from pipelines.reading.cells import make_sheet
from schemas.check_result import Severity
from schemas.problems import Place, Refusal
from tests.deliveries import GAS

RED, ORANGE, YELLOW = "00FFB3B3", "00FFD699", "00FFF2B3"


def remark(cell: str, severity: Severity = "block", said: str = "不是数", sheet: str = "供气量") -> Remark:
    return Remark(severity, "E-NUM", Place(GAS.name, sheet, cell), said, "改正")


def book_of(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def sheets() -> list[Sheet]:
    (answer,) = read_files([(GAS, GAS.name)])
    assert isinstance(answer, list)
    return answer


def test_each_remark_is_listed_heaviest_first_with_a_link_and_stands_at_its_cell(sheets: list[Sheet]) -> None:
    remarks = [remark("C5", "note", "提示"), remark("B23"), remark("B23", "hold", "存疑"), remark("D6", "hold")]
    book = book_of(mark_copy(GAS.name, GAS.read_bytes(), sheets, remarks, "zh"))
    listed, marked = book.worksheets[0], book["供气量"]
    rows = [row for row in listed.iter_rows(min_row=5) if row[0].value]
    assert [row[0].value for row in rows] == ["不能采用", "存疑", "存疑", "提示"]
    assert [row[1].value for row in rows] == ["供气量 › B23", "供气量 › B23", "供气量 › D6", "供气量 › C5"]
    assert [row[1].hyperlink.location for row in rows][::3] == ["'供气量'!B23", "'供气量'!C5"]
    assert "不能采用 1 处，存疑 2 处，提示 1 处" in listed["A1"].value
    assert [marked[cell].fill.fgColor.rgb for cell in ("B23", "D6", "C5")] == [RED, ORANGE, YELLOW]
    text = marked["B23"].comment.text
    assert text.index("不能采用 E-NUM\n不是数\n→ 改正") < text.index("存疑 E-NUM\n存疑")
    assert {cell.coordinate for row in marked.iter_rows() for cell in row if cell.comment} == {"B23", "C5", "D6"}


def test_what_is_not_marked_stays_as_it_was_and_so_does_the_original(sheets: list[Sheet]) -> None:
    before = GAS.read_bytes()
    copied = book_of(mark_copy(GAS.name, before, sheets, [remark("B23")], "zh"))["供气量"]
    original = openpyxl.load_workbook(GAS)["供气量"]
    assert copied.merged_cells.ranges == original.merged_cells.ranges
    for row in original.iter_rows():
        for cell in row:
            same = copied[cell.coordinate]
            assert (same.value, same.number_format, same.font.b) == (cell.value, cell.number_format, cell.font.b)
    assert GAS.read_bytes() == before


def test_of_a_text_the_copy_has_the_cells_as_they_are_printed_and_no_formula() -> None:
    """Hostile texts too: in a cell, in a remark, as the name of the file."""
    hostile = "=cmd|'/c calc'!A1"
    cells = {(0, 0): Cell(hostile, "text"), (1, 0): Cell("1,234.50", "number"), (1, 1): Cell("a\x00b\ufffe", "text")}
    said = Remark("block", "E-NUM", Place("=x.csv", "", "A2"), hostile, "@SUM(A1)")
    book = book_of(mark_copy("=x.csv", None, [make_sheet("", cells, [(0, 0, 0, 1)])], [said], "zh"))
    copied = book["数据"]
    assert [copied[cell].value for cell in ("A1", "A2", "B2")] == [hostile, "1,234.50", "ab"]
    assert copied["A2"].fill.fgColor.rgb == RED
    assert "A1:B1" in copied.merged_cells
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in texts} == {"s"}


def test_a_remark_on_a_merged_cell_stands_where_it_is_seen(sheets: list[Sheet]) -> None:
    book = book_of(mark_copy(GAS.name, GAS.read_bytes(), sheets, [remark("C1")], "zh"))["供气量"]
    assert book["A1"].comment.text.startswith("不能采用")


def test_what_another_file_or_sheet_says_is_listed_and_marks_nothing(sheets: list[Sheet]) -> None:
    other = Remark("hold", "H-STEP", Place("别的.xlsx", "供气量", "B3"), "存疑", "核对", "0123456789ab")
    book = book_of(mark_copy(GAS.name, GAS.read_bytes(), sheets, [other, remark("A1", sheet="没有")], "en"))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=5)]
    assert rows[1][1:4] == ["别的.xlsx › 供气量 › B3", "H-STEP", "存疑 [0123456789ab]"]
    assert not any(cell.comment for row in book["供气量"].iter_rows() for cell in row)


def test_a_workbook_that_cannot_be_opened_gets_a_copy_of_its_cells_or_at_least_the_list(sheets: list[Sheet]) -> None:
    book = book_of(mark_copy(GAS.name, b"PK\x03\x04 no workbook", sheets, [remark("B23")], "zh"))
    assert book["供气量"]["B23"].comment
    bad = [make_sheet("[*]", {(0, 0): Cell("x", "text")})]  # no sheet of a workbook may be called so
    assert book_of(mark_copy(GAS.name, None, bad, [remark("B23")], "zh")).sheetnames == ["检查结果"]


def test_marking_is_limited_like_reading() -> None:
    from pipelines.deliveries.marking.copy import CHILD

    lines = (
        "import resource, runpy, sys; child = runpy.run_path(sys.argv[1]); child['limit_process'](); bytearray(2**31)"
    )
    done = subprocess.run([*CHILD[:2], "-c", lines, CHILD[2]], capture_output=True, check=False)
    assert b"MemoryError" in done.stderr


def test_the_copy_stands_beside_the_file_and_never_over_it_nor_among_deliveries(tmp_path: Path) -> None:
    data, inbox, here = (tmp_path / name for name in ("data", "inbox", "desk"))
    for folder in (data, inbox, here):
        folder.mkdir()
    closed = (data, inbox)
    assert copy_path(here / "a.csv", closed) == here / "a.检查.xlsx"
    assert copy_path(here / "a.xlsx", closed, here) == here / "a.检查.xlsx"
    assert copy_path(here / "a.xlsx", closed, here / "b.xlsx") == here / "b.xlsx"
    assert copy_path(inbox / "a.xlsx", closed) == Path("a.检查.xlsx"), "where the command is typed"
    for out in (here / "a.xlsx", here / "b.csv", inbox / "b.xlsx", data / "delivered" / "b.xlsx", inbox):
        with pytest.raises(Refusal) as refused:
            copy_path(here / "a.xlsx", closed, out)
        assert refused.value.code == "E-COPY-PLACE"


def test_a_copy_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        write_copy(tmp_path / ("长" * 90 + ".检查.xlsx"), b"x")
    assert refused.value.code == "E-DISK-FULL"

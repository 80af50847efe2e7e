"""The script that makes a marked workbook: `python -I child.py`, one order as JSON on stdin, the workbook on stdout.

It loads nothing of the project, and what it is told is text: an order says which cells get which comment, and what
stands in the first sheet. It opens the workbook as it was delivered, whose container the reader has looked through;
or, where there is none that openpyxl can open, makes one of the cells as they were read.
"""

import base64
import io
import json
import resource
import sys
from typing import Any
from unicodedata import category

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

MB = 1024 * 1024
MEMORY_BYTES, WRITTEN_BYTES, CPU_SECONDS = 1024 * MB, 200 * MB, 20
"""Measured: 60 MB and 0.5 s for the yearbook of a county; openpyxl holds a cell in half a kilobyte."""

FILLS = {"block": "FFB3B3", "hold": "FFD699", "note": "FFF2B3"}
"""What is refused is red, what has to be confirmed orange, what is only told yellow: the paler, the lighter."""

LONGEST_COMMENT = 2_000
NOT_XML = ("Cc", "Cs", "Cn")
"""Categories of characters that no XML holds, with few that some would."""

WIDTHS = (9, 24, 16, 54, 48)
NARROW, BROAD = 8, 28


def limit_process() -> None:
    """Take away what marking does not need; macOS has no limit on address space."""
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, WRITTEN_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            if sys.platform == "linux":
                raise


def made(order: dict[str, Any]) -> bytes:
    """Make the workbook that an order asks for."""
    book = opened(order["book"]) if order["book"] else rebuilt(order["sheets"])
    names = {order["names"].get(sheet.title, sheet.title): sheet.title for sheet in book.worksheets}
    for sheet, cell, severity, text in order["marks"]:
        if sheet in names:
            mark(book[names[sheet]][cell], severity, text)
    put_list(book, order, names)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(content: str) -> Workbook:
    """The workbook as it was delivered."""
    return load_workbook(io.BytesIO(base64.b64decode(content)), rich_text=True)


def rebuilt(sheets: list[dict[str, Any]]) -> Workbook:
    """A workbook of cells as they were read, numbers as they are printed."""
    book = Workbook()
    book.remove(book.active)
    for said in sheets:
        sheet = book.create_sheet(said["title"])
        widths: dict[int, int] = {}
        for row, column, text in said["cells"]:
            put(sheet.cell(row + 1, column + 1), text)
            widths[column] = max(widths.get(column, 0), sum(1 + (letter > "ÿ") for letter in text))
        for top, left, bottom, right in said["merged"]:
            sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
        for column, width in widths.items():
            sheet.column_dimensions[get_column_letter(column + 1)].width = min(max(width + 2, NARROW), BROAD)
    return book


def put(cell: Cell | MergedCell, text: str) -> None:
    """Store a text as text, whatever it looks like; what XML cannot hold is left out."""
    if isinstance(cell, Cell):
        cell.value = "".join(letter for letter in text if letter in "\t\n" or category(letter) not in NOT_XML)
        cell.data_type = "s"


def mark(cell: Cell | MergedCell, severity: str, text: str) -> None:
    """Colour a cell and comment it; a comment that stands there already stays below ours."""
    if isinstance(cell, MergedCell):  # of a merged area only the first cell is seen
        sheet = cell.parent
        areas = [area for area in sheet.merged_cells.ranges if cell.coordinate in area]
        cell = sheet.cell(areas[0].min_row, areas[0].min_col)
    if cell.comment:
        text = f"{text}\n\n{cell.comment.text}"
    cell.comment = Comment(text[:LONGEST_COMMENT], "qingdan", height=min(60 + 18 * (len(text) // 22), 420), width=360)
    cell.fill = PatternFill("solid", fgColor=FILLS[severity])


def put_list(book: Workbook, order: dict[str, Any], names: dict[str, str]) -> None:
    """The first sheet: every remark, with a link to its cell."""
    sheet: Worksheet = book.create_sheet(order["title"], 0)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    head = len(order["lines"]) + 1
    for number, line in enumerate(order["lines"], start=1):
        put(sheet.cell(number, 1), line)
        sheet.cell(number, 1).font = Font(bold=number == 1, size=14 if number == 1 else 10)
    for column, text in enumerate(order["heads"], start=1):
        put(sheet.cell(head, column), text)
        sheet.cell(head, column).font = Font(bold=True)
        sheet.cell(head, column).fill = PatternFill("solid", fgColor="E0E0E0")
    for number, (severity, where, cell, *texts) in enumerate(order["remarks"], start=head + 1):
        for column, text in enumerate(texts, start=1):
            put(sheet.cell(number, column), text)
            sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.cell(number, column).border = Border(bottom=Side("hair"))
        sheet.cell(number, 1).fill = PatternFill("solid", fgColor=FILLS[severity])
        if where in names:
            place, title = sheet.cell(number, 2), names[where].replace("'", "''")
            place.hyperlink = Hyperlink(ref=place.coordinate, location=f"'{title}'!{cell or 'A1'}")
            place.font = Font(color="0563C1", underline="single")
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"


if __name__ == "__main__":
    limit_process()
    sys.stdout.buffer.write(made(json.load(sys.stdin)))

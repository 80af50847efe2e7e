"""The list of who owes what by when, as a workbook to send reminders from."""

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from assets.release.workbook.book import Book

HEADS = ("部门", "要交什么", "项数", "怎么交", "期限")
WIDTHS = (24, 60, 8, 44, 14)


class Owed(NamedTuple):
    """What one department owes: a form, or tables in the layout that they have."""

    department: str
    what: str
    lines: int
    how: str
    due: str


def write_owed(title: str, notice: str, owed: Sequence[Owed]) -> bytes:
    """The workbook of the list."""
    stream = BytesIO()
    book = Book(stream, notice)
    sheet = book.sheet("催报清单", title, "", WIDTHS)
    rows = [[row.department, row.what, str(row.lines or "—"), row.how, row.due] for row in owed]
    book.table(sheet, 3, WIDTHS, HEADS, rows)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    book.workbook.close()
    return stream.getvalue()

"""What forms by line and gas share: how the title of a line is written, and the gases as columns.

Which lines a form has, and of which years, is not decided here.
"""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from assets.release import figures
from assets.release.figures import Row
from assets.release.workbook.book import Book

WAN = "单位：万吨二氧化碳当量"

#: Columns of gases where all are equivalents: amount, key, heading.
EQUIVALENTS = tuple((key.replace("_key", "_tco2e"), key, title) for _, key, title, *_ in figures.FORM_GASES)

#: Widths of the columns of gases, by mass.
GAS_WIDTHS = (*([11.5] * (len(figures.FORM_GASES) - 1)), 13)


def star(title: str, row: Row) -> str:
    """The title, marked if not all of it is known."""
    return title + ("*" if row["is_incomplete"] else "")


def is_bold(row: Row) -> bool:
    """Whether the line is the total or a sector."""
    return row["line_level"] < 2 and not row.get("is_memo", False)


def write_title(book: Book, sheet: Worksheet, at: int, row: Row) -> None:
    """The title of a line of the provincial form, indented by its depth."""
    title = ("信息项：" if row["is_memo"] else "") + star(row["line_title_zh"], row)
    book.text(sheet, at, 0, title, border=1, indent=2 * row["line_level"] + 1, bold=is_bold(row))


def write_heads(book: Book, sheet: Worksheet, at: int, first: int) -> None:
    """Gases and their units as headings over two rows, from a column on."""
    for column, (_, _, gas, unit, _) in enumerate(figures.FORM_GASES, first):
        book.head(sheet, at, column, gas)
        book.head(sheet, at + 1, column, unit)


def write_masses(book: Book, sheet: Worksheet, at: int, first: int, row: Row) -> None:
    """The gases of a line, each in its printed unit."""
    for column, (amount, key, _, _, per) in enumerate(figures.FORM_GASES, first):
        book.cell(sheet, at, column, row[amount], row[key], per=per, bold=is_bold(row))


def write_equivalents(
    book: Book,
    sheet: Worksheet,
    at: int,
    first: int,
    row: Row,
    gases: Sequence[tuple[str, str, str]] = EQUIVALENTS,
    decimals: int = 2,
    per: Decimal | int = 1,
    bold: bool = False,
) -> None:
    """The gases of a line as equivalents."""
    for column, (amount, key, _) in enumerate(gases, first):
        book.cell(sheet, at, column, row[amount], row[key], decimals, per, bold=bold)

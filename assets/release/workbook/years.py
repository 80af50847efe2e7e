"""A table of years, one a row, and of series, one a column."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from assets.release.figures import Region, Row
from assets.release.numbers import fitting_decimals
from assets.release.workbook.book import Book

#: Rows of the headings and of the first year, columns wide enough for a number and for few words a line.
HEAD, FIRST = 3, 5
YEAR_WIDTH, WIDTH = 15, 16


class Series(NamedTuple):
    """A column of years: heading, printed unit, its rows, and which of their fields is shown in which unit."""

    title: str
    unit: str
    rows: Sequence[Row]
    field: str = "value"
    per: Decimal | int = 1
    key: str = "notation_key"


def widths(columns: Sequence[object]) -> list[float]:
    """Widths of the year and of the columns."""
    return [YEAR_WIDTH, *([WIDTH] * max(len(columns), 1))]


def write_years(book: Book, sheet: Worksheet, region: Region, columns: Sequence[Series]) -> None:
    """Write years as rows and series as columns."""
    book.fit_row(sheet, HEAD, dict(enumerate(["年份", *(series.title for series in columns)])), widths(columns))
    book.head(sheet, HEAD, 0, "年份", rows=2)
    for at, year in enumerate(region.years, FIRST):
        book.text(sheet, at, 0, region.label(year), border=1, align="center")
    for column, series in enumerate(columns, 1):
        book.head(sheet, HEAD, column, series.title)
        book.head(sheet, HEAD + 1, column, series.unit)
        by_year = {row["year"]: row for row in series.rows}
        values = {year: by_year[year][series.field] if year in by_year else None for year in region.years}
        shown = {year: None if value is None else value / series.per for year, value in values.items()}
        decimals = fitting_decimals(shown.values())
        for at, year in enumerate(region.years, FIRST):
            row = by_year.get(year, {series.key: "—", "is_incomplete": False})
            key = row[series.key] or "NE"
            book.cell(sheet, at, column, shown[year], key, decimals, italic=row["is_incomplete"])
    sheet.freeze_panes(FIRST, 1)
    sheet.repeat_rows(HEAD, HEAD + 1)

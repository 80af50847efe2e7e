"""The commonest printed table: years down, columns across, one figure a cell.

Here: how such a sheet is laid out from its columns (title, unit line, one or two header rows, marks, notes).
Not here: any figure, nor tables of another shape (yearbook.py, industry_forms.py, grid_csv.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from tests.sample.delivery import Delivery, span
from tests.sample.interpolation import YEARS
from tests.sample.sheet import SYNTHETIC, Origin, Sheet
from tests.sample.yearbook import SAMPLE_NOTE, put_notes

Printed = Decimal | str | None
"""A number, text as it stands (a mark, digits as text), or an empty cell."""


@dataclass(frozen=True)
class AnnualColumn:
    """One column: its header, and what is printed in each year."""

    header: str
    """`牛/奶牛` stands below a merged `牛`; a header without a slash spans both rows."""
    figures: Mapping[int, Printed]
    """A year that is absent prints the mark of the column."""
    places: int = 0
    """Decimals shown: 0, 1, 2, 4 or 5."""
    mark: str = "—"
    quirk: str = ""
    """Q-ids that the header shows."""
    origins: Mapping[int, Origin] = field(default_factory=dict)
    """Cells that are no plain synthetic figure: real ones, and those that show a quirk."""


@dataclass(frozen=True)
class AnnualTable:
    """A whole sheet of that shape; `annual_sheets` prints the years of a delivery."""

    name: str
    """Name of the sheet; no two sheets of the sample share one."""
    title: str
    """`渠县成品油零售量（{}）`, with the years that are printed."""
    columns: Sequence[AnnualColumn]
    unit: str = ""
    """Of the line below the title, as printed: `单位：万头、万只`. No line if empty."""
    years: Iterable[int] = YEARS
    """All years that it has; a delivery prints some of them."""
    repeated: int = 0
    """So many years before the new ones stand in a later delivery again."""
    year_header: str = "年　份"
    year_text: str = ""
    """`{}年` prints text; a number if empty."""
    notes: Sequence[tuple[str, str]] = ()
    """Each with the Q-ids that it shows; the sample note is added below."""


def annual_sheets(delivery: Delivery, *tables: AnnualTable) -> list[Sheet]:
    """The sheets of a workbook; a table without a year of the delivery is not among them."""
    printed = [(table, delivery.printed(table.years, table.repeated)) for table in tables]
    return [_sheet(table, years) for table, years in printed if years]


def _sheet(table: AnnualTable, years: Sequence[int]) -> Sheet:
    """Lay out the table; `Sheet.block` is where its figures stand."""
    last = len(table.columns)
    first_row = 2 if table.unit else 1
    has_groups = any("/" in column.header for column in table.columns)
    first_data_row = first_row + (2 if has_groups else 1)
    sheet = Sheet(table.name, widths={0: 10.0} | dict.fromkeys(range(1, last + 1), 13.0), frozen_at=(first_data_row, 1))
    sheet.merge((0, 0), (0, last), table.title.format(span(years)), "title", "Q15")
    if table.unit:
        sheet.merge((1, 1), (0, last), table.unit, "unit", "Q20")
    _put_headers(sheet, table, first_row, has_groups)
    for row, year in enumerate(years, first_data_row):
        if table.year_text:
            sheet.put(row, 0, table.year_text.format(year), "text")
        else:
            sheet.put(row, 0, Decimal(year), "year")
        for number, column in enumerate(table.columns, 1):
            _put_figure(sheet, row, number, column, year)
    put_notes(sheet, first_data_row + len(years), last, [*table.notes, (SAMPLE_NOTE, "Q20")])
    sheet.block = (first_data_row, 1, first_data_row + len(years) - 1, last)
    return sheet


def _put_headers(sheet: Sheet, table: AnnualTable, row: int, has_groups: bool) -> None:
    """One header row, or two in which neighbours below one heading are merged."""
    last_row = row + 1 if has_groups else row
    _put_block(sheet, (row, last_row), (0, 0), table.year_header, "Q04" if "　" in table.year_header else "")
    numbered = enumerate(table.columns, 1)
    for heading, group in groupby(numbered, key=lambda entry: entry[1].header.rpartition("/")[0]):
        members = list(group)
        if not heading:
            for number, column in members:
                _put_block(sheet, (row, last_row), (number, number), column.header, column.quirk)
            continue
        _put_block(sheet, (row, row), (members[0][0], members[-1][0]), heading, "Q03")
        for number, column in members:
            _put_block(sheet, (last_row, last_row), (number, number), column.header.rpartition("/")[2], column.quirk)


def _put_block(sheet: Sheet, rows: tuple[int, int], columns: tuple[int, int], text: str, quirk: str) -> None:
    """A header cell, merged if it covers more than one."""
    if rows[0] == rows[1] and columns[0] == columns[1]:
        sheet.put(rows[0], columns[0], text, "header", Origin("layout", "", quirk))
    else:
        sheet.merge(rows, columns, text, "header", quirk)


def _put_figure(sheet: Sheet, row: int, number: int, column: AnnualColumn, year: int) -> None:
    """A number in its style, or text; a mark says Q08 in the manifest."""
    printed = column.figures.get(year, column.mark)
    if isinstance(printed, Decimal):
        sheet.put(row, number, printed, f"number_{column.places}", column.origins.get(year, SYNTHETIC))
        return
    is_mark = isinstance(printed, str) and not any(character.isdigit() for character in printed)
    origin = Origin(quirk="Q08") if is_mark else SYNTHETIC
    sheet.put(row, number, printed, "data_text", column.origins.get(year, origin))

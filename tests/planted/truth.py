"""What the figures of the sample's files are, as their generator says them, and whether a reading says the same.

Which quantity a label stands for is what the declaration of the table says (`assets/raw`, tested there); the figure
itself, its year and whether it is one are the generator's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from openpyxl.utils import coordinate_to_tuple

from pipelines.deliveries.judgement import Judged, judge
from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.readers.process import Reader
from pipelines.reading import CheckRow
from schemas.codes import read_codes
from schemas.problems import Refusal, Refusals
from tests.planted.books import At, Book, Page, Value, base_books

Key = tuple[str, ...]
Figures = Mapping[Key, Decimal | None]
"""Figures in base units by table, region, period, item, sector, fuel and plant; None where the source prints a mark."""

KEY = ["region_code", "period", "item_code", "sector_code", "fuel_code", "facility_code"]
_UNITS = {row["unit_code"]: Decimal(row["numerator"]) / Decimal(row["denominator"]) for row in read_codes("units")}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－，　", "0123456789.-, ")


def meant(value: Value) -> Decimal | None:
    """The figure that the generator put in a cell: digits in any width and grouping, footnote marks aside."""
    if value is None or isinstance(value, Decimal):
        return value
    digits = re.sub(r"[①-⑳ ,]", "", value.translate(_FULL_WIDTH))
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


@dataclass(frozen=True)
class Known:
    """A file of the sample, read as it was delivered, with what the generator says of it."""

    book: Book
    sheets: Sequence[Sheet]
    judged: Mapping[str, Judged]
    figures: Figures
    places: Mapping[tuple[str, At], Key]
    """Keys by sheet and cell."""

    def page_places(self, page: Page) -> dict[At, Key]:
        """Cells of a page that hold figures which are known."""
        return {
            at: key for (name, at), key in self.places.items() if name == page.name and self.figures[key] is not None
        }

    @property
    def sums(self) -> list[CheckRow]:
        """Printed totals of several parts that are as they should be, and refused if they are not."""
        return [
            check
            for table in self.judged.values()
            for check in table.checks
            if check.outcome == "passed" and check.severity == "block" and len(check.other_cells) > 1
        ]


@cache
def reader() -> Reader:
    """One child for all files."""
    return Reader()


def close_reader() -> None:
    """End it, if there is one."""
    if reader.cache_info().currsize:
        reader().__exit__(None, None, None)
        reader.cache_clear()


@cache
def known(name: str) -> Known:
    """A file of the sample as it was delivered.

    Raises:
        AssertionError: what was read is not what the generator says; then nothing here would be worth anything.
    """
    book = base_books()[name]
    sheets = reader().read(book.content(), name)
    assert not isinstance(sheets, Refusal), sheets
    judged = judge(sheets, name)
    cells = {(page.name, at): cell for page in book.pages for at, cell in page.cells.items()}
    figures: dict[Key, Decimal | None] = {}
    places: dict[tuple[str, At], Key] = {}
    for table, found in judged.items():
        for row in found.observations.itertuples():
            line, column = coordinate_to_tuple(row.cell)
            at = (line - 1, column - 1)
            key = (table, *(str(getattr(row, part)) for part in KEY))
            amount = meant(cells[row.sheet, at].value) if (row.sheet, at) in cells else None
            figures[key] = None if amount is None else amount * _UNITS[row.unit_code]
            places[row.sheet, at] = key
    assert figures == figures_of(judged), name
    return Known(book, sheets, judged, figures, places)


def figures_of(judged: Mapping[str, Judged]) -> Figures:
    """What was read, in base units."""
    return {
        (table, *(str(getattr(row, part)) for part in KEY)): (
            None if row.value_status != "reported" else row.amount * _UNITS[row.unit_code]
        )
        for table, found in judged.items()
        for row in found.observations.itertuples()
    }


def refused(problem: Refusal | Refusals) -> str:
    """The first code of what was refused."""
    return problem.refusals[0].code if isinstance(problem, Refusals) else problem.code

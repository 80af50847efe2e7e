"""A printed sheet as data: cells with their text, style and origin.

Here: the description of a sheet. Not here: writing it (workbook.py), listing it (manifest.py), or any figure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Evidence = Literal["real", "synthetic", "layout"]
SYNTHETIC_SOURCE = "synthetic"


@dataclass(frozen=True)
class Origin:
    """Where the text of a cell comes from: a public fact, the generator, or the layout."""

    evidence: Evidence = "synthetic"
    source: str = SYNTHETIC_SOURCE
    quirk: str = ""


LAYOUT = Origin("layout", "")
SYNTHETIC = Origin()


@dataclass(frozen=True)
class Cell:
    """One cell. A number is stored as a number, a string as text, None as an empty formatted cell."""

    row: int
    column: int
    value: Decimal | str | None
    style: str
    origin: Origin


@dataclass
class Sheet:
    """A sheet of a delivered workbook, cells addressed from (0, 0)."""

    name: str
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    frozen_at: tuple[int, int] | None = None
    block: tuple[int, int, int, int] | None = None
    """Where the figures stand (first row, first column, last row, last column), if the builder knows."""

    def put(self, row: int, column: int, value: Decimal | str | None, style: str, origin: Origin = LAYOUT) -> None:
        """Place one cell."""
        self.cells.append(Cell(row, column, value, style, origin))

    def merge(
        self, rows: tuple[int, int], columns: tuple[int, int], value: str | None, style: str, quirk: str = ""
    ) -> None:
        """Place a header or note over a block of cells (both ends included)."""
        self.merges.append((rows[0], columns[0], rows[1], columns[1]))
        self.put(rows[0], columns[0], value, style, Origin("layout", "", quirk))


def cell_name(row: int, column: int) -> str:
    """A1 name of a zero-based position."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def printed_text(value: Decimal | str | None) -> str:
    """The text of a cell as it is stored: a number without trailing zeros, text as it stands."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value

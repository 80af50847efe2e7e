"""What reading a delivered file yields: sheets of cells as they are printed.

Here belong the types that every reader returns, their form as JSON (on the pipe and in the cache), and
addresses. What a cell means (number, unit, missing mark) does not belong here.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict, get_args

CellKind = Literal["text", "number", "blank", "error", "date"]
CELL_KINDS: tuple[CellKind, ...] = get_args(CellKind)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. A number's text is the shortest decimal that names the stored double, never an exponent."""

    text: str
    kind: CellKind


BLANK = Cell("", "blank")
"""What a reader of sheets may use for an address that is not in `Sheet.cells`."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; all counted from 0, all included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. Only cells that are not blank are in `cells`; rows and columns count from 0 at A1.

    A CSV file is one sheet whose name is empty; `encoding` is the one it was in ('' for a workbook).
    `n_rows` and `n_columns` reach to the last cell that is not blank; merged areas are cut to them.
    """

    name: str
    is_hidden: bool
    cells: dict[tuple[int, int], Cell]
    merged: list[Area]
    n_rows: int
    n_columns: int
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    encoding: str = ""

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at an address, blank where nothing is."""
        return self.cells.get((row, column), BLANK)


class SheetRecord(TypedDict):
    """A sheet as JSON; a cell is row, column, kind (its place in CELL_KINDS), text."""

    name: str
    is_hidden: bool
    cells: list[tuple[int, int, int, str]]
    merged: list[Area]
    hidden_rows: list[int]
    hidden_columns: list[int]
    encoding: str


def make_sheet(
    name: str,
    cells: Mapping[tuple[int, int], Cell],
    merged: list[Area] | None = None,
    *,
    is_hidden: bool = False,
    hidden_rows: frozenset[int] = frozenset(),
    hidden_columns: frozenset[int] = frozenset(),
    encoding: str = "",
) -> Sheet:
    """Build a sheet whose extent follows from its cells."""
    n_rows = max((row for row, _ in cells), default=-1) + 1
    n_columns = max((column for _, column in cells), default=-1) + 1
    return Sheet(
        name=name,
        is_hidden=is_hidden,
        cells={address: cells[address] for address in sorted(cells)},
        merged=sorted(_cut(merged or [], n_rows, n_columns)),
        n_rows=n_rows,
        n_columns=n_columns,
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        encoding=encoding,
    )


def _cut(areas: list[Area], n_rows: int, n_columns: int) -> list[Area]:
    """Cut merged areas to the extent: real tables have merges of 256 blank columns below the data."""
    cut = [(top, left, min(bottom, n_rows - 1), min(right, n_columns - 1)) for top, left, bottom, right in areas]
    return [area for area in cut if area[0] <= area[2] and area[1] <= area[3] and area[:2] != area[2:]]


def is_blank(text: str) -> bool:
    """Tell whether a text holds nothing but white space of any width."""
    return not text.strip() or not unicodedata.normalize("NFKC", text).strip()


def a1(row: int, column: int) -> str:
    """Return the address people see: (0, 0) is A1, (0, 26) is AA1."""
    letters = ""
    left = column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def to_record(sheet: Sheet) -> SheetRecord:
    """Return a sheet as JSON can hold it."""
    codes = {kind: code for code, kind in enumerate(CELL_KINDS)}
    return {
        "name": sheet.name,
        "is_hidden": sheet.is_hidden,
        "cells": [(row, column, codes[cell.kind], cell.text) for (row, column), cell in sheet.cells.items()],
        "merged": sheet.merged,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "encoding": sheet.encoding,
    }


def from_record(record: SheetRecord) -> Sheet:
    """Return the sheet that `to_record` wrote."""
    return make_sheet(
        record["name"],
        {(row, column): Cell(text, CELL_KINDS[code]) for row, column, code, text in record["cells"]},
        [(top, left, bottom, right) for top, left, bottom, right in record["merged"]],
        is_hidden=record["is_hidden"],
        hidden_rows=frozenset(record["hidden_rows"]),
        hidden_columns=frozenset(record["hidden_columns"]),
        encoding=record["encoding"],
    )

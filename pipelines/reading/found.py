"""A printed table as found in a sheet: its texts with their places, columns, rows. Finding it is `locate`."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.reading.cells import Area, Sheet, a1
from pipelines.reading.names import Found, LayoutNames
from pipelines.reading.records import PATH
from schemas.problems import Place, Refusal
from schemas.specs.labels import canonical_title, without_number

TITLE_ROWS = 20
"""A title stands among the first rows; real sheets put at most a book name and a blank row above it."""

HEADER_ROWS = 20
"""Real headers have up to five rows; where more seem to belong to one, the labels of the rows are not below it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed text and where it stands."""

    text: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """Address as people write it."""
        return a1(self.row, self.column)


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """A column of the sheet with its header texts from top to bottom."""

    index: int
    header: tuple[Spot, ...]
    units: tuple[Spot, ...]
    declared: Found | None

    @property
    def path(self) -> str:
        """Header path as printed."""
        return PATH.join(spot.text for spot in self.header)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFound:
    """A row of the sheet with the texts that say what it is."""

    index: int
    keys: tuple[Spot, ...]
    parent: Spot | None
    label: Spot
    units: tuple[Spot, ...]
    region: Spot | None
    declared: Found | None

    @property
    def path(self) -> str:
        """Row path as printed: key values, parent if the label needs one, label."""
        parent = [self.parent] if self.parent else []
        return PATH.join(spot.text for spot in [*self.keys, *parent, self.label])


@dataclass(slots=True, kw_only=True)
class TableFound:
    """A table located in a sheet."""

    names: LayoutNames
    sheet: Sheet
    file_name: str
    title: Spot | None
    groups: dict[str, str]
    """What the title says: region, year, first_year, last_year, part."""
    unit_lines: list[Spot] = field(default_factory=list)
    """Units that lines as `单位：万元` and notes say: above the header, within the table, below it."""
    header_row: int
    first_row: int
    columns: list[ColumnFound] = field(default_factory=list)
    rows: list[RowFound] = field(default_factory=list)
    orphans: list[Spot] = field(default_factory=list)
    """Figures in rows without a label."""

    def refusal(self, code: str, spot: Spot | None, **details: object) -> Refusal:
        """A refusal at a printed text, or at the first header cell."""
        cell = spot.cell if spot else a1(self.header_row, 0)
        return Refusal(code, Place(self.file_name, self.sheet.name, cell), **details)

    @property
    def title_unit(self) -> Spot | None:
        """The unit that a line above the header says."""
        return next((spot for spot in self.unit_lines if spot.row < self.header_row), None)

    def of_role(self, role: str) -> list[ColumnFound]:
        """The columns that play a role."""
        declared = self.names.layout.columns
        return [found for found in self.columns if found.declared and declared[found.declared.name].role == role]

    @property
    def data_columns(self) -> list[ColumnFound]:
        """The columns that hold figures; a column nobody declared is taken to hold some."""
        return self.of_role("data") + [column for column in self.columns if column.declared is None]

    def periods(self) -> dict[str, Spot | None]:
        """Every period of the table with the label or title that gives it, in order of time."""
        found: dict[str, Spot | None] = {}
        for column in self.columns:
            if column.declared and column.declared.period:
                found.setdefault(column.declared.period, column.header[0])
        for row in self.rows:
            if row.declared and row.declared.period:
                found.setdefault(row.declared.period, row.label)
        if not found and (year := self.groups.get("year")):
            found[year] = self.title
        return dict(sorted(found.items()))

    def data_year(self) -> int:
        """The latest year of the table; 0 if it says none."""
        return max((int(period[:4]) for period in self.periods()), default=0)


class SheetTexts:
    """A sheet with line breaks in its texts made blanks, and the text of a merged area in each of its cells.

    Areas stay ranges and are looked up: one of two million cells costs as much as one of two.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._areas: dict[int, list[Area]] = {}

    def _owner(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged area that covers a cell, or the cell itself."""
        if column not in self._areas:
            self._areas[column] = [area for area in self.sheet.merged if area[1] <= column <= area[3]]
        above = self._areas[column]
        nearest = bisect_right(above, row, key=lambda area: area[0]) - 1
        if nearest >= 0 and row <= above[nearest][2] and above[nearest][:2] in self.sheet.cells:
            return above[nearest][:2]
        return row, column

    def own(self, row: int, column: int) -> str:
        """The text in a cell itself."""
        cell = self.sheet.cells.get((row, column))
        return " ".join(cell.text.split("\n")).strip() if cell else ""

    def spot(self, row: int, column: int) -> Spot | None:
        """The text of a cell, or of the merged area that covers it; None if blank."""
        row, column = self._owner(row, column)
        text = self.own(row, column)
        return Spot(text, row, column) if text else None

    def row(self, row: int) -> Iterator[Spot]:
        """The texts standing in one row."""
        for column in self._columns.get(row, ()):
            if text := self.own(row, column):
                yield Spot(text, row, column)

    @cached_property
    def _columns(self) -> dict[int, list[int]]:
        """The columns in which a row holds something."""
        columns: dict[int, list[int]] = {}
        for row, column in sorted(self.sheet.cells):
            columns.setdefault(row, []).append(column)
        return columns

    def reaches(self, column: int, row: int) -> bool:
        """Whether a column holds anything in a row or below it."""
        return self._last_rows.get(column, -1) >= row

    @cached_property
    def _last_rows(self) -> dict[int, int]:
        return {column: row for row, column in sorted(self.sheet.cells)}

    @cached_property
    def titles(self) -> list[tuple[Spot, str]]:
        """What may be a title, with its canonical form without a number; every known table asks for it."""
        rows = range(min(TITLE_ROWS, self.sheet.n_rows))
        return [(spot, without_number(canonical_title(spot.text))) for row in rows for spot in self.row(row)]

    def bottom(self, row: int, column: int) -> int:
        """Last row of the merged area that starts in a cell, or the cell's own row."""
        return max((b for top, left, b, _ in self.sheet.merged if (top, left) == (row, column)), default=row)

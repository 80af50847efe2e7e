"""What a preflight learns about the cells of a sheet, and how it refuses.

A reader that is fast is also forgiving: it returns an empty text for `#REF!`, for a formula without a stored
result and for a value with a comment inside (measured). So the preflight walks the same cells by itself,
and the reader's answer has to agree with it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from pipelines.deliveries.readers import limits
from pipelines.reading.cells import Area, a1
from schemas.problems import Place, Refusal

Address = tuple[int, int]


@dataclass(slots=True)
class SheetFindings:
    """The cells of one sheet that hold something, by what they hold."""

    file: str
    name: str
    numbers: dict[Address, float] = field(default_factory=dict)
    texts: set[Address] = field(default_factory=set)
    marked: dict[Address, str] = field(default_factory=dict)
    """Texts of which a part is raised, lowered or struck out, as `rich_text` writes them."""
    struck: set[Address] = field(default_factory=set)
    """Cells whose font is struck out."""
    errors: dict[Address, str] = field(default_factory=dict)
    formats: dict[Address, str] = field(default_factory=dict)
    """Number formats of cells that may print another number than they hold."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = -1
    last_column: int = -1

    def refuse_format(self, address: Address, stored: str, number_format: str) -> Refusal:
        """Return the refusal of a number that is not printed as it is stored."""
        return Refusal("E-NUM-FORMAT", self.place(address), found=stored, expected=number_format)

    def place(self, address: Address) -> Place:
        """Return where a cell is."""
        return Place(self.file, self.name, a1(*address))

    def reach(self, address: Address) -> None:
        """Note that there is something in a cell; refuse it when it lies too far out."""
        row, column = address
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        box = (self.last_row + 1) * (self.last_column + 1)
        if row >= limits.ROWS or column >= limits.COLUMNS or box > limits.CELLS_IN_BOX:
            raise too_far(self.place(address))

    def merged(self, areas: Collection[Area]) -> list[Area]:
        """Return merged areas as they are; refuse too many, and those that share a cell: its text is not certain."""
        place = Place(self.file, self.name)
        if len(areas) > limits.MERGES:
            raise Refusal("E-MERGE", place, found=f"{len(areas)} > {limits.MERGES}")
        above: list[Area] = []  # those that reach the row looked at; none shares a column with another
        for area in sorted(areas):
            top, left, _, right = area
            above = [other for other in above if other[2] >= top]
            for other in above:
                if left <= other[3] and other[1] <= right:
                    raise Refusal("E-MERGE", place, found=f"{_range(other)} ∩ {_range(area)}")
            above.append(area)
        return list(areas)


def _range(area: Area) -> str:
    """Return a range as people write it."""
    return f"{a1(*area[:2])}:{a1(*area[2:])}"


def too_far(place: Place) -> Refusal:
    """Return the refusal of a cell that lies beyond what is read."""
    return Refusal("E-DIM", place, limit_rows=limits.ROWS, limit_columns=limits.COLUMNS)

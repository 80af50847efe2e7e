"""Reading .txt: a line is a row and its clauses are the cells; every cell is text, the sheet's name is empty.

What a sentence says does not belong here, and how a text is encoded belongs to `delimited`.
"""

import re

from pipelines.deliveries.readers import limits
from pipelines.deliveries.readers.delimited import NAMES, decode
from pipelines.deliveries.readers.findings import too_far
from pipelines.reading.cells import Cell, Sheet, a1, is_blank, make_sheet
from schemas.problems import Place, Refusal

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_CLAUSE_ENDS = re.compile(r"(?<=[，。；！？])|(?<=[,;])(?!\d)")  # 1,234.5 is one figure
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What no text has: characters of machines, and those that show a line in another order than it is read."""


def read_running_text(content: bytes, file: str) -> list[Sheet]:
    """Return the one sheet of a text: `A3` is the first clause of its third line, `B3` the second."""
    text, encoding = decode(content, file)
    cells: dict[tuple[int, int], Cell] = {}
    for row, line in enumerate(_LINE_ENDS.split(text)):
        if len(line) > limits.LINE_CHARACTERS:
            place = Place(file, line=row + 1)
            raise Refusal("E-TEXT-LINE", place, found=len(line), limit=limits.LINE_CHARACTERS)
        if control := _CONTROL.search(line):
            raise Refusal("E-TEXT-CONTROL", Place(file, line=row + 1), found=f"U+{ord(control[0]):04X}")
        clauses = _CLAUSE_ENDS.split(line)
        if row >= limits.ROWS or len(clauses) > limits.COLUMNS:
            raise too_far(Place(file, cell=a1(row, len(clauses) - 1)))
        cells |= {(row, column): Cell(clause, "text") for column, clause in enumerate(clauses) if not is_blank(clause)}
    return [make_sheet("", cells, encoding=NAMES[encoding])]

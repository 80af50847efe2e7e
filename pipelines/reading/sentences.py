"""Figures in running text, as the sentences of a declaration say them; whatever else a text says is passed over.

A line is searched as a whole, with its characters in one width and without blanks; a figure stands in the clause in
which its number, or what is said instead of one, begins. What a number is belongs to `parse`.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from pipelines.reading.found import Spot, TableFound
from pipelines.reading.parse import unified
from pipelines.reading.records import RawCell
from schemas.problems import Refusal

_SIGNS = {"负增长": "-", "下降": "-", "减少": "-", "降低": "-", "增长": "", "增加": "", "上升": "", "提高": ""}
_DIRECTION = re.compile("|".join(_SIGNS))


class Said(NamedTuple):
    """A figure as a text says it."""

    name: str
    """Of its sentence in the declaration."""
    figure: Spot
    """Its direction, if it has one, and its number."""
    unit: str
    sentence: str


def in_figures(text: str) -> str:
    """A figure with its direction as a number with its sign: `下降2.1` is `-2.1`; anything else stays."""
    return _DIRECTION.sub(lambda word: _SIGNS[word[0]], text)


def judge_sentences(table: TableFound) -> Iterator[Refusal]:
    """Yield E-DUP-KEY for a figure that is said twice and not alike, E-LABEL-MISSING for one that has to be said."""
    first: dict[str, Said] = {}
    for said in _said(table):
        (text, unit), other = (said.figure.text, said.unit), first.setdefault(said.name, said)
        if (text, unit) != (other.figure.text, other.unit):
            before = f"{other.figure.cell} {other.figure.text}{other.unit}"
            yield table.refusal("E-DUP-KEY", said.figure, found=f"{said.name} {text}{unit}", other=before)
    for name, row in table.names.layout.rows.items():
        if row.sentence and not row.optional and name not in first:
            yield table.refusal("E-LABEL-MISSING", table.title, label=name)


def sentence_cells(table: TableFound, file_sha256: str) -> Iterator[RawCell]:
    """A raw cell for each figure where it is first said, and one for each clause without one, for it is skipped."""
    first = {said.name: said for said in reversed(list(_said(table)))}
    taken = {said.figure.cell for said in first.values()}
    (other,) = (name for name, row in table.names.layout.rows.items() if not row.sentence)
    spots = (Spot(cell.text.strip(), *at) for at, cell in table.sheet.cells.items() if at[0] >= table.first_row)
    for said in [*first.values(), *(Said(other, spot, "", spot.text) for spot in spots if spot.cell not in taken)]:
        yield RawCell(
            file_sha256=file_sha256,
            file_name=table.file_name,
            sheet=table.sheet.name,
            cell=said.figure.cell,
            title_text=table.title.text if table.title else "",
            region_text=table.groups["region"],
            period=table.groups["year"],
            row_path=said.name,
            column_path=said.sentence,
            unit_text=said.unit,
            vintage_text="",
            printed_text=said.figure.text,
            cell_kind="text",
        )


def _said(table: TableFound) -> Iterator[Said]:
    """Every figure of the text that is of no other year, line by line."""
    sentences = {name: re.compile(row.sentence) for name, row in table.names.layout.rows.items() if row.sentence}
    for row, clauses in groupby(table.sheet.cells.items(), key=lambda cell: cell[0][0]):
        if row >= table.first_row:
            read = [(unified(c), c, column) for (_, column), cell in clauses for c in cell.text if unified(c)]
            line = "".join(plain for plain, _, _ in read)
            for name, pattern in sentences.items():
                for match in pattern.finditer(line):
                    if match.groupdict().get("year") in (None, table.groups["year"]):
                        yield _figure(name, match, row, read)


def _figure(name: str, match: re.Match[str], row: int, read: list[tuple[str, str, int]]) -> Said:
    """What a match says, in the characters that are printed."""

    def printed(group: str | int) -> str:
        start, end = match.span(group)
        return "".join(character for _, character, _ in read[start:end])

    said = {group: printed(group) for group in match.re.groupindex}
    begin = match.start("value") if match["value"] else match.start("direction")
    figure = Spot(said.get("direction", "") + said["value"], row, read[begin][2])
    return Said(name, figure, said.get("unit", ""), printed(0))

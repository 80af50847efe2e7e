"""Two pictures of where data comes from: tables over the layers, and the columns of one table.

Which tables there are is not known here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assets.release.svg import INK, QUIET, Drawing, spread, text_width

BOX_WIDTH, BOX_HEIGHT, GAP, ROW = 150.0, 36.0, 14.0, 74.0
A_ROW = 6
LEFT, RIGHT = 74.0, 74 + A_ROW * (BOX_WIDTH + GAP)
EDGE = "#9aa3ad"


@dataclass(frozen=True)
class Box:
    """A table or a group of files, with what it is made from."""

    name: str
    title: str
    colour: str
    parents: tuple[str, ...]


def tables_flow(title: str, bands: Sequence[tuple[str, Sequence[Box]]]) -> Markup:
    """Boxes in bands from above to below; inside a band a box stands below those it is made from.

    A line that another way already implies is left out, or nothing could be read.
    """
    parents = _direct_parents({box.name: box for _, boxes in bands for box in boxes})
    rows = [(name if first else "", row) for name, boxes in bands for first, row in _band_rows(boxes)]
    drawing = Drawing(RIGHT + 2, ROW * len(rows), title)
    places: dict[str, tuple[float, float]] = {}
    for number, (band, row) in enumerate(rows):
        top = number * ROW + 20
        if band:
            drawing.line(0, top - 14, RIGHT, top - 14)
            drawing.text(0, top + 23, band, bold=True)
        wanted = sorted((_below_parents(parents[box.name], places), box.name) for box in row)
        middles = spread([x for x, _ in wanted], BOX_WIDTH + GAP, LEFT + BOX_WIDTH / 2, RIGHT - BOX_WIDTH / 2)
        for middle, (_, name) in zip(middles, wanted, strict=True):
            places[name] = (middle, top)
            for parent in parents[name]:
                x, y = places[parent]
                drawing.curve((x, y + BOX_HEIGHT), (middle, top), EDGE, is_downward=True)
    for _, row in rows:
        for box in row:
            _draw_box(drawing, box, *places[box.name])
    return drawing.markup()


def _draw_box(drawing: Drawing, box: Box, middle: float, top: float) -> None:
    drawing.rect(middle - BOX_WIDTH / 2, top, BOX_WIDTH, BOX_HEIGHT, box.colour, INK, radius=4)
    size = 11 if text_width(box.name, 11) < BOX_WIDTH else 9.5
    drawing.text(middle, top + 15, box.name, size=size, anchor="middle", bold=True)
    drawing.text(middle, top + 29, box.title, size=10.5, anchor="middle")


def _direct_parents(boxes: Mapping[str, Box]) -> dict[str, list[str]]:
    """Parents of each box that are not parents of its other parents too."""
    above: dict[str, set[str]] = {}

    def ancestors(name: str) -> set[str]:
        if name not in above:
            known = [parent for parent in boxes[name].parents if parent in boxes]
            above[name] = set(known).union(*map(ancestors, known))
        return above[name]

    return {
        name: [
            parent
            for parent in box.parents
            if parent in boxes and not any(parent in ancestors(other) for other in box.parents if other in boxes)
        ]
        for name, box in boxes.items()
    }


def _band_rows(boxes: Sequence[Box]) -> Iterator[tuple[bool, list[Box]]]:
    """Rows of a band, at most ``A_ROW`` wide, each below what its boxes are made from; marks the first."""
    here = {box.name: box for box in boxes}
    ranks: dict[str, int] = {}

    def rank(name: str) -> int:
        if name not in ranks:
            ranks[name] = 1 + max((rank(p) for p in here[name].parents if p in here), default=-1)
        return ranks[name]

    first = True
    for level in sorted({rank(name) for name in here}):
        row = [box for name, box in here.items() if rank(name) == level]
        for start in range(0, len(row), A_ROW):
            yield first, row[start : start + A_ROW]
            first = False


def _below_parents(parents: Sequence[str], places: Mapping[str, tuple[float, float]]) -> float:
    """Where a box would best stand: in the middle below its parents."""
    known = [places[parent][0] for parent in parents]
    return sum(known) / len(known) if known else (LEFT + RIGHT) / 2


def columns_flow(title: str, lineage: Mapping[str, Sequence[tuple[str, str]]]) -> Markup:
    """Upstream columns at the left, grouped by table, and the columns that they feed at the right."""
    sources = sorted({source for feeding in lineage.values() for source in feeding})
    line, top = 17.0, 22.0
    heights: dict[tuple[str, str], float] = {}
    y, seen = top, ""
    drawing_rows: list[tuple[float, str, bool]] = []
    for table, column in sources:
        if table != seen:
            drawing_rows.append((y, table, True))
            y, seen = y + line, table
        drawing_rows.append((y, column, False))
        heights[table, column] = y
        y += line
    drawing = Drawing(760, max(y, top + line * len(lineage)) + 4, title)
    for place, text, is_table in drawing_rows:
        drawing.text(0 if is_table else 14, place, text, bold=is_table, fill=QUIET if is_table else INK)
    for number, (column, feeding) in enumerate(lineage.items()):
        place = top + line * number
        drawing.text(560, place, column)
        for source in feeding:
            start = 20 + text_width(source[1], 12), heights[source] - 4
            drawing.curve(start, (552, place - 4), EDGE)
    return drawing.markup()

"""Two pictures of where data comes from: tables over the layers, and columns of one table. Which tables there are is not known here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assets.builders.page.svg import INK, QUIET, Drawing, text_width

BOX_WIDTH, BOX_HEIGHT, GAP, ROW = 150.0, 36.0, 14.0, 74.0
A_ROW = 6
EDGE = "#9aa3ad"


@dataclass(frozen=True)
class Box:
    """A table or a group of files, with what it is made from."""

    name: str
    title: str
    colour: str
    parents: tuple[str, ...]


def tables_flow(title: str, bands: Sequence[tuple[str, Sequence[Box]]]) -> Markup:
    """Boxes in bands from above to below; inside a band a box stands below those it is made from."""
    rows = [(name if first else "", row) for name, boxes in bands for first, row in _band_rows(boxes)]
    left, width = 74.0, 74 + A_ROW * (BOX_WIDTH + GAP)
    drawing = Drawing(width, ROW * len(rows), title)
    places: dict[str, tuple[float, float]] = {}
    boxes: list[tuple[Box, float, float]] = []
    for number, (band, row) in enumerate(rows):
        top = number * ROW + 20
        if band:
            drawing.line(0, top - 14, width, top - 14)
            drawing.text(0, top + 23, band, bold=True)
        start = left + (A_ROW - len(row)) * (BOX_WIDTH + GAP) / 2
        for position, box in enumerate(_by_parents(row, places)):
            x = start + position * (BOX_WIDTH + GAP)
            places[box.name] = (x + BOX_WIDTH / 2, top)
            boxes.append((box, x, top))
    for box, x, top in boxes:
        for parent in box.parents:
            if parent in places:
                above = places[parent][0], places[parent][1] + BOX_HEIGHT
                drawing.curve(above, (x + BOX_WIDTH / 2, top), EDGE, is_downward=True)
    for box, x, top in boxes:
        drawing.rect(x, top, BOX_WIDTH, BOX_HEIGHT, box.colour, INK, radius=4)
        size = 11 if text_width(box.name, 11) < BOX_WIDTH - 6 else 9
        drawing.text(x + BOX_WIDTH / 2, top + 15, box.name, size=size, anchor="middle", bold=True)
        drawing.text(x + BOX_WIDTH / 2, top + 29, box.title, size=10.5, anchor="middle")
    return drawing.markup()


def _band_rows(boxes: Sequence[Box]) -> Iterator[tuple[bool, list[Box]]]:
    """Rows of a band, at most ``A_ROW`` wide, each below what its boxes are made from; the first is marked."""
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


def _by_parents(row: Sequence[Box], places: Mapping[str, tuple[float, float]]) -> list[Box]:
    """The boxes of a row, each about below its parents, so that fewer lines cross."""

    def middle(box: Box) -> float:
        known = [places[parent][0] for parent in box.parents if parent in places]
        return sum(known) / len(known) if known else 0.0

    return sorted(row, key=lambda box: (middle(box), box.name))


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

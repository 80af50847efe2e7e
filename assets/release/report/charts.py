"""Charts of the report: stacked columns over years, bars, waterfalls, a line beside its path.

They know shapes and labels, not what the figures mean. Each is drawn for a page and once more for a phone, where the
same letters have a third of the width; every mark says its value to a reader who points at it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from markupsafe import Markup

from assets.release.colours import COLOURS
from assets.release.numbers import fitting_decimals, grouped
from assets.release.svg import GRID, INK, QUIET, Drawing, spread, text_width, tick_text, ticks

WIDTH, HALF, PHONE = 940.0, 458.0, 340.0


def on_page_and_phone(draw: Callable[[float], Markup], width: float = WIDTH) -> Markup:
    """A chart in the width that a page gives it, and in that of a phone; the style of the page shows one of them."""
    return Markup('<div class="page-size">{}</div><div class="phone-size">{}</div>').format(draw(width), draw(PHONE))


@dataclass(frozen=True)
class Series:
    """One colour of a stack: a value a year, None where nothing is estimated."""

    title: str
    colour: str
    values: Sequence[Decimal | None]


@dataclass(frozen=True)
class Bar:
    """One bar with what is printed at its end."""

    title: str
    value: Decimal
    label: str
    colour: str = COLOURS[0]


@dataclass(frozen=True)
class Point:
    """One year of a line; hollow if the value is incomplete."""

    year: int
    value: Decimal | None
    is_incomplete: bool = False


@dataclass(frozen=True)
class Axis:
    """A vertical axis: values ``low`` to ``high`` drawn from ``bottom`` up to ``top``."""

    low: float
    high: float
    top: float
    bottom: float

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    @property
    def marks(self) -> list[tuple[float, str]]:
        """Round values on the axis with their text."""
        values = ticks(self.low, self.high)
        step = values[1] - values[0]
        return [(v, tick_text(v, step)) for v in values if self.low <= v <= self.high]

    def draw(self, drawing: Drawing, left: float, right: float) -> None:
        """Draw the rules, the base line and the numbers."""
        for value, text in self.marks:
            drawing.line(left, self.y(value), right, self.y(value), GRID if value else INK)
            drawing.text(left - 8, self.y(value) + 4, text, anchor="end", fill=QUIET, size=11.5)


def axis(lowest: float, highest: float, top: float, bottom: float) -> Axis:
    """An axis with zero on it that ends at a round value above, and just below what hangs under zero."""
    high = ticks(0.0, max(highest, 0.0) or 1.0)[-1]
    return Axis(min(lowest * 1.15, 0.0), high, top, bottom)


def stacked_columns(
    title: str,
    unit: str,
    years: Sequence[int],
    series: Sequence[Series],
    totals: Sequence[Decimal | None],
    width: float = WIDTH,
) -> Markup:
    """Columns of parts over years, removals below zero, the net total above; the parts are named at the right.

    On a narrow page they are named below, and only telling years carry their total.
    """
    stacks = [[float(entry.values[i] or 0) for entry in series] for i in range(len(years))]
    tallest = max(sum(v for v in stack if v > 0) for stack in stacks)
    deepest = min(sum(v for v in stack if v < 0) for stack in stacks)
    is_narrow = width < HALF
    drawing = Drawing(width, 330 + 17 * len(series) if is_narrow else 380, title)
    scale = axis(deepest, tallest, 34, 290 if is_narrow else 350)
    left, right = (36.0, width - 14) if is_narrow else (62.0, width - 190)
    drawing.text(0, 14, unit, fill=QUIET)
    scale.draw(drawing, left, right)
    step = (right - left) / len(years)
    wide = min(step * 0.72, 64)
    decimals = fitting_decimals(totals)
    middles: list[float | None] = []
    labels: list[tuple[tuple[float, float], str]] = []
    for index, year in enumerate(years):
        centre = left + step * (index + 0.5)
        tips = [_tip(year, entry.title, entry.values[index], unit) for entry in series]
        middles = _column(drawing, scale, centre, wide, stacks[index], [entry.colour for entry in series], tips)
        if (total := totals[index]) is not None:
            if min(stacks[index]) < 0:
                drawing.dot(centre, scale.y(float(total)), "#fff", INK, tip=_tip(year, "总量", total, unit))
            top = scale.y(sum(v for v in stacks[index] if v > 0))
            labels.append(((centre, top + 2), grouped(total, decimals)))
    if is_narrow:
        _label(drawing, [labels[place] for place in _telling_places(len(labels))])
    else:
        for (centre, top), label in labels:
            size = 11.5 if text_width(label, 11.5) < step else 9.5
            drawing.text(centre, top - 9, label, size=size, anchor="middle", bold=True)
    centres = [(left + step * (index + 0.5), str(year)) for index, year in enumerate(years)]
    telling = [centres[place] for place in [*_telling_places(len(years)), *range(len(years))]]
    _label(drawing, [((x, scale.bottom + 27), text) for x, text in dict.fromkeys(telling)], bold=False)
    named = [(middle, entry) for middle, entry in zip(middles, series, strict=True) if middle is not None]
    if is_narrow:
        for row, (_, entry) in enumerate(sorted(named, key=lambda end: end[0])):
            drawing.rect(left, 320 + 17 * row, 10, 10, entry.colour)
            drawing.text(left + 15, 329 + 17 * row, entry.title)
    else:
        edge = left + step * (len(years) - 0.5) + wide / 2
        _name_parts(drawing, scale, edge, right, sorted(named, key=lambda end: end[0]))
    return drawing.markup()


def _tip(year: int, title: str, value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{year}年 {title}：{grouped(value, 2)} {unit}"


def _telling_places(count: int) -> list[int]:
    """Places of a row worth a label, most telling first: the last, the first, every fifth from the end."""
    return list(dict.fromkeys([count - 1, 0, *range(count - 1, 0, -5), *(range(count) if count <= 8 else ())]))


def _column(
    drawing: Drawing,
    scale: Axis,
    centre: float,
    wide: float,
    stack: Sequence[float],
    colours: Sequence[str],
    tips: Sequence[str],
) -> list[float | None]:
    """Draw one column; return the middle of each part, None of a part that is not there."""
    above = below = 0.0
    middles: list[float | None] = []
    for value, colour, tip in zip(stack, colours, tips, strict=True):
        start = above if value > 0 else below
        top, bottom = scale.y(max(start, start + value)), scale.y(min(start, start + value))
        middles.append((top + bottom) / 2 if value else None)
        if value:
            drawing.rect(centre - wide / 2, top, wide, bottom - top, colour, tip=tip)
        above, below = above + max(value, 0), below + min(value, 0)
    return middles


def _name_parts(drawing: Drawing, scale: Axis, edge: float, right: float, ends: Sequence[tuple[float, Series]]) -> None:
    """Name each part of the last column beside it."""
    places = spread([middle for middle, _ in ends], 17, scale.top, scale.bottom)
    for place, (middle, entry) in zip(places, ends, strict=True):
        drawing.line(edge + 2, middle, right + 14, place, QUIET, 0.7)
        drawing.rect(right + 16, place - 5, 10, 10, entry.colour)
        drawing.text(right + 31, place + 4, entry.title)


def bars(title: str, unit: str, entries: Sequence[Bar], width: float = HALF) -> Markup:
    """Bars from a common zero in the order given, each with its number at the right; removals run left."""
    return _rows(title, unit, entries, [(0.0, float(entry.value)) for entry in entries], width, is_chained=False)


def waterfall(title: str, unit: str, steps: Sequence[Bar], width: float = WIDTH) -> Markup:
    """From the first amount to the last by the steps between: each begins where the one above it ended."""
    return _rows(title, unit, steps, _ends(steps), width, is_chained=True)


def _rows(
    title: str,
    unit: str,
    entries: Sequence[Bar],
    ends: Sequence[tuple[float, float]],
    width: float,
    *,
    is_chained: bool,
) -> Markup:
    """A drawing of one block of bars."""
    naming = Naming.BESIDE if _names_width(entries) + _numbers_width(entries) + 80 < width else Naming.ABOVE
    row, top = (28.0 if naming is Naming.BESIDE else 42.0), 26.0
    drawing = Drawing(width, top + row * len(entries) + 6, title)
    drawing.text(0, 13, unit, fill=QUIET)
    _horizontal(drawing, entries, ends, Block(0.0, width, top, row), naming, is_chained=is_chained)
    return drawing.markup()


def changes(title: str, unit: str, panels: Sequence[tuple[str, Sequence[Bar]]], width: float = HALF) -> Markup:
    """Changes beside each other, each from nothing by its reasons to their sum, which is the last bar.

    The reasons are the same in each and named once; the scale is each one's own. On a narrow page one stands below the
    other.
    """
    row, top = 21.0, 40.0
    rows = max(len(steps) for _, steps in panels)
    is_narrow = width < HALF
    height = top + row * rows + 8
    drawing = Drawing(width, height * len(panels) if is_narrow else height, title)
    drawing.text(0, 13, unit, fill=QUIET)
    names = max(_names_width(steps) for _, steps in panels)
    share = (width - names) / len(panels)
    for number, (head, steps) in enumerate(panels):
        naming = Naming.BESIDE if is_narrow or not number else Naming.NONE
        down = number * height if is_narrow else 0.0
        start = 0.0 if naming is Naming.BESIDE else names + share * number + 6
        end = width if is_narrow else names + share * (number + 1)
        drawing.text(names if naming is Naming.BESIDE else start, down + 30, head, bold=True)
        block = Block(start, end, down + top, row)
        _horizontal(drawing, steps, _ends(steps, 0.0), block, naming, is_chained=True)
    return drawing.markup()


class Naming(Enum):
    """Where the names of bars stand."""

    BESIDE, ABOVE, NONE = range(3)


@dataclass(frozen=True)
class Block:
    """Room for bars: from left to right, from the top down in rows."""

    left: float
    right: float
    top: float
    row: float


def _names_width(entries: Sequence[Bar]) -> float:
    return max(text_width(entry.title, 12) for entry in entries) + 10


def _numbers_width(entries: Sequence[Bar]) -> float:
    return max(text_width(entry.label, 12) for entry in entries) + 8


def _horizontal(
    drawing: Drawing,
    entries: Sequence[Bar],
    ends: Sequence[tuple[float, float]],
    block: Block,
    naming: Naming,
    *,
    is_chained: bool,
) -> None:
    """Draw bars from left to right, each with its number; those that begin where the one above ends are joined."""
    edge = block.left + (_names_width(entries) if naming is Naming.BESIDE else 0)
    low, high = min(0.0, *(min(pair) for pair in ends)), max(0.0, *(max(pair) for pair in ends))
    scale = max(block.right - edge - _numbers_width(entries), 20) / ((high - low) or 1.0)
    zero = edge - low * scale
    bottom = block.top + block.row * len(entries)
    thick = 18.0 if block.row > 24 else block.row - 6
    for index, (entry, (start, end)) in enumerate(zip(entries, ends, strict=True)):
        lowest = block.top + block.row * (index + 1)
        middle = lowest - (5 + thick / 2 if naming is Naming.ABOVE else block.row / 2)
        if naming is Naming.BESIDE:
            drawing.text(edge - 10, middle + 4, entry.title, anchor="end")
        elif naming is Naming.ABOVE:
            drawing.text(block.left, middle - thick / 2 - 4, entry.title)
        wide = max(abs(end - start) * scale, 1.0 if is_chained else 0.0)
        tip = f"{entry.title}：{entry.label}"
        drawing.rect(zero + min(start, end) * scale, middle - thick / 2, wide, thick, entry.colour, tip=tip)
        is_bold = is_chained and index in (0, len(entries) - 1) and start == 0
        drawing.text(zero + max(start, end) * scale + 6, middle + 4, entry.label, bold=is_bold)
        if is_chained and index + 1 < len(entries):
            drawing.line(
                zero + end * scale, middle + thick / 2, zero + end * scale, middle + block.row - thick / 2, QUIET
            )
    drawing.line(zero, block.top, zero, bottom, INK)


def _ends(steps: Sequence[Bar], level: float | None = None) -> list[tuple[float, float]]:
    """Where bars of a waterfall begin and end: the last from zero, and the first unless there is a level before it."""
    ends, rest = [], steps[:-1]
    if level is None:
        ends, level, rest = [(0.0, float(steps[0].value))], float(steps[0].value), steps[1:-1]
    for step in rest:
        ends.append((level, level + float(step.value)))
        level = ends[-1][1]
    return [*ends, (0.0, float(steps[-1].value))]


def line(
    title: str,
    unit: str,
    points: Sequence[Point],
    decimals: int,
    width: float = HALF,
    path: Sequence[Point] = (),
) -> Markup:
    """A line over years, broken where a year has no value; telling points carry their number.

    It starts from zero. Beside a path, which is dashed, it does not, because what tells is how far they are apart: the
    drawing says so.
    """
    drawing = Drawing(width, 220, title)
    known = [(point, float(point.value)) for point in points if point.value is not None]
    planned = [(point, float(point.value)) for point in path if point.value is not None]
    values = [value for _, value in [*known, *planned]]
    if path:
        round_values = ticks(min(values) - (max(values) - min(values)) / 4, max(values))
        scale = Axis(round_values[0], round_values[-1], 36, 194)
    else:
        scale = axis(min(values), max(values), 36, 194)
    left, right = 16 + max(text_width(text, 11.5) for _, text in scale.marks), width - 22
    years = sorted({point.year for point in [*points, *path]})
    first, last = years[0], years[-1]

    def place(year: int, value: float) -> tuple[float, float]:
        return left + 20 + (right - left - 30) * (year - first) / max(last - first, 1), scale.y(value)

    drawing.text(0, 13, unit + ("；纵轴不从零起" if path else ""), fill=QUIET)
    scale.draw(drawing, left, right)
    if path:
        drawing.path([place(point.year, value) for point, value in planned], COLOURS[3], is_dashed=True)
        for point, value in planned:
            tip = f"{point.year}年 目标路径：{grouped(point.value or Decimal(0), decimals)} {unit}"
            drawing.dot(*place(point.year, value), COLOURS[3], "#fff", 3, tip)
    for (one, low), (other, high) in pairwise(known):
        if other.year == one.year + 1:
            drawing.path([place(one.year, low), place(other.year, high)], COLOURS[0])
    for point, value in known:
        tip = f"{point.year}年 {'实际：' if path else ''}{grouped(point.value or Decimal(0), decimals)} {unit}"
        fill = "#fff" if point.is_incomplete else COLOURS[0]
        drawing.dot(*place(point.year, value), fill, COLOURS[0], tip=tip)
    on_path = {point.year: value for point, value in planned}
    below = {point.year for point, value in known if value < on_path.get(point.year, value)}
    for is_below in (False, True):
        said = [entry for entry in _telling(known) if (entry[0].year in below) == is_below]
        _label(
            drawing, [(place(p.year, v), grouped(p.value or Decimal(0), decimals)) for p, v in said], is_below=is_below
        )
    if path:
        _name_lines(drawing, right, [("实际", COLOURS[0]), ("目标路径", COLOURS[3])])
        end, value = planned[-1]
        said_path = [(place(end.year, value), grouped(end.value or Decimal(0), decimals))]
        reached = {point.year: value for point, value in known}.get(end.year)
        _label(drawing, said_path, fill=COLOURS[3], is_below=reached is not None and reached >= value)
    telling = [last, first, *(year for year in years if len(years) <= 8 or not year % 5)]
    _label(drawing, [((place(year, 0.0)[0], scale.bottom + 26), str(year)) for year in telling], bold=False)
    return drawing.markup()


def _name_lines(drawing: Drawing, right: float, names: Sequence[tuple[str, str]]) -> None:
    """Name lines above the drawing, from the right."""
    for title, colour in reversed(names):
        right -= text_width(title, 12)
        drawing.text(right, 28, title, fill=colour, bold=True)
        right -= 8
        drawing.path([(right - 18, 24), (right, 24)], colour, is_dashed=colour != COLOURS[0])
        right -= 32


def _telling(known: Sequence[tuple[Point, float]]) -> list[tuple[Point, float]]:
    """Points worth a number, most telling first: ends, extremes, every fifth year; all of a short line."""
    by_value = sorted(known, key=lambda entry: entry[1])
    rest = [entry for entry in known if len(known) <= 8 or not entry[0].year % 5]
    return [known[-1], known[0], by_value[-1], by_value[0], *rest] if known else []


def _label(
    drawing: Drawing,
    labels: Sequence[tuple[tuple[float, float], str]],
    *,
    bold: bool = True,
    fill: str = INK,
    is_below: bool = False,
) -> None:
    """Write labels above or below their points, leaving out those that would touch one already written."""
    taken: list[tuple[float, float, float]] = []
    for (x, y), text in labels:
        half = text_width(text, 11) / 2 + 3
        if all(x + half <= start or x - half >= end or abs(y - other) > 14 for start, end, other in taken):
            drawing.text(
                x, y + (18 if is_below else -9), text, size=11, anchor="middle", fill=fill, bold=bold, halo=True
            )
            taken.append((x - half, x + half, y))

"""Four charts: stacked columns over years, bars, a waterfall, a line over years.

They know shapes and labels, not what the figures mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from assets.release.colours import COLOURS as COLOURS
from assets.release.numbers import fitting_decimals, grouped
from assets.release.svg import GRID, INK, QUIET, Drawing, spread, text_width, tick_text, ticks

WIDTH = 940.0
HALF = 458.0


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
    """A vertical axis: values ``low`` to ``high`` drawn from ``bottom`` up to ``top``, zero always on it."""

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
    """An axis that ends at a round value above, and just below what hangs under zero."""
    high = ticks(0.0, max(highest, 0.0) or 1.0)[-1]
    return Axis(min(lowest * 1.15, 0.0), high, top, bottom)


def stacked_columns(
    title: str, unit: str, years: Sequence[int], series: Sequence[Series], totals: Sequence[Decimal | None]
) -> Markup:
    """Columns of parts over years, removals below zero, the net total above, the parts named at the right."""
    stacks = [[float(entry.values[i] or 0) for entry in series] for i in range(len(years))]
    tallest = max(sum(v for v in stack if v > 0) for stack in stacks)
    deepest = min(sum(v for v in stack if v < 0) for stack in stacks)
    drawing = Drawing(WIDTH, 380, title)
    scale = axis(deepest, tallest, 34, 350)
    left, right = 62.0, WIDTH - 190
    drawing.text(0, 14, unit, fill=QUIET)
    scale.draw(drawing, left, right)
    step = (right - left) / len(years)
    wide = min(step * 0.72, 64)
    decimals = fitting_decimals(totals)
    colours = [entry.colour for entry in series]
    middles: list[float | None] = []
    for index, year in enumerate(years):
        centre = left + step * (index + 0.5)
        middles = _column(drawing, scale, centre, wide, stacks[index], colours)
        if (total := totals[index]) is not None:
            if min(stacks[index]) < 0:
                drawing.dot(centre, scale.y(float(total)), "#fff", INK)
            label = grouped(total, decimals)
            top = scale.y(sum(v for v in stacks[index] if v > 0))
            size = 11.5 if text_width(label, 11.5) < step else 9.5
            drawing.text(centre, top - 7, label, size=size, anchor="middle", bold=True)
        drawing.text(centre, scale.bottom + 18, str(year), anchor="middle", size=12 if step > 32 else 10.5)
    edge = left + step * (len(years) - 0.5) + wide / 2
    ends = [(middle, entry) for middle, entry in zip(middles, series, strict=True) if middle is not None]
    _name_parts(drawing, scale, edge, right, sorted(ends, key=lambda end: end[0]))
    return drawing.markup()


def _column(
    drawing: Drawing, scale: Axis, centre: float, wide: float, stack: Sequence[float], colours: Sequence[str]
) -> list[float | None]:
    """Draw one column; return the middle of each part, None of a part that is not there."""
    above = below = 0.0
    middles: list[float | None] = []
    for value, colour in zip(stack, colours, strict=True):
        start = above if value > 0 else below
        top, bottom = scale.y(max(start, start + value)), scale.y(min(start, start + value))
        middles.append((top + bottom) / 2 if value else None)
        if value:
            drawing.rect(centre - wide / 2, top, wide, bottom - top, colour)
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
    row, top = 28.0, 26.0
    drawing = Drawing(width, top + row * len(entries) + 6, title)
    names = max(text_width(entry.title, 12) for entry in entries) + 10
    numbers = max(text_width(entry.label, 12) for entry in entries) + 8
    values = [float(entry.value) for entry in entries]
    low, high = min(0.0, *values), max(0.0, *values)
    scale = max(width - names - numbers, 20) / ((high - low) or 1.0)
    zero = names - low * scale
    drawing.text(0, 13, unit, fill=QUIET)
    for index, (entry, value) in enumerate(zip(entries, values, strict=True)):
        middle = top + row * (index + 0.5)
        drawing.text(names - 10, middle + 4, entry.title, anchor="end")
        drawing.rect(zero + min(value, 0) * scale, middle - 9, abs(value) * scale, 18, entry.colour)
        drawing.text(zero + max(value, 0) * scale + 6, middle + 4, entry.label)
    drawing.line(zero, top, zero, top + row * len(entries), INK)
    return drawing.markup()


def waterfall(title: str, unit: str, steps: Sequence[Bar], width: float = WIDTH) -> Markup:
    """From the first amount to the last by the steps between: each begins where the one above it ended."""
    row, top = 28.0, 26.0
    drawing = Drawing(width, top + row * len(steps) + 6, title)
    names = max(text_width(step.title, 12) for step in steps) + 10
    numbers = max(text_width(step.label, 12) for step in steps) + 8
    ends = _ends(steps)
    low, high = min(0.0, *(min(pair) for pair in ends)), max(0.0, *(max(pair) for pair in ends))
    scale = max(width - names - numbers, 20) / ((high - low) or 1.0)
    zero = names - low * scale
    drawing.text(0, 13, unit, fill=QUIET)
    for index, (step, (start, end)) in enumerate(zip(steps, ends, strict=True)):
        middle = top + row * (index + 0.5)
        drawing.text(names - 10, middle + 4, step.title, anchor="end")
        drawing.rect(zero + min(start, end) * scale, middle - 9, max(abs(end - start) * scale, 1.0), 18, step.colour)
        drawing.text(zero + max(start, end) * scale + 6, middle + 4, step.label, bold=index in (0, len(steps) - 1))
        if index + 1 < len(steps):
            drawing.line(zero + end * scale, middle + 9, zero + end * scale, middle + row - 9, QUIET)
    drawing.line(zero, top, zero, top + row * len(steps), INK)
    return drawing.markup()


def _ends(steps: Sequence[Bar]) -> list[tuple[float, float]]:
    """Where each bar of a waterfall begins and ends: the first and the last from zero."""
    ends, level = [(0.0, float(steps[0].value))], float(steps[0].value)
    for step in steps[1:-1]:
        ends.append((level, level + float(step.value)))
        level = ends[-1][1]
    return [*ends, (0.0, float(steps[-1].value))]


def line(title: str, unit: str, points: Sequence[Point], decimals: int, width: float = HALF) -> Markup:
    """A line over years from zero, broken where a year has no value; telling points carry their number."""
    drawing = Drawing(width, 220, title)
    known = [(point, float(point.value)) for point in points if point.value is not None]
    scale = axis(min(value for _, value in known), max(value for _, value in known), 36, 194)
    left, right = 16 + max(text_width(text, 11.5) for _, text in scale.marks), width - 22
    first, last = points[0].year, points[-1].year

    def place(point: Point, value: float) -> tuple[float, float]:
        return left + 20 + (right - left - 30) * (point.year - first) / max(last - first, 1), scale.y(value)

    drawing.text(0, 13, unit, fill=QUIET)
    scale.draw(drawing, left, right)
    for (one, low), (other, high) in pairwise(known):
        if other.year == one.year + 1:
            drawing.path([place(one, low), place(other, high)], COLOURS[0])
    for point, value in known:
        drawing.dot(*place(point, value), "#fff" if point.is_incomplete else COLOURS[0], COLOURS[0])
    _label(drawing, [(place(p, v), grouped(p.value or Decimal(0), decimals)) for p, v in _telling(known)])
    years = [last, first, *(p.year for p in points if len(points) <= 8 or not p.year % 5)]
    _label(drawing, [((place(Point(y, None), 0.0)[0], scale.bottom + 26), str(y)) for y in years], bold=False)
    return drawing.markup()


def _telling(known: Sequence[tuple[Point, float]]) -> list[tuple[Point, float]]:
    """Points worth a number, most telling first: ends, extremes, every fifth year; all of a short line."""
    by_value = sorted(known, key=lambda entry: entry[1])
    rest = [entry for entry in known if len(known) <= 8 or not entry[0].year % 5]
    return [known[-1], known[0], by_value[-1], by_value[0], *rest]


def _label(drawing: Drawing, labels: Sequence[tuple[tuple[float, float], str]], bold: bool = True) -> None:
    """Write labels above their points, leaving out those that would touch one already written."""
    taken: list[tuple[float, float, float]] = []
    for (x, y), text in labels:
        half = text_width(text, 11) / 2 + 3
        if all(x + half <= start or x - half >= end or abs(y - other) > 14 for start, end, other in taken):
            drawing.text(x, y - 9, text, size=11, anchor="middle", bold=bold, halo=True)
            taken.append((x - half, x + half, y))

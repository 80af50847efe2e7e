"""A comma before three digits groups them (20,057 is 20057) or is a decimal comma (20.057): figures alike tell which.

So does a point, which some write between thousands (20.057 for 20057). What cannot group digits is refused where the
cell is read (`parse`).
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from decimal import Decimal
from statistics import median_low
from typing import NamedTuple

from pipelines.reading.parse import unified
from pipelines.reading.totals import Figure

_EITHER = re.compile(r"[-+]?[1-9][0-9]{0,2},[0-9]{3}(?![0-9,.])")
_POINT = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9,.])")
_GROUPS = re.compile(r"[-+]?[1-9][0-9]{0,2},[0-9]{3}[,.][0-9]")

NEARNESS = 10
"""How much larger than figures alike a grouped number may be; read as a decimal it is a thousandth of that."""

THOUSAND, DECIMALS = 1000, 3
"""What a point between thousands divides by, and the decimals that it seems to print."""

FEWEST = 3
"""Figures of its series beside which one can be told to be a thousandth."""

_ALIKE: Sequence[Callable[[Figure], Hashable]] = (
    lambda figure: (figure.raw.region_text, figure.keys, figure.row, figure.column),
    lambda figure: (figure.raw.region_text, figure.keys, figure.raw.column_path, figure.unit.code),
    lambda figure: (figure.raw.region_text, figure.keys, figure.raw.row_path, figure.unit.code),
)
"""What figures of a sheet that are alike have in common, the nearest first: their series, column or row."""


def find_decimal_commas(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield each figure whose comma may be a decimal one, with a figure alike that has decimals.

    In doubt are those far above the figures alike, of which some have decimals. Where all are whole numbers, or another
    comma of the sheet can only group (`1,234.5`), it groups.
    """
    commas = [figure for figure in figures if _EITHER.match(unified(figure.raw.printed_text))]
    if not commas or any(_GROUPS.match(unified(figure.raw.printed_text)) for figure in figures):
        return
    doubtful = {id(figure) for figure in commas}
    others = [figure for figure in figures if figure.value.amount and id(figure) not in doubtful]
    known = [_judged(others, key) for key in _ALIKE]
    for figure in commas:
        found = (by.get(key(figure)) for key, by in zip(_ALIKE, known, strict=True))
        alike = next(filter(None, found), None)
        if alike and alike.with_decimals and _size(figure) > NEARNESS * alike.size:
            yield figure, alike.with_decimals


def find_grouping_points(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield each figure whose point may group thousands, with a figure alike.

    In doubt are those with three decimals that are about a thousandth of the figures alike, none of which has as many:
    of the same series, or, where there are too few of these, of the column or row if all of it are whole numbers.
    """
    points = [figure for figure in figures if _POINT.match(unified(figure.raw.printed_text))]
    doubtful = {id(figure) for figure in points}
    others = [figure for figure in figures if figure.value.amount and id(figure) not in doubtful]
    groups = [_grouped(others, key) for key in _ALIKE] if points else []
    for figure in points:
        alike = [by.get(key(figure), []) for key, by in zip(_ALIKE, groups, strict=True)]
        found = next((group for group in alike if len(group) >= FEWEST), [])
        decimals = max((other.value.decimals for other in found), default=DECIMALS)
        if decimals >= (DECIMALS if found is alike[0] else 1):
            continue
        size = median_low(map(_size, found))
        if size / NEARNESS <= THOUSAND * _size(figure) <= size * NEARNESS:
            yield figure, min(found, key=lambda other: abs(_size(other) - size))


class _Alike(NamedTuple):
    """What figures that are alike say: their median size, and one of them that has decimals."""

    size: Decimal
    with_decimals: Figure | None


def _judged(figures: Sequence[Figure], key: Callable[[Figure], Hashable]) -> dict[Hashable, _Alike]:
    return {
        name: _Alike(median_low(map(_size, group)), next((figure for figure in group if figure.value.decimals), None))
        for name, group in _grouped(figures, key).items()
    }


def _grouped(figures: Sequence[Figure], key: Callable[[Figure], Hashable]) -> dict[Hashable, list[Figure]]:
    groups: dict[Hashable, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(key(figure), []).append(figure)
    return groups


def _size(figure: Figure) -> Decimal:
    return abs(figure.value.amount or Decimal(0))

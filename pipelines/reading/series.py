"""Figures of one series against each other: a step of about 10^4 or 10^8 is a unit error (万, 亿).

Only series that are otherwise steady can tell; comparing with other tables and other deliveries does not
belong here.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low

from pipelines.reading.totals import Figure

POWERS = (4, 8)
"""万 = 10^4, 亿 = 10^8: the steps by which Chinese units are mistaken for each other."""

NEARNESS = 0.35
"""How far from a power a step may be, as log10: a factor of 2.2, more than a steady series moves."""

STEADY = 0.3
"""Low median of the steps, as log10, up to which a series is steady: a factor of 2."""

SHORTEST = 4
"""Figures that a series must have to show that it is steady."""


def find_scale_errors(series: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, int]]:
    """Yield figure, predecessor and power of ten for each step that looks like a unit error."""
    figures = [figure for figure in series if figure.value.amount]
    if len(figures) < SHORTEST:
        return
    sizes = [math.log10(abs(figure.base)) for figure in figures]
    steps = [later - earlier for earlier, later in pairwise(sizes)]
    if median_low(map(abs, steps)) > STEADY:
        return
    for index, step in enumerate(steps):
        for power in POWERS:
            if abs(abs(step) - power) <= NEARNESS:
                yield figures[index + 1], figures[index], power

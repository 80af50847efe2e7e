"""Exact decimal curves: straight lines between anchors, and a tiny reproducible scatter.

Here: arithmetic that gives the same digits on every machine (no binary floats). Not here: any figure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal

YEARS = range(2005, 2026)
"""The years that the models know; a delivery prints some of them (delivery.py)."""

LAST_ANCHOR = 2024
"""A series whose last anchor is of this year goes on as it went; one that ends before has ended."""


def between(anchors: Mapping[int, str], year: int) -> Decimal:
    """Value of a year on the straight lines through the anchors, of which the last one goes on."""
    if year in anchors:
        return Decimal(anchors[year])
    if year > max(anchors):
        *earlier, after = sorted(anchors)
        if not earlier:
            return Decimal(anchors[after])
        before = earlier[-1]
    else:
        before = max(anchor for anchor in anchors if anchor < year)
        after = min(anchor for anchor in anchors if anchor > year)
    start, end = Decimal(anchors[before]), Decimal(anchors[after])
    return start + (end - start) * (year - before) / (after - before)


def years_of(anchors: Mapping[int, str]) -> range:
    """The years from the first anchor to the last one, or on to the end of the models."""
    last = max(anchors)
    return range(min(anchors), max(last + 1, YEARS.stop) if last >= LAST_ANCHOR else last + 1)


def scatter(key: str, spread: str) -> Decimal:
    """A factor in [1 - spread, 1 + spread] that depends on the key alone."""
    digest = hashlib.sha256(key.encode()).digest()
    position = Decimal(int.from_bytes(digest[:4], "big")) / Decimal(2**32 - 1)
    return 1 + Decimal(spread) * (2 * position - 1)


def rounded(value: Decimal, places: int) -> Decimal:
    """Value with a fixed number of decimals."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)

"""Years that were called in: what departments owe for one of them is missed."""

from collections.abc import Sequence

NEEDS = ("due",)


def build(due: Sequence[int]) -> list[dict[str, object]]:
    """One row a year."""
    return [{"year": year} for year in due]

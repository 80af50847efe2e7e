"""What must hold between rows of factor tables, and between them and the bibliography.

No factor twice, no two values of one thing in one year, no unknown source, no evidence better than what was
read. What one row must say by itself is in `schemas.specs.factor`.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import pairwise
from typing import Protocol, TypeVar

from factors.rows import Row
from schemas.problems import Place, Refusal
from schemas.specs.factor import FactorValue, Gap
from schemas.specs.source import Source

EVER = (0, 9999)
"""First and last year of a value without limits."""

#: What somebody must have read for a value to claim this evidence.
READINGS = {
    "original": ("original",),
    "secondary": ("original", "secondary"),
    "recalled": ("original", "secondary", "none"),
}

Key = TypeVar("Key", bound=Hashable)


class Cited(Protocol):
    """A row that was taken from somewhere."""

    @property
    def source_id(self) -> str:
        """Where from."""
        ...

    @property
    def evidence(self) -> str:
        """How well it is known."""
        ...


def find_repeats(keyed: Iterable[tuple[Key, Place]]) -> Iterator[Refusal]:
    """Refuse every key that stood before."""
    first: dict[Key, Place] = {}
    for key, place in keyed:
        if key in first:
            yield Refusal(
                "E-FACTOR",
                place,
                found=f"{key} 与 {first[key].render()} 重复：改名或删除 / stands twice: rename or remove it",
            )
        first.setdefault(key, place)


def find_overlaps(rows: Iterable[Row[FactorValue]]) -> Iterator[Refusal]:
    """Refuse a value that holds in a year in which another value of the same thing holds."""
    by_key: defaultdict[tuple[str, ...], list[Row[FactorValue]]] = defaultdict(list)
    for row in rows:
        by_key[row.value.key()].append(row)
    for same in by_key.values():
        for earlier, later in pairwise(sorted(same, key=lambda row: _years(row.value))):
            if _years(later.value)[0] <= _years(earlier.value)[1]:
                yield Refusal(
                    "E-FACTOR-OVERLAP",
                    later.place,
                    found=later.value.factor_id,
                    other=earlier.value.factor_id,
                )


def find_unfounded(rows: Iterable[tuple[Place, Cited]], sources: Collection[Source]) -> Iterator[Refusal]:
    """Refuse a value whose source is unknown, or read less well than the value claims."""
    readings = {source.source_id: source.read for source in sources}
    for place, value in rows:
        if value.source_id not in readings:
            found = f"source_id “{value.source_id}” 不在 sources.yaml：先登记 / unknown: add it there first"
            yield Refusal("E-FACTOR", place, found=found)
        elif readings[value.source_id] not in READINGS[value.evidence]:
            found = (
                f"evidence “{value.evidence}” 高于 {value.source_id} 的阅读情况 {readings[value.source_id]}"
                "：改正其一 / claims more than was read of the source: correct one of them"
            )
            yield Refusal("E-FACTOR", place, found=found)


def find_filled_gaps(rows: Iterable[Row[Gap]], values: Iterable[FactorValue]) -> Iterator[Refusal]:
    """Refuse a gap for which a value stands."""
    known = {(value.edition, value.subject_code, value.sector_code, value.gas) for value in values}
    for place, gap in rows:
        if gap.key() in known:
            found = f"{gap.subject_code} {gap.gas} 已有系数：删除此行 / there is a factor: remove this row"
            yield Refusal("E-FACTOR", place, found=found)


def _years(value: FactorValue) -> tuple[int, int]:
    first, last = EVER
    return (
        value.valid_from if value.valid_from is not None else first,
        value.valid_to if value.valid_to is not None else last,
    )

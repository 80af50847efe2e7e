"""What is handed in at one time: the county's twenty years, and the year that came after them.

Here: which years a delivery prints, and what its files are called. Not here: figures, layouts, what stands in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath


@dataclass(frozen=True)
class Delivery:
    """One delivery. Models know every year; what a table prints of them, its delivery says."""

    folder: str
    """Below `data`."""
    years: range
    """The data years that it is about."""
    is_first: bool
    """Of a first delivery the tables hold all years so far; of a later one those that are new."""

    @property
    def last(self) -> int:
        """Its latest data year."""
        return self.years[-1]

    @property
    def handed_in(self) -> datetime:
        """In autumn of the year after."""
        return datetime(self.last + 1, 11, 1, 9, 0, 0)

    def printed(self, years: Iterable[int], repeated: int = 0) -> list[int]:
        """The years of a table that this delivery prints: the new ones, and so many before them once more."""
        first = min(years) if self.is_first else self.years.start - repeated
        return [year for year in years if first <= year <= self.last]

    def file_name(self, name: str) -> str:
        """Name of a file: it says the year if it holds no other ones, and where `{}` asks for it."""
        path = PurePath(name)
        return name.format(self.last) if self.is_first or "{}" in name else f"{path.stem}_{self.last}{path.suffix}"


def span(years: Sequence[int]) -> str:
    """Years as a title prints them: `2005-2024年`, `2025年`."""
    return "-".join(dict.fromkeys((str(years[0]), str(years[-1])))) + "年"


FIRST = Delivery("sample", range(2005, 2025), is_first=True)
SECOND = Delivery("sample/2025", range(2025, 2026), is_first=False)
DELIVERIES = (FIRST, SECOND)

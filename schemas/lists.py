"""How a hand-written list is read: one CSV a list, the codes in its first column, every value as printed text."""

import csv
from functools import cache
from pathlib import Path


@cache
def read_list(path: Path) -> tuple[dict[str, str], ...]:
    """Rows of a list, in file order."""
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


@cache
def codes_of(path: Path) -> tuple[str, ...]:
    """The first column of a list: the codes themselves."""
    rows = read_list(path)
    key = next(iter(rows[0]))
    return tuple(row[key] for row in rows)

"""The closed lists: one CSV a list, every column text.

A code is added as a row here and nowhere else. Figures do not belong here (see ``factors/tables``).
"""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def code_lists() -> tuple[str, ...]:
    """Names of the lists, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))


@cache
def read_codes(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``codes/<name>.csv`` in file order, every value as printed text."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def codes(name: str) -> list[str]:
    """The first column of ``codes/<name>.csv``: the codes themselves."""
    rows = read_codes(name)
    key = next(iter(rows[0]))
    return [row[key] for row in rows]


def code_title(list_name: str, column: str = "") -> str:
    """Chinese and English title of a list, or of a column (columns of one name mean the same in every list).

    Raises:
        KeyError: it has none in ``code_lists.csv``.
    """
    titles = {(row["list_name"], row["column_name"]): row for row in read_codes("code_lists")}
    row = titles[list_name, column]
    return f"{row['title_zh']} | {row['title_en']}"

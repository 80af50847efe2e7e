"""The closed lists: what regions, items, fuels, gases, units and problems there are.

A code is added as a row here and nowhere else. No figure on which a result rests belongs here (``factors/tables``, and
``factors/rules`` for what is a rule); how a unit converts belongs to what it is. ``code_lists.csv`` gives the titles of
all lists, those of ``forms`` and ``rules`` too.
"""

from functools import cache
from pathlib import Path

from schemas.lists import codes_of, read_list

FOLDER = Path(__file__).parent


def read_codes(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``codes/<name>.csv`` in file order, every value as printed text."""
    return read_list(FOLDER / f"{name}.csv")


@cache
def codes(name: str) -> tuple[str, ...]:
    """The codes of ``codes/<name>.csv``."""
    return codes_of(FOLDER / f"{name}.csv")


def code_title(list_name: str, column: str = "") -> str:
    """Chinese and English title of a list, or of a column (columns of one name mean the same in every list).

    Raises:
        KeyError: it has none in ``code_lists.csv``.
    """
    titles = {(row["list_name"], row["column_name"]): row for row in read_codes("code_lists")}
    row = titles[list_name, column]
    return f"{row['title_zh']} | {row['title_en']}"

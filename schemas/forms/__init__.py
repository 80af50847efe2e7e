"""The forms: their lines, the views that they are of one data set, and why the totals of two views differ.

A line is added as a row here and nowhere else; what counts in it, the cards of the categories say.
"""

from pathlib import Path

from schemas.lists import codes_of, read_list

FOLDER = Path(__file__).parent


def read_form(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``forms/<name>.csv`` in file order, every value as printed text."""
    return read_list(FOLDER / f"{name}.csv")


def lines(name: str) -> tuple[str, ...]:
    """The codes of the lines of ``forms/<name>.csv``."""
    return codes_of(FOLDER / f"{name}.csv")

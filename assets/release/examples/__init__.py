"""Questions that analysts ask, a file each: views of schema ``examples`` in the database, and listed in the dictionary.

``first_hour.ipynb`` asks some of them in a notebook; kept without outputs.

They show how the published tables are read, and read no others. A file says its question in Chinese and English.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

INPUTS = "assets/release/examples/*.sql"


@dataclass(frozen=True)
class Example:
    """A question: its name, how it is asked of people, and how of the tables."""

    name: str
    title_zh: str
    title_en: str
    sql: str


@cache
def load_examples() -> tuple[Example, ...]:
    """All questions by name.

    Raises:
        ValueError: a file does not begin with its two titles.
    """
    return tuple(map(_load, sorted(FOLDER.glob("*.sql"))))


def _load(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    head = re.match(r"-- title_zh: (.+)\n-- title_en: (.+)\n", text)
    if not head:
        raise ValueError(f"{path.name} does not begin with title_zh and title_en")
    return Example(path.stem, head[1], head[2], text[head.end() :])

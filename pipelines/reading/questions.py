"""What is asked where a label is unknown: the command that answers it once, and what the label may mean."""

import difflib
import shlex
from collections.abc import Collection, Sequence

from pipelines.reading.found import TableFound
from pipelines.reading.names import NOT_COUNTED, Axis, form_of, is_answerable, meanings
from pipelines.reading.records import PATH

YEARS_AHEAD = 2
"""Years beyond the last one delivered for which an answer may hold: by then somebody has looked at it again."""

NAMED = 12
"""Meanings that a message lists."""

OPEN = "MEANING"
"""Stands where a person has to say it."""


def question(table: TableFound, axis: Axis, texts: Sequence[str], present: Collection[str]) -> dict[str, str]:
    """Details of a refusal: what to type behind `qingdan answer`, and what the label may mean, the most alike first.

    What is `present` already it cannot mean. A label that no terminal should be given is not quoted.
    """
    label, layout = PATH.join(texts), table.names.layout
    absent = [name for name in meanings(layout, axis) if name not in present]
    declared = layout.rows if axis == "row" else layout.columns if axis == "column" else {}
    missing = [name for name in absent if name in declared and not declared[name].optional]
    # a new name and one that is gone: the only pair is what was renamed, of several a person has to say which
    meaning = missing[0] if len(missing) == 1 else OPEN
    return {
        "asked": command(table.names.title, axis, label, meaning, table.data_year()),
        "known": listed(form_of(axis, texts), absent),
    }


def listed(typed: str, known: Sequence[str]) -> str:
    """What a label may mean, the names most like what is printed or typed first, as a message lists them."""
    near = difflib.get_close_matches(typed, known, 3, 0.3)
    names = list(dict.fromkeys([*near, *known]))
    return "、".join([*names[:NAMED], *(["…"] if len(names) > NAMED else []), NOT_COUNTED])


def command(title: str, axis: Axis, label: str, meaning: str, year: int) -> str:
    """What to type behind `qingdan answer`: quoted for the shell, for a label is a text of a file."""
    if not is_answerable(axis, label):
        return f"TABLE LABEL {OPEN} --axis {axis} --until {year + YEARS_AHEAD}"
    # a blank in front, which no label is known by, keeps a label from being an option
    words = [shlex.quote(word) for word in (title, f" {label}" if label.startswith("-") else label, meaning)]
    return f"{' '.join(words)} --axis {axis} --until {year + YEARS_AHEAD}"

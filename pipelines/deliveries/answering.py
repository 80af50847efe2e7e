"""A person answers once what a label means that no declaration knows: with a command, or in a file beside deliveries.

What may be said is judged here: a label that the table knows keeps its meaning, a meaning is one that the table has,
and no answer holds for long.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from assets.raw import load_printed_tables
from pipelines.deliveries.journal import append_events, read_journal
from pipelines.deliveries.register.answers import AXES, TAKEN_BACK, answer_event, answers, answers_ever
from pipelines.deliveries.register.beside import ANSWERS, rows_beside
from pipelines.reading import Answer
from pipelines.reading.names import NOT_COUNTED, Axis, Names, canonical_path, is_answerable, meanings, with_answer
from pipelines.reading.questions import YEARS_AHEAD, listed
from pipelines.reading.records import PATH
from schemas.problems import Misuse, Place, Refusal, nearest
from schemas.specs.printed_table import PrintedTable, Row

#: What is typed for a label that means nothing for the inventory.
NOTHING = (NOT_COUNTED, "not counted")

#: What an answer says; `axis` may be left out where only one axis has the meaning.
FIELDS = ("table", "label", "meaning", "until", "by", "reason")

YEAR = re.compile(r"\d{4}", re.ASCII)

#: Makes the refusal of what was said.
Refuse = Callable[..., Refusal]


def answer(data_dir: Path, said: Mapping[str, str]) -> Answer:
    """Note what a label means; the caller holds the lock of the data folder.

    Raises:
        Misuse: E-USE, E-ANSWER…, what is said cannot be.
    """
    answered = _judged({name: " ".join(text.split()) for name, text in said.items()}, Misuse)
    append_events(data_dir, read_journal(data_dir), [answer_event(answered)])
    return answered


def take_back(data_dir: Path, table: str, label: str, axis: str, signed_by: str, reason: str) -> Answer:
    """Take an answer back: the label is unknown again; the caller holds the lock of the data folder.

    Raises:
        Misuse: E-USE, there is no such table or label, or the label is answered on two axes.
    """
    spec = _table(table, Misuse)
    known = answers(data_dir).get(spec.name, ())
    found = [one for one in known if _is_called(one, label) and axis in ("", one.axis)]
    if len(found) != 1:
        expected = "、".join(f"{one.label} --axis {one.axis}" for one in known) or "—"
        raise Misuse("E-USE", label="LABEL", found=label, expected=expected)
    (taken,) = found
    event = answer_event(taken._replace(by=signed_by, reason=reason), TAKEN_BACK)
    append_events(data_dir, read_journal(data_dir), [event])
    return taken


def take_in_answers(data_dir: Path, inbox: Path) -> None:
    """Take in what lies beside the deliveries of an inbox, unless it was said before; the caller holds the lock.

    What was replaced or taken back since does not come back by itself, and what was taken in is not judged again.

    Raises:
        Refusal: E-USE, E-ANSWER…, a row says what cannot be.
    """
    events = read_journal(data_dir)
    known, new = answers_ever(events), dict[Answer, None]()
    before = {(one.table, one.label, one.said, str(one.until), one.by, one.reason) for one in known}
    for line, row in enumerate(rows_beside(inbox, ANSWERS), start=2):
        refuse = partial(Refusal, place=Place(ANSWERS, line=line))
        said = {name: " ".join(text.split()) for name, text in row.items() if name and isinstance(text, str)}
        table = _table(said.get("table", ""), refuse).name
        if (table, *(said.get(name, "") for name in FIELDS[1:])) not in before:
            new[_judged(said, refuse)] = None
    if wanted := [answer_event(one) for one in new if one not in known]:
        append_events(data_dir, events, wanted)


def _judged(said: Mapping[str, str], refuse: Refuse) -> Answer:
    """What somebody says, if it may be said."""
    lacking = [name for name in FIELDS if not said.get(name) or not said[name].isprintable()]
    label = said.get("label", "")
    if lacking or not is_answerable("row", label):
        raise refuse("E-ANSWER", label=label, found="、".join(lacking or ["label"]))
    spec = _table(said["table"], refuse)
    axis, meaning = _meaning(spec, said, refuse)
    last = datetime.now(ZoneInfo("Asia/Shanghai")).year - 1 + YEARS_AHEAD
    if not YEAR.fullmatch(said["until"]) or int(said["until"]) > last:
        raise refuse("E-ANSWER-UNTIL", found=said["until"], expected=last)
    answered = Answer(spec.name, axis, label, meaning, int(said["until"]), said["by"], said["reason"])
    if all(with_answer(layout, answered) is None for layout in spec.layouts):
        raise refuse("E-ANSWER-KNOWN", label=label, table=spec.title_zh)
    return answered


def _table(typed: str, refuse: Refuse) -> PrintedTable:
    """The printed table with a title or a name."""
    tables = load_printed_tables()
    found = [spec for spec in tables.values() if typed in (spec.title_zh, spec.title_en, spec.name)]
    if not found:
        raise refuse(
            "E-USE", label="TABLE", found=typed, expected=nearest(typed, [s.title_zh for s in tables.values()])
        )
    return found[0]


def _meaning(spec: PrintedTable, said: Mapping[str, str], refuse: Refuse) -> tuple[Axis, str]:
    """The axis on which a table has a meaning, and its declared name there; '' for what is not counted."""
    typed, axis = said["meaning"], said.get("axis", "")
    if axis not in ("", *AXES):
        raise refuse("E-USE", label="AXIS", found=axis, expected="、".join(AXES))
    axes = [known for known in AXES if axis in ("", known)]
    names = {known: "" if typed in NOTHING else _declared(spec, known, typed) for known in axes}
    found = [(known, name) for known, name in names.items() if name is not None]
    if not found:
        known = [name for one in axes for name in meanings(spec.layouts[-1], one)]
        raise refuse("E-ANSWER-MEANING", table=spec.title_zh, found=typed, expected=listed(typed, known))
    if len(found) > 1:
        raise refuse("E-ANSWER-AXIS", label=said["label"])
    return found[0]


def _declared(spec: PrintedTable, axis: Axis, typed: str) -> str | None:
    """What the latest layout that has a name or one of its aliases calls it on an axis."""
    for layout in reversed(spec.layouts):
        known = meanings(layout, axis)
        if typed in known:
            return typed
        labels: Mapping[str, Row] = {} if axis == "key" else layout.rows if axis == "row" else layout.columns
        if found := Names({name: labels[name] for name in known if name in labels}).find(_path(typed)):
            return found.name
    return None


def _path(typed: str) -> str:
    """Canonical form of a declared name: the parts of a header path are joined by `/`, or as they are shown."""
    return canonical_path(re.split(f"[/{PATH.strip()}]", typed))


def _is_called(answered: Answer, label: str) -> bool:
    return answered._replace(label=label).path == answered.path

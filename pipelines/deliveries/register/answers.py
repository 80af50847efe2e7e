"""What the register says of labels: which printed label means what in which table, up to which year, by whom and why.

An `answered` line names table and last year; its place is axis, label and meaning, as a list of JSON. The last word
about a label counts; an `unanswered` line takes it back. What an answer does is told in `reading/names`.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from assets.needs import Confirmation
from assets.raw import load_printed_tables
from pipelines.deliveries.journal import Event, damaged, read_journal
from pipelines.reading import Answer, Answers
from pipelines.reading.names import Axis
from schemas.check_result import ANSWERED, Found, place_id
from schemas.problems import Notice, Place

#: How a line about an answer is called, and one that takes it back.
SAID, TAKEN_BACK = "answered", "unanswered"

AXES: dict[Axis, tuple[str, str]] = {"row": ("行", "row"), "column": ("列", "column"), "key": ("分组", "key")}


def answers(data_dir: Path) -> Answers:
    """What labels mean now, by table."""
    return answers_of(read_journal(data_dir))


def answers_of(events: Iterable[Event]) -> Answers:
    """What some lines of the register say of labels, by table."""
    said: dict[tuple[str, str, str], Answer] = {}
    for line, event in enumerate(events, start=2):
        if event.event in (SAID, TAKEN_BACK):
            answer = _answer(event, line)
            about = (answer.table, answer.axis, answer.path)
            said.pop(about, None)
            if event.event == SAID:
                said[about] = answer
    by_table: dict[str, tuple[Answer, ...]] = {}
    for answer in said.values():
        by_table[answer.table] = (*by_table.get(answer.table, ()), answer)
    return by_table


def answers_ever(events: Iterable[Event]) -> set[Answer]:
    """Every answer that was given, those too that count no more."""
    return {_answer(event, line) for line, event in enumerate(events, start=2) if event.event == SAID}


def answer_event(answer: Answer, event: str = SAID) -> Event:
    """The line by which somebody answers what a label means, or takes it back."""
    place = json.dumps([answer.axis, answer.label, answer.meaning], ensure_ascii=False)
    until = str(answer.until)
    return Event(
        event=event, tables=answer.table, periods=until, place=place, signed_by=answer.by, reason=answer.reason
    )


def assumption(answer: Answer) -> Found:
    """What is published of an answer that some figures rest on."""
    spec = load_printed_tables()[answer.table]
    notice = Notice(ANSWERED, Place(), {"label": answer.label, "found": answer.said, "limit": answer.until})
    return Found(
        label=f"{spec.title_zh} › {AXES[answer.axis][0]}“{answer.label}”",
        found_year=None,
        file_name="",
        sheet="",
        cell="",
        value_text=answer.said,
        limit_text=str(answer.until),
        message_zh=notice.render("zh"),
        message_en=notice.render("en"),
    )


def vouched(said: Answers) -> dict[str, Confirmation]:
    """Who answers for which assumption, by its identity."""
    known = load_printed_tables()
    return {
        place_id(ANSWERED, assumption(answer)): Confirmation(answer.by, answer.reason)
        for table, answered in said.items()
        if table in known
        for answer in answered
    }


def _answer(event: Event, line: int) -> Answer:
    try:
        axis, label, meaning = json.loads(event.place)
        if axis not in AXES:
            raise ValueError(axis)
        until = int(event.periods)
        return Answer(event.tables, axis, label, meaning, until, event.signed_by, event.reason)
    except (ValueError, TypeError) as error:
        raise damaged(line, str(error)) from error

"""The lines of `D/register.csv`: what happened to deliveries, in order, with no clock in it; nothing is ever rewritten.

Each line carries the digest of the line before. `D/REGISTER.head` says how many lines there are and the digest of the
last one, so that a line that was changed, taken out, put in or cut off is found. Here belongs the form of the lines;
what they mean for a file belongs to `rows`.

    number,event,about,file_sha256,…,previous
    1,delivered,,6241…,…,0000…
    2,accepted,1,,…,9c1b…
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from pipelines.lake.files import write_bytes
from pipelines.lake.format import require_format
from pipelines.lake.releases import ENVELOPE, read_list
from schemas.problems import Place, Refusal

FILE_NAME, HEAD_NAME = "register.csv", "REGISTER.head"
NOTHING = "0" * 64
"""What the first line carries."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line; every field is text, as it stands there."""

    number: str = ""
    event: str = ""
    about: str = ""
    """Numbers of the deliveries it is about."""
    file_sha256: str = ""
    size_bytes: str = ""
    file_name: str = ""
    tables: str = ""
    region_codes: str = ""
    periods: str = ""
    vintage: str = ""
    supersedes: str = ""
    is_synthetic: str = ""
    encoding: str = ""
    place: str = ""
    """The held place that is confirmed: its identity, and what was said of it."""
    signed_by: str = ""
    reason: str = ""
    previous: str = ""

    @property
    def line(self) -> str:
        """The line as it stands in the register."""
        return _csv([_fields(self)])

    @property
    def sha256(self) -> str:
        """What the next line carries."""
        return hashlib.sha256(self.line.encode()).hexdigest()


COLUMNS = tuple(field.name for field in fields(Event))
_fields = attrgetter(*COLUMNS)


def read_journal(data_dir: Path) -> list[Event]:
    """Return all lines; none when nothing was delivered yet.

    Raises:
        Refusal: E-REGISTER, naming the first line that is not what was written; E-FORMAT, as `require_format`.
    """
    require_format(data_dir)
    events = list(parse_journal(_content(data_dir)))
    heads = _heads(data_dir)
    end = head_of(events)
    if end not in heads:
        raise damaged(len(events) + 2, _shown(end), " / ".join(map(_shown, heads)))
    return events


def append_events(data_dir: Path, known: Sequence[Event], new: Iterable[Event]) -> list[Event]:
    """Add lines to the end; whole or not at all, whatever happens on the way.

    The head first names both ends, the one before and the one to come: a kill leaves one of them.
    """
    events = list(known)
    for event in new:
        previous = events[-1].sha256 if events else NOTHING
        events.append(replace(event, number=str(len(events) + 1), previous=previous))
    before, after = head_of(known), head_of(events)
    write_bytes(data_dir / HEAD_NAME, f"{before}\n{after}\n".encode())
    write_bytes(data_dir / FILE_NAME, (_csv([COLUMNS]) + "".join(event.line for event in events)).encode("utf-8-sig"))
    write_bytes(data_dir / HEAD_NAME, f"{after}\n".encode())
    return events


def head_of(events: Sequence[Event]) -> str:
    """How many lines there are and the digest of the last one, as releases quote it."""
    return f"{len(events)} {events[-1].sha256 if events else NOTHING}"


def count_of(head: str) -> int:
    """How many lines a head says that there are; none if it says nothing."""
    number = head.partition(" ")[0]
    return int(number) if number.isdecimal() else 0


@lru_cache(maxsize=2)  # by what is written there: every table of a run asks
def parse_journal(content: bytes) -> tuple[Event, ...]:
    """Lines that follow one another, each as it was written.

    Raises:
        Refusal: E-REGISTER, naming the first line that is not.
    """
    if not content:
        return ()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise damaged(content[: error.start].count(b"\n") + 1, str(error)) from error
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        rows = list(reader)
    except csv.Error as error:
        raise damaged(reader.line_num, str(error)) from error
    if not rows or tuple(rows[0]) != COLUMNS:
        raise damaged(1, "、".join(rows[0]) if rows else "", "、".join(COLUMNS))
    events: list[Event] = []
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(COLUMNS):
            raise damaged(line, f"{len(row)} 列 | columns", str(len(COLUMNS)))
        event, previous = Event(*row), events[-1].sha256 if events else NOTHING
        if (event.number, event.previous) != (str(line - 1), previous):
            # the line before may be the changed one: what follows it no longer fits
            raise damaged(
                line if event.number != str(line - 1) else max(line - 1, 2), event.previous[:12], previous[:12]
            )
        events.append(event)
    if content != (_csv([COLUMNS]) + "".join(event.line for event in events)).encode("utf-8-sig"):
        raise damaged(1, "写法已改变 | written otherwise")
    return tuple(events)


def require_anchored(data_dir: Path, release: Path) -> None:
    """Refuse a register that never was as a release found it: an older one was put back, or it is gone with its head.

    Lines that were lost before the register was made again cannot be asked for.

    Raises:
        Refusal: E-REGISTER.
    """
    events, envelope = read_journal(data_dir), read_list(release, ENVELOPE)
    if envelope is None:  # a damaged release vouches for nothing, and is told elsewhere
        return
    head = str(envelope.get("register", ""))
    count = count_of(head)
    if head_of(events[:count]) != head and not any(event.event == "rebuilt" for event in events[count:]):
        raise damaged(min(len(events), count) + 2, _shown(head_of(events[:count])), _shown(head))


def salvage(data_dir: Path) -> dict[int, Event]:
    """Lines of a damaged register that are as they were written, by number: what follows carries their digest."""
    text = _content(data_dir).decode("utf-8-sig", errors="replace").replace("\0", "")
    events = []
    for line in text.splitlines():
        with suppress(csv.Error):
            (row,) = list(csv.reader([line])) or [[]]
            if len(row) == len(COLUMNS) and row[0].isdecimal():
                events.append(Event(*row))
    vouched = {event.previous for event in events} | {head.partition(" ")[2] for head in _heads(data_dir)}
    return {int(event.number): event for event in events if event.sha256 in vouched}


def rewrite(data_dir: Path, events: Mapping[int, Event], heads: Iterable[str], reason: str) -> list[Event]:
    """Make the register again: each line under its number, those that are gone as ``lost``, then why it was rebuilt.

    ``heads`` are those that releases quote: so many lines there were.
    """
    kept = data_dir / f"{FILE_NAME}.damaged"
    if (content := _content(data_dir)) and not kept.exists():
        write_bytes(kept, content)
    length = max([*events, *(count_of(head) for head in (*heads, *_heads(data_dir)))], default=0)
    lines = [events.get(number, Event(event="lost")) for number in range(1, length + 1)]
    return append_events(data_dir, [], [*lines, Event(event="rebuilt", reason=reason)])


def damaged(line: int, found: str, expected: str = "") -> Refusal:
    """The refusal of a register that is not what was written."""
    return Refusal("E-REGISTER", Place(FILE_NAME, line=line), found=found, expected=expected)


def _shown(head: str) -> str:
    """A head as a person reads it: how many lines, and the beginning of the digest."""
    number, _, digest = head.partition(" ")
    return f"{number or 0} 行 {digest[:12]}"


def _content(data_dir: Path) -> bytes:
    path = data_dir / FILE_NAME
    return path.read_bytes() if path.exists() else b""


def _heads(data_dir: Path) -> list[str]:
    path = data_dir / HEAD_NAME
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else [head_of([])]


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()

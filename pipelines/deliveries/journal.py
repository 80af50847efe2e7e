"""The lines of `D/register.csv`: what happened to deliveries, in order, with no clock in it.

Each line carries the digest of the line before, and `D/REGISTER.head` names the last one (`pipelines/lake/journal`).
Here belongs what a line says; what that means for a file belongs to `rows`.

    number,event,about,file_sha256,…,previous
    1,delivered,,6241…,…,0000…
    2,accepted,1,,…,9c1b…
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.lake.files import write_bytes
from pipelines.lake.journal import Journal, Line, count_of, head_of, shown_head
from pipelines.lake.releases import ENVELOPE, read_list

FILE_NAME, HEAD_NAME = "register.csv", "REGISTER.head"


@dataclass(frozen=True, slots=True)
class Event(Line):
    """One line of the register."""

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


REGISTER = Journal(FILE_NAME, HEAD_NAME, Event, "E-REGISTER")
read_journal, append_events, parse_journal = REGISTER.read, REGISTER.append, REGISTER.parse
salvage, damaged = REGISTER.salvage, REGISTER.damaged


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
        raise damaged(min(len(events), count) + 2, shown_head(head_of(events[:count])), shown_head(head))


def rewrite(data_dir: Path, events: Mapping[int, Event], heads: Iterable[str], reason: str) -> list[Event]:
    """Make the register again: each line under its number, those that are gone as ``lost``, then why it was rebuilt.

    ``heads`` are those that releases quote: so many lines there were.
    """
    kept = data_dir / f"{FILE_NAME}.damaged"
    if (content := REGISTER.content(data_dir)) and not kept.exists():
        write_bytes(kept, content)
    length = max([*events, *(count_of(head) for head in (*heads, *REGISTER.heads(data_dir)))], default=0)
    lines = [events.get(number, Event(event="lost")) for number in range(1, length + 1)]
    return append_events(data_dir, [], [*lines, Event(event="rebuilt", reason=reason)])

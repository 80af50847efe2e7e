"""A person vouches for a figure that a check holds: this rule, this cell, this value, with name and reason.

It is said of a draft with a command, or beforehand in a file beside the deliveries.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from assets.needs import Confirmation
from pipelines.deliveries.journal import append_events, read_journal
from pipelines.deliveries.register import confirmations
from pipelines.deliveries.register.beside import CONFIRMATIONS, rows_beside
from pipelines.deliveries.register.rows import confirmation_event
from pipelines.lake.releases import DRAFT, current_release, database_of
from schemas.check_result import PLACE_ID
from schemas.problems import Misuse, Place, Refusal


def confirm(
    data_dir: Path, typed: str, signed_by: str, reason: str, moved: Mapping[str, str] | None = None
) -> tuple[str, int]:
    """Confirm a held place of the draft by the beginning of its identity; the caller holds the lock.

    Besides those of its checks there are those where it has ``moved`` what is published, with what is said of each.

    Returns:
        What was confirmed, and how many places are left.

    Raises:
        Misuse: E-USE, no place that waits is called so, or several are.
    """
    waiting = waiting_places(data_dir) | dict(moved or {})
    found = [place for place in waiting if len(typed) >= 6 and place.startswith(typed)]
    if len(found) != 1:
        expected = "、".join(f"{place} {said}" for place, said in waiting.items()) or "—"
        raise Misuse("E-USE", label="PLACE", found=typed, expected=expected)
    (place,) = found
    append_events(data_dir, read_journal(data_dir), [confirmation_event(place, waiting[place], signed_by, reason)])
    return waiting[place], len(waiting) - 1


def take_in_confirmations(data_dir: Path, inbox: Path) -> None:
    """Take in what lies beside the deliveries of an inbox, unless it is known; the caller holds the lock.

    Raises:
        Refusal: E-CONFIRMATION, a row does not say which place, who and why.
    """
    known, new = confirmations(data_dir), []
    for line, row in enumerate(rows_beside(inbox, CONFIRMATIONS), start=2):
        place, by, reason, said = ((row.get(name) or "").strip() for name in ("place", "by", "reason", "said"))
        if not PLACE_ID.fullmatch(place) or not by or not reason:
            raise Refusal("E-CONFIRMATION", Place(CONFIRMATIONS, line=line), found=place)
        if known.get(place) != Confirmation(by, reason):
            new.append(confirmation_event(place, said, by, reason))
    if new:
        append_events(data_dir, read_journal(data_dir), new)


def waiting_places(data_dir: Path) -> dict[str, str]:
    """Held places that nobody has confirmed since the draft was made, with what was said of each."""
    if not (data_dir / DRAFT).exists():
        return {}
    with duckdb.connect(str(database_of(current_release(data_dir, DRAFT))), read_only=True) as connection:
        rows = connection.execute(
            """
            select place_id, concat_ws(' ', rule_code, label, file_name, sheet, cell, value_text)
            from marts.check_results where outcome = 'held' order by all
            """
        ).fetchall()
    confirmed = confirmations(data_dir)
    return {place: said for place, said in rows if place not in confirmed}

"""What becomes of deliveries that are on trial: accepted when a run has judged them, or set aside with its reasons.

A finding names its files. Where it names none that is on trial, nobody can say which of them is wrong, and all are set
aside: the figures before them stay in force.
"""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from pipelines.deliveries.journal import append_events, read_journal
from pipelines.deliveries.register.rows import ON_TRIAL, RegisteredFile, in_force, read_register, state_event, told_by
from schemas.problems import Place, Refusal

#: What a run may refuse although every delivery is right: the machine, the program, a signature that is missing.
NOT_OF_DATA = frozenset({"E-DISK-FULL", "E-STALE", "E-DAMAGED", "E-LOCKED", "E-MEMORY", "E-RECALLED", "E-REGISTER"})


def accept(data_dir: Path) -> None:
    """What is on trial has stood it."""
    events = read_journal(data_dir)
    if passed := _on_trial(told_by(events)):
        append_events(data_dir, events, [state_event("accepted", passed)])


def set_aside(data_dir: Path, refusals: Sequence[Refusal]) -> list[RegisteredFile]:
    """Set those aside that a run refused; returns them, none if nothing that it refused is on trial."""
    events = read_journal(data_dir)
    on_trial = [] if {r.code for r in refusals} & NOT_OF_DATA else _on_trial(told_by(events))
    reasons = {refusal.place.file: refusal for refusal in reversed(refusals)}  # the first of each file
    wrong = [file for file in on_trial if file.file_name in reasons] or on_trial
    told = [reasons.get(file.file_name, refusals[0]).render() for file in wrong]
    if wrong:
        lines = [state_event("set aside", [file], reason=why) for file, why in zip(wrong, told, strict=True)]
        append_events(data_dir, events, lines)
    return wrong


def waiting(data_dir: Path) -> list[RegisteredFile]:
    """What was set aside and nothing came for since: somebody still has to correct it or to name it again."""
    return still_waiting(read_register(data_dir))


def still_waiting(files: Sequence[RegisteredFile]) -> list[RegisteredFile]:
    """Of all deliveries of a register, those that wait like this."""
    held = {holding.series: file.delivery_sequence for file in in_force(files) for holding in file.holdings}
    return [
        file
        for file in files
        if file.state == "set aside" and any(held.get(h.series, 0) < file.delivery_sequence for h in file.holdings)
    ]


def withdraw(data_dir: Path, name: str, signed_by: str, reason: str) -> RegisteredFile:
    """Take back a file in force, by its name or the beginning of its digest; what it replaced counts again.

    Raises:
        Refusal: E-NOT-IN-FORCE, no file in force is called so, or several are.
    """
    name = unicodedata.normalize("NFC", name)  # as it is registered; macOS types it decomposed
    events = read_journal(data_dir)
    files = in_force(told_by(events))
    found = [file for file in files if file.file_name == name or (len(name) >= 8 and file.file_sha256.startswith(name))]
    if len(found) != 1:
        raise Refusal("E-NOT-IN-FORCE", Place(name), found="、".join(sorted(file.file_name for file in files)))
    append_events(data_dir, events, [state_event("withdrawn", found, signed_by, reason)])
    return found[0]


def _on_trial(files: Sequence[RegisteredFile]) -> list[RegisteredFile]:
    return [file for file in in_force(files) if file.state == ON_TRIAL]

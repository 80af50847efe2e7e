"""What became of releases: the lines of `D/releases.csv`, and which release is official by them.

A line says that a person signed a release for one step, that somebody went back to an earlier release, or that a run
went on after that. Here belongs what the lines say; the pointers that follow them are in `releases`.

    number,event,release,left,role,…,previous
    1,signed,48ca…,,prepared,…,0000…
    2,signed,48ca…,,reviewed,…,51d0…
    3,rolled back,1b7e…,48ca…,,…,7ac9…
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipelines.lake.journal import Journal, Line, head_of

FILE_NAME, HEAD_NAME = "releases.csv", "RELEASES.head"

SIGNED, ROLLED_BACK, WENT_ON = "signed", "rolled back", "went on"


@dataclass(frozen=True, slots=True)
class Publication(Line):
    """One line of what became of releases."""

    event: str = ""
    release: str = ""
    """The release that was signed, that was gone back to, or that a run made current."""
    left: str = ""
    """The release that was current when somebody went back."""
    role: str = ""
    roles: str = ""
    """All steps that were asked for, in order; the last one makes official."""
    statement_sha256: str = ""
    signature_sha256: str = ""
    key: str = ""
    """Fingerprint of the key that signed."""
    signed_by: str = ""
    signed_at: str = ""
    reason: str = ""


PUBLICATIONS = Journal(FILE_NAME, HEAD_NAME, Publication, "E-CHAIN")


class Chain(NamedTuple):
    """The official release, and the head of the journal as it stood when it became so; empty if none is official."""

    release: str = ""
    head: str = ""


NONE = Chain()


@dataclass
class Standing:
    """What the lines come to."""

    official: Chain = NONE
    before: dict[str, Chain] = field(default_factory=dict)
    """Each release that has been signed for all steps, with what was official until then."""
    signatures: dict[str, list[Publication]] = field(default_factory=dict)
    """By release, in order."""
    rollback: Publication | None = None
    """While one is in force: no run has made another release current since."""
    ended: tuple[Publication, Publication] | None = None
    """The last one that has ended, and the line by which it has."""
    left: list[str] = field(default_factory=list)
    """What was taken back by it, and by those before it; first what a run had made."""


def standing_of(lines: Sequence[Publication]) -> Standing:
    """What some lines come to, read from the first on."""
    found = Standing()
    for count, line in enumerate(lines, start=1):
        chain = Chain(line.release, head_of(lines[:count]))
        if line.event == SIGNED:
            found.signatures.setdefault(line.release, []).append(line)
            if line.role == line.roles.split()[-1]:
                found.before[line.release] = found.official
                found.official = chain
        elif line.event == ROLLED_BACK:
            found.rollback = line
            found.left.append(line.left)
            if line.release in found.before and line.release != found.official.release:
                found.official = chain
        elif line.event == WENT_ON and found.rollback:
            found.ended, found.rollback, found.left = (found.rollback, line), None, []
    return found


def standing(data_dir: Path) -> Standing:
    """What became of the releases of a data folder.

    Raises:
        Refusal: E-CHAIN, the journal is not what was written.
    """
    return standing_of(PUBLICATIONS.read(data_dir))


def record(data_dir: Path, line: Publication) -> None:
    """Write down what becomes of a release; the caller holds the lock, and lets the pointers follow."""
    PUBLICATIONS.append(data_dir, PUBLICATIONS.read(data_dir), [line])

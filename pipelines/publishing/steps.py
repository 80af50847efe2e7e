"""The steps by which a release becomes official: what there is to sign, who signed, and the next signature.

Nothing is official that was changed since it was made, that rests on a place in doubt, or on factors for which nobody
has signed. The journal is written last; a kill before that leaves a signature that does not count.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.deliveries.register import read_register
from pipelines.lake.files import write_bytes
from pipelines.lake.publications import PUBLICATIONS, SIGNED, Chain, Publication, Standing, record, standing
from pipelines.lake.releases import (
    CONTENT,
    DRAFT,
    find_release,
    follow,
    latest_release,
    pointed_releases,
    read_list,
    show_pointed,
    verify_release,
)
from pipelines.proof.moved import waiting
from pipelines.publishing.page import show_signatures
from pipelines.publishing.signatures import SIGNERS, sign, steps_of, verify
from pipelines.publishing.statements import places_of, statement_of, verify_signatures
from schemas.problems import Misuse, Refusal, Refusals, nearest
from schemas.vocabulary import SIGNING_ROLES

#: Takes responsibility for every group, for the reason of the signature.
ALL = "all"


@dataclass(frozen=True)
class Asked:
    """What a signer asks for: which step, with which key, as whom, why, and the groups that are accepted."""

    role: str
    key: Path
    signed_by: str
    reason: str
    accepted: Sequence[str] = ()
    """``GROUP``, ``GROUP=why`` or ``all``."""


@dataclass(frozen=True)
class Signing:
    """How far a release is, and what is to be signed."""

    release: Path
    signed: list[Publication]
    content: Mapping[str, Any]
    known: Standing
    signers: Path

    @property
    def steps(self) -> list[str]:
        """The steps that are asked for, in order; of what became official those that were.

        Raises:
            Refusal: E-SIGNERS, no usable list of signers says it.
        """
        was_official = self.release.name in self.known.before
        return self.signed[-1].roles.split() if was_official else steps_of(self.signers)

    @property
    def next_step(self) -> str:
        """The step that is due; empty if all are done."""
        done = [line.role for line in self.signed]
        return next((role for role in self.steps if role not in done), "")

    @property
    def groups(self) -> dict[str, Mapping[str, Any]]:
        """Groups of factors that somebody has to sign for."""
        return {group["group_id"]: group for group in self.content.get("to_sign_for", [])}

    @property
    def is_official(self) -> bool:
        """Whether it is the official release."""
        return self.known.official.release == self.release.name


def signing_of(data_dir: Path, typed: str = "") -> Signing:
    """How far a release is, by the beginning of its digest; what the last run made if empty.

    Raises:
        Refusal: there is none; E-CHAIN.
        Refusals: E-VERIFY, it is not what was published.
        Misuse: E-USE, no release begins like this, or several do.
    """
    release = find_release(data_dir, typed) if typed else latest_release(data_dir)
    if wrong := list(verify_release(release, data_dir)):
        raise Refusals(wrong)
    known, content = standing(data_dir), read_list(release, CONTENT) or {}
    return Signing(release, known.signatures.get(release.name, []), content, known, data_dir / SIGNERS)


def sign_release(data_dir: Path, typed: str, asked: Asked) -> Signing:
    """Sign a release for one step; the caller holds the lock. With the last step it is official.

    Raises:
        Refusal, Refusals, Misuse: why it cannot be signed, with nothing changed.
    """
    follow(data_dir)
    signing = signing_of(data_dir, typed)
    known = signing.known
    _require_publishable(signing, data_dir)
    _require_turn(signing, asked)
    for refusal in verify_signatures(data_dir, signing.release.name):
        raise refusal
    accepted = _accepted(signing, asked)
    lines = PUBLICATIONS.read(data_dir)
    line = Publication(
        event=SIGNED,
        release=signing.release.name,
        role=asked.role,
        roles=" ".join(signing.steps),
        signed_by=asked.signed_by,
        signed_at=_now(lines),
        reason=asked.reason,
    )
    statement = statement_of(signing.release, line, known.official, lines, accepted)
    signature = sign(statement, asked.key, asked.role)
    key = verify(statement, signature, line.signed_by, line.role, line.signed_at, data_dir / SIGNERS)
    for other in signing.signed:
        if other.key == key:
            raise _same(other, asked.role)
    for path, content in zip(places_of(data_dir, line.release, line.role), (statement, signature), strict=True):
        write_bytes(path, content)
    digests = (hashlib.sha256(content).hexdigest() for content in (statement, signature))
    record(data_dir, replace(line, statement_sha256=next(digests), signature_sha256=next(digests), key=key))
    follow(data_dir)
    show_pointed(data_dir)
    show_signatures(data_dir)
    return signing_of(data_dir, signing.release.name)


def _require_publishable(signing: Signing, data_dir: Path) -> None:
    """Nothing in doubt, nothing published moved unanswered, nothing taken back, made after what is official now."""
    content, name, known = signing.content, signing.release.name, signing.known
    is_draft = signing.release in pointed_releases(data_dir, (DRAFT,))
    if held := [*content.get("held_places", ()), *(waiting(data_dir) if is_draft else ())]:
        said = "；".join(f"{place['place_id']} {place['message_zh']}" for place in held[:3])
        raise Refusal("E-SIGN-HELD", found=len(held), other=said)
    if known.rollback and name in known.left and name != known.rollback.release:
        line = known.rollback
        raise Refusal("E-ROLLED-BACK", by=line.signed_by, expected=line.release[:12], found=line.reason)
    states = {file.file_sha256: file for file in read_register(data_dir)}  # of bytes that came again, the last
    inputs = [states[source["sha256"]] for source in content.get("inputs", ()) if source["sha256"] in states]
    if withdrawn := [file.file_name for file in inputs if file.state == "withdrawn"]:
        raise Refusal("E-SIGN-WITHDRAWN", found="、".join(withdrawn))
    quoted = Chain(**content.get("previous_official", {}))
    if name not in known.before and quoted != known.official:
        raise Refusal("E-SIGN-CHAIN", found=quoted.release[:12] or "—", expected=known.official.release[:12] or "—")


def _require_turn(signing: Signing, asked: Asked) -> None:
    """The step exists, is not done, is the next one, and is another person's than those before."""
    if asked.role not in signing.steps:
        raise Misuse("E-USE", label="--role", found=asked.role, expected=nearest(asked.role, signing.steps))
    label = _title(asked.role)
    for line in signing.signed:
        if line.role == asked.role:
            following = _title(signing.next_step) if signing.next_step else "—"
            raise Refusal("E-SIGN-TWICE", label=label, found=line.signed_by, expected=following)
    if asked.role != signing.next_step:
        raise Refusal("E-SIGN-STEP", label=label, expected=_title(signing.next_step))
    for line in signing.signed:
        if line.signed_by == asked.signed_by:
            raise _same(line, asked.role)


def _same(line: Publication, role: str) -> Refusal:
    return Refusal("E-SIGN-SAME", found=line.signed_by, other=_title(line.role), label=_title(role))


def _accepted(signing: Signing, asked: Asked) -> dict[str, str]:
    """Groups that the signer takes responsibility for; of the step that reviews, all.

    Raises:
        Misuse: E-USE, there is no such group.
        Refusal: E-SIGN-OPEN, groups are left.
    """
    groups, accepted = signing.groups, dict[str, str]()
    for typed in asked.accepted:
        group, _, why = typed.partition("=")
        if group not in (ALL, *groups):
            raise Misuse("E-USE", label="--accept", found=group, expected=nearest(group, [*groups, ALL]))
        accepted |= dict.fromkeys(groups if group == ALL else [group], why.strip() or asked.reason)
    left = [group for group in groups if group not in accepted]
    if asked.role == "reviewed" and left:
        raise Refusal("E-SIGN-OPEN", found=len(left), other="、".join(left))
    return accepted


def _title(role: str) -> str:
    return " | ".join(SIGNING_ROLES[role])


def _now(lines: Sequence[Publication]) -> str:
    """The time in UTC, which must not run back: a key that has expired could sign as of before.

    Raises:
        Refusal: E-SIGN-CLOCK.
    """
    now, last = moment().strftime("%Y-%m-%dT%H:%M:%SZ"), max((line.signed_at for line in lines), default="")
    if now < last:
        raise Refusal("E-SIGN-CLOCK", found=now, expected=last)
    return now


def moment() -> datetime:
    """What the clock says."""
    return datetime.now(UTC)

"""What a signer puts the name to: the release, what was official before it, and all that was shown; and its signature.

They stand in `D/signatures/<release>/`, `<role>.json` and `<role>.json.sig`, beside the release and not in it: its name
is the digest of what it holds. The journal of releases says which statements there are.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.lake.journal import count_of, head_of, shown_head
from pipelines.lake.publications import PUBLICATIONS, SIGNED, Chain, Publication, standing_of
from pipelines.lake.releases import CONTENT, ENVELOPE, OFFICIAL, as_json, read_list
from pipelines.publishing.signatures import ALWAYS, SIGNERS, verify
from schemas.problems import Notice, Place, Refusal
from schemas.vocabulary import SIGNING_ROLES

FOLDER = "signatures"

#: What a release says of itself that a signer has to see.
SHOWN = (
    *("held_places", "confirmed_places", "assumed_places", "confirmations"),
    *("waivers", "to_sign_for", "missing_deliveries"),
)


def statement_of(
    release: Path, line: Publication, official: Chain, lines: Sequence[Publication], accepted: Mapping[str, str]
) -> bytes:
    """The statement of a signer, as canonical JSON.

    Args:
        release: its folder.
        line: who signs what, when and why.
        official: what is official before.
        lines: the journal so far, of which its head is quoted: a signature covers all that was written before it.
        accepted: groups for which the signer takes responsibility, each with its reason.
    """
    content, envelope = read_list(release, CONTENT) or {}, read_list(release, ENVELOPE) or {}
    said = {name: getattr(line, name) for name in ("release", "role", "roles", "signed_by", "signed_at", "reason")}
    return as_json(
        said
        | {
            "previous_official": official._asdict(),
            "journal": head_of(lines),
            "databases": envelope.get("files", {}),
            "shown": {name: content.get(name, []) for name in SHOWN},
            "accepted": dict(accepted),
        }
    )


def places_of(data_dir: Path, release: str, role: str) -> tuple[Path, Path]:
    """Where a statement and its signature stand."""
    folder = data_dir / FOLDER / release
    return folder / f"{role}.json", folder / f"{role}.json.sig"


def verify_signatures(data_dir: Path, release: str = "", signers: Path | None = None) -> Iterator[Refusal]:
    """Compare the statements with the journal and check every signature; yields what is wrong.

    Args:
        data_dir: the data folder.
        release: only those of one release; all if empty.
        signers: a list of signers kept elsewhere, in place of that of the data folder.

    Raises:
        Refusal: E-CHAIN, the journal is not what was written; E-SIGN-TOOL, E-SIGNERS, nothing can be checked.
    """
    lines = PUBLICATIONS.read(data_dir)
    for count, line in enumerate(lines):
        if line.event == SIGNED and release in ("", line.release):
            yield from _wrong(data_dir, line, lines[:count], signers or data_dir / SIGNERS)


def _wrong(data_dir: Path, line: Publication, before: list[Publication], signers: Path) -> Iterator[Refusal]:
    label = f"{line.release[:12]} {SIGNING_ROLES[line.role][0] if line.role in SIGNING_ROLES else line.role}"
    known = standing_of(before)
    others = known.signatures.get(line.release, [])
    try:
        statement, signature = (path.read_bytes() for path in places_of(data_dir, line.release, line.role))
        said = json.loads(statement)
        digests = (hashlib.sha256(statement).hexdigest(), hashlib.sha256(signature).hexdigest())
        if digests != (line.statement_sha256, line.signature_sha256):
            yield _refused(label, "内容已改变 | content changed")
        elif not _agree(said, line, before, known.official):
            yield _refused(label, "与发布记录不一致 | it does not agree with the record of releases")
        elif not _in_turn(line, others):
            yield _refused(label, "步骤或签署人不合规定 | steps or persons are not as they must be")
        elif verify(statement, signature, line.signed_by, line.role, line.signed_at, signers) != line.key:
            yield _refused(label, "密钥与发布记录不一致 | another key than the record says")
    except (OSError, ValueError) as error:
        yield _refused(label, f"签名文件缺失或已损坏 | missing or damaged: {type(error).__name__}")
    except Refusal as refused:
        if refused.code in ("E-SIGN-TOOL", "E-SIGNERS"):
            raise
        yield refused


def _agree(said: Mapping[str, Any], line: Publication, before: Sequence[Publication], official: Chain) -> bool:
    named = ("release", "role", "roles", "signed_by", "signed_at", "reason")
    is_same = all(said.get(name) == getattr(line, name) for name in named)
    return is_same and said.get("journal") == head_of(before) and said.get("previous_official") == official._asdict()


def _in_turn(line: Publication, others: Sequence[Publication]) -> bool:
    """Whether a step follows those before it, each by another person with another key."""
    roles, done = line.roles.split(), [other.role for other in others]
    is_next = set(ALWAYS) <= {*roles} and roles[: len(done) + 1] == [*done, line.role]
    return is_next and not any(line.signed_by == other.signed_by or line.key == other.key for other in others)


def _refused(label: str, found: str) -> Refusal:
    return Refusal("E-SIGNATURE", label=label, found=found)


def require_chained(data_dir: Path, release: Path) -> None:
    """Refuse a journal of releases that never was as a release found it, and an official pointer that it does not know.

    Raises:
        Refusal: E-CHAIN, an older journal was put back, or it is gone with its head; E-OFFICIAL.
    """
    lines = PUBLICATIONS.read(data_dir)
    head = str((read_list(release, CONTENT) or {}).get("previous_official", {}).get("head", ""))
    count = count_of(head)
    if head and head_of(lines[:count]) != head:
        raise PUBLICATIONS.damaged(min(len(lines), count) + 2, shown_head(head_of(lines[:count])), shown_head(head))
    official = standing_of(lines).official.release
    pointer = data_dir / OFFICIAL
    named = pointer.read_text(encoding="utf-8", errors="replace").strip() if pointer.exists() else ""
    if named != official:
        raise Refusal("E-OFFICIAL", Place(OFFICIAL), found=named[:12] or "—", expected=official[:12] or "—")


def rebuilt_databases(data_dir: Path, release: Path) -> Iterator[Notice]:
    """Tell of databases that are not those of the last signature: the release is the same, they were built again."""
    signed = standing_of(PUBLICATIONS.read(data_dir)).signatures.get(release.name, [])
    envelope = read_list(release, ENVELOPE) or {}
    if signed:
        path, _ = places_of(data_dir, release.name, signed[-1].role)
        was = json.loads(path.read_bytes())["databases"]
        for name in sorted(name for name, digest in envelope.get("files", {}).items() if was.get(name) != digest):
            yield Notice("I-DATABASE", Place(name), {"file": name})

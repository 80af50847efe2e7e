"""The page of signatures beside the official release: who signed which step, for what, and the head of the chain.

It stands beside the copies that people open, and in no release: a release is the same before and after it is signed.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from pipelines.lake.files import write_bytes
from pipelines.lake.publications import Publication, Standing, standing
from pipelines.lake.releases import CONTENT, OFFICIAL, SHOWN, current_release, read_list
from pipelines.publishing.statements import places_of
from schemas.codes.regions import region_name
from schemas.problems import Refusal
from schemas.vocabulary import SIGNING_ROLES

FILE_NAME = "signatures.html"

#: Signatures carry UTC; who reads the page lives by the clock of Beijing.
BEIJING = timezone(timedelta(hours=8))


def show_signatures(data_dir: Path) -> None:
    """Bring the page up to date; without an official release there is none."""
    known, page = standing(data_dir), data_dir / SHOWN[OFFICIAL] / FILE_NAME
    try:
        release = current_release(data_dir, OFFICIAL)
    except Refusal:
        return
    from assets.release.template import render_page  # a run with nothing new need not wait for it

    content = read_list(release, CONTENT) or {}
    signed = [_signed(data_dir, line) for line in known.signatures.get(release.name, [])]
    text = render_page(
        FILE_NAME,
        release=release.name,
        content=content,
        regions=[f"{region_name(code)}（{code}）" for code in content["scope"]["regions"]],
        is_synthetic=any(file.get("is_synthetic") for file in content.get("inputs", [])),
        signed=signed,
        accepted=list(_accepted(content, signed)),
        before=known.before.get(release.name),
        chain=known.official,
        rollback=known.rollback if known.rollback and known.rollback.release == release.name else None,
    )
    if not page.is_file() or page.read_bytes() != text:
        write_bytes(page, text)


def told_standing(known: Standing, release: str, english: bool) -> str:
    """Whether a release is official, and who signed it, in one line."""
    signed, now = known.signatures.get(release, []), known.official.release[:16]
    names = "，".join(f"{SIGNING_ROLES[line.role][english]} {line.signed_by}" for line in signed)
    if release == known.official.release:
        told = (f"正式发布：{names}；发布链 {known.official.head}", f"official: {names}; chain {known.official.head}")
    elif release in known.before:
        told = (f"曾是正式发布（{names}）；现在的正式发布是 {now}", f"was official ({names}); now {now} is")
    elif signed:
        told = (f"尚非正式发布：已签 {names}", f"not official yet: {names}")
    else:
        told = (f"未签发；正式发布：{now or '尚无'}", f"not signed; official: {now or 'none'}")
    return told[english]


def beijing_time(signed_at: str) -> str:
    """A time of the journal as people in China write it."""
    return datetime.fromisoformat(signed_at).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def _signed(data_dir: Path, line: Publication) -> dict[str, Any]:
    try:
        statement = json.loads(places_of(data_dir, line.release, line.role)[0].read_bytes())
    except (OSError, ValueError):  # `verify` says so
        statement = {}
    return {
        "line": line,
        "title": SIGNING_ROLES[line.role][0],
        "at": beijing_time(line.signed_at),
        "accepted": statement.get("accepted", {}),
    }


def _accepted(content: dict[str, Any], signed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Groups of factors with who took responsibility, and why."""
    for group in content.get("to_sign_for", []):
        name = group["group_id"]
        by = [(step["line"].signed_by, step["accepted"][name]) for step in signed if name in step["accepted"]]
        yield group | {"by": by}

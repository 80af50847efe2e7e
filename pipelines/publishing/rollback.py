"""Going back to an earlier release: who, from which, to which, why; then the pointers follow.

The deliveries stay as they are, so the next run would make again what was taken back: that stays beside the current
release until the data change.
"""

from pathlib import Path

from pipelines.lake.publications import ROLLED_BACK, Publication, Standing, record
from pipelines.lake.releases import (
    CONTENT,
    DRAFT,
    POINTER,
    current_release,
    find_release,
    follow,
    pointed_releases,
    read_list,
    show_pointed,
    verify_release,
)
from pipelines.publishing.page import show_signatures
from pipelines.publishing.statements import verify_signatures
from schemas.problems import Place, Refusal, Refusals


def roll_back(data_dir: Path, typed: str, signed_by: str, reason: str) -> Standing:
    """Go back to a release by the beginning of its digest; the caller holds the lock.

    It is current again. It is official again if it ever was; the official release stays if it never was.

    Raises:
        Refusal: E-ROLLBACK, it never was current, or is so now; E-CHAIN; there is no current release to leave.
        Refusals: E-VERIFY, E-SIGNATURE, it is not what it was.
        Misuse: E-USE, no release begins like this, or several do.
    """
    known, release = follow(data_dir), find_release(data_dir, typed)
    if wrong := [*verify_release(release, data_dir), *verify_signatures(data_dir, release.name)]:
        raise Refusals(wrong)
    left, place = current_release(data_dir, POINTER), Place(file=release.name)
    if (read_list(release, CONTENT) or {})["status"] == "draft" or release in pointed_releases(data_dir, (DRAFT,)):
        raise Refusal("E-ROLLBACK", place, found="它是草稿，从来不是当前发布 | it is a draft and never was current")
    if release == left and (release.name == known.official.release or release.name not in known.before):
        raise Refusal("E-ROLLBACK", place, found="它就是当前发布 | it is current")
    line = Publication(event=ROLLED_BACK, release=release.name, left=left.name, signed_by=signed_by, reason=reason)
    record(data_dir, line)
    known = follow(data_dir)
    show_pointed(data_dir)
    show_signatures(data_dir)
    return known

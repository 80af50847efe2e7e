"""Where releases lie and how they are checked: ``releases/<digest>/``; ``CURRENT``, ``DRAFT``, ``OFFICIAL`` name some.

A draft rests on what somebody still has to confirm. It stands beside the current release, never in its place. The
official release is the one that was signed for every step; it stays until another one is, whatever a run makes.
What people open of them stands copied under a path that stays, ``current/``, ``draft/`` and ``official/``: a copy, so
that nobody who saves there changes what was published, and no file system is asked for links.

The digest that names a release is the SHA-256 of its ``content.json``, which lists everything that must be the same
everywhere; ``envelope.json`` lists what cannot be (the DuckDB files, the run). Both are verified.
"""

import hashlib
import json
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.lake import publications
from pipelines.lake.files import settle, sha256_of, sync, sync_folders, write_bytes
from pipelines.lake.format import require_format
from pipelines.lake.publications import WENT_ON, Chain, Publication, Standing, standing
from schemas.problems import Misuse, Notice, Place, Refusal, nearest

CONTENT, ENVELOPE = "content.json", "envelope.json"
POINTER, DRAFT, OFFICIAL = "CURRENT", "DRAFT", "OFFICIAL"
SHOWN = {POINTER: "current", DRAFT: "draft", OFFICIAL: "official"}
DIGEST = re.compile(r"[0-9a-f]{64}")


def as_json(document: object) -> bytes:
    """Canonical JSON: sorted keys, UTF-8, one trailing newline."""
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def database_of(release: Path) -> Path:
    """The file to query of a release; its name is the asset's.

    Raises:
        Refusal: E-VERIFY, somebody took it away.
    """
    found = list(release.glob("restricted/*.duckdb"))
    if len(found) != 1:
        raise Refusal("E-VERIFY", Place(file=release.name), found="没有查询数据库 | it has no database to query")
    return found[0]


def current_release(data_dir: Path, name: str = POINTER) -> Path:
    """Folder of the current release, or of the one that another pointer names.

    Raises:
        Refusal: E-MISSING-FILE, there is none yet; E-VERIFY, the pointer names none; E-FORMAT, as `require_format`.
    """
    require_format(data_dir)
    pointer, named = data_dir / name, _named(data_dir, name)
    if not pointer.exists():
        raise Refusal("E-MISSING-FILE", Place(file=str(pointer)))
    release = data_dir / "releases" / named
    if not DIGEST.fullmatch(named) or not release.is_dir():
        raise Refusal("E-VERIFY", Place(file=str(pointer)), found=f"{named or '空'}：没有这个发布 | no such release")
    return release


def latest_release(data_dir: Path) -> Path:
    """Folder of what the last run made: the draft if there is one, else the current release.

    Raises:
        Refusal: as `current_release`.
    """
    return current_release(data_dir, DRAFT if (data_dir / DRAFT).exists() else POINTER)


def shown_release(data_dir: Path, *, is_draft: bool = False) -> Path:
    """Folder of the release that is asked: the current one, or the draft if it is wanted or nothing is current yet.

    Raises:
        Refusal: as `current_release`.
    """
    has_only_draft = (data_dir / DRAFT).exists() and not (data_dir / POINTER).exists()
    return current_release(data_dir, DRAFT if is_draft or has_only_draft else POINTER)


def pointed_releases(data_dir: Path, pointers: Iterable[str] = SHOWN) -> list[Path]:
    """Folders of the releases that pointers name, each once, of those that there are."""
    found = []
    for pointer in pointers:
        with suppress(Refusal):
            found.append(current_release(data_dir, pointer))
    return list(dict.fromkeys(found))


def is_pointed_to(data_dir: Path, digest: str) -> bool:
    """Whether a release is where a run leaves it, and everything in it is what was published.

    A run leaves a release current, or as a draft, or beside the one that somebody went back to.
    """
    release = data_dir / "releases" / digest
    is_left = release in pointed_releases(data_dir, (POINTER, DRAFT)) or is_taken_back(data_dir, release)
    return is_left and not any(verify_release(release, data_dir))


def is_taken_back(data_dir: Path, release: Path) -> bool:
    """Whether somebody went back from this release, or from one that says the same of the same deliveries.

    The same but for the official release that it quotes: going back may have changed which one that is.
    """
    said = _said_by(release)
    return bool(said) and any(_said_by(data_dir / "releases" / left) == said for left in _taken_back(data_dir))


def _taken_back(data_dir: Path) -> list[str]:
    found = standing(data_dir)
    return [left for left in found.left if found.rollback and left != found.rollback.release]


def _said_by(release: Path) -> dict[str, Any]:
    """What a release says of itself, without its files."""
    content = read_list(release, CONTENT) or {}
    return {name: value for name, value in content.items() if name not in ("files", "previous_official")}


def chains(data_dir: Path) -> list[Chain]:
    """What a run may quote as the official release before: the last one counts.

    One before it is what an official release quotes itself: if nothing but that has changed since a run made it, it is
    not made again for its own sake.
    """
    found, made = standing(data_dir), _last_made(data_dir)
    return list(dict.fromkeys([*(chain for release, chain in found.before.items() if release == made), found.official]))


def _last_made(data_dir: Path) -> str:
    """Digest of what the last run made: it may have been taken back since."""
    if not (data_dir / DRAFT).exists() and (taken_back := _taken_back(data_dir)):
        return taken_back[0]
    return _named(data_dir, DRAFT) or _named(data_dir, POINTER)


def _named(data_dir: Path, pointer: str) -> str:
    path = data_dir / pointer
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else ""


def find_release(data_dir: Path, digest: str = "") -> Path:
    """Folder of a release by the beginning of its digest; the one that is shown if empty.

    Raises:
        Refusal: there is none.
        Misuse: E-USE, none begins like this, or several do.
    """
    if not digest:
        return shown_release(data_dir)
    found = sorted((data_dir / "releases").glob(f"{digest}*")) if digest.isalnum() else []
    if len(found) != 1:
        known = [path.name[:16] for path in sorted((data_dir / "releases").glob("[0-9a-f]*"))]
        raise Misuse("E-USE", label="RELEASE", found=digest, expected=nearest(digest, known) or "—")
    return found[0]


def publish_folder(
    data_dir: Path, staging: Path, content: dict[str, Any], envelope: dict[str, Any], *, is_held: bool = False
) -> str:
    """Give a finished staging folder its name and point ``CURRENT`` at it; returns the release digest.

    ``DRAFT`` points at one that says so of itself, or that ``is_held`` for what it does to the current one.

    The folder gets its two lists, is re-read and checked, renamed to its digest, and only then pointed to. A kill at
    any moment leaves the old release or the new one. A release that exists already is only pointed to, unless it was
    damaged: then the new one, of the same name and therefore the same content, replaces it.
    """
    files = {
        path.relative_to(staging).as_posix(): sha256_of(path) for path in sorted(staging.rglob("*")) if path.is_file()
    }
    volatile = {name: digest for name, digest in files.items() if name.endswith(".duckdb")}
    content = content | {"files": {name: digest for name, digest in files.items() if name not in volatile}}
    digest = hashlib.sha256(as_json(content)).hexdigest()
    write_bytes(staging / CONTENT, as_json(content))
    write_bytes(staging / ENVELOPE, as_json(_seal(envelope | {"release": digest, "files": volatile})))
    settle_release(data_dir, staging, digest, is_draft=is_held or content["status"] == "draft")
    return digest


def settle_release(data_dir: Path, staging: Path, digest: str, *, is_draft: bool) -> None:
    """Put a release that is complete with its lists in its place, check it, and point to it.

    Raises:
        Refusal: E-VERIFY, it is not what its name says; nothing points to it.
    """
    target = data_dir / "releases" / digest
    if not target.exists() or any(_compare_files(target)):
        damaged = target.with_name(f".damaged-{digest}")
        shutil.rmtree(damaged, ignore_errors=True)
        sync_folders(staging)
        if target.exists():
            target.rename(damaged)
        staging.rename(target)
        sync(target.parent)
        shutil.rmtree(damaged, ignore_errors=True)
    for refusal in verify_release(target, data_dir):
        raise refusal
    if not is_draft:  # first: the draft before must not outlive what became current after it
        (data_dir / DRAFT).unlink(missing_ok=True)
    if is_draft or not is_taken_back(data_dir, target):
        if not is_draft and (rollback := standing(data_dir).rollback) and rollback.release != digest:
            publications.record(data_dir, Publication(event=WENT_ON, release=digest))
        point(data_dir, DRAFT if is_draft else POINTER, digest)
    show_pointed(data_dir)


def point(data_dir: Path, pointer: str, digest: str) -> None:
    """Let a pointer name a release."""
    write_bytes(data_dir / pointer, f"{digest}\n".encode())
    sync(data_dir)


def follow(data_dir: Path) -> Standing:
    """Let the pointers follow the journal, which is written first: a kill may have left one behind it.

    Raises:
        Refusal: E-CHAIN, the journal is not what was written.
    """
    publications.PUBLICATIONS.settle(data_dir)
    found = standing(data_dir)
    for pointer, digest in (
        (OFFICIAL, found.official.release),
        (POINTER, found.rollback.release if found.rollback else ""),
    ):
        if digest and _named(data_dir, pointer) != digest:
            point(data_dir, pointer, digest)
    return found


def show_pointed(data_dir: Path) -> None:
    """Bring the copies up to date that stand under a path that stays, each whole in place of a whole one.

    The pointers come first: a kill in between leaves copies of the release before, which the next run brings up to
    date. A copy that cannot be written, on a full disk, is taken away rather than left behind.
    """
    for pointer, name in SHOWN.items():
        with suppress(OSError):
            if (data_dir / name).is_symlink():  # nothing is written, or taken away, where a link leads
                (data_dir / name).unlink()
        try:
            release = current_release(data_dir, pointer)
        except Refusal:
            shutil.rmtree(data_dir / name, ignore_errors=True)
            continue
        for path in (release / "restricted").glob("*.*"):
            _show(path, data_dir / name / path.name)


def altered_copies(data_dir: Path) -> Iterator[Notice]:
    """Tell of copies under a path that stays which are not what was published."""
    for pointer, name in SHOWN.items():
        with suppress(Refusal):
            for path in sorted((current_release(data_dir, pointer) / "restricted").glob("*.*")):
                if not _is_shown(path, data_dir / name / path.name):
                    yield Notice("I-COPY", Place(f"{name}/{path.name}"), {})


def shown_path(data_dir: Path, path: Path) -> Path:
    """Where people find a file of a release: under the path that stays, or where it lies if its copy is not there."""
    for pointer, name in SHOWN.items():
        shown = data_dir / name / path.name
        with suppress(Refusal):
            if path.is_relative_to(current_release(data_dir, pointer)) and _is_shown(path, shown):
                return shown
    return path


def _show(path: Path, shown: Path) -> None:
    try:
        if _is_shown(path, shown):
            return
        shown.parent.mkdir(exist_ok=True)
        (beside := shown.with_name(f".{shown.name}")).unlink(missing_ok=True)  # it may be a link
        shutil.copyfile(path, beside)
        settle(beside, shown)
        shown.with_name(f"{shown.name}.wal").unlink(missing_ok=True)  # what somebody wrote into the copy of a database
    except OSError:
        with suppress(OSError):
            shown.unlink()


def _is_shown(path: Path, shown: Path) -> bool:
    """Whether a copy is what was published, and a file of its own in a folder of its own."""
    links = shown.is_symlink() or shown.parent.is_symlink()
    return not links and shown.is_file() and sha256_of(shown) == sha256_of(path)


def verify_release(release: Path, data_dir: Path) -> Iterator[Refusal]:
    """Compare a release with its lists and its delivered files with their names; yields what is wrong."""
    yield from _compare_files(release)
    content = read_list(release, CONTENT)
    for delivered in content["inputs"] if content else ():
        copy = data_dir / "delivered" / delivered["sha256"]
        if copy.is_symlink() or not copy.is_file() or sha256_of(copy) != delivered["sha256"]:
            yield _wrong(delivered["file_name"], "交付文件缺失或已改变 | delivered file missing or changed")


def _compare_files(release: Path) -> Iterator[Refusal]:
    """Compare the files of a release with its two lists."""
    for path in (release, release / CONTENT, release / ENVELOPE):
        if path.is_symlink():
            yield _wrong(path.name, "是链接 | it is a link")
    content, envelope = read_list(release, CONTENT), read_list(release, ENVELOPE)
    if content is None:
        yield _wrong(f"{release.name}/{CONTENT}", "摘要与发布名不符 | digest is not the release's name")
    if envelope is None:
        yield _wrong(f"{release.name}/{ENVELOPE}", "不是此发布的清单 | not a list of this release")
    if content is None or envelope is None:
        return
    yield from _compare_entries(release, content["files"] | envelope["files"])


def _compare_entries(release: Path, listed: dict[str, str]) -> Iterator[Refusal]:
    """Compare what is in the folder of a release with the digests of its files; no link is followed."""
    folders = {parent.as_posix() for name in listed for parent in PurePosixPath(name).parents}
    present = {path.relative_to(release).as_posix(): path.lstat().st_mode for path in release.rglob("*")}
    for name in sorted((present.keys() | listed) - {CONTENT, ENVELOPE}):
        if name not in present:
            yield _wrong(name, "缺少文件 | missing")
        elif name in folders and stat.S_ISDIR(present[name]):
            continue
        elif name in folders or not stat.S_ISREG(present[name]):
            # a link may lead to what changes later, or to what only this machine has
            yield _wrong(name, "链接、多余的文件夹或不是文件 | a link, a surplus folder, or no file")
        elif name not in listed:
            yield _wrong(name, "清单之外的文件 | not listed")
        elif sha256_of(release / name) != listed[name]:
            yield _wrong(name, "内容已改变 | content changed")


def read_list(release: Path, name: str) -> dict[str, Any] | None:
    """One of the two lists of a release, or nothing if it is missing, damaged or of another release."""
    try:
        text = (release / name).read_bytes()
        listed: dict[str, Any] = json.loads(text)
        of = hashlib.sha256(text).hexdigest() if name == CONTENT else listed["release"]
        is_whole = name == CONTENT or text == as_json(_seal(listed))
        return listed if of == release.name and is_whole and isinstance(listed["files"], dict) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _seal(envelope: dict[str, Any]) -> dict[str, Any]:
    """The envelope with its own digest: no name depends on it, so damage would show nowhere else."""
    rest = {name: value for name, value in envelope.items() if name != "digest"}
    return rest | {"digest": hashlib.sha256(as_json(rest)).hexdigest()}


def _wrong(name: str, found: str) -> Refusal:
    return Refusal("E-VERIFY", Place(file=name), found=found)

"""What nobody needs any more in a data folder: releases that nothing leads to, and what they alone needed.

Kept are: what a pointer names, every release that the journal names and with them all that ever were official, the
last few releases that were current, every file of the register. What a killed process left is `lake/leftovers`.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assets import load_assets
from pipelines.deliveries.journal import read_journal
from pipelines.lake.files import WHOLE, Lake
from pipelines.lake.leftovers import remove_leftovers
from pipelines.lake.publications import PUBLICATIONS, SIGNED
from pipelines.lake.releases import CONTENT, DIGEST, ENVELOPE, follow, pointed_releases, read_list
from pipelines.publishing.statements import FOLDER, places_of

#: How a release is called while it is removed, so that nobody finds half of one.
REMOVED = ".removed-"

_OF_DELIVERY = re.compile(r"([0-9a-f]{64})(\.json)?")


@dataclass(frozen=True)
class Unneeded:
    """Something that may go, and the bytes that it alone takes: a file of a release may stand in the lake too."""

    path: Path
    bytes: int


def unneeded(data_dir: Path, last: int) -> list[Unneeded]:
    """What may go, with what a kill left of releases; the caller holds the lock.

    Args:
        data_dir: the data folder.
        last: of how many releases that were current one after the other the last are kept.

    Raises:
        Refusal: E-CHAIN, E-REGISTER: what cannot be read vouches for nothing, so nothing goes.
    """
    follow(data_dir)
    releases = needed_releases(data_dir, last)
    found = [path for path in _entries(data_dir / "releases") if path.name not in releases]
    found += [*_deliveries(data_dir, releases), *_tables(data_dir), *_signatures(data_dir)]
    return [Unneeded(path, _bytes(path)) for path in found]


def remove(data_dir: Path, found: Iterable[Unneeded]) -> None:
    """Remove it; a kill leaves what is half removed under a name that nobody asks for, and `unneeded` finds it."""
    for gone in found:
        if gone.path.is_dir():
            beside = gone.path.with_name(f"{REMOVED}{gone.path.name.removeprefix(REMOVED)}")
            gone.path.rename(beside)
            shutil.rmtree(beside)
        else:
            gone.path.unlink()
    remove_leftovers(data_dir)


def needed_releases(data_dir: Path, last: int) -> set[str]:
    """Digests of the releases that something leads to."""
    named = {line.release for line in PUBLICATIONS.read(data_dir)} | {line.left for line in PUBLICATIONS.read(data_dir)}
    built = Lake(data_dir / "lake").record("release/package").partitions.get(WHOLE)
    pointed = {release.name for release in pointed_releases(data_dir)}
    return named | pointed | {*_before(data_dir, pointed, last)} | ({built.sha256} if built else set())


def _before(data_dir: Path, releases: Iterable[str], last: int) -> Iterator[str]:
    """Releases that were current before some, as each names the one before it."""
    for digest in releases:
        for _ in range(last):
            yield digest
            envelope = read_list(data_dir / "releases" / digest, ENVELOPE) or {}
            digest = str(envelope.get("previous_release", ""))
            if not DIGEST.fullmatch(digest):
                break


def _deliveries(data_dir: Path, releases: Iterable[str]) -> Iterator[Path]:
    """Delivered files, and what was read of them, that neither the register nor a release knows.

    Where lines of the register were lost, nobody can say which files they named: all stay.
    """
    events = read_journal(data_dir)
    if any(event.event == "lost" for event in events):
        return
    contents = (read_list(data_dir / "releases" / digest, CONTENT) or {} for digest in releases)
    known = {event.file_sha256 for event in events}
    known |= {file["sha256"] for content in contents for file in content.get("inputs", [])}
    for folder in ("delivered", "read"):
        for path in sorted((data_dir / folder).glob("*")):
            if (named := _OF_DELIVERY.fullmatch(path.name)) and named[1] not in known:
                yield path


def _tables(data_dir: Path) -> Iterator[Path]:
    """Files of the lake of which there is no asset any more: it was removed, or has another name."""
    for path in sorted((data_dir / "lake").glob("*/*")):
        if not path.name.startswith(".") and f"{path.parent.name}/{path.name.partition('.')[0]}" not in load_assets():
            yield path


def _signatures(data_dir: Path) -> Iterator[Path]:
    """Statements that the journal does not know: somebody was killed while signing."""
    lines = (line for line in PUBLICATIONS.read(data_dir) if line.event == SIGNED)
    known = {path for line in lines for path in places_of(data_dir, line.release, line.role)}
    yield from (path for path in sorted((data_dir / FOLDER).glob("*/*")) if path not in known)


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


def _bytes(path: Path) -> int:
    """Bytes that are free when a file or folder is gone."""
    files = [path, *path.rglob("*")] if path.is_dir() else [path]
    stats = [file.lstat() for file in files if not file.is_dir()]
    names = Counter((stat.st_dev, stat.st_ino) for stat in stats)
    own = {key: stat.st_size for stat in stats if stat.st_nlink <= names[key := (stat.st_dev, stat.st_ino)]}
    return sum(own.values())

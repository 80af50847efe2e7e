"""The lake: where tables lie, written and read so that neither a crash nor a flipped bit goes unnoticed.

Measured: DuckDB and pyarrow return wrong sums from a Parquet file with one flipped bit without an error, and a
killed writer
leaves a truncated file under the final name. So a file is written beside its place, synced and renamed, its SHA-256 is
recorded, and it is compared before every read.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from schemas.check_result import CheckResult
from schemas.problems import Place, Refusal

#: Partition name of a table that has none.
WHOLE = "all"

#: What a disk, its permissions or a name that it does not take say no with.
_DISK = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO, errno.EACCES, errno.EPERM),
    *(errno.ENAMETOOLONG, errno.ENOTDIR),
}


@dataclass(frozen=True)
class Partition:
    """A part of a table: digest of what made it, digest of its file's bytes, number of rows, results of its own checks.

    A tier is a file of its own; the years of a printed table are slices of one file, ordered by year.
    """

    made_from: str
    sha256: str
    rows: int
    checks: list[CheckResult] = field(default_factory=list)


class Slice(NamedTuple):
    """What is seen of a file: the digest of its bytes, and the years, or none for all of it."""

    sha256: str
    years: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """What the lake knows of a table; it stands beside the files as ``<table>.json``.

    ``made_of`` is the digest of its own declaration and of the contents of what it reads: where that stays, another
    making gives the same table. ``judged_by`` is that of what its rows were held to.
    """

    partitions: dict[str, Partition] = field(default_factory=dict)
    checks: list[CheckResult] = field(default_factory=list)
    made_of: str = ""
    judged_by: str = ""


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_bytes(path: Path, content: bytes, *, is_synced: bool = True) -> None:
    """Write a file whole or not at all: beside its place, synced, renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        if is_synced:
            os.fsync(stream.fileno())
    beside.replace(path)


def settle(beside: Path, path: Path) -> str:
    """Sync a file that another writer has finished, rename it to its place, return its SHA-256."""
    with beside.open("rb+") as stream:
        os.fsync(stream.fileno())
    digest = sha256_of(beside)
    beside.replace(path)
    return digest


@contextmanager
def disk_errors_refused(name: str = "") -> Iterator[None]:
    """Turn a full or unwritable disk into a refusal, E-DISK-FULL, at a place or at the file that the error names."""
    try:
        yield
    except OSError as error:
        if error.errno not in _DISK:
            raise
        raise Refusal("E-DISK-FULL", Place(name or str(error.filename or "")), found=error.strerror) from error


def link(source: Path, target: Path) -> None:
    """Put a synced file of the lake into a release: under another name, for nothing is written into either of them.

    A copy where the file system knows no links.
    """
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def sync_folders(root: Path) -> None:
    """Sync every file and folder under ``root``: a rename must not become durable before what it names.

    A file that has another name, in the lake or in the backup before, was synced when it was written there.
    """
    for folder, _, names in os.walk(root):
        for path in (Path(folder) / name for name in names):
            if path.stat().st_nlink == 1:
                sync(path)
        sync(Path(folder))


def sync(path: Path) -> None:
    """Sync a file, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(frozen=True)
class Lake:
    """The tables of one data folder."""

    root: Path

    def file(self, asset: str, partition: str = WHOLE, suffix: str = ".parquet") -> Path:
        """Where a table (or one partition of it) lies; ``asset`` is ``<layer>/<table>``, a year a slice of its file."""
        folder = self.root / asset
        is_file = partition != WHOLE and not partition.isdigit()
        return folder / f"{partition}{suffix}" if is_file else folder.with_name(folder.name + suffix)

    def record(self, asset: str) -> Record:
        """What is known of a table; an empty record if it was never built or is damaged: then it is built again."""
        try:
            return _read_record(self.file(asset, suffix=".json").read_bytes())
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return Record()

    def keep(self, asset: str, record: Record) -> None:
        """Write the record of a table. It need not be on the disk: one that a crash takes is a table built again."""
        partitions = {name: vars(known) for name, known in record.partitions.items()}
        content: dict[str, object] = vars(record) | {"partitions": partitions}
        text = _canonical(content | {"sha256": _digest(content)})
        write_bytes(self.file(asset, suffix=".json"), text.encode(), is_synced=False)

    def intact_partitions(self, asset: str, suffix: str = ".parquet") -> dict[str, Partition]:
        """Partitions whose file is there and is what was written; one without rows has no file to lose."""
        partitions = self.record(asset).partitions
        files = {(self.file(asset, name, suffix), known.sha256) for name, known in partitions.items() if known.sha256}
        intact = {file for file in files if _holds(*file)}
        return {
            name: known
            for name, known in partitions.items()
            if not known.sha256 or (self.file(asset, name, suffix), known.sha256) in intact
        }

    def verified_files(
        self, asset: str, partitions: Iterable[str] = (WHOLE,), suffix: str = ".parquet"
    ) -> dict[Path, str]:
        """Files of a table with their SHA-256, each compared with what was written; partitions without rows have none.

        Raises:
            Refusal: E-VERIFY, a partition was never built, or a file is missing or was changed since it was written.
        """
        known = self.record(asset).partitions
        files: dict[Path, str] = {}
        for partition in partitions:
            if partition not in known:
                raise Refusal("E-VERIFY", Place(file=f"{asset} {partition}"), found="尚未生成 | not built yet")
            if known[partition].sha256:
                files[self.file(asset, partition, suffix)] = known[partition].sha256
        for path, sha256 in files.items():
            if not _holds(path, sha256):
                raise Refusal(
                    "E-VERIFY",
                    Place(file=path.relative_to(self.root).as_posix()),
                    found="数据湖文件缺失或已改变",
                )
        return files

    def holds_more_than(self, asset: str, years: Iterable[str]) -> bool:
        """Whether a table has rows of other years too: built for another run, or withdrawn since."""
        partitions = self.record(asset).partitions
        return any(partitions[year].rows for year in partitions.keys() - {*years})


@lru_cache(maxsize=1024)
def _read_record(text: bytes) -> Record:
    """Read a record; the same bytes, as often as they are asked for, are the same record."""
    stored = json.loads(text)
    if stored.pop("sha256") != _digest(stored):
        return Record()
    partitions = {name: Partition(**values) for name, values in stored["partitions"].items()}
    return Record(partitions, stored["checks"], stored["made_of"], stored["judged_by"])


def _canonical(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)


def _digest(content: object) -> str:
    """Of what a record says: no table depends on the results of checks, and damage to them would show nowhere."""
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def _holds(path: Path, sha256: str) -> bool:
    return path.exists() and sha256_of(path) == sha256

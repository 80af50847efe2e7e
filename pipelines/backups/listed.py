"""The lists of a backup: which files there are, with which digests, and that no line of the list is missing."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.lake.files import sha256_of, write_bytes
from pipelines.lake.releases import as_json
from schemas.problems import Place, Refusal

LIST, SEAL = "SHA256SUMS", "BACKUP.json"
DATA = "data"
NAME = re.compile(r"\d{4}-\d\d-\d\d_\d{6}(_\d)?")
LINE = re.compile(rf"([0-9a-f]{{64}})  {DATA}/(.+)")


@dataclass(frozen=True)
class Backup:
    """A backup: its folder, and the digests of its files by their names in the data folder."""

    folder: Path
    files: Mapping[str, str]

    def file(self, name: str) -> Path:
        """Where a file lies."""
        return self.folder / DATA / name


def find_backup(source: Path) -> Backup:
    """A backup by its folder, or the last one of a folder of backups.

    Raises:
        Refusal: E-MISSING-FILE, there is none; E-BACKUP, its lists are not what was written.
    """
    if (source / DATA).exists() or not (folders := backups_in(source)):
        return read_backup(source)
    return read_backup(folders[-1])


def backups_in(target: Path) -> list[Path]:
    """Backups in a folder, the oldest first."""
    return sorted(path for path in target.glob("*") if NAME.fullmatch(path.name))


def read_backup(folder: Path) -> Backup:
    """A backup by its lists.

    Raises:
        Refusal: E-MISSING-FILE, it has none; E-BACKUP, they are not what was written.
    """
    for path in (folder / SEAL, folder / LIST):
        if not path.is_file():
            raise Refusal("E-MISSING-FILE", Place(str(path)))
    content = (folder / LIST).read_bytes()
    try:
        said = json.loads((folder / SEAL).read_bytes())["list"]
    except (ValueError, KeyError, TypeError):
        said = ""
    lines = [LINE.fullmatch(line) for line in content.decode("utf-8", errors="replace").splitlines()]
    if hashlib.sha256(content).hexdigest() != said:
        raise Refusal("E-BACKUP", Place(str(folder / (LIST if said else SEAL))))
    return Backup(folder, {line[2]: line[1] for line in lines if line})


def write_lists(backup: Backup, about: Mapping[str, object]) -> None:
    """Write the lists of a backup whose files are there; ``about`` is for who reads them."""
    content = "".join(f"{digest}  {DATA}/{name}\n" for name, digest in sorted(backup.files.items())).encode()
    write_bytes(backup.folder / LIST, content)
    write_bytes(backup.folder / SEAL, as_json({**about, "list": hashlib.sha256(content).hexdigest()}))


def damage(backup: Backup) -> Iterator[Refusal]:
    """What is missing or is not what the list says: E-BACKUP, naming the file."""
    for name, digest in backup.files.items():
        path = backup.file(name)
        if path.is_symlink() or not path.is_file() or sha256_of(path) != digest:
            yield Refusal("E-BACKUP", Place(str(path)))

"""Back a data folder up: into a folder that gets its name when every file was read again, beside the backups before.

A file that the backup before has is linked, not copied, if it still is what it was: a daily backup costs what is new.
"""

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from pipelines.backups.contents import data_folders, kept_files
from pipelines.backups.listed import Backup, backups_in, read_backup, write_lists
from pipelines.backups.verified import faults
from pipelines.lake.files import link, sha256_of, sync, sync_folders
from pipelines.lake.lock import hold_folder
from pipelines.lake.releases import SHOWN
from pipelines.progress import Show
from schemas.problems import Misuse, Place, Refusal, Refusals

#: Where a backup is written until it is whole.
PENDING = ".pending"


@dataclass(frozen=True)
class BackedUp:
    """What became of it: the backup, how many files were copied, and what is left out because it is no plain file."""

    backup: Backup
    copied: int
    left_out: list[str]
    is_new: bool
    """Or nothing had changed since the one before, which is still whole."""


def back_up(data_dir: Path, target: Path, show: Show, *, is_all: bool = True) -> BackedUp:
    """Back up a data folder with those of its blocks; nobody writes into them meanwhile.

    Args:
        data_dir: the data folder.
        target: where its backups are, and those of no other.
        show: told of progress.
        is_all: whether releases are kept to which no pointer leads.

    Raises:
        Misuse: E-USE, the target lies in the data folder.
        Refusal: E-MISSING-FILE, there is no such data folder; E-LOCKED; E-DISK-FULL; E-BACKUP, a file is not read as it
            was written.
        Refusals: E-VERIFY, E-REGISTER, E-CHAIN: the data folder is damaged.
    """
    if not data_dir.is_dir():
        raise Refusal("E-MISSING-FILE", Place(str(data_dir)))
    if target.resolve().is_relative_to(data_dir.resolve()):
        raise Misuse(
            "E-USE", label="TARGET", found=str(target), expected="数据夹以外的文件夹 | outside the data folder"
        )
    with ExitStack() as held:
        for folder in (target, *data_folders(data_dir)):
            held.enter_context(hold_folder(folder))
        if wrong := [fault for fault in faults(data_dir) if fault.code != "E-FORMAT"]:
            raise Refusals(wrong)
        pending = target / PENDING
        try:
            shutil.rmtree(pending, ignore_errors=True)  # of one that was killed
            return _write(data_dir, pending, show, is_all)
        except OSError as error:
            raise Refusal("E-DISK-FULL", Place(str(target)), found=error.strerror) from error
        finally:
            shutil.rmtree(pending, ignore_errors=True)


def _write(data_dir: Path, pending: Path, show: Show, is_all: bool) -> BackedUp:
    names, left_out = kept_files(data_dir)
    names = names if is_all else _without_old(data_dir, names)
    before = _last_whole(pending.parent)
    known = {digest: before.file(name) for name, digest in before.files.items()} if before else {}
    written, copied = Backup(pending, files := {}), 0
    for done, name in enumerate(names):
        show(done, len(names), name.rpartition("/")[2])
        source, place = data_dir / name, written.file(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        files[name] = sha256_of(source)
        older = known.get(files[name])
        if older and older.is_file() and sha256_of(older) == files[name]:
            link(older, place)
        else:
            shutil.copyfile(source, place)
            shutil.copymode(source, place)
            known[files[name]] = place
            copied += 1
        if sha256_of(place) != files[name]:
            raise Refusal("E-BACKUP", Place(str(source)))
    if before and before.files == files and not copied:
        return BackedUp(before, 0, left_out, is_new=False)
    size = sum(written.file(name).stat().st_size for name in files)
    now = datetime.now().astimezone()
    about = {"made_at": now.isoformat(timespec="seconds"), "program": f"qingdan {version('qingdan')}"}
    write_lists(written, {**about, "files": len(files), "bytes": size})
    sync_folders(pending)
    stem = now.strftime("%Y-%m-%d_%H%M%S")
    free = (pending.with_name(name) for name in (stem, *(f"{stem}_{number}" for number in range(2, 10))))
    named = pending.rename(next(path for path in free if not path.exists()))
    sync(named.parent)
    return BackedUp(Backup(named, files), copied, left_out, is_new=True)


def _without_old(data_dir: Path, names: list[str]) -> list[str]:
    """Without releases to which no pointer leads."""
    old: list[Path] = []
    for folder in data_folders(data_dir):
        pointers = [folder / pointer for pointer in SHOWN if (folder / pointer).exists()]
        kept = {pointer.read_text(encoding="utf-8", errors="replace").strip() for pointer in pointers}
        old += (path for path in folder.glob("releases/*") if path.name not in kept)
    return [name for name in names if not any((data_dir / name).is_relative_to(path) for path in old)]


def _last_whole(target: Path) -> Backup | None:
    """The last backup whose lists are what was written."""
    for folder in reversed(backups_in(target)):
        try:
            return read_backup(folder)
        except Refusal:
            continue
    return None

"""Make a data folder of a backup: beside its place, verified, and only then named."""

import shutil
from pathlib import Path

from pipelines.backups.contents import data_folders
from pipelines.backups.listed import Backup, damage, find_backup
from pipelines.backups.verified import faults
from pipelines.lake.files import sha256_of, sync, sync_folders
from pipelines.lake.releases import show_pointed
from pipelines.progress import Show
from schemas.problems import Place, Refusal, Refusals


def restore(source: Path, data_dir: Path, show: Show) -> Backup:
    """Put a backup, or the last one of a folder of backups, in the place of a data folder that is lost.

    Raises:
        Refusal: E-NOT-EMPTY, something is in that place; E-MISSING-FILE, there is no backup; E-DISK-FULL.
        Refusals: E-BACKUP, the backup is damaged or incomplete, naming each file; E-VERIFY, E-REGISTER, the folder was
            damaged of which it is.
    """
    data_dir = data_dir.resolve()
    if data_dir.exists() and any(data_dir.iterdir()):
        raise Refusal("E-NOT-EMPTY", Place(str(data_dir)))
    backup = find_backup(source)
    if wrong := list(damage(backup)):
        raise Refusals(wrong)
    pending = data_dir.with_name(f".{data_dir.name}.restoring")
    try:
        shutil.rmtree(pending, ignore_errors=True)  # of one that was killed
        pending.mkdir(parents=True)
        _copy(backup, pending, show)
        for folder in data_folders(pending):
            show_pointed(folder)
        if wrong := [fault for fault in faults(pending) if fault.code != "E-FORMAT"]:
            raise Refusals(wrong)
        sync_folders(pending)
        pending.rename(data_dir)
        sync(data_dir.parent)
    except OSError as error:
        raise Refusal("E-DISK-FULL", Place(str(data_dir)), found=error.strerror) from error
    finally:
        shutil.rmtree(pending, ignore_errors=True)
    return backup


def _copy(backup: Backup, folder: Path, show: Show) -> None:
    """Copy every file; one that is not read as it was written raises E-BACKUP."""
    for done, (name, digest) in enumerate(backup.files.items()):
        show(done, len(backup.files), name.rpartition("/")[2])
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup.file(name), place)
        shutil.copymode(backup.file(name), place)
        if sha256_of(place) != digest:
            raise Refusal("E-BACKUP", Place(str(place)))

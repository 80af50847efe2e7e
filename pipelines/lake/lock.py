"""One run at a time in a data folder: a lock that the kernel holds, so that a dead owner leaves none behind."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.lake.format import open_format
from schemas.problems import Place, Refusal


@contextmanager
def hold_lock(data_dir: Path, wait: bool = False) -> Iterator[None]:
    """Hold the lock of a data folder of today's format; ``wait`` for it if another process holds it.

    Raises:
        Refusal: E-LOCKED, another process holds it; its number is named. E-DISK-FULL, nothing can be written there.
            E-FORMAT, E-FORMAT-NEWER, the folder is of another format.
    """
    with hold_folder(data_dir, wait):
        try:
            open_format(data_dir)
        except OSError as error:
            raise Refusal("E-DISK-FULL", Place(file=str(data_dir)), found=error.strerror) from error
        yield


@contextmanager
def hold_folder(folder: Path, wait: bool = False) -> Iterator[None]:
    """Hold the lock of a folder, whatever is in it; refused as in `hold_lock`, but for the format."""
    file, place = folder / ".lock", Place(file=str(folder))
    with ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # the soft lock of file systems without locks would outlive its owner
            held.enter_context(FileLock(file, blocking=wait, fallback_to_soft=False))
            file.write_text(f"pid {os.getpid()}", encoding="utf-8")
        except Timeout as error:
            raise Refusal("E-LOCKED", place, found=file.read_text(encoding="utf-8").strip() or "?") from error
        except OSError as error:
            raise Refusal("E-DISK-FULL", place, found=error.strerror) from error
        yield

"""One run at a time in a data folder: a lock that the kernel holds, so that a dead owner leaves none behind."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.problems import Place, Refusal


@contextmanager
def hold_lock(data_dir: Path, wait: bool = False) -> Iterator[None]:
    """Hold the lock of a data folder; ``wait`` for it if another process holds it.

    Raises:
        Refusal: E-LOCKED, another process holds it; its number is named. E-DISK-FULL, nothing can be written there.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        stream = (data_dir / ".lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise Refusal("E-DISK-FULL", Place(file=str(data_dir)), found=error.strerror) from error
    with stream:
        try:
            _lock(stream.fileno(), wait)
        except OSError as error:
            stream.seek(0)
            raise Refusal("E-LOCKED", Place(file=str(data_dir)), found=stream.read().strip() or "?") from error
        stream.truncate(0)
        stream.write(f"pid {os.getpid()}")
        stream.flush()
        yield


def _lock(descriptor: int, wait: bool) -> None:
    """Lock; closing the file frees it."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

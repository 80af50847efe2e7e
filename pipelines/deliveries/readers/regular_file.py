"""Taking the bytes of one file from the disk: only a regular file, only whole, only when it holds still."""

import errno
import os
import stat
from pathlib import Path

from pipelines.deliveries.readers import limits
from schemas.problems import Place, Refusal

CODES = {
    errno.ENOENT: "E-MISSING-FILE",
    errno.ENOTDIR: "E-MISSING-FILE",
    errno.ENAMETOOLONG: "E-MISSING-FILE",  # no file can have such a name
    errno.ELOOP: "E-NOTFILE",  # what O_NOFOLLOW says of a symbolic link
    errno.ENXIO: "E-NOTFILE",
    errno.EACCES: "E-UNREADABLE",
    errno.EPERM: "E-UNREADABLE",
}


def read_regular_file(path: Path, name: str, *, is_delivery: bool = False) -> bytes:
    """Return the bytes; `name` is what messages call the file.

    A delivery is also refused when it is a second name of some other file: an inbox must not lend its rights
    to who made the link. In the content store backups may make such links.
    """
    try:
        # Without O_NONBLOCK opening a FIFO waits for a writer.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Refusal(CODES.get(error.errno or 0, "E-UNREADABLE"), Place(name)) from error
    try:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode) or (is_delivery and before.st_nlink > 1):
            raise Refusal("E-NOTFILE", Place(name))
        if before.st_size > limits.FILE_BYTES:
            raise Refusal("E-SIZE", Place(name), found=before.st_size, limit=limits.FILE_BYTES)
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(limits.FILE_BYTES + 1)
        after = os.fstat(handle)
    except OSError as error:
        raise Refusal("E-UNREADABLE", Place(name)) from error
    finally:
        os.close(handle)
    if len(content) != before.st_size or (before.st_size, before.st_mtime_ns) != (
        after.st_size,
        after.st_mtime_ns,
    ):
        raise Refusal("E-BUSY", Place(name))
    return content

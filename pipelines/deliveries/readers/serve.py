"""The reader inside the child process: limits first, then one file after another until the pipe closes.

The child opens no file: name and bytes come over the pipe, so that what was hashed is what is parsed.
"""

import gc
import resource
import sys
from typing import BinaryIO

from pipelines.deliveries.readers import limits
from pipelines.deliveries.readers.delimited import read_delimited
from pipelines.deliveries.readers.preflight import extension_of, inspect
from pipelines.deliveries.readers.running_text import read_running_text
from pipelines.deliveries.readers.wire import LENGTH, encode_answer, frame
from pipelines.deliveries.readers.workbook import read_workbook
from pipelines.reading.cells import Sheet
from schemas.problems import Place, Refusal

READY = b"ready"
OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Sheets are many small objects without circles: with Python's 700 a quarter of the time goes to looking for some."""


def read_content(content: bytes, file: str) -> list[Sheet]:
    """Return the sheets of a delivered file, or raise the refusal."""
    findings = inspect(content, file)
    if extension_of(file) == ".csv":
        return read_delimited(content, file)
    if extension_of(file) == ".txt":
        return read_running_text(content, file)
    if extension_of(file) == ".xls":
        from pipelines.deliveries.readers.old_workbook import read_old_workbook  # xlrd is seldom needed

        return read_old_workbook(content, file, findings)
    return read_workbook(content, file, findings)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests (a frame with the name, a frame with the bytes) until there are no more."""
    limit_process()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    _answer(answers, READY)
    while (name := _receive(requests)) is not None:
        content = _receive(requests) or b""
        limit_cpu()
        _answer(answers, encode_answer(_read(content, name.decode("utf-8", "surrogateescape"))))


def _read(content: bytes, file: str) -> list[Sheet] | Refusal:
    try:
        return read_content(content, file)
    except Refusal as refusal:
        return refusal
    except MemoryError:
        return Refusal("E-PARSE-LIMIT", Place(file), found=f"{limits.MEMORY_BYTES // limits.MB} MB")
    except RecursionError as error:
        return Refusal("E-PARSE-CRASH", Place(file), found=type(error).__name__)


def _receive(requests: BinaryIO) -> bytes | None:
    header = requests.read(LENGTH.size)
    return requests.read(LENGTH.unpack(header)[0]) if len(header) == LENGTH.size else None


def _answer(answers: BinaryIO, payload: bytes) -> None:
    answers.write(frame(payload))
    answers.flush()


def limit_process() -> None:
    """Take away what reading does not need: memory, writing, new files, core dumps."""
    for kind, limit in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 16),
        (resource.RLIMIT_CORE, 0),
    ):
        _limit(kind, limit)


def limit_cpu() -> None:
    """Grant the next file its processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + limits.CPU_SECONDS, is_hard=False)


def _limit(kind: int, limit: int, *, is_hard: bool = True) -> None:
    try:
        resource.setrlimit(kind, (limit, limit if is_hard else resource.getrlimit(kind)[1]))
    except (ValueError, OSError):
        # macOS has no limit on address space; the wall clock of the parent still holds.
        if sys.platform == "linux":
            raise

"""The reader seen from outside: a child process that may die or hang without harm to anything but one file.

One child reads many files, because starting it costs more than reading a small one. When it dies or is
killed, the file it was reading is refused and the next file gets a new child.
"""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from pipelines.deliveries.readers import limits
from pipelines.deliveries.readers.regular_file import read_regular_file
from pipelines.deliveries.readers.wire import LENGTH, decode_answer, frame
from pipelines.reading.cells import Sheet
from schemas.problems import Place, Refusal

CHILD = (sys.executable, "-I", str(Path(__file__).with_name("child.py")))
CHUNK = 64 * 1024


def read_files(paths: Sequence[tuple[Path, str]]) -> list[list[Sheet] | Refusal]:
    """Read files one after another in one child: pairs of where the bytes are and what the file is called."""
    with Reader() as reader:
        return [_read_file(reader, path, name) for path, name in paths]


def _read_file(reader: "Reader", path: Path, name: str) -> list[Sheet] | Refusal:
    try:
        content = read_regular_file(path, name)
    except Refusal as refusal:
        return refusal
    return reader.read(content, name)


class ChildDied(Exception):
    """The child ended before it answered."""


class ChildTooSlow(Exception):
    """The child did not answer in time, or answered with too much."""


class Reader:
    """Reads files in a child that it starts when needed; a context manager, so that none is left behind."""

    def __init__(self, command: Sequence[str] = CHILD, wall_seconds: float = limits.WALL_SECONDS) -> None:
        self.command = command
        self.wall_seconds = wall_seconds
        self.child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def read(self, content: bytes, name: str) -> list[Sheet] | Refusal:
        """Return the sheets of a file, or why there are none. Does not raise for anything the file does."""
        child = self.child = self.child or self._start()
        request = frame(name.encode("utf-8", "surrogateescape")) + frame(content)
        try:
            return decode_answer(_exchange(child, request, self.wall_seconds))
        except ChildTooSlow:
            self._stop()
            return Refusal("E-PARSE-LIMIT", Place(name), found=f"{self.wall_seconds:g} s")
        except (ChildDied, ValueError, KeyError, TypeError):
            return self._refuse_death(name, self._stop())

    def _refuse_death(self, name: str, status: int) -> Refusal:
        if status == -signal.SIGXCPU:
            return Refusal("E-PARSE-LIMIT", Place(name), found=f"{limits.CPU_SECONDS} s CPU")
        found = signal.Signals(-status).name if status < 0 else f"exit {status}"
        return Refusal("E-PARSE-CRASH", Place(name), found=found)

    def _start(self) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd="/",
            env={},
        )
        for pipe in (child.stdin, child.stdout):
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)
        self.child = child
        try:
            _exchange(child, b"", self.wall_seconds)
        except (ChildDied, ChildTooSlow) as error:
            assert child.stderr is not None
            message = child.stderr.read().decode(errors="replace")
            self._stop()
            raise RuntimeError(f"the reader of delivered files does not start: {message}") from error
        return child

    def _stop(self) -> int:
        """End the child, if there is one; return how it ended."""
        child, self.child = self.child, None
        if child is None:
            return 0
        for pipe in (child.stdin, child.stdout, child.stderr):
            if pipe is not None:
                pipe.close()
        try:
            child.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            child.kill()
        return child.wait()


def _exchange(child: subprocess.Popen[bytes], request: bytes, seconds: float) -> bytes:
    """Send a request and return the answer; neither may block for longer than the time given."""
    assert child.stdin is not None
    assert child.stdout is not None
    deadline = time.monotonic() + seconds
    to_send, received = memoryview(request), bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        if to_send:
            selector.register(child.stdin, selectors.EVENT_WRITE)
        while not _is_complete(received):
            ready = selector.select(max(0.0, deadline - time.monotonic()))
            if not ready or len(received) > limits.ANSWER_BYTES:
                raise ChildTooSlow
            for key, _ in ready:
                if key.fileobj is child.stdout:
                    received += _receive(child.stdout.fileno())
                else:
                    to_send = _send(child.stdin.fileno(), to_send)
                    if not to_send:
                        selector.unregister(child.stdin)
    return bytes(received[LENGTH.size :])


def _is_complete(received: bytearray) -> bool:
    return len(received) >= LENGTH.size and len(received) >= LENGTH.size + LENGTH.unpack_from(received)[0]


def _receive(pipe: int) -> bytes:
    chunk = os.read(pipe, CHUNK)
    if not chunk:
        raise ChildDied
    return chunk


def _send(pipe: int, data: memoryview) -> memoryview:
    try:
        return data[os.write(pipe, data[:CHUNK]) :]
    except BrokenPipeError as error:
        raise ChildDied from error

"""How a program is measured, and how a measurement is told: with its reach, and whether that is met."""

import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]

#: How programs end that were refused memory: by the kernel, by DuckDB, by Python, by Rust.
REFUSED_MEMORY = ("OutOfMemoryException", "Out of Memory", "MemoryError", "bad_alloc", "memory allocation of")


class Cost(NamedTuple):
    """CPU seconds (user and system, children included), wall seconds, peak of memory."""

    cpu: float
    wall: float
    gigabytes: float

    def __str__(self) -> str:
        return f"{self.cpu:.2f} s CPU, {self.wall:.2f} s wall, {self.gigabytes:.2f} GB"


class Line(NamedTuple):
    """A line of the table; one without a reach only tells."""

    what: str
    measured: str
    reach: str = ""
    is_met: bool | None = None

    @property
    def verdict(self) -> str:
        """Whether the reach is met."""
        return "" if self.is_met is None else "met" if self.is_met else "not met"


#: A benchmark: works in a folder, yields its lines.
Bench = Callable[[Path], Iterator[Line]]


class NoMemory(Exception):
    """A program was refused the memory it asked for."""


def at_most(what: str, found: float, reach: float, unit: str = "", told: object = "", places: int = 2) -> Line:
    """A line whose figure may not be larger than its reach."""
    measured = f"{found:.{places}f}{unit}" + (f" ({told})" if told else "")
    return Line(what, measured, f"≤ {reach:g}{unit}", found <= reach)


def no_memory(what: str, reach: str, refused: NoMemory) -> Line:
    """The line of what cannot be run here."""
    return Line(what, f"not enough memory: {refused}", reach, False if reach else None)


def run(*command: object, **environment: str) -> tuple[Cost, str]:
    """Run a Python program to its end; what it cost, from its first instruction to its last, and what it printed.

    Raises:
        NoMemory: it needs more than it may have.
        RuntimeError: it failed.
    """
    available = _available_bytes()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *map(str, command)],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=out,
            stderr=err,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (available, available)),  # noqa: PLW1509
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        cost = Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1e6)
        process.returncode = os.waitstatus_to_exitcode(status)
        printed, said = (_content(stream) for stream in (out, err))
    if process.returncode:
        if process.returncode == -signal.SIGKILL or any(words in said for words in REFUSED_MEMORY):
            raise NoMemory(f"refused more than {cost.gigabytes:.1f} GB")
        raise RuntimeError(f"{' '.join(map(str, command))}\n{printed[-1000:]}\n{said[-4000:]}")
    return cost, printed


def program(name: str, *arguments: object, **environment: str) -> tuple[Cost, dict[str, Any]]:
    """Run one of the programs; its cost, and what it found."""
    cost, printed = run("-m", f"tests.benchmarks.programs.{name}", *arguments, **environment)
    return cost, json.loads(printed.splitlines()[-1])


def cost_of(found: dict[str, Any]) -> Cost:
    """The cost of the work that a program measured itself."""
    return Cost(found["cpu"], found["wall"], found["gigabytes"])


def median(costs: Iterable[Cost]) -> Cost:
    """The middle of several runs, each figure by itself; of memory the most."""
    costs = list(costs)
    return Cost(
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.wall for cost in costs),
        max(cost.gigabytes for cost in costs),
    )


def _content(stream: Any) -> str:
    stream.seek(0)
    return str(stream.read().decode(errors="replace"))


def _available_bytes() -> int:
    """Three quarters of what is free: whoever else works on this machine keeps the rest."""
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    (kilobytes,) = [int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")]
    return kilobytes * 1024 * 3 // 4

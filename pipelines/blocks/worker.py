"""One order done by a worker: its files fetched, the block computed on the worker's own disk, the release put back.

The computation has a process of its own, so that its memory has a limit and its end, however sudden, is the end of one
block. The lake stays in the worker's folder: the next order of this block builds what changed. Nothing else does, and
the folder may be removed at any time.
"""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.blocks.orders import Order, find_result, program_digest, put_result, read_order
from pipelines.blocks.store import Store
from pipelines.deliveries.trial import NOT_OF_DATA
from pipelines.lake.digests import ROOT
from pipelines.lake.lock import hold_lock
from pipelines.lake.releases import SHOWN
from pipelines.settings import Settings, child_environment, in_block, read_distribution, read_environment
from schemas.problems import Place, Refusal, Refusals

#: Ends of a process that lacked memory: the kernel ended it, or a library did that got none.
SIGNALS = {-signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS}

#: What is free again goes back to the system: the allocators of the C library and of Arrow otherwise keep as much.
FRUGAL = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2"}


class Computed(NamedTuple):
    """What the process of a block told: records of refusals."""

    refusals: list[dict[str, Any]]
    set_aside: list[dict[str, Any]]


def make(store: Store, digest: str, scratch: Path | None = None) -> None:
    """Do an order, unless somebody has done it.

    Args:
        store: where the order is, and where the result goes.
        digest: the order.
        scratch: folder of this worker; the one of its own settings if none is given.

    Raises:
        Refusal: E-STORE, E-STORE-OBJECT; E-BLOCK-PROGRAM, this machine computes with something else.
        Refusals: E-MEMORY, E-DISK-FULL or what else is not the deliveries' fault; there is no result.
    """
    order = read_order(store, digest)
    if find_result(store, order.block, order.making):
        return
    if order.program != program_digest():
        raise Refusal("E-BLOCK-PROGRAM", Place(order.block), found=program_digest()[:12], expected=order.program[:12])
    own = read_environment()
    place = scratch or Path(read_distribution().scratch or own.data_dir / "scratch")
    settings = in_block(order.settings(replace(own, data_dir=place)))
    with hold_lock(place / "locks" / order.block, wait=True):
        _lay_out(store, order, settings.data_dir)
        computed = _compute(settings)
        codes = {record["code"] for record in computed.refusals}
        if codes & NOT_OF_DATA:
            raise Refusals([Refusal.from_record(record) for record in computed.refusals])
        put_result(store, order, settings, [*computed.refusals], [*computed.set_aside])


def _lay_out(store: Store, order: Order, data_dir: Path) -> None:
    """Make a data folder as the order says; of an earlier one the lake stays."""
    for name in ("releases", *SHOWN.values()):
        shutil.rmtree(data_dir / name, ignore_errors=True)
    for name in SHOWN:
        (data_dir / name).unlink(missing_ok=True)
    for name, digest in order.files.items():
        store.get(digest, data_dir / name)


def _compute(settings: Settings) -> Computed:
    """Run `execute` in a process of its own.

    Raises:
        Refusals: E-MEMORY, the process was ended for want of memory.
        RuntimeError: it ended by an error of the program.
    """
    told = {name: str(value) if isinstance(value, Path) else value for name, value in asdict(settings).items()}
    command = [sys.executable, "-m", "pipelines.blocks.child"]
    # stdin stays open as long as this process lives: its end is the end of the child
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=child_environment(**FRUGAL),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as child,
    ):
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps(told).encode() + b"\n")
        child.stdin.flush()
        answer = child.stdout.read()
        status = child.wait()
        errors.seek(0)
        said = errors.read().decode(errors="replace")
    if status in SIGNALS:
        found = signal.Signals(-status).name
        raise Refusals([Refusal("E-MEMORY", Place(settings.block), found=found, expected=settings.memory)])
    if status:
        raise RuntimeError(f"block {settings.block}: exit {status}\n{said}")
    return Computed(**json.loads(answer))

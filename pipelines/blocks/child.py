"""The process in which one block is computed: `execute`, under a limit of memory; tells its parent as JSON.

python -m pipelines.blocks.child < SETTINGS > {"refusals": […], "set_aside": […]}
"""

import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

from pipelines.settings import Settings, memory_bytes
from schemas.problems import Misuse, Place, Refusal, Refusals

#: Of the memory of the process, what the engine may take before it goes to the disk; Python and Arrow have the rest.
ENGINE_PERCENT = 60

#: Seconds between two looks at what is in memory.
LOOK = 0.05


def main() -> None:
    """Compute the block that the parent names, and tell what came of it."""
    told = json.loads(sys.stdin.readline())
    Thread(target=_end_with_parent, daemon=True).start()
    inboxes = tuple(map(Path, told["inboxes"]))
    settings = Settings(**told | {"data_dir": Path(told["data_dir"]), "inboxes": inboxes})
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what else is printed is no answer
    with answer:
        json.dump(_computed(settings), answer)


def _end_with_parent() -> None:
    """End when the other end of the pipe is closed: an order whose worker is gone is another worker's."""
    sys.stdin.read()
    os._exit(1)


def _end_above(limit: int) -> None:
    """End as the kernel would end it when there is more in memory than may be, however short the time was.

    The kernel has no limit on that: one on what a process asks for counts what the allocators keep for later. Of a
    province of 190 counties that was 3.6 GB where 1.9 GB were in memory.
    """
    while _most_in_memory() <= limit:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGKILL)


def _most_in_memory() -> int:
    """The most bytes that this process has had in memory; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def _computed(settings: Settings) -> dict[str, Any]:
    limit = memory_bytes(settings.memory)
    Thread(target=_end_above, args=(limit,), daemon=True).start()
    try:
        from pipelines.execute import execute

        engine = f"{limit * ENGINE_PERCENT // 100_000_000}MB"
        outcome = execute(replace(settings, memory=engine), lambda done, total, title: None)
        refusals: Sequence[Refusal] = outcome.refusals
        set_aside: Sequence[Refusal] = outcome.set_aside
    except MemoryError:
        refusals, set_aside = [Refusal("E-MEMORY", found="MemoryError", expected="")], []
    except Misuse:
        raise
    except Refusal as refused:
        refusals, set_aside = [refused], []
    except Refusals as refused:
        refusals, set_aside = refused.refusals, []
    return {
        "refusals": [refusal.as_record() for refusal in _of_block(refusals, settings)],
        "set_aside": [refusal.as_record() for refusal in set_aside],
    }


def _of_block(refusals: Sequence[Refusal], settings: Settings) -> Sequence[Refusal]:
    """Want of memory as it is told of a block: once, with the limit of its process, not that of the engine in it."""
    for refusal in refusals:
        if refusal.code == "E-MEMORY":
            found = refusal.details["found"]
            return [Refusal("E-MEMORY", Place(settings.block), found=found, expected=settings.memory)]
    return refusals


if __name__ == "__main__":
    main()

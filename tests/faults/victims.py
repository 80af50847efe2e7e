"""A process that runs the inventory again and again, each time in a copy of itself that can be killed on the way.

An order is a line: ``{"settings": {...}, "step": 17, "seconds": 0.4, "bytes": 9999}``. ``step`` kills before the n-th
call that changes the disk (sync, rename, removal, new folder), ``seconds`` after a time; ``bytes`` is the length at
which the disk is full for a file. The answer is a line: how it ended, and how many such calls there were. Dagster is
imported and our own declarations are read once, before the first copy: a run costs no more than itself.

Here: running and killing. Not here: when, and what must be left afterwards (``test_runs``).
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pipelines.definitions  # noqa: F401  # a run imports it; a copy of this process has it already
from assets import load_assets
from pipelines.execute import execute
from pipelines.settings import Settings
from schemas.problems import Refusals

CHANGING = ("fsync", "link", "replace", "rename", "unlink", "remove", "rmdir", "mkdir")


class Steps:
    """Counts calls that change the disk; before a given one, kills this process."""

    def __init__(self, fatal: int | None) -> None:
        self.fatal, self.taken = fatal, 0
        for name in CHANGING:
            setattr(os, name, self.counted(getattr(os, name)))

    def counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, one step more."""

        def step(*arguments: Any, **options: Any) -> Any:
            self.taken += 1
            if self.taken == self.fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)

        return step


def run(order: dict[str, Any]) -> str:
    """Run once in this process; what came of it."""
    steps = Steps(order.get("step"))
    if seconds := order.get("seconds"):
        signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody listens: the kernel ends the process
    if size := order.get("bytes"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    settings = order["settings"] | {"data_dir": Path(order["settings"]["data_dir"])}
    settings["inboxes"] = tuple(map(Path, settings.get("inboxes", ())))
    try:
        refusals = execute(Settings(**settings), lambda *progress: None).refusals
    except Refusals as refused:
        refusals = refused.refusals
    return f"{','.join(refusal.code for refusal in refusals) or 'done'} {steps.taken}"


def main() -> None:
    """Answer orders until there are no more."""
    load_assets()
    for line in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.write(writing, run(json.loads(line)).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as answer:
            said = answer.read()
        _, status = os.waitpid(child, 0)
        ended = said or ("killed" if os.WIFSIGNALED(status) else "failed")
        sys.stdout.write(f"{ended}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

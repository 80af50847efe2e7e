"""A process that gives commands again and again, each time in a copy of itself that can be killed on the way.

An order is a line: ``{"settings": {...}, "command": {...}, "step": 17, "seconds": 0.4, "bytes": 9999}``. Without a
command it is a run. ``step`` kills before the n-th
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
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pipelines.definitions  # noqa: F401  # a run imports it; a copy of this process has it already
from assets import load_assets
from pipelines.deliveries.confirmation import confirm
from pipelines.deliveries.intake import take_in
from pipelines.execute import execute
from pipelines.lake.leftovers import remove_leftovers
from pipelines.lake.lock import hold_lock
from pipelines.lake.releases import follow, show_pointed
from pipelines.publishing import steps
from pipelines.publishing.collection import remove, unneeded
from pipelines.publishing.page import show_signatures
from pipelines.publishing.rollback import roll_back
from pipelines.publishing.steps import ALL, Asked, sign_release
from pipelines.settings import Settings
from schemas.problems import Refusal, Refusals

#: When everybody signs.
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)

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


def command(settings: Settings, asked: dict[str, Any]) -> list[Refusal]:
    """Give one command in this process; why it was refused."""
    data_dir = settings.data_dir
    if asked["name"] == "run":
        return execute(settings, lambda *progress: None).refusals
    with hold_lock(data_dir):
        match asked["name"]:
            case "register":
                take_in(settings, [Path(asked["file"])])
            case "confirm":
                confirm(data_dir, asked["place"], "张局", "属实")
            case "sign":
                sign_release(data_dir, "", Asked(asked["role"], Path(asked["key"]), asked["by"], "核对无误", [ALL]))
            case "rollback":
                roll_back(data_dir, asked["release"], "张局", "数字有误")
            case "gc":
                remove(data_dir, unneeded(data_dir, 1))
            case "follow":
                remove_leftovers(data_dir)
                follow(data_dir)
                show_pointed(data_dir)
                show_signatures(data_dir)
    return []


def run(order: dict[str, Any]) -> str:
    """Give the command of an order in this process; what came of it."""
    steps = Steps(order.get("step"))
    if seconds := order.get("seconds"):
        signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody listens: the kernel ends the process
    if size := order.get("bytes"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    settings = order["settings"] | {"data_dir": Path(order["settings"]["data_dir"])}
    settings["inboxes"] = tuple(map(Path, settings.get("inboxes", ())))
    try:
        refusals = command(Settings(**settings), order.get("command") or {"name": "run"})
    except Refusal as refused:
        refusals = [refused]
    except Refusals as refused:
        refusals = refused.refusals
    return f"{','.join(refusal.code for refusal in refusals) or 'done'} {steps.taken}"


def main() -> None:
    """Answer orders until there are no more."""
    load_assets()
    steps.moment = lambda: NOON  # type: ignore[assignment]  # the same journal, whenever it is written
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

"""How the last run of each kind ended, `D/.last_runs.json`: a failure is told until a run of that kind ends well.

Kinds are commands (``run``, ``register``); the scheduled run is a ``run``. Nothing that is computed rests on this file:
it holds times.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from pipelines.lake.files import write_bytes
from pipelines.settings import read_environment
from schemas.problems import Refusal, Refusals, quote

FILE_NAME = ".last_runs.json"
CHINA = timezone(timedelta(hours=8))
BUILDING = "run"
"""The kind that makes the inventory, which the schedule asks for once a year."""

#: How many messages of one run are kept; an inbox may hold a thousand wrong files.
KEPT = 20


class BrokeOff(Exception):
    """A run of Dagster that broke off, in the words that Dagster has for it."""


@dataclass(frozen=True)
class LastRun:
    """How a run ended: ``done``, ``refused``, ``crashed`` or ``interrupted``; what it said, in Chinese."""

    kind: str
    when: str
    how: str
    said: tuple[str, ...] = ()
    unsaid: int = 0
    """How many messages more there were."""


def note_end(data_dir: Path, kind: str, error: BaseException | None = None) -> None:
    """Write down how a run ended, if there is a data folder; one that cannot be written is left as it is."""
    if not data_dir.is_dir():
        return
    known = {run.kind: run for run in last_runs(data_dir)} | {kind: _ended(kind, error)}
    with suppress(OSError):
        text = json.dumps([asdict(run) for run in known.values()], ensure_ascii=False, indent=1)
        write_bytes(data_dir / FILE_NAME, text.encode(), is_synced=False)


def last_runs(data_dir: Path) -> list[LastRun]:
    """The last run of each kind; none that is known if the file is damaged."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        found = json.loads((data_dir / FILE_NAME).read_bytes())
        return [LastRun(**{**run, "said": tuple(map(str, run["said"]))}) for run in found]
    return []


def failures(data_dir: Path) -> list[LastRun]:
    """Runs that did not end well and that none of their kind made good."""
    return [run for run in last_runs(data_dir) if run.how != "done"]


def overdue_since(data_dir: Path, now: datetime) -> datetime | None:
    """The yearly date that has passed without a run since, however it ended; none if there was one."""
    month, day, hour = read_environment().annual_run
    due = datetime(now.year, month, day, hour, tzinfo=CHINA)
    due = due if due <= now else due.replace(year=now.year - 1)
    began = [run.when for run in last_runs(data_dir) if run.kind == BUILDING]
    return None if any(when >= _told(due) for when in began) else due


def _ended(kind: str, error: BaseException | None) -> LastRun:
    when = _told(datetime.now(CHINA))
    match error:
        case None:
            return LastRun(kind, when, "done")
        case Refusal() | Refusals():
            refusals = error.refusals if isinstance(error, Refusals) else [error]
            said = tuple(refusal.render() for refusal in refusals[:KEPT])
            return LastRun(kind, when, "refused", said, len(refusals) - len(said))
        case BrokeOff():
            return LastRun(kind, when, "crashed", (quote(error),))
        case KeyboardInterrupt():
            return LastRun(kind, when, "interrupted")
    return LastRun(kind, when, "crashed", (f"{type(error).__name__}: {quote(error)}",))


def _told(when: datetime) -> str:
    """A time of China, which sorts as it passes."""
    return when.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")

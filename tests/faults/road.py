"""The road of a year, killed anywhere: register, run, confirm, publish, go back, clear away; then once more, unharmed.

Each command is killed in a folder as the command before left it, by a random call that changes the disk or after a
random time. What it leaves must verify, with every pointer at the old or the new release; the same command again must
end as if nothing had been. Every command is one process's (`victims`), so a kill costs no start.
"""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.deliveries.register import read_register
from pipelines.lake.publications import standing
from pipelines.lake.releases import (
    CONTENT,
    DRAFT,
    OFFICIAL,
    POINTER,
    SHOWN,
    current_release,
    pointed_releases,
    verify_release,
)
from pipelines.publishing.signatures import SIGNERS
from pipelines.publishing.statements import verify_signatures
from pipelines.rest import FILE_NAME as REST
from tests.deliveries import INDUSTRY_2023, ROOT, copy_of, with_cells
from tests.offices import PREPARES, REVIEWS, make_keys, signers

#: What is asked of every run: one file of one year, in one basis.
ASKED = {"years": "2023", "bases": "provincial_2011-sar"}

#: A stock of coal by which 4 % of what industry burns came from nowhere: somebody has to confirm it.
DOUBTFUL = {"J7": 72183}

#: So many of the kills are in a run, which takes longest; the others are spread.
RUNS = 0.25


class Victims:
    """The process in which commands are started and killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def run(self, settings: dict[str, Any], command: dict[str, Any] | None = None, **fate: float) -> str:
        """Give an order; how it ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"settings": settings, "command": command} | fate) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@contextmanager
def started_victims() -> Iterator[Victims]:
    """The process, as long as it is needed."""
    command = [sys.executable, "-m", "tests.faults.victims"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Victims(process)
        assert process.stdin is not None
        process.stdin.close()


@dataclass(frozen=True)
class Stage:
    """One command of the road, the folder before and after it, and how many calls it took."""

    name: str
    command: dict[str, Any]
    before: Path
    after: Path
    steps: int


@dataclass
class Road:
    """All stages, made once without a kill."""

    victims: Victims
    folder: Path
    stages: list[Stage] = field(default_factory=list)

    def walk(self) -> None:
        """Go the road undisturbed; keep the folder as it is after every command."""
        keys = make_keys(self.folder / "keys")
        revised = with_cells(INDUSTRY_2023, self.folder / "inbox", "205-1", DOUBTFUL)
        data = self.folder / "0"
        data.mkdir()
        (data / SIGNERS).write_text(signers(keys, (PREPARES, "prepared"), (REVIEWS, "reviewed")), encoding="utf-8")
        self._go("register", {"name": "register", "file": str(INDUSTRY_2023)})
        self._go("run", {"name": "run"})
        self._go("prepare", {"name": "sign", "role": "prepared", "key": str(keys[PREPARES]), "by": PREPARES})
        self._go("review", {"name": "sign", "role": "reviewed", "key": str(keys[REVIEWS]), "by": REVIEWS})
        first = current_release(self.stages[-1].after).name
        self._go("register a revision", {"name": "register", "file": str(revised)})
        self._go("run on it", {"name": "run"})
        (place,) = self._held()
        self._go("confirm it", {"name": "confirm", "place": place})
        self._go("run on what is confirmed", {"name": "run"})
        self._go("prepare it", {"name": "sign", "role": "prepared", "key": str(keys[PREPARES]), "by": PREPARES})
        self._go("review it", {"name": "sign", "role": "reviewed", "key": str(keys[REVIEWS]), "by": REVIEWS})
        self._go("go back", {"name": "rollback", "release": first})
        self._go("run after that", {"name": "run"})
        self._go("clear away", {"name": "gc"})

    def _held(self) -> list[str]:
        """Places of the draft that wait for somebody."""
        draft = current_release(self.stages[-1].after, DRAFT)
        return [place["place_id"] for place in json.loads((draft / CONTENT).read_bytes())["held_places"]]

    def _go(self, name: str, command: dict[str, Any]) -> None:
        before = self.stages[-1].after if self.stages else self.folder / "0"
        after = copy_of(before, self.folder / str(len(self.stages) + 1))
        ended, steps = self.order(command, after).split()
        assert ended == "done", f"{name}: {ended}"
        self.stages.append(Stage(name, command, before, after, int(steps)))

    def order(self, command: dict[str, Any], data: Path, **fate: float) -> str:
        """Give a command to the victims."""
        return self.victims.run(ASKED | {"data_dir": str(data)}, command, **fate)

    def kill(self, stage: Stage, chance: random.Random, data: Path) -> bool:
        """Kill a command once, look at what it left, give it again; whether it was killed at all.

        Raises:
            AssertionError: something is broken.
        """
        copy_of(stage.before, data)
        fate = (
            {"step": chance.randint(1, stage.steps)} if chance.random() < 0.8 else {"seconds": chance.uniform(0.01, 1)}
        )
        ended = self.order(stage.command, data, **fate)
        told = f"{stage.name}, {fate}"
        assert ended == "killed" or ended.startswith("done"), f"{told}: {ended}"
        check_left(data, stage, told)
        again = self.order(stage.command, data)
        assert again.split()[0] in ("done", "E-SIGN-TWICE", "E-ROLLBACK", "E-USE"), f"{told}: {again}"
        self.order({"name": "follow"}, data)
        check_end(data, stage.after, told)
        shutil.rmtree(data)
        return ended == "killed"


def check_left(data: Path, stage: Stage, told: str) -> None:
    """Every pointer names the release before the command or the one after it; what it names and was signed verifies."""
    for pointer in (POINTER, DRAFT, OFFICIAL):
        named = _named(data, pointer)
        assert named in {_named(stage.before, pointer), _named(stage.after, pointer)}, f"{told}: {pointer}"
    for release in pointed_releases(data):
        assert list(verify_release(release, data)) == [], told
    assert list(verify_signatures(data)) == [], told
    official = {_official(folder) for folder in (stage.before, stage.after)}
    assert _official(data) in official, told
    names = {row.file_sha256 for row in read_register(stage.before)}
    assert {row.file_sha256 for row in read_register(data)} >= names, told


def check_end(data: Path, undisturbed: Path, told: str) -> None:
    """The same pointers, journals and releases, and no leftovers."""
    for pointer in SHOWN:
        assert _named(data, pointer) == _named(undisturbed, pointer), f"{told}: {pointer}"
    found, expected = sorted(names_in(data)), sorted(names_in(undisturbed))
    assert found == expected, f"{told}: {set(found) ^ set(expected)}"
    for name in ("register.csv", "releases.csv", "RELEASES.head"):
        assert _bytes(data / name) == _bytes(undisturbed / name), f"{told}: {name}"
    for release in pointed_releases(data):
        assert list(verify_release(release, data)) == [], told
    assert list(verify_signatures(data)) == [], told


def names_in(data: Path) -> Iterator[str]:
    """Every file of a data folder, but what spares a run a look; releases only by name."""
    for path in data.rglob("*"):
        if path.is_file() and "releases" not in path.parts and path.name != REST:
            yield path.relative_to(data).as_posix()
    yield from (path.name for path in (data / "releases").glob("*"))


def _named(data: Path, pointer: str) -> str:
    return _bytes(data / pointer).decode().strip()


def _official(data: Path) -> str:
    return standing(data).official.release


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def kill_often(road: Road, times: int, seed: int, tell: Callable[[str], object] = lambda line: None) -> int:
    """Kill that often, each time somewhere else; returns how many were killed before they had ended.

    Raises:
        AssertionError: something is broken.
    """
    chance, killed = random.Random(seed), 0
    runs = [stage for stage in road.stages if stage.command["name"] == "run"]
    others = [stage for stage in road.stages if stage not in runs]
    for number in range(1, times + 1):
        stage = chance.choice(runs if chance.random() < RUNS else others)
        killed += road.kill(stage, chance, road.folder / "killed")
        tell(f"{number}/{times} {stage.name}")
    return killed

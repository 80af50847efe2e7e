"""What many tests look at, built once a session: the sample's release, worlds over three sets of observations."""

# a fixture that names DuckDB's types keeps them alive to the end of the process, and DuckDB then complains of leaks
from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock
from hypothesis import settings

from tests import empty_databases, staged_rows
from tests.deliveries import GAS, INDUSTRY, SAMPLE, SAMPLE_2025, SICHUAN_2007, copy_of, state_of
from tests.elsewhere import FAR_EAST, run_elsewhere
from tests.world import OFFICIAL, QUXIAN, SECOND, SICHUAN, World, close_engines

os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"  # read when dagster is imported; it would write to the home folder

# a run of the sample waits for the disk 3,700 times, and no test takes the power away; that files are synced, and
# when, is asked where a test puts its own function here
os.fsync = lambda descriptor: None

empty_databases.remember()

# what is imported and collected is there to stay: until then there is nothing to collect as garbage
gc.disable()

# the same examples on every machine, however slow it is
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

#: Files that take longest, in the order in which they begin: the first builds what others look at, so that no worker
#: waits for it, and the last files of a session are short, so that both workers end together.
LONG = ("test_figures.py", "test_determinism.py", "test_roads.py", "test_runs.py", "test_recipes.py", "test_plan.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


def pytest_collection_finish() -> None:
    """Nine thousand tests and what they import are there to stay: no garbage collection need look at them again."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)
    gc.enable()


def pytest_unconfigure() -> None:
    """Forget the tests: Hypothesis holds them to the end of the process, and with them what names DuckDB's types."""
    gc.unfreeze()
    for module in [module for name, module in sys.modules.items() if name.startswith("tests.")]:
        vars(module).clear()


OBSERVATIONS = {
    "minimal": staged_rows.minimal,
    "opulent": staged_rows.opulent,
    "empty": list[dict[str, Any]],
}


@dataclass(frozen=True)
class BuiltRelease:
    """A data folder in which a release was built, and its database, read-only."""

    data_dir: Path
    folder: Path
    connection: duckdb.DuckDBPyConnection

    def rows(self, sql: str, **values: object) -> list[dict[str, Any]]:
        """Rows of a query."""
        cursor = self.connection.execute(sql, values)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def prepare_once(factory: pytest.TempPathFactory, name: str, prepare: Callable[[Path], object]) -> Path:
    """A folder that takes long to prepare: whichever worker asks first makes it, and all of them only look at it."""
    base = factory.getbasetemp()
    place = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, making = place / name, place / f"{name}.making"
    with FileLock(place / f"{name}.lock"):
        if not folder.exists():
            shutil.rmtree(making, ignore_errors=True)  # of a worker that failed
            prepare(making)
            making.rename(folder)
    return folder


def build_release(data_dir: Path, **asked: object) -> None:
    """Run once in this process, on one thread: the other worker is there too."""
    from pipelines.execute import execute
    from pipelines.settings import Settings

    outcome = execute(Settings(data_dir=data_dir, threads=1, **asked), lambda done, total, title: None)  # type: ignore[arg-type]
    assert outcome.refusals == []


def open_release(data_dir: Path) -> Iterator[BuiltRelease]:
    """The current release and its database, which everybody looks at and nobody may change."""
    from pipelines.lake.releases import current_release

    folder, before = current_release(data_dir), state_of(data_dir)
    with duckdb.connect(str(folder / "restricted" / "qingdan.duckdb"), read_only=True) as connection:
        connection.execute("set threads = 1")  # the other worker is there too; whoever opens the file finds it so
        yield BuiltRelease(data_dir, folder, connection)
    assert state_of(data_dir) == before, "a test wrote into a file that other tests look at"


#: The releases that tests look at: the one whose data folder a run finds, if any, and what is asked of it.
RELEASES: dict[str, tuple[str, dict[str, object]]] = {
    "sample": ("", {"inboxes": (SAMPLE,)}),
    "sample_2025": ("sample", {"inboxes": (SAMPLE_2025,)}),
    "sichuan": ("", {"inboxes": (SICHUAN_2007,), "region": SICHUAN, "years": "2007", "edition": "ceads"}),
}


def build(name: str, data_dir: Path, built: Callable[[str], Path]) -> None:
    """One of the releases; another one, in whose copy it is built, is asked for."""
    earlier, asked = RELEASES[name]
    if earlier:
        copy_of(built(earlier), data_dir)
    build_release(data_dir, **asked)


def build_elsewhere(data_dir: Path) -> None:
    """The sample as another machine would make it: its files come in another order, with other times."""
    inbox = data_dir.parent / f"收件夹 {data_dir.name}"
    inbox.mkdir()
    for path in sorted(filter(Path.is_file, SAMPLE.iterdir()), reverse=True):
        shutil.copyfile(path, inbox / path.name)
    run_elsewhere(FAR_EAST, data_dir, inbox)


def built_once(factory: pytest.TempPathFactory, name: str) -> Path:
    """The data folder of one of the releases, built by whoever needs it first."""
    if name == "sample":
        return prepare_once(factory, "数据 sample", build_elsewhere)
    return prepare_once(factory, name, lambda data: build(name, data, lambda earlier: built_once(factory, earlier)))


#: Few deliveries: what industry and power stations burn in 2020–2023, and to 2024 gas.
TOWN = (*(INDUSTRY.with_name(INDUSTRY.name.replace("2024", str(year))) for year in range(2020, 2024)), GAS)
TOWN_ASKED = {"years": "2020-2024", "bases": "provincial_2011-sar"}


def build_town(data_dir: Path) -> None:
    """Build a release of these."""
    from pipelines.deliveries.intake import take_in
    from pipelines.settings import Settings

    take_in(Settings(data_dir=data_dir), TOWN)
    build_release(data_dir, **TOWN_ASKED)


@pytest.fixture
def town(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of one's own in which few deliveries were built; what was asked then is asked of every command."""
    for name, asked in TOWN_ASKED.items():
        monkeypatch.setenv(f"QINGDAN_{name.upper()}", asked)
    return copy_of(prepare_once(tmp_path_factory, "town", build_town), tmp_path / "town")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltRelease]:
    """The sample county, twenty years, all default bases."""
    yield from open_release(built_once(tmp_path_factory, "sample"))


@pytest.fixture(scope="session")
def sample_2025(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltRelease]:
    """The sample county when 2025 has arrived on top of its twenty years."""
    yield from open_release(built_once(tmp_path_factory, "sample_2025"))


@pytest.fixture(scope="session")
def sichuan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltRelease]:
    """Sichuan in 2007 by the method of CEADs, from the re-typed balance."""
    yield from open_release(built_once(tmp_path_factory, "sichuan"))


@pytest.fixture(scope="session", autouse=True)
def _kept() -> Iterator[None]:
    """What is opened once for many tests, wherever they stand: engines of worlds, the reader of planted files."""
    yield
    close_engines()
    if truth := sys.modules.get("tests.planted.truth"):
        truth.close_reader()


@pytest.fixture
def world() -> Iterator[World]:
    """An empty world of one county, one year, one basis."""
    made = World()
    yield made
    made.close()


@pytest.fixture(scope="module")
def lasting_world() -> Iterator[World]:
    """A world that drawn examples share: each puts all its tables anew."""
    made = World()
    yield made
    made.close()


@pytest.fixture
def new_world() -> Iterator[Callable[..., World]]:
    """Makes worlds of other regions, years and bases."""
    made: list[World] = []

    def make(**scope: Any) -> World:
        made.append(World(**scope))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture(scope="session", params=OBSERVATIONS)
def any_world(request: pytest.FixtureRequest) -> Iterator[World]:
    """The whole spine computed over minimal, opulent and no observations, for two counties and a province."""
    made = World(
        regions=(QUXIAN, staged_rows.DAZHU, SICHUAN),
        years=(2019, 2020),
        bases=(OFFICIAL, SECOND, "ipcc_2006-ar5", "ceads-ar5"),
    )
    yield staged_rows.compute(made, OBSERVATIONS[request.param]())
    made.close()

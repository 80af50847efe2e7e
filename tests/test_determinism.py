"""Same inputs, same bytes: whatever the zone of the clock, the language, the threads, the folder, the way there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.deliveries.intake import take_in
from pipelines.execute import execute
from pipelines.lake.releases import current_release
from pipelines.settings import Settings
from tests.conftest import BuiltRelease, prepare_once
from tests.deliveries import INDUSTRY, ROOT, SAMPLE, with_cells

PLACE = "数据 data"
RUN = "from pipelines.cli import main; main()"

#: Environments that differ in everything that must not matter.
ELSEWHERE = {
    "one thread, far west, no language": {
        "QINGDAN_THREADS": "1",
        "TZ": "America/St_Johns",
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONHASHSEED": "1",
        "PYTHONIOENCODING": "gbk",
    },
    "eight threads, far east, Turkish": {
        "QINGDAN_THREADS": "8",
        "QINGDAN_MEMORY": "1GB",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4711",
        "PYTHONIOENCODING": "ascii",
    },
}


def start(environment: dict[str, str], data: Path, inbox: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, "run", "--data", str(data), "--inbox", str(inbox)]
    cleared = {name: value for name, value in os.environ.items() if not name.startswith("QINGDAN_")}
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=cleared | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Releases of the sample made in the other environments, side by side."""
    folder = prepare_once(tmp_path_factory, "elsewhere", make_elsewhere) / PLACE
    return {name: current_release(folder / f"D{number}") for number, name in enumerate(ELSEWHERE)}


def make_elsewhere(root: Path) -> None:
    folder = root / PLACE
    inbox = folder / "收件夹"
    inbox.mkdir(parents=True)
    for path in sorted(SAMPLE.iterdir(), reverse=True):  # the folder lists them in another order, with other times
        shutil.copyfile(path, inbox / path.name)
    places = {name: folder / f"D{number}" for number, name in enumerate(ELSEWHERE)}
    running = {name: start(ELSEWHERE[name], data, inbox) for name, data in places.items()}
    told = {name: process.communicate()[1] for name, process in running.items()}
    assert {name: process.returncode for name, process in running.items()} == dict.fromkeys(ELSEWHERE, 0), told


@pytest.mark.parametrize("name", ELSEWHERE)
def test_the_sample_has_one_release_digest(name: str, elsewhere: dict[str, Path], sample: BuiltRelease) -> None:
    lists = [json.loads((folder / "content.json").read_bytes()) for folder in (elsewhere[name], sample.folder)]
    different = {file for file, digest in lists[0]["files"].items() if lists[1]["files"].get(file) != digest} ^ (
        lists[1]["files"].keys() - lists[0]["files"].keys()
    )
    assert different == set()
    assert lists[0] == lists[1]
    assert elsewhere[name].name == sample.folder.name


def test_databases_hold_the_same_although_their_bytes_differ(elsewhere: dict[str, Path], sample: BuiltRelease) -> None:
    import duckdb

    told = []
    for folder in (*elsewhere.values(), sample.folder):
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"attach '{folder / 'restricted' / 'qingdan.duckdb'}' as built (read_only)")
            tables = connection.execute(
                "select schema_name, table_name, estimated_size, comment from duckdb_tables() "
                "where database_name = 'built' order by all"
            ).fetchall()
            sums = [
                connection.execute(
                    f'select count(*), sum(hash(t)::hugeint) from built.{schema}."{table}" as t'
                ).fetchone()
                for schema, table, *_ in tables
            ]
            told.append((tables, sums))
    assert told[0] == told[1] == told[2]


def test_nothing_in_a_release_tells_where_or_when_it_was_made(elsewhere: dict[str, Path]) -> None:
    place = PLACE.encode()
    for release in elsewhere.values():
        texts = [path for path in release.rglob("*") if path.suffix in {".json", ".html", ".sql"}]
        assert {path.name for path in texts} >= {"content.json", "envelope.json", "report.html", "dictionary.html"}
        for path in texts:
            assert place not in path.read_bytes()


def go(data: Path, *, files: tuple[Path, ...] = (), years: str = "") -> Path:
    settings = Settings(data_dir=data, years=years, bases="provincial_2011-sar")
    if files:
        take_in(settings, files)
    assert execute(settings, lambda *progress: None).refusals == []
    return current_release(data)


def test_a_release_does_not_depend_on_the_way_there(tmp_path: Path) -> None:
    """A revision of one year that comes after a first run, and years that were looked at before, leave no trace."""
    year_before = INDUSTRY.with_name(INDUSTRY.name.replace("2024", "2023"))
    revised = with_cells(INDUSTRY, tmp_path / "revised", "205-1", {"D7": 122713})
    by_steps, at_once = tmp_path / "by_steps", tmp_path / "at_once"
    go(by_steps, files=(year_before, INDUSTRY), years="2023-2024")
    first = go(by_steps, files=(revised,), years="2024")

    take_in(Settings(data_dir=at_once), [year_before, INDUSTRY])
    second = go(at_once, files=(revised,), years="2024")
    lists = [json.loads((folder / "content.json").read_bytes()) for folder in (first, second)]
    assert lists[0]["files"] == lists[1]["files"]
    assert first.name == second.name

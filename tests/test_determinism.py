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

#: Environments that differ from this process and from each other in everything that must not matter.
FAR_WEST = {  # one thread, no language
    "QINGDAN_THREADS": "1",
    "TZ": "America/St_Johns",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONHASHSEED": "1",
    "PYTHONIOENCODING": "gbk",
}
FAR_EAST = {  # eight threads, Turkish
    "QINGDAN_THREADS": "8",
    "QINGDAN_MEMORY": "1GB",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "4711",
    "PYTHONIOENCODING": "ascii",
}

BASIS = "provincial_2011-sar"


def run_elsewhere(environment: dict[str, str], data: Path, inbox: Path, *asked: str) -> Path:
    """The release of a process of its own in another environment."""
    command = [sys.executable, "-c", RUN, "run", "--data", str(data), "--inbox", str(inbox), *asked]
    cleared = {name: value for name, value in os.environ.items() if not name.startswith("QINGDAN_")}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=cleared | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return current_release(data)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's release, made elsewhere."""
    folder = prepare_once(tmp_path_factory, "elsewhere", make_elsewhere) / PLACE
    return current_release(folder)


def make_elsewhere(root: Path) -> None:
    inbox = root / "收件夹 inbox"
    inbox.mkdir(parents=True)
    for path in sorted(
        filter(Path.is_file, SAMPLE.iterdir()), reverse=True
    ):  # in another order of the folder, with other times
        shutil.copyfile(path, inbox / path.name)
    run_elsewhere(FAR_EAST, root / PLACE, inbox)


def test_the_sample_has_one_release_digest(elsewhere: Path, sample: BuiltRelease) -> None:
    lists = [json.loads((folder / "content.json").read_bytes()) for folder in (elsewhere, sample.folder)]
    different = {file for file, digest in lists[0]["files"].items() if lists[1]["files"].get(file) != digest} ^ (
        lists[1]["files"].keys() - lists[0]["files"].keys()
    )
    assert different == set()
    assert lists[0] == lists[1]
    assert elsewhere.name == sample.folder.name


def test_databases_hold_the_same_although_their_bytes_differ(elsewhere: Path, sample: BuiltRelease) -> None:
    import duckdb

    told = []
    for folder in (elsewhere, sample.folder):
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
    assert told[0] == told[1]


def test_nothing_in_a_release_tells_where_or_when_it_was_made(elsewhere: Path) -> None:
    texts = [path for path in elsewhere.rglob("*") if path.suffix in {".json", ".html", ".sql"}]
    assert {path.name for path in texts} >= {"content.json", "envelope.json", "report.html", "dictionary.html"}
    for path in texts:
        assert PLACE.encode() not in path.read_bytes()


def go(data: Path, files: tuple[Path, ...], years: str) -> Path:
    settings = Settings(data_dir=data, years=years, bases=BASIS)
    take_in(settings, files)
    assert execute(settings, lambda *progress: None).refusals == []
    return current_release(data)


def test_a_release_does_not_depend_on_the_way_there(tmp_path: Path) -> None:
    """A revision of one year that comes after a first run, and years that were looked at before, leave no trace."""
    year_before = INDUSTRY.with_name(INDUSTRY.name.replace("2024", "2023"))
    revised = with_cells(INDUSTRY, tmp_path / "revised", "205-1", {"D7": 122713})
    by_steps, at_once = tmp_path / "by_steps", tmp_path / "at_once"
    go(by_steps, (year_before, INDUSTRY), "2023-2024")
    first = go(by_steps, (revised,), "2024")

    take_in(Settings(data_dir=at_once), [year_before, INDUSTRY])
    second = run_elsewhere(FAR_WEST, at_once, revised.parent, "--years", "2024", "--basis", BASIS)
    lists = [json.loads((folder / "content.json").read_bytes()) for folder in (first, second)]
    assert lists[0]["files"] == lists[1]["files"]
    assert first.name == second.name

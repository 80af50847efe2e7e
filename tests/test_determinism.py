"""Same inputs, same bytes: whatever the zone of the clock, the language, the threads, the folder, the way there.

The sample that other tests look at is made elsewhere too; that its figures and pages are those of here asks
``test_figures``.
"""

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.deliveries.intake import take_in
from pipelines.lake.releases import latest_release
from pipelines.settings import Settings
from tests.conftest import TOWN, TOWN_ASKED, BuiltRelease, build_release, build_town, prepare_once
from tests.deliveries import INDUSTRY_2023, copy_of, with_cells
from tests.elsewhere import FAR_WEST, run_elsewhere

LATER = "2023-2024"


def go_both(folder: Path, town: Path) -> None:
    """A revision of one year that comes after a first run, years that were looked at before; and all of it at once."""
    revised = with_cells(INDUSTRY_2023, folder / "revised", "205-1", {"D7": 100119})
    by_steps, at_once = copy_of(town, folder / "by steps"), folder / "at once"
    take_in(Settings(data_dir=at_once), TOWN)
    take_in(Settings(data_dir=by_steps), [revised])
    build_release(by_steps, **TOWN_ASKED | {"years": LATER})
    run_elsewhere(FAR_WEST, at_once, revised.parent, "--years", LATER, "--basis", TOWN_ASKED["bases"])


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two releases of the same deliveries: by steps a draft, for it moves what was published, else the current one."""
    town = prepare_once(tmp_path_factory, "town", build_town)
    folder = prepare_once(tmp_path_factory, "ways", lambda folder: go_both(folder, town))
    return [latest_release(folder / way) for way in ("by steps", "at once")]


def test_a_release_does_not_depend_on_the_way_there(ways: list[Path]) -> None:
    lists = [json.loads((folder / "content.json").read_bytes()) for folder in ways]
    different = [file for file, digest in lists[0]["files"].items() if lists[1]["files"].get(file) != digest]
    assert (different, lists[0]) == ([], lists[1])
    assert ways[0].name == ways[1].name


def test_databases_hold_the_same_although_their_bytes_differ(ways: list[Path]) -> None:
    told = []
    for folder in ways:
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


def test_nothing_in_a_release_tells_where_or_when_it_was_made(sample: BuiltRelease) -> None:
    texts = [path for path in sample.folder.rglob("*") if path.suffix in {".json", ".html", ".sql"}]
    assert {path.name for path in texts} >= {"content.json", "envelope.json", "report.html", "dictionary.html"}
    for path in texts:
        assert sample.data_dir.name.encode() not in path.read_bytes()

"""The file to query: what rests on the source tree alone is kept for the next run, the rows are always new."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from assets import load_assets
from assets.needs import Run
from pipelines.building import database
from pipelines.lake.files import WHOLE, Lake
from pipelines.plan import resolve_run
from pipelines.settings import Settings
from tests.conftest import TOWN_ASKED
from tests.deliveries import flip, overwrite

ASSET = load_assets()["release/database"]


@pytest.fixture
def run(town: Path) -> Run:
    return resolve_run(Settings(data_dir=town, **TOWN_ASKED))  # type: ignore[arg-type]


def build(run: Run) -> tuple[Path, Path]:
    """The database, and what it is without rows."""
    database.build_database(ASSET, run, {WHOLE: "made from"})
    folder = run.data_dir / "lake" / "release" / "database"
    (empty,) = folder.glob("empty-*.duckdb")
    return folder / "restricted.duckdb", empty


def held_by(path: Path) -> list[Any]:
    """Names, comments, definitions of views and number of rows of everything in a database."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name, estimated_size, comment from duckdb_tables() order by all"
        ).fetchall()
        columns = connection.execute(
            "select schema_name, table_name, column_name, data_type, comment from duckdb_columns() order by all"
        ).fetchall()
        views = connection.execute("select schema_name, view_name, sql, comment from duckdb_views() order by all")
        return [tables, columns, views.fetchall()]


def test_the_next_run_fills_the_same_empty_database_and_holds_the_same(run: Run) -> None:
    path, empty = build(run)
    before, first = held_by(path), (empty.name, empty.stat().st_ino)
    assert any(rows for *_, rows, _ in before[0])
    _, again = build(run)
    assert (again.name, again.stat().st_ino) == first
    assert held_by(path) == before


@pytest.mark.parametrize("damage", ["flipped", "another one", "gone"])
def test_an_empty_database_that_is_not_the_one_that_was_kept_is_made_again(damage: str, run: Run) -> None:
    path, empty = build(run)
    before = held_by(path)
    match damage:
        case "flipped":
            flip(empty, empty.stat().st_size // 2)
        case "another one":
            overwrite(empty, b"")
        case "gone":
            empty.unlink()
    build(run)
    assert held_by(path) == before
    assert Lake(run.data_dir / "lake").intact_partitions(ASSET.name, ASSET.suffix).keys() == {"restricted", empty.stem}


def test_another_source_tree_has_another_one_and_the_old_one_goes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _, empty = build(run)
    monkeypatch.setattr(database, "source_tree_digest", lambda: "edited")
    _, other = build(run)
    assert other.name != empty.name
    assert not empty.exists()

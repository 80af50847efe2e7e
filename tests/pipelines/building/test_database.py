"""The file to query: what rests on the source tree alone is kept for the next run, the rows are always new."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from assets import load_assets
from assets.needs import Run
from pipelines.building import database
from pipelines.lake.files import WHOLE
from pipelines.plan import resolve_run
from pipelines.settings import Settings
from tests.conftest import TOWN_ASKED
from tests.deliveries import flip

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
    flip(empty, empty.stat().st_size // 2)
    _, again = build(run)
    assert again.stat().st_ino != first[1], "one that is not what was kept is made again"
    assert held_by(path) == before


def test_another_source_tree_has_another_one_and_the_old_one_goes(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty,) = (town / "lake" / "release" / "database").glob("empty-*.duckdb")
    monkeypatch.setattr(database, "source_tree_digest", lambda: "edited")
    _, other = build(resolve_run(Settings(data_dir=town, **TOWN_ASKED)))  # type: ignore[arg-type]
    assert other.name != empty.name
    assert not empty.exists()

"""A lake built from delivered files without Dagster and without the release: the tables up to the marts.

For tests that need many small runs; what a run is otherwise (plan, lock, release) is `tests/conftest.py`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from assets import load_assets
from assets.needs import Run
from pipelines.building import build
from pipelines.building.engine import open_engine
from pipelines.building.pages import show_stored, show_tables
from pipelines.deliveries.intake import take_in
from pipelines.plan import expected_digests, resolve_run
from pipelines.settings import Settings
from tests.staged_rows import upstream

Row = dict[str, Any]


def build_tables(
    data_dir: Path, files: Sequence[Path] = (), until: Sequence[str] = (), **asked: str
) -> duckdb.DuckDBPyConnection:
    """Take files in, build every table below the release, or what some need, and return an engine that shows them."""
    settings = Settings(data_dir=data_dir, **asked)  # type: ignore[arg-type]
    if files:
        take_in(settings, files)
    run = resolve_run(settings)
    names = _build(run, until)
    connection = open_engine(run)
    show_tables(connection, run, names)
    show_stored(connection, run, [name for name in names if name.startswith("staged/")])
    return connection


def _build(run: Run, until: Sequence[str]) -> list[str]:
    assets = load_assets()
    digests = expected_digests(run, assets)
    needed = frozenset[str]().union(*map(upstream, until or assets))
    tables = [asset for asset in assets.values() if asset.layer != "release" and asset.name in needed]
    for asset in tables:
        build(asset, run, digests[asset.name])
    return [asset.name for asset in tables]


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str, **values: object) -> list[Row]:
    """Rows of a query."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

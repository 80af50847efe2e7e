"""Build a file of the release: show its module the tables it needs, write the bytes that it returns, a tier each.

Until suppression is built there is one tier, ``restricted``: with one power station and two cement works a figure of a
sector or a fuel may be one plant's.
"""

from collections.abc import Iterable, Sequence
from functools import partial

import duckdb

from assets import Asset
from assets.lineage import lineage_tables
from assets.lists import FOLDERS, LISTS
from assets.needs import Run, TracedRow
from pipelines.building.engine import borrow_engine, literal, quote, show_files, show_lineage, show_lists
from pipelines.building.python import handed
from pipelines.building.sql import visible_files
from pipelines.building.table import Built, Wanted
from pipelines.lake.files import WHOLE, Lake, Partition, Record, sha256_of, write_bytes
from pipelines.proof.trace import traced
from schemas.contract import load_contract

TIERS = ("restricted",)

#: A page asks a table once or twice: to load one that is larger costs more than to scan it where it lies.
LOADED_FOR_PAGES = 20_000


def build_page(asset: Asset, run: Run, wanted: Wanted) -> Built:
    """Write what ``render`` of the module returns, for every tier."""
    lake, partitions = Lake(run.data_dir / "lake"), {}
    with borrow_engine(run) as connection:
        show_tables(connection, run, asset.deps)
        things = handed(asset, run) | ({"engine": connection} if "engine" in asset.needs else {})
        if "trace" in asset.needs:
            things["trace"] = partial(trace_official, connection, run, asset.deps)
        for tier in TIERS:
            path = lake.file(asset.name, tier, asset.suffix)
            write_bytes(path, asset.module.render(**things))
            partitions[tier] = Partition(wanted[WHOLE], sha256_of(path), 1)
    lake.keep(asset.name, Record(partitions))
    return Built(len(partitions), sha256=partitions[TIERS[0]].sha256)


def show_tables(connection: duckdb.DuckDBPyConnection, run: Run, names: Iterable[str]) -> None:
    """Make tables, views and lists visible; marts that know a basis get their ``…_official`` view."""
    lake, official = Lake(run.data_dir / "lake"), literal(run.basis_ids[0])
    contracts = {
        name: load_contract(*name.split("/")) for name in names if name.startswith(("raw/", "core/", "marts/"))
    }
    show_lists(connection)
    show_stored(connection, run, [name for name in contracts if not name.startswith("raw/")])
    show_stored(connection, run, [name for name in contracts if name.startswith("raw/")], loaded_bytes=0)
    views = [name for name, contract in contracts.items() if contract.is_view]
    if views:
        show_lineage(connection)
    for name in views:
        (path,) = lake.verified_files(name, suffix=".sql")
        connection.execute(f"create view {_relation(name)} as {path.read_text(encoding='utf-8')}")
    for name, contract in contracts.items():
        if contract.layer == "marts" and "basis_id" in {column.name for column in contract.columns}:
            connection.execute(
                f"create view {_relation(name, '_official')} as "
                f"select * from {_relation(name)} where basis_id = {official}"
            )


def trace_official(
    connection: duckdb.DuckDBPyConnection,
    run: Run,
    names: Iterable[str],
    roots: Sequence[tuple[str, str]],
    regions: Sequence[str],
) -> list[TracedRow]:
    """The walk down from rows of the official basis, in a catalog beside the page's that shows just that one.

    A walk asks every table on its way for all its rows: those of the other bases would be most of them.
    """
    connection.execute("attach ':memory:' as official")
    for schema in (*FOLDERS, "raw", "core", "marts"):
        connection.execute(f"create schema official.{schema}")
    knowing = {
        name for name in names if "basis_id" in {column.name for column in load_contract(*name.split("/")).columns}
    }
    for relation in (*LISTS, *map(_relation, names)):
        kept = f"where basis_id = {literal(run.basis_ids[0])}" if relation in map(_relation, knowing) else ""
        connection.execute(f"create view official.{relation} as select * from asset.{relation} {kept}")
    connection.execute("set search_path = 'official.main,memory.main'")
    try:
        connection.execute("create schema lineage")
        for statement in lineage_tables(names):
            connection.execute(statement)
        return traced(connection, roots, regions)
    finally:
        connection.execute("set search_path = 'asset.main,memory.main'")
        connection.execute("detach official")


def show_stored(
    connection: duckdb.DuckDBPyConnection, run: Run, names: Iterable[str], loaded_bytes: int = LOADED_FOR_PAGES
) -> None:
    """Make the tables that lie in the lake visible; raw and staged ones over the years of the run."""
    lake = Lake(run.data_dir / "lake")
    for name in names:
        layer, table = name.split("/")
        if not (contract := load_contract(layer, table)).is_view:
            show_files(connection, contract, table, visible_files(lake, name, run), loaded_bytes)


def _relation(name: str, suffix: str = "") -> str:
    layer, table = name.split("/")
    return f"{layer}.{quote(table + suffix)}"

"""Build a file of the release: show its module the tables it needs, write the bytes that it returns, a tier each.

Until suppression is built there is one tier, ``restricted``: with one power station and two cement works a figure of a
sector or a fuel may be one plant's.
"""

from collections.abc import Iterable

import duckdb

from assets import Asset
from assets.needs import Run
from pipelines.building.engine import LOADED_BYTES, borrow_engine, literal, quote, show_files, show_lineage, show_lists
from pipelines.building.python import handed
from pipelines.building.sql import visible_files
from pipelines.building.table import Built, Wanted
from pipelines.lake.files import WHOLE, Lake, Partition, Record, sha256_of, write_bytes
from schemas.contract import load_contract

TIERS = ("restricted",)


def build_page(asset: Asset, run: Run, wanted: Wanted) -> Built:
    """Write what ``render`` of the module returns, for every tier."""
    lake, partitions = Lake(run.data_dir / "lake"), {}
    with borrow_engine(run) as connection:
        show_tables(connection, run, asset.deps)
        things = handed(asset, run) | ({"engine": connection} if "engine" in asset.needs else {})
        for tier in TIERS:
            path = lake.file(asset.name, tier, asset.suffix)
            write_bytes(path, asset.module.render(**things))
            partitions[tier] = Partition(wanted[WHOLE], sha256_of(path), 1)
    lake.keep(asset.name, Record(partitions))
    return Built(len(partitions), sha256=partitions[TIERS[0]].sha256)


def show_tables(connection: duckdb.DuckDBPyConnection, run: Run, names: Iterable[str]) -> None:
    """Make tables, views and lists visible; marts that know a basis get their ``…_official`` view."""
    lake, official = Lake(run.data_dir / "lake"), literal(run.basis_ids[0])
    contracts = {name: load_contract(*name.split("/")) for name in names if name.startswith(("core/", "marts/"))}
    show_lists(connection)
    show_stored(connection, run, contracts)
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


def show_stored(
    connection: duckdb.DuckDBPyConnection, run: Run, names: Iterable[str], loaded_bytes: int = LOADED_BYTES
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

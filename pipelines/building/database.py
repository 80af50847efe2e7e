"""Write the file to query: a copy of an empty database, filled with the tables of the lake, then put in its place.

What is in it besides rows (tables with a comment on every column, views, the declared lineage, the lists) rests on the
source tree alone, and to write it takes most of the time: it is kept for the next run.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb

from assets import Asset
from assets.needs import Run
from assets.release.database import OPENED_FROM
from pipelines.building.engine import literal, open_engine, show_lists
from pipelines.building.pages import TIERS, show_stored
from pipelines.building.python import handed
from pipelines.building.table import Built, Wanted
from pipelines.lake.digests import digest_of, source_tree_digest
from pipelines.lake.files import WHOLE, Lake, Partition, Record, settle
from schemas.contract import load_contract

#: The oldest format that holds it without loss of room. A column of a table takes at least a block: with the usual
#: 256 KB the sample takes 57 MB, with the smallest 16 MB.
STORAGE = f"storage_version 'v{OPENED_FROM}.0', block_size 16384"


def build_database(asset: Asset, run: Run, wanted: Wanted) -> Built:
    """Write one database a tier."""
    lake, partitions = Lake(run.data_dir / "lake"), {}
    contracts = {name: load_contract(*name.split("/")) for name in asset.deps}
    with open_engine(run) as connection:
        empty, known = _empty_database(connection, asset, run, lake)
        show_stored(connection, run, asset.deps, loaded_bytes=0)  # each is read once
        for tier in TIERS:
            path = lake.file(asset.name, tier, asset.suffix)
            beside = path.with_name(f".{path.name}")
            shutil.copyfile(empty, beside)
            _write(connection, beside, asset.module.rows_of(contracts))
            partitions[tier] = Partition(wanted[WHOLE], settle(beside, path), len(asset.deps))
    partitions[empty.stem] = Partition(wanted[WHOLE], known, 0)
    lake.keep(asset.name, Record(partitions))
    return Built(len(asset.deps), sha256=partitions["restricted"].sha256)


def empty_name(run: Run) -> str:
    """Name of the database without rows that a run needs, by all that it rests on."""
    return f"empty-{digest_of(source_tree_digest(), duckdb.__version__, run.basis_ids[0])[:16]}"


def _empty_database(connection: duckdb.DuckDBPyConnection, asset: Asset, run: Run, lake: Lake) -> tuple[Path, str]:
    """The database without rows and its digest: the one of the last run, if the source tree is the same."""
    name = empty_name(run)
    if known := lake.intact_partitions(asset.name, asset.suffix).get(name):
        return lake.file(asset.name, name, asset.suffix), known.sha256
    path = lake.file(asset.name, name, asset.suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    for earlier in path.parent.glob("empty-*"):
        earlier.unlink()
    contracts = {name: load_contract(*name.split("/")) for name in asset.deps}
    views = {
        name: found.read_text(encoding="utf-8")
        for name, contract in contracts.items()
        if contract.is_view
        for found in lake.verified_files(name, suffix=".sql")
    }
    beside = path.with_name(f".{path.name}")
    beside.unlink(missing_ok=True)
    show_lists(connection)
    _write(connection, beside, asset.module.statements(contracts, views, **handed(asset, run)))
    return path, settle(beside, path)


def _write(connection: duckdb.DuckDBPyConnection, path: Path, statements: Iterable[str]) -> None:
    """Execute statements in a database that becomes a file, in one transaction: one write to the disk."""
    connection.execute(f"attach {literal(str(path.resolve()))} as published ({STORAGE})")
    connection.execute("begin transaction")
    connection.execute("use published")
    for statement in statements:
        connection.execute(statement)
    connection.execute("commit")
    connection.execute("use memory")
    connection.execute("detach published")

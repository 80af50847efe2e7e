"""Build a table or a release file whose asset is a Python module: ``build(run)`` or ``render(connection, tier)``."""

from collections.abc import Iterable, Mapping
from types import ModuleType

import duckdb
import pyarrow as pa

from assets.builders.engine import borrow_engine, literal, quote, show_codes, show_files
from assets.builders.lake import WHOLE, Lake, Partition, Record, sha256_of, write_bytes
from assets.builders.lineage import upstream_tables
from assets.builders.run import Run
from assets.builders.sql import partitions_of
from assets.builders.table import Built, validate, write_table
from schemas.contract import load_contract

TIERS = ("restricted", "public")

#: What the public tier holds besides marts: the two tables that explain their keys.
PUBLIC = ("core/bases", "core/categories")

#: Marts that quote returns cell by cell, or fuel by sector and branch. With one power station and two cement works a
#: cell may be one plant's; until suppression exists they stay in the restricted tier.
WITHHELD = (
    "marts/inventory_trace",
    "marts/check_results",
    "marts/energy_balance",
    "marts/energy_by_industry",
    "marts/cross_checks",
)


def tables_of(tier: str, names: Iterable[str]) -> list[str]:
    """The tables among ``names`` that a tier holds."""
    return [
        name
        for name in names
        if tier == "restricted" or name in PUBLIC or (name.startswith("marts/") and name not in WITHHELD)
    ]


def build_table(module: ModuleType, deps: tuple[str, ...], run: Run, wanted: Mapping[str, str]) -> Built:
    """Write the rows (dicts) that ``module.build`` returns. A module that reads tables is told which."""
    _, layer, table = module.__name__.split(".")
    contract = load_contract(layer, table)
    made = module.build(run, deps) if deps else module.build(run)
    rows: pa.Table = pa.Table.from_pylist(made, schema=contract.arrow_schema)
    with borrow_engine(run) as connection:
        checked = {name for check in contract.checks for name in upstream_tables(check.sql)}
        show_codes(connection, [name.removeprefix("codes.") for name in checked if name.startswith("codes.")])
        connection.register("built", rows)
        connection.execute(f"create table {layer}.{quote(table)} as select * from built")
        checks = validate(connection, contract, table)
        return write_table(connection, contract, table, Lake(run.data_dir / "lake"), wanted[WHOLE], checks)


def build_release_file(module: ModuleType, deps: tuple[str, ...], run: Run, wanted: Mapping[str, str]) -> Built:
    """Write a file of the release for both tiers; a module with its own ``build`` writes by itself."""
    lake, asset = Lake(run.data_dir / "lake"), "/".join(module.__name__.split(".")[1:])
    if hasattr(module, "build"):
        return module.build(run, deps, wanted[WHOLE])  # type: ignore[no-any-return]
    partitions = {}
    with borrow_engine(run) as connection:
        show_tables(connection, run, deps)
        for tier in TIERS:
            path = lake.file(asset, tier, module.FILE_NAME[module.FILE_NAME.index(".") :])
            write_bytes(path, module.render(connection, tier))
            partitions[tier] = Partition(wanted[WHOLE], sha256_of(path), 1)
    lake.keep(asset, Record(partitions))
    return Built(len(partitions), sha256=partitions[TIERS[0]].sha256)


def show_tables(connection: duckdb.DuckDBPyConnection, run: Run, names: Iterable[str]) -> None:
    """Make tables, views and code lists visible; marts that know a basis get their ``…_official`` view."""
    lake = Lake(run.data_dir / "lake")
    show_codes(connection)
    views = []
    for name in names:
        layer, table = name.split("/")
        if layer not in ("core", "marts"):
            continue
        contract = load_contract(layer, table)
        if contract.is_view:
            (path,) = lake.verified_files(name, suffix=".sql")
            views.append(f"create view {layer}.{quote(table)} as {path.read_text(encoding='utf-8')}")
        else:
            show_files(connection, contract, table, lake.verified_files(name))
    for view in views:
        connection.execute(view)
    official = literal(run.basis_ids[0])
    for name in names:
        layer, table = name.split("/")
        if layer == "marts" and "basis_id" in {c.name for c in load_contract(layer, table).columns}:
            connection.execute(
                f"create view marts.{quote(table + '_official')} as "
                f"select * from marts.{quote(table)} where basis_id = {official}"
            )


def show_raw_and_staged(connection: duckdb.DuckDBPyConnection, run: Run, names: Iterable[str]) -> None:
    """Make raw and staged tables visible, each over the years of the run."""
    lake = Lake(run.data_dir / "lake")
    for name in names:
        layer, table = name.split("/")
        if layer in ("raw", "staged"):
            show_files(
                connection,
                load_contract(layer, table),
                table,
                lake.verified_files(name, partitions_of(name, run)),
            )

"""``qingdan.duckdb``: the tables of a release in one file, with Chinese comments on every table and column.

Assembled last and in one go. It is written in the storage format of DuckDB 1.5, which 2.0 and older clients both
read; its bytes
differ from build to build, so it is a product of the Parquet files, never a record.
"""

import duckdb

from assets.builders.engine import literal, open_engine, quote
from assets.builders.lake import Lake, Partition, Record, settle
from assets.builders.python_assets import TIERS, show_raw_and_staged, show_tables
from assets.builders.run import Run
from assets.builders.table import Built
from schemas.contract import load_contract

DEPS = ("raw/*", "staged/*", "core/*", "marts/*")
TITLE_ZH, TITLE_EN = "查询数据库", "database to query"
FILE_NAME = "qingdan.duckdb"

#: What the public tier holds: marts, and the two tables that explain their keys. Plant-level rows are withheld
#: until suppression exists.
PUBLIC = ("core/bases", "core/categories")


def build(run: Run, deps: tuple[str, ...], made_from: str) -> Built:
    """Write one database a tier."""
    lake, partitions = Lake(run.data_dir / "lake"), {}
    for tier in TIERS:
        path = lake.file("release/database", tier, ".duckdb")
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}")
        beside.unlink(missing_ok=True)
        with open_engine(run) as connection:
            show_tables(connection, run, deps)
            show_raw_and_staged(connection, run, deps)
            connection.execute(f"attach {literal(str(beside.resolve()))} as published (storage_version 'v1.5.0')")
            _fill(
                connection,
                run,
                [name for name in deps if tier == "restricted" or name in PUBLIC or name.startswith("marts/")],
                tier,
            )
            connection.execute("detach published")
        partitions[tier] = Partition(made_from, settle(beside, path), len(deps))
    lake.keep("release/database", Record(partitions))
    return Built(len(deps), sha256=partitions["restricted"].sha256)


def _fill(connection: duckdb.DuckDBPyConnection, run: Run, names: list[str], tier: str) -> None:
    """Copy tables, then create views, then say what everything is."""
    views = []
    for schema in ("codes", "raw", "staged", "core", "marts"):
        connection.execute(f"create schema published.{schema}")
    for (code_list,) in connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'codes'"
    ).fetchall():
        connection.execute(f"create table published.codes.{quote(code_list)} as select * from codes.{quote(code_list)}")
    for name in names:
        layer, table = name.split("/")
        contract = load_contract(layer, table)
        if contract.is_view and tier == "restricted":
            views.append(name)
        else:
            connection.execute(f"create table published.{layer}.{quote(table)} as select * from {layer}.{quote(table)}")
            _comment(connection, "table", layer, table)
    connection.execute("use published")
    lake = Lake(run.data_dir / "lake")
    for name in views:
        layer, table = name.split("/")
        sql = lake.verified_files(name, suffix=".sql")[0].read_text(encoding="utf-8")
        connection.execute(f"create view {layer}.{quote(table)} as {sql}")
        _comment(connection, "view", layer, table)
    for name in names:
        layer, table = name.split("/")
        if layer == "marts" and "basis_id" in {column.name for column in load_contract(layer, table).columns}:
            view = f"marts.{quote(table + '_official')}"
            connection.execute(
                f"create view {view} as select * from marts.{quote(table)} where basis_id = {literal(run.basis_ids[0])}"
            )
            connection.execute(
                f"comment on view {view} is {literal('正式口径：' + load_contract(layer, table).title_zh)}"
            )
    connection.execute("use memory")


def _comment(connection: duckdb.DuckDBPyConnection, kind: str, layer: str, table: str) -> None:
    contract = load_contract(layer, table)
    relation = f"published.{layer}.{quote(table)}"
    connection.execute(f"comment on {kind} {relation} is {literal(f'{contract.title_zh} | {contract.title_en}')}")
    for column in contract.columns:
        text = f"{column.title_zh} | {column.title_en}" + (f"（{column.unit}）" if column.unit else "")
        connection.execute(f"comment on column {relation}.{quote(column.name)} is {literal(text)}")

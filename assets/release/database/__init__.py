"""``qingdan.duckdb``: the tables of a release in one file, with Chinese comments on every table and column.

Assembled last and in one go. It is written in the storage format of DuckDB 1.5, which 2.0 and older clients both
read; its bytes differ from build to build, so it is a product of the Parquet files, never a record.
"""

import duckdb

from assets.builders.engine import literal, open_engine, quote
from assets.builders.lake import Lake, Partition, Record, settle
from assets.builders.python_assets import TIERS, show_raw_and_staged, show_tables, tables_of
from assets.builders.run import Run
from assets.builders.table import Built
from schemas.codes import code_lists, code_title, read_codes
from schemas.contract import Column, load_contract

DEPS = ("raw/*", "staged/*", "core/*", "marts/*")
TITLE_ZH, TITLE_EN = "查询数据库", "database to query"
FILE_NAME = "qingdan.duckdb"


def build(run: Run, deps: tuple[str, ...], made_from: str) -> Built:
    """Write one database a tier."""
    lake, partitions = Lake(run.data_dir / "lake"), {}
    with open_engine(run) as connection:
        show_tables(connection, run, deps)
        show_raw_and_staged(connection, run, deps)
        for tier in TIERS:
            path = lake.file("release/database", tier, ".duckdb")
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}")
            beside.unlink(missing_ok=True)
            connection.execute(f"attach {literal(str(beside.resolve()))} as published (storage_version 'v1.5.0')")
            names = tables_of(tier, deps)
            _fill(connection, run, names, tier)
            connection.execute("detach published")
            partitions[tier] = Partition(made_from, settle(beside, path), len(deps))
    lake.keep("release/database", Record(partitions))
    return Built(len(deps), sha256=partitions["restricted"].sha256)


def _fill(connection: duckdb.DuckDBPyConnection, run: Run, names: list[str], tier: str) -> None:
    """Copy code lists and tables, then create views, each with its comments."""
    connection.execute("begin transaction")  # one write to the disk, not one a statement
    for schema in ("codes", "raw", "staged", "core", "marts"):
        connection.execute(f"create schema published.{schema}")
    connection.execute("use published")
    for code_list in code_lists():
        connection.execute(f"create table codes.{quote(code_list)} as select * from memory.codes.{quote(code_list)}")
        _comment(connection, "table", f"codes.{quote(code_list)}", code_title(code_list), _code_columns(code_list))
    for name in sorted(names, key=lambda name: load_contract(*name.split("/")).is_view):
        _publish(connection, run, name, tier)
    connection.execute("commit")
    connection.execute("use memory")


def _publish(connection: duckdb.DuckDBPyConnection, run: Run, name: str, tier: str) -> None:
    """One table or view; a mart that knows bases gets its official view. The public tier keeps what a view answers."""
    layer, table = name.split("/")
    contract, relation = load_contract(layer, table), f"{layer}.{quote(table)}"
    kind = "view" if contract.is_view and tier == "restricted" else "table"
    source = f"select * from memory.{relation}"
    if kind == "view":
        (path,) = Lake(run.data_dir / "lake").verified_files(name, suffix=".sql")
        source = path.read_text(encoding="utf-8")
    connection.execute(f"create {kind} {relation} as {source}")
    columns = {column.name: column_comment(column) for column in contract.columns}
    title = f"{contract.title_zh} | {contract.title_en}"
    _comment(connection, kind, relation, title, columns)
    if layer == "marts" and "basis_id" in columns:
        official = f"marts.{quote(table + '_official')}"
        connection.execute(
            f"create view {official} as select * from {relation} where basis_id = {literal(run.basis_ids[0])}"
        )
        _comment(connection, "view", official, f"正式口径：{title}", columns)


def _comment(
    connection: duckdb.DuckDBPyConnection, kind: str, relation: str, title: str, columns: dict[str, str]
) -> None:
    comments = [f"comment on {kind} {relation} is {literal(title)}"]
    comments += [f"comment on column {relation}.{quote(c)} is {literal(text)}" for c, text in columns.items()]
    connection.execute("; ".join(comments))


def column_comment(column: Column) -> str:
    """Chinese and English title of a column, with its unit."""
    return f"{column.title_zh} | {column.title_en}" + (f"（{column.unit}）" if column.unit else "")


def _code_columns(code_list: str) -> dict[str, str]:
    return {column: code_title("", column) for column in read_codes(code_list)[0]}

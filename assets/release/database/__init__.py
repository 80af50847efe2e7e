"""``qingdan.duckdb``: the tables of a release in one file, with Chinese comments on every table and column.

Assembled last: first what rests on the source tree alone, then the rows. Its bytes differ from build to build, so it is
a product of the Parquet files, never a record.
"""

from collections.abc import Iterator, Mapping

from assets.lineage import id_macros, lineage_tables, lineage_views
from assets.lists import FOLDERS, LISTS
from assets.needs import Run
from assets.release import DATABASE
from assets.release.examples import INPUTS as EXAMPLES
from assets.release.examples import load_examples
from schemas.codes import code_title
from schemas.contract import Column, Contract
from schemas.lists import read_list

TITLE_ZH, TITLE_EN = "查询数据库", "database to query"
FILE_NAME = DATABASE
#: The oldest DuckDB that opens the file: an older format makes it larger, a newer one no smaller.
OPENED_FROM = "1.3"
NEEDS = ("run", "raw/*", "staged/*", "core/*", "marts/*")
INPUTS = (EXAMPLES,)


def statements(contracts: Mapping[str, Contract], views: Mapping[str, str], run: Run) -> Iterator[str]:
    """Statements that make the database without its rows, from the lists in the catalog ``memory``.

    Args:
        contracts: contract of every table, by the name of its asset.
        views: the question behind every table that is a view.
        run: its first basis is the official one, of which a mart that knows bases gets a view.
    """
    for schema in (*FOLDERS, "raw", "staged", "core", "marts"):
        yield f"create schema published.{schema}"
    for relation, path in LISTS.items():
        yield f"create table {relation} as select * from memory.{relation}"
        columns = {column: code_title("", column) for column in read_list(path)[0]}
        yield _comments("table", relation, code_title(path.stem), columns)
    for name in contracts.keys() - views.keys():
        yield from _publish(name, contracts[name], "", run.basis_ids[0])
    yield from _lineage(contracts)
    for name in views:
        yield from _publish(name, contracts[name], views[name], run.basis_ids[0])
    yield "create schema examples"
    for example in load_examples():
        yield f'create view examples."{example.name}" as {example.sql}'
        title = _text(f"{example.title_zh} | {example.title_en}")
        yield f'comment on view examples."{example.name}" is {title}'


def rows_of(contracts: Mapping[str, Contract]) -> Iterator[str]:
    """Statements that fill the tables from those of the same name in the catalog ``memory``."""
    for name, contract in contracts.items():
        if not contract.is_view:
            layer, table = name.split("/")
            yield f'insert into {layer}."{table}" select * from memory.{layer}."{table}"'


def _lineage(contracts: Mapping[str, Contract]) -> Iterator[str]:
    """The declared lineage as views, and of every table what it takes to name one of its rows."""
    yield "create schema lineage; " + "; ".join(id_macros())
    for name, sql in lineage_views().items():
        yield f'create view lineage."{name}" as {sql}'
    yield from lineage_tables(contracts)


def _publish(name: str, contract: Contract, view: str, official: str) -> Iterator[str]:
    """One table or view; a mart that knows bases gets its official view."""
    layer, table = name.split("/")
    relation, kind = f'{layer}."{table}"', "view" if view else "table"
    typed = ", ".join(f'"{column.name}" {column.sql_type}' for column in contract.columns)
    yield f"create {kind} {relation} " + (f"as {view}" if view else f"({typed})")
    columns = {column.name: column_comment(column) for column in contract.columns}
    title = f"{contract.title_zh} | {contract.title_en}"
    yield _comments(kind, relation, title, columns)
    if layer == "marts" and "basis_id" in columns:
        yield f'create view marts."{table}_official" as select * from {relation} where basis_id = {_text(official)}'
        yield _comments("view", f'marts."{table}_official"', f"正式口径：{title}", columns)


def _comments(kind: str, relation: str, title: str, columns: Mapping[str, str]) -> str:
    comments = [f"comment on {kind} {relation} is {_text(title)}"]
    comments += [f'comment on column {relation}."{column}" is {_text(text)}' for column, text in columns.items()]
    return "; ".join(comments)


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def column_comment(column: Column) -> str:
    """Chinese and English title of a column, with its unit."""
    return f"{column.title_zh} | {column.title_en}" + (f"（{column.unit}）" if column.unit else "")

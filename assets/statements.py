"""What an SQL statement says of itself: which tables it reads, which upstream columns feed each of its columns.

Open-source Dagster does not draw column lineage; it is emitted as metadata and drawn in ``dictionary.html``. Which
cells feed a value is another question: the views of schema `lineage` answer it.
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from sqlglot import exp, parse_one
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope

from assets.lists import LISTS
from schemas.contract import Contract, load_contract
from schemas.lists import read_list

LAYERS = Path(__file__).parent

Lineage = dict[str, list[tuple[str, str]]]


@cache
def upstream_tables(sql: str) -> tuple[str, ...]:
    """Tables a statement reads, as ``layer.table``, sorted; CTEs are not among them."""
    return tables_of(parse_one(sql, dialect="duckdb"))


def tables_of(statement: exp.Expr) -> tuple[str, ...]:
    """The same for a statement that was parsed."""
    return tuple(sorted({f"{table.db}.{table.name}" for table in statement.find_all(exp.Table) if table.db}))


def checked_tables(contract: Contract) -> set[str]:
    """Tables and lists that the rules over a table read, as ``layer.table``; the table itself is among them."""
    return {reference for check in contract.checks for reference in upstream_tables(check.sql)}


def matching(pattern: str, assets: Iterable[str]) -> list[str]:
    """Assets (``layer/table``) that a table reference ``layer.table`` stands for."""
    name = pattern.replace(".", "/", 1)
    if "*" not in name:
        return [asset for asset in assets if asset == name]
    return [asset for asset in assets if fnmatchcase(asset, name)]


def only_part(sql: str, assets: Iterable[str]) -> str:
    """The one asset of which a plain union of tables consists; '' if there are several, or if it says more."""
    references = upstream_tables(sql)
    parts = [asset for reference in references for asset in matching(reference, assets)]
    if len(parts) != 1:
        return ""
    united = [f'SELECT * FROM {layer}."{table}"' for layer, table in (name.split(".", 1) for name in references)]
    is_plain = [parse_one(sql, dialect="duckdb").sql("duckdb", comments=False)] == united
    return parts[0] if is_plain else ""


@cache
def column_lineage(layer: str, table: str) -> Lineage:
    """For each column of ``<layer>.<table>``: the upstream columns it is computed from, as (table, column).

    A table that is not SQL has no column lineage: the result is empty.
    """
    path = LAYERS / layer / f"{table}.sql"
    if not path.exists():
        return {}
    statement = parse_one(path.read_text(encoding="utf-8"), dialect="duckdb")
    scope = build_scope(
        qualify(
            statement,
            dialect="duckdb",
            schema=_schema(statement),
            quote_identifiers=False,
            validate_qualify_columns=False,
        )
    )
    if scope is None:
        return {}
    columns = [column.name for column in load_contract(layer, table).columns]
    reader = _Reader({id(part.expression): part for part in scope.traverse()})
    return {name: sorted(reader.sources(scope, name)) for name in columns}


def _schema(statement: exp.Expr) -> dict[str, object]:
    """Columns of the tables and lists a statement reads."""
    schema: dict[str, dict[str, dict[str, str]]] = {}
    for table in statement.find_all(exp.Table):
        if table.db in ("", "lineage"):
            continue
        if (name := f"{table.db}.{table.name}") in LISTS:
            columns = dict.fromkeys(read_list(LISTS[name])[0], "varchar")
        else:
            columns = {c.name: c.sql_type for c in load_contract(table.db, table.name).columns}
        schema.setdefault(table.db, {})[table.name] = columns
    return dict(schema)


class _Reader:
    """Follows columns through the scopes of a statement: CTEs, subqueries, unions, each by its query."""

    def __init__(self, scopes: dict[int, Scope]) -> None:
        self.scopes = scopes
        self.seen: dict[tuple[int, str], set[tuple[str, str]]] = {}

    def sources(self, scope: Scope, column: str) -> set[tuple[str, str]]:
        """Upstream columns of one output column of a scope."""
        key = (id(scope), column)
        if key not in self.seen:
            self.seen[key] = set()  # a recursive CTE asks for itself
            self.seen[key] = self._find(scope, column)
        return self.seen[key]

    def _find(self, scope: Scope, column: str) -> set[tuple[str, str]]:
        selects = _selects(scope)
        if parts := scope.set_operation_scopes:
            position = [select.alias_or_name for select in selects].index(column)
            return set().union(*(self.sources(part, _selects(part)[position].alias_or_name) for part in parts))
        made_by = [select for select in selects if select.alias_or_name == column]
        return set().union(*(self._resolve(read) for select in made_by for read in select.find_all(exp.Column)))

    def _resolve(self, reference: exp.Column) -> set[tuple[str, str]]:
        """Where a column stands: a subquery may name what its own query reads, or what one around it reads."""
        query = reference.find_ancestor(exp.Select)
        scope = self.scopes.get(id(query))
        while scope and reference.table not in scope.sources:
            scope = scope.parent
        source = scope.sources[reference.table] if scope else None
        if isinstance(source, Scope):
            return self.sources(source, reference.name)
        return {(f"{source.db}.{source.name}", reference.name)} if source and source.db else set()


def _selects(scope: Scope) -> list[exp.Expr]:
    """What a scope selects, in order."""
    query = scope.expression
    return query.selects if isinstance(query, exp.Query) else []

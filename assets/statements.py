"""Which upstream columns feed a column of an SQL table, read off the statement itself.

Open-source Dagster does not draw column lineage; it is emitted as metadata and drawn in ``dictionary.html``. Which
cells feed a value is another question: ``core.lineage`` answers it.
"""

from functools import cache
from pathlib import Path

from sqlglot import exp, parse_one
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope

from schemas.contract import load_contract

LAYERS = Path(__file__).parents[1]

Lineage = dict[str, list[tuple[str, str]]]


@cache
def upstream_tables(sql: str) -> tuple[str, ...]:
    """Tables a statement reads, as ``layer.table``, sorted; CTEs are not among them."""
    return tuple(
        sorted(
            {f"{table.db}.{table.name}" for table in parse_one(sql, dialect="duckdb").find_all(exp.Table) if table.db}
        )
    )


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
    seen: dict[tuple[int, str], set[tuple[str, str]]] = {}
    return {name: sorted(_sources(scope, name, seen)) for name in columns}


def _schema(statement: exp.Expr) -> dict[str, object]:
    """Columns of the tables a statement reads, from their contracts and code lists."""
    from schemas.codes import read_codes

    schema: dict[str, dict[str, dict[str, str]]] = {}
    for table in statement.find_all(exp.Table):
        if not table.db:
            continue
        if table.db == "codes":
            columns = dict.fromkeys(read_codes(table.name)[0], "varchar")
        else:
            columns = {c.name: c.sql_type for c in load_contract(table.db, table.name).columns}
        schema.setdefault(table.db, {})[table.name] = columns
    return dict(schema)


def _sources(scope: Scope, column: str, seen: dict[tuple[int, str], set[tuple[str, str]]]) -> set[tuple[str, str]]:
    """Upstream columns of one output column of a scope, through CTEs, subqueries and unions."""
    key = (id(scope), column)
    if key in seen:
        return seen[key]
    seen[key] = set()
    found: set[tuple[str, str]] = set()
    if scope.set_operation_scopes:
        position = [select.alias_or_name for select in _selects(scope)].index(column)
        for part in scope.set_operation_scopes:
            found |= _sources(part, _selects(part)[position].alias_or_name, seen)
    else:
        for select in _selects(scope):
            if select.alias_or_name == column:
                for reference in select.find_all(exp.Column):
                    found |= _resolve(scope, reference, seen)
    seen[key] = found
    return found


def _selects(scope: Scope) -> list[exp.Expr]:
    """What a scope selects, in order."""
    query = scope.expression
    return query.selects if isinstance(query, exp.Query) else []


def _resolve(
    scope: Scope, reference: exp.Column, seen: dict[tuple[int, str], set[tuple[str, str]]]
) -> set[tuple[str, str]]:
    source = scope.sources.get(reference.table)
    if isinstance(source, exp.Table):
        return {(f"{source.db}.{source.name}", reference.name)} if source.db else set()
    if isinstance(source, Scope):
        return _sources(source, reference.name, seen)
    return set()

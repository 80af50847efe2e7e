"""What the parents of a computed row are: one statement a table, ``<layer>/<table>.lineage.sql`` beside the table.

A statement returns, for every row of its table, the rows it was computed from: the key of the row, the ``region_code``
it is about ('' if about none), ``role``, ``parent_table``, ``parent_id``, ``value_used``. An id is the natural key of a
row, its columns joined by '/': ``emissions_id(basis_id, …)`` is the id of a row of ``core.emissions`` and takes the
columns of that table's key in their order. The ``child_id`` is made of the key, and the ``position`` of an input among
those of its row by what the statement is ordered by (by role, if by nothing) and its id, where it names neither itself.
Tracing down and up, the published trace and the report's sources read these declarations alone. A table without one is
an end: a printed cell, a factor, a rule, a declaration.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlglot import exp, parse_one

from assets.statements import tables_of
from schemas.contract import FOLDER as CONTRACTS
from schemas.contract import load_contract

FOLDER = Path(__file__).parent
SUFFIX = ".lineage.sql"
#: Values that stand in a document, though some of them rest on cells too: a way down ends there and goes on.
END_TOO = ("core.factor_values",)
#: What was printed: cells, and values of documents.
SOURCES = ("core.factor_values", "core.observations")

COLUMNS = ("child_id", "region_code", "position", "role", "parent_table", "parent_id", "value_used")


@dataclass(frozen=True)
class Lineage:
    """The parents of a table's rows.

    Attributes:
        table: ``<layer>.<table>``, the child.
        sql: the statement, ids written out.
        reads: tables it reads.
        parents: tables that parents may stand in; the table itself if its rows build on each other.
    """

    table: str
    sql: str
    reads: tuple[str, ...]
    parents: tuple[str, ...]


def lineage_file(layer: str, table: str) -> Path:
    """Where the lineage of a table is declared, if it is."""
    return FOLDER / layer / f"{table}{SUFFIX}"


@cache
def load_lineage() -> dict[str, Lineage]:
    """Lineage of every table that declares one, each after its parents.

    Raises:
        ValueError: an id has another number of columns than the key, or tables are each other's parents in a circle.
    """
    waiting = {
        lineage.table: lineage
        for layer in ("core", "marts")
        for path in sorted((FOLDER / layer).glob(f"*{SUFFIX}"))
        if "__" not in path.name
        for lineage in [_load(f"{layer}.{path.name.removesuffix(SUFFIX)}")]
    }
    ordered: dict[str, Lineage] = {}
    while waiting:
        ready = [t for t, found in waiting.items() if not (set(found.parents) - {t}) & waiting.keys()]
        if not ready:
            raise ValueError(f"tables are parents of each other: {', '.join(sorted(waiting))}")
        ordered |= {table: waiting.pop(table) for table in ready}
    return ordered


def _load(table: str) -> Lineage:
    layer, name = table.split(".")
    statement = parse_one(lineage_file(layer, name).read_text(encoding="utf-8"), dialect="duckdb")
    reads = tables_of(statement)
    (whole,) = [read for read in reads if read.startswith("lineage.")] or [""]
    if not whole:
        parents = _parents_named(statement)
        return Lineage(table, _completed(table, statement.transform(_written_out, copy=False)), reads, parents)
    # a table that unites the parts of a kind has the parents that its parts have
    files = sorted((FOLDER / layer).glob(whole.removeprefix("lineage.") + SUFFIX))
    parts = [_load(f"{layer}.{file.name.removesuffix(SUFFIX)}") for file in files]
    return Lineage(
        table,
        " union all ".join(f"({part.sql})" for part in parts),
        tuple(sorted({read for part in parts for read in part.reads})),
        tuple(sorted({parent for part in parts for parent in part.parents})),
    )


def _completed(table: str, statement: exp.Expr) -> str:
    """A statement with the columns that every reader expects: what it does not name itself is added."""
    named = {node.alias_or_name for node in statement.find_all(exp.Alias, exp.Column)}
    layer, name = table.split(".")
    key, made = "child_id", {}
    if key not in named:
        key = ", ".join(load_contract(layer, name.partition("__")[0]).key)
        made["child_id"] = f"concat_ws('/', {key})"
    if "position" not in named:
        terms = statement.args["order"].pop().expressions if statement.args.get("order") else []
        for place, term in enumerate(terms):  # what it is ordered by need not be among its columns
            statement.append("expressions", exp.alias_(term.this, f"place_{place}"))
            term.set("this", exp.column(f"place_{place}"))
        order = ", ".join(term.sql("duckdb") for term in terms) or "role"
        within = f"partition by {key}, region_code order by {order}, parent_id, value_used"
        made["position"] = f"(row_number() over ({within}))::integer"
    columns = ", ".join(f"{made[column]} as {column}" if column in made else column for column in COLUMNS)
    return f"select {columns} from ({statement.sql('duckdb', comments=False)})"


def _written_out(node: exp.Expr) -> exp.Expr:
    """``emissions_id(a, b)`` as ``concat_ws('/', a, b)``, if the key of that table has two columns."""
    if not isinstance(node, exp.Anonymous) or not node.name.endswith("_id"):
        return node
    table = node.name.removesuffix("_id")
    key = load_contract(_layer_of(table), table).key
    if len(key) != len(node.expressions):
        raise ValueError(f"{node.sql('duckdb')}: the key of {table} is ({', '.join(key)})")
    return exp.func("concat_ws", exp.Literal.string("/"), *node.expressions, dialect="duckdb")


def _layer_of(table: str) -> str:
    for layer in ("core", "marts"):
        if (CONTRACTS / layer / f"{table}.py").exists():
            return layer
    raise ValueError(f"{table}_id: there is no contract of a table {table}, whose key would make the id")


def _parents_named(statement: exp.Expr) -> tuple[str, ...]:
    """Tables named in a statement as texts: what a parent's table may be."""
    texts = {literal.this for literal in statement.find_all(exp.Literal) if literal.is_string}
    return tuple(sorted(text for text in texts if re.fullmatch(r"(core|marts)\.[a-z0-9_]+", text)))


def row_id(table: str, row: Mapping[str, object]) -> str:
    """The id of a row of ``<layer>.<table>``: the columns of its key as the engine writes them, joined by '/'."""
    values = (row[column] for column in load_contract(*table.split(".")).key)
    return "/".join(str(value).lower() if isinstance(value, bool) else str(value) for value in values)


def id_macros() -> list[str]:
    """Statements that make the ids known to an engine: ``county_inventory_id(basis_id, …)``, one a table."""
    macros = []
    for layer in ("core", "marts"):
        for path in sorted((CONTRACTS / layer).glob("[!_]*.py")):
            key = ", ".join(load_contract(layer, path.stem).key)
            macros.append(f"create or replace macro {path.stem}_id({key}) as concat_ws('/', {key})")
    return macros


def lineage_views(view: str = "ends") -> dict[str, str]:
    """Statements of a view of schema ``lineage`` and of those it reads, each after what it reads.

    ``<table>``: the parents of its rows. ``ends``: what stands at the end of the ways down from every published row,
    with the row below it through which the way leads. Another published row is an end, for it has ends of its own, and
    what a total of totals rests on is nearly everything, once for each way there. ``sources_<table>``: of the ends of
    one table what was printed; it is found without the others, and comes once for each way.
    """
    declared = _lineage_below(view)
    views = {_name(lineage.table): lineage.sql for lineage in declared}
    if view in views:
        return {view: views[view]}
    # one statement, each of its steps computed once: a view of views computes those anew wherever they are read
    if view == "ends":
        steps = [_step(lineage) for lineage in declared]
        found = " union all ".join(
            f"select '{_name(table)}' as published_table, {_key_part(table, 'basis_id')} as basis_id, "
            f"{_key_part(table, 'year', '0')}::integer as year, * from ends_{_name(table)}"
            for table in load_lineage()
            if _is_published(table)
        )
    else:
        *below, asked = declared
        steps = [_step(lineage, SOURCES) for lineage in below]
        found = f"select * from ({_ways_down(asked, SOURCES)})"
    return views | {view: f"with {', '.join(steps)} {found}"}


def walked_tables() -> set[str]:
    """The tables that a walk down from any row leads through: those that declare a lineage, and what that reads."""
    lineage = load_lineage().values()
    found = {table for declared in lineage for table in (declared.table, *declared.reads, *declared.parents)}
    return {table for table in found if table.startswith(("core.", "marts."))}


def lineage_tables(names: Iterable[str]) -> Iterator[str]:
    """Statements that make ``lineage.tables``: of each asset what it takes to walk from its rows and to name them."""
    yield (
        "create table lineage.tables (table_name varchar, step integer, title_zh varchar, title_en varchar, "
        "key_columns varchar[], columns varchar[], amount_column varchar, parents varchar[])"
    )
    steps = {table: step for step, table in enumerate(load_lineage(), 1)}
    rows = []
    for name in names:
        if name.startswith(("core/", "marts/")) and "__" not in name:
            table, contract = name.replace("/", "."), load_contract(*name.split("/"))
            parents = load_lineage()[table].parents if table in steps else ()
            lists = (contract.key, [column.name for column in contract.columns], parents)
            key, columns, parents_of = (f"[{', '.join(map(_text, texts))}]" for texts in lists)
            texts = ", ".join(map(_text, (contract.title_zh, contract.title_en)))
            amount = _text(contract.amount)
            rows.append(f"({_text(table)}, {steps.get(table, 0)}, {texts}, {key}, {columns}, {amount}, {parents_of})")
    yield f"insert into lineage.tables values {', '.join(rows)}"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def lineage_reads(view: str) -> set[str]:
    """The tables that a view of schema ``lineage`` reads."""
    return {table for lineage in _lineage_below(view) for table in lineage.reads}


def _lineage_below(view: str) -> list[Lineage]:
    """The declarations that a view rests on: of its table, and of each parent that is not published.

    Raises:
        ValueError: no table declares a lineage of that name.
    """
    lineage = load_lineage()
    if view == "ends":
        return list(lineage.values())
    waiting, found = {table for table in lineage if view in (_name(table), f"sources_{_name(table)}")}, set[str]()
    if not waiting:
        raise ValueError(f"lineage.{view}: no table declares a lineage of that name")
    while waiting:
        found |= waiting
        parents = {parent for table in waiting for parent in lineage[table].parents if not _is_published(parent)}
        waiting = parents & lineage.keys() - found
    return [lineage[table] for table in lineage if table in found]


def _step(lineage: Lineage, wanted: Iterable[str] = ()) -> str:
    """The ends of a table's rows, each once: of a published row for every way there."""
    columns = "*" if _is_published(lineage.table) else "child_id, region_code, end_table, end_id"
    found = f"select distinct {columns} from ({_ways_down(lineage, wanted)})"
    return f"ends_{_name(lineage.table)} as materialized ({found})"


def _ways_down(lineage: Lineage, wanted: Iterable[str] = ()) -> str:
    """Every way down from a table's rows: the row below with what it contributes, and the end.

    Args:
        lineage: that of the table.
        wanted: the tables that are asked for among the ends; without them all are.
    """
    table, view = lineage.table, f"lineage.{_name(lineage.table)}"
    below = (
        "select child_id, region_code, parent_table as way_table, parent_id as way, value_used as way_value, "
        f"parent_table, parent_id from {view}"
    )
    ends = [p for p in lineage.parents if p in END_TOO or p not in load_lineage() or _is_published(p)]
    if table in lineage.parents and table not in ends:  # as a stock builds on that of the year before
        below = (
            f"with recursive inputs as materialized ({below}), built as ("
            f"select * from inputs where parent_table = '{table}' union "
            "select built.* replace (deeper.parent_table as parent_table, deeper.parent_id as parent_id) from built "
            f"inner join inputs as deeper on built.parent_table = '{table}' and built.parent_id = deeper.child_id) "
            "select * from (from inputs union all from built) "
            f"where parent_table != '{table}'"
        )
    step = "select below.child_id, below.region_code, below.way_table, below.way, below.way_value"
    end_tables = ", ".join(f"'{parent}'" for parent in ends if parent in (wanted or ends))
    direct = f"{step}, parent_table as end_table, parent_id as end_id from below where parent_table in ({end_tables})"
    steps = [direct] if end_tables else []
    steps += [
        f"{step}, further.end_table, further.end_id from below "
        f"inner join ends_{_name(parent)} as further on below.parent_id = further.child_id "
        f"where below.parent_table = '{parent}'"
        for parent in lineage.parents
        if parent in load_lineage() and parent != table and not _is_published(parent)
    ]
    return f"with below as ({below}) {' union all '.join(steps)}"


def _key_part(table: str, column: str, without: str = "") -> str:
    """A column of the key, cut out of the id; what stands ``without`` it if the key has none of that name."""
    key = load_contract(*table.split(".")).key
    return f"split_part(child_id, '/', {key.index(column) + 1})" if column in key else f"'{without}'"


def _is_published(table: str) -> bool:
    return table.startswith("marts.")


def _name(table: str) -> str:
    return table.partition(".")[2]

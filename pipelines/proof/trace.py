"""Trace a published number down to the printed cells and factors behind it, by the declared lineage alone.

The tables are asked once each, those that build on others first: a walk is a dozen questions, however wide the tree.
What a row is called is found for the rows that are shown. No Dagster here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipelines.proof.labels import Label, find_labels
from schemas.problems import Misuse, nearest

#: What people call the total.
TOTAL = ("总排放", "总排放量")

#: Marts that are asked first for what stands in several: a category, a line of the official form, an indicator.
ASKED_FIRST = ("marts.county_inventory", "marts.provincial_summary", "marts.county_indicators")

#: The column by which a mart marks, of several variants of one thing, the one that the report shows.
HEADLINE = "is_headline"

#: The inputs of a row that is another row of its table once more: its role, and whether that one is shown.
COPY = [("same", True)]

#: Levels that are shown, and rows of one kind below a row, unless all is asked for.
DEPTH, WIDTH = 3, 8

#: How an input counts in what it is an input of; '' says nothing that its title does not say.
ROLES = {
    "part": "",
    "plus": "＋",
    "minus": "−",
    "activity": "活动水平：",
    "before": "上次调查：",
    "after": "本次调查：",
    "factor": "排放因子：",
    "heat": "热值：",
    "missing": "缺：",
    "rate": "速率：",
    "stock": "存量：",
    "opening": "年初存量：",
    "potential": "增温潜势：",
    "share": "所占比重：",
    "observed": "实测：",
    "weight": "权重：",
    "numerator": "分子：",
    "denominator": "分母：",
    "carried": "沿用：",
    "earlier": "内插起点：",
    "later": "内插终点：",
    "rule": "规则：",
    "threshold": "界限：",
    "start": "起算：",
    "recalculated": "基年改用：",
}


#: Lists of what a question may name, by year, region, basis and gas.
PUBLISHED = """
    select
        (select list(distinct year::varchar order by year::varchar) from marts.county_inventory),
        (select list(region_code || ' ' || name_zh order by region_code) from core.regions where is_reported),
        (select list(basis_id order by basis_id) from core.bases),
        (select list(distinct gas order by gas) from marts.county_inventory)
"""

#: Categories and indicators, with their titles.
SUBJECTS = """
    select code, title_zh from (
        select distinct category_code as code, category_title_zh as title_zh, 0 as line from marts.county_inventory
        union all
        select indicator_code, title_zh, line_number::integer from codes.indicators
        semi join marts.county_indicators using (indicator_code)
    )
    order by line, code
"""


@dataclass
class Node:
    """One row of the tree: where it stands, what it is, its value, and the rows that it was computed from."""

    table: str
    id: str
    role: str
    title: str
    value: str
    used: float | None
    parents: list["Node"] = field(default_factory=list)
    left_out: int = 0


@dataclass(frozen=True)
class Question:
    """Which published number: a code or title of a category, line, indicator or row, in a year."""

    subject: str
    year: int
    gas: str = ""
    region: str = ""
    basis: str = ""
    variant: str = ""


@dataclass(frozen=True)
class Edge:
    """One input of a row."""

    role: str
    table: str
    id: str
    used: float | None


def trace(database: Path, question: Question, depth: int = DEPTH, width: int = WIDTH) -> list[Node]:
    """The trees of the published rows that a question names, one a row; ``depth`` and ``width`` 0 show everything.

    Raises:
        Misuse: E-NOT-PUBLISHED, nothing of that name was published for the year; E-USE, nothing of that year, region
            and so on was.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        scope = _scope(connection, question)
        table, roots = _find(connection, question, scope)
        edges = _walk(connection, table, roots, scope["region"])
        # a figure that another form prints once more is one figure
        copies = {root for root in roots if [(e.role, e.id in roots) for e in edges.get((table, root), [])] == COPY}
        roots = [root for root in roots if root not in copies]
        nodes = [_grow(Edge("part", table, root, None), edges, depth or 10_000, width) for root in roots]
        _name(connection, nodes, question.year)
        return nodes


def as_dict(node: Node) -> dict[str, Any]:
    """A tree as plain dictionaries, for JSON."""
    return asdict(node)


def draw(node: Node, lead: str = "", branch: str = "") -> Iterator[str]:
    """A tree as lines of text, one a row, never shortened: what is quoted must be readable."""
    yield f"{lead}{branch}{ROLES.get(node.role, '')}{node.title}" + (f"  {node.value}" if node.value else "")
    lead += {"": "", "├── ": "│   ", "└── ": "    "}[branch]
    for parent in node.parents:
        is_last = parent is node.parents[-1] and not node.left_out
        yield from draw(parent, lead, "└── " if is_last else "├── ")
    if node.left_out:
        yield f"{lead}└── …还有 {node.left_out} 项"


def number(value: Decimal | None, places: int = 6) -> str:
    """A decimal with thousands separators and without trailing zeros."""
    if value is None:
        return ""
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scope(connection: duckdb.DuckDBPyConnection, question: Question) -> dict[str, str]:
    """Region and basis of the question, or the first region of the release and its official basis."""
    ((region, basis),) = connection.execute(
        """
        select (select min(region_code) from core.regions where is_reported), basis_id
        from core.bases where is_official
        """
    ).fetchall()
    return {"region": question.region or str(region), "basis": question.basis or str(basis)}


def _find(connection: duckdb.DuckDBPyConnection, question: Question, scope: dict[str, str]) -> tuple[str, list[str]]:
    """The mart that publishes what is asked for, and the ids of its rows, in the order of its key."""
    asked = {"region_code": scope["region"], "basis_id": scope["basis"], "year": question.year}
    asked |= {"gas": question.gas} if question.gas else {}
    subject = "total" if question.subject in TOTAL else question.subject
    for table, key, columns in _marts(connection):
        named = [c for c in columns if c.endswith("title_zh") or (c in key and c not in (*asked, "basis_id", "gas"))]
        if not named or not asked.keys() - {"basis_id"} <= set(columns):
            continue
        values = {name: value for name, value in asked.items() if name in columns}
        parts = ", ".join(f"{name}::varchar" for name in named)
        where = [*(f"{name} = ${name}" for name in values), f"$subject in ({parts})"]
        if question.variant:
            where.append(f"$variant in ({parts})")
            values["variant"] = question.variant
        elif HEADLINE in columns:
            where.append(HEADLINE)
        found = connection.execute(
            f"select concat_ws('/', {', '.join(key)}) from {table} where {' and '.join(where)} order by all",
            values | {"subject": subject},
        ).fetchall()
        if found:
            return table, [row for (row,) in found]
    raise _misuse(connection, question, scope)


def _misuse(connection: duckdb.DuckDBPyConnection, question: Question, scope: dict[str, str]) -> Misuse:
    """What of a question names nothing that was published, and what is most like it."""
    typed = {
        "YEAR": str(question.year),
        "--region": question.region,
        "--basis": question.basis,
        "--gas": question.gas,
    }
    for label, names in zip(typed, connection.execute(PUBLISHED).fetchall()[0], strict=True):
        if typed[label] and typed[label] not in {name.split(" ")[0] for name in names}:
            return Misuse("E-USE", label=label, found=typed[label], expected=nearest(typed[label], names))
    asked_for = " ".join([question.subject, str(question.year), *scope.values(), question.gas, question.variant])
    titles = {TOTAL[0]: "", **dict(connection.execute(SUBJECTS).fetchall())}
    close = nearest(question.subject, [f"{code} {title}".strip() for code, title in titles.items()], titles)
    return Misuse("E-NOT-PUBLISHED", label=asked_for.strip(), known=close)


def _marts(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, list[str], list[str]]]:
    """Traceable marts with key and columns: those asked first, then those that build on less."""
    found: list[tuple[str, list[str], list[str]]] = connection.execute(
        """
        select table_name, key_columns, columns from lineage.tables
        where starts_with(table_name, 'marts.') and step > 0
        order by list_position($first, table_name) nulls last, step
        """,
        {"first": list(ASKED_FIRST)},
    ).fetchall()
    return found


def _walk(
    connection: duckdb.DuckDBPyConnection, table: str, roots: Sequence[str], region: str
) -> dict[tuple[str, str], list[Edge]]:
    """Inputs of every row below the roots: one question a table, those that build on others first."""
    connection.execute(
        "create temp table reached as select '' as child_table, '' as child_id, 0 as position, 'root' as role, "
        "$table as parent_table, unnest($roots) as parent_id, null::double as value_used",
        {"table": table, "roots": list(roots)},
    )
    steps = connection.execute(
        """
        with recursive below as (
            select $table as table_name
            union
            select unnest(parents) as table_name from below inner join lineage.tables using (table_name)
        )
        select table_name from below inner join lineage.tables using (table_name) where step > 0 order by step desc
        """,
        {"table": table},
    ).fetchall()
    for (name,) in steps:
        connection.execute(
            f"""
            insert into reached
            with recursive inputs as materialized (
                select '{name}' as child_table, child_id, position, role, parent_table, parent_id, value_used
                from lineage.{name.partition(".")[2]} where region_code in ('', $region)
            ),
            found as (
                select inputs.* from inputs
                where child_id in (select parent_id from reached where parent_table = '{name}')
                union
                select inputs.* from found inner join inputs
                    on found.parent_table = '{name}' and found.parent_id = inputs.child_id
            )
            select * from found
            """,
            {"region": region},
        )
    edges: dict[tuple[str, str], list[Edge]] = {}
    for child, row, *rest in connection.execute(
        "select child_table, child_id, role, parent_table, parent_id, value_used from reached order by position"
    ).fetchall():
        edges.setdefault((child, row), []).append(Edge(*rest))
    return edges


def _grow(edge: Edge, edges: dict[tuple[str, str], list[Edge]], depth: int, width: int) -> Node:
    """The tree below a row, down to ``depth``: of more than ``width`` parts the largest are shown."""
    node = Node(edge.table, edge.id, edge.role, "", "", edge.used)
    below = edges.get((edge.table, edge.id), [])
    while [e.role for e in below] == ["same"]:  # the same figure in another table: its inputs are those of the row
        below = edges.get((below[0].table, below[0].id), [])
    if depth:
        parts = [e for e in below if e.role == "part"]
        parts.sort(key=lambda e: -abs(e.used or 0))
        shown = parts[:width] if width else parts
        node.parents = [_grow(e, edges, depth - 1, width) for e in [*shown, *(e for e in below if e.role != "part")]]
        node.left_out = len(parts) - len(shown)
    return node


def _name(connection: duckdb.DuckDBPyConnection, nodes: Sequence[Node], year: int) -> None:
    """Give every row of the trees its title and value, one question a table."""
    by_table: dict[str, list[Node]] = {}
    for node in _all(nodes):
        by_table.setdefault(node.table, []).append(node)
    for table, rows in by_table.items():
        labels = find_labels(connection, table, {node.id for node in rows}, year)
        for node in rows:
            node.title, node.value = labels.get(node.id, Label(node.id, ""))


def _all(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all(node.parents)

"""Trace a published number down to the printed cells and factors behind it, by the declared lineage alone.

The tables are asked once each, those that build on others first: a walk is a dozen questions, however wide the tree.
What a row is called is found for the rows that are shown. No Dagster here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import duckdb

from pipelines.proof.labels import KINDS, Label, Row, find_labels
from pipelines.proof.roles import role_word
from schemas.problems import Language, Misuse, nearest

if TYPE_CHECKING:  # a question from the command line waits for neither pandas nor sqlglot
    from assets.lineage import Lineage
    from assets.needs import TracedRow

#: A row: its table and its id.
Address = tuple[str, str]

#: What people call the total.
TOTAL = ("总排放", "总排放量")

#: Marts that are asked first for what stands in several: a category, a line of the form, an indicator, a target.
ASKED_FIRST = ("marts.county_inventory", "marts.provincial_summary", "marts.county_indicators", "marts.target_status")

#: The column by which a mart marks, of several variants of one thing, the one that the report shows.
HEADLINE = "is_headline"

#: The inputs of a row that is another row of its table once more: its role, and whether that one is shown.
COPY = [("same", True)]

#: Levels that are shown, and rows of one kind below a row, unless all is asked for.
DEPTH, WIDTH = 3, 8

#: A table whose rows build on each other is asked for the inputs of a few rows as often, each named: then the planner
#: looks for them in the table before anything is joined to it. For more rows or deeper ones it works all inputs out: a
#: line of a form stands on two others, a stock on those of sixty years.
FEW, ATTEMPTS = 100, 8

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
class Walk:
    """Rows and the inputs of each: how it counts, its place among the rows, the value that was used of it.

    Parts stand before other inputs, the largest first. The rows that were asked for are the first ones, in their order.
    """

    rows: list[Address]
    inputs: list[list[tuple[str, int, float | None]]]

    def below(self, place: int) -> list[tuple[str, int, float | None]]:
        """The inputs of a row; of a row that is the figure of another table once more, those of that one."""
        found = self.inputs[place]
        while [role for role, _, _ in found] == ["same"]:
            found = self.inputs[found[0][1]]
        return found


def trace(
    database: Path, question: Question, depth: int = DEPTH, width: int = WIDTH, lang: Language = "zh"
) -> list[Node]:
    """The trees of the published rows that a question names, one a row; ``depth`` and ``width`` 0 show everything.

    Raises:
        Misuse: E-NOT-PUBLISHED, nothing of that name was published for the year; E-USE, nothing of that year, region
            and so on was.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        scope = _scope(connection, question)
        table, roots = _find(connection, question, scope)
        walk = _walk(connection, [(table, root) for root in roots], [scope["region"]])
        # a figure that another form prints once more is one figure
        places = range(len(roots))
        copies = {root for root in places if [(role, row in places) for role, row, _ in walk.inputs[root]] == COPY}
        nodes = [_grow("part", root, None, walk, depth or 10_000, width) for root in places if root not in copies]
        _name(connection, nodes, question.year, lang)
        return nodes


def traced(
    connection: duckdb.DuckDBPyConnection, roots: Sequence[Address], regions: Sequence[str]
) -> "list[TracedRow]":
    """The trees of many rows at once, each row of them once, of tables that are shown without their lineage."""
    from assets.lineage import load_lineage
    from assets.needs import TracedRow

    walk = _walk(connection, roots, regions, load_lineage())
    labels = _labels(connection, walk.rows)
    rows = []
    for place, row in enumerate(walk.rows):
        label, below = labels.get(row, _nameless(row)), walk.below(place)
        inputs = [(role_word(role), at) for role, at, _ in below]
        kind = "unknown" if place < len(roots) and row not in labels else KINDS[type(label)]
        rows.append(TracedRow(kind, label, inputs, sum(role == "part" for role, _, _ in below)))
    return rows


def as_dict(node: Node) -> dict[str, Any]:
    """A tree as plain dictionaries, for JSON."""
    return asdict(node)


def draw(node: Node, lead: str = "", branch: str = "", lang: Language = "zh") -> Iterator[str]:
    """A tree as lines of text, one a row, never shortened: what is quoted must be readable."""
    yield f"{lead}{branch}{role_word(node.role, lang)}{node.title}" + (f"  {node.value}" if node.value else "")
    lead += {"": "", "├── ": "│   ", "└── ": "    "}[branch]
    for parent in node.parents:
        is_last = parent is node.parents[-1] and not node.left_out
        yield from draw(parent, lead, "└── " if is_last else "├── ", lang)
    if node.left_out:
        yield f"{lead}└── " + (f"…{node.left_out} more" if lang == "en" else f"…还有 {node.left_out} 项")


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
        if question.subject.startswith(f"{table}/"):  # the row itself, as a page names it
            row = question.subject.removeprefix(f"{table}/")
            asked_row = f"select count(*) from {table} where concat_ws('/', {', '.join(key)}) = $row"
            if connection.execute(asked_row, {"row": row}).fetchone() == (1,):
                return table, [row]
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
    connection: duckdb.DuckDBPyConnection,
    roots: Sequence[Address],
    regions: Sequence[str],
    declared: "Mapping[str, Lineage]" = MappingProxyType({}),
) -> Walk:
    """Inputs of every row below the roots: one question a table, those that build on others first.

    A release holds its declarations as views; who has none hands them over.
    """
    tables, ids = zip(*roots, strict=True) if roots else ((), ())
    connection.execute(
        "create or replace temp table reached as select '' as child_table, '' as child_id, "
        "unnest($positions)::bigint as position, 'root' as role, unnest($tables)::varchar as parent_table, "
        "unnest($ids)::varchar as parent_id, null::double as value_used",
        {"positions": list(range(len(roots))), "tables": list(tables), "ids": list(ids)},
    )
    steps = connection.execute(
        """
        with recursive below as (
            select distinct parent_table as table_name from reached
            union
            select unnest(parents) as table_name from below inner join lineage.tables using (table_name)
        )
        select table_name, list_contains(parents, table_name)
        from below inner join lineage.tables using (table_name) where step > 0 order by step desc
        """
    ).fetchall()
    reached: dict[str, set[str]] = {}  # by table, the rows whose inputs were not asked for yet
    for table, row in roots:
        reached.setdefault(table, set()).add(row)
    for name, builds_on_itself in steps:
        parents = f"({declared[name].sql})" if declared else f"lineage.{name.partition('.')[2]}"
        inputs = f"""
            select '{name}' as child_table, child_id, position, role, parent_table, parent_id, value_used
            from {parents} where region_code = '' or region_code in (select unnest($regions))
        """
        known: set[str] = set()
        for attempt in range(ATTEMPTS + 1):
            if not (waiting := reached.pop(name, set()) - known):
                break
            is_few = len(waiting) <= FEW
            is_deep = builds_on_itself and (not is_few or attempt == ATTEMPTS)
            asked = "list_contains($waiting, child_id)" if is_few else "child_id in (select unnest($waiting))"
            once = f"select * from ({inputs}) where {asked}"
            deeper = f"""
                with recursive inputs as materialized ({inputs}),
                found as (
                    select * from inputs where {asked}
                    union
                    select inputs.* from found inner join inputs
                        on found.parent_table = '{name}' and found.parent_id = inputs.child_id
                )
                select * from found
            """
            found = connection.execute(
                f"insert into reached {deeper if is_deep else once} returning parent_table, parent_id",
                {"regions": list(regions), "waiting": sorted(waiting)},
            ).fetchall()
            for table, row in found:
                reached.setdefault(table, set()).add(row)
            known |= waiting
            if is_deep:
                break
    return _walked(connection)


def _walked(connection: duckdb.DuckDBPyConnection) -> Walk:
    """What was reached, by places instead of ids."""
    connection.execute(
        """
        create or replace temp table numbered as
        select
            parent_table, parent_id, row_number() over (
                order by min(position) filter (role = 'root') nulls last, parent_table, parent_id
            ) - 1 as place
        from reached group by parent_table, parent_id
        """
    )
    rows = connection.execute("select parent_table, parent_id from numbered order by place").fetchall()
    inputs: list[list[tuple[str, int, float | None]]] = [[] for _ in rows]
    for child, *below in connection.execute(
        """
        select child.place, role, parent.place, value_used
        from reached
        inner join numbered as child on child_table = child.parent_table and child_id = child.parent_id
        inner join numbered as parent
            on reached.parent_table = parent.parent_table and reached.parent_id = parent.parent_id
        order by child.place, role != 'part', if(role = 'part', abs(coalesce(value_used, 0)), 0) desc, position
        """
    ).fetchall():
        inputs[child].append(tuple(below))
    return Walk(rows, inputs)


def _grow(role: str, place: int, used: float | None, walk: Walk, depth: int, width: int) -> Node:
    """The tree below a row, down to ``depth``: of more than ``width`` parts the largest are shown."""
    table, row = walk.rows[place]
    node = Node(table, row, role, "", "", used)
    if depth:
        below = walk.below(place)
        parts = [each for each in below if each[0] == "part"]
        shown = [*(parts[:width] if width else parts), *below[len(parts) :]]
        node.parents = [_grow(*each, walk, depth - 1, width) for each in shown]
        node.left_out = len(below) - len(shown)
    return node


def _name(connection: duckdb.DuckDBPyConnection, nodes: Sequence[Node], year: int, lang: Language) -> None:
    """Give every row of the trees its title and value, one question a table."""
    found = list(_all(nodes))
    labels = _labels(connection, {(node.table, node.id) for node in found}, lang)
    for node in found:
        label = labels.get((node.table, node.id), _nameless((node.table, node.id)))
        node.title, node.value = label.title(year, lang), label.value


def _nameless(row: Address) -> Row:
    """A row that its table does not have."""
    return Row(row[1], "", "", "", "")


def _labels(
    connection: duckdb.DuckDBPyConnection, rows: Iterable[Address], lang: Language = "zh"
) -> dict[Address, Label]:
    """What each of some rows is called, if its table has it."""
    by_table: dict[str, set[str]] = {}
    for table, row in rows:
        by_table.setdefault(table, set()).add(row)
    labels: dict[Address, Label] = {}
    for table, ids in by_table.items():
        labels |= {(table, row): label for row, label in find_labels(connection, table, ids, lang).items()}
    return labels


def _all(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all(node.parents)

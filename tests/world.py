"""SQL assets over a handful of rows: the smallest world in which a rule of a table can be seen.

Here: putting rows that satisfy a contract into an engine, computing one asset on top of them, looking at the result.
Not here: the rows themselves (`tests/staged_rows.py`, and the tests).
"""

import importlib
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pyarrow as pa

import assets
import factors
from assets.lineage import lineage_reads
from assets.lists import LISTS
from assets.needs import Run
from assets.statements import upstream_tables
from pipelines.building.engine import literal, open_engine, quote, show_files, show_lineage, show_lists
from pipelines.building.table import validate
from schemas.codes import read_codes
from schemas.contract import Column, load_contract

Row = dict[str, Any]

SCHEMAS = ("raw", "staged", "core", "marts", "lineage")

QUXIAN, SICHUAN = "511725", "510000"
FILE = "a" * 64
OFFICIAL, SECOND = "provincial_2011-sar", "provincial_2011-ar5"

#: What the forms are made of, from the cards and the inventory on.
FORMS = ("core/category_lines", "core/form_parts", "core/form_places", "core/form_lines", "marts/form_cells")

#: What tells activities apart.
ACTIVITY = ("region_code", "year", "category_code", "sector_code", "fuel_code", "item_code")

#: What a column holds where a test does not care; anything else is '', 0, false or null.
USUAL: Row = {
    "region_code": QUXIAN,
    "factor_region_code": QUXIAN,
    "year": 2020,
    "period": "2020",
    "basis_id": OFFICIAL,
    "value_status": "reported",
    "vintage": "final",
    "source_id": "book",
    "file_sha256": FILE,
    "file_name": "book.xlsx",
    "delivery_sequence": 1,
    "sheet": "1",
    "cell": "A1",
    "printed_text": "1",
    "evidence": "original",
    "data_class": "B",
    "rule_code": "reported",
    "is_preferred": True,
    "is_whole_year": True,
    "last_period": "2020",
    "is_in_total": True,
    "sign": 1,
    "term_set": 1,
    "term": 1,
    "gas": "CO2",
    "method": "multiply",
    "role": "factor",
    "account": "returns",
    "position": 1,
    "line_number": 1,
    "factor_year_policy": "estimated",
    "treatment_code": "published",
    "is_allowed": True,
    "valid_from": 1949,
    "valid_to": 9999,
    "status": "delivered",
}


#: Engines that no world uses at the moment, by number of threads: opening one and reading the lists takes longer
#: than most tests.
_IDLE: dict[int, list[duckdb.DuckDBPyConnection]] = {}


#: What was put before and satisfied its contract: of 4,900 times the same rows are put 3,500 times.
_JUDGED: set[tuple[str, str]] = set()

#: All but the one without which joins are made of all pairs.
OPTIMIZERS = ",".join(
    name for (name,) in duckdb.sql("select name from duckdb_optimizers()").fetchall() if name != "filter_pushdown"
)


def close_engines() -> None:
    """Close what is idle, at the end of a session."""
    for engines in _IDLE.values():
        for engine in engines:
            engine.close()
    _IDLE.clear()


class World:
    """An engine with our macros and lists, and the tables that were put or computed so far."""

    def __init__(
        self,
        regions: tuple[str, ...] = (QUXIAN,),
        years: tuple[int, ...] = (2020,),
        bases: tuple[str, ...] = (OFFICIAL,),
        threads: int = 1,
    ) -> None:
        self.run = Run(Path(), regions, years, bases, threads)
        self.engine = _take_engine(self.run)
        self.tables: dict[str, str] = {}
        """Assets that are there, as tables or views."""

    def close(self) -> None:
        """Hand the engine back, without the tables, and let go of it, whoever still holds the world."""
        for schema in SCHEMAS:
            self.engine.execute(f"drop schema if exists {schema} cascade")
            if schema != "lineage":
                self.engine.execute(f"create schema {schema}")
        _IDLE[self.run.threads].append(self.engine)
        del self.engine

    def put(self, asset: str, rows: Iterable[Mapping[str, Any]], is_judged: bool = True) -> None:
        """Make ``layer/table`` hold some rows; what a row does not say is usual. They must satisfy the contract."""
        rows = list(rows)
        self._put(asset, _tabulate(asset, rows))
        said = asset, repr(rows)
        if not is_judged or said in _JUDGED:
            return
        # checks over several tables are not asked: the others may not be there yet
        layer, table = asset.split("/")
        validate(self.engine, replace(load_contract(layer, table), checks=()), table)
        _JUDGED.add(said)

    def put_inventory(self, cells: Iterable[Mapping[str, Any]]) -> None:
        """Put cells of ``marts/county_inventory``, and the inventories that they are cells of."""
        self.put("marts/county_inventory", cells)
        self._create(
            "table", "core/inventories", "select distinct basis_id, region_code, year from marts.county_inventory"
        )

    def put_factor_regions(self, *regions: str, also: Iterable[Mapping[str, Any]] = ()) -> None:
        """Each of some regions shares no factor with another one, of every fuel, every item, and of what is named."""
        asked = [{}, *({"fuel_code": row["fuel_code"]} for row in read_codes("fuels"))]
        asked += [{"item_code": row["item_code"]} for row in read_codes("items")]
        asked += [{name: row[name] for name in ("fuel_code", "item_code")} for row in also]
        places = [{"region_code": region, "factor_region_code": region} for region in regions or (QUXIAN,)]
        self.put("core/factor_regions", [subject | place for subject in asked for place in places])

    def put_activities(self, activities: Iterable[Mapping[str, Any]]) -> None:
        """Put activities, and the factor regions that they are in by the scopes and factor values that are there."""
        activities = list(activities)
        inputs = [
            {name: USUAL.get(name, "") for name in ACTIVITY}
            | {name: row[name] for name in ACTIVITY if name in row}
            | {"parent_kind": "observation", "parent_id": str(number), "base_unit_code": row.get("unit_code", "t")}
            for number, row in enumerate(activities)
        ]
        self.put("core/activity_inputs", inputs)
        self.compute("core/factor_regions")
        self.put("core/activities", activities)

    def surround(self, *alike: str) -> None:
        """Give each row that was put neighbours of another county, year and basis, with other amounts.

        Args:
            alike: tables that say the same in each basis.
        """
        others = {"region_code": ("511724", 3), "year": ("71", 5), "basis_id": (SECOND, 7)}
        for asset in [name for name, kind in self.tables.items() if kind == "table"]:
            contract = load_contract(*asset.split("/"))
            columns = {column.name: column.sql_type for column in contract.columns}
            own_id = contract.key[0] if contract.key[0].endswith("_id") and contract.key[0] != "basis_id" else ""
            for name, (other, times) in others.items():
                if name not in (columns if own_id else contract.key):
                    continue
                factor = 1 if name == "basis_id" and asset in alike else times
                moved = {
                    column: f"({column} * {factor})::{kind}"
                    for column, kind in columns.items()
                    if kind.startswith(("DECIMAL", "DOUBLE")) and column not in contract.key
                }
                moved |= {own_id: f"concat({own_id}, '~{name}')"} if own_id else {}
                moved |= {name: f"year - {other}" if name == "year" else literal(other)}
                beside = ", ".join(f"{value} as {column}" for column, value in moved.items())
                table = relation(asset)
                self.engine.execute(
                    f"insert into {table} from (select * replace ({beside}) from {table}) as beside "
                    f"anti join {table} using ({', '.join(contract.key)})"
                )

    def make(self, *names: str) -> None:
        """Put what Python assets make of the project's own declarations."""
        for asset in names:
            self._put(asset, _made(asset, self.run, factors.load_factor_values))

    def make_of_tables(self, asset: str) -> list[Row]:
        """Put what a Python asset makes of the tables it needs; its rows, held to their contract and checks."""
        module, contract = (
            importlib.import_module(f"assets.{asset.replace('/', '.')}"),
            load_contract(*asset.split("/")),
        )
        named = {name for check in contract.checks for name in upstream_tables(check.sql)}
        needed = {need.replace("/", ".") for need in module.NEEDS if "/" in need}
        for reference in sorted((needed | named) - {asset.replace("/", ".")}):
            self._show(reference)
        self._put(asset, pa.Table.from_pylist(module.build(engine=self.engine), schema=contract.arrow_schema))
        validate(self.engine, contract, asset.split("/")[1])
        return self.rows(asset)

    def build(self, asset: str) -> list[Row]:
        """Compute ``layer/table`` and return its rows."""
        self.compute(asset)
        return self.rows(asset)

    def build_all(self, *names: str) -> list[Row]:
        """Compute several assets in order; rows of the last one, which is held to its contract."""
        *upstream, last = names
        for name in upstream:
            self.compute(name, is_judged=False)
        return self.build(last)

    def compute(self, asset: str, is_judged: bool = True) -> None:
        """Compute ``layer/table`` from its SQL, as the builder does; missing inputs are empty.

        Args:
            asset: which one.
            is_judged: whether it is held to its contract and its checks; to judge all that a table rests on, in each
                test anew, takes a third of the time of all tests of tables.

        Raises:
            Refusals: the result breaks its contract or a check.
        """
        layer, table = asset.split("/")
        contract = load_contract(layer, table)
        sql = (assets.FOLDER / layer / f"{table}.sql").read_text(encoding="utf-8")
        references = {name for text in (sql, *(c.sql for c in contract.checks)) for name in upstream_tables(text)}
        for reference in sorted(references - {f"{layer}.{table}"}):
            self._show(reference, but=asset)
        self._create("view" if contract.is_view else "table", asset, sql)
        if is_judged:
            validate(self.engine, contract, table)

    def rows(self, asset: str, where: str = "true") -> list[Row]:
        """Rows of a table in the order of its key."""
        key = ", ".join(load_contract(*asset.split("/")).key)
        return self.query(f"select * from {relation(asset)} where {where} order by {key}")

    def query(self, sql: str) -> list[Row]:
        """Rows of a query."""
        cursor = self.engine.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def parents(self, table: str, child_id: str) -> list[Row]:
        """Inputs of a row by the declared lineage, in order: role, table, id, value used."""
        self.show_lineage(table)
        return self.query(
            f"select role, parent_table, parent_id, value_used from lineage.{table} "
            f"where child_id = {literal(child_id)} order by position"
        )

    def show_lineage(self, view: str = "ends") -> None:
        """Make the declared lineage visible, over the tables that are there."""
        for reference in sorted(lineage_reads(view)):
            self._show(reference)
        self.engine.execute("drop schema if exists lineage cascade")
        show_lineage(self.engine, view)

    def _put(self, asset: str, rows: pa.Table) -> None:
        self.engine.register("given", rows)
        self._create("table", asset, "select * from given")
        self.engine.unregister("given")

    def _show(self, reference: str, but: str = "") -> None:
        """Make a table that a statement reads visible: as it was put, as the union of its kind but one, or empty."""
        layer, table = reference.split(".", 1)
        asset = f"{layer}/{table}"
        if layer == "lineage":
            self.show_lineage(table)
        if layer == "lineage" or reference in LISTS or asset in self.tables:
            return
        if "*" not in table:  # empty and typed: nothing to judge
            show_files(self.engine, load_contract(layer, table), table, {})
            self.tables[asset] = "table"
            return
        contract = load_contract(layer, "observations" if table == "*" else table)
        parts = [name for name in sorted(self.tables) if fnmatchcase(name, asset) and name != but]
        if parts:
            union = " union all ".join(f"select * from {relation(name)}" for name in parts)
            self.engine.execute(f"create or replace view {relation(asset)} as {union}")
        else:
            self.engine.execute(f"drop view if exists {relation(asset)}")
            show_files(self.engine, contract, table, {})

    def _create(self, kind: str, asset: str, sql: str) -> None:
        """Create a table or view; one of that name gives way."""
        if asset in self.tables:
            self.engine.execute(f"drop {self.tables[asset]} {relation(asset)}")
        self.engine.execute(f"create {kind} {relation(asset)} as {sql}")
        self.tables[asset] = kind


@cache
def _made(asset: str, run: Run, _factors: Callable[[], object]) -> pa.Table:
    """What a Python asset makes in a run; the factors are named because some tests put others in their place."""
    module = importlib.import_module(f"assets.{asset.replace('/', '.')}")
    things: dict[str, object] = {"run": run, "due": ()}  # no year was called in
    return _tabulate(asset, module.build(**{name: thing for name, thing in things.items() if name in module.NEEDS}))


def _take_engine(run: Run) -> duckdb.DuckDBPyConnection:
    idle = _IDLE.setdefault(run.threads, [])
    if idle:
        return idle.pop()
    with patch("duckdb.connect", _connect_plainly):
        engine = open_engine(replace(run, data_dir=Path(tempfile.gettempdir())))
    show_lists(engine)
    return engine


def _connect_plainly(database: str, config: dict[str, Any], connect: Any = duckdb.connect) -> duckdb.DuckDBPyConnection:
    """A connection whose planner takes statements as they are: over a handful of rows planning is most of the time."""
    return connect(database, config=config | {"disabled_optimizers": OPTIMIZERS})


def relation(asset: str) -> str:
    """``layer/table`` as SQL names it."""
    layer, table = asset.split("/")
    return f"{layer}.{quote(table)}"


def _tabulate(asset: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows as their contract wants them; what they do not say is usual."""
    contract = load_contract(*asset.split("/"))
    return pa.Table.from_pylist([_complete(contract.columns, row) for row in rows], schema=contract.arrow_schema)


def _complete(columns: Iterable[Column], row: Mapping[str, Any]) -> Row:
    columns = list(columns)
    unknown = set(row) - {column.name for column in columns}
    assert not unknown, f"no such columns: {unknown}"
    return {column.name: _value(column, row) for column in columns}


def _may_be(column: Column, value: object) -> bool:
    """Whether a column may hold a value, where it says what it may hold."""
    lists = [check.statistics["allowed_values"] for check in column.checks if check.name == "isin"]
    return all(value in allowed for allowed in lists)


def _value(column: Column, row: Mapping[str, Any]) -> Any:
    if column.name in row:
        value = row[column.name]
        is_exact = column.sql_type.startswith("DECIMAL") and value is not None
        return Decimal(str(value)) if is_exact else value
    if column.name in USUAL and _may_be(column, USUAL[column.name]):
        return USUAL[column.name]
    if column.is_nullable and (column.key is None or row.get(column.key)):
        return None  # a blank says why, or it is none
    empty: Row = {"VARCHAR": "", "BOOLEAN": False, "DOUBLE": 0.0}
    return empty.get(column.sql_type, Decimal(0) if column.sql_type.startswith("DECIMAL") else 0)

"""Contracts: the SQL screen and Pandera reach the same verdict, and the shape of a table is strict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pandera.pandas as pa
import pyarrow as pw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import schemas.core.gwps
from assets import load_assets
from schemas import columns
from schemas.codes import codes
from schemas.columns import Count, Exact, Flag, Real, Text, Whole
from schemas.contract import (
    FOLDER,
    Column,
    Contract,
    Table,
    _column,
    _load,
    load_check,
    load_contract,
    refuse_unsafe,
)

Row = dict[str, Any]


class EveryCheck(Table):
    """One column for each kind of check, and each with and without nulls where that makes a difference."""

    region_code: Text = columns.region_code()
    gas: Text = columns.gas()
    unit_code: Text = columns.unit_code(optional=True)
    cell: Text = columns.column("单元格", "cell", str_matches=r"^[A-Z]{1,3}[0-9]{1,7}$")
    sha256: Text = columns.column("摘要", "digest", str_matches=r"^([0-9a-f]{4})?$")
    quoted: Text = columns.column("引号", "a word with a quote", isin=["it's", '"', "%"])
    loose: Text = columns.column("开头", "begins so", str_matches=r"ab|^c")
    sign: Whole = columns.column("符号", "sign", isin=[-1, 1])
    year: Whole = columns.year()
    rank: Count = columns.column("名次", "rank", gt=0, lt=10)
    amount: Exact = columns.exact("数值", "amount", scale=2, gt=0)
    share: Exact = columns.exact("份额", "share", None, 9, 4, nullable=True, ge=0, le=100)
    factor: Real = columns.column("因子", "factor")
    chance: Real = columns.column("机会", "chance", nullable=True, ge=0, le=1)
    is_total: Flag = columns.column("是否合计", "is a total")
    mass: Exact = columns.exact("质量", "mass", "t", 9, 3, nullable=True, key="mass_key")
    heat: Real = columns.column("热量", "heat", "gj", nullable=True, key="mass_key")
    mass_key: Text = columns.notation_key()

    class Config:
        title = "各种检查"
        description = "Every check"
        unique = ["region_code", "year"]  # noqa: RUF012  (as in every contract)


def contract_of(model: type[Table]) -> Contract:
    schema = model.to_schema()
    described = tuple(_column(name, definition) for name, definition in schema.columns.items())
    return Contract("core", "every_check", model, described, tuple(schema.unique or ()), "", "")


CONTRACT = contract_of(EveryCheck)

GOOD: Row = {
    "region_code": "511725",
    "gas": "CO2",
    "unit_code": "",
    "cell": "D17",
    "sha256": "",
    "quoted": "it's",
    "loose": "abc",
    "sign": -1,
    "year": 2024,
    "rank": 3,
    "amount": Decimal("0.01"),
    "share": None,
    "factor": -1.5,
    "chance": 0.5,
    "is_total": False,
    "mass": Decimal("0.001"),
    "heat": 0.5,
    "mass_key": "",
}

#: Besides the good value of each column: what is at the edge, beyond it, missing, or written in another hand.
TRIED: dict[str, list[Any]] = {
    "region_code": ["000000", "51172", "5117255", "５１１７２５", "511725\n", " 511725", "51172x", "", None],
    "gas": ["CH4", "SF6", "co2", "CO₂", "CO2 ", "", None],
    "unit_code": ["t", "10k_m3", "吨", " ", None],
    "cell": ["A1", "XFD1048576", "AAAA1", "a1", "A", "1", "A1:B2", "A1\n", None],
    "sha256": ["0af9", "0AF9", "0af", "0af90", "0af9\n", None],
    "quoted": ['"', "%", "its", "it''s", "'", None],
    "loose": ["ab", "c", "cab", "xab", "b", "", None],
    "sign": [1, 0, 2, -2, None],
    "year": [1949, 1948, 2100, 2101, 0, -2024, None],
    "rank": [1, 9, 0, 10, -1, 2**40, None],
    "amount": [Decimal(0), Decimal("-0.01"), Decimal("99999999999999999999.99"), None],
    "share": [Decimal(0), Decimal(100), Decimal("-0.0001"), Decimal("100.0001"), Decimal("50.5")],
    "factor": [0.0, -0.0, 1e308, float("nan"), float("inf"), float("-inf"), None],
    "chance": [0.0, 1.0, -1e-300, 1.0000000000000002, float("nan"), float("inf"), None],
    "is_total": [True, None],
    "mass": [Decimal(0), None],
    "heat": [0.0, float("nan"), None],
    "mass_key": ["NE", "no", None],
}


class Screen:
    """Tells of rows which of them the SQL of the contract finds."""

    def __init__(self) -> None:
        self.connection = duckdb.connect(":memory:")

    def answers(self, sql: str, rows: list[Row]) -> bool:
        """The answer of a question about rows."""
        self.connection.register("given", arrow(rows))
        ((answer,),) = self.connection.execute(sql).fetchall()
        return bool(answer)

    def broken(self, rows: list[Row]) -> list[bool]:
        numbered = arrow(rows).append_column("i", pw.array(range(len(rows))))
        self.connection.register("given", numbered)
        sql = f"select i from ({CONTRACT.violations_sql('given')})"
        found = {i for (i,) in self.connection.execute(sql).fetchall()}
        return [i in found for i in range(len(rows))]

    def close(self) -> None:
        self.connection.close()
        del self.connection


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    made = Screen()
    yield made
    made.close()


def arrow(rows: list[Row]) -> pw.Table:
    return pw.Table.from_pylist(rows, schema=pw.schema([field.with_nullable(True) for field in CONTRACT.arrow_schema]))


def judged(rows: list[Row]) -> list[bool]:
    """Which rows Pandera breaks on, each judged by itself."""
    return [bool(CONTRACT.judge(arrow([row]).to_pandas(types_mapper=pd.ArrowDtype))) for row in rows]


# -- one verdict


@pytest.mark.parametrize("name", GOOD)
def test_screen_and_pandera_agree_on_every_tried_value(screen: Screen, name: str) -> None:
    rows = [GOOD, *(GOOD | {name: value} for value in TRIED[name])]
    broken = screen.broken(rows)
    assert broken == judged(rows)
    for row, is_broken in zip(rows, broken, strict=True):
        assert screen.answers(CONTRACT.suspicion_sql("given"), [GOOD, row]) == is_broken


def test_nothing_is_suspected_of_no_row(screen: Screen) -> None:
    assert not screen.answers(CONTRACT.suspicion_sql("given"), [])


def test_a_good_row_is_good(screen: Screen) -> None:
    assert screen.broken([GOOD]) == judged([GOOD]) == [False]


@pytest.mark.parametrize("name", sorted(set(GOOD) - {"is_total", "loose", "mass"}))
def test_every_kind_of_check_finds_something(screen: Screen, name: str) -> None:
    assert any(screen.broken([GOOD | {name: value} for value in TRIED[name] if value is not None]))


def test_a_missing_value_is_allowed_only_where_the_contract_says_so(screen: Screen) -> None:
    for name in GOOD:
        assert screen.broken([GOOD | {name: None}]) == [name not in {"share", "chance"}]


@pytest.mark.parametrize(
    ("row", "is_broken"),
    [
        ({"mass": None}, True),
        ({"heat": None}, True),
        ({"mass": None, "mass_key": "NE"}, False),
        ({"mass": None, "heat": None, "mass_key": "NO"}, False),
        ({"mass": Decimal(0), "heat": 0.0}, False),
        ({"mass_key": "NE"}, True),
    ],
    ids=["a blank", "one of two blank", "one blank with a key", "all blank with a key", "zeros", "numbers with a key"],
)
def test_a_blank_says_why_and_a_number_says_nothing(screen: Screen, row: Row, is_broken: bool) -> None:
    assert screen.broken([GOOD | row]) == judged([GOOD | row]) == [is_broken]
    assert screen.answers(CONTRACT.suspicion_sql("given"), [GOOD, GOOD | row]) == is_broken


texts = st.text("0123456789５abAB\n 'CO2", max_size=8)
numbers = st.integers(-(2**31), 2**31 - 1)
DRAWN: dict[str, st.SearchStrategy[Any]] = {
    name: st.just(GOOD[name]) | st.sampled_from(TRIED[name]) for name in GOOD
} | {
    "region_code": st.just("511725") | st.from_regex(r"\d{5,7}\n?", fullmatch=True) | texts,
    "cell": st.just("D17") | st.from_regex(r"[A-Z]{0,4}[0-9]{0,8}", fullmatch=True) | texts,
    "loose": texts,
    "year": st.just(2024) | numbers,
    "amount": st.decimals(-(10**20), 10**20, places=2),
    "factor": st.floats(),
    "chance": st.none() | st.floats(),
}


@settings(max_examples=15)
@given(st.lists(st.fixed_dictionaries(DRAWN), min_size=1, max_size=4))
def test_screen_and_pandera_agree_on_any_rows(screen: Screen, rows: list[Row]) -> None:
    broken = screen.broken(rows)
    assert broken == judged(rows)
    assert screen.answers(CONTRACT.suspicion_sql("given"), rows) == any(broken)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(["511725", "511724"]), st.sampled_from([2019, 2020])), max_size=6))
def test_a_key_that_stands_twice_is_found_by_both(screen: Screen, keys: list[tuple[str, int]]) -> None:
    rows = [GOOD | {"region_code": region, "year": year} for region, year in keys]
    screen.connection.register("given", arrow(rows))
    found = screen.connection.execute(CONTRACT.duplicates_sql("given")).fetchall()
    assert {(region, year): times for region, year, times in found} == {
        key: keys.count(key) for key in keys if keys.count(key) > 1
    }
    assert bool(found) == bool(CONTRACT.judge(arrow(rows).to_pandas(types_mapper=pd.ArrowDtype)))


# -- shape


def frame() -> pd.DataFrame:
    return arrow([GOOD]).to_pandas(types_mapper=pd.ArrowDtype)


def test_the_frame_of_the_shape_tests_is_good() -> None:
    assert CONTRACT.judge(frame()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        frame().drop(columns="gas"),
        frame().assign(note="more"),
        frame()[list(GOOD)[::-1]],
        frame().rename(columns={"gas": "gas_code"}),
        frame().astype({"year": "int64[pyarrow]"}),
        frame().astype({"year": "string[pyarrow]"}),
        frame().astype({"amount": "float64[pyarrow]"}),
        frame().astype({"gas": "object"}),
    ],
    ids=["a column less", "a column more", "order", "name", "wider", "text", "binary for exact", "objects"],
)
def test_order_names_and_types_are_strict(wrong: pd.DataFrame) -> None:
    assert pandera_says(wrong)


def pandera_says(wrong: pd.DataFrame) -> list[str]:
    try:
        EveryCheck.validate(wrong, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return [str(case) for case in errors.failure_cases.itertuples()]
    return []


def test_nothing_is_coerced() -> None:
    assert CONTRACT.judge(frame().astype({"sign": "int8[pyarrow]"}))


# -- checks without an SQL form


@pytest.mark.parametrize(
    "field",
    [
        columns.column("名", "name", str_startswith="a"),
        columns.column("名", "name", notin=["a"]),
        columns.column("名", "name", str_length={"min_value": 1}),
    ],
)
def test_a_check_that_sql_cannot_make_is_refused_when_the_contract_is_loaded(field: Any) -> None:
    class Odd(Table):
        name: Text = field

    with pytest.raises(ValueError, match="no SQL form"):
        contract_of(Odd)


# -- safe by default


def unsafe(model: type[Table], layer: str = "marts") -> Contract:
    return replace(contract_of(model), layer=layer)


def test_a_mart_whose_amount_may_be_blank_without_a_key_column_is_refused() -> None:
    class Blank(Table):
        co2_t: Exact = columns.exact("二氧化碳", "CO2", nullable=True)

    class Keyed(Table):
        co2_t: Exact = columns.exact("二氧化碳", "CO2", nullable=True, key="co2_key")

    with pytest.raises(ValueError, match=r"marts\.every_check: co2_t may be blank and names no key column"):
        refuse_unsafe(unsafe(Blank))
    refuse_unsafe(unsafe(Blank, "core"))  # nobody publishes it
    with pytest.raises(ValueError, match="co2_key, the key column of co2_t, is not there"):
        refuse_unsafe(unsafe(Keyed))


def test_a_table_is_restricted_until_its_contract_says_public(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {load_contract(layer, table).tier for layer, table in modules()} == {"restricted"}
    monkeypatch.setattr(schemas.core.gwps, "TIER", "public", raising=False)
    assert _load.__wrapped__("core", "gwps").tier == "public"
    monkeypatch.setattr(schemas.core.gwps, "TIER", "pubic")
    with pytest.raises(ValueError, match=r"core\.gwps: tier 'pubic' is none of restricted, public"):
        _load.__wrapped__("core", "gwps")


@pytest.mark.parametrize(
    "header",
    ["", "-- severity: block\n-- title_zh: 无英文", "-- severity: fatal\n-- title_zh: 零\n-- title_en: none"],
    ids=["nothing", "no English title", "an unknown severity"],
)
def test_a_rule_file_without_severity_and_titles_is_refused(header: str, tmp_path: Path) -> None:
    path = tmp_path / "E-SUM.sql"
    path.write_text(f"{header}\nselect 1 as found\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"E-SUM\.sql: its header says severity"):
        load_check(path)


def test_a_rule_file_is_found_by_its_place() -> None:
    (rule,) = load_contract("core", "stocks").checks
    assert (rule.code, rule.severity) == ("E-STOCK-GAP", "block")
    assert rule.sql == (FOLDER / "checks" / "core" / "stocks" / "E-STOCK-GAP.sql").read_text(encoding="utf-8")


# -- all contracts of the project


def modules() -> list[tuple[str, str]]:
    layers = ("raw", "staged", "core", "marts")
    return [(layer, path.stem) for layer in layers for path in sorted((FOLDER / layer).glob("[!_]*.py"))]


@pytest.mark.parametrize(("layer", "table"), modules())
def test_every_contract_loads_and_says_what_it_is(layer: str, table: str) -> None:
    contract = load_contract(layer, table)
    assert contract.title_zh
    assert contract.title_en
    names = [column.name for column in contract.columns]
    assert contract.key
    assert set(contract.key) <= set(names)
    assert all(has_titles(column) for column in contract.columns)


def has_titles(column: Column) -> bool:
    is_chinese = any("\u4e00" <= letter <= "\u9fff" or letter.isupper() for letter in column.title_zh)
    return is_chinese and column.title_en.isascii() and bool(column.title_en)


@pytest.mark.parametrize(("layer", "table"), modules())
def test_a_column_is_never_a_binary_number_in_what_is_published(layer: str, table: str) -> None:
    if layer == "marts":
        assert "DOUBLE" not in {column.sql_type for column in load_contract(layer, table).columns}


@pytest.mark.parametrize(("layer", "table"), modules())
def test_a_name_says_tonnes_of_the_substance_or_of_co2_equivalent(layer: str, table: str) -> None:
    """``_t`` is a mass, ``_tco2e`` an equivalent; of a rate (``kgce_per_t``) the unit below is no unit of its own."""
    for column in load_contract(layer, table).columns:
        is_mass = column.name.endswith("_t") and not column.name.endswith("_per_t")
        assert (column.unit == "t") == is_mass, column.name
        assert (column.unit == "t CO2e") == column.name.endswith("_tco2e"), column.name
        assert "co2e" not in column.name.removesuffix("_tco2e"), column.name


@pytest.mark.parametrize(("layer", "table"), modules())
def test_the_arrow_schema_carries_titles_and_units(layer: str, table: str) -> None:
    contract = load_contract(layer, table)
    for field, column in zip(contract.arrow_schema, contract.columns, strict=True):
        assert (field.name, field.type, field.nullable) == (column.name, column.arrow_type, column.is_nullable)
        assert field.metadata[b"title_zh"].decode() == column.title_zh
        assert field.metadata[b"unit"].decode() == (column.unit or "")


@pytest.mark.parametrize("asset", load_assets())
def test_every_table_has_a_contract(asset: str) -> None:
    layer, table = asset.split("/")
    if layer != "release":
        assert load_contract(layer, table).columns


@pytest.mark.parametrize(("layer", "table"), modules())
def test_sql_and_arrow_name_the_same_types(layer: str, table: str) -> None:
    contract = load_contract(layer, table)
    with duckdb.connect(":memory:") as connection:
        connection.register("given", contract.arrow_schema.empty_table())
        found = connection.execute("describe given").fetchall()
        assert [(name, kind) for name, kind, *_ in found] == [(c.name, c.sql_type) for c in contract.columns]


def test_printed_tables_share_one_contract_a_layer() -> None:
    assert load_contract("raw", "yearbook__gdp").name == load_contract("raw", "gas__supply").name == "cells"
    assert load_contract("staged", "yearbook__gdp").model is load_contract("staged", "observations").model


def test_variants_share_the_contract_of_their_table() -> None:
    assert load_contract("core", "emissions__multiply").model is load_contract("core", "emissions").model


def test_a_table_without_a_contract_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match=r"schemas/core/no_such_table\.py"):
        load_contract("core", "no_such_table")


def test_codes_in_a_contract_are_those_of_the_list() -> None:
    (gas,) = [column for column in load_contract("core", "emissions").columns if column.name == "gas"]
    assert tuple(gas.checks[0].statistics["allowed_values"]) == codes("gases")


def test_contracts_are_found_where_this_file_looks() -> None:
    assert Path(__file__).parents[2] / "schemas" == FOLDER
    assert len(modules()) > 25

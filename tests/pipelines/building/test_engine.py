"""The engine: it reckons as Python's decimals do, sees nothing but what it was shown, and no name breaks out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.lists import LISTS
from assets.needs import Run
from pipelines.building.engine import (
    LOADED_BYTES,
    borrow_engine,
    literal,
    open_engine,
    quote,
    show_files,
    show_lists,
)
from pipelines.lake.files import Slice
from schemas import vocabulary
from schemas.codes import read_codes
from schemas.contract import load_contract
from schemas.lists import read_list
from tests.invariants import rounded
from tests.world import World

UNITS = [(int(row["numerator"]), int(row["denominator"])) for row in read_codes("units")]

tonnes = st.floats(-1e15, 1e15, allow_nan=False)
#: Halves of a power of two are exact in binary64: with seven decimals or fewer they are true ties at the gram.
ties = st.integers(-(10**9), 10**9).map(lambda n: (2 * n + 1) * 2.0**-7)
printed = st.decimals(-(10**11), 10**11, places=12, allow_nan=False, allow_infinity=False)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """One of its own: what a world uses may see all temporary files."""
    with open_engine(Run(tmp_path_factory.mktemp("data"), ("511725",), (2020,), ("b-c",))) as connection:
        show_lists(connection)
        yield connection


def test_texts_of_a_group_are_joined_each_once_in_order(world: World) -> None:
    (row,) = world.query("select joined(['E.2', 'A.1', 'E.2', null], '；') as told, joined([], '；') as nothing")
    assert (row["told"], row["nothing"]) == ("A.1；E.2", "")


def computed(world: World, expression: str, **columns: pa.Array) -> list[Decimal | None]:
    """An expression over columns of values, in order."""
    world.engine.register("given", pa.table(columns | {"i": range(len(next(iter(columns.values()))))}))
    return [value for (value,) in world.engine.execute(f"select {expression} from given order by i").fetchall()]


# -- arithmetic


@given(st.lists(tonnes | ties, min_size=1, max_size=50))
def test_a_mass_is_the_exact_binary_value_rounded_half_to_even(world: World, values: list[float]) -> None:
    assert computed(world, "to_gram(x)", x=pa.array(values)) == [rounded(value, 6) for value in values]


@pytest.mark.parametrize(
    ("value", "gram"),
    [
        (0.0000005, "0.000000"),  # 4.99…e-7 in binary, a little below the tie that its text shows
        (0.0000015, "0.000002"),  # 1.50…038e-6 in binary, a little above it
        (0.5**7, "0.007812"),  # 0.0078125: a true tie goes to the even neighbour
        (3 * 0.5**7, "0.023438"),
        (-(0.5**7), "-0.007812"),
        (-0.0000001, "0.000000"),
        (2.675, "2.675000"),
    ],
)
def test_ties_at_the_gram(world: World, value: float, gram: str) -> None:
    assert rounded(value, 6) == Decimal(gram)
    assert computed(world, "to_gram(x)", x=pa.array([value])) == [Decimal(gram)]


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e19"])
def test_what_is_no_mass_is_an_error(engine: duckdb.DuckDBPyConnection, value: str) -> None:
    with pytest.raises(duckdb.ConversionException):
        engine.execute(f"select to_gram('{value}'::double)").fetchall()


def exactly_converted(amount: Decimal, numerator: int, denominator: int) -> Decimal:
    """The printed decimal times a ratio of whole numbers, rounded once to nine places, half to even."""
    value = Fraction(amount) * numerator / denominator
    with localcontext() as context:
        context.prec = 80
        return Decimal(round(value * 10**9)).scaleb(-9)


@given(st.lists(st.tuples(printed, st.sampled_from(UNITS)), min_size=1, max_size=50))
def test_a_conversion_to_base_units_is_exact(world: World, values: list[tuple[Decimal, tuple[int, int]]]) -> None:
    found = computed(
        world,
        "to_base_unit(amount, numerator, denominator)",
        amount=pa.array([amount for amount, _ in values], pa.decimal128(38, 12)),
        numerator=pa.array([str(numerator) for _, (numerator, _) in values]),
        denominator=pa.array([str(denominator) for _, (_, denominator) in values]),
    )
    assert found == [exactly_converted(amount, *unit) for amount, unit in values]


@pytest.mark.parametrize(
    ("amount", "numerator", "denominator", "base"),
    [
        ("2445.99", 10_000, 1, "24459900"),  # in binary64 it would be 24459899.999999996
        ("-6390.8", 10_000, 1, "-63908000"),
        ("1", 1, 15, "0.066666667"),
        ("2", 10_000, 15, "1333.333333333"),
        ("0.0000000005", 1, 1, "0"),
        ("0.0000000015", 1, 1, "0.000000002"),
        ("-0.0000000025", 1, 1, "-0.000000002"),
        ("6.4", 1, 100, "0.064"),
    ],
)
def test_conversions_by_hand(
    engine: duckdb.DuckDBPyConnection, amount: str, numerator: int, denominator: int, base: str
) -> None:
    sql = f"select to_base_unit('{amount}'::decimal(38, 12), '{numerator}', '{denominator}')"
    assert engine.execute(sql).fetchall() == [(Decimal(base),)]
    assert engine.execute(f"select typeof(({sql}))").fetchall() == [("DECIMAL(38,9)",)]


def test_an_amount_beyond_all_measure_is_an_error_and_not_a_wrong_number(engine: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.ConversionException):
        engine.execute("select to_base_unit('1e13'::decimal(38, 12), '100000000', '1')").fetchall()


def test_what_is_not_known_stays_unknown(engine: duckdb.DuckDBPyConnection) -> None:
    sql = "select to_base_unit(null::decimal(38, 12), '1', '1'), ratio(null, 1), ratio(1, null), to_gram(null)"
    assert engine.execute(sql).fetchall() == [(None, None, None, None)]


totals = st.decimals(-(10**14), 10**14, places=9, allow_nan=False, allow_infinity=False)


divisors = st.builds(Decimal.copy_sign, st.decimals(1, 10**14, places=9), st.sampled_from([Decimal(1), Decimal(-1)]))


@given(st.lists(st.tuples(totals, divisors), min_size=1, max_size=50))
def test_a_ratio_is_rounded_once_half_to_even(world: World, values: list[tuple[Decimal, Decimal]]) -> None:
    exact = pa.decimal128(38, 9)
    found = computed(
        world,
        "ratio(n, d)",
        n=pa.array([numerator for numerator, _ in values], exact),
        d=pa.array([denominator for _, denominator in values], exact),
    )
    assert found == [rounded(float(numerator) / float(denominator), 9) for numerator, denominator in values]


def test_nothing_is_divided_by_zero(engine: duckdb.DuckDBPyConnection) -> None:
    assert engine.execute("select ratio(1, 0)").fetchall() == [(None,)]


@pytest.mark.parametrize("better", range(len(vocabulary.EVIDENCE)))
def test_the_worst_evidence_is_the_last_of_the_vocabulary(engine: duckdb.DuckDBPyConnection, better: int) -> None:
    words = list(vocabulary.EVIDENCE)[better:]
    for order in (words, words[::-1]):
        sql = "select worst_evidence(word) from (select unnest($1) as word)"
        assert engine.execute(sql, [order]).fetchall() == [(words[-1],)]
    assert engine.execute("select worst_evidence($1)", [words[0]]).fetchall() == [(words[0],)]


def test_a_fuel_is_not_asked_for_by_its_item(engine: duckdb.DuckDBPyConnection) -> None:
    sql = "select asked_item('', 'clinker_output'), asked_item('coke', ''), asked_item('coke', 'clinker_output')"
    assert engine.execute(sql).fetchall() == [("clinker_output", "", "")]


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=6))
def test_a_product_is_taken_in_order(world: World, values: list[float]) -> None:
    expected = values[0]
    for value in values[1:]:
        expected *= value
    world.engine.register(
        "given", pa.table({"x": values, "position": range(len(values))}).take(list(range(len(values)))[::-1])
    )
    assert world.engine.execute("select ordered_product(array_agg(x order by position)) from given").fetchall() == [
        (expected,)
    ]


def test_an_exact_number_becomes_the_nearest_binary_one(world: World) -> None:
    """`core.emissions__multiply` multiplies in binary64: the amount must arrive there as Python would read it."""
    texts = [f"{whole}.{part:09}" for whole in (0, 7, 123456789012, 99999999999) for part in (1, 123456789, 999999999)]
    found = computed(world, "x::double", x=pa.array(list(map(Decimal, texts)), pa.decimal128(38, 9)))
    assert found == [float(text) for text in texts]


# -- the sandbox


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('{outside}')",
        "select * from read_text('{outside}')",
        "select * from glob('{folder}/*')",
        "copy (select 1) to '{folder}/written.csv'",
        "attach '{folder}/other.duckdb'",
        "install httpfs",
        "load httpfs",
        "install h3 from community",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
        "set threads = 8",
        "set lock_configuration = false",
        "select * from read_parquet('https://example.org/a.parquet')",
    ],
)
def test_the_engine_is_shut_off(engine: duckdb.DuckDBPyConnection, statement: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(duckdb.Error):
        engine.execute(statement.format(outside=outside, folder=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["outside.csv"]


def test_variables_of_python_are_no_tables(engine: duckdb.DuckDBPyConnection) -> None:
    secret = pa.table({"a": [1]})
    with pytest.raises(duckdb.CatalogException):
        engine.execute("select * from secret")
    assert secret.num_rows == 1


def test_the_data_folder_can_be_read_and_no_neighbour_whose_name_begins_alike(tmp_path: Path) -> None:
    own, neighbour = tmp_path / "data", tmp_path / "data2"
    for folder in (own, neighbour):
        folder.mkdir()
        parquet.write_table(pa.table({"a": [1]}), folder / "a.parquet")
    with open_engine(Run(own, (), (), ())) as connection:
        assert connection.execute(f"select a from '{own}/a.parquet'").fetchall() == [(1,)]
        for path in (f"{neighbour}/a.parquet", f"{own}/../data2/a.parquet"):
            with pytest.raises(duckdb.PermissionException):
                connection.execute(f"select a from read_parquet('{path}')")


def test_threads_are_what_the_run_says(tmp_path: Path) -> None:
    with open_engine(Run(tmp_path, (), (), (), threads=1)) as connection:
        assert connection.execute("select current_setting('threads')").fetchall() == [(1,)]


# -- names and texts


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=30))
def test_no_name_breaks_out_of_its_quotes(world: World, name: str) -> None:
    world.engine.execute(f"create or replace temp table {quote(name)} as select 1 as {quote(name)}")
    assert world.engine.execute(f"select {quote(name)} from {quote(name)}").fetchall() == [(1,)]
    world.engine.execute(f"drop table {quote(name)}")


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=50))
def test_no_text_breaks_out_of_its_quotes(world: World, text: str) -> None:
    assert world.engine.execute(f"select {literal(text)}").fetchall() == [(text,)]


@pytest.mark.parametrize("text", ["'; drop table codes.units; --", "\\", "''", "a\nb", '"', "渠县’"])
def test_hostile_texts_stay_texts(engine: duckdb.DuckDBPyConnection, text: str) -> None:
    assert engine.execute(f"select {literal(text)} as {quote(text)}").fetchall() == [(text,)]


# -- what is shown


def test_lists_are_shown_as_they_are_written(engine: duckdb.DuckDBPyConnection) -> None:
    assert {name.split(".")[0] for name in LISTS} == {"codes", "forms", "rules"}
    for name, path in LISTS.items():
        cursor = engine.execute(f"select * from {name}")
        header = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(header, row, strict=True)) for row in cursor.fetchall()]
        assert sorted(map(str, rows)) == sorted(map(str, read_list(path))), path


def test_a_table_without_files_is_empty_and_typed(tmp_path: Path) -> None:
    contract = load_contract("core", "emissions")
    with open_engine(Run(tmp_path, (), (), ())) as connection:
        show_files(connection, contract, "emissions", {})
        found = connection.execute("describe core.emissions").fetchall()
        assert [(name, kind) for name, kind, *_ in found] == [(c.name, c.sql_type) for c in contract.columns]
        assert connection.execute("select count(*) from core.emissions").fetchall() == [(0,)]


def test_several_files_are_one_table(tmp_path: Path) -> None:
    paths = [tmp_path / "lake's" / f"{year}.parquet" for year in (2019, 2020)]
    paths[0].parent.mkdir()
    for path in paths:
        parquet.write_table(pa.table({"file": [path.stem]}), path)
    with open_engine(Run(tmp_path, (), (), ())) as connection:
        show_files(
            connection, load_contract("core", "emissions"), "emissions__two", {path: Slice(path.stem) for path in paths}
        )
        assert connection.execute("select file from core.emissions__two order by 1").fetchall() == [
            ("2019",),
            ("2020",),
        ]


def test_what_is_small_is_read_once_an_engine_and_anew_when_it_has_another_digest(tmp_path: Path) -> None:
    path, contract = tmp_path / "a.parquet", load_contract("core", "emissions")
    parquet.write_table(pa.table({"a": [1]}), path)

    def seen(digest: str, loaded_bytes: int = LOADED_BYTES) -> object:
        with borrow_engine(Run(tmp_path, (), (), ())) as connection:
            show_files(connection, contract, "emissions", {path: Slice(digest)}, loaded_bytes)
            return connection.execute("select a from core.emissions").fetchall()

    assert seen("first") == [(1,)]
    parquet.write_table(pa.table({"a": [2]}), path)
    assert (seen("first"), seen("second"), seen("first")) == ([(1,)], [(2,)], [(1,)])
    # a large one is read where it lies
    assert seen("first", loaded_bytes=0) == [(2,)]


def test_slices_of_one_file_are_kept_apart(tmp_path: Path) -> None:
    path, contract = tmp_path / "a.parquet", load_contract("core", "emissions")
    parquet.write_table(pa.table({"period": ["2019", "2020-03"]}), path)
    for years in ((), ("2019",), ("2020",), ()):
        with borrow_engine(Run(tmp_path, (), (), ())) as connection:
            show_files(connection, contract, "emissions", {path: Slice("same", years)})
            found = connection.execute("select period from core.emissions order by all").fetchall()
        assert [period[:4] for (period,) in found] == [*(years or ("2019", "2020"))]


def test_the_mode_of_rounding_is_no_accident() -> None:
    """The tie 0.0078125 would become 0.007813 by the schoolbook."""
    assert Decimal("0.0078125").quantize(Decimal("0.000001"), ROUND_HALF_EVEN) == Decimal("0.007812")

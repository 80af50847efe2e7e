"""Writing a table: a failed contract or check writes nothing, the old file stays; a sound one is sorted and titled."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from assets.needs import Run
from pipelines.building import table
from pipelines.building.engine import open_engine
from pipelines.building.table import SHOWN, Built, validate, write_table
from pipelines.lake.files import WHOLE, Lake
from schemas.contract import Contract, TableCheck, load_contract
from schemas.problems import Refusals

GWPS = load_contract("core", "gwps")
GOOD = [("ar5", "CO2", 1, "co2"), ("ar5", "CH4", 28, "ch4"), ("sar", "CH4", 21, "ch4")]

HOLD = TableCheck(
    "H-GDP", "hold", "存疑", "in doubt", "select gas as label, gwp as found from core.gwps where gwp > 20"
)
BLOCK = replace(HOLD, code="E-NEG", severity="block")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_engine(Run(tmp_path, (), (), ())) as connection:
        yield connection


def fill(engine: duckdb.DuckDBPyConnection, rows: list[tuple[Any, ...]], columns: str = "") -> None:
    declared = columns or ", ".join(f"{column.name} {column.sql_type}" for column in GWPS.columns)
    engine.execute("drop table if exists core.gwps")
    engine.execute(f"create table core.gwps ({declared})")
    if rows:
        engine.executemany(f"insert into core.gwps values ({', '.join('?' * len(rows[0]))})", rows)


def build(engine: duckdb.DuckDBPyConnection, tmp_path: Path, contract: Contract = GWPS) -> Built:
    checks = validate(engine, contract, "gwps")
    return write_table(engine, contract, "gwps", Lake(tmp_path / "lake"), "made from", checks)


def refusals_of(engine: duckdb.DuckDBPyConnection, tmp_path: Path, contract: Contract = GWPS) -> list[str]:
    with pytest.raises(Refusals) as refused:
        build(engine, tmp_path, contract)
    return [refusal.code for refusal in refused.value.refusals]


def test_a_sound_table_is_written_with_its_record(engine: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fill(engine, GOOD)
    built = build(engine, tmp_path)
    lake = Lake(tmp_path / "lake")
    (path,) = lake.verified_files("core/gwps")
    known = lake.record("core/gwps").partitions[WHOLE]
    assert (known.made_from, known.sha256, known.rows) == ("made from", built.sha256, 3)
    assert [path.name for path in path.parent.iterdir() if path.name.startswith(".")] == []


def test_a_table_is_sorted_by_its_key_whatever_the_order_of_its_rows(
    engine: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    digests = set()
    for rows in (GOOD, GOOD[::-1], GOOD[1:] + GOOD[:1]):
        fill(engine, rows)
        digests.add(build(engine, tmp_path).sha256)
    assert len(digests) == 1
    found = parquet.read_table(tmp_path / "lake" / "core" / "gwps.parquet").to_pylist()
    assert [(row["gwp_set"], row["gas"]) for row in found] == [("ar5", "CH4"), ("ar5", "CO2"), ("sar", "CH4")]


def test_a_table_keeps_its_types_and_title(engine: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fill(engine, GOOD)
    build(engine, tmp_path)
    path = tmp_path / "lake" / "core" / "gwps.parquet"
    assert parquet.read_schema(path).types == GWPS.arrow_schema.types
    assert parquet.read_metadata(path).metadata[b"title_zh"].decode() == GWPS.title_zh


@pytest.mark.parametrize("many", [-1, 100_000])
@pytest.mark.parametrize("rows", [[], GOOD[:1], GOOD])
def test_large_and_small_tables_are_judged_alike(
    engine: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, many: int, rows: list[tuple[Any, ...]]
) -> None:
    monkeypatch.setattr(table, "MANY", many)
    fill(engine, rows)
    assert [result["found"] for result in validate(engine, GWPS, "gwps")] == [[], []]


def test_an_empty_table_is_a_table(engine: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fill(engine, [])
    assert build(engine, tmp_path).rows == 0
    assert parquet.read_table(tmp_path / "lake" / "core" / "gwps.parquet").schema.types == GWPS.arrow_schema.types


BAD: dict[str, tuple[list[tuple[Any, ...]], list[str]]] = {
    "a word that is not in the vocabulary": ([("ar7", "CO2", 1, "co2")], ["E-CONTRACT"]),
    "a code that is not in the list": ([("ar5", "CO3", 1, "co2")], ["E-CONTRACT"]),
    "a figure out of bounds": ([("ar5", "CO2", 0, "co2")], ["E-CONTRACT"]),
    "a missing value": ([("ar5", "CO2", None, "co2")], ["E-CONTRACT"]),
    "a missing key": ([(None, "CO2", 1, "co2")], ["E-CONTRACT"]),
    "a key twice": ([*GOOD, ("ar5", "CH4", 30, "another")], ["E-DUP-KEY"]),
    "two mistakes at once": ([*GOOD, ("ar5", "CH4", 0, "x")], ["E-CONTRACT", "E-DUP-KEY"]),
}


@pytest.mark.parametrize("many", [0, 100_000], ids=["as a large table", "as a small table"])
@pytest.mark.parametrize("mistake", BAD)
def test_a_broken_contract_writes_nothing_and_the_old_file_stays(
    mistake: str, many: int, engine: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MANY", many)
    fill(engine, GOOD)
    old = build(engine, tmp_path)
    files = {path: path.read_bytes() for path in (tmp_path / "lake" / "core").iterdir()}
    rows, codes = BAD[mistake]
    fill(engine, rows)
    assert refusals_of(engine, tmp_path) == codes
    assert {path: path.read_bytes() for path in (tmp_path / "lake" / "core").iterdir()} == files
    assert Lake(tmp_path / "lake").record("core/gwps").partitions[WHOLE].sha256 == old.sha256


SHAPES = {
    "another order": "gas varchar, gwp_set varchar, gwp decimal(12, 3), factor_id varchar",
    "another name": "gwp_set varchar, gas varchar, potential decimal(12, 3), factor_id varchar",
    "a column more": "gwp_set varchar, gas varchar, gwp decimal(12, 3), factor_id varchar, note varchar",
    "a column less": "gwp_set varchar, gas varchar, gwp decimal(12, 3)",
    "a binary number for an exact one": "gwp_set varchar, gas varchar, gwp double, factor_id varchar",
    "another scale": "gwp_set varchar, gas varchar, gwp decimal(12, 2), factor_id varchar",
    "a number for a text": "gwp_set varchar, gas varchar, gwp decimal(12, 3), factor_id integer",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_names_order_and_types_are_strict_even_without_a_row(
    shape: str, engine: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    fill(engine, [], SHAPES[shape])
    with pytest.raises(Exception, match="E-CONTRACT"):
        build(engine, tmp_path)
    assert not (tmp_path / "lake").exists()


@pytest.mark.parametrize("severity", ["hold", "note"])
def test_what_does_not_block_is_kept_place_by_place(
    severity: str, engine: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    fill(engine, GOOD)
    built = build(engine, tmp_path, replace(GWPS, checks=(replace(HOLD, severity=severity),)))
    (told,) = [check for check in built.checks if check["rule_code"] == "H-GDP"]
    assert (told["severity"], told["rows_checked"]) == (severity, 3)
    assert [place["value_text"] for place in told["found"]] == ["21", "28"]
    assert all("H-GDP" in place["message_zh"] and "H-GDP" in place["message_en"] for place in told["found"])
    assert Lake(tmp_path / "lake").verified_files("core/gwps")


def test_what_blocks_writes_nothing(engine: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fill(engine, GOOD)
    assert refusals_of(engine, tmp_path, replace(GWPS, checks=(HOLD, BLOCK))) == ["E-NEG", "E-NEG"]
    assert not (tmp_path / "lake").exists()


def test_a_check_that_cannot_run_is_no_check_that_passed(engine: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fill(engine, GOOD)
    broken = replace(BLOCK, sql="select * from core.no_such_table")
    with pytest.raises(duckdb.Error):
        build(engine, tmp_path, replace(GWPS, checks=(broken,)))
    assert not (tmp_path / "lake").exists()


def test_the_place_of_a_check_is_what_its_row_says(engine: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fill(engine, GOOD)
    placed = replace(
        BLOCK, sql="select '年鉴.xlsx' as file, '1-2' as sheet, 'B7' as cell, gas as label from core.gwps limit 1"
    )
    with pytest.raises(Refusals) as refused:
        build(engine, tmp_path, replace(GWPS, checks=(placed,)))
    (refusal,) = refused.value.refusals
    assert (refusal.place.file, refusal.place.sheet, refusal.place.cell) == ("年鉴.xlsx", "1-2", "B7")


def test_a_refusal_shows_few_rows_and_what_does_not_refuse_all(engine: duckdb.DuckDBPyConnection) -> None:
    fill(engine, [("ar5", "CO2", 1, str(number)) for number in range(40)])
    with pytest.raises(Refusals) as refused:
        validate(engine, GWPS, "gwps")
    assert len(refused.value.refusals) <= SHOWN
    held = replace(HOLD, sql="select range as label, 0 as found from range(40)")
    fill(engine, GOOD)
    (result,) = [r for r in validate(engine, replace(GWPS, checks=(held,)), "gwps") if r["rule_code"] == "H-GDP"]
    assert len(result["found"]) == 40


def test_every_rule_that_ran_is_reported(engine: duckdb.DuckDBPyConnection) -> None:
    fill(engine, GOOD)
    results = validate(engine, replace(GWPS, checks=(HOLD,)), "gwps")
    assert [(result["rule_code"], len(result["found"])) for result in results] == [
        ("E-CONTRACT", 0),
        ("E-DUP-KEY", 0),
        ("H-GDP", 2),
    ]


def test_rows_that_the_screen_finds_are_never_waved_through(
    engine: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should Pandera one day find nothing in rows that broke the screen, the table is refused all the same."""
    fill(engine, [("ar7", "CO2", 1, "co2")])
    monkeypatch.setattr(Contract, "judge", lambda *_: [])
    with pytest.raises(Refusals) as refused:
        validate(engine, GWPS, "gwps")
    assert [refusal.code for refusal in refused.value.refusals] == ["E-CONTRACT"]


def test_not_a_number_is_no_number(engine: duckdb.DuckDBPyConnection) -> None:
    contract = load_contract("core", "factors")
    for value in (float("nan"), float("inf"), float("-inf")):
        row = dict.fromkeys((c.name for c in contract.columns), "") | {
            "basis_id": "ceads-ar5",
            "year": 2020,
            "category_code": "E.2",
            "gas": "CO2",
            "role": "factor",
            "method": "multiply",
            "value": value,
            "is_fallback": False,
            "is_carried_forward": False,
            "evidence": "original",
        }
        engine.register("given", pa.Table.from_pylist([row], schema=contract.arrow_schema))
        engine.execute("create or replace table core.factors as select * from given")
        with pytest.raises(Refusals) as refused:
            validate(engine, contract, "factors")
        assert [refusal.code for refusal in refused.value.refusals] == ["E-CONTRACT"]

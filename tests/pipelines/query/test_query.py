"""Questions by the command: tables without their schema, errors that say what to do, files."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest

from pipelines.lake.releases import current_release, database_of
from pipelines.query import SCHEMAS, open_database
from pipelines.query.answer import BLOCK, ask
from tests.commands import Answer
from tests.commands import ask as type_command
from tests.conftest import BuiltRelease
from tests.deliveries import copy_of, state_of


@pytest.fixture(scope="module")
def data(sample: BuiltRelease, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's folder, only looked at: its own database is open already, and not shut off as here."""
    return copy_of(sample.data_dir, tmp_path_factory.mktemp("query") / "data")


def query(data: Path, sql: str, *options: object) -> Answer:
    return type_command("query", sql, *options, "--data", data)


def test_a_table_is_found_without_its_schema_and_published_ones_first(data: Path, sample: BuiltRelease) -> None:
    """`population` is also a view of the declared lineage."""
    found = query(data, "select resident_persons from population where year = 2024", "--csv", "-")
    assert found.out.split() == ["resident_persons", "886300.000"]
    for table in ("county_inventory_official", "regions", "core.regions", "codes.units"):
        assert query(data, f"select count(*) from {table}").code == 0
    schemas = {row["schema_name"] for row in sample.rows("select schema_name from duckdb_schemas() where not internal")}
    assert schemas - {"main"} <= set(SCHEMAS)


@pytest.mark.parametrize(
    ("sql", "code", "place", "said"),
    [
        ("selct 1", "E-QUERY-SYNTAX", "第 1 行", "selct"),
        ("select 1\nfrom population\nwher x", "E-QUERY-SYNTAX", "第 3 行", "x"),
        ("select '渠县',\n* from populaton", "E-QUERY-TABLE", "第 2 行", "population"),
        ("select resident_person from population", "E-QUERY-COLUMN", "第 1 行", "resident_persons"),
        ("select summ(1)", "E-QUERY-TABLE", "第 1 行", "sum"),
        ("drop view inventory_trace", "E-QUERY-DENIED", "", "select"),
        ("set threads = 1", "E-QUERY-DENIED", "", "--csv"),
        ("select * from read_csv('/etc/hosts')", "E-QUERY-DENIED", "第 1 行", "--csv"),
        ("select error('{not json')", "E-QUERY", "", "{not json"),
        ("select 'x'::integer", "E-QUERY", "第 1 行", "'x'"),
    ],
)
def test_an_error_says_in_chinese_and_english_where_and_what_to_do(
    sql: str, code: str, place: str, said: str, data: Path
) -> None:
    answer = query(data, sql)
    assert (answer.code, answer.out) == (1, "")
    assert re.match(f"{code} {place}", answer.err)
    assert said in answer.err
    assert "处理：" in answer.err
    english = query(data, sql, "--lang", "en")
    assert english.err.startswith(code)
    assert "What to do" in english.err
    assert "处理" not in english.err


def test_an_error_in_a_row_that_comes_late_is_told_and_leaves_no_file(data: Path, tmp_path: Path) -> None:
    late = f"select if(range > {3 * BLOCK}, error('late'), range) as n from range({5 * BLOCK})"
    answer = query(data, late, "--csv", tmp_path / "x.csv")
    assert (answer.code, answer.err[:8]) == (1, "E-QUERY ")
    assert list(tmp_path.iterdir()) == []


def test_a_file_holds_what_the_question_returns(data: Path, sample: BuiltRelease, tmp_path: Path) -> None:
    sql = "select year, part_code, coal_equivalent_tce, reason_zh from fuel_mix order by year, part_code"
    expected = sample.connection.execute(sql.replace("fuel_mix", "marts.fuel_mix")).fetchall()
    lines, book = tmp_path / "x.csv", tmp_path / "x.xlsx"
    assert query(data, sql, "--csv", lines).out == f"✓ {lines}：{len(expected)} 行\n"
    assert query(data, sql, "--xlsx", book, "--lang", "en").out == f"✓ {book}: {len(expected)} rows\n"
    head, *rows = csv.reader(io.StringIO(lines.read_text(encoding="utf-8-sig")))
    assert head == ["year", "part_code", "coal_equivalent_tce", "reason_zh"]
    assert rows == [[str(value) for value in row] for row in expected]
    found = list(openpyxl.load_workbook(book).active.iter_rows(min_row=2, values_only=True))
    assert found == [(year, part, float(tce), reason) for year, part, tce, reason in expected]
    assert query(data, sql, "--csv", "-").out.encode() == lines.read_bytes().removeprefix(b"\xef\xbb\xbf")


def test_more_digits_than_a_workbook_keeps_are_told(data: Path, tmp_path: Path) -> None:
    answer = query(data, "select 1234567890.123456789 as n", "--xlsx", tmp_path / "x.xlsx")
    assert "1 个数超过 15 位有效数字" in answer.out
    assert "--csv" in answer.out


@pytest.mark.parametrize("sql", ["export database '{}'", "copy (select 1) to '{}'", "copy (select 1) to '{}/x.csv'"])
def test_no_statement_writes_where_a_database_spills(sql: str, data: Path) -> None:
    """DuckDB allows it beside the database, where it makes the release one that does not verify."""
    before, database = state_of(data), database_of(current_release(data))
    answer = query(data, sql.format(database.with_name(f"{database.name}.tmp")))
    assert (answer.code, answer.err[:15]) == (1, "E-QUERY-DENIED ")
    assert state_of(data) == before


@pytest.mark.parametrize("option", ["--csv", "--xlsx"])
@pytest.mark.parametrize("name", ["register.csv", "CURRENT", "delivered/new.csv", "current/tables.xlsx"])
def test_no_answer_is_written_into_the_data_folder(
    name: str, option: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A register that a question wrote over is no register any more."""
    before = state_of(data)
    (tmp_path / "link").symlink_to(data)
    monkeypatch.chdir(data)
    for path in (data / name, tmp_path / "link" / name, name):
        answer = query(data, "select 1", option, path)
        assert (answer.code, answer.err[:15]) == (1, "E-QUERY-INSIDE ")
    assert state_of(data) == before


def test_csv_and_xlsx_together_are_wrong_use(data: Path, tmp_path: Path) -> None:
    assert query(data, "select 1", "--csv", "-", "--xlsx", tmp_path / "x.xlsx").code == 2
    assert list(tmp_path.iterdir()) == []


def test_an_answer_is_handed_on_before_the_last_row_is_known(data: Path) -> None:
    """A trillion rows fit into no memory."""
    come: list[int] = []
    with open_database(database_of(current_release(data))) as connection:
        answer = ask(connection, "select range from range(1_000_000_000_000)", come.append)
        assert answer is not None
        assert [len(next(answer.blocks)) for _ in range(3)] == [BLOCK] * 3
    assert come == [BLOCK, 2 * BLOCK, 3 * BLOCK]


def test_several_statements_answer_the_last(data: Path) -> None:
    assert query(data, "select 1 as a; select 2 as b", "--csv", "-").out.split() == ["b", "2"]

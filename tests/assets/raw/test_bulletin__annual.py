"""The bulletin as text: read sentence by sentence, held against yearbook and grid, and no part of the inventory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from assets.raw import load_printed_tables
from pipelines.deliveries.judgement import judge
from pipelines.deliveries.readers.serve import read_content
from pipelines.reading.regions import nearby
from schemas.problems import Refusal, Refusals
from tests.deliveries import GRID, INDUSTRY, YEARBOOK
from tests.lakes import Row, build_tables, rows_of
from tests.sample.bulletin import NAME, YEAR, bulletin

SPEC = load_printed_tables()["bulletin__annual"]
TEXT = bulletin()
COUNTY = nearby(frozenset({"511725"}))
FILES = [YEARBOOK, GRID, INDUSTRY]


def but(*changes: tuple[str, str], text: str = TEXT) -> str:
    """The bulletin with other words; each of them stands there once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def read(text: str, encoding: str = "utf-8", name: str = NAME) -> dict[str, Row]:
    """What is observed in a bulletin, by item without its first word."""
    tables = judge(read_content(text.encode(encoding), name), name, COUNTY)
    rows: list[Row] = tables[SPEC.name].observations.to_dict("records")
    return {row["item_code"].removeprefix("bulletin_"): row for row in rows}


def refused(text: str, name: str = NAME) -> list[tuple[str, str]]:
    """Why a bulletin is refused, with the cells."""
    with pytest.raises((Refusal, Refusals)) as problem:
        read(text, name=name)
    several = problem.value.refusals if isinstance(problem.value, Refusals) else (problem.value,)
    return [(refusal.code, refusal.place.cell) for refusal in several]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_each_sentence_is_a_figure_at_its_line_and_clause(encoding: str) -> None:
    figures = read(TEXT, encoding)
    assert {item: (row["printed_text"], row["unit_code"], row["cell"]) for item, row in figures.items()} == {
        "gdp": ("436.53", "100m_cny", "B9"),
        "gdp_growth": ("增长4.4", "pct", "D9"),
        "population_registered": ("124.37", "10k_person", "B12"),
        "population_resident": ("88.6", "10k_person", "D12"),
        "electricity_use": ("15.93", "100m_kwh", "A15"),
    }
    assert {(row["region_code"], row["period"], row["vintage"]) for row in figures.values()} == {
        ("511725", str(YEAR), "preliminary")
    }


def test_whatever_else_is_said_is_counted_and_passed_over() -> None:
    (count,) = judge(read_content(TEXT.encode(), NAME), NAME, COUNTY)[SPEC.name].checks
    below = TEXT.partition("\n")[2]
    clauses = [clause for clause in re.split("[，。；\n]", below) if clause.strip()]
    assert count.outcome == "passed"
    assert count.subject.startswith("reported 5，missing 0")
    assert f"skipped {len(clauses) - 5}，refused 0" in count.subject


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("比上年下降2.1%", "-2.1"),
        ("同比增长-2.1%", "-2.1"),
        ("负增长２．１％", "-2.1"),
        ("较上年增长 2.1 %", "2.1"),
        ("与上年持平", None),
    ],
)
def test_a_fall_is_below_zero_and_level_is_none(words: str, amount: str | None) -> None:
    row = read(but(("比上年增长4.4%", words)))["gdp_growth"]
    assert (row["amount"], row["cell"]) == (amount and Decimal(amount), "D9")
    assert row["value_status"] == ("reported" if amount else "zero_or_none")


@pytest.mark.parametrize("words", ["全年地区生产总值4,365,312万元", "2024年，全县地区生产总值（GDP）[1]达436.53亿元"])
def test_a_sentence_may_be_said_in_other_words(words: str) -> None:
    assert read(but(("全年地区生产总值436.53亿元", words)))["gdp"]["amount"] in (Decimal("4365312"), Decimal("436.53"))


def test_what_is_said_of_another_year_is_no_figure_of_this_one() -> None:
    assert f"{YEAR - 1}年全年地区生产总值" in TEXT
    assert read(TEXT)["gdp"]["printed_text"] == "436.53"


def test_a_sentence_twice_is_one_figure_unless_they_differ() -> None:
    again = TEXT + "全年地区生产总值{}亿元。\n"
    assert read(again.format("436.53"))["gdp"]["cell"] == "B9"
    assert refused(again.format("436.35")) == [("E-DUP-KEY", f"A{again.count(chr(10))}")]


def test_a_bulletin_without_its_gdp_is_refused() -> None:
    assert refused(but(("全年地区生产总值436.53亿元", "全年经济运行平稳"))) == [("E-LABEL-MISSING", "A1")]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("渠山县2024年", ("E-REGION", "A1")),
        ("渠县2023年", ("E-YEAR-MISMATCH", "A1")),  # the name of the file says another one
        ("渠县2024年2023年", ("E-TABLE-UNKNOWN", "")),
        ("渠县", ("E-TABLE-UNKNOWN", "")),
    ],
)
def test_a_title_that_is_not_right_is_refused(title: str, code: tuple[str, str]) -> None:
    assert code in refused(but(("渠县2024年国民", f"{title}国民")))


def test_another_county_in_the_name_of_the_file_is_refused() -> None:
    assert refused(TEXT, "大竹县2024年统计公报.txt") == [("E-REGION", "")]


def test_a_year_that_is_not_over_is_refused() -> None:
    assert refused(TEXT.replace("2024", "2099"), NAME.replace("2024", "2099")) == [("E-PERIOD", "")]


def test_a_table_saved_as_text_is_none_and_a_bulletin_as_table_neither() -> None:
    assert refused(GRID.read_bytes().decode("gb18030"), "电力_2024.txt") == [("E-TABLE-UNKNOWN", "")]
    assert refused(TEXT.replace(",", ""), NAME.replace(".txt", ".csv")) == [("E-TABLE-UNKNOWN", "")]


Built = duckdb.DuckDBPyConnection


def built(folder: Path, text: str | None) -> Built:
    files = list(FILES)
    if text is not None:
        files.append(folder / NAME)
        files[-1].write_text(text, encoding="utf-8")
    return build_tables(folder / "data", files, ["marts/check_results", "core/emissions"])


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The bulletin beside the yearbook and the grid's months; electricity is 1 % more, but for its rounding."""
    with built(tmp_path_factory.mktemp("right"), but(("15.93", "16.09"))) as connection:
        yield connection


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Two digits of GDP exchanged; growth, people and electricity are one more in the last place that is printed."""
    changes = (("436.53", "463.53"), ("增长4.4%", "增长４．５％"), ("88.6 ", "88.7 "), ("15.93", "16.10"))
    with built(tmp_path_factory.mktemp("wrong"), but(*changes)) as connection:
        yield connection


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    with built(tmp_path_factory.mktemp("without"), None) as connection:
        yield connection


def compared(connection: Built) -> dict[str, bool]:
    asked = "select check_code, is_within_limit from marts.cross_checks where check_code like 'bulletin_%'"
    return {row["check_code"].removeprefix("bulletin_"): row["is_within_limit"] for row in rows_of(connection, asked)}


def noted(connection: Built) -> dict[str, Row]:
    rows = rows_of(connection, "select * from marts.check_results where rule_code = 'I-BULLETIN' and outcome = 'noted'")
    return {row["cell"]: row for row in rows}


def test_figures_that_are_rounded_from_those_of_the_yearbook_and_the_grid_agree(right: Built) -> None:
    """88.6 is 88.63, and 16.09 not 1 % more than what twelve months of kWh add up to."""
    items = ("gdp", "gdp_growth", "population_registered", "population_resident", "electricity")
    assert compared(right) == dict.fromkeys(items, True)
    assert noted(right) == {}


def test_a_figure_beyond_its_rounding_is_noted_at_its_clause(wrong: Built) -> None:
    assert {item for item, is_within in compared(wrong).items() if not is_within} == {
        "gdp",
        "gdp_growth",
        "population_resident",
        "electricity",
    }
    found = noted(wrong)
    assert found.keys() == {"B9", "D9", "D12", "A15"}
    assert (found["B9"]["file_name"], found["B9"]["severity"]) == (NAME, "note")
    assert YEARBOOK.name in found["B9"]["message_zh"]
    assert "统计公报为 463.53 亿元，" in found["B9"]["message_zh"], "as it is printed"


@pytest.mark.parametrize("table", ["core.activities", "core.emissions", "core.deliveries"])
def test_nothing_of_the_bulletin_reaches_the_inventory(right: Built, without: Built, table: str) -> None:
    def rows(connection: Built) -> list[Row]:
        return rows_of(connection, f"select * from {table} order by all")

    assert rows(without)
    assert rows(right) == rows(without)


def test_a_figure_is_found_where_it_is_printed(right: Built) -> None:
    asked = "select row_path, column_path, printed_text from raw.bulletin__annual where cell = 'D9'"
    (raw,) = rows_of(right, asked)
    assert raw == {
        "row_path": "地区生产总值增长",
        "column_path": "全年地区生产总值436.53亿元，按可比价格计算，比上年增长4.4%",
        "printed_text": "增长4.4",
    }

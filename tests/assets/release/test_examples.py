"""Example questions: they read published tables alone, find something, and answer alike whenever they are asked."""

from decimal import Decimal
from pathlib import Path

import pytest

from assets.lists import FOLDERS
from assets.release import examples
from assets.release.examples import load_examples
from assets.statements import upstream_tables
from tests.conftest import BuiltRelease

NAMES = [example.name for example in load_examples()]


def test_there_are_questions_of_everyday() -> None:
    assert len(NAMES) >= 8


@pytest.mark.parametrize("example", load_examples(), ids=NAMES)
def test_a_question_reads_published_tables_and_is_asked_in_two_languages(example: examples.Example) -> None:
    read = {table.split(".")[0] for table in upstream_tables(example.sql)}
    assert "marts" in read
    assert read <= {"marts", *FOLDERS}
    assert any("一" <= character <= "鿿" for character in example.title_zh)
    assert example.title_en.isascii()


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_an_answer_that_is_always_the_same(name: str, sample_2025: BuiltRelease) -> None:
    (comment,) = sample_2025.rows("select comment from duckdb_views() where view_name = $name", name=name)
    (example,) = (example for example in load_examples() if example.name == name)
    assert comment["comment"] == f"{example.title_zh} | {example.title_en}"
    if name == "largest_sources":  # walks all lineage of a year; its order is that of its whole rows
        assert len(sample_2025.rows(f"from examples.{name} limit 1")) == 1
        return
    answer = sample_2025.rows(f"from examples.{name}")
    assert answer
    assert sample_2025.rows(f"from examples.{name}") == answer


def test_answers_are_those_of_the_tables(sample_2025: BuiltRelease) -> None:
    """By hand from the marts: shares of the parts, the total of another basis, a missed target."""
    (mix,) = sample_2025.rows("from examples.fuel_mix_by_year where year = 2024")
    parts = [mix[name] or 0 for name in ("coal_pct", "oil_pct", "gas_pct", "other_pct", "non_fossil_pct")]
    assert abs(sum(parts) + mix["net_inflow_pct"] - 100) <= Decimal("0.3")
    assert (
        sample_2025.rows("from examples.bases_compared where basis_id = official_basis_id and difference_pct != 0")
        == []
    )
    behind = sample_2025.rows("select distinct title_zh, verdict_zh from examples.targets_behind order by all")
    assert {"title_zh": "森林蓄积量2025年", "verdict_zh": "未完成"} in behind
    (coal,) = sample_2025.rows("from examples.coal_share where year = 2024")
    assert (str(coal["share_pct"]), str(coal["share_by_heat_pct"])) == ("84.7", "75.5")


def test_a_question_without_its_titles_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sql"
    path.write_text("-- title_zh: 什么？\nselect 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="title_en"):
        examples._load(path)

"""What the report tells of targets: the clause, what is there, how far, and the readings that disagree."""

from decimal import Decimal
from typing import Any

import pytest

from assets.release import figures, report
from assets.release.report import targets
from schemas.contract import load_contract
from tests.assets.release.conftest import OFFICIAL, insert

TARGET = {
    "basis_id": OFFICIAL,
    "region_code": "511725",
    "target_id": "co2",
    "year": 2024,
    "value_year": 2024,
    "line_number": 1,
    "role": "goal",
    "kind": "change",
    "title_zh": "单位GDP二氧化碳排放",
    "target_year": 2025,
    "unit_zh": "%",
    "threshold": Decimal("-19.5"),
    "error_key": "NE",
    "required_key": "NE",
    "achieved_key": "NE",
    "announced_key": "NE",
}
CLAUSE = "单位GDP二氧化碳排放相比2020年末降低19.5%以上"


def add(engine: Any, *rows: dict[str, Any]) -> None:
    insert(engine, "marts.target_status", [TARGET | row for row in rows])
    insert(engine, "core.target_clauses", [{"target_id": "co2", "clause_number": 1, "clause_zh": CLAUSE}])


def reading(name: str, value: str | None, verdict: str, computed: str = "", **more: object) -> dict[str, Any]:
    is_known = value is not None
    return {
        "reading_id": name,
        "reading_zh": f"读法{name}",
        "value": Decimal(value) if value is not None else None,
        "value_key": "" if is_known else "NE",
        "distance": Decimal("-19.5") - Decimal(value) if value is not None else None,
        "distance_key": "" if is_known else "NE",
        "verdict": verdict,
        "computed_verdict": computed or verdict,
        **more,
    }


def told(engine: Any) -> dict[str, Any]:
    (region,) = figures.reported_regions(engine)
    (target,) = targets.targets(engine, region, 2024)
    return target


def test_a_target_is_told_with_its_clause_its_value_and_its_verdict(full: Any, read_page: Any) -> None:
    add(full, reading("a", "-21.25", "on_track", is_headline=True))
    target = told(full)
    assert (target["asked_zh"], target["value_zh"], target["distance_zh"]) == ("−19.5%", "−21.25%", "+1.75 百分点")
    page = read_page(report.render(full)).text
    assert CLAUSE in page
    assert "进度符合 1 项" in page


def test_readings_with_another_verdict_are_named_and_counted(full: Any) -> None:
    others = [reading(name, "-18", "at_risk") for name in ("b", "c", "d")]
    add(full, reading("a", "-21", "on_track", is_headline=True, is_sensitive=True), *others)
    assert told(full)["differing"] == [("有风险", "读法b；读法c等3种读法")]


def test_of_a_verdict_that_is_held_back_those_disagree_whose_figures_give_another_one(full: Any) -> None:
    held = reading("a", "-21", "not_yet_decidable", computed="on_track", is_headline=True, is_sensitive=True)
    add(full, held, reading("b", "-22", "not_yet_decidable", computed="on_track"), reading("c", "-18", "at_risk"))
    assert told(full)["differing"] == [("有风险", "读法c")]


def test_readings_of_another_target_and_those_not_yet_measured_do_not_disagree(full: Any) -> None:
    add(
        full,
        reading("a", "-21", "on_track", is_headline=True, is_sensitive=True),
        reading("b", "-18", "at_risk"),
        reading("c", "-18", "at_risk"),
        reading("d", None, "not_yet_measurable"),
        reading("e", "-18", "missed", target_id="other"),
    )
    target = told(full)
    assert target["differing"] == [("有风险", "读法b；读法c")]
    assert target["computed_zh"] == ""  # nothing is held back


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"kind": "level", "unit_zh": "吨标准煤"}, ("85 万吨标准煤", "80.00 万吨标准煤", "+5.00 万吨标准煤")),
        ({"kind": "level", "unit_zh": "吨/万元"}, ("850,000 吨/万元", "800,000 吨/万元", "+50,000 吨/万元")),
        ({"kind": "change", "unit_zh": "吨"}, ("+85 万吨", "+80.00 万吨", "+5.00 万吨")),
        ({"kind": "trend", "unit_zh": "吨"}, ("", "+80.00 万吨", "+5.00 万吨")),
        ({"kind": "level", "unit_zh": ""}, ("850,000", "800,000", "+50,000")),
    ],
)
def test_amounts_of_a_target_are_read_in_wan_and_changes_have_a_sign(
    full: Any, about: dict[str, Any], said: tuple[str, str, str]
) -> None:
    amounts = {"value": Decimal(800_000), "threshold": Decimal(850_000), "distance": Decimal(50_000)}
    add(full, reading("a", "0", "on_track", is_headline=True) | amounts | about)
    target = told(full)
    assert (target["asked_zh"], target["value_zh"], target["distance_zh"]) == said


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("二、主要目标 › （八）能源 › 2.煤炭", "二（八）2"),
        ("二、主要目标", "二"),
        ("附件 › （三）指标", "（三）"),
        ("二、主要目标 › 专栏", "专栏"),
    ],
)
def test_clauses_stand_in_their_order_with_the_numbers_of_their_headings(full: Any, place: str, said: str) -> None:
    add(full, reading("a", "-18", "missed", is_headline=True))
    full.execute("update core.target_clauses set place_zh = $1", [place])
    more = {"target_id": "co2", "clause_number": 0, "clause_zh": "总则", "place_zh": place}
    insert(full, "core.target_clauses", [more])
    target = told(full)
    assert target["clauses"] == ["总则", CLAUSE]
    assert target["places"] == [said]


def test_a_verdict_that_is_held_back_says_what_the_figures_would_give(full: Any) -> None:
    add(full, reading("a", "-21", "not_yet_decidable", "on_track", is_headline=True, reason_zh="基年缺少净调入电力"))
    target = told(full)
    assert (target["verdict_zh"], target["computed_zh"]) == ("尚不能判定", "进度符合")


def test_a_target_without_a_figure_shows_its_key_and_who_has_it(full: Any, read_page: Any) -> None:
    add(full, reading("a", None, "not_yet_measurable", is_headline=True, reason_zh="缺少数值（市政府）"))
    assert told(full)["value_zh"] == "NE"
    assert "缺少数值（市政府）" in read_page(report.render(full)).text


def test_what_was_announced_stands_beside_our_verdict(full: Any, read_page: Any) -> None:
    add(
        full,
        reading("a", "-18", "missed", is_headline=True, announced_verdict="met", announced_key="", announced_by="公报"),
    )
    assert "已公布：完成（公报）" in read_page(report.render(full)).text


def test_the_rows_of_these_tests_satisfy_the_contract(full: Any) -> None:
    add(full, reading("a", "-18", "missed", is_headline=True), reading("b", None, "not_yet_measurable"))
    contract = load_contract("marts", "target_status")
    assert full.execute(contract.violations_sql("marts.target_status")).fetchall() == []

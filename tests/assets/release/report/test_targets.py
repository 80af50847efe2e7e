"""What the report tells of targets: the clause, what is there, how far, and the readings that disagree."""

from decimal import Decimal
from typing import Any

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

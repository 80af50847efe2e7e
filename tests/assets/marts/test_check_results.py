"""A row of the check results is one place that a rule found; what is held stays held until that value is confirmed."""

import pytest

from assets.marts.check_results import build
from assets.needs import Confirmation
from pipelines.deliveries.register.answers import assumption, vouched
from pipelines.reading import Answer
from schemas.check_result import ANSWERED, CheckResult, check_result, found_in, place_id

PLACE = {"file": "供气量.xlsx", "sheet": "供气量", "cell": "D17", "year": 2024, "found": 7, "expected": "1—2"}
D17, D18 = (found_in(PLACE | other, "说", "said") for other in ({}, {"cell": "D18", "found": 9}))


def stamp(severity: str, *found: object) -> CheckResult:
    return check_result("core.observations", "H-BAND", "比值", severity, 40, found)  # type: ignore[arg-type]


def test_a_rule_that_found_nothing_is_one_row_that_passed() -> None:
    (row,) = build([stamp("hold")], {})
    assert (row["outcome"], row["place_number"], row["rows_checked"], row["rows_failed"]) == ("passed", 0, 40, 0)
    assert (row["place_id"], row["cell"], row["found_year"]) == ("", "", None)


def test_each_place_is_a_row_with_file_sheet_cell_year_value_and_limit() -> None:
    rows = build([stamp("hold", D17, D18)], {})
    assert [(row["place_number"], row["cell"], row["value_text"]) for row in rows] == [(1, "D17", "7"), (2, "D18", "9")]
    assert {(row["file_name"], row["sheet"], row["found_year"], row["limit_text"]) for row in rows} == {
        ("供气量.xlsx", "供气量", 2024, "1—2")
    }
    assert [row["outcome"] for row in rows] == ["held", "held"]


def test_who_confirms_one_place_confirms_no_other() -> None:
    said = {place_id("H-BAND", D17): Confirmation("王敏", "新建电厂")}
    rows = build([stamp("hold", D17, D18)], said)
    assert [row["outcome"] for row in rows] == ["confirmed", "held"]
    assert (rows[0]["confirmed_by"], rows[0]["confirmed_reason"]) == ("王敏", "新建电厂")
    assert (rows[1]["confirmed_by"], rows[1]["confirmed_reason"]) == ("", "")


@pytest.mark.parametrize(
    "other",
    [{"value_text": "8"}, {"cell": "E17"}, {"sheet": "2"}, {"file_name": "别的.xlsx"}, {"label": "别的"}],
    ids=str,
)
def test_another_value_or_another_cell_has_to_be_confirmed_anew(other: dict[str, str]) -> None:
    said = {place_id("H-BAND", D17): Confirmation("王敏", "新建电厂")}
    (row,) = build([stamp("hold", D17 | other)], said)
    assert row["outcome"] == "held"
    assert place_id("H-GDP", D17) not in said


def test_a_label_that_was_answered_is_an_assumption_of_who_answered_it() -> None:
    answer = Answer("gas__supply", "column", "民用", "居民生活", 2026, "王敏", "改名")
    said = check_result("staged.gas__supply", ANSWERED, "解答", "note", 20, [assumption(answer)])
    (row,) = build([said], vouched({"gas__supply": (answer,)}))
    assert (row["outcome"], row["confirmed_by"], row["confirmed_reason"]) == ("assumed", "王敏", "改名")
    assert (row["label"], row["value_text"], row["limit_text"]) == ("天然气分类供气量 › 列“民用”", "居民生活", "2026")
    assert str(row["message_zh"]).startswith(f"{ANSWERED} “民用”按本单位的解答读作“居民生活”，管到 2026 年的数据。")


def test_a_note_asks_nobody() -> None:
    (row,) = build([stamp("note", D17)], {place_id("H-BAND", D17): Confirmation("王敏", "多余")})
    assert (row["outcome"], row["confirmed_by"]) == ("noted", "")

"""The command that asks departments: where it writes, of whom and by when."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.commands import ask


def test_forms_and_the_list_lie_in_the_folder_of_the_year(tmp_path: Path) -> None:
    answer = ask("request", "--year", 2025, "--region", "511725", "--data", tmp_path)
    assert (answer.code, answer.err) == (0, "")
    folder = tmp_path / "requests" / "2025"
    # the diet is a survey, of which nobody knows without a release
    assert len(list(folder.glob("渠县温室气体清单报送表_*_2025.xlsx"))) == 20
    rows = openpyxl.load_workbook(folder / "催报清单.xlsx").active.iter_rows(min_row=5, values_only=True)
    owed = {row[0]: row[4] for row in rows}
    assert owed["县公安局"] == "2026-10-31"  # 15 days before 15 November
    assert all(department in answer.out for department in owed)


def test_another_folder_and_another_day_may_be_named(tmp_path: Path) -> None:
    out, data = tmp_path / "out", tmp_path / "data"
    named = ("--due", "2026-06-30", "--out", out)
    assert ask("request", "--year", 2025, "--region", "511725", "--data", data, *named).code == 0
    sheet = openpyxl.load_workbook(out / "渠县温室气体清单报送表_县公安局_2025.xlsx").active
    assert "2026-06-30" in sheet["A3"].value
    assert (data / "requests.csv").exists()


@pytest.mark.parametrize(
    "typed", [["--due", "30.6.2026", "--region", "511725"], ["--region", "999999"], []], ids=["day", "region", "none"]
)
def test_a_day_or_region_that_is_none_is_wrong_use(typed: list[str], tmp_path: Path) -> None:
    answer = ask("request", "--year", 2025, *typed, "--data", tmp_path)
    assert answer.code == 2
    assert "E-USE" in answer.err
    assert not (tmp_path / "requests").exists()


def test_a_year_that_has_not_begun_is_not_asked_for(tmp_path: Path) -> None:
    this = date.today().year  # noqa: DTZ011 - as the command reads it
    answer = ask("request", "--year", this + 1, "--region", "511725", "--data", tmp_path)
    assert (answer.code, answer.err[:5], str(this) in answer.err) == (2, "E-USE", True)
    assert not (tmp_path / "requests").exists()
    assert ask("request", "--year", this, "--region", "511725", "--data", tmp_path).code == 0

"""The command that asks departments: where it writes, of whom and by when."""

from pathlib import Path

import openpyxl
import pytest

from pipelines.cli import main


def test_forms_and_the_list_lie_in_the_folder_of_the_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["request", "--year", "2025", "--region", "511725", "--data", str(tmp_path)])
    folder = tmp_path / "requests" / "2025"
    forms = sorted(path.name for path in folder.glob("渠县温室气体清单报送表_*_2025.xlsx"))
    assert len(forms) == 18  # without a release nobody knows of surveys
    rows = openpyxl.load_workbook(folder / "催报清单.xlsx").active.iter_rows(min_row=5, values_only=True)
    owed = {row[0]: row[4] for row in rows}
    assert owed["县公安局"] == "2026-10-31"  # 15 days before 15 November
    said = capsys.readouterr().out
    assert all(department in said for department in owed)


def test_another_folder_and_another_day_may_be_named(tmp_path: Path) -> None:
    out = tmp_path / "out"
    typed = ["--due", "2026-06-30", "--out", str(out), "--data", str(tmp_path / "data"), "--region", "511725"]
    main(["request", "--year", "2025", *typed])
    sheet = openpyxl.load_workbook(out / "渠县温室气体清单报送表_县公安局_2025.xlsx").active
    assert "2026-06-30" in sheet["A3"].value
    assert (tmp_path / "data" / "requests.csv").exists()


@pytest.mark.parametrize(
    "typed", [["--due", "30.6.2026", "--region", "511725"], ["--region", "999999"], []], ids=["day", "region", "none"]
)
def test_a_day_or_region_that_is_none_is_wrong_use(
    typed: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["request", "--year", "2025", *typed, "--data", str(tmp_path / "data")])
    assert end.value.code == 2
    assert "E-USE" in capsys.readouterr().err
    assert not (tmp_path / "data" / "requests").exists()

"""Files that are tried beside the data in force: what a run would ask, and that nothing of it stays."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipelines.deliveries.requests.asking import ask as write_forms
from pipelines.lake.lock import hold_lock
from pipelines.proof.moved import CODE, Changes, Moved
from pipelines.rehearsal import Rehearsed
from tests.commands import ask
from tests.deliveries import GAS, REVISED_GAS, state_of, with_cells
from tests.pipelines.deliveries.requests.filled import fill


def test_a_figure_four_times_the_year_before_would_be_held_and_nothing_is_registered(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a published total that would move is told and asked for, and the copy has all of it at the cells."""
    monkeypatch.setattr("pipelines.rehearsal.compare", lambda before, after: Changes([], [TOTAL]))
    before = state_of(town)
    wrong = with_cells(GAS, tmp_path / "wrong", "供气量", {"F23": 3237.6, "B23": 16189.03})
    answer = ask("check", wrong, "--data", town)
    held, moved = [line for line in answer.out.split("\n") if line.startswith("⏸")]
    assert (answer.code, answer.err.strip()) == (1, "")
    assert CODE in moved
    assert "天然气 2024 为 32376000，上一个年份为 8094000" in held
    assert f"《{GAS.name}》" in held
    assert "2 处存疑" in answer.out
    assert "检查通过" not in answer.out
    (told,) = [line for line in answer.out.split("\n") if line.startswith("⚠")]
    assert told == "⚠ 渠县 2023 总排放 200.00 → 100.00万吨 (−50.0%)"
    assert state_of(town) == before
    book = openpyxl.load_workbook(wrong.with_name(f"{wrong.stem}.检查.xlsx"))
    assert book["供气量"]["F23"].comment.text.startswith("存疑 H-STEP")
    assert {row[2].value for row in book.worksheets[0].iter_rows(min_row=5)} == {"H-STEP", CODE, "I-SUPERSEDES"}


def test_a_form_that_was_sent_passes_and_one_that_was_not_is_told_so(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.rehearsal._run", lambda *asked: [])  # what is asked before anything is built
    with hold_lock(town):
        forms = write_forms(town, "511725", 2024, "2025-10-31", tmp_path / "forms")
    (name,) = [name for name in forms.files if "天然气公司" in name]
    fill(forms.folder / name, tmp_path / name)
    assert ask("check", tmp_path / name, "--data", town).code == 0
    (town / "requests.csv").unlink()
    answer = ask("check", tmp_path / name, "--data", town)
    assert (answer.code, "E-FORM-UNASKED" in answer.out + answer.err) == (1, True)


TOTAL = Moved("511725", "total", 2023, "", "", "", Decimal(2_000_000), Decimal(1_000_000), "", "", True)


def test_a_revision_that_nothing_speaks_against_passes(town: Path, tmp_path: Path) -> None:
    before = state_of(town)
    revised = with_cells(GAS, tmp_path / "revised", "供气量", REVISED_GAS)
    answer = ask("check", revised, "--data", town)
    assert (answer.code, answer.err.strip(), "⏸" in answer.out) == (0, "", False)
    assert "  Δ 渠县 2024 天然气供应量 工业 天然气: 4831.69 万立方米" in answer.out
    assert answer.out.endswith("检查通过\n")
    assert state_of(town) == before


def test_what_would_be_held_is_told_in_english_and_a_moved_total_is_no_reason_to_refuse(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {"outcome": "held", "place_id": "0123456789ab", "message_zh": "存疑", "message_en": "in doubt"}
    held |= {"rule_code": "H-STEP", "file_name": "", "sheet": "", "cell": ""}
    moved = Changes([], [TOTAL._replace(is_beyond=False)])
    monkeypatch.chdir(tmp_path)
    for rehearsed, code in ((Rehearsed([], [], [held], moved), 1), (Rehearsed([], [], [], moved), 0)):
        monkeypatch.setattr("pipelines.rehearsal.rehearse", lambda *asked, said=rehearsed: said)
        answer = ask("check", GAS, "--data", town, "--lang", "en", "--out", tmp_path)
        assert answer.code == code
        assert ("⏸ 0123456789ab in doubt" in answer.out) == bool(code)
        assert ("would have to be corrected or confirmed" in answer.out) == bool(code)
        assert "(−50.0%)" in answer.out


def test_what_is_in_force_already_is_told_and_not_tried(town: Path, tmp_path: Path) -> None:
    answer = ask("check", GAS, "--data", town, "--out", tmp_path)
    assert (answer.code, "I-SAME-FILE" in answer.out) == (0, True)

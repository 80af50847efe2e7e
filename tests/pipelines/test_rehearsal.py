"""Files that are tried beside the data in force: what a run would ask, and that nothing of it stays."""

from pathlib import Path

import pytest

from pipelines.proof.moved import published_totals
from tests.commands import ask
from tests.deliveries import GAS, REVISED_GAS, SAMPLE, state_of, with_cells

SURVEY = SAMPLE / "渠县公共机构能源消费.xlsx"


def test_a_figure_four_times_the_year_before_would_be_held_and_nothing_is_registered(
    folder: Path, tmp_path: Path
) -> None:
    before = state_of(folder)
    wrong = with_cells(SURVEY, tmp_path / "wrong", "公共机构能源", {"E23": 250})
    answer = ask("check", wrong, "--data", folder)
    (held,) = [line for line in answer.out.split("\n") if line.startswith("⏸")]
    assert (answer.code, answer.err.strip()) == (1, "")
    assert "柴油 2024 为 250，上一个年份为 63" in held
    assert f"《{SURVEY.name}》" in held
    assert "1 处存疑" in answer.out
    assert "检查通过" not in answer.out
    assert state_of(folder) == before
    assert "would have to be corrected or confirmed" in ask("check", wrong, "--data", folder, "--lang", "en").out


def test_a_revision_that_nothing_speaks_against_passes(folder: Path, tmp_path: Path) -> None:
    before = state_of(folder)
    revised = with_cells(GAS, tmp_path / "revised", "供气量", REVISED_GAS)
    answer = ask("check", revised, "--data", folder)
    assert (answer.code, answer.err.strip(), "⏸" in answer.out, "⚠" in answer.out) == (0, "", False, False)
    assert answer.out.endswith("检查通过\n")
    assert state_of(folder) == before


def test_a_published_total_that_would_move_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = {key: tonnes * 2 for key, tonnes in published_totals(folder).items() if key[2] == 2023}
    monkeypatch.setattr("pipelines.rehearsal.published_totals", lambda data_dir: published)
    revised = with_cells(GAS, tmp_path / "revised", "供气量", REVISED_GAS)
    answer = ask("check", revised, "--data", folder)
    (told,) = [line for line in answer.out.split("\n") if line.startswith("⚠")]
    assert told.startswith("⚠ 2023年渠县总排放由当前发布的 ")
    assert "（−50.0%）" in told
    assert answer.code == 0, "it is told, and no reason to refuse"


def test_what_is_in_force_already_is_told_and_not_tried(folder: Path) -> None:
    answer = ask("check", GAS, "--data", folder)
    assert (answer.code, "I-SAME-FILE" in answer.out) == (0, True)

"""Files that are tried beside the data in force: what a run would ask, and that nothing of it stays."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.proof.moved import Moved, published_totals
from pipelines.rehearsal import Rehearsed
from tests.commands import ask
from tests.deliveries import GAS, REVISED_GAS, state_of, with_cells


def test_a_figure_four_times_the_year_before_would_be_held_and_nothing_is_registered(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a published total that would move is told."""
    published = {key: tonnes * 2 for key, tonnes in published_totals(town).items() if key[2] == 2023}
    monkeypatch.setattr("pipelines.rehearsal.published_totals", lambda data_dir: published)
    before = state_of(town)
    wrong = with_cells(GAS, tmp_path / "wrong", "供气量", {"F23": 3237.6, "B23": 16189.03})
    answer = ask("check", wrong, "--data", town)
    (held,) = [line for line in answer.out.split("\n") if line.startswith("⏸")]
    assert (answer.code, answer.err.strip()) == (1, "")
    assert "天然气 2024 为 32376000，上一个年份为 8094000" in held
    assert f"《{GAS.name}》" in held
    assert "1 处存疑" in answer.out
    assert "检查通过" not in answer.out
    (told,) = [line for line in answer.out.split("\n") if line.startswith("⚠")]
    assert told.startswith("⚠ 2023年渠县总排放由当前发布的 ")
    assert "（−50.0%）" in told
    assert state_of(town) == before


def test_a_revision_that_nothing_speaks_against_passes(town: Path, tmp_path: Path) -> None:
    before = state_of(town)
    revised = with_cells(GAS, tmp_path / "revised", "供气量", REVISED_GAS)
    answer = ask("check", revised, "--data", town)
    assert (answer.code, answer.err.strip(), "⏸" in answer.out, "⚠" in answer.out) == (0, "", False, False)
    assert answer.out.endswith("检查通过\n")
    assert state_of(town) == before


def test_what_would_be_held_is_told_in_english_and_a_moved_total_is_no_reason_to_refuse(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {"outcome": "held", "place_id": "0123456789ab", "message_zh": "存疑", "message_en": "in doubt"}
    moved = Moved("511725", 2023, Decimal(2_000_000), Decimal(1_000_000))
    for rehearsed, code in ((Rehearsed([], [held], [moved]), 1), (Rehearsed([], [], [moved]), 0)):
        monkeypatch.setattr("pipelines.rehearsal.rehearse", lambda *asked, said=rehearsed: said)
        answer = ask("check", GAS, "--data", town, "--lang", "en")
        assert answer.code == code
        assert ("⏸ 0123456789ab in doubt" in answer.out) == bool(code)
        assert ("would have to be corrected or confirmed" in answer.out) == bool(code)
        assert "(−50.0%)" in answer.out


def test_what_is_in_force_already_is_told_and_not_tried(town: Path) -> None:
    answer = ask("check", GAS, "--data", town)
    assert (answer.code, "I-SAME-FILE" in answer.out) == (0, True)

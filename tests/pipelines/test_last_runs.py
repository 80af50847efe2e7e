"""How the last run of each kind ended, and whether the yearly one is overdue."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipelines.last_runs import CHINA, FILE_NAME, KEPT, LastRun, failures, last_runs, note_end, overdue_since
from schemas.problems import Place, Refusal, Refusals

BROKEN = Refusal("E-ZIP-BROKEN", Place("半截.xlsx"))
NOON = datetime(2026, 11, 15, 12, tzinfo=CHINA)


def test_a_failure_is_told_until_a_run_of_its_kind_ends_well(tmp_path: Path) -> None:
    note_end(tmp_path, "register", BROKEN)
    note_end(tmp_path, "run")
    (failed,) = failures(tmp_path)
    assert (failed.kind, failed.how, failed.said) == ("register", "refused", (BROKEN.render(),))
    note_end(tmp_path, "register")
    assert failures(tmp_path) == []
    assert {run.kind for run in last_runs(tmp_path)} == {"register", "run"}


@pytest.mark.parametrize(
    ("error", "how", "said"),
    [
        (BROKEN, "refused", (BROKEN.render(),)),
        (Refusals([BROKEN] * 2), "refused", (BROKEN.render(),) * 2),
        (KeyError("列\n\x1b[2J"), "crashed", ("KeyError: '列\\n\\x1b[2J'",)),
        (KeyboardInterrupt(), "interrupted", ()),
    ],
    ids=["refusal", "refusals", "crash", "interrupted"],
)
def test_it_says_how_a_run_ended(error: BaseException, how: str, said: tuple[str, ...], tmp_path: Path) -> None:
    note_end(tmp_path, "run", error)
    (failed,) = failures(tmp_path)
    assert (failed.how, failed.said, failed.unsaid) == (how, said, 0)


def test_of_a_thousand_refusals_some_are_kept_and_the_others_counted(tmp_path: Path) -> None:
    note_end(tmp_path, "register", Refusals([BROKEN] * 1000))
    (failed,) = failures(tmp_path)
    assert (len(failed.said), failed.unsaid) == (KEPT, 1000 - KEPT)


def test_no_data_folder_is_made_for_it(tmp_path: Path) -> None:
    note_end(tmp_path / "none", "run", BROKEN)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"kind": "run"}]', '[{"said": []}]', "null", '"run"'])
def test_a_damaged_record_is_none(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(text)
    assert last_runs(tmp_path) == []
    note_end(tmp_path, "run", BROKEN)
    assert len(failures(tmp_path)) == 1


def test_a_record_that_cannot_be_written_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    note_end(tmp_path, "run", BROKEN)


@pytest.mark.parametrize(
    ("ended", "now", "is_overdue"),
    [
        ([], NOON, True),
        (["2026-11-15 08:59"], NOON, True),
        (["2026-11-15 09:00"], NOON, False),
        (["2025-11-16 10:00"], NOON - timedelta(hours=4), False),
        (["2025-11-14 10:00"], NOON - timedelta(hours=4), True),
        (["2025-11-16 10:00"], NOON, True),
    ],
    ids=["never", "a minute before", "on time", "not due yet this year", "missed last year", "missed this year"],
)
def test_the_yearly_run_is_overdue_when_its_day_has_passed_without_a_run(
    ended: list[str], now: datetime, is_overdue: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = [LastRun("run", when, "done") for when in ended]
    monkeypatch.setattr("pipelines.last_runs.last_runs", lambda data_dir: runs)
    due = overdue_since(tmp_path, now)
    assert (due is not None) == is_overdue
    assert due is None or (due <= now and (due.month, due.day, due.hour) == (11, 15, 9))


def test_only_a_run_counts_as_the_yearly_run_but_a_refused_one_does(
    tmp_path: Path,
) -> None:
    note_end(tmp_path, "register")
    assert overdue_since(tmp_path, datetime.now(CHINA)) is not None
    note_end(tmp_path, "run", BROKEN)
    assert overdue_since(tmp_path, datetime.now(CHINA)) is None, "that it failed is told by itself"

"""Which data folder a program opens: one of its own format, or of an earlier one for which nothing changed."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipelines.deliveries import journal
from pipelines.lake import format as module
from pipelines.lake.format import FORMAT, format_of, migrate, require_format
from pipelines.lake.lock import hold_lock
from pipelines.lake.migrations import register_of_events
from schemas.problems import Refusal
from tests.commands import ask
from tests.deliveries import GAS


def said(data_dir: Path, text: str) -> Path:
    (data_dir / "FORMAT").write_text(text)
    return data_dir


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], bool]:
    """A made-up format after today's, in which `old` is called `new`."""

    def is_needed(data_dir: Path) -> bool:
        return (data_dir / "old").exists()

    step = SimpleNamespace(is_needed=is_needed, migrate=lambda data_dir: (data_dir / "old").rename(data_dir / "new"))
    monkeypatch.setattr(module, "MIGRATIONS", module.MIGRATIONS | {FORMAT + 1: step})
    monkeypatch.setattr(module, "FORMAT", FORMAT + 1)
    return is_needed


def test_a_new_folder_says_its_format(tmp_path: Path) -> None:
    with hold_lock(tmp_path / "data"):
        assert (tmp_path / "data" / "FORMAT").read_text() == f"{FORMAT}\n"


def test_a_folder_that_says_nothing_is_of_the_first_and_opens_if_nothing_changed_for_it(tmp_path: Path) -> None:
    assert format_of(tmp_path) == 1
    require_format(tmp_path)
    with hold_lock(tmp_path):
        assert format_of(tmp_path) == FORMAT


def test_one_of_the_version_before_opens_if_nothing_changed_for_it(
    renamed: Callable[[Path], bool], tmp_path: Path
) -> None:
    with hold_lock(said(tmp_path, f"{FORMAT}\n")):
        assert format_of(tmp_path) == FORMAT + 1


def test_one_of_the_version_before_is_refused_until_it_is_migrated(
    renamed: Callable[[Path], bool], tmp_path: Path
) -> None:
    (said(tmp_path, f"{FORMAT}\n") / "old").write_text("")
    with pytest.raises(Refusal) as refused, hold_lock(tmp_path):
        raise AssertionError("it was opened")
    assert (refused.value.code, refused.value.place.file) == ("E-FORMAT", str(tmp_path))
    assert "qingdan migrate" in refused.value.render()
    assert "qingdan migrate" in refused.value.render("en")
    assert (tmp_path / "FORMAT").read_text() == f"{FORMAT}\n"
    assert migrate(tmp_path) == (FORMAT, FORMAT + 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "FORMAT", "new"]
    assert migrate(tmp_path) == (FORMAT + 1, FORMAT + 1)
    with hold_lock(tmp_path):
        pass


@pytest.mark.parametrize("text", [f"{FORMAT + 1}\n", "99", "", "0", "two", "２"])
def test_one_of_a_later_program_is_refused_and_left_alone(text: str, tmp_path: Path) -> None:
    said(tmp_path, text)
    for opened in (require_format, migrate, journal.read_journal):
        with pytest.raises(Refusal) as refused:
            opened(tmp_path)
        assert refused.value.code == "E-FORMAT-NEWER"
    for command in (("run",), ("register", GAS), ("register", "--rebuild"), ("verify",), ("check", GAS), ("migrate",)):
        answer = ask(*command, "--data", tmp_path)
        assert (answer.code, answer.err.split()[0]) == (1, "E-FORMAT-NEWER"), command
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == ["FORMAT"]
    assert (tmp_path / "FORMAT").read_text() == text


def test_who_changes_the_columns_of_the_register_leads_to_a_new_format() -> None:
    """A register with other columns would be refused as damaged: an earlier folder has to be migrated."""
    assert max(module.MIGRATIONS) == 2
    assert journal.Event.columns == register_of_events.COLUMNS


def test_all_folders_of_a_data_folder_are_migrated(tmp_path: Path) -> None:
    for name in ("blocks/51", "national"):
        (tmp_path / name).mkdir(parents=True)
    answer = ask("migrate", "--data", tmp_path)
    assert answer.code == 0, answer.err
    folders = (tmp_path, tmp_path / "blocks" / "51", tmp_path / "national")
    assert answer.out.splitlines()[:3] == [f"✓ {folder}：格式 1 → {FORMAT}" for folder in folders]
    assert [format_of(folder) for folder in folders] == [FORMAT] * 3


def test_what_is_not_there_is_not_migrated(tmp_path: Path) -> None:
    answer = ask("migrate", "--data", tmp_path / "nowhere")
    assert (answer.code, answer.err.split()[0]) == (1, "E-MISSING-FILE")
    assert not (tmp_path / "nowhere").exists()

"""A run that would find everything as it was left need not look: whatever it looks at must be in the comparison."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines import last_runs, rest
from pipelines.execute import execute
from pipelines.lake.lock import hold_lock
from pipelines.last_runs import note_end
from pipelines.rest import is_at_rest, keep_rest
from pipelines.settings import Settings, read_environment
from pipelines.year_page import keep_page
from schemas.problems import Notice, Place
from tests.conftest import BuiltRelease
from tests.deliveries import ROOT, state_of

RELEASE, OTHER = "a" * 64, "b" * 64
HEAVY = {"dagster", "numpy", "pandas", "pandera", "pyarrow", "sqlglot"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder as a run leaves it, with an inbox."""
    data_dir, inbox = tmp_path / "data", tmp_path / "inbox"
    for name in ("lake/core/bases.parquet", "delivered/d1", "read/d1.json", "current/report.html", "register.csv"):
        write(data_dir / name, name)
    for release in (RELEASE, OTHER):
        write(data_dir / "releases" / release / "content.json", release)
    write(data_dir / "CURRENT", f"{RELEASE}\n")
    write(inbox / "能源.xlsx", "能源")
    found = Settings(data_dir=data_dir, inboxes=(inbox,))
    with hold_lock(data_dir):
        keep_rest(found)
    return found


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_what_nobody_touched_is_at_rest(settings: Settings) -> None:
    assert is_at_rest(settings)
    (settings.data_dir / "register.csv").touch()  # the same bytes at another time
    assert is_at_rest(settings)


def test_what_no_run_looks_at_does_not_wake_it(settings: Settings) -> None:
    write(settings.data_dir / "releases" / OTHER / "content.json", "一份旧发布")
    write(settings.data_dir / "blocks" / "51" / "register.csv", "另一分块")
    write(settings.data_dir / "notes" / "备忘.txt", "备忘")
    write(settings.data_dir / rest.YEAR_PAGE, "年度进度")
    write(settings.data_dir / last_runs.FILE_NAME, "[]")
    assert is_at_rest(settings)


@pytest.mark.parametrize(
    "name",
    [
        "data/lake/core/bases.parquet",
        "data/delivered/d1",
        "data/read/d1.json",
        "data/current/report.html",
        "data/register.csv",
        "data/CURRENT",
        f"data/releases/{RELEASE}/content.json",
        "inbox/能源.xlsx",
    ],
)
def test_a_byte_that_changed_or_a_file_that_is_gone_wakes_it(settings: Settings, tmp_path: Path, name: str) -> None:
    path, content = tmp_path / name, (tmp_path / name).read_bytes()
    path.write_bytes(content[:-1] + b"!")
    assert not is_at_rest(settings)
    path.write_bytes(content)
    assert is_at_rest(settings)
    path.unlink()
    assert not is_at_rest(settings)


@pytest.mark.parametrize("name", ["inbox/天然气.xlsx", "inbox/2025/天然气.xlsx", "data/lake/.half", "data/DRAFT"])
def test_a_new_file_wakes_it(settings: Settings, tmp_path: Path, name: str) -> None:
    write(tmp_path / name, "新")
    assert not is_at_rest(settings)


def test_another_question_wakes_it(settings: Settings) -> None:
    assert not is_at_rest(replace(settings, years="2024"))
    assert not is_at_rest(replace(settings, inboxes=()))


def test_another_program_wakes_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("source_tree_digest", "writers"):
        with monkeypatch.context() as changed:
            changed.setattr(rest, part, lambda: "另一版")
            assert not is_at_rest(settings), part
    assert is_at_rest(settings)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: path.symlink_to(__file__), id="link"),
        pytest.param(lambda path: path.symlink_to("/"), id="link to a folder"),
        pytest.param(os.mkfifo, id="pipe"),
    ],
)
def test_what_cannot_be_compared_is_never_at_rest(
    settings: Settings, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "inbox" / "别处.xlsx")
    keep_rest(settings)
    assert not is_at_rest(settings)


def test_a_run_leaves_everything_at_rest_unless_there_is_something_to_tell(
    sample: BuiltRelease, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=folder)
    outcome = execute(settings, lambda *progress: None)
    assert (outcome.executed, is_at_rest(settings)) == ([], True)
    (folder / rest.FILE_NAME).unlink()
    told = replace(outcome.report, notices=[Notice("I-WITHDRAWN", Place("撤回的.xlsx"), {"found": "误报"})])
    monkeypatch.setattr("pipelines.execute.receive", lambda settings: told)
    execute(settings, lambda *progress: None)
    assert not is_at_rest(settings)


def test_a_run_that_has_nothing_to_do_imports_only_what_it_prints_with(folder: Path) -> None:
    keep_rest(replace(read_environment(), data_dir=folder))
    note_end(folder, "run")
    keep_page(folder)
    page = state_of(folder)[rest.YEAR_PAGE]
    program = f"""
import sys
from pipelines.cli import main
try:
    main(["run", "--data", {str(folder)!r}])
except SystemExit as end:
    assert not end.code
sys.exit(", ".join(sorted({HEAVY} & set(sys.modules))) or 0)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "运行资产：0" in done.stdout
    assert state_of(folder)[rest.YEAR_PAGE] == page, "nothing changed: it is not written again"

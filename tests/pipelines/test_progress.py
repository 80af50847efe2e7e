"""Progress: nothing of what ends at once, a bar on a terminal, lines anywhere else."""

import io
import time

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from pipelines import progress
from pipelines.progress import shown


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    monkeypatch.setattr(progress, "LINES", (0.05, 0.1, 60.0))


def console(is_terminal: bool) -> Console:
    return Console(file=io.StringIO(), force_terminal=is_terminal, width=80, legacy_windows=False)


def written(told: Console) -> str:
    assert isinstance(told.file, io.StringIO)
    return told.file.getvalue()


@pytest.mark.parametrize("is_terminal", [True, False])
def test_what_ends_at_once_says_nothing(is_terminal: bool) -> None:
    with shown(told := console(is_terminal), "核验") as show:
        show(1, 2, "步骤")
    assert written(told) == ""


def test_without_a_terminal_there_is_a_line_now_and_then() -> None:
    with shown(told := console(False), "核验") as show:
        time.sleep(0.07)
        show(3, 66, "能源\x1b[2J平衡")
        time.sleep(0.3)
    assert written(told).splitlines() == ["… 核验 0 秒", "… 能源\\u001b[2J平衡 3/66 0 秒"]


def test_lines_are_in_the_language_that_is_asked_for() -> None:
    with shown(told := console(False), "verify", "en") as show:
        show(12_345, 0, "rows")
        time.sleep(0.07)
    assert written(told) == "… rows 12,345 0 s\n"


def test_a_bar_fits_the_terminal_however_long_its_title_and_is_gone_at_the_end() -> None:
    with shown(told := console(True), "核验") as show:
        show(3, 66, "分部门能源使用" * 20)
        time.sleep(0.4)
    frames = written(told)
    lines = [Text.from_ansi(line).plain for line in frames.replace("\r", "\n").split("\n")]
    assert any("3/66" in line and "分部门能源使用" in line for line in lines)
    assert max(map(cell_len, lines)) <= 80
    assert frames.endswith(("\x1b[2K", "\x1b[?25h\x1b[1A\x1b[2K"))


def test_an_error_ends_it() -> None:
    with pytest.raises(ZeroDivisionError), shown(console(False), "核验"):
        raise ZeroDivisionError

"""What commands leave when they end: the page of the year, and how the last of each kind ended."""

from pathlib import Path

import pytest

from pipelines import cli
from pipelines.commands import ending
from pipelines.last_runs import failures, last_runs
from pipelines.rest import YEAR_PAGE
from schemas.problems import Notice, Place
from tests.commands import ask
from tests.deliveries import GAS, INDUSTRY, copy_of, overwrite, state_of


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which one file was registered."""
    data = tmp_path_factory.mktemp("ending") / "data"
    assert ask("register", GAS, "--data", data).code == 0
    return data


@pytest.fixture
def folder(registered: Path, tmp_path: Path) -> Path:
    return copy_of(registered, tmp_path / "data")


def page_of(folder: Path) -> str:
    return (folder / YEAR_PAGE).read_text(encoding="utf-8")


def ended(folder: Path) -> dict[str, str]:
    return {run.kind: run.how for run in last_runs(folder)}


def test_a_command_that_writes_leaves_the_page_as_things_stand_now(folder: Path) -> None:
    assert GAS.name in page_of(folder)
    assert INDUSTRY.name not in page_of(folder)
    assert ask("register", INDUSTRY, "--data", folder).code == 0
    assert INDUSTRY.name in page_of(folder)
    assert ask("withdraw", INDUSTRY.name, "--by", "王敏", "--reason", "报错", "--data", folder).code == 0
    assert INDUSTRY.name not in page_of(folder)
    assert ended(folder) == {"register": "done", "withdraw": "done"}


def test_a_refused_file_stands_on_the_page_until_a_later_one_is_taken_in(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "半截.xlsx"
    broken.write_bytes(INDUSTRY.read_bytes()[:900])
    answer = ask("register", broken, "--data", folder)
    assert (answer.code, answer.err.split()[0]) == (1, "E-ZIP-BROKEN")
    assert "E-ZIP-BROKEN 文件《半截.xlsx》" in page_of(folder)
    assert ask("register", INDUSTRY, "--data", folder).code == 0
    assert "E-ZIP-BROKEN" not in page_of(folder)


def test_a_run_that_is_refused_or_crashes_stands_on_the_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overwrite(folder / "register.csv", b"?")
    assert ask("run", "--data", folder).code == 1
    assert (ended(folder)["run"], "E-REGISTER" in page_of(folder)) == ("refused", True)

    def crash(settings: object) -> bool:
        raise ZeroDivisionError("除以零")

    monkeypatch.setattr("pipelines.commands.run.is_at_rest", crash)
    with pytest.raises(ZeroDivisionError):
        ask("run", "--data", folder)
    assert ended(folder)["run"] == "crashed"
    assert "ZeroDivisionError: 除以零" in page_of(folder)

    def interrupt(settings: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipelines.commands.run.is_at_rest", interrupt)
    assert ask("run", "--data", folder).code == ending.INTERRUPTED
    assert ended(folder)["run"] == "interrupted"


def test_a_failed_proof_stands_on_the_page_until_it_holds(folder: Path) -> None:
    (folder / "CURRENT").write_text("0" * 64)
    assert ask("verify", "--data", folder).code == 1
    assert "qingdan verify 被拒" in page_of(folder)


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "select 1"),
        ("query", "select nothing"),
        ("trace", "总排放", "2024"),
        ("check", str(INDUSTRY), "--out"),
        ("confirm", "aaaaaa", "--by", "王敏", "--reason", "属实"),
        ("withdraw", "没有的.xlsx", "--by", "王敏", "--reason", "误报"),
        ("withdraw", GAS.name),
        ("run", "--years", "二〇二四"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_a_question_and_a_slip_of_the_keyboard_leave_nothing(
    arguments: tuple[str, ...], folder: Path, tmp_path: Path
) -> None:
    (folder / YEAR_PAGE).unlink()
    before = {name: state for name, state in state_of(folder).items() if not name.startswith("read/")}
    ask(*arguments, *([tmp_path / "copy.xlsx"] if "--out" in arguments else []), "--data", folder)
    after = {name: state for name, state in state_of(folder).items() if not name.startswith("read/")}
    assert after == before


def test_a_page_that_cannot_be_written_is_told_and_the_command_ends_as_it_did(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = Notice("I-PAGE", Place("index.html"), {"found": "磁盘已满"})
    monkeypatch.setattr(ending, "tell_end", lambda *_: [notice])
    answer = ask("register", INDUSTRY, "--data", folder)
    assert (answer.code, answer.err) == (0, f"{notice.render()}\n")
    answer = ask("register", INDUSTRY, "--data", folder, "--lang", "en")
    assert answer.err.strip().startswith("I-PAGE file “index.html”: The page of the year")


def test_blocks_have_a_page_each(tmp_path: Path) -> None:
    assert ask("register", GAS, "--data", tmp_path, "--block", "511725").code == 0
    page = tmp_path / "blocks" / "511725" / YEAR_PAGE
    page.unlink()
    ask("blocks", "union", "--data", tmp_path)
    assert GAS.name in page.read_text(encoding="utf-8")
    ask("blocks", "union", "--data", tmp_path / "blocks")  # where there is none
    assert not (tmp_path / YEAR_PAGE).exists()
    assert not (tmp_path / "blocks" / YEAR_PAGE).exists()


def test_every_command_is_a_question_or_leaves_a_page() -> None:
    """A new command leaves one unless it says that it is a question."""
    commands = {command.callback.__name__ for command in cli.app.registered_commands if command.callback}
    assert set(ending.QUESTIONS) <= commands


def test_a_command_that_says_nothing_of_a_folder_makes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (("--help",), ("--version",), ("run", "--help"), ("nonsense",)):
        ask(*arguments)
    assert list(tmp_path.iterdir()) == []
    assert failures(tmp_path) == []

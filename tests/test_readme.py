"""What the README tells a newcomer to type does what it says, and both languages tell the same."""

import re
import shlex
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from pipelines.lake.files import sha256_of
from tests.commands import ask
from tests.conftest import BuiltRelease
from tests.deliveries import GAS, ROOT, SAMPLE, SAMPLE_2025, copy_of
from tests.pictures import PICTURE, SHOWN

README, IN_CHINESE = (ROOT / name for name in ("README.md", "README.zh-CN.md"))

#: What a reader puts in: a delivered file, a name, a reason; and a place, as if one were in doubt.
PUT_IN = {"FILE": GAS, "WHO": "王敏", "WHY": "报错了", "PLACE": "0123456789ab"}
NEW = ("request", "publish", "backup")
FOLDERS = {"data/sample": SAMPLE, "data/sample/2025": SAMPLE_2025}


def blocks(readme: Path, language: str) -> str:
    """Text of the code blocks of a language."""
    return "\n".join(re.findall(rf"^```{language}\n(.*?)^```", readme.read_text(encoding="utf-8"), re.M | re.S))


def commands(readme: Path) -> list[list[str]]:
    """Words of each command, without the name of the program."""
    lines = [shlex.split(line, comments=True) for line in blocks(readme, "sh").splitlines()]
    return [words for program, *words in filter(None, lines) if program == "qingdan"]


COMMANDS = commands(README)


def of(*names: str) -> list[list[str]]:
    return [words for words in COMMANDS if words[0] in names]


@pytest.fixture
def data(sample_2025: BuiltRelease, tmp_path: Path) -> Path:
    """A folder of one's own: a database that a test has open is not opened in another way."""
    return copy_of(sample_2025.data_dir, tmp_path / "data")


def put_in(words: list[str], data: Path) -> list[object]:
    """A command as a reader would type it about a data folder of one's own, and an inbox with one delivery."""
    given = PUT_IN | FOLDERS | {"data/local/tour": data}
    if words[0] == "withdraw":
        given |= {"FILE": GAS.name}
    elif "FILE" in given:  # a copy: what is checked gets its remarks beside it
        given |= {"FILE": shutil.copy(given["FILE"], data.parent)}
    folders = {"--data": data, "--inbox": data.parent / "inbox"}
    folders["--inbox"].mkdir(exist_ok=True)
    shutil.copy(GAS, folders["--inbox"])
    typed = [folders[before] if word == "DIR" else given.get(word, word) for before, word in pairwise(["", *words])]
    return typed if "--data" in words else [*typed, "--data", data]


def test_every_command_is_tried_here() -> None:
    assert len(COMMANDS) == len(of("check", "register", "withdraw", "confirm", "run", "query", "trace", "verify", *NEW))


@pytest.mark.parametrize("words", [*of("check", "register", "withdraw"), *of("run")[:1]], ids=" ".join)
def test_a_delivery_is_tried_taken_in_taken_back_and_a_year_is_run(words: list[str], town: Path) -> None:
    answer = ask(*put_in(words, town))
    assert (answer.code, answer.err.strip()) == (0, "")
    assert answer.out


def test_a_place_that_is_not_in_doubt_cannot_be_confirmed(town: Path) -> None:
    (words,) = of("confirm")
    answer = ask(*put_in(words, town))
    assert (answer.code, answer.err.split()[0]) == (2, "E-USE")


@pytest.mark.parametrize(("words", "year"), [*zip(of("run")[1:], ("2024", "2025"), strict=True)])
def test_a_year_arrives(words: list[str], year: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    release: BuiltRelease = request.getfixturevalue("sample_2025" if year == "2025" else "sample")
    answer = ask(*put_in(words, copy_of(release.data_dir, tmp_path / "data")))
    assert answer.code == 0
    assert answer.out.startswith(f"渠县 {year}")


@pytest.mark.parametrize("words", of("query", "trace", "verify"), ids=" ".join)
def test_a_question_is_answered(words: list[str], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    answer = ask(*put_in(words, data))
    assert (answer.code, answer.err.strip()) == (0, "")
    assert answer.out.count("\n") > 2 or words[0] == "verify" or [*(tmp_path / "here").iterdir()]


@pytest.mark.parametrize("words", of(*NEW), ids=" ".join)
def test_a_year_is_asked_for_signed_and_kept(words: list[str], data: Path, tmp_path: Path) -> None:
    (data / "signers").write_text('王敏 namespaces="qingdan.prepared" ssh-ed25519 AAAA\n', encoding="utf-8")
    typed = [tmp_path / "backups" if word == "TARGET" else word for word in words]
    answer = ask(*typed, "--data", data)
    assert (answer.code, answer.err.strip()) == (0, "")
    left = {"request": data / "requests" / "2026", "backup": tmp_path / "backups"}
    assert answer.out.count("\n") > 2 or [*left[words[0]].iterdir()]


def test_the_lines_of_python_run(data: Path, sample_2025: BuiltRelease, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINGDAN_DATA", str(data))
    known: dict[str, object] = {}
    exec(blocks(README, "python"), known)
    ((rows,),) = sample_2025.connection.execute("select count(*) from marts.county_inventory_official").fetchall()
    assert len(known["inventory"]) == rows  # type: ignore[arg-type]


def test_the_picture_is_of_the_report_of_today(sample_2025: BuiltRelease) -> None:
    """Else: ``make run picture``."""
    shown = sha256_of(sample_2025.folder / "restricted" / "report.html")
    assert SHOWN.read_text("ascii").strip() == shown
    assert all(f"({PICTURE.relative_to(ROOT)})" in page.read_text("utf-8") for page in (README, IN_CHINESE))
    assert PICTURE.read_bytes().startswith(b"\x89PNG")


def test_both_languages_tell_the_same() -> None:
    english, chinese = (
        [[word for word in words if word.isascii() and not word.isupper()] for words in commands(readme)]
        for readme in (README, IN_CHINESE)
    )
    assert english == chinese
    code = [re.sub("#.*", "", blocks(readme, "python")) for readme in (README, IN_CHINESE)]
    assert code[0] == code[1]
    tables = [
        [line.count("|") for line in page.read_text("utf-8").splitlines() if line.startswith("|")]
        for page in (README, IN_CHINESE)
    ]
    assert tables[0] == tables[1]

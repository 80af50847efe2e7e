"""A whole run over something bad, or cut off anywhere: refused with place and remedy, or as if it had never been.

The last good release stays current and verifies, whatever happens.
"""

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from pipelines.deliveries.register import read_register
from pipelines.lake.releases import current_release, verify_release
from tests.commands import Answer, ask
from tests.conftest import BuiltRelease
from tests.deliveries import BALANCE, GAS, GRID, INDUSTRY, REVISED_GAS, copy_of, state_of, with_cells
from tests.faults.bad_files import BAD_FILES
from tests.faults.road import Road, Victims, names_in, started_victims

SEED = 511725
Made = Callable[[Path], object]


class Bad(NamedTuple):
    """Something bad in the inbox; where it is, as the refusal must name it; a part of the remedy."""

    rule: str
    make: Made
    code: str
    place: str
    remedy: str
    asked: tuple[str, ...] = ()


def cells(source: Path, sheet: str, **changed: str | float | None) -> Made:
    return lambda inbox: with_cells(source, inbox, sheet, changed)


def as_gas(rule: str, suffix: str = ".xlsx") -> Made:
    """A file of the corpus of bad files under the name of a delivery that is expected."""
    (bad,) = [bad for bad in BAD_FILES if bad.rule == rule]
    return lambda inbox: (inbox / GAS.with_suffix(suffix).name).write_bytes(bad.make())


def truncated(inbox: Path) -> None:
    (inbox / GAS.name).write_bytes(GAS.read_bytes()[:-2000])


def with_other_title_year(inbox: Path) -> None:
    book = openpyxl.load_workbook(INDUSTRY)
    for sheet in book:
        sheet["A1"] = str(sheet["A1"].value).replace("2024", "2023")
    book.save(inbox / INDUSTRY.name)


def without_a_sheet(inbox: Path) -> None:
    book = openpyxl.load_workbook(INDUSTRY)
    del book["205-2"]
    book.save(inbox / INDUSTRY.name)


def with_eleven_months(inbox: Path) -> None:
    lines = GRID.read_text(encoding="gb18030").splitlines()
    shorter = [line.rsplit(",", 1)[0] for line in lines]
    (inbox / GRID.name).write_text("\n".join(shorter), encoding="gb18030", newline="\r\n")


def two_that_contradict(inbox: Path) -> None:
    with_cells(GAS, inbox, "供气量", REVISED_GAS, name="供气量（新）.xlsx")


IN_TABLE = f"文件《{GAS.name}》表“供气量”单元格"
INTAKE = [
    Bad("the year in the title is another one", with_other_title_year, "E-YEAR-MISMATCH",
        f"文件《{INDUSTRY.name}》表“205-1”单元格 A1", "是否交错了年份"),
    Bad("another county", cells(GAS, "供气量", A1="大竹县天然气公司分类供气量"), "E-REGION", f"文件《{GAS.name}》",
        "交错了文件的", ("--region", "511725")),
    Bad("the city instead of the county", cells(GAS, "供气量", A1="达州市天然气公司分类供气量"), "E-REGION",
        f"文件《{GAS.name}》", "交错了文件的", ("--region", "511725")),
    Bad("no county at all", cells(GAS, "供气量", A1="某某县天然气公司分类供气量"), "E-REGION",
        f"{IN_TABLE} A1", "地区"),
    Bad("an unknown header", cells(GAS, "供气量", E3="工业企业"), "E-HEADER-MISSING", f"{IN_TABLE} A3", "表头"),
    Bad("a header that is gone", cells(GAS, "供气量", E3=None), "E-HEADER-MISSING", f"{IN_TABLE} A3", "表头"),
    Bad("an unknown unit", cells(GAS, "供气量", A2="单位：万桶"), "E-UNIT-UNKNOWN", f"{IN_TABLE} A2", "计量单位"),
    Bad("a unit of something else", cells(GAS, "供气量", A2="单位：万吨"), "E-UNIT-DIMENSION", IN_TABLE, "计量单位"),
    Bad("text in a number", cells(GAS, "供气量", E23="约4800"), "E-NUM", f"{IN_TABLE} E23", "改成普通数字"),
    Bad("an error of the spreadsheet", cells(GAS, "供气量", E23="#REF!"), "E-CELL-ERROR",
        f"{IN_TABLE} E23", "修正公式"),
    Bad("a negative supply", cells(GAS, "供气量", E23=-4831.69, B23=4007.79), "E-NEG", f"{IN_TABLE} E23", "正负号"),
    Bad("a total that is not its parts", cells(GAS, "供气量", E23=4931.69), "E-SUM", f"{IN_TABLE} B23", "核对合计"),
    Bad("a year twice", cells(GAS, "供气量", A23="2023年"), "E-DUP-KEY", f"{IN_TABLE} A23", "只保留正确的一个"),
    Bad("a sheet that is gone", without_a_sheet, "E-REVISION-PARTIAL", f"文件《{INDUSTRY.name}》", ""),
    Bad("eleven months", with_eleven_months, "E-PERIOD", f"文件《{GRID.name}》", "完整年度"),
    Bad("two that contradict each other", two_that_contradict, "E-CONFLICT", "文件《供气量（新）.xlsx》", ""),
    Bad("a password", as_gas("an encrypted .xlsx"), "E-ENCRYPTED", f"文件《{GAS.name}》", "取消打开密码"),
    Bad("a page named .xls", as_gas("html named .xls", ".xls"), "E-TYPE-MISMATCH",
        f"文件《{GAS.stem}.xls》", "另存为 .xlsx"),
    Bad("half a file", truncated, "E-ZIP-BROKEN", f"文件《{GAS.name}》", "重新下载或复制"),
    Bad("two far corners", as_gas("two cells far apart"), "E-DIM", f"文件《{GAS.name}》", "删除远处的单元格"),
    Bad("no inbox", lambda inbox: inbox.rmdir(), "E-MISSING-FILE", "文件《", "核对路径"),
]  # fmt: skip

BUILDING = [
    Bad("a unit off by ten thousand in a new year", cells(INDUSTRY, "205-1", B13="立方米"), "E-UNIT-SCALE",
        f"文件《{INDUSTRY.name}》表“205-1”单元格 E13", "核对表头和计量单位"),
]  # fmt: skip


@pytest.fixture(scope="module")
def good(sample: BuiltRelease, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's folder; what is refused on intake leaves it as it is, so one is enough."""
    return copy_of(sample.data_dir, tmp_path_factory.mktemp("good") / "data")


def run_over(bad: Bad, data: Path, tmp_path: Path, *options: str) -> Answer:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    bad.make(inbox)
    return ask("run", "--data", data, "--inbox", inbox, *bad.asked, *options)


def check_answer(answer: Answer, bad: Bad) -> None:
    assert answer.code == 1, answer.err
    lines = answer.err.strip().splitlines()
    (line,) = [line for line in lines if line.startswith(f"{bad.code} {bad.place}")][:1] or [lines]
    assert isinstance(line, str), lines
    _, _, remedy = line.partition("处理：")
    assert remedy
    assert bad.remedy in remedy
    assert "？" not in line, "a detail is missing"
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("bad", INTAKE, ids=lambda bad: bad.rule)
def test_a_bad_delivery_is_refused_and_nothing_is_written(bad: Bad, good: Path, tmp_path: Path) -> None:
    """But on the page of the year, which tells that a run was refused."""
    before = state_of(good)
    check_answer(run_over(bad, good, tmp_path), bad)
    changed = state_of(good).items() ^ before.items()
    assert {name for name, _ in changed} <= {"index.html", ".last_runs.json"}
    assert list(verify_release(current_release(good), good)) == []


@pytest.mark.parametrize("bad", BUILDING, ids=lambda bad: bad.rule)
def test_what_only_the_comparison_with_other_years_shows_reaches_no_mart(bad: Bad, town: Path, tmp_path: Path) -> None:
    data, corrected = town, tmp_path / "corrected"
    good = current_release(data).name
    marts = state_of(data / "lake" / "marts") | state_of(data / "releases")
    check_answer(run_over(bad, data, tmp_path), bad)
    assert state_of(data / "lake" / "marts") | state_of(data / "releases") == marts
    assert current_release(data).name == good
    assert ask("verify", "--data", data).code == 0
    answer = ask("run", "--data", data, "--inbox", tmp_path / "inbox")
    assert (answer.code, current_release(data).name) == (0, good), "it stays set aside, and stops no other"
    assert f"⏸ 已搁置《{INDUSTRY.name}》：{bad.code} {bad.place}" in answer.out
    with_cells(INDUSTRY, corrected, "205-1", {"D13": "-"})
    answer = ask("run", "--data", data, "--inbox", corrected)
    assert answer.code == 0, answer.err
    assert current_release(data).name != good
    assert "⏸" not in answer.out, "another came for it"


def test_a_file_that_is_not_there_cannot_be_registered(tmp_path: Path) -> None:
    answer = ask("register", tmp_path / "nowhere.xlsx", "--data", tmp_path / "data")
    assert answer.code == 1
    assert answer.err.startswith("E-MISSING-FILE 文件《nowhere.xlsx》")


def test_a_refused_run_says_it_in_english_too(good: Path, tmp_path: Path) -> None:
    (bad,) = [bad for bad in INTAKE if bad.code == "E-NUM"]
    answer = run_over(bad, good, tmp_path, "--lang", "en")
    assert answer.code == 1
    assert answer.err.strip().startswith(f"E-NUM file “{GAS.name}”, sheet “供气量”, cell E23:")
    assert "What to do:" in answer.err


def test_everything_that_is_wrong_is_told_at_once(good: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    chosen = [bad for bad in INTAKE if bad.code in {"E-NUM", "E-YEAR-MISMATCH", "E-PERIOD"}]
    assert len(chosen) == 3
    for bad in chosen:
        bad.make(inbox)
    answer = ask("run", "--data", good, "--inbox", inbox)
    assert {line.split()[0] for line in answer.err.strip().splitlines()} == {bad.code for bad in chosen}


# ------------------------------------------------------------------------------------------------ killed on the way


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    if not sys.platform.startswith("linux"):
        pytest.skip("killing in a copy of a process needs Linux")
    with started_victims() as process:
        yield process


def test_a_run_killed_anywhere_leaves_a_whole_release_and_the_next_one_ends_as_if_nothing_had_been(
    victims: Victims, sichuan: BuiltRelease, tmp_path: Path
) -> None:
    """A revised balance arrives; eight runs over it are killed, then one is not."""
    inbox = tmp_path / "inbox"
    with_cells(BALANCE, inbox, "Sheet1", {"D34": 344.9})
    undisturbed = copy_of(sichuan.data_dir, tmp_path / "undisturbed")
    asked = {"inboxes": [str(inbox)], "region": "510000", "years": "2007", "edition": "ceads"}
    ended, steps = victims.run(asked | {"data_dir": str(undisturbed)}).split()
    assert ended == "done"
    assert current_release(undisturbed) != sichuan.folder

    data = copy_of(sichuan.data_dir, tmp_path / "killed")
    chance = random.Random(SEED)
    fates: list[dict[str, float]] = [{"step": chance.randint(1, int(steps) // 3)} for _ in range(6)]
    fates += [{"seconds": chance.uniform(0.2, 1.0)} for _ in range(2)]
    chance.shuffle(fates)
    for fate in fates:
        if victims.run(asked | {"data_dir": str(data)}, **fate) != "killed":  # it was faster: once more from the start
            check_end(data, undisturbed)
            data = copy_of(sichuan.data_dir, tmp_path / f"killed {len(list(tmp_path.iterdir()))}")
            assert victims.run(asked | {"data_dir": str(data)}, step=chance.randint(1, int(steps) // 3)) == "killed"
        release = current_release(data)
        assert release.name in {sichuan.folder.name, current_release(undisturbed).name}
        assert list(verify_release(release, data)) == []
        assert {row.file_name for row in read_register(data)} == {BALANCE.name}
    assert victims.run(asked | {"data_dir": str(data)}).startswith("done")
    check_end(data, undisturbed)


@pytest.mark.parametrize("size", [1_000, 60_000, 1_000_000])
def test_a_full_disk_is_refused_and_the_last_release_stays(
    size: int, victims: Victims, sichuan: BuiltRelease, tmp_path: Path
) -> None:
    with_cells(BALANCE, tmp_path / "inbox", "Sheet1", {"D34": 344.9})
    data = copy_of(sichuan.data_dir, tmp_path / "data")
    asked = {"inboxes": [str(tmp_path / "inbox")], "region": "510000", "years": "2007", "edition": "ceads"}
    code, _ = victims.run(asked | {"data_dir": str(data)}, bytes=size).split()
    assert code.split(",")[0] == "E-DISK-FULL"
    assert current_release(data).name == sichuan.folder.name
    assert list(verify_release(current_release(data), data)) == []


def check_end(data: Path, undisturbed: Path) -> None:
    """The same release, and no leftovers."""
    assert current_release(data).name == current_release(undisturbed).name
    assert list(verify_release(current_release(data), data)) == []
    assert sorted(names_in(data)) == sorted(names_in(undisturbed))


def test_the_road_of_a_year_killed_anywhere_leaves_the_old_or_the_new_and_the_next_command_ends_it(
    victims: Victims, tmp_path: Path
) -> None:
    """Every command of it once, publishing, going back and clearing away among them."""
    road, chance = Road(victims, tmp_path), random.Random(SEED)
    road.walk()
    assert [stage.command["name"] for stage in road.stages] == [
        *("register", "run", "sign", "sign", "register", "run", "confirm", "run"),
        *("sign", "sign", "rollback", "run", "gc"),
    ]
    killed = [
        road.kill(stage, chance, tmp_path / "killed") for stage in road.stages if stage.name not in ("run", "run on it")
    ]
    assert sum(killed) >= 8

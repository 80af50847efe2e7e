"""What the commands answer, in which language, and with which exit code: 0 done, 1 refused or failed, 2 wrong use."""

import json
import re
import shutil
import subprocess
import sys
from inspect import signature
from pathlib import Path

import openpyxl
import pytest

from assets.release.database import OPENED_FROM
from pipelines.cli import app
from pipelines.deliveries.register import read_register
from pipelines.proof.trace import Node
from pipelines.settings import NAMES
from tests.commands import ask
from tests.conftest import BuiltRelease
from tests.deliveries import (
    BALANCE,
    DELIVERED,
    GAS,
    GRID,
    INDUSTRY,
    REVISED_GAS,
    ROOT,
    SAMPLE,
    YEARBOOK,
    copy_of,
    flip,
    with_cells,
)


@pytest.fixture(scope="module")
def data(sample: BuiltRelease, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's folder, only looked at."""
    return copy_of(sample.data_dir, tmp_path_factory.mktemp("cli") / "data")


def has_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


# ------------------------------------------------------------------------------------------------ wrong use


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("run", "--threads", "0"),
        ("run", "--threads", "many"),
        ("run", "--nonsense"),
        ("run", "--lang", "fr"),
        ("trace", "总排放"),
        ("trace", "总排放", "last year"),
        ("register",),
        ("query",),
        ("query", ""),
    ],
)
def test_wrong_use_ends_with_2_and_starts_nothing(arguments: tuple[str, ...], data: Path, tmp_path: Path) -> None:
    place = ("--data", str(data if arguments[:1] == ("query",) else tmp_path / "new")) if arguments[1:] else ()
    assert ask(*arguments, *place).code == 2
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("arguments", "found", "offered"),
    [
        (("rnu",), "rnu", "run"),
        (("verfy", "--data", "x"), "verfy", "verify"),
        (("run", "--region", "51172"), "51172", "511725 渠县"),
        (("run", "--region", "渠县"), "渠县", "四川省达州市渠县（511725）"),
        (("run", "--region", "鼓楼区"), "鼓楼区", "福建省福州市鼓楼区（350102）"),
        (("run", "--region", "某某"), "某某", "schemas/codes/regions.csv"),
        (("run", "--allow-region", "渠县"), "渠县", "511725 渠县"),
        (("run", "--allow-region", "511725", "--allow-region", "51172"), "51172", "511725"),
        (("run", "--years", "2024年"), "2024年", "2005-2024"),
        (("run", "--basis", "provincial_2011-sra"), "provincial_2011-sra", "provincial_2011-sar"),
        (("run", "--edition", "ipcc_2060"), "ipcc_2060", "ipcc_2006 "),
    ],
)
def test_what_is_mistyped_is_told_with_the_nearest_name_and_nothing_is_taken_in(
    arguments: tuple[str, ...], found: str, offered: str, tmp_path: Path
) -> None:
    place = ("--inbox", str(SAMPLE), "--data", str(tmp_path / "new")) if arguments[0] == "run" else ()
    answer = ask(*arguments, *place)
    assert (answer.code, answer.out) == (2, "")
    message, remedy = answer.err.strip().split("处理：")
    assert message.startswith("E-USE ")
    assert message.endswith(f"不认识“{found}”。")
    assert offered in remedy
    assert not (tmp_path / "new").exists()


def test_a_mistyped_option_is_told_with_the_nearest_one() -> None:
    answer = ask("run", "--yeers", "2024")
    assert (answer.code, "--years" in answer.err) == (2, True)


def test_a_mistyped_setting_and_release_are_wrong_use_too(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    current = (data / "CURRENT").read_text()[:16]
    answer = ask("verify", current[:15] + "x", "--data", data)
    assert (answer.code, answer.err[:5], current in answer.err) == (2, "E-USE", True)
    monkeypatch.setenv("QINGDAN_MEMORY", "lots")
    answer = ask("query", "select 1", "--data", data)
    assert (answer.code, answer.err[:5], "QINGDAN_MEMORY" in answer.err) == (2, "E-USE", True)


def test_a_setting_with_a_misspelt_name_is_told_with_the_nearest_one(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QINGDAN_MEMROY", "4GB")
    answer = ask("query", "select 1", "--data", data)
    assert (answer.code, "QINGDAN_MEMROY" in answer.err, "QINGDAN_MEMORY" in answer.err) == (2, True, True)


def test_every_setting_that_the_files_of_deploy_name_is_known() -> None:
    texts = (path.read_text() for path in (ROOT / "deploy").iterdir())
    told = {name for text in texts for name in re.findall(r"QINGDAN_[A-Z_]+[A-Z]", text)}
    assert {"QINGDAN_STORE"} <= told <= {*NAMES}


def test_help_is_no_error() -> None:
    answer = ask("--help")
    assert answer.code == 0
    for command in (
        "run",
        "register",
        "withdraw",
        "confirm",
        "check",
        "trace",
        "query",
        "verify",
        "publish",
        "rollback",
        "gc",
        "ui",
    ):
        assert command in answer.out


def test_the_version_is_told_and_what_opens_the_database(data: Path) -> None:
    answer = ask("--version")
    assert (answer.code, answer.err) == (0, "")
    assert re.fullmatch(rf"qingdan \d+\.\d+\.\d+\nqingdan\.duckdb: DuckDB ≥ {OPENED_FROM}\n", answer.out)
    header = (data / "current" / "qingdan.duckdb").read_bytes()[:20]
    # the number of the storage format that DuckDB 1.3 brought
    assert (header[8:12], int.from_bytes(header[12:20], "little"), OPENED_FROM) == (b"DUCK", 66, "1.3")


@pytest.mark.parametrize("command", [command.callback.__name__ for command in app.registered_commands])  # type: ignore[union-attr]
def test_help_is_bilingual(command: str) -> None:
    """Every argument and option says what it is in Chinese and in English."""
    asked = signature(next(c.callback for c in app.registered_commands if c.callback.__name__ == command))  # type: ignore[arg-type, union-attr]
    for name, parameter in asked.parameters.items():
        (option,) = parameter.annotation.__metadata__
        zh, _, en = option.help.partition(" | ")
        assert has_chinese(zh), name
        assert en.isascii(), name
        assert en, name


# ------------------------------------------------------------------------------------------------ run


def test_a_run_ends_with_totals_indicators_gaps_and_paths(folder: Path, sample: BuiltRelease) -> None:
    answer = ask("run", "--inbox", SAMPLE, "--data", folder)
    assert answer.code == 0
    total = sample.rows(
        "select emissions_tco2e from marts.provincial_summary_official where year = 2024 and line_code = 'total'"
    )
    assert f"{total[0]['emissions_tco2e'] / 10000:,.2f}" in answer.out
    for expected in ("渠县", "强度指标", "未估算", "状态：当前", "运行资产：0", f"发布：{sample.folder.name}"):
        assert expected in answer.out
    for thing in ("report.html", "tables.xlsx", "qingdan.duckdb"):
        assert f"{folder / 'current' / thing}\n" in answer.out
    assert "Traceback" not in answer.err


def test_a_run_can_answer_in_english(folder: Path, sample: BuiltRelease) -> None:
    answer = ask("run", "--lang", "en", "--data", folder)
    assert answer.code == 0
    for expected in ("Qu County", "Indicators", "Not estimated", "current", "assets run: 0", sample.folder.name):
        assert expected in answer.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--years", "abc"), "E-USE"),
        (("--years", "2024-2005"), "E-USE"),
        (("--region", "510000"), "E-USE"),
        (("--edition", "mine"), "E-USE"),
        (("--gwp", "ar9"), "E-USE"),
        (("--basis", "provincial_2011-sra"), "E-USE"),
        (("--inbox", "nowhere"), "E-MISSING-FILE"),
    ],
)
def test_a_run_that_cannot_be_is_refused_before_anything_is_written(
    arguments: tuple[str, ...], code: str, data: Path
) -> None:
    before = (data / "CURRENT").read_text()
    answer = ask("run", *arguments, "--data", data)
    assert answer.code == (2 if code == "E-USE" else 1)
    assert answer.err.strip().startswith(f"{code} ")
    assert "处理：" in answer.err
    assert (data / "CURRENT").read_text() == before


def test_a_first_run_without_deliveries_says_where_they_belong(tmp_path: Path) -> None:
    answer = ask("run", "--data", tmp_path)
    assert answer.code == 1
    assert f"E-MISSING-FILE 文件《{tmp_path / 'inbox'}》" in answer.err


# ------------------------------------------------------------------------------------------------ register


def test_registering_tells_what_a_file_holds(tmp_path: Path) -> None:
    answer = ask("register", GAS, INDUSTRY, "--data", tmp_path)
    assert answer.code == 0
    assert f"✓ 《{GAS.name}》 天然气分类供气量 渠县 2005-2024\n" in answer.out
    assert f"✓ 《{INDUSTRY.name}》 规模以上工业企业能源购进、消费与库存（205-1表） 渠县 2024；规模以上" in answer.out
    again = ask("register", GAS, "--data", tmp_path)
    assert (again.code, again.out[:11]) == (0, "I-SAME-FILE")
    assert "未重复登记" in again.out


def test_registering_a_revision_tells_what_it_replaces(tmp_path: Path) -> None:
    ask("register", GAS, "--data", tmp_path)
    revised = with_cells(GAS, tmp_path / "new", "供气量", REVISED_GAS)
    answer = ask("register", revised, "--data", tmp_path)
    assert answer.code == 0
    assert "I-SUPERSEDES" in answer.out
    assert "  Δ 渠县 2024 天然气供应量 工业 天然气: 4831.69 万立方米 (" in answer.out
    assert f" → 4831.68 万立方米 ({GAS.name} › 供气量 › E23)\n" in answer.out
    assert "工业,4831.69,4831.68," in (tmp_path / "changes.csv").read_text(encoding="utf-8-sig").replace(" 天然气", "")
    assert len(read_register(tmp_path)) == 2


def test_every_file_that_is_refused_is_named_and_the_others_are_taken(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    (tmp_path / "网页.xls").write_bytes(b"<html>")
    answer = ask("register", tmp_path / "空.xlsx", GAS, tmp_path / "网页.xls", "--data", tmp_path / "data")
    assert answer.code == 1
    assert "E-FILE-EMPTY 文件《空.xlsx》" in answer.err
    assert "E-TYPE-MISMATCH 文件《网页.xls》" in answer.err
    assert [row.file_name for row in read_register(tmp_path / "data")] == [GAS.name]


def test_a_refusal_can_be_english(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    for option in (("--lang", "en"), ("--lang=en",)):
        answer = ask("register", tmp_path / "空.xlsx", "--data", tmp_path / "data", *option)
        assert answer.code == 1
        assert answer.err.startswith("E-FILE-EMPTY file “空.xlsx”: The file is empty. What to do: ")
        assert not has_chinese(answer.err.replace("空.xlsx", ""))


def test_a_damaged_register_and_manifest_are_told_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_bytes(b"\xef\xbb\xbf\xff")
    for command in (("register", GAS), ("run",)):
        answer = ask(*command, "--data", tmp_path)
        assert (answer.code, answer.err.strip().split("：")[0]) == (1, "E-REGISTER 文件《register.csv》第 1 行")
    inbox = tmp_path / "inbox"
    with_cells(GAS, inbox, "供气量", {})
    (inbox / "manifest.csv").write_text("file,evidence\n" + "x" * 200_000)
    for command in (("register", inbox / GAS.name), ("run",)):
        answer = ask(*command, "--data", tmp_path / "data", *(("--inbox", inbox) if command == ("run",) else ()))
        assert (answer.code, answer.err.strip().split("：")[0]) == (1, "E-CSV-FIELD 文件《manifest.csv》第 2 行")


# ------------------------------------------------------------------------------------------------ check


def test_a_file_is_checked_without_being_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (shelf := tmp_path / "shelf").mkdir()
    answer = ask("check", GAS, YEARBOOK, shutil.copy(BALANCE, shelf), GRID, "--data", tmp_path / "none")
    assert answer.code == 0
    assert answer.out.count("✓") == 7
    assert f"✓ 《{GAS.name}》 天然气分类供气量：100 个观测值" in answer.out
    assert answer.out.endswith("检查通过\n")
    assert list(tmp_path.iterdir()) == [shelf]
    assert {path.name for path in shelf.iterdir()} == {BALANCE.name, f"{BALANCE.stem}.检查.xlsx"}, "it has notes"
    english = ask("check", GAS, "--lang", "en").out
    assert english.startswith(f"✓ “{GAS.name}” Natural gas supplied, by kind of user: 100 observations, ")
    assert english.endswith(" warnings\nall checks passed\n")


def test_copies_of_an_earlier_check_are_not_checked_in_turn(tmp_path: Path) -> None:
    wrong = with_cells(GAS, tmp_path, "供气量", {"E23": "41８O.16"})
    for _ in range(2):
        answer = ask("check", *sorted(tmp_path.glob("*.xlsx")), "--data", tmp_path / "none")
        assert (answer.code, answer.err.count("E-NUM ")) == (1, 1)
    assert "I-CHECK-COPY" in answer.out
    assert {path.name for path in tmp_path.iterdir()} == {wrong.name, f"{wrong.stem}.检查.xlsx"}
    alone = ask("check", tmp_path / f"{wrong.stem}.检查.xlsx", "--data", tmp_path / "none")
    assert (alone.code, "检查通过" in alone.out) == (1, False)


def test_a_checked_file_that_is_wrong_is_told_where(tmp_path: Path) -> None:
    wrong = with_cells(GAS, tmp_path, "供气量", {"E23": "41８O.16"})
    answer = ask("check", wrong, GAS, "--data", tmp_path / "none")
    assert answer.code == 1
    assert f"E-NUM 文件《{GAS.name}》表“供气量”单元格 E23" in answer.err
    assert "处理：" in answer.err


def test_a_check_lists_all_that_is_wrong_in_all_tables_and_marks_it_in_a_copy(tmp_path: Path) -> None:
    """Without a data folder, of a workbook and of a text; where nothing is wrong nothing is written."""
    wrong = with_cells(INDUSTRY, tmp_path, "205-1", {"D13": "1O"})
    wrong = with_cells(wrong, tmp_path / "both", "205-2", {"D6": "1O"})
    text = tmp_path / GRID.name
    text.write_bytes(GRID.read_bytes().replace(b"138679152.43", b"13867x152.43", 1))
    answer = ask("check", wrong, text, GAS, "--data", tmp_path / "none", "--out", tmp_path / "both")
    assert answer.code == 1
    assert {line.split("单元格")[0] for line in answer.err.splitlines() if INDUSTRY.name in line} == {
        f"E-NUM 文件《{INDUSTRY.name}》表“205-1”",
        f"E-NUM 文件《{INDUSTRY.name}》表“205-2”",
    }
    copies = {path.name: openpyxl.load_workbook(path) for path in (tmp_path / "both").glob("*.检查.xlsx")}
    assert set(copies) == {f"{path.stem}.检查.xlsx" for path in (INDUSTRY, GRID, GAS)}, "who names a place gets a copy"
    book = copies[f"{INDUSTRY.stem}.检查.xlsx"]
    assert all(book[sheet][cell].comment for sheet, cell in (("205-1", "D13"), ("205-2", "D6")))
    marked = [cell for row in copies[f"{GRID.stem}.检查.xlsx"]["数据"] for cell in row if cell.comment]
    assert marked
    assert ask("check", text, GAS, "--out", tmp_path / "one.xlsx").code == 2
    assert ask("check", text, "--out", text, "--data", tmp_path / "none").err.split()[-1]


def test_a_file_of_the_inbox_is_checked_and_its_copy_stands_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk := tmp_path / "desk").mkdir()
    monkeypatch.chdir(desk)
    data = tmp_path / "data"
    wrong = with_cells(GAS, data / "inbox", "供气量", {"E23": "41８O.16"})
    assert ask("check", wrong, "--data", data).code == 1
    assert [path.name for path in desk.iterdir()] == [f"{GAS.stem}.检查.xlsx"]
    assert [path.name for path in wrong.parent.iterdir()] == [GAS.name]
    answer = ask("check", wrong, "--data", data, "--out", wrong.parent / "x.xlsx")
    assert (answer.code, "E-COPY-PLACE" in answer.err) == (1, True)


def test_a_check_refuses_the_name_that_the_register_refuses(tmp_path: Path) -> None:
    named = shutil.copyfile(GAS, tmp_path / f"={GAS.name}")
    answer = ask("check", named, GAS, "--data", tmp_path / "none")
    assert (answer.code, answer.err.split()[0]) == (1, "E-NAME")
    assert f"={GAS.name}" in answer.err


def test_a_file_of_no_known_table_is_told_so(tmp_path: Path) -> None:
    strange = tmp_path / "菜单.csv"
    strange.write_text("菜,价\n回锅肉,38\n", encoding="utf-8")
    answer = ask("check", strange, "--data", tmp_path / "none")
    assert (answer.code, answer.err.split()[0]) == (1, "E-TABLE-UNKNOWN")


def test_all_declarations_are_checked() -> None:
    answer = ask("check")
    assert answer.code == 0
    for kind in ("印刷表声明", "更正", "文献", "因子值", "增温潜势", "口径", "类别卡", "资产"):
        assert kind in answer.out
    english = ask("check", "--lang", "en").out
    assert "✓ category cards: " in english
    assert not any("一" <= character <= "鿿" for character in english)


# ------------------------------------------------------------------------------------------------ trace, query, verify


def test_a_trace_is_a_tree_or_json(data: Path) -> None:
    answer = ask("trace", "A.1", 2024, "--data", data)
    assert answer.code == 0
    assert "└── ＋渠县统计年鉴2025.xlsx › 4-5 农作物播种面积 › E24 “64.75” 万亩" in answer.out
    told = ask("trace", "A.1", 2024, "--json", "--data", data)
    assert told.code == 0
    (tree,) = json.loads(told.out)
    assert {"title", "value", "parents"} < set(tree)


def test_a_trace_of_nothing_names_what_there_is(data: Path) -> None:
    answer = ask("trace", "nothing", 2024, "--data", data)
    assert answer.code == 2
    assert answer.err.startswith("E-NOT-PUBLISHED")
    assert "co2_per_gdp" in answer.err
    assert "What to do" in ask("trace", "nothing", 2024, "--data", data, "--lang", "en").err


def test_a_query_answers_in_full(data: Path) -> None:
    answer = ask(
        "query", "select 'x'.repeat(300) as long, 1.50::decimal(9, 2) as number, null as nothing", "--data", data
    )
    assert answer.code == 0
    for expected in ("x" * 300, "1.50", "long", "nothing"):
        assert expected in answer.out


#: What Rich, a terminal or an eye would take for something else, and how it is shown.
TEXTS = [
    ("产量[t]", "产量[t]"),
    ("[/x]", "[/x]"),
    ("[red]x[/red]", "[red]x[/red]"),
    (":smile:", ":smile:"),
    ("\x1b[2Jx", "\\u001b[2Jx"),
    ("\x9b31mx", "\\u009b31mx"),
    ("a\rb\nc\td", "a\\u000db\\u000ac\\u0009d"),
    ("a\u202eb\u200bc", "a\\u202eb\\u200bc"),
    ("\U000e0041", "\\udb40\\udc41"),
    ("渠　县", "渠　县"),
]


def test_a_query_shows_names_and_values_as_they_are(data: Path) -> None:
    columns = ", ".join(f"{value(text)} as {name(text)}" for text, _ in TEXTS)
    answer = ask("query", f"select {columns}", "--data", data)
    assert answer.code == 0
    for _, shown in TEXTS:
        assert answer.out.count(shown) >= 2, shown
    assert answer.out.replace("\n", "").replace("　", "").isprintable()


def value(text: str) -> str:
    return f"'{text}'"


def name(text: str) -> str:
    return f'"{text}"'


def test_an_error_of_a_query_cannot_command_a_terminal(data: Path) -> None:
    answer = ask("query", "select 1 as x from [/x]\x1b[2J", "--data", data)
    assert (answer.code, answer.out) == (1, "")
    assert "[/x]\\u001b[2J" in answer.err
    assert "\x1b" not in answer.err


def test_a_trace_shows_what_a_file_says_as_it_is(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text, shown in TEXTS:
        node = Node("core.observations", "x", "part", f"{text}.xlsx", text, None)
        monkeypatch.setattr("pipelines.proof.trace.trace", lambda *_, node=node: [node])
        assert ask("trace", "总排放", 2024, "--data", data).out == f"{shown}.xlsx  {shown}\n"
        told = ask("trace", "总排放", 2024, "--json", "--data", data).out
        assert json.loads(told)[0]["value"] == text
        assert told.replace("\n", "").replace("　", "").isprintable()


def test_the_name_of_a_file_is_shown_as_it_is(tmp_path: Path) -> None:
    named = with_cells(GAS, tmp_path, "供气量", {}, "[b]供气[x]_2024.xlsx")
    assert "《[b]供气[x]_2024.xlsx》" in ask("check", named, "--data", tmp_path / "none").out
    assert "《[b]供气[x]_2024.xlsx》" in ask("register", named, "--data", tmp_path / "data").out
    assert "《[b]供气[x]_2024.xlsx》" in ask("register", named, "--data", tmp_path / "data").out
    wrong = with_cells(GAS, tmp_path, "供气量", {"E23": "[/x]"}, "[b]错[x].xlsx")
    refused = ask("check", wrong, "--data", tmp_path / "none")
    assert (refused.code, "《[b]错[x].xlsx》" in refused.err, "“[/x]”" in refused.err) == (1, True, True)


@pytest.mark.parametrize(
    "statement",
    [
        "create table marts.mine (a integer)",
        "delete from marts.county_inventory",
        "update core.bases set is_official = false",
        "drop view marts.inventory_trace",
        "select 1; drop view marts.inventory_trace",
        "copy (select 1) to '{outside}'",
        "select * from read_csv('{outside}')",
        "select * from '{outside}'",
        "select * from read_text('{outside}')",
        "attach '{outside}.duckdb'",
        "export database '{outside}'",
        "install httpfs",
        "load '{outside}'",
        "set enable_external_access = true",
        "set threads = 1",
        "select nonsense",
        "nonsense",
    ],
)
def test_a_query_writes_nothing_and_reaches_nothing_outside(statement: str, data: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("secret\n1\n")
    answer = ask("query", statement.format(outside=outside), "--data", data)
    assert answer.code == 1
    assert answer.out == ""
    assert answer.err.startswith("E-QUERY")
    assert "处理：" in answer.err
    assert "Traceback" not in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["outside.csv"]
    assert ask("verify", "--data", data).code == 0


def test_a_whole_release_verifies(data: Path, sample: BuiltRelease) -> None:
    answer = ask("verify", "--data", data)
    assert answer.code == 0
    assert answer.out.startswith(f"核验通过：发布 {sample.folder.name[:16]}")
    assert f"交付文件 {DELIVERED}/{DELIVERED}" in answer.out
    assert ask("verify", sample.folder.name[:8], "--data", data, "--lang", "en").out.startswith("verified: release")


@pytest.mark.parametrize(
    "name",
    [
        "restricted/qingdan.duckdb",
        "restricted/report.html",
        "restricted/parquet/core/emissions.parquet",
        "envelope.json",
    ],
)
def test_a_damaged_release_is_refused_by_name(name: str, folder: Path, sample: BuiltRelease) -> None:
    flip(folder / "releases" / sample.folder.name / name)
    answer = ask("verify", "--data", folder)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("E-VERIFY 文件《")
    assert name in answer.err


def test_a_changed_delivery_is_refused_by_its_own_name(folder: Path) -> None:
    (file,) = [row for row in read_register(folder) if row.file_name == GAS.name]
    copy = folder / "delivered" / file.file_sha256
    flip(copy)
    answer = ask("verify", "--data", folder)
    assert answer.code == 1
    assert f"E-VERIFY 文件《{GAS.name}》" in answer.err


@pytest.mark.parametrize("command", [("verify",), ("query", "select 1"), ("trace", "总排放", "2024")])
@pytest.mark.parametrize("pointer", [None, "", "nothing\n", "0" * 64 + "\n"])
def test_without_a_current_release_there_is_no_answer_and_no_crash(
    command: tuple[str, ...], pointer: str | None, tmp_path: Path
) -> None:
    if pointer is not None:
        (tmp_path / "CURRENT").write_text(pointer)
    answer = ask(*command, "--data", tmp_path)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("E-MISSING-FILE" if pointer is None else "E-VERIFY")


@pytest.mark.parametrize("command", [("query", "select 1"), ("trace", "总排放", "2024")])
def test_a_release_without_its_database_is_refused(command: tuple[str, ...], tmp_path: Path) -> None:
    name = "0" * 64
    (tmp_path / "releases" / name / "restricted").mkdir(parents=True)
    (tmp_path / "CURRENT").write_text(name)
    answer = ask(*command, "--data", tmp_path)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f"E-VERIFY 文件《{name}》：核验不通过：没有查询数据库")


#: What takes longer to import than a question takes to answer, and no question needs.
HEAVY = {"dagster", "numpy", "pandas", "pandera", "pyarrow", "sqlglot"}


@pytest.mark.parametrize(
    ("arguments", "needless"),
    [
        (("--help",), HEAVY | {"duckdb"}),
        (("query", "select 1", "--data", "{data}"), HEAVY),
        (("verify", "--data", "{data}"), HEAVY | {"duckdb"}),
        (("trace", "总排放", "2024", "--data", "{data}"), HEAVY),
        (("register", str(GAS), "--data", "{new}"), {"dagster"}),
        (("check", str(GAS), "--data", "{new}"), {"dagster"}),
        (("check",), {"dagster"}),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_a_command_imports_only_what_it_needs(
    arguments: tuple[str, ...], needless: set[str], data: Path, tmp_path: Path
) -> None:
    typed = [argument.format(data=data, new=tmp_path / "new") for argument in arguments]
    program = f"""
import sys
from pipelines.cli import main
try:
    main({typed})
except SystemExit as end:
    assert not end.code
sys.exit(", ".join(sorted({needless} & set(sys.modules))) or 0)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

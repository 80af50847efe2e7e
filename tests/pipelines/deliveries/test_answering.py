"""A label that no declaration knows is answered once: signed, for some years, for one table, and taken back again."""

import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipelines.deliveries import answering
from pipelines.deliveries.intake import take_in
from pipelines.deliveries.journal import read_journal
from pipelines.deliveries.judgement import judge
from pipelines.deliveries.register import answers, load_sheets, registered_files
from pipelines.settings import Settings
from schemas.problems import Misuse, Refusals
from tests.commands import ask
from tests.deliveries import GAS, with_cells
from tests.sample.series import gas_by_year

TITLE, LABEL = "天然气分类供气量", "城镇居民用气"
SAID = {
    "table": TITLE,
    "label": LABEL,
    "meaning": "居民生活",
    "axis": "",
    "until": "2026",
    "by": "王敏",
    "reason": "公司改了叫法",
}


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    return with_cells(GAS, tmp_path / "renamed", "供气量", {"C3": LABEL})


def say(data_dir: Path, **said: str) -> None:
    answering.answer(data_dir, SAID | said)


def refused(data_dir: Path, *files: Path) -> list[tuple[str, str]]:
    """Codes and cells of what is refused when files are taken in."""
    try:
        take_in(Settings(data_dir=data_dir), files)
    except Refusals as refusals:
        return [(refusal.code, refusal.place.cell) for refusal in refusals.refusals]
    return []


def read(data_dir: Path, sector: str) -> dict[int, float]:
    """What is read of the one registered file for a sector."""
    (file,) = registered_files(data_dir)
    judged = judge(load_sheets(data_dir, file.file_sha256), file.file_name, answers=answers(data_dir))
    rows = judged["gas__supply"].observations
    rows = rows[rows["sector_code"] == sector]
    return {int(period): float(amount) for period, amount in zip(rows["period"], rows["amount"], strict=True)}


def delivered(user: str) -> dict[int, float]:
    """What the sample county delivers for a kind of user."""
    return {year: float(row[user] or 0) for year, row in gas_by_year().items() if year <= 2024}


def test_the_command_that_the_refusal_names_is_enough(renamed: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    answer = ask("register", renamed, "--data", data)
    assert (answer.code, answer.out) == (1, "")
    (line,) = [line for line in answer.err.splitlines() if line.startswith("E-LABEL-UNKNOWN")]
    typed = shlex.split(line.partition("qingdan ")[2].partition("，")[0])
    typed[typed.index("姓名")], typed[typed.index("原因")] = "王敏", "公司改了叫法"
    said = ask(*typed, "--data", data)
    assert (said.code, said.err) == (0, "")
    assert said.out == f"✓ 已解答：“{LABEL}”读作“居民生活”，管到 2026 年的数据。重新运行 qingdan run 后生效。\n"
    assert ask("check", renamed, "--data", tmp_path / "other").code == 1, "said in one folder"
    assert ask("check", renamed, "--data", data).code == 0
    assert ask("register", renamed, "--data", data).code == 0
    assert read(data, "urban") == delivered("households")
    assert read(data, "industry") == delivered("industry")


def test_an_answer_is_a_signed_line_of_the_register(tmp_path: Path) -> None:
    say(tmp_path)
    (event,) = read_journal(tmp_path)
    assert (event.event, event.tables, event.periods) == ("answered", "gas__supply", "2026")
    assert (event.place, event.signed_by, event.reason) == (
        f'["column", "{LABEL}", "居民生活"]',
        "王敏",
        "公司改了叫法",
    )


def test_a_changed_line_is_found(tmp_path: Path) -> None:
    say(tmp_path)
    register = tmp_path / "register.csv"
    register.write_bytes(register.read_bytes().replace("居民生活".encode(), "工业".encode()))
    assert ask("run", "--data", tmp_path).err.startswith("E-REGISTER 文件《register.csv》第 ")


def test_what_is_not_counted_leaves_the_other_figures_as_they_are(tmp_path: Path) -> None:
    wider = with_cells(GAS, tmp_path / "wider", "供气量", {"G3": "用户数（户）", "G23": 120_000})
    data = tmp_path / "data"
    assert ("E-LABEL-UNKNOWN", "G3") in refused(data, wider)
    say(data, label="用户数（户）", meaning="不计入", axis="column")
    assert refused(data, wider) == []
    assert read(data, "urban") == delivered("households")


def test_the_printed_total_still_misses_a_part_that_is_not_counted(tmp_path: Path) -> None:
    total = gas_by_year()[2024]["total"] or 0
    wider = with_cells(
        GAS, tmp_path / "wider", "供气量", {"G3": "代购气量", "G23": 500, "B23": round(float(total) + 500, 2)}
    )
    data = tmp_path / "data"
    say(data, label="代购气量", meaning="不计入", axis="column")
    assert refused(data, wider) == [("E-SUM", "B23")]


def test_a_meaning_that_the_table_prints_already_is_refused(tmp_path: Path) -> None:
    wider = with_cells(GAS, tmp_path / "wider", "供气量", {"G3": LABEL, "G23": 1})
    say(tmp_path / "data")
    assert refused(tmp_path / "data", wider) == [("E-LAYOUT", "G3")]
    assert registered_files(tmp_path / "data") == []


def test_an_answer_expires_with_the_years_of_the_figures(renamed: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    say(data, until="2023")
    assert refused(data, renamed) == [("E-ANSWER-EXPIRED", "C3")]
    answer = ask("register", renamed, "--data", data)
    assert "读作“居民生活”的解答只到 2023 年的数据，此表有 2024 年的" in answer.err
    again = shlex.split(answer.err.partition("qingdan ")[2].partition("。")[0])
    again[again.index("姓名")], again[again.index("原因")] = "王敏", "又核实了一次"
    assert ask(*again, "--data", data).code == 0
    assert refused(data, renamed) == []
    (said,) = answers(data)["gas__supply"]
    assert (said.until, said.reason) == (2026, "又核实了一次")


def test_the_last_word_counts_however_the_label_is_written(tmp_path: Path) -> None:
    say(tmp_path, meaning="工业", until="2024")
    say(tmp_path, label="城镇 居民用气（万立方米）", by="李强")
    (said,) = answers(tmp_path)["gas__supply"]
    assert (said.meaning, said.until, said.by) == ("居民生活", 2026, "李强")
    assert len(read_journal(tmp_path)) == 2


def test_what_is_taken_back_is_unknown_again(renamed: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    say(data)
    typed = ("answer", TITLE, LABEL, "--withdraw", "--by", "李强", "--reason", "说错了", "--data", data)
    assert ask(*typed).out == f"✓ 已收回“{LABEL}”的解答。重新运行 qingdan run 后生效。\n"
    assert answers(data) == {}
    assert ("E-LABEL-UNKNOWN", "C3") in refused(data, renamed)
    assert read_journal(data)[-1].signed_by == "李强"
    again = ask(*typed)
    assert (again.code, again.err.split()[0]) == (2, "E-USE")


WRONG: list[tuple[dict[str, str], str]] = [
    ({"table": "天然气供气"}, "E-USE"),
    ({"meaning": "居民生活用汽"}, "E-ANSWER-MEANING"),
    ({"meaning": "2024年"}, "E-ANSWER-MEANING"),
    ({"meaning": "居民生活", "axis": "row"}, "E-ANSWER-MEANING"),
    ({"axis": "列"}, "E-USE"),
    ({"meaning": "不计入"}, "E-ANSWER-AXIS"),
    ({"label": "工业"}, "E-ANSWER-KNOWN"),
    ({"label": "工　业（万立方米）", "meaning": "不计入", "axis": "column"}, "E-ANSWER-KNOWN"),
    ({"label": "2026年", "meaning": "不计入", "axis": "row"}, "E-ANSWER-KNOWN"),
    ({"until": "9999"}, "E-ANSWER-UNTIL"),
    ({"until": "２０２５"}, "E-ANSWER-UNTIL"),
    ({"until": "明年"}, "E-ANSWER-UNTIL"),
    ({"label": "长" * 101}, "E-ANSWER"),
    ({"label": "基\x1b[2J建"}, "E-ANSWER"),
    ({"label": " "}, "E-ANSWER"),
    ({"by": " "}, "E-ANSWER"),
    ({"reason": ""}, "E-ANSWER"),
    ({"by": "王\x1b[2J敏"}, "E-ANSWER"),
]


@pytest.mark.parametrize(("other", "code"), WRONG, ids=str)
def test_what_cannot_be_is_refused_and_not_written_down(other: Mapping[str, str], code: str, tmp_path: Path) -> None:
    with pytest.raises(Misuse) as refused:
        say(tmp_path, **other)
    assert refused.value.code == code
    assert "？" not in refused.value.render()
    assert refused.value.render().isprintable()
    assert read_journal(tmp_path) == []


def test_a_wrong_meaning_is_refused_with_what_the_table_may_mean(tmp_path: Path) -> None:
    with pytest.raises(Misuse) as refused:
        say(tmp_path, meaning="居民生活用汽", axis="column")
    assert refused.value.details["expected"] == "居民生活、年份、供气总量、商业及公共服务、工业、车用(CNG)、不计入"


@pytest.mark.parametrize("label", ["=HYPERLINK(1)", "<b>居民</b>", '居民,"用气"', "居民 ] 用气"])
def test_a_label_of_any_words_comes_back_as_it_was_said(label: str, tmp_path: Path) -> None:
    say(tmp_path, label=label)
    (said,) = answers(tmp_path)["gas__supply"]
    assert said.label == label


@pytest.mark.parametrize(
    "typed",
    [
        (TITLE, LABEL),
        (TITLE, LABEL, "居民生活", "--not-counted", "--until", "2026"),
        (TITLE, LABEL, "居民生活", "--withdraw"),
        (TITLE, LABEL, "居民生活"),
    ],
    ids=str,
)
def test_a_command_that_says_too_little_or_too_much_is_wrong_use(typed: tuple[str, ...], tmp_path: Path) -> None:
    assert ask("answer", *typed, "--by", "王敏", "--reason", "改名", "--data", tmp_path).code == 2
    assert read_journal(tmp_path) == []


def test_not_counted_may_be_an_option(tmp_path: Path) -> None:
    typed = (TITLE, "用户数", "--not-counted", "--axis", "column", "--until", "2026")
    assert ask("answer", *typed, "--by", "王敏", "--reason", "户数", "--data", tmp_path).code == 0
    (said,) = answers(tmp_path)["gas__supply"]
    assert (said.axis, said.meaning) == ("column", "")


def beside(inbox: Path, *rows: str) -> Path:
    inbox.mkdir(exist_ok=True)
    head = "table,label,meaning,until,by,reason,axis"
    (inbox / "answers.csv").write_text("\n".join((head, *rows)), encoding="utf-8-sig")
    return inbox


ROW = f"{TITLE},{LABEL},居民生活,2026,王敏,公司改了叫法,"


def test_what_lies_beside_a_delivery_is_known_before_it_is_read(renamed: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", inboxes=(beside(renamed.parent, ROW),))
    for _ in range(2):
        take_in(settings)
    assert [event.event for event in read_journal(settings.data_dir)] == ["answered", "delivered", "home"]
    assert read(settings.data_dir, "urban") == delivered("households")


def test_what_was_taken_back_or_replaced_does_not_come_back_by_itself(tmp_path: Path) -> None:
    inbox, data = beside(tmp_path / "inbox", ROW), tmp_path / "data"
    answering.take_in_answers(data, inbox)
    say(data, meaning="工业")
    answering.take_in_answers(data, inbox)
    assert [said.meaning for said in answers(data)["gas__supply"]] == ["工业"]
    answering.take_back(data, TITLE, LABEL, "", "李强", "说错了")
    answering.take_in_answers(data, inbox)
    assert answers(data) == {}


def test_a_row_that_says_what_cannot_be_is_refused_and_stops_no_delivery(tmp_path: Path) -> None:
    inbox, data = tmp_path / "inbox", tmp_path / "data"
    with_cells(GAS, inbox, "供气量", {})
    beside(inbox, ROW, f"{TITLE},工业,居民生活,2026,王敏,误,")
    with pytest.raises(Refusals) as refused:
        take_in(Settings(data_dir=data, inboxes=(inbox,)))
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.place.file, refusal.place.line) == ("E-ANSWER-KNOWN", "answers.csv", 3)
    assert answers(data) == {}, "a file counts whole"
    assert [file.file_name for file in registered_files(data)] == [GAS.name]

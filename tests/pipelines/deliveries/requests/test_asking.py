"""The round trip: what departments are asked on comes back, is taken in, and is what the inventory rests on."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assets.raw import load_printed_tables
from assets.requests import FIRST_ROW
from pipelines.deliveries.intake import take_in
from pipelines.deliveries.requests import asking
from pipelines.deliveries.requests.asking import ask
from pipelines.deliveries.requests.known import Known, Release
from pipelines.deliveries.requests.lines import Key, Wanted, wanted
from pipelines.deliveries.requests.sent import FILE_NAME
from pipelines.lake.files import Lake
from pipelines.lake.lock import hold_lock
from pipelines.reading.seal import Seal
from pipelines.settings import Settings
from schemas import vocabulary
from schemas.codes import read_codes
from schemas.codes.departments import department_name
from schemas.problems import Refusal, Refusals
from tests.conftest import BuiltRelease, build_release, prepare_once
from tests.deliveries import copy_of
from tests.pipelines.deliveries.requests.filled import Answer, fill

YEAR, DUE, QUXIAN = 2025, "2026-10-31", "511725"

#: Departments that deliver tables by years, of which all that there are came once.
DEPARTMENTS = [
    department_name(code)
    for code, asked in wanted("county", YEAR, load_printed_tables().keys(), set()).items()
    if asked.figures
]


def _year(data_dir: Path) -> None:
    """A bureau's year: all departments are asked, all answer, the inventory is built."""
    inbox = data_dir / "inbox"
    with hold_lock(data_dir):
        asked = ask(data_dir, QUXIAN, YEAR, DUE, data_dir / "requests" / str(YEAR))
        answers = {name: fill(asked.folder / name, inbox / name) for name in asked.files if "报送表" in name}
    (data_dir / "answers.txt").write_text(json.dumps(answers, default=str), encoding="utf-8")
    build_release(data_dir)


@dataclass(frozen=True)
class Returned:
    data_dir: Path
    answers: dict[str, list[Answer]]
    observed: dict[tuple[str, str, str], tuple[Decimal | None, str, str, bool, str]]


@pytest.fixture(scope="module")
def returned(sample: BuiltRelease, tmp_path_factory: pytest.TempPathFactory) -> Returned:
    def prepare(folder: Path) -> None:
        copy_of(sample.data_dir, folder)
        _year(folder)

    data_dir = prepare_once(tmp_path_factory, "forms", prepare)
    said = json.loads((data_dir / "answers.txt").read_text(encoding="utf-8"))
    answers = {name.split("_")[1]: [Answer(*answer) for answer in given] for name, given in said.items()}
    (file,) = Lake(data_dir / "lake").verified_files("core/observations")
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select item_code, sector_code, fuel_code, amount, unit_code, value_status, is_preferred, file_name "
            "from read_parquet($file) where year = $year and vintage = 'returned'",
            {"file": str(file), "year": YEAR},
        ).fetchall()
    return Returned(data_dir, answers, {(item, sector, fuel): rest for item, sector, fuel, *rest in rows})


def test_every_department_that_delivers_gets_a_form(returned: Returned) -> None:
    assert set(returned.answers) == set(DEPARTMENTS)
    assert len(DEPARTMENTS) >= 20


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_what_a_department_answered_is_what_is_observed(returned: Returned, department: str) -> None:
    titles = {row["unit_code"]: row["title_zh"] for row in read_codes("units")}
    answers = returned.answers[department]
    assert any(answer.given and answer.given != "无" for answer in answers)
    for answer in answers:
        item, sector, fuel, *_ = answer.code.split("|")
        amount, unit, status, is_preferred, file_name = returned.observed[item, sector, fuel]
        assert department in file_name
        assert is_preferred
        assert titles[unit] == answer.unit
        if answer.given in (None, "无"):
            assert (amount, status) == (None, "zero_or_none" if answer.given else "blank")
        else:
            assert (amount, status) == (Decimal(str(answer.given)), "reported")


def test_nothing_is_observed_that_nobody_answered(returned: Returned) -> None:
    asked = {tuple(answer.code.split("|")[:3]) for answers in returned.answers.values() for answer in answers}
    assert set(returned.observed) == asked


def test_a_table_of_which_a_form_holds_every_figure_has_come(returned: Returned) -> None:
    (file,) = Lake(returned.data_dir / "lake").verified_files("core/deliveries")
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select table_name, file_name from read_parquet($file) where year = $year and status = 'delivered'",
            {"file": str(file), "year": YEAR},
        ).fetchall()
    came = dict(rows)
    assert "县公安局" in came["police__vehicles"]
    assert "grid__electricity_by_sector" not in came  # months are not asked for on a form


# ----------------------------------------------------------------------------------------- what is said of a figure


#: Of the police, which has no table that a release must be asked for.
POLICE = wanted("county", YEAR, (), set())["public_security"]


def known(year: int = YEAR - 1, amount: int | None = 7, **about: Any) -> Known:
    usual = {"unit_code": "piece", "value_status": "reported", "categories": (), "tonnes": None, "targets": ()}
    return Known(year, None if amount is None else Decimal(amount), **(usual | about))


def lines_of(figures: dict[Key, Known], is_there: bool = True) -> list[Any]:
    """Lines of the form of the police, by what a release knows."""
    return list(asking._lines(QUXIAN, YEAR, "县公安局", POLICE, Release(is_there, figures, frozenset())))


@pytest.mark.parametrize(
    ("before", "last", "reason"),
    [
        (known(), 7, ""),
        (known(amount=0), 0, ""),
        (known(YEAR - 2), None, "2024年未报"),
        (known(amount=None, value_status="zero_or_none"), None, "无"),
        (known(amount=None, value_status="blank"), None, vocabulary.VALUE_STATUSES["blank"][0]),
        (None, None, "从未报过"),
    ],
)
def test_last_years_figure_is_that_of_last_year_or_the_reason_why_there_is_none(
    before: Known | None, last: int | None, reason: str
) -> None:
    key = POLICE.figures[0][1].key
    first, *others = lines_of({key: before} if before else {})
    assert (first.last, first.last_reason) == (last, reason)
    assert {line.last_reason for line in others} == {"从未报过"}
    assert {line.last_reason for line in lines_of({}, is_there=False)} == {"尚无发布"}


def test_the_seal_of_a_line_says_its_row_and_the_last_one() -> None:
    seals = [Seal.read(line.seal) for line in lines_of({})]
    assert all(seals)
    rows = [seal.text.split("|")[3:5] for seal in seals if seal]
    last = FIRST_ROW + len(POLICE.figures)
    assert rows == [[str(row), str(last)] for row in range(FIRST_ROW + 1, last + 1)]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, "核对其他数"),
        ({"categories": ("E.3.1 道路运输",)}, "清单：E.3.1 道路运输"),
        ({"categories": ("甲", "乙"), "tonnes": 123_456.0}, "清单：甲、乙，上年 12.35 万吨"),
        ({"categories": ("甲",), "tonnes": 10_000.0}, "清单：甲，上年 1.00 万吨"),
        ({"categories": ("甲",), "tonnes": 9_999.4}, "清单：甲，上年 9,999 吨"),
        ({"targets": ("一", "二")}, "目标：一、二"),
        ({"targets": ("一", "二", "三")}, "目标：一、二 等 3 项"),
        ({"categories": ("甲",), "targets": ("一",)}, "清单：甲；目标：一"),
    ],
)
def test_why_a_figure_is_asked_for_names_what_rests_on_it(about: dict[str, Any], said: str) -> None:
    assert asking._why(POLICE.figures[0][1], known(**about)) == said


def test_a_table_that_is_asked_for_as_it_is_has_no_number_of_lines() -> None:
    asked = wanted("county", YEAR, (), set())["grid"]
    (owed,) = asking._owed("县供电公司", YEAR, DUE, None, Wanted((), asked.tables))
    assert (owed.lines, owed.how, owed.due) == (0, "按原表报2025年逐月数，不填报送表", DUE)
    assert owed.what.startswith(f"{asked.tables[0].title_zh}（")


def test_what_was_known_is_asked_of_the_year_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_of: list[tuple[str, int]] = []

    def nothing(_: Path, region: str, year: int) -> Release:
        asked_of.append((region, year))
        return Release(False, {}, frozenset())

    monkeypatch.setattr(asking, "known_of", nothing)
    with hold_lock(tmp_path / "data"):
        asked = ask(tmp_path / "data", QUXIAN, YEAR, DUE, tmp_path / "out")
    assert asked_of == [(QUXIAN, YEAR - 1)]
    forms = [name.split("_")[1] for name in asked.files if "报送表" in name]
    assert [owed.department for owed in asked.owed if owed.lines] == forms  # whoever has no form owes none


# ------------------------------------------------------------------ what comes back changed, from a folder without data


@dataclass(frozen=True)
class Sent:
    data_dir: Path
    form: Path


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    """The form of the police, sent from a folder in which nothing is yet."""
    data_dir = tmp_path / "data"
    with hold_lock(data_dir):
        asked = ask(data_dir, QUXIAN, YEAR, DUE, tmp_path / "out")
    return Sent(data_dir, asked.folder / "渠县温室气体清单报送表_县公安局_2025.xlsx")


def registered(sent: Sent, *forms: Path) -> list[tuple[str, str]]:
    """Code and cell of every refusal; each says what to do."""
    return taken_in(sent.data_dir, *forms)


def taken_in(data_dir: Path, *forms: Path) -> list[tuple[str, str]]:
    try:
        take_in(Settings(data_dir=data_dir), forms)
    except Refusals as refusals:
        for refusal in refusals.refusals:
            assert "处理：" in refusal.render("zh")
        return [(refusal.code, refusal.place.cell) for refusal in refusals.refusals]
    return []


def answer(sheet: Worksheet, number: float = 11) -> None:
    """Fill in the first line."""
    sheet["G9"] = number


def edited(form: Path, target: Path, change: Callable[[Worksheet], object] = answer) -> Path:
    """A form as it comes back from somebody."""
    book = openpyxl.load_workbook(form)
    change(book.active)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    book.close()
    return target


def test_a_form_from_a_folder_without_a_release_says_so_and_comes_back(sent: Sent, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(sent.form).active
    assert {sheet.cell(row, 6).value for row in range(9, 17)} == {"尚无发布"}
    filled = edited(sent.form, tmp_path / "in" / sent.form.name, lambda sheet: answer(sheet, 12))
    assert registered(sent, filled) == []


def test_forms_that_cannot_be_written_there_are_refused_and_count_as_not_sent(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refusal) as refused, hold_lock(tmp_path / "data"):
        ask(tmp_path / "data", QUXIAN, YEAR, DUE, tmp_path / "file")
    assert (refused.value.code, refused.value.place.file) == ("E-DISK-FULL", str(tmp_path / "file"))
    assert not (tmp_path / "data" / FILE_NAME).exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda sheet: sheet.insert_rows(12), ("E-FORM-ROW", "C13")),
        (lambda sheet: sheet.delete_rows(12), ("E-FORM-ROW", "C12")),
        (lambda sheet: sheet.delete_rows(16), ("E-FORM-ROW", "C16")),
        (lambda sheet: sheet.__setitem__("C9", "汽车"), ("E-FORM-TEXT", "C9")),
        (lambda sheet: sheet.__setitem__("E9", "万辆"), ("E-FORM-TEXT", "E9")),
        (lambda sheet: sheet.__setitem__("G9", "约一万"), ("E-NUM", "G9")),
        (lambda sheet: sheet.__setitem__("J9", "vehicles|bus|"), ("E-FORM-KEY", "C9")),
    ],
)
def test_a_changed_form_is_refused_and_leaves_nothing(
    sent: Sent, tmp_path: Path, change: Callable[[Worksheet], object], said: tuple[str, str]
) -> None:
    assert registered(sent, edited(sent.form, tmp_path / "in" / sent.form.name, change)) == [said]
    assert not (sent.data_dir / "register.csv").exists()


def test_a_form_of_a_year_that_nobody_asked_for_is_refused(sent: Sent, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with hold_lock(other):
        asked = ask(other, QUXIAN, 2024, DUE, tmp_path / "2024")
    form = edited(asked.folder / sent.form.name.replace("2025", "2024"), tmp_path / "in.xlsx")
    assert registered(sent, form) == [("E-FORM-UNASKED", "")]
    assert taken_in(other, form) == []


def test_a_form_of_another_county_is_refused(sent: Sent, tmp_path: Path) -> None:
    assert registered(sent, edited(sent.form, tmp_path / "in" / sent.form.name)) == []
    with hold_lock(tmp_path / "other"):
        asked = ask(tmp_path / "other", "511724", YEAR, DUE, tmp_path / "dazhu")
    (form,) = asked.folder.glob("*县公安局*")
    assert registered(sent, edited(form, tmp_path / "in" / form.name)) == [("E-FORM-UNASKED", "")]


def test_forms_of_two_departments_stand_beside_each_other_and_of_one_do_not(sent: Sent, tmp_path: Path) -> None:
    forms = [sent.form, sent.form.with_name(sent.form.name.replace("县公安局", "县应急管理局"))]
    assert registered(sent, *(edited(form, tmp_path / "first" / form.name) for form in forms)) == []
    copy = edited(sent.form, tmp_path / "另一份.xlsx", lambda sheet: answer(sheet, 12))
    assert registered(sent, copy) == [("E-CONFLICT", "")]
    again = edited(sent.form, tmp_path / "in" / sent.form.name, lambda sheet: answer(sheet, 12))
    assert registered(sent, again) == []


def test_a_form_that_nobody_filled_in_is_refused(sent: Sent) -> None:
    assert registered(sent, sent.form) == [("E-LAYOUT", "G9")]


def test_asking_again_for_the_same_is_the_same_bytes(sent: Sent, tmp_path: Path) -> None:
    with hold_lock(sent.data_dir):
        asked = ask(sent.data_dir, QUXIAN, YEAR, DUE, tmp_path / "again")
    assert (asked.folder / sent.form.name).read_bytes() == sent.form.read_bytes()

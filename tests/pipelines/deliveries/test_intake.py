from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

import openpyxl
import pytest

from pipelines.deliveries import judgement
from pipelines.deliveries.intake import receive, take_in
from pipelines.deliveries.precheck import check_files
from pipelines.deliveries.register import RegistrationReport, confirmations, read_register
from pipelines.deliveries.trial import withdraw
from pipelines.settings import Settings
from schemas.problems import Place, Refusal, Refusals
from tests.deliveries import BALANCE, DELIVERIES, GAS, INDUSTRY, REVISED_GAS, SAMPLE, YEARBOOK, with_cells
from tests.faults.desk import put
from tests.lakes import build_tables, rows_of
from tests.planted.books import Book, sample_books


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "inbox").mkdir()
    return Settings(data_dir=tmp_path, region="")


def drop(settings: Settings, *files: Path) -> None:
    for file in files:
        (settings.inbox_dirs[0] / file.name).write_bytes(file.read_bytes())


def test_a_file_of_the_inbox_is_taken_in_once(settings: Settings) -> None:
    drop(settings, GAS)
    assert [file.file_name for file in take_in(settings).registered] == [GAS.name]
    again = take_in(settings)
    assert again.registered == []
    assert [notice.code for notice in again.notices] == ["I-SAME-FILE"]
    assert len(read_register(settings.data_dir)) == 1


def test_a_sample_file_that_was_edited_and_stands_alone_is_still_a_sample(settings: Settings, tmp_path: Path) -> None:
    """Its sheets say so, and no manifest lies beside it."""
    edited = with_cells(GAS, tmp_path / "edited", "供气量", REVISED_GAS)
    drop(settings, edited)
    (file,) = take_in(settings).registered
    assert file.is_synthetic


def test_a_file_that_nobody_calls_a_sample_is_none(settings: Settings, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(GAS)
    for row in book["供气量"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("示例数据，非官方", "县住建局")
    book.save(tmp_path / "inbox" / GAS.name)
    (file,) = take_in(settings).registered
    assert not file.is_synthetic


def test_what_is_good_is_taken_in_although_something_else_is_refused(settings: Settings) -> None:
    drop(settings, GAS)
    (settings.inbox_dirs[0] / "空.xlsx").write_bytes(b"")
    with pytest.raises(Refusals) as refused:
        take_in(settings)
    assert [refusal.code for refusal in refused.value.refusals] == ["E-FILE-EMPTY"]
    assert [row.file_name for row in read_register(settings.data_dir)] == [GAS.name]


def test_several_inboxes_are_taken_in_as_one(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / GAS.name).write_bytes(GAS.read_bytes())
    place = "123456abcdef"
    inboxes = (tmp_path / "one", with_cells(GAS, tmp_path / "two", "供气量", REVISED_GAS, name="供气.xlsx").parent)
    (inboxes[1] / "confirmations.csv").write_text(f"place,by,reason,said\n{place},王敏,投产,\n", encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data", inboxes=inboxes)
    with pytest.raises(Refusals) as refused:  # neither of two files that hold the same wins
        take_in(settings)
    assert {refusal.code for refusal in refused.value.refusals} == {"E-CONFLICT-NEW"}
    assert set(confirmations(settings.data_dir)) == {place}


def test_a_named_inbox_must_exist_and_the_usual_one_need_not(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        take_in(Settings(data_dir=tmp_path, inboxes=(tmp_path / "nowhere",)))
    assert refused.value.code == "E-MISSING-FILE"
    assert take_in(Settings(data_dir=tmp_path)).registered == []


def test_what_stands_beside_deliveries_is_none(settings: Settings) -> None:
    drop(settings, SAMPLE / "README.md", SAMPLE / "manifest.csv")
    (settings.inbox_dirs[0] / "~$年鉴.xlsx").write_bytes(b"")
    (settings.inbox_dirs[0] / ".DS_Store").write_bytes(b"x")
    report = take_in(settings)
    assert report.registered == []
    assert [notice.code for notice in report.notices] == ["I-LOCK-FILE"]


def test_files_are_taken_in_by_name_and_not_by_the_order_of_the_folder(tmp_path: Path) -> None:
    orders = []
    for turn in (1, -1):
        data = Settings(data_dir=tmp_path / str(turn))
        take_in(data, [BALANCE, GAS][::turn])
        orders.append([(row.file_name, row.delivery_sequence) for row in read_register(data.data_dir)])
    assert orders[0] == orders[1]


def test_what_is_about_another_region_than_asked_for_is_refused(settings: Settings, tmp_path: Path) -> None:
    title = {"A1": "大竹县天然气公司分类供气量"}
    drop(settings, with_cells(GAS, tmp_path / "edited", "供气量", title, name="供气量.xlsx"))
    asked = Settings(data_dir=tmp_path, region="511725")
    with pytest.raises(Refusals) as refused:
        take_in(asked)
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.place.file) == ("E-HOME", "供气量.xlsx")
    assert refusal.details == {"found": "大竹县（511724）", "expected": "渠县（511725）"}
    assert read_register(tmp_path) == []
    assert list((tmp_path / "delivered").iterdir()) == []


def test_a_file_named_after_another_region_than_it_prints_is_refused(settings: Settings, tmp_path: Path) -> None:
    drop(settings, with_cells(GAS, tmp_path / "edited", "供气量", {"A1": "大竹县天然气公司分类供气量"}))
    with pytest.raises(Refusals) as refused:
        take_in(settings)
    assert [(r.code, r.details["found"]) for r in refused.value.refusals] == [("E-REGION", "大竹县")]


def test_a_wrong_cell_is_refused_before_it_can_replace_a_right_one(settings: Settings, tmp_path: Path) -> None:
    drop(settings, GAS)
    take_in(settings)
    drop(settings, with_cells(GAS, tmp_path / "edited", "供气量", {"E23": "约4800"}))
    with pytest.raises(Refusals) as refused:
        take_in(settings)
    assert [refusal.code for refusal in refused.value.refusals] == ["E-NUM"]
    assert len(read_register(settings.data_dir)) == 1


@pytest.mark.parametrize(
    ("moment", "refused"), [("2024-12-31T15:59:59+00:00", ["2024"]), ("2024-12-31T16:00:00+00:00", [])]
)
def test_a_year_is_taken_in_once_it_is_over_in_china(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, moment: str, refused: list[str]
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromisoformat(moment).astimezone(tz)

    monkeypatch.setattr(judgement, "datetime", Clock)
    drop(settings, GAS)
    found = []
    try:
        take_in(settings)
    except Refusals as refusals:
        found = [(r.code, r.details["found"], r.details["expected"]) for r in refusals.refusals]
    assert found == [("E-PERIOD", year, "≤ 2023") for year in refused]


def test_what_is_not_at_home_may_be_allowed(settings: Settings, tmp_path: Path) -> None:
    take_in(settings, [BALANCE])
    drop(settings, BALANCE, GAS)
    with pytest.raises(Refusals, match="E-HOME"):
        take_in(Settings(data_dir=tmp_path, region="511725"))
    report = take_in(Settings(data_dir=tmp_path, allowed_regions="511725"))
    assert [file.file_name for file in report.registered] == [GAS.name]


def test_a_name_that_several_regions_have_is_that_of_the_region_at_home(tmp_path: Path) -> None:
    """鼓楼区 is in Nanjing, Xuzhou, Fuzhou and Kaifeng; what it is does not change when another one is let in."""
    file = with_cells(
        GAS, tmp_path / "edited", "供气量", {"A1": "鼓楼区天然气公司分类供气量"}, name="鼓楼区供气量.xlsx"
    )
    with pytest.raises(Refusals, match="E-REGION-SEVERAL"):
        take_in(Settings(data_dir=tmp_path / "unknown"), [file])
    fuzhou = Settings(data_dir=tmp_path / "fuzhou", region="350102")
    take_in(fuzhou, [file])
    assert {held.region_code for row in read_register(fuzhou.data_dir) for held in row.holdings} == {"350102"}
    other = replace(fuzhou, region="", allowed_regions="320106")
    with build_tables(fuzhou.data_dir, (), ["staged/gas__supply"]) as connection:
        found = 'select distinct region_code from staged."gas__supply"'
        assert rows_of(connection, found) == [{"region_code": "350102"}]
    with pytest.raises(Refusals, match="E-REGION-SEVERAL"):
        take_in(other, [with_cells(file, tmp_path / "again", "供气量", {"E23": 4801})])


def test_a_file_is_named_after_another_region_only_where_its_name_says_so(tmp_path: Path) -> None:
    title = {"A1": "鼓楼区天然气公司分类供气量"}
    data = Settings(data_dir=tmp_path / "data", region="350102")
    with pytest.raises(Refusals) as refused:
        take_in(data, [with_cells(GAS, tmp_path / "a", "供气量", title, name="南京市鼓楼区供气量.xlsx")])
    assert [(r.code, r.details["expected"]) for r in refused.value.refusals] == [("E-REGION", "南京市")]
    assert take_in(data, [with_cells(GAS, tmp_path / "b", "供气量", title, name="城区和县城供气量.xlsx")]).registered


def with_sheet(folder: Path, name: str, rows: list[list[str | float | None]]) -> Path:
    """The gas company's workbook with another sheet."""
    book = openpyxl.load_workbook(GAS)
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(row)
    folder.mkdir(exist_ok=True)
    book.save(folder / GAS.name)
    book.close()
    return folder / GAS.name


def test_a_sheet_with_figures_that_nobody_declared_is_told(settings: Settings, tmp_path: Path) -> None:
    file = with_sheet(tmp_path / "edited", "草稿", [["合计", 5]])
    report = take_in(settings, [file])
    assert [(notice.code, notice.details) for notice in report.notices] == [("I-SHEETS-UNREAD", {"found": "草稿"})]
    assert [notice.code for checked in check_files([file]) for notice in checked.notices] == ["I-SHEETS-UNREAD"]
    words = with_sheet(tmp_path / "words", "封面", [["天然气公司"], ["2025年1月"]])
    assert take_in(settings, [words]).notices[0].code != "I-SHEETS-UNREAD"


def test_a_sheet_with_the_header_of_a_known_table_is_not_passed_over(settings: Settings, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(GAS)
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    book.close()
    rows[0] = ["渠县天然气公司供气情况"]
    with pytest.raises(Refusals) as refused:
        take_in(settings, [with_sheet(tmp_path / "edited", "另表", rows)])
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.place) == ("E-TITLE-UNKNOWN", Place(GAS.name, "另表", "A1"))


def test_no_sheet_of_the_sample_is_passed_over() -> None:
    assert not any(checked.notices for checked in check_files([GAS, BALANCE, YEARBOOK, INDUSTRY]))


def test_a_file_is_what_it_holds_whatever_it_is_called(tmp_path: Path) -> None:
    """Every file of the sample under a name that says nothing: the same tables, regions and periods."""
    (tmp_path / "shuffled").mkdir()
    named = {
        path: tmp_path / "shuffled" / f"{len(DELIVERIES) - n:02}{path.suffix}" for n, path in enumerate(DELIVERIES)
    }
    for path, name in named.items():
        name.write_bytes(path.read_bytes())
    held = []
    for number, files in enumerate((DELIVERIES, named.values())):
        report = receive(Settings(data_dir=tmp_path / str(number)), list(files))
        assert report.refusals == []
        held.append({file.file_sha256: (file.holdings, file.vintage) for file in report.registered})
    assert held[0] == held[1]
    again = receive(Settings(data_dir=tmp_path / "0"), list(named.values()))
    assert (again.registered, {notice.code for notice in again.notices}) == ([], {"I-SAME-FILE"})


def old_workbook(folder: Path, book: Book, name: str) -> Path:
    """A delivered book saved as .xls."""
    path = folder / name
    path.write_bytes(replace(book, name=name).content())
    return path


def told_of(report: RegistrationReport) -> tuple[list[str], dict[str, str], set[str]]:
    """Names that were registered, notices by file, codes of refusals."""
    notices = {notice.place.file: notice.code for notice in report.notices}
    return [file.file_name for file in report.registered], notices, {refusal.code for refusal in report.refusals}


@pytest.mark.parametrize("are_together", [True, False])
def test_a_twin_in_another_format_adds_nothing_and_is_told(tmp_path: Path, are_together: bool) -> None:
    """The yearbook as .xlsx and saved once more as .xls: the same figures twice are no contradiction."""
    settings = Settings(data_dir=tmp_path / "data")
    twin = old_workbook(tmp_path, sample_books()[YEARBOOK.name], "年鉴（旧格式）.xls")
    for files in [[YEARBOOK, twin]] if are_together else [[YEARBOOK], [twin]]:
        report = receive(settings, files, is_asked=False)
    first, second = sorted([YEARBOOK.name, twin.name]) if are_together else [YEARBOOK.name, twin.name]
    assert told_of(report) == ([first] if are_together else [], {second: "I-TWIN"}, set())
    assert f"《{first}》" in report.notices[0].render()
    assert [file.file_name for file in read_register(settings.data_dir)] == [first]
    assert {path.name[:64] for path in (tmp_path / "data" / "read").glob("*.json")} == {
        file.file_sha256 for file in read_register(settings.data_dir)
    }


@pytest.mark.parametrize("are_together", [True, False])
@pytest.mark.parametrize(
    "cells",
    [
        {"B23": "124.38"},  # another figure
        {"B23": None},  # one fewer
        {"A25": "注：2023年、2024年为快报数。"},  # the same, but preliminary
    ],
)
def test_a_book_that_says_anything_else_is_no_twin(
    tmp_path: Path, cells: dict[str, str | None], are_together: bool
) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    changed = put(1, **cells)(sample_books()[YEARBOOK.name].copy())
    assert isinstance(changed, Book)
    other = old_workbook(tmp_path, changed, "年鉴（旧格式）.xls")
    for files in [[YEARBOOK, other]] if are_together else [[YEARBOOK], [other]]:
        report = receive(settings, files, is_asked=False)
    assert told_of(report) == ([], {}, {"E-CONFLICT-NEW" if are_together else "E-CONFLICT"})


def test_a_twin_of_the_old_figures_does_not_hinder_a_revision_and_is_told_afterwards(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    receive(settings, [GAS])
    twin = old_workbook(tmp_path, sample_books()[GAS.name], "供气量.xls")
    revised = with_cells(GAS, tmp_path / "revised", "供气量", REVISED_GAS)
    both = receive(settings, [twin, revised], is_asked=False)
    assert told_of(both) == ([GAS.name], {twin.name: "I-TWIN", GAS.name: "I-SUPERSEDES"}, set())
    assert told_of(receive(settings, [twin, revised], is_asked=False))[2] == {"E-CONFLICT"}


def test_a_revision_that_comes_with_its_twin_keeps_the_name_that_is_in_force(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    receive(settings, [GAS])
    changed = put(**REVISED_GAS)(sample_books()[GAS.name].copy())
    assert isinstance(changed, Book)
    twin = old_workbook(tmp_path, changed, "供气量.xls")
    revised = with_cells(GAS, tmp_path / "revised", "供气量", REVISED_GAS)
    both = receive(settings, [twin, revised], is_asked=False)
    assert told_of(both) == ([GAS.name], {twin.name: "I-TWIN", GAS.name: "I-SUPERSEDES"}, set())


def test_of_two_contradicting_files_a_person_decides(tmp_path: Path) -> None:
    """By naming one; and for the other one by taking it back first. What is not decided stays as it is."""
    settings = Settings(data_dir=tmp_path / "data")
    other = with_cells(GAS, tmp_path, "供气量", {"E23": 4000, "B23": 12839.48}, name="供气量（新）.xlsx")
    both = receive(settings, [GAS, other], is_asked=False)
    assert [refusal.code for refusal in both.refusals] == ["E-CONFLICT-NEW"] * 2
    assert "qingdan register" in both.refusals[0].render()
    assert [file.file_name for file in receive(settings, [GAS]).registered] == [GAS.name]
    (refused,) = receive(settings, [GAS, other], is_asked=False).refusals
    assert (refused.code, refused.place.file) == ("E-CONFLICT", other.name)
    withdraw(settings.data_dir, GAS.name, "王敏", "以新报为准")
    assert [file.file_name for file in receive(settings, [other]).registered] == [other.name]
    later = receive(settings, [GAS, other], is_asked=False)
    assert (later.refusals, {notice.code for notice in later.notices}) == ([], {"I-WITHDRAWN", "I-SAME-FILE"})

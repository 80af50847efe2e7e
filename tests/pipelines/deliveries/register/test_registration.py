import hashlib
import itertools
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipelines.deliveries.changes import Compared
from pipelines.deliveries.journal import append_events, read_journal
from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.register import (
    RegistrationReport,
    editions,
    inbox_files,
    load_sheets,
    read_register,
    register_files,
    registered_files,
    registration,
)
from pipelines.deliveries.register import delivered as store
from pipelines.deliveries.register.rows import home_of, state_event
from schemas.problems import Place, Refusal, Refusals
from tests.faults import xlsx


class Found(NamedTuple):
    table: str
    region_code: str
    periods: tuple[str, ...]
    part: str = ""


def recognise(sheets: Sequence[Sheet], name: str) -> list[Found]:
    """Tables of the tests say what they are: `table,region,first year,last year,anything`, a line a table."""
    rows = ([sheet.cell(row, column).text for column in range(4)] for sheet in sheets for row in range(sheet.n_rows))
    found = []
    for table, region, first, last in rows:
        if table == "broken":
            raise Refusals([Refusal("E-NUM", Place(name, "", "B1"), found=region)])
        if table != "unknown":
            found.append(Found(table, region, tuple(str(year) for year in range(int(first), int(last) + 1))))
    return found


class Office:
    """An inbox and a data folder, and a supplier who drops files."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.data = folder / "inbox", folder / "data"
        self.inbox.mkdir()

    def drop(self, name: str, text: str) -> Path:
        path = self.inbox / name
        path.write_bytes(text.encode())
        return path

    def register(self, *names: str, **asked: Any) -> RegistrationReport:
        files = [self.inbox / name for name in names] or inbox_files(self.inbox)
        return register_files(self.data, files, recognise, **asked)

    def stored(self) -> set[str]:
        return {path.relative_to(self.data).as_posix() for path in self.data.rglob("*") if path.is_file()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def files_of(digest: str) -> set[str]:
    """What a data folder holds after one delivery: the register, the bytes with what is said of them, their reading."""
    of_it = {f"delivered/{digest}", f"delivered/{digest}.json", f"read/{digest}.json"}
    return {"register.csv", "REGISTER.head"} | of_it


def codes(report: RegistrationReport) -> list[str]:
    return [refusal.code for refusal in report.refusals] + [notice.code for notice in report.notices]


GDP = "gdp,511725,2005,2024,1\n"


def test_a_file_is_registered_copied_and_read(office: Office) -> None:
    path = office.drop("年鉴.csv", GDP)
    report = office.register()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (row,) = registered_files(office.data)
    assert report.registered == [row]
    assert codes(report) == []
    assert (row.file_sha256, row.file_name, row.size_bytes) == (digest, "年鉴.csv", len(GDP))
    assert (row.delivery_sequence, row.vintage, row.encoding) == (1, "final", "UTF-8")
    assert [str(holding) for holding in row.holdings] == ["gdp 511725 2005-2024"]
    assert office.stored() == files_of(digest)
    copy = office.data / "delivered" / digest
    assert copy.read_bytes() == path.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o444
    assert load_sheets(office.data, digest)[0].cell(0, 0).text == "gdp"


def test_the_same_files_give_the_same_register_in_any_order(office: Office, tmp_path: Path) -> None:
    for number in range(5):
        office.drop(f"表{number}.csv", f"t{number},511725,2024,2024,1\n")
    registers = set()
    files = inbox_files(office.inbox)
    for number, ordered in enumerate((files, files[::-1], files[2:] + files[:2])):
        data = tmp_path / f"data{number}"
        register_files(data, ordered, recognise)
        registers.add((data / "register.csv").read_bytes())
    assert len(registers) == 1


@pytest.mark.parametrize("name", ["年鉴.csv", "别的.csv"])
def test_the_same_content_again_changes_nothing(office: Office, name: str) -> None:
    office.drop("年鉴.csv", GDP)
    office.register()
    before = (office.data / "register.csv").read_bytes()
    office.drop(name, GDP)
    report = office.register(name)
    assert (codes(report), report.registered) == (["I-SAME-FILE"], [])
    assert "年鉴.csv" in report.notices[0].render()
    assert (office.data / "register.csv").read_bytes() == before


def test_the_same_content_twice_at_once_is_registered_once(office: Office) -> None:
    office.drop("甲.csv", GDP)
    office.drop("乙.csv", GDP)
    report = office.register()
    assert (len(report.registered), codes(report)) == (1, ["I-SAME-FILE"])


def test_a_wrong_name_does_not_spoil_the_right_one(office: Office) -> None:
    office.drop("a.xls", GDP)
    office.drop("b.csv", GDP)
    report = office.register()
    assert codes(report) == ["E-TYPE-MISMATCH"]
    assert [row.file_name for row in report.registered] == ["b.csv"]


def test_what_is_refused_is_refused_under_each_of_its_names(office: Office) -> None:
    office.drop("甲.csv", GDP)
    office.drop("乙.csv", GDP.replace("1\n", "2\n"))
    office.drop("甲的副本.csv", GDP)
    report = office.register()
    assert [(refusal.code, refusal.place.file) for refusal in report.refusals] == [
        ("E-CONFLICT-NEW", "乙.csv"),
        ("E-CONFLICT-NEW", "甲.csv"),
        ("E-CONFLICT-NEW", "甲的副本.csv"),
    ]
    assert office.stored() == set()


def test_copies_are_taken_up_once_however_many_they_are(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    read_regular_file = registration.read_regular_file

    def read(path: Path, name: str, *, is_delivery: bool = False) -> bytes:
        taken.extend([name] if is_delivery else [])
        return read_regular_file(path, name, is_delivery=is_delivery)

    monkeypatch.setattr(registration, "read_regular_file", read)
    for number in range(8):
        office.drop(f"{number}.csv", "unknown\n")
    assert codes(office.register()) == ["E-TABLE-UNKNOWN"] * 8
    assert len(taken) == 8


def test_contradicting_files_are_compared_with_one_other_each(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []
    find_overlaps = editions.find_overlaps

    def count(*holdings: object) -> object:
        compared.append(holdings)
        return find_overlaps(*holdings)  # type: ignore[arg-type]

    monkeypatch.setattr(editions, "find_overlaps", count)
    for number in range(20):
        # each overlaps all others, and is of one edition with one of them
        office.drop(f"{number:02}.csv", f"gdp,511725,2005,{2010 + number // 2},{number}\n")
    report = office.register()
    assert codes(report) == ["E-CONFLICT-NEW"] * 20
    assert [refusal.details["other"] for refusal in report.refusals[:3]] == ["01.csv", "00.csv", "03.csv"]
    assert len(compared) == 20


def test_files_that_hold_the_same_are_compared_with_one_in_force_and_one_that_came(office: Office) -> None:
    compared: list[tuple[str, str]] = []

    def compare(_: object, name: str, __: object, other: str) -> Compared:
        compared.append((name, other))
        return Compared([], [], are_twins=False)

    office.drop("00.csv", GDP)
    office.register()
    for number in range(1, 20):
        office.drop(f"{number:02}.csv", GDP.replace("1\n", f"{number + 1}\n"))
    assert codes(office.register(compare=compare)) == ["E-CONFLICT-NEW"] * 19 + ["I-SAME-FILE"]
    assert len(compared) == 19 + 18


def test_a_twin_is_told_under_each_of_its_names_and_leaves_nothing(office: Office) -> None:
    office.drop("甲.csv", GDP)
    office.register()
    before = office.stored()
    for name in ("乙.csv", "丙.csv"):
        office.drop(name, GDP.replace("1\n", "1 \n"))
    report = office.register(compare=lambda *_: Compared([], [], are_twins=True))
    told = {notice.place.file: (notice.code, notice.details["other"]) for notice in report.notices}
    assert told == {"丙.csv": ("I-TWIN", "甲.csv"), "乙.csv": ("I-TWIN", "甲.csv"), "甲.csv": ("I-SAME-FILE", "甲.csv")}
    assert (report.registered, report.refusals, office.stored()) == ([], [], before)


def test_a_revision_under_the_same_name_supersedes(office: Office) -> None:
    office.drop("年鉴.csv", GDP)
    (first,) = office.register().registered
    office.drop("年鉴.csv", GDP.replace("1\n", "2\n"))
    report = office.register()
    (second,) = registered_files(office.data)
    assert codes(report) == ["I-SUPERSEDES"]
    assert (second.supersedes, second.delivery_sequence) == ((1,), 3)
    assert [row.file_sha256 for row in read_register(office.data)] == [first.file_sha256, second.file_sha256]
    assert load_sheets(office.data, first.file_sha256)[0].cell(0, 4).text == "1", "the old release stays provable"


def test_what_was_superseded_does_not_come_back_by_itself_and_does_by_name(office: Office) -> None:
    for value in ("1", "2", "1"):
        office.drop("年鉴.csv", GDP.replace("1\n", f"{value}\n"))
        report = office.register()
    assert (codes(report), report.registered) == (["I-SUPERSEDED"], [])
    report = office.register(is_asked=True)
    assert codes(report) == ["I-SUPERSEDES"]
    (file,) = registered_files(office.data)
    assert load_sheets(office.data, file.file_sha256)[0].cell(0, 4).text == "1"
    assert [row.delivery_sequence for row in read_register(office.data)] == [1, 3, 4]


def test_a_second_revision_replaces_what_the_first_one_replaced_whatever_becomes_of_that(office: Office) -> None:
    for value in ("1", "2", "3"):
        office.drop("年鉴.csv", GDP.replace("1\n", f"{value}\n"))
        office.register()
    first, second, third = read_register(office.data)
    assert third.supersedes == (first.delivery_sequence, second.delivery_sequence)
    append_events(office.data, read_journal(office.data), [state_event("withdrawn", [second])])
    assert registered_files(office.data) == [third]


@pytest.mark.parametrize(("state", "code"), [("set aside", "I-SET-ASIDE"), ("withdrawn", "I-WITHDRAWN")])
def test_what_was_set_aside_or_withdrawn_does_not_come_back_by_itself_and_does_by_name(
    office: Office, state: str, code: str
) -> None:
    office.drop("年鉴.csv", GDP)
    (file,) = office.register().registered
    append_events(office.data, read_journal(office.data), [state_event(state, [file], reason="因为")])
    report = office.register()
    assert (codes(report), registered_files(office.data)) == ([code], [])
    assert "因为" in report.notices[0].render()
    assert codes(office.register(is_asked=True)) == []
    assert [file.state for file in registered_files(office.data)] == ["on trial"]


def test_a_revision_that_lacks_a_table_or_a_year_is_refused(office: Office) -> None:
    office.drop("年鉴.csv", GDP + "population,511725,2005,2024,1\n")
    office.register()
    office.drop("年鉴.csv", GDP.replace("2005", "2006"))
    report = office.register()
    assert codes(report) == ["E-REVISION-PARTIAL"]
    assert "gdp 渠县 2005；population 渠县 2005-2024" in report.refusals[0].render()


@pytest.mark.parametrize("name", ["年鉴2026.csv", "年鉴.csv"])
def test_the_next_edition_of_a_series_stands_beside_the_one_before(office: Office, name: str) -> None:
    office.drop("年鉴.csv", GDP)
    office.register()
    office.drop(name, "gdp,511725,2006,2025,1\n")
    report = office.register(name)
    assert codes(report) == ["I-NEW-EDITION"]
    assert len(registered_files(office.data)) == 2


def test_a_longer_series_under_the_same_name_supersedes(office: Office) -> None:
    office.drop("年鉴.csv", GDP)
    office.register()
    office.drop("年鉴.csv", "gdp,511725,2005,2025,1\n")
    assert codes(office.register()) == ["I-SUPERSEDES"]
    assert len(registered_files(office.data)) == 1


def test_another_file_that_says_otherwise_is_a_conflict(office: Office) -> None:
    office.drop("甲.csv", GDP)
    office.register()
    office.drop("乙.csv", "gdp,511725,2024,2024,9\n")
    report = office.register()
    (refusal,) = report.refusals
    assert (refusal.code, refusal.place.file) == ("E-CONFLICT", "乙.csv")
    assert "《甲.csv》同为 gdp 渠县 2024" in refusal.render()
    assert len(registered_files(office.data)) == 1


def test_a_file_that_contradicts_another_in_one_of_its_tables_is_no_new_edition(office: Office) -> None:
    """Of its two tables one goes on for a year, the other says otherwise of the same years."""
    office.drop("甲.csv", GDP + "population,511725,2005,2024,1\n")
    office.register()
    office.drop("乙.csv", "gdp,511725,2006,2025,1\npopulation,511725,2005,2024,2\n")
    report = office.register("乙.csv")
    assert codes(report) == ["E-CONFLICT"]
    assert [file.file_name for file in registered_files(office.data)] == ["甲.csv"]


def test_of_two_contradicting_files_that_come_together_neither_wins(office: Office) -> None:
    office.drop("甲.csv", GDP)
    office.drop("乙.csv", GDP.replace("1\n", "2\n"))
    report = office.register()
    assert codes(report) == ["E-CONFLICT-NEW", "E-CONFLICT-NEW"]
    assert office.stored() == set()


def test_other_regions_tables_and_years_do_not_contradict(office: Office) -> None:
    lines = [
        "gdp,511725,2024,2024,1",
        "gdp,511724,2024,2024,2",
        "gdp,511725,2023,2023,3",
        "pop,511725,2024,2024,4",
    ]
    for number, line in enumerate(lines):
        office.drop(f"{number}.csv", line + "\n")
    report = office.register(allowed_regions=["511724", "511725"])
    assert (len(report.registered), codes(report)) == (4, [])


def test_a_region_that_is_not_expected_is_refused(office: Office) -> None:
    office.drop("邻县.csv", "gdp,511724,2024,2024,1\n")
    office.drop("本县.csv", "gdp,511725,2024,2024,1\n")
    report = office.register(region="511725")
    (refusal,) = report.refusals
    assert (refusal.code, refusal.details) == (
        "E-HOME",
        {"found": "大竹县（511724）", "expected": "渠县（511725）"},
    )
    assert [row.file_name for row in report.registered] == ["本县.csv"]
    assert home_of(read_journal(office.data)) == ("511725",)


def test_the_first_delivery_makes_the_home_of_a_folder(office: Office) -> None:
    office.drop("本县.csv", "gdp,511725,2024,2024,1\n")
    office.drop("本省.csv", "balance,510000,2024,2024,1\n")
    office.register()
    assert home_of(read_journal(office.data)) == ("511725",), "its province is not at home, and may be delivered"
    office.drop("邻县.csv", "gdp,511724,2024,2024,1\n")
    assert codes(office.register("邻县.csv")) == ["E-HOME"]
    assert codes(office.register("邻县.csv", region="511724")) == ["E-HOME"], "a home is asked for once"
    assert codes(office.register("邻县.csv", allowed_regions=["511724"])) == []
    assert home_of(read_journal(office.data)) == ("511725", "511724")
    office.drop("邻县人口.csv", "pop,511724,2024,2024,1\n")
    assert codes(office.register("邻县人口.csv")) == []


def test_two_counties_make_no_home(office: Office) -> None:
    office.drop("甲.csv", "gdp,511724,2024,2024,1\n")
    office.drop("乙.csv", "gdp,511725,2024,2024,1\n")
    report = office.register()
    told = [(refusal.code, refusal.details["found"], refusal.details["expected"]) for refusal in report.refusals]
    assert told == [
        ("E-HOME-SEVERAL", "渠县（511725）", "大竹县（511724）"),
        ("E-HOME-SEVERAL", "大竹县（511724）", "渠县（511725）"),
    ]
    assert report.registered == []
    assert len(office.register(allowed_regions=["511724", "511725"]).registered) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("unknown,,,,\n", "E-TABLE-UNKNOWN"),
        ("broken,1O,,,\n", "E-NUM"),
        (GDP + "gdp,511725,2024,2025,1\n", "E-TABLE-DUPLICATE"),
        ("", "E-FILE-EMPTY"),
    ],
)
def test_a_refused_file_leaves_nothing_and_stops_no_other(office: Office, text: str, code: str) -> None:
    office.drop("坏.csv", text)
    assert codes(office.register()) == [code]
    assert office.stored() == set()
    office.drop("好.csv", "pop,511725,2024,2024,1\n")
    report = office.register()
    assert codes(report) == [code]
    assert len(report.registered) == 1
    assert len(office.stored()) == 5


def test_two_sheets_may_share_a_table_when_their_years_differ(office: Office) -> None:
    office.drop("两年.csv", "gdp,511725,2023,2023,1\ngdp,511725,2024,2024,1\n")
    (row,) = office.register().registered
    assert [str(holding) for holding in row.holdings] == ["gdp 511725 2023-2024"]


def test_temporary_files_are_ignored_and_what_is_open_is_refused(office: Office) -> None:
    office.drop("年鉴.csv", GDP)
    office.drop("~$年鉴.csv", "x")
    assert sorted(codes(office.register())) == ["E-BUSY", "I-LOCK-FILE"]
    (office.inbox / "~$年鉴.csv").unlink()
    assert codes(office.register()) == []


def test_links_and_pipes_are_refused_and_folders_passed_over(office: Office) -> None:
    target = office.drop("真.csv", GDP)
    (office.inbox / "链.csv").symlink_to(target)
    (office.inbox / "夹.csv").mkdir()
    os.mkfifo(office.inbox / "管.csv")
    report = office.register()
    assert codes(report) == ["E-NOTFILE"] * 2
    assert [row.file_name for row in report.registered] == ["真.csv"]


def test_a_missing_file_and_a_bad_name_are_refused(office: Office) -> None:
    office.drop("=1.csv", GDP)
    report = office.register("无.csv", "=1.csv")
    assert sorted(codes(report)) == ["E-MISSING-FILE", "E-NAME"]


def test_an_inbox_shows_what_was_dropped_and_not_what_stands_beside_it(office: Office) -> None:
    for name in ("b.csv", "a.xlsx", ".hidden", "manifest.csv", "README.md", "~$a.xlsx"):
        office.drop(name, "x")
    assert [path.name for path in inbox_files(office.inbox)] == ["a.xlsx", "b.csv", "~$a.xlsx"]
    with pytest.raises(Refusal) as caught:
        inbox_files(office.inbox / "none")
    assert caught.value.code == "E-MISSING-FILE"


def test_sample_files_are_marked_as_synthetic_by_the_manifest_beside_them(office: Office) -> None:
    office.drop("manifest.csv", "file,sheet,cell,evidence\n甲.csv,,A1,real\n甲.csv,,B1,synthetic\n乙.csv,,A1,real\n")
    office.drop("甲.csv", GDP)
    office.drop("乙.csv", "pop,511725,2024,2024,1\n")
    rows = {row.file_name: row.is_synthetic for row in office.register().registered}
    assert rows == {"甲.csv": True, "乙.csv": False}


def test_a_manifest_that_cannot_be_read_is_named_and_nothing_is_registered(office: Office) -> None:
    office.drop("年鉴.csv", GDP)
    office.drop("manifest.csv", "file,evidence\n年鉴.csv," + "x" * 131_073 + "\n")
    with pytest.raises(Refusal) as caught:
        office.register()
    assert (caught.value.code, caught.value.place) == ("E-CSV-FIELD", Place("manifest.csv", line=2))
    assert office.stored() == set()
    office.drop("manifest.csv", "file,evidence\n年鉴.csv," + "x" * 131_072 + "\n")
    assert len(office.register().registered) == 1


@pytest.mark.parametrize("stem", ["a" * 251, "a" * 245, "渠" * 83 + "aa", "渠" * 83])
def test_a_name_may_be_as_long_as_a_file_system_allows(office: Office, stem: str) -> None:
    office.drop(f"{stem}.csv", GDP)
    report = office.register()
    assert (codes(report), [row.file_name for row in report.registered]) == ([], [f"{stem}.csv"])


def test_a_name_that_no_file_can_have_is_refused(office: Office) -> None:
    assert codes(office.register("a" * 252 + ".csv", "a" * 300 + "/年鉴.csv")) == ["E-NAME", "E-MISSING-FILE"]


def test_a_damaged_copy_is_refused_and_healed_by_delivering_the_file_again(office: Office) -> None:
    office.drop("年鉴.csv", GDP)
    (row,) = office.register().registered
    copy = office.data / "delivered" / row.file_sha256
    copy.chmod(0o644)
    copy.write_bytes(GDP.replace("1\n", "2\n").encode())
    with pytest.raises(Refusal) as caught:
        load_sheets(office.data, row.file_sha256)
    assert (caught.value.code, caught.value.place.file) == ("E-DAMAGED", "年鉴.csv")
    assert codes(office.register()) == ["I-SAME-FILE"]
    assert load_sheets(office.data, row.file_sha256)[0].cell(0, 4).text == "1"


def test_what_a_killed_registration_left_is_swept_and_the_next_one_completes(office: Office) -> None:
    office.drop("年鉴.csv", GDP)
    digest = hashlib.sha256(GDP.encode()).hexdigest()
    (office.data / "delivered").mkdir(parents=True)
    (office.data / "delivered" / f".{digest}.staged").write_bytes(b"half")
    (office.data / "delivered" / ".other.staged").write_bytes(b"half")
    (office.data / "delivered" / digest).write_bytes(b"not in the register")
    assert len(office.register().registered) == 1
    assert office.stored() == files_of(digest)
    assert load_sheets(office.data, digest)


@pytest.mark.parametrize("at", ["staging", "settling", "writing"])
def test_a_kill_at_any_moment_leaves_a_register_that_can_be_completed(
    office: Office, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.drop("甲.csv", GDP)
    office.register()
    before = (office.data / "register.csv").read_bytes()
    office.drop("乙.csv", "pop,511725,2024,2024,1\n")
    office.drop("丙.csv", "crop,511725,2024,2024,1\n")

    class Killed(BaseException):
        pass

    def kill(*_: object, **__: object) -> None:
        raise Killed

    places = {
        "staging": "pipelines.deliveries.register.delivered.read_staged",
        "settling": "pipelines.deliveries.register.delivered.settle",
        "writing": "pipelines.deliveries.register.registration.append_events",
    }
    with monkeypatch.context() as patched:
        patched.setattr(places[at], kill)
        with pytest.raises(Killed):
            office.register()
    assert (office.data / "register.csv").read_bytes() == before
    assert len(office.register().registered) == 2
    assert not [name for name in office.stored() if ".staged" in name]
    assert len(office.stored()) == 11


def test_a_full_disk_is_refused_and_leaves_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.drop("年鉴.csv", GDP)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        report = office.register()
    assert codes(report) == ["E-DISK-FULL"]
    assert not any(name.startswith("read") or name == "register.csv" for name in office.stored())
    assert codes(office.register()) == []


def test_a_workbook_is_registered_like_a_text(office: Office) -> None:
    cells = itertools.starmap(
        '<c r="{}1" t="inlineStr"><is><t>{}</t></is></c>'.format,
        zip("ABCD", ("gdp", "511725", "2023", "2024"), strict=True),
    )
    (office.inbox / "年鉴.xlsx").write_bytes(xlsx.xlsx(f'<row r="1">{"".join(cells)}</row>'))
    (row,) = office.register().registered
    assert (row.encoding, [str(holding) for holding in row.holdings]) == ("", ["gdp 511725 2023-2024"])


def test_the_copy_is_what_is_parsed_even_if_the_inbox_changes_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.drop("年鉴.csv", GDP)
    stage = store.stage

    def stage_and_swap(*arguments: object) -> None:
        stage(*arguments)  # type: ignore[arg-type]
        path.write_bytes(b"gdp,511724,1999,1999,1\n")

    monkeypatch.setattr(store, "stage", stage_and_swap)
    (row,) = office.register().registered
    assert [str(holding) for holding in row.holdings] == ["gdp 511725 2005-2024"]
    assert (office.data / "delivered" / row.file_sha256).read_bytes() == GDP.encode()

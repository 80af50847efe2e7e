"""What a file means for another one that holds some of the same: the arithmetic of tables, regions and years."""

import pytest

from pipelines.deliveries.register.editions import Shelf, find_conflicts, find_lacking, find_overlaps, settle_editions
from pipelines.deliveries.register.rows import Holding, RegisteredFile
from schemas.problems import Refusal

QUXIAN, DAZHU = "511725", "511724"


def held(first: int, last: int, table: str = "gdp", region: str = QUXIAN, part: str = "") -> Holding:
    return Holding(table, region, tuple(map(str, range(first, last + 1))), part)


def file(number: int, *holdings: Holding, name: str = "", supersedes: tuple[int, ...] = ()) -> RegisteredFile:
    name = name or f"表{number}.xlsx"
    return RegisteredFile(f"{number:064}", 1, name, number, holdings, "final", supersedes)


@pytest.mark.parametrize(
    ("theirs", "periods", "is_same"),
    [
        (held(2020, 2024), ("2022", "2023", "2024"), True),
        (held(2020, 2023), ("2022", "2023"), False),
        (held(2022, 2025), ("2022", "2023", "2024"), False),
        (held(2024, 2024), ("2024",), True),
        (held(2025, 2026), None, None),
        (held(2022, 2024, table="population"), None, None),
        (held(2022, 2024, region=DAZHU), None, None),
        (held(2022, 2024, part="县统计局"), None, None),
    ],
)
def test_two_files_overlap_in_the_years_of_one_series_and_are_one_edition_if_both_end_alike(
    theirs: Holding, periods: tuple[str, ...] | None, is_same: bool | None
) -> None:
    found = list(find_overlaps([held(2022, 2024)], [held(1990, 1991, table="land"), theirs]))
    assert [(one.held.periods, one.is_same_edition) for one in found] == ([(periods, is_same)] if periods else [])


@pytest.mark.parametrize(
    ("ours", "lacking"),
    [
        ([held(2020, 2024)], []),
        ([held(2020, 2023)], [held(2024, 2024)]),
        ([held(2021, 2025)], [held(2020, 2020)]),
        ([held(2020, 2024, region=DAZHU)], [held(2020, 2024)]),
        ([], [held(2020, 2024)]),
    ],
)
def test_what_a_file_lacks_are_the_years_of_the_other(ours: list[Holding], lacking: list[Holding]) -> None:
    assert find_lacking(ours, [held(2020, 2024)]) == lacking


def test_what_overlaps_is_told_in_order_of_delivery_each_once_and_never_the_file_itself() -> None:
    two = (held(2020, 2024), held(2020, 2024, table="population"))
    shelf = Shelf([file(9, *two), file(3, *two), file(5, held(2010, 2012)), file(7, two[1])])
    found = [other.delivery_sequence for other, _ in shelf.overlapping(file(9, *two))]
    assert found == [3, 7]


def test_a_revision_supersedes_what_the_one_before_did_as_well() -> None:
    before = file(4, held(2020, 2024), name="年鉴.xlsx", supersedes=(1, 2))
    numbers, notices = settle_editions(file(8, held(2020, 2024), name="年鉴.xlsx"), Shelf([before]))
    assert (numbers, [notice.code for notice in notices]) == ((1, 2, 4), ["I-SUPERSEDES"])


@pytest.mark.parametrize(
    ("last", "name", "code"),
    [(2025, "年鉴.xlsx", "I-SUPERSEDES"), (2025, "新年鉴.xlsx", "I-NEW-EDITION"), (2024, "新年鉴.xlsx", "E-CONFLICT")],
)
def test_the_name_makes_a_revision_and_the_last_year_an_edition(last: int, name: str, code: str) -> None:
    in_force, newcomer = Shelf([file(1, held(2020, 2024), name="年鉴.xlsx")]), file(2, held(2020, last), name=name)
    if code.startswith("E-"):
        with pytest.raises(Refusal, match=code):
            settle_editions(newcomer, in_force)
    else:
        numbers, notices = settle_editions(newcomer, in_force)
        assert [notice.code for notice in notices] == [code]
        assert numbers == ((1,) if code == "I-SUPERSEDES" else ())


def test_a_revision_that_begins_later_is_refused_with_what_it_lacks() -> None:
    in_force = Shelf([file(1, held(2020, 2024), name="年鉴.xlsx")])
    with pytest.raises(Refusal, match="E-REVISION-PARTIAL") as caught:
        settle_editions(file(2, held(2021, 2024), name="年鉴.xlsx"), in_force)
    assert caught.value.details["found"] == "gdp 渠县 2020"


def test_of_files_that_come_together_the_first_other_one_by_name_is_named() -> None:
    files = [
        file(1, held(2020, 2024), name="丙"),
        file(2, held(2023, 2024), name="乙"),
        file(3, held(2024, 2024), name="甲"),
    ]
    alone = file(4, held(2020, 2025), name="丁")
    told = [found and (found.place.file, found.details["other"]) for found in find_conflicts([*files, alone])]
    first, second, third = sorted(one.file_name for one in files)
    assert dict(filter(None, told)) == {first: second, second: first, third: first}
    assert told[-1] is None, "it ends in another year"

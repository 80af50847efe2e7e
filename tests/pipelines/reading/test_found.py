import tracemalloc

import pytest

from pipelines.reading.cells import Cell, make_sheet
from pipelines.reading.found import SheetTexts, Spot
from tests.pipelines.reading.sheets import make


@pytest.mark.parametrize(
    ("row", "column", "spot"),
    [
        (0, 0, Spot("能源消费", 0, 0)),
        (0, 2, Spot("能源消费", 0, 0)),
        (1, 0, Spot("项目", 1, 0)),
        (2, 0, Spot("项目", 1, 0)),
        (3, 0, Spot("工业", 3, 0)),
        (2, 1, Spot("油品", 1, 1)),
        (2, 2, Spot("油品", 1, 1)),
        (3, 1, Spot("1", 3, 1)),
        (3, 2, None),
        (4, 2, Spot("2", 4, 2)),
        (9, 9, None),
    ],
)
def test_each_cell_of_a_merged_area_says_what_the_area_says(row: int, column: int, spot: Spot | None) -> None:
    sheet = make(
        ("能源消费",),
        ("项目", "油品"),
        (),
        ("工业", 1),
        (None, None, 2),  # the area is blank where it starts: a cell in it speaks for itself
        merged=["A1:C1", "A2:A3", "B2:C3", "B5:C5"],
    )
    assert SheetTexts(sheet).spot(row, column) == spot


def test_a_large_merged_area_takes_no_more_room_than_a_small_one() -> None:
    cells = {(0, 0): Cell("年份", "text"), (1999, 99): Cell("1", "number")}
    sheet = make_sheet("表", cells, [(0, 0, 1999, 99)])
    tracemalloc.start()
    texts = SheetTexts(sheet)
    assert texts.spot(1998, 57) == Spot("年份", 0, 0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000


def test_a_column_reaches_as_far_as_its_last_cell() -> None:
    texts = SheetTexts(make(("项目", "原煤"), ("工业",), (None, None, 3)))
    assert [texts.reaches(0, 1), texts.reaches(0, 2), texts.reaches(1, 0), texts.reaches(2, 2)] == [
        True,
        False,
        True,
        True,
    ]
    assert not texts.reaches(3, 0)

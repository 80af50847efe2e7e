import pytest

from pipelines.deliveries.readers import BLANK, Cell, a1, is_blank
from pipelines.reading.cells import from_record, make_sheet, to_record


@pytest.mark.parametrize(
    ("row", "column", "address"),
    [
        (0, 0, "A1"),
        (16, 3, "D17"),
        (0, 25, "Z1"),
        (0, 26, "AA1"),
        (0, 701, "ZZ1"),
        (1048575, 16383, "XFD1048576"),
    ],
)
def test_an_address_is_the_one_people_see(row: int, column: int, address: str) -> None:
    assert a1(row, column) == address


@pytest.mark.parametrize("text", ["", " ", "　", "\u00a0", "\n\t", "\u2003"])
def test_white_space_of_any_width_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "-", "—", "…", " a "])
def test_a_mark_is_not_blank(text: str) -> None:
    assert not is_blank(text)


def test_a_sheet_reaches_to_its_last_cell_and_merged_areas_are_cut_to_it() -> None:
    cells = {(3, 2): Cell("1", "number"), (0, 0): Cell("表", "text")}
    sheet = make_sheet("表", cells, [(0, 0, 0, 255), (9, 0, 9, 255), (3, 2, 3, 9)])
    assert (sheet.n_rows, sheet.n_columns) == (4, 3)
    assert sheet.merged == [(0, 0, 0, 2)]
    assert list(sheet.cells) == [(0, 0), (3, 2)]
    assert sheet.cell(1, 1) == BLANK


@pytest.mark.parametrize(
    ("merged", "cut"),
    [
        ((0, 0, 9, 9), [(0, 0, 3, 2)]),
        ((0, 0, 9, 0), [(0, 0, 3, 0)]),
        ((3, 0, 9, 0), []),  # of it one cell is left
        ((0, 2, 0, 9), []),
        ((0, 3, 3, 9), []),
        ((4, 0, 9, 2), []),
    ],
)
def test_a_merged_area_is_cut_to_the_last_row_and_column(
    merged: tuple[int, int, int, int], cut: list[tuple[int, int, int, int]]
) -> None:
    cells = {(3, 2): Cell("1", "number"), (0, 0): Cell("表", "text")}
    assert make_sheet("表", cells, [merged]).merged == cut


def test_a_sheet_without_cells_has_no_extent() -> None:
    sheet = make_sheet("空", {}, [(0, 0, 5, 5)])
    assert (sheet.n_rows, sheet.n_columns, sheet.merged) == (0, 0, [])


def test_a_sheet_survives_json() -> None:
    sheet = make_sheet(
        "表",
        {(0, 0): Cell("a\n", "text"), (1, 1): Cell("#REF!", "error")},
        [(0, 0, 0, 1)],
        is_hidden=True,
        hidden_rows=frozenset({1, 40, 9}),
        hidden_columns=frozenset({0, 33, 2}),
        encoding="UTF-8",
    )
    record = to_record(sheet)
    assert from_record(record) == sheet
    assert (record["hidden_rows"], record["hidden_columns"]) == ([1, 9, 40], [0, 2, 33])

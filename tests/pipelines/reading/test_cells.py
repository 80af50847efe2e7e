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


def test_a_sheet_without_cells_has_no_extent() -> None:
    sheet = make_sheet("空", {}, [(0, 0, 5, 5)])
    assert (sheet.n_rows, sheet.n_columns, sheet.merged) == (0, 0, [])


def test_a_sheet_survives_json() -> None:
    sheet = make_sheet(
        "表",
        {(0, 0): Cell("a\n", "text"), (1, 1): Cell("#REF!", "error")},
        [(0, 0, 0, 1)],
        is_hidden=True,
        hidden_rows=frozenset({1}),
        hidden_columns=frozenset({0}),
        encoding="UTF-8",
    )
    assert from_record(to_record(sheet)) == sheet

"""What all sheets share: digits, heights, places, and how a page is printed."""

from decimal import Decimal
from typing import Any

import pytest

from assets.release.workbook.book import Book, decimals_of
from tests.assets.release.workbook.spreadsheet import sheet_of


@pytest.mark.parametrize(
    ("value", "decimals"),
    [(100.0, 0), (1234.5, 1), (123456.7, 0), (0.0153, 4), (1 / 3, 5), (44 / 12, 4), (1.2345e-9, 9), (0.0, 0)],
)
def test_five_digits_of_a_value_are_shown_and_no_zero_behind_them(value: float, decimals: int) -> None:
    assert decimals_of(value) == decimals


def test_an_amount_shows_more_digits_and_no_more_than_three_decimals() -> None:
    assert [decimals_of(value, digits=12, most=3) for value in (1234567.25, 0.123456, 910100.0)] == [2, 3, 0]


@pytest.mark.parametrize(("decimals", "pattern"), [(0, "#,##0"), (1, "#,##0.0"), (2, "#,##0.00"), (4, "#,##0.0000")])
def test_a_number_is_written_whole_in_its_printed_unit_with_its_decimals(decimals: int, pattern: str) -> None:
    def write(book: Book) -> None:
        book.cell(
            book.sheet("表", "表", "", [10]), 4, 0, Decimal("123456.789"), "", decimals, Decimal(10_000), italic=True
        )

    cell = sheet_of(write)["A5"]
    assert (cell.value, cell.number_format, cell.alignment.horizontal) == (12.3456789, pattern, "right")
    assert (cell.font.italic, cell.font.bold, cell.border.left.style) == (True, False, "thin")


def test_a_key_stands_in_the_middle_and_what_cannot_be_in_grey() -> None:
    def write(book: Book) -> None:
        sheet = book.sheet("表", "表", "", [10])
        for row, key in enumerate(("NE", "NA")):
            book.cell(sheet, row + 4, 0, None, key, bold=True)

    sheet = sheet_of(write)
    assert [sheet[at].alignment.horizontal for at in ("A5", "A6")] == ["center"] * 2
    assert [sheet[at].font.color.rgb == "FFA9B1BC" for at in ("A5", "A6")] == [False, True]
    assert sheet["A5"].font.bold


@pytest.mark.parametrize(
    ("texts", "height"),
    [
        ({0: "短"}, 18),
        ({0: "五个汉字吧"}, 18),  # 9.5 of 10
        ({0: "这是六个汉字"}, 32),  # 11.4 of 10
        ({0: "短", 1: "这一列很窄"}, 46),  # 9.5 of 4
        ({0: "", 1: ""}, 18),
    ],
)
def test_a_row_is_as_high_as_the_longest_of_its_texts_needs(texts: dict[int, str], height: int) -> None:
    """A character is 1.9 wide, a line 14 high, and 4 stand around them; a spreadsheet keeps quarters of a point."""

    def write(book: Book) -> None:
        book.fit_row(book.sheet("表", "表", "", [10, 4]), 4, texts, [10, 4])

    assert sheet_of(write).row_dimensions[5].height == pytest.approx(height, abs=0.25)


def test_a_table_stands_below_its_heads_and_says_which_row_is_free() -> None:
    free: list[int] = []

    def write(book: Book) -> None:
        sheet = book.sheet("表", "表", "", [10, 10])
        free.append(book.table(sheet, 3, [10, 10], ["甲", "乙"], [["1", "2"], ["3", "4"]]))
        free.append(book.table(sheet, free[0], [10, 10], ["丙"], []))

    sheet = sheet_of(write)
    assert free == [6, 7]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)] == [
        ["甲", "乙"],
        ["1", "2"],
        ["3", "4"],
        ["丙", None],
    ]
    assert (sheet["A4"].font.bold, sheet["A5"].font.bold) == (True, False)


@pytest.mark.parametrize(("labels", "height"), [(["2023年", "2024年（初步）"], 32), (["2023年", "2024年"], 18)])
def test_what_is_said_of_a_year_stands_below_it(labels: list[str], height: int) -> None:
    sheet = sheet_of(lambda book: book.year_heads(book.sheet("表", "表", "", [10] * 4), 3, 2, labels))
    assert [cell.value for cell in sheet[4]][2:] == [label.replace("（", "\n（") for label in labels]
    assert (sheet.row_dimensions[4].height or 18) == pytest.approx(height, abs=0.25)


@pytest.mark.parametrize(("pages", "is_portrait"), [(1, True), (0, False), (2, False)])
def test_a_sheet_is_headed_across_its_columns_and_printed_as_wide_as_a_page(pages: int, is_portrait: bool) -> None:
    def write(book: Book) -> None:
        book.sheet("表", "标题", "单位：吨", [12, 34, 8], pages=pages, is_portrait=is_portrait)

    sheet: Any = sheet_of(write)
    assert {str(each) for each in sheet.merged_cells.ranges} == {"A1:C1", "A2:C2", "A3:C3"}
    assert [sheet[f"A{row}"].value for row in (1, 2, 3)] == ["标题", "内部版", "单位：吨"]
    assert [sheet[f"A{row}"].alignment.horizontal for row in (1, 2, 3)] == ["center", "center", "right"]
    assert (sheet["A1"].font.size, sheet["A1"].font.bold) == (16, True)
    assert sheet.row_dimensions[1].height == pytest.approx(28, abs=0.25)
    widths = [sheet.column_dimensions[column].width for column in "ABC"]
    assert widths == pytest.approx([12, 34, 8], abs=0.8)
    assert (sheet.page_setup.orientation or "portrait") == ("portrait" if is_portrait else "landscape")
    told = (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight)
    assert [1 if number is None else number for number in told] == [1, pages]  # 1 is not written


def test_a_head_may_stand_over_two_rows() -> None:
    sheet = sheet_of(lambda book: book.head(book.sheet("表", "表", "", [10]), 3, 0, "项目", rows=2))
    assert "A4:A5" in {str(each) for each in sheet.merged_cells.ranges}
    assert (sheet["A4"].value, sheet["A4"].alignment.wrap_text) == ("项目", True)

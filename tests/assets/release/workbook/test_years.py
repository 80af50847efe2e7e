"""A table of years: each in its row, each series in its column and unit, what is not known by its key."""

from decimal import Decimal
from typing import Any

from assets.release.figures import Region
from assets.release.workbook.years import Series, widths, write_years
from tests.assets.release.workbook.spreadsheet import sheet_of

REGION = Region("511725", "渠县", (2021, 2022, 2023, 2024), {2024: "人口"})


def row(year: int, value: int | None, key: str = "", is_incomplete: bool = False) -> dict[str, Any]:
    amount = None if value is None else Decimal(value)
    return {"year": year, "value": amount, "notation_key": key, "is_incomplete": is_incomplete}


def test_years_are_rows_and_series_are_columns_in_their_units() -> None:
    series = [
        Series(
            "能耗",
            "万吨标准煤",
            [row(2024, 123_456), row(2022, 7, is_incomplete=True), row(2021, None, "C")],
            per=10_000,
        ),
        Series("人口", "人", [row(2021, 900), row(2022, None), row(2023, 950), row(1999, 5_000_000)]),
    ]
    sheet = sheet_of(lambda book: write_years(book, book.sheet("表", "表", "", widths(series)), REGION, series))
    assert [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4)] == [
        ["年份", "能耗", "人口"],
        [None, "万吨标准煤", "人"],
        ["2021年", "C", 900],
        ["2022年", 0.0007, "NE"],
        ["2023年", "—", 950],
        ["2024年（初步）", 12.3456, "—"],
    ]
    # about four digits of the largest that is shown
    assert (sheet["B9"].number_format, sheet["C6"].number_format) == ("#,##0.00", "#,##0.0")
    assert [bool(sheet[at].font.italic) for at in ("B7", "B9", "B8")] == [True, False, False]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B6", "$4:$5")
    assert "A4:A5" in {str(each) for each in sheet.merged_cells.ranges}


def test_a_table_without_series_has_room_for_one() -> None:
    assert widths([]) == [15, 16]
    assert widths([1, 2]) == [15, 16, 16]

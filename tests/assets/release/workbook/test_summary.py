"""The provincial form in the workbook: titles, depth, what is bold, and columns that hold the largest figure."""

from typing import Any

from assets.release.figures import reported_regions
from assets.release.workbook import summary
from tests.assets.release.conftest import Engine
from tests.assets.release.workbook.spreadsheet import sheet_of


def test_a_line_is_indented_by_its_depth_totals_and_sectors_bold_memo_items_named(full: Engine) -> None:
    (region,) = reported_regions(full)
    sheet = sheet_of(lambda book: summary.write_summary(book, full, region, ""))
    lines = full.execute(
        "select line_level, is_memo, is_incomplete from marts.provincial_summary_official where year = 2024 "
        "order by line_number"
    ).fetchall()
    assert sheet.max_row == 5 + len(lines)
    for row, (level, is_memo, is_incomplete) in zip(sheet.iter_rows(min_row=6), lines, strict=True):
        title = row[0]
        assert title.alignment.indent == 1 + 2 * level
        assert title.font.bold == row[1].font.bold == (level < 2 and not is_memo)
        assert (title.value.endswith("*"), title.value.startswith("信息项：")) == (is_incomplete, is_memo)
    assert {level for level, *_ in lines} >= {0, 1, 2}
    assert [cell.value for cell in sheet[4]][-1] == "温室气体合计"
    assert [cell.value for cell in sheet[5]][1:] == [
        *["万吨", "吨", "吨", "吨CO₂当量", "吨CO₂当量", "吨", "万吨CO₂当量"],
    ]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B6", "$4:$5")


def test_carbon_dioxide_and_the_sum_are_in_wan_and_other_gases_in_tonnes(full: Engine) -> None:
    """Of 2024: rice 7,000 − 20 × 19 t of methane, 28 times as much CO2e; soils 240.5 − 19 t of nitrous oxide."""
    (region,) = reported_regions(full)
    sheet = sheet_of(lambda book: summary.write_summary(book, full, region, ""))
    codes = full.execute(
        "select line_code from marts.provincial_summary_official where year = 2024 order by line_number"
    ).fetchall()
    rows = {code: [cell.value for cell in row] for (code,), row in zip(codes, sheet.iter_rows(min_row=6), strict=True)}
    assert (rows["agriculture.rice"][2], rows["agriculture.rice"][7]) == (6620, 18.536)
    assert rows["agriculture.soils"][3] == 221.5
    assert rows["energy.fossil.energy_industries"][1] == rows["energy.fossil.energy_industries"][7] == 315.11085


def widths(full: Engine) -> list[float]:
    (region,) = reported_regions(full)
    sheet: Any = sheet_of(lambda book: summary.write_series(book, full, region, ""))
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.print_title_cols) == ("B5", "$4:$4", "$A:$A")
    return [sheet.column_dimensions["B"].width]


def test_columns_of_years_are_as_wide_as_their_largest_total_whatever_its_sign(full: Engine) -> None:
    """504.89 has six characters, −12,345.68 ten."""
    (usual,) = widths(full)
    full.execute(
        "update marts.provincial_summary set emissions_tco2e = -123456789 where line_code = 'total' and year = 2010"
    )
    (wide,) = widths(full)
    assert wide - usual == 3  # 12,345.68
    full.execute(
        "update marts.provincial_summary set emissions_tco2e = null, emissions_key = 'NE' where line_code = 'total'"
    )
    (none,) = widths(full)
    assert none - usual == -2  # 0.00


def test_the_totals_of_regions_are_starred_and_called_preliminary_where_they_are(full: Engine) -> None:
    for table in ("core.regions", "marts.provincial_summary", "marts.year_progress"):
        full.execute(f"insert into {table} select * replace ('511702' as region_code) from {table}")
    full.execute("update marts.year_progress set preliminary_zh = '人口' where region_code = '511702' and year = 2024")
    full.execute("update marts.provincial_summary set is_incomplete = region_code = '511725'")
    sheet = sheet_of(lambda book: summary.write_totals(book, full))
    assert [[cell.value for cell in row[:3]] for row in sheet.iter_rows(min_row=5)] == [
        ["511702", "渠县", "2024年（初步）"],
        ["511725", "渠县*", "2024年"],
    ]
    assert sheet["D5"].value == 504.88635

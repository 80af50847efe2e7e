"""The workbook: numbers are numbers, text is text, nothing is blank, bytes never change."""

from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from assets.builders.page import figures
from assets.builders.page.figures import reported_regions
from assets.release import tables


def read(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def test_the_workbook_has_the_forms(any_release: Any) -> None:
    book = read(tables.render(any_release, "restricted"))
    assert book.sheetnames == ["清单汇总表", "历年汇总", "强度指标", "完整性", "说明"]


def test_the_form_has_no_blank_and_the_numbers_of_the_mart(any_release: Any) -> None:
    sheet = read(tables.render(any_release, "restricted"))["清单汇总表"]
    (region,) = reported_regions(any_release)
    for at, line in enumerate(figures.summary_lines(any_release, region, region.latest), 6):
        assert line["line_title_zh"] in sheet.cell(at, 1).value
        for column, (stem, _, _, per) in enumerate(figures.FORM_GASES, 2):
            tonnes, cell = line[f"{stem}_t"], sheet.cell(at, column)
            assert cell.value == (line[f"{stem}_key"] if tonnes is None else pytest.approx(float(tonnes / per)))
            assert cell.alignment.horizontal == ("center" if tonnes is None else "right")
    assert sheet.max_row == at


def test_the_series_has_every_line_and_year(any_release: Any) -> None:
    sheet = read(tables.render(any_release, "restricted"))["历年汇总"]
    (region,) = reported_regions(any_release)
    assert [cell.value for cell in sheet[4]] == ["排放源与吸收汇种类", *(f"{year}年" for year in region.years)]
    for at, by_year in enumerate(figures.line_series(any_release, region).values(), 5):
        for column, year in enumerate(region.years, 2):
            row = by_year[year]
            expected = row["co2e_key"] or pytest.approx(float(row["co2e_t"] / 10_000))
            assert sheet.cell(at, column).value == expected


def test_indicators_are_numbers_with_fitting_decimals(full: Any) -> None:
    sheet = read(tables.render(full, "restricted"))["强度指标"]
    assert sheet["A6"].value == "2005年"
    assert sheet["B6"].value == 3.9
    assert sheet["B6"].number_format == "#,##0.000"


def test_no_cell_is_a_formula_and_hostile_text_stays_text(full: Any) -> None:
    for index, begin in enumerate(["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "＝1+1", "\t=1"]):
        full.execute(
            "update marts.provincial_summary set line_title_zh = $1 where line_number = $2", [begin, index + 1]
        )
    full.execute("update core.regions set name_zh = '=HYPERLINK(\"x\")'")
    full.execute("update marts.completeness set department_zh = '=1+1'")
    content = tables.render(full, "restricted")
    cells = [cell for sheet in read(content) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"n", "s"}
    obeyed = [cell for cell in cells if cell.data_type == "s" and cell.value.startswith(tables.OBEYED)]
    assert len(obeyed) > 10
    assert all(cell.quotePrefix for cell in obeyed)
    assert not any(b"<f>" in ZipFile(BytesIO(content)).read(name) for name in ZipFile(BytesIO(content)).namelist())


def test_a_negative_number_is_a_number(full: Any) -> None:
    sheet = read(tables.render(full, "restricted"))["清单汇总表"]
    assert sheet.cell(sheet.max_row, 2).value == pytest.approx(-79.0)
    assert not sheet.cell(sheet.max_row, 2).quotePrefix


def test_the_workbook_is_the_same_on_every_run(full: Any) -> None:
    content = tables.render(full, "public")
    assert content == tables.render(full, "public")
    assert read(content).properties.created == tables.CREATED


def test_the_workbook_says_what_it_is(full: Any, one_year: Any) -> None:
    assert (
        read(tables.render(full, "restricted"))["清单汇总表"]["A2"].value
        == "示例数据，非官方 · 内部版，不得对外提供 · 草稿"
    )
    assert "示例" not in read(tables.render(one_year, "public"))["清单汇总表"]["A2"].value


def test_sheets_print_across_one_page_and_keep_their_head(full: Any) -> None:
    sheet = read(tables.render(full, "restricted"))["历年汇总"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes == "B5"


def test_gaps_and_missing_deliveries_stand_in_the_workbook(full: Any) -> None:
    sheet = read(tables.render(full, "restricted"))["完整性"]
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"A.3 动物肠道发酵", "分类供气量", "2005—2006、2010"} <= texts


def test_several_regions_have_a_sheet_of_totals_and_sheets_of_their_own(full: Any) -> None:
    for table in ("core.regions", "core.factor_regions", "marts.provincial_summary"):
        full.execute(f"insert into {table} select * replace ('511702' as region_code) from {table}")
    book = read(tables.render(full, "restricted"))
    assert [row[0].value for row in book["各地区汇总"].iter_rows(min_row=5)] == ["511702", "511725"]
    assert {"清单汇总表_511702", "清单汇总表_511725"} <= set(book.sheetnames)


def test_a_cell_without_number_and_key_is_refused() -> None:
    book = tables.Book(BytesIO(), "")
    sheet = book.sheet("表", "表", "", [10])
    with pytest.raises(ValueError, match="neither a number nor a notation key"):
        book.cell(sheet, 4, 0, None, "")
    book.cell(sheet, 4, 0, Decimal(0), "")
    book.workbook.close()

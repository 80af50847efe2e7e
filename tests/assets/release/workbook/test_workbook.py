"""The workbook: numbers are numbers, text is text, nothing is blank, bytes never change."""

from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell

from assets.release import figures
from assets.release import workbook as tables
from assets.release.figures import reported_regions
from assets.release.workbook.book import CREATED, OBEYED, Book

#: The forms of the provincial report beside the summary, then the other views.
FORMS = [
    "各年汇总表",
    "部门与气体",
    "气体构成",
    "部门内构成",
    "增温潜势",
    "不确定性",
    "三项主要指标",
    "IPCC分类",
    "GPC",
    "考核二氧化碳",
    "视角差异",
    "视角差异明细",
]


def read(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def test_the_workbook_has_the_forms(any_release: Any) -> None:
    book = read(tables.render(any_release))
    assert book.sheetnames == ["清单汇总表", "历年汇总", "强度指标", *FORMS, "完整性", "说明"]


def test_no_cell_inside_a_table_is_blank(any_release: Any) -> None:
    """From its heading to its last row every table is filled; blocks of a sheet are parted by blank rows."""
    book = read(tables.render(any_release))
    for name in FORMS:
        for row in book[name].iter_rows(min_row=4):
            filled = [cell for cell in row if cell.border.left.style and not isinstance(cell, MergedCell)]
            assert [cell.coordinate for cell in filled if cell.value in (None, "")] in ([], ["A6"]), name


def test_the_form_has_no_blank_and_the_numbers_of_the_mart(any_release: Any) -> None:
    sheet = read(tables.render(any_release))["清单汇总表"]
    (region,) = reported_regions(any_release)
    for at, line in enumerate(figures.form_lines(any_release, "provincial_summary", region, region.latest), 6):
        assert line["line_title_zh"] in sheet.cell(at, 1).value
        for column, (amount, key, _, _, per) in enumerate(figures.FORM_GASES, 2):
            tonnes, cell = line[amount], sheet.cell(at, column)
            assert cell.value == (line[key] if tonnes is None else pytest.approx(float(tonnes / per)))
            assert cell.alignment.horizontal == ("center" if tonnes is None else "right")
    assert sheet.max_row == at


def test_the_series_has_every_line_and_year(any_release: Any) -> None:
    sheet = read(tables.render(any_release))["历年汇总"]
    (region,) = reported_regions(any_release)
    assert [cell.value for cell in sheet[4]] == ["排放源与吸收汇种类", *(f"{year}年" for year in region.years)]
    for at, by_year in enumerate(figures.line_series(any_release, region).values(), 5):
        for column, year in enumerate(region.years, 2):
            row = by_year[year]
            expected = row["emissions_key"] or pytest.approx(float(row["emissions_tco2e"] / 10_000))
            assert sheet.cell(at, column).value == expected


def test_indicators_are_numbers_with_fitting_decimals(full: Any) -> None:
    sheet = read(tables.render(full))["强度指标"]
    assert sheet["A6"].value == "2005年"
    assert (sheet["B6"].value, sheet.max_column) == (3.9, 3)
    assert sheet["B6"].number_format == "#,##0.000"


def test_no_cell_is_a_formula_and_hostile_text_stays_text(full: Any) -> None:
    for index, begin in enumerate(["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "＝1+1", "\t=1"]):
        full.execute(
            "update marts.provincial_summary set line_title_zh = $1 where line_number = $2", [begin, index + 1]
        )
    full.execute("update core.regions set name_zh = '=HYPERLINK(\"x\")'")
    full.execute("update marts.completeness set department_zh = '=1+1'")
    content = tables.render(full)
    cells = [cell for sheet in read(content) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"n", "s"}
    obeyed = [cell for cell in cells if cell.data_type == "s" and cell.value.startswith(OBEYED)]
    assert len(obeyed) > 10
    assert all(cell.quotePrefix for cell in obeyed)
    assert not any(b"<f>" in ZipFile(BytesIO(content)).read(name) for name in ZipFile(BytesIO(content)).namelist())


def test_a_negative_number_is_a_number(full: Any) -> None:
    sheet = read(tables.render(full))["清单汇总表"]
    assert sheet.cell(sheet.max_row, 2).value == pytest.approx(-79.0)
    assert not sheet.cell(sheet.max_row, 2).quotePrefix


def test_the_workbook_is_the_same_on_every_run(full: Any) -> None:
    content = tables.render(full)
    assert content == tables.render(full)
    assert read(content).properties.created == CREATED


def test_the_workbook_says_what_it_is(full: Any, one_year: Any) -> None:
    assert read(tables.render(full))["清单汇总表"]["A2"].value == "示例数据，非官方 · 内部版，不得对外提供 · 草稿"
    assert "示例" not in read(tables.render(one_year))["清单汇总表"]["A2"].value


def test_sheets_print_across_one_page_and_keep_their_head(full: Any) -> None:
    sheet = read(tables.render(full))["历年汇总"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes == "B5"


def test_gaps_and_missing_deliveries_stand_in_the_workbook(full: Any) -> None:
    sheet = read(tables.render(full))["完整性"]
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"A.3 动物肠道发酵", "分类供气量", "2005—2006、2010"} <= texts


def cells(sheet: Any, first: int = 5) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


def test_the_summary_of_every_year_is_there(full: Any) -> None:
    sheet = read(tables.render(full))["各年汇总表"]
    heads = [row[0] for row in cells(sheet, 4) if str(row[0]).endswith("排放源与吸收汇种类")]
    assert heads == [f"{year}年 排放源与吸收汇种类" for year in range(2005, 2025)]
    assert len(sheet.row_breaks.brk) == 19  # each year begins a page


def test_sectors_add_up_by_gas_with_and_without_land_use(any_release: Any) -> None:
    (region,) = reported_regions(any_release)
    rows = [row for row in cells(read(tables.render(any_release))["部门与气体"]) if row[0]]
    assert len(rows) == 7 * len(region.years)
    for year in region.years:
        *sectors, gross, total = [row[2:] for row in rows if row[0] == f"{year}年"]
        for column, whole in enumerate(total):
            parts = [sector[column] for sector in sectors if not isinstance(sector[column], str)]
            without = [sector[column] for sector in (*sectors[:3], sectors[4]) if not isinstance(sector[column], str)]
            assert whole == (pytest.approx(sum(parts)) if parts else whole)
            assert isinstance(whole, str) == (not parts)
            assert gross[column] == (pytest.approx(sum(without)) if without else gross[column])
            assert isinstance(gross[column], str) == (not without)


def test_gases_are_shares_of_the_total_without_land_use(full: Any) -> None:
    for row in cells(read(tables.render(full))["气体构成"]):
        amounts, whole, shares = row[1:5], row[5], row[6:]
        for amount, share in zip(amounts, shares, strict=True):
            assert share == (amount if isinstance(amount, str) else pytest.approx(100 * amount / whole))
        assert sum(share for share in shares if not isinstance(share, str)) == pytest.approx(100)


def test_sub_sources_are_shares_of_their_sector_and_a_net_of_sinks_has_none(full: Any) -> None:
    rows = cells(read(tables.render(full))["部门内构成"])
    by_sector: dict[object, float] = {}
    for sector, *_, last in rows:
        by_sector[sector] = by_sector.get(sector, 0) + (0 if isinstance(last, str) else float(str(last)))
    assert by_sector.pop("土地利用变化与林业") == 0
    assert by_sector.pop("废弃物处理") == 0  # nothing of it is known
    assert list(by_sector.values()) == pytest.approx([100] * 3)
    assert {row[-1] for row in rows if row[0] == "土地利用变化与林业"} == {"NA", "NE"}


def test_potentials_of_all_sets_stand_beside_each_other(full: Any) -> None:
    sheet = read(tables.render(full))["增温潜势"]
    assert [row[0] for row in cells(sheet)] == ["二氧化碳", "甲烷", "氧化亚氮"]
    assert [row[2:] for row in cells(sheet)] == [[1, 1], [21, 28], [310, 265]]
    assert "第五次评估报告" in sheet["A3"].value


def test_an_uncertainty_that_is_not_computed_is_no_number(any_release: Any) -> None:
    rows = cells(read(tables.render(any_release))["不确定性"])
    assert len(rows) == 7
    assert {row[2] for row in rows} == {"尚未计算"}


def test_the_other_views_show_the_numbers_of_their_tables(full: Any) -> None:
    book = read(tables.render(full))
    ipcc = {row[0]: row[1:] for row in cells(book["IPCC分类"], 6)}
    assert ipcc["1.A.2"][:2] == ["制造业和建筑业*", pytest.approx(80.99975)]
    gpc = {row[0]: row[3:] for row in cells(book["GPC"])}
    assert gpc["I.3.1"] == [
        pytest.approx(809_997.5), *["NA"] * 6, pytest.approx(809_997.5), "—", "M", "M", "√", "√", "√",
    ]  # fmt: skip
    assert gpc["I.3.2"] == [*["NE"] * 6, "NA", "NE", "NE", "—", "—", "√", "√", "—"]
    three = book["三项主要指标"]
    titles = [f"co2_per_gdp 2020 {is_with}" for is_with in (False, True)]  # in the prices of the last base alone
    assert [cell.value for cell in three[4]][1:3] == titles
    assert (three.max_column, three.cell(6, 2).value) == (7, pytest.approx(2.5))
    assert book["考核二氧化碳"].cell(25, 2).value == pytest.approx(80.99925)
    bridge = cells(book["视角差异"])
    assert [row[1] for row in bridge] == ["start", "lulucf_excluded", "end"]
    for column in range(2, 22):
        assert bridge[0][column] + bridge[1][column] == pytest.approx(bridge[2][column])  # type: ignore[operator]
    assert [row[4] for row in cells(book["视角差异明细"])] == [1_000_000, 2024, 1_002_024]


def test_several_regions_have_a_sheet_of_totals_and_sheets_of_their_own(full: Any) -> None:
    for table in ("core.regions", "core.factor_regions", "marts.provincial_summary"):
        full.execute(f"insert into {table} select * replace ('511702' as region_code) from {table}")
    book = read(tables.render(full))
    assert "万吨" in book["各地区汇总"]["A3"].value
    total = pytest.approx(504.88635)  # 5,048,863.5 t
    assert [[row[0], *row[2:]] for row in cells(book["各地区汇总"])] == [
        ["511702", "2024年", total],
        ["511725", "2024年", total],
    ]
    assert {"清单汇总表_511702", "清单汇总表_511725"} <= set(book.sheetnames)


def test_a_cell_without_number_and_key_is_refused() -> None:
    book = Book(BytesIO(), "")
    sheet = book.sheet("表", "表", "", [10])
    with pytest.raises(ValueError, match="neither a number nor a notation key"):
        book.cell(sheet, 4, 0, None, "")
    book.cell(sheet, 4, 0, Decimal(0), "")
    book.workbook.close()

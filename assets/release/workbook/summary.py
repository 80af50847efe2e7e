"""The provincial form: of the latest year, of every year, and as a series; of many regions the latest totals."""

from decimal import Decimal

import duckdb

from assets.release import figures
from assets.release.figures import Region
from assets.release.numbers import TONNES_A_WAN
from assets.release.workbook.book import Book
from assets.release.workbook.lines import GAS_WIDTHS, is_bold, write_heads, write_masses, write_title

#: Nearly half of the form are gases that a line cannot have. The official form has these cells, so they stay, with
#: their key, where whoever reads the sheet by program looks for them; in grey they leave the numbers to the eye.
LEGEND = "单位见表头；* 不完整；灰色 NA：不适用或指南不要求"

#: A year of the form in portrait: as large as its columns let it be across A4, and rows that fill the page.
PRINT_SCALE, HEIGHT = 58, 21


def write_totals(book: Book, connection: duckdb.DuckDBPyConnection) -> None:
    """The latest total of every region, of which only the first have sheets of their own."""
    sheet = book.sheet("各地区汇总", "各地区温室气体总排放", "单位：万吨二氧化碳当量；* 不完整", [14, 30, 15, 20])
    for column, text in enumerate(["代码", "地区", "年份", "总排放"]):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(figures.latest_totals(connection), 4):
        name = row["name_zh"] + ("*" if row["is_incomplete"] else "")
        year = f"{row['year']}年" + ("（初步）" if row["preliminary_zh"] else "")
        for column, text in enumerate([row["region_code"], name, year]):
            book.text(sheet, at, column, text, border=1)
        book.cell(sheet, at, 3, row["emissions_tco2e"], row["emissions_key"], per=TONNES_A_WAN)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)


def write_summary(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """The form of the latest year: a line a row, a gas a column."""
    title = f"{region.name}{region.label(region.latest)}温室气体清单汇总表"
    sheet = book.sheet(f"清单汇总表{suffix}", title, LEGEND, [38, *GAS_WIDTHS], pages=1, is_portrait=True)
    book.head(sheet, 3, 0, "排放源与吸收汇种类", rows=2)
    write_heads(book, sheet, 3, 1)
    for at, row in enumerate(figures.form_lines(connection, "provincial_summary", region, region.latest), 5):
        sheet.set_row(at, HEIGHT)
        write_title(book, sheet, at, row)
        write_masses(book, sheet, at, 1, row)
    sheet.freeze_panes(5, 1)
    sheet.repeat_rows(3, 4)


def write_series(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """CO2e of every line and year."""
    lines = figures.line_series(connection, region)
    largest = max((abs(row["emissions_tco2e"] or 0) for row in lines["total"].values()), default=Decimal(0))
    wide = len(f"{largest / TONNES_A_WAN:,.2f}") + 2.5
    unit = "单位：万吨二氧化碳当量；* 最近一年不完整"
    widths = [40, *([wide] * len(region.years))]
    sheet = book.sheet(f"历年汇总{suffix}", f"{region.name}温室气体排放历年汇总", unit, widths, pages=1)
    book.head(sheet, 3, 0, "排放源与吸收汇种类")
    book.year_heads(sheet, 3, 1, map(region.label, region.years))
    for at, by_year in enumerate(lines.values(), 4):
        last = by_year[region.latest]
        write_title(book, sheet, at, last)
        for column, year in enumerate(region.years, 1):
            row = by_year[year]
            amount, key = row["emissions_tco2e"], row["emissions_key"]
            book.cell(sheet, at, column, amount, key, per=TONNES_A_WAN, bold=is_bold(last))
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)
    sheet.repeat_columns(0)


def write_summaries(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """The form of every year, a block and a printed page each."""
    title = f"{region.name}各年温室气体清单汇总表"
    sheet = book.sheet(f"各年汇总表{suffix}", title, LEGEND, [38, *GAS_WIDTHS], is_portrait=True)
    # a year a page: a spreadsheet ignores page breaks where it fits to pages by itself
    sheet.set_print_scale(PRINT_SCALE)
    at, breaks = 3, []
    for year in region.years:
        book.head(sheet, at, 0, f"{region.label(year)} 排放源与吸收汇种类")
        for column, (_, _, gas, unit, _) in enumerate(figures.FORM_GASES, 1):
            book.head(sheet, at, column, f"{gas}（{unit}）")
        sheet.set_row(at, 32)
        for row in figures.form_lines(connection, "provincial_summary", region, year):
            at += 1
            sheet.set_row(at, HEIGHT)
            write_title(book, sheet, at, row)
            write_masses(book, sheet, at, 1, row)
        at += 2
        breaks.append(at)
    sheet.set_h_pagebreaks(breaks[:-1])
    sheet.freeze_panes(3, 1)

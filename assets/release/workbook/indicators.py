"""Indicators of the region, a year a row or a series a row."""

import duckdb

from assets.release import figures
from assets.release.figures import Region
from assets.release.numbers import decimals_in, readable
from assets.release.workbook import charts
from assets.release.workbook.book import Book
from assets.release.workbook.years import Series, widths, write_years

#: Charts that stand beside each other below the table.
CHARTS = 4


def write_indicators(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Indicators of the assessed view, a year a row, with a chart of each below."""
    # prices in force first: those are drawn
    found = sorted(figures.indicators(connection, region), key=lambda rows: not rows[0]["is_price_base_in_force"])
    columns = [Series(rows[0]["title_zh"], rows[0]["unit_zh"], rows) for rows in found]
    note = "斜体：分子不完整；能源消费口径：燃料燃烧、用作原料的燃料和净调入电力"
    sheet = book.sheet(f"强度指标{suffix}", f"{region.name}强度指标", note, widths(columns), pages=1)
    write_years(book, sheet, region, columns)
    drawn = {column: rows for column, rows in enumerate(found[:CHARTS], 1) if rows[0]["is_price_base_in_force"]}
    charts.draw_years(book, sheet, region, drawn)


def write_key_indicators(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Seventh form: the three indicators, without and with LULUCF."""
    found = figures.key_indicators(connection, region)
    columns = [Series(rows[0]["title_zh"], rows[0]["unit_zh"], rows) for rows in found]
    title = f"{region.name}三项主要指标"
    sheet = book.sheet(f"三项主要指标{suffix}", title, "斜体：分子或分母不完整", widths(columns), pages=1)
    write_years(book, sheet, region, columns)


def write_all_indicators(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Every indicator in every variant, a series a row: what tells variants apart stands in columns to filter by."""
    found = figures.all_indicators(connection, region)
    heads = ["指标", *figures.VARIANT_HEADS.values(), "单位"]
    wide = [58, 16, 18, 14, 14, 10, 12, 12, 10, 20, *([12] * len(region.years))]
    title = f"{region.name}指标一览（各种口径和比基年的变化）"
    sheet = book.sheet(f"指标一览{suffix}", title, "单位见各行；斜体：不完整", wide)
    sheet.fit_to_pages(2, 0)  # the names of a series on both
    sheet.repeat_columns(0)
    for column, text in enumerate(heads):
        book.head(sheet, 3, column, text)
    book.year_heads(sheet, 3, len(heads), map(region.label, region.years))
    for at, series in enumerate(found, 4):
        row = series[0]
        unit, per = readable(row["unit_zh"])
        for column, text in enumerate([row["title_zh"], *row["told"], unit]):
            book.text(sheet, at, column, text, border=1)
        decimals = decimals_in(unit, [row["value"] and row["value"] / per for row in series])
        by_year = {row["year"]: row for row in series}
        for column, year in enumerate(region.years, len(heads)):
            row = by_year.get(year, {"value": None, "notation_key": "—", "is_incomplete": False})
            book.cell(sheet, at, column, row["value"], row["notation_key"], decimals, per, italic=row["is_incomplete"])
    if found:
        sheet.autofilter(3, 0, 3 + len(found), len(heads) - 1)
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)

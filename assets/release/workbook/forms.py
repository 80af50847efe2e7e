"""The forms of the provincial report beside the summary.

The seven forms are those of methodology 18: summary, sectors by gas, gases, sub-sources, warming potentials,
uncertainty, key indicators; the first and the last stand elsewhere. How a sheet looks is not decided here.
"""

from collections.abc import Sequence

import duckdb

from assets.release import figures
from assets.release.figures import Region, Row
from assets.release.numbers import TONNES_A_WAN, without_number
from assets.release.workbook import charts
from assets.release.workbook.book import Book
from assets.release.workbook.lines import EQUIVALENTS, WAN, star, write_equivalents
from schemas import vocabulary


def write_forms(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Add the forms of a region; sheet names end in ``suffix``."""
    by_sector = figures.sectors_by_gas(connection, region)
    _sectors_by_gas(book, region, by_sector, suffix)
    _gases(book, connection, region, by_sector, suffix)
    _sub_sources(book, connection, region, suffix)
    _potentials(book, connection, region, suffix)
    _uncertainty(book, region, by_sector, suffix)


def _sectors_by_gas(book: Book, region: Region, by_sector: Sequence[Row], suffix: str) -> None:
    """Second form: a sector a row, a gas a column, all years below each other."""
    title = f"{region.name}分部门、分气体温室气体排放"
    sheet = book.sheet(f"部门与气体{suffix}", title, f"{WAN}；* 不完整", [15, 40, *([13] * len(EQUIVALENTS))])
    for column, text in enumerate(["年份", "部门", *(gas for *_, gas in EQUIVALENTS)]):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(by_sector, 4):
        bold = row["line_code"] in ("gross", "total")
        book.text(sheet, at, 0, region.label(row["year"]), border=1, align="center", bold=bold)
        book.text(sheet, at, 1, star(row["line_title_zh"], row), border=1, bold=bold)
        write_equivalents(book, sheet, at, 2, row, per=TONNES_A_WAN, bold=bold)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)
    sheet.autofilter(3, 0, 3 + len(by_sector), 1)


def _gases(
    book: Book, connection: duckdb.DuckDBPyConnection, region: Region, by_sector: Sequence[Row], suffix: str
) -> None:
    """Third form: amount and share of CO2, CH4, N2O and the fluorinated gases, without LULUCF."""
    title = f"{region.name}温室气体构成（不包括土地利用变化和林业）"
    sheet = book.sheet(f"气体构成{suffix}", title, f"{WAN}，%", [16, *([13] * 9)], pages=1)
    heads = [titles[0] for titles in vocabulary.GAS_GROUPS.values()]
    for column, text in enumerate(["年份", *heads, "合计", *(f"{head}（%）" for head in heads)]):
        book.head(sheet, 3, column, text)
    shares = figures.gas_shares(connection, region)
    for at, gross in enumerate((row for row in by_sector if row["line_code"] == "gross"), 4):
        book.text(sheet, at, 0, star(region.label(gross["year"]), gross), border=1, align="center")
        groups = [shares[gross["year"], group] for group in vocabulary.GAS_GROUPS]
        for column, row in enumerate([*groups, gross], 1):
            book.cell(sheet, at, column, row["emissions_tco2e"], row["emissions_key"], per=TONNES_A_WAN)
        for column, row in enumerate(groups, 6):
            book.cell(sheet, at, column, row["share_pct"], row["share_key"], 1)
    known = {group for (_, group), row in shares.items() if row["share_pct"] is not None}
    charts.draw_shares(
        book, sheet, region, 4, [at for at, group in enumerate(vocabulary.GAS_GROUPS, 1) if group in known]
    )
    sheet.freeze_panes(4, 1)


def _sub_sources(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Fourth form: what each sector is made of, as shares of its total; a net of sources and sinks has none."""
    title = f"{region.name}各部门排放构成"
    unit = f"{region.label(region.latest)}排放量（万吨二氧化碳当量），各年占本部门比重（%）；有吸收的部门不算比重"
    sheet = book.sheet(f"部门内构成{suffix}", title, unit, [20, 38, 11, *([6.5] * len(region.years))], pages=1)
    for column, text in enumerate(["部门", "排放源"]):
        book.head(sheet, 3, column, text)
    book.year_heads(sheet, 3, 2, [region.label(region.latest), *map(str, region.years)])
    for at, by_year in enumerate(figures.source_shares(connection, region), 4):
        last = by_year[region.latest]
        source = without_number(last["line_title_zh"])
        if last["line_level"] > 2:
            source = f"{without_number(last['parent_title_zh']).removesuffix('合计')}·{source}"
        book.text(sheet, at, 0, last["sector_title_zh"], border=1)
        book.text(sheet, at, 1, star(source, last), border=1)
        book.cell(sheet, at, 2, last["emissions_tco2e"], last["emissions_key"], per=TONNES_A_WAN)
        for column, year in enumerate(region.years, 3):
            book.cell(sheet, at, column, by_year[year]["share_pct"], by_year[year]["share_key"], 1)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)


def _potentials(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Fifth form: the warming potentials in use and those of the other sets."""
    official = figures.bases(connection, region)[0]["gwp_set"]
    rows = figures.potentials(connection)
    sets = [key for key in vocabulary.GWP_SETS if any(key in row["values"] for row in rows)]
    unit = f"100年全球增温潜势，二氧化碳＝1；本清单采用：{vocabulary.GWP_SETS[official][0]}"
    sheet = book.sheet(f"增温潜势{suffix}", "温室气体增温潜势", unit, [34, 14, *([20] * len(sets))])
    sheet.set_row(3, 32)
    for column, text in enumerate(["气体", "化学式", *(vocabulary.GWP_SETS[key][0] for key in sets)]):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(rows, 4):
        book.text(sheet, at, 0, row["title_zh"], border=1)
        book.text(sheet, at, 1, row["formula"], border=1)
        for column, key in enumerate(sets, 2):
            value = row["values"].get(key)
            decimals = 1 if value is not None and value % 1 else 0
            book.cell(sheet, at, column, value, "—", decimals, bold=key == official)
    sheet.freeze_panes(4, 1)


def _uncertainty(book: Book, region: Region, by_sector: Sequence[Row], suffix: str) -> None:
    """Sixth form. No uncertainty is computed yet: each row says so instead of showing a guess."""
    sheet = book.sheet(
        f"不确定性{suffix}", f"{region.name}{region.label(region.latest)}清单不确定性", WAN, [44, 18, 22, 60]
    )
    for column, text in enumerate(["部门", "排放量", "不确定性（%）", "说明"]):
        book.head(sheet, 3, column, text)
    latest = [row for row in by_sector if row["year"] == region.latest]
    for at, row in enumerate(latest, 4):
        bold = row["line_code"] in ("gross", "total")
        book.text(sheet, at, 0, star(row["line_title_zh"], row), border=1, bold=bold)
        book.cell(sheet, at, 1, row["emissions_tco2e"], row["emissions_key"], per=TONNES_A_WAN, bold=bold)
        book.text(sheet, at, 2, "尚未计算", border=1, align="center")
        text = "须先给出各类别活动水平和因子的不确定性，再按误差传播法合成"
        book.text(sheet, at, 3, text, border=1)
    sheet.freeze_panes(4, 1)

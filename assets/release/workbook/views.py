"""Other views of the same emissions: IPCC, GPC, assessed CO2, and why their totals differ."""

from decimal import Decimal

import duckdb

from assets.release import figures
from assets.release.figures import Region
from assets.release.numbers import TONNES_A_WAN, factor_years
from assets.release.workbook.book import Book
from assets.release.workbook.lines import (
    EQUIVALENTS,
    GAS_WIDTHS,
    WAN,
    is_bold,
    star,
    write_equivalents,
    write_heads,
    write_masses,
)
from assets.release.workbook.years import Series, widths, write_years
from schemas import vocabulary


def write_views(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Add the views of a region."""
    for write in (_ipcc, _gpc, _assessed, _grid_factors, _bridges, _bridge_details):
        write(book, connection, region, suffix)


def _ipcc(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """The latest year by IPCC 2006 category."""
    title = f"{region.name}{region.label(region.latest)}温室气体排放（IPCC 2006分类）"
    sheet = book.sheet(
        f"IPCC分类{suffix}", title, "单位见表头；* 不完整；信息项不在本表", [12, 44, *GAS_WIDTHS], pages=2
    )
    book.head(sheet, 3, 0, "编码", rows=2)
    book.head(sheet, 3, 1, "类别", rows=2)
    write_heads(book, sheet, 3, 2)
    for at, row in enumerate(figures.form_lines(connection, "ipcc_summary", region, region.latest), 5):
        bold = is_bold(row)
        book.text(sheet, at, 0, "" if row["line_code"] == "total" else row["line_code"], border=1, bold=bold)
        book.text(sheet, at, 1, star(row["line_title_zh"], row), border=1, indent=row["line_level"], bold=bold)
        write_masses(book, sheet, at, 2, row)
    sheet.freeze_panes(5, 2)
    sheet.repeat_rows(3, 4)


def _gpc(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """The latest year by GPC line, with keys, data quality and the three totals."""
    title = f"{region.name}{region.label(region.latest)}温室气体排放（GPC）"
    unit = "单位：吨二氧化碳当量；* 不完整；质量：H高、M中、L低；√ 计入该层次"
    gases = [*EQUIVALENTS[:-1], ("nf3_tco2e", "nf3_key", "三氟化氮等"), EQUIVALENTS[-1]]
    wide = [11, 42, 6, *([11] * len(gases)), 6, 9, 7, 7, 8, 7]
    sheet = book.sheet(f"GPC{suffix}", title, unit, wide, pages=1)
    heads = [
        "编号",
        "排放源",
        "范围",
        *(gas for *_, gas in gases),
        "标记",
        "活动水平质量",
        "因子质量",
        "BASIC",
        "BASIC+",
        "县域内",
    ]
    sheet.set_row(3, 32)
    for column, text in enumerate(heads):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(figures.form_lines(connection, "gpc_summary", region, region.latest), 4):
        bold = row["scope"] == 0
        book.text(
            sheet, at, 0, "县域内" if row["line_code"] == "territorial" else row["line_code"], border=1, bold=bold
        )
        book.text(sheet, at, 1, star(row["line_title_zh"], row), border=1, bold=bold)
        book.text(sheet, at, 2, str(row["scope"] or "合计"), border=1, align="center")
        write_equivalents(book, sheet, at, 3, row, gases, decimals=0, bold=bold)
        marks = [row["emissions_key"] or "—", row["activity_quality"] or "—", row["factor_quality"] or "—"]
        marks += ["√" if row[f"is_in_{level}"] else "—" for level in ("basic", "basic_plus", "territorial")]
        for column, text in enumerate(marks, 11):
            book.text(sheet, at, column, text, border=1, align="center", bold=bold)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)


def _assessed(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Assessed CO2 of every year in its variants."""
    found = figures.assessed(connection, region)
    columns = [Series(rows[0]["title_zh"], "万吨", rows, "co2_t", TONNES_A_WAN) for rows in found]
    if found:
        first = found[0]
        columns += [
            Series("其中：燃料燃烧（分品种核算）", "万吨", first, "fuel_co2_t", TONNES_A_WAN),
            Series("其中：净调入电力（当年因子）", "万吨", first, "electricity_co2_t", TONNES_A_WAN),
            Series(
                "净调入电量（净调出为负）",
                "亿千瓦时",
                first,
                "net_electricity_mwh",
                Decimal(100_000),
                "net_electricity_key",
            ),
            Series("当年电网因子", "吨/兆瓦时", first, "electricity_factor", key="electricity_factor_key"),
        ]
    unit = "斜体：不完整；没有当年电网因子的年份见“电网因子”"
    sheet = book.sheet(f"考核二氧化碳{suffix}", f"{region.name}考核口径二氧化碳", unit, widths(columns), pages=1)
    write_years(book, sheet, region, columns)


def _grid_factors(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """The grid factor of every year; where none was published, what each that could stand for it would give."""
    found = figures.grid_factors(connection, region)
    title = f"{region.name}各年电网因子"
    unit = "粗体：采用；不是当年的因子，所算的数据等级为 D；相差：与采用值相比的考核二氧化碳"
    sheet = book.sheet(f"电网因子{suffix}", title, unit, [12, 32, 16, 16, 16, 18, 14, 12], pages=1)
    heads = ["年份", "因子", "依据", "电网因子（吨/兆瓦时）", "净调入电力（万吨）", "考核二氧化碳（万吨）"]
    for column, text in enumerate([*heads, "相差（万吨）", "相差比例（%）"]):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(found, 4):
        bold = row["is_used"]
        evidence = vocabulary.EVIDENCE[row["evidence"]][0] if row["evidence"] else "—"
        book.text(sheet, at, 0, f"{row['year']}年", border=1, align="center", bold=bold)
        book.text(sheet, at, 1, factor_years(row["factor_years"]) or "当年公布", border=1, bold=bold)
        book.text(sheet, at, 2, evidence, border=1, bold=bold)
        book.cell(sheet, at, 3, row["electricity_factor"], row["factor_key"], 4, bold=bold)
        book.cell(sheet, at, 4, row["electricity_co2_t"], row["factor_key"], per=TONNES_A_WAN, bold=bold)
        book.cell(sheet, at, 5, row["co2_t"], row["co2_key"], per=TONNES_A_WAN, bold=bold)
        book.cell(sheet, at, 6, row["difference_t"], row["difference_key"], per=TONNES_A_WAN, bold=bold)
        book.cell(sheet, at, 7, row["difference_pct"], row["difference_key"], bold=bold)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)


def _bridges(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Why the totals of the views differ, year by year."""
    rows = figures.bridges(connection, region)
    title = f"{region.name}各视角总量之间的差异"
    sheet = book.sheet(f"视角差异{suffix}", title, WAN, [32, 40, *([8.8] * len(region.years))], pages=1)
    for column, text in enumerate(["视角", "步骤"]):
        book.head(sheet, 3, column, text)
    book.year_heads(sheet, 3, 2, map(region.label, region.years))
    for at, row in enumerate(rows, 4):
        bold = row["step_code"] in ("start", "end")
        book.text(sheet, at, 0, row["view_zh"], border=1, bold=bold)
        book.text(sheet, at, 1, row["step_title_zh"], border=1, bold=bold, indent=0 if bold else 1)
        for column, year in enumerate(region.years, 2):
            book.cell(sheet, at, column, row["by_year"].get(year), "—", per=TONNES_A_WAN, bold=bold)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)


def _bridge_details(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """The same for the latest year by category and gas."""
    title = f"{region.name}{region.label(region.latest)}各视角总量之间的差异（分类别、分气体）"
    sheet = book.sheet(f"视角差异明细{suffix}", title, "单位：吨二氧化碳当量", [44, 46, 36, 24, 20])
    for column, text in enumerate(["视角", "步骤", "类别", "气体", "数额"]):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(figures.bridge_details(connection, region, region.latest), 4):
        bold = row["step_code"] in ("start", "end")
        category = f"{row['category_code']} {row['category_title_zh']}".strip() or "—"
        for column, text in enumerate([row["view_zh"], row["step_title_zh"], category, row["gas_zh"] or "—"]):
            book.text(sheet, at, column, text, border=1, bold=bold)
        book.cell(sheet, at, 4, row["amount_tco2e"], "", 3, bold=bold)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)

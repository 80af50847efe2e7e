"""The workbook of a release: 清单汇总表 and the other forms, with numbers as numbers and no cell left blank.

Text that came from data is never a formula: cells are written as strings, and text that a spreadsheet would
obey carries the quote prefix. Bytes are the same on every run: the creation date is fixed.
"""

from io import BytesIO

import duckdb

from assets.release import WORKBOOK, figures
from assets.release.figures import Region
from assets.release.workbook import (
    balance,
    charts,
    contents,
    factors,
    forms,
    indicators,
    notes,
    summary,
    targets,
    views,
    worksheets,
)
from assets.release.workbook.book import Book

FILE_NAME = WORKBOOK
TITLE_ZH, TITLE_EN = "清单表格", "tables"

NEEDS = (
    "engine",
    "core/bases",
    "core/categories",
    "core/deliveries",
    "core/emissions",
    "core/factor_parts",
    "core/factor_regions",
    "core/factor_values",
    "core/gwps",
    "core/regions",
    "marts/activity_sources",
    "marts/assessment_co2",
    "marts/bridge_steps",
    "marts/category_sources",
    "marts/check_results",
    "marts/completeness",
    "marts/county_indicators",
    "marts/county_inventory",
    "marts/emission_worksheets",
    "marts/energy_balance_table",
    "marts/factor_uses",
    "marts/gas_shares",
    "marts/gpc_summary",
    "marts/grid_factors",
    "marts/inventory_shares",
    "marts/ipcc_summary",
    "marts/provincial_summary",
    "marts/sector_summary",
    "marts/source_shares",
    "marts/target_status",
    "marts/view_bridge",
    "marts/year_progress",
)

#: Regions that get sheets of their own, as in the report; of more than a few, only the main ones.
SHEETS, FULL_SETS = 20, 3


def render(engine: duckdb.DuckDBPyConnection) -> bytes:
    """Write the workbook."""
    words = ["示例数据，非官方"] if figures.is_synthetic(engine) else []
    words += ["内部版，不得对外提供", figures.status_zh(engine)]
    stream = BytesIO()
    regions = figures.reported_regions(engine)
    words += [f"{year}年为初步数" for year in sorted({year for region in regions for year in region.preliminary})]
    book = Book(stream, " · ".join(words))
    front = contents.open_contents(book)
    if len(regions) > 1:
        summary.write_totals(book, engine)
    for region in regions[:SHEETS]:
        _region(book, engine, region, "" if len(regions) == 1 else f"_{region.code}", len(regions) <= FULL_SETS)
    if not regions:
        book.sheet("说明", "温室气体清单", "本次没有任何地区的清单", [60])
    notes.write_checks(book, engine)
    contents.fill_contents(book, front)
    book.workbook.close()
    return stream.getvalue()


def _region(book: Book, engine: duckdb.DuckDBPyConnection, region: Region, suffix: str, is_full: bool) -> None:
    """The sheets of a region; the main ones, if they are not the full set."""
    summary.write_summary(book, engine, region, suffix)
    summary.write_series(book, engine, region, suffix)
    if is_full:
        charts.write_charts(book, engine, region, suffix)
    indicators.write_indicators(book, engine, region, suffix)
    targets.write_targets(book, engine, region, suffix)
    if is_full:
        listed = factors.write_factors(book, engine, region, suffix)
        worksheets.write_worksheets(book, engine, region, suffix, listed)
        summary.write_summaries(book, engine, region, suffix)
        forms.write_forms(book, engine, region, suffix)
        indicators.write_key_indicators(book, engine, region, suffix)
        indicators.write_all_indicators(book, engine, region, suffix)
        views.write_views(book, engine, region, suffix)
        balance.write_balances(book, engine, region, suffix)
    notes.write_gaps(book, engine, region, suffix)
    notes.write_notes(book, engine, region, suffix)

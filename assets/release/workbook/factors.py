"""因子清单: every factor value that the latest year rests on, that with most tonnes first.

The worksheets multiply the cells of this list; a value in its printed unit is brought to the base unit by a formula.
"""

from collections.abc import Mapping
from typing import NamedTuple

import duckdb
from xlsxwriter.utility import xl_rowcol_to_cell

from assets.release.figures import Region, Row
from assets.release.workbook import workings
from assets.release.workbook.book import Book, Exact, decimals_of

HEADS = ("编号", "因子", "气体", "值", "单位", "基本单位的值", "基本单位", "适用年份", "版本", "出处文献", "文献内位置")
TAIL = ("依据", "用到的类别", "支撑的排放（吨CO₂当量）")
WIDTHS = (6, 32, 7, 12, 13, 12, 13, 11, 20, 36, 44, 11, 26, 16)
CENTRED = (2, 4, 6, 7, 11)
FIRST, VALUE, BASE = 4, 3, 5

ALWAYS = (1949, 9999)


class Listed(NamedTuple):
    """Where a value stands in the list: its number, its cell, its value in base units."""

    number: int
    cell: str
    value: float


def write_factors(
    book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str
) -> Mapping[str, Listed]:
    """Add the list of a region, if it has any; return where each factor stands."""
    found = workings.factor_uses(connection, region)
    if not found:
        return {}
    name = f"因子清单{suffix}"
    title = f"{region.name}{region.label(region.latest)}清单所用因子清单"
    note = "按所支撑的吨数排列；各因子重叠，吨数不可相加；底稿引用“基本单位的值”一列，改动此处的值，底稿随之重算"
    sheet = book.sheet(name, title, note, WIDTHS)
    sheet.set_row(3, 32)
    for column, head in enumerate((*HEADS, *TAIL)):
        book.head(sheet, 3, column, head)
    listed: dict[str, Listed] = {}
    for number, row in enumerate(found, 1):
        at = FIRST + number - 1
        texts = _texts(row)
        book.fit_row(sheet, at, texts, WIDTHS)
        for column, text in texts.items():
            align = {"align": "center"} if column in CENTRED else {}
            book.text(sheet, at, column, text, border=1, text_wrap=True, **align)
        sheet.write_number(at, 0, number, book.look(border=1, align="center"))
        value, base = float(row["value"]), row["value_base"]
        sheet.write_number(at, VALUE, Exact(value), book.number_look(decimals_of(value)))
        steps = "".join(f"{sign}{number}" for sign, number in row["steps"] if number != "1")
        formula = f"={xl_rowcol_to_cell(at, VALUE)}{steps}"
        sheet.write_formula(at, BASE, formula, book.number_look(decimals_of(base)), base)
        book.cell(sheet, at, len(HEADS) + 2, row["emissions_tco2e"], "", 0)
        cell = xl_rowcol_to_cell(at, BASE, row_abs=True, col_abs=True)
        listed[row["factor_id"]] = Listed(number, f"'{name}'!{cell}", base)
    sheet.autofilter(3, 0, FIRST + len(listed) - 1, len(WIDTHS) - 1)
    sheet.freeze_panes(FIRST, 2)
    sheet.repeat_rows(3)
    return listed


def _texts(row: Row) -> dict[int, str]:
    years = (str(row["valid_from"]), "今" if row["valid_to"] == ALWAYS[1] else str(row["valid_to"]))
    if years == (str(ALWAYS[0]), "今"):
        said = "不限"
    else:
        said = years[0] if years[0] == years[1] else "—".join(years)
    cells = [
        row["title_zh"],
        row["formula"] or "—",
        row["unit_zh"],
        row["base_unit_zh"],
        said,
        row["edition_zh"],
        row["source_title"],
        row["locator"] + (f"；{row['note']}" if row["note"] else ""),
        row["evidence_zh"],
        row["categories"].replace(" ", "、"),
    ]
    return dict(zip((1, 2, 4, 6, 7, 8, 9, 10, 11, 12), cells, strict=True))

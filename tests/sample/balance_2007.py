"""Layout of table 6-23 of the China Energy Statistical Yearbook 2008: Sichuan's energy balance of 2007.

Here: the printed layout with its wrong Chinese unit row. Not here: the figures (sichuan_2007.csv).
The Chinese unit row calls the gas columns 万吨 and leaves 天然气 empty; the English row is right.
Both are kept.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from tests.sample.sheet import Origin, Sheet

FILE_NAME = "6-23 四川能源平衡表(实物量)-2007.xlsx"
SOURCE = "中国能源统计年鉴2008 表6-23 四川能源平衡表(实物量)-2007"
FIGURES = Path(__file__).parent / "sichuan_2007.csv"

ENGLISH = {
    "煤合计": ("", "Coal Total", "", "(104 tn)"),
    "原煤": ("", "Raw Coal", "", "(104 tn)"),
    "洗精煤": ("", "Cleaned", "Coal", "(104 tn)"),
    "其他洗煤": ("Other", "Washed", "Coal", "(104 tn)"),
    "型煤": ("", "Briquettes", "", "(104 tn)"),
    "焦炭": ("", "Coke", "", "(104 tn)"),
    "焦炉煤气": ("", "Coke Oven", "Gas", "(108 cu.m)"),
    "其他煤气": ("", "Other Gas", "", "(108 cu.m)"),
    "油品合计": ("Petroleum", "Products", "Total", "(104 tn)"),
    "原油": ("", "Crude Oil", "", "(104 tn)"),
    "汽油": ("", "Gasoline", "", "(104 tn)"),
    "煤油": ("", "Kerosene", "", "(104 tn)"),
    "柴油": ("", "Diesel Oil", "", "(104 tn)"),
    "燃料油": ("", "Fuel Oil", "", "(104 tn)"),
    "液化石油气": ("", "LPG", "", "(104 tn)"),
    "炼厂干气": ("", "Refinery", "Gas", "(104 tn)"),
    "天然气": ("", "Natural Gas", "", "(108 cu.m)"),
    "其他石油制品": ("Other", "Petroleum", "Products", "(104 tn)"),
    "其他焦化产品": ("Other", "Coking", "Products", "(104 tn)"),
    "热力": ("", "Heat", "", "(1010 kJ)"),
    "电力": ("", "Electricity", "", "(108 kW•h)"),
    "其他能源": ("", "Other", "Energy", "(104 tce)"),
}
CHINESE_UNITS = {"天然气": "", "热力": "(百亿千焦)", "电力": "(亿千瓦时)", "其他能源": "(万吨标煤)"}
FIRST_DATA_ROW = 10
LAST_COLUMN = 23
PAGE_COLUMNS = 256


def balance_sheet() -> Sheet:
    """The one sheet, cell for cell where the book has it (data from row 11)."""
    widths = {0: 28.0, 1: 52.0} | dict.fromkeys(range(2, LAST_COLUMN + 1), 12.5)
    sheet = Sheet("Sheet1", widths=widths, frozen_at=(FIRST_DATA_ROW, 2))
    sheet.merge((0, 0), (0, LAST_COLUMN), "6-23  四川能源平衡表(实物量)-2007", "title", "Q04")
    sheet.merge((1, 1), (0, LAST_COLUMN), "ENERGY BALANCE OF SICHUAN -2007 (PHYSICAL QUANTITY)", "title")
    sheet.merge((3, 8), (0, 0), "项        目", "header", "Q03 Q04")
    sheet.merge((3, 8), (1, 1), "Item", "header", "Q03")
    with FIGURES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for column, fuel in enumerate(ENGLISH, 2):
        put_header(sheet, column, fuel)
        for row, figures in enumerate(rows, FIRST_DATA_ROW):
            value = Decimal(figures[fuel]) if figures[fuel] else None
            sheet.put(row, column, value, "number_2", Origin("real", SOURCE, "" if figures[fuel] else "Q08"))
    for row, figures in enumerate(rows, FIRST_DATA_ROW):
        quirk = "Q05" if "#" in figures["row_zh"] else "Q04" if figures["row_zh"].startswith(" ") else ""
        sheet.put(row, 0, figures["row_zh"], "label", Origin("layout", "", quirk))
        sheet.put(row, 1, figures["row_en"], "label")
    # The book's sheet ends in empty rows merged over 256 columns; three of its fifty are kept.
    after = FIRST_DATA_ROW + len(rows) + 1
    for row in range(after, after + 3):
        sheet.merge((row, row), (0, PAGE_COLUMNS - 1), None, "plain", "Q20" if row == after else "")
    return sheet


def put_header(sheet: Sheet, column: int, fuel: str) -> None:
    """Chinese name and unit, then English in up to three lines and its unit."""
    sheet.put(3, column, fuel, "header", Origin("layout", "", "Q03"))
    unit = CHINESE_UNITS.get(fuel, "(万吨)")
    wrong = fuel in ("焦炉煤气", "其他煤气", "天然气")
    sheet.put(4, column, unit or None, "header", Origin("layout", "", "Q01" if wrong else ""))
    for row, text in enumerate(ENGLISH[fuel], 5):
        quirk = "Q02" if row == 8 else ""
        sheet.put(row, column, text or None, "header", Origin("layout", "", quirk))

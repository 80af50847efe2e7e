"""Monthly reports that lie beside no delivered file: 205-1 from the beginning of a year, and the log of waste plants.

Here: both workbooks and how a year is spread over months. Not here: the figures of the year (energy.py, waste.py), to
which the months add up. No table of the inventory rests on them.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate

from tests.sample.energy import accounts_by_year
from tests.sample.industry_forms import ENERGIES
from tests.sample.interpolation import rounded
from tests.sample.plant_months import parted
from tests.sample.sheet import Origin, Sheet
from tests.sample.waste import waste_by_year
from tests.sample.yearbook import SAMPLE_NOTE, put_notes

YEAR = 2024
TO_DATE, LOG = f"渠县规模以上工业能源分月累计_{YEAR}.xlsx", f"渠县生活垃圾处理设施运行月报_{YEAR}.xlsx"


def to_date_sheet() -> Sheet:
    """Energies down, `1—本月` across: January stands in 1-2月, the last column is the year."""
    sheet = Sheet("205-1月报")
    sheet.merge((0, 0), (0, 12), f"渠县规模以上工业能源消费分月累计（{YEAR}年）", "title")
    heads = [f"{YEAR}年1—{month}月" for month in range(2, 13)]
    for column, text in enumerate(["能源名称", "计量单位", *heads]):
        sheet.put(1, column, text, "header", Origin("layout", "", "Q26" if column > 1 else ""))
    accounts = accounts_by_year()[YEAR]
    for row, (fuel, name, unit, _) in enumerate(ENERGIES, 2):
        sheet.put(row, 0, name, "label")
        sheet.put(row, 1, unit, "text")
        months = parted(accounts[fuel].consumption, "industry", f"to-date-{fuel}") if fuel in accounts else []
        for column, value in enumerate(list(accumulate(months))[1:], 2):
            sheet.put(row, column, value, "number_2")
    put_notes(sheet, 2 + len(ENERGIES), 12, [("注：各列为年初至本月累计数。", "Q26"), (SAMPLE_NOTE, "Q20")])
    return sheet


def log_sheet() -> Sheet:
    """Months down: what came through the gate, what fell into the furnace, and what it made."""
    sheet = Sheet("运行月报")
    sheet.merge((0, 0), (0, 7), f"渠县生活垃圾处理设施运行月报（{YEAR}年）", "title")
    sheet.merge((1, 2), (0, 0), "月　份", "header", "Q04")
    sheet.merge((1, 1), (1, 6), "焚烧厂", "header", "Q03")
    heads = "垃圾进厂量(吨) 垃圾入炉量(吨) 渗沥液产生量(吨) 发电量(万千瓦时) 上网电量(万千瓦时) 厂用电量(万千瓦时)"
    for column, text in enumerate(heads.split(), 1):
        sheet.put(2, column, text, "header")
    sheet.put(1, 7, "填埋场", "header")
    sheet.put(2, 7, "垃圾进场量(吨)", "header")
    waste = waste_by_year()
    burnt = (waste["burnt"][YEAR] + waste["imported"][YEAR]) * 10000
    for row, (month, tonnes) in enumerate(enumerate(parted(burnt, "services", "waste-log"), 1), 3):
        received = rounded(tonnes / Decimal("0.83"), 0)
        power = rounded(tonnes * Decimal("0.038"), 1)
        own = rounded(power * Decimal("0.16"), 1)
        sheet.put(row, 0, f"{YEAR}年{month}月", "text")
        for column, value in enumerate([received, tonnes, received - tonnes, power, power - own, own], 1):
            sheet.put(row, column, value, "number_1")
        sheet.put(row, 7, "—", "data_text")
    put_notes(sheet, 15, 7, [("注：“—”表示无此项；进厂为地磅数，入炉为料斗秤数。", "Q08"), (SAMPLE_NOTE, "Q20")])
    return sheet


#: Books that the sample county does not deliver, and that are read by a declaration of their own.
BOOKS = {TO_DATE: [to_date_sheet()], LOG: [log_sheet()]}

"""Layout of 渠县天然气公司供气量.xlsx.

Here: the one sheet of the gas company. Not here: the figures (series.py).
"""

from __future__ import annotations

from tests.sample.delivery import Delivery
from tests.sample.interpolation import YEARS
from tests.sample.series import gas_by_year
from tests.sample.sheet import Origin, Sheet
from tests.sample.yearbook import SAMPLE_NOTE, put_notes

FILE_NAME = "渠县天然气公司供气量.xlsx"
COLUMNS = {
    "供气总量": "total",
    "居民生活": "households",
    "商业及公共服务": "services",
    "工　业": "industry",
    "车用（CNG）": "vehicles",
}


def gas_sheets(delivery: Delivery) -> list[Sheet]:
    """Gas supplied by kind of user, one row a year; no vehicle gas before 2010."""
    years = delivery.printed(YEARS)
    sheet = Sheet("供气量", widths={0: 11, 1: 14, 2: 14, 3: 17, 4: 14, 5: 14}, frozen_at=(3, 1))
    sheet.merge((0, 0), (0, 5), "渠县天然气公司分类供气量", "title")
    sheet.merge((1, 1), (0, 5), "单位：万立方米", "unit", "Q20")
    sheet.put(2, 0, "年　份", "header", Origin("layout", "", "Q04"))
    for column, name in enumerate(COLUMNS, 1):
        quirk = {"工　业": "Q04", "车用（CNG）": "Q06"}.get(name, "")
        sheet.put(2, column, name, "header", Origin("layout", "", quirk))
    table = gas_by_year()
    for row, year in enumerate(years, 3):
        sheet.put(row, 0, f"{year}年", "label")
        for column, user in enumerate(COLUMNS.values(), 1):
            volume = table[year].get(user)
            if volume is None:
                sheet.put(row, column, "—", "data_text", Origin(quirk="Q08"))
            elif year == 2014 and user == "vehicles":
                sheet.put(row, column, f"{volume}①", "data_text", Origin(quirk="Q09"))
            else:
                sheet.put(row, column, volume, "number_2", Origin())
    notes = [
        ("注：“—”表示无此项业务；CNG加气站2010年投运。", "Q08"),
        *([("　　①含过境车辆加气量。", "")] if 2014 in years else []),
        (SAMPLE_NOTE, "Q20"),
    ]
    put_notes(sheet, 3 + len(years), 5, notes)
    return [sheet]

"""Layout of 渠县规模以上工业能源_<year>.xlsx: forms 205-1 and 205-2 summed over the county.

Here: titles, header, rows and notes of both forms. Not here: the figures (energy.py).
An energy the county never used has `-`; one that was not used in the year has empty cells (the note says so).
"""

from __future__ import annotations

from decimal import Decimal

from tests.sample.energy import (
    COEFFICIENTS_TCE,
    FuelAccount,
    accounts_by_year,
    transformation_by_year,
)
from tests.sample.interpolation import rounded
from tests.sample.sheet import Origin, Sheet
from tests.sample.yearbook import SAMPLE_NOTE, grouped, put_notes

ENERGIES = [
    ("raw_coal", "原　煤", "吨", "01"),
    ("coke", "焦　炭", "吨", "02"),
    ("gasoline", "汽　油", "吨", "03"),
    ("diesel", "柴　油", "吨", "04"),
    ("fuel_oil", "燃料油", "吨", "05"),
    ("lpg", "液化石油气", "吨", "06"),
    ("natural_gas", "天然气", "万立方米", "07"),
    ("heat", "热　力", "百万千焦", "08"),
    ("electricity", "电　力", "万千瓦时", "09"),
]
TOTAL_LABEL, TOTAL_UNIT, TOTAL_CODE = "能源合计", "吨标准煤", "40"
FIRST_ROW = 6
COEFFICIENT_SOURCE = "中国能源统计年鉴2008 附录4 各种能源折标准煤参考系数"
FIELDS = ["opening", "purchase", "consumption", "production_use", "feedstock", "other_use", "closing"]
SUMMED_FIELDS = ["consumption", "production_use", "feedstock", "other_use"]


def file_name(year: int) -> str:
    """Name of a year's delivery."""
    return f"渠县规模以上工业能源_{year}.xlsx"


def form_sheets(year: int) -> list[Sheet]:
    """Both forms of a year."""
    return [consumption_sheet(year), transformation_sheet(year)]


def put_heading(sheet: Sheet, title: str, form: str, last: int) -> None:
    """Title and the line with form number and compiling office."""
    sheet.merge((0, 0), (0, last), title, "title")
    sheet.merge((1, 1), (0, 2), f"表    号：{form}表", "subtitle", "Q04")
    sheet.merge((1, 1), (3, last), "综合单位：渠县统计局", "unit")


def put_stub(sheet: Sheet, header_rows: tuple[int, int]) -> None:
    """The three label columns and their marks in the row of column numbers."""
    for column, name in enumerate(["能源名称", "计量单位", "代  码"]):
        sheet.merge(header_rows, (column, column), name, "header", "Q04" if column == 2 else "Q03")
    for column, mark in enumerate("甲乙丙"):
        sheet.put(header_rows[1] + 1, column, mark, "header")


def put_energy(sheet: Sheet, row: int, name: str, unit: str, code: str, year: int) -> None:
    """Name, unit and code of a row; books before 2012 write the names without a blank."""
    label = name.replace("　", "") if year < 2012 else name
    sheet.put(row, 0, label, "label", Origin("layout", "", "Q04" if "　" in label else ""))
    sheet.put(row, 1, unit, "text", Origin("layout", "", "Q02"))
    sheet.put(row, 2, code, "text")


def consumption_sheet(year: int) -> Sheet:
    """205-1: opening stock, purchases, consumption by use, closing stock."""
    widths = {0: 15.0, 1: 11.0, 2: 7.0} | dict.fromkeys(range(3, 11), 13.0)
    sheet = Sheet("205-1", widths=widths, heights={4: 30.0}, frozen_at=(FIRST_ROW, 3))
    put_heading(sheet, f"渠县规模以上工业企业能源购进、消费与库存（{year}年）", "205-1", 10)
    put_stub(sheet, (2, 4))
    put_consumption_header(sheet, year)
    accounts = accounts_by_year()
    for row, (fuel, name, unit, code) in enumerate(ENERGIES, FIRST_ROW):
        put_energy(sheet, row, name, unit, code, year)
        put_account(sheet, row, fuel, accounts[year].get(fuel), year)
        ever = any(fuel in accounts[other] for other in accounts if other <= year)
        if fuel not in accounts[year]:
            put_missing(sheet, row, range(3, 10), None if ever else "-")
        coefficient_style = "number_5" if fuel == "heat" else "number_4"
        coefficient = Decimal(COEFFICIENTS_TCE[fuel])
        sheet.put(row, 10, coefficient, coefficient_style, Origin("real", COEFFICIENT_SOURCE))
    put_energy(sheet, FIRST_ROW + len(ENERGIES), TOTAL_LABEL, TOTAL_UNIT, TOTAL_CODE, year)
    put_total(sheet, FIRST_ROW + len(ENERGIES), accounts[year])
    notes = [
        ("注：1.“-”表示无该项数据；空格表示该能源品种本年已不再使用。", "Q08"),
        ("　　2.能源合计为各品种消费量按折标系数折合之和，含加工转换投入，不等于综合能源消费量。", "Q05"),
        ("　　3.电力为购入量，不含发电企业厂用电和余热自发自用电量。", ""),
        (SAMPLE_NOTE, "Q20"),
    ]
    put_notes(sheet, FIRST_ROW + len(ENERGIES) + 1, 10, notes)
    return sheet


def put_consumption_header(sheet: Sheet, year: int) -> None:
    """Three header rows with merged cells, then the row of column numbers."""
    sheet.merge((2, 4), (3, 3), "年初库存量", "header", "Q03")
    sheet.merge((2, 4), (4, 4), "购进量", "header", "Q03")
    sheet.merge((2, 2), (5, 8), "消　费　量", "header", "Q03 Q04")
    sheet.merge((3, 4), (5, 5), "合　计", "header", "Q04")
    sheet.merge((3, 3), (6, 7), "工业生产消费量", "header", "Q03")
    sheet.put(4, 6, "小　计", "header", Origin("layout", "", "Q04"))
    feedstock_label = "＃用于原材料" if year >= 2018 else "#用于\n原材料"
    sheet.put(4, 7, feedstock_label, "header", Origin("layout", "", "Q05 Q06" if year >= 2018 else "Q05"))
    sheet.merge((3, 4), (8, 8), "非工业\n生产消费量", "header", "Q03")
    sheet.merge((2, 4), (9, 9), "年末库存量", "header", "Q03")
    sheet.merge((2, 4), (10, 10), "折标系数", "header", "Q03")
    for number, column in enumerate(range(3, 11), 1):
        sheet.put(5, column, Decimal(number), "year")


def put_account(sheet: Sheet, row: int, fuel: str, account: FuelAccount | None, year: int) -> None:
    """The seven quantities of one energy; a part that does not exist is marked with `-`."""
    if account is None:
        return
    style = "number_2" if fuel in ("natural_gas", "electricity") else "number_0"
    for column, name in enumerate(FIELDS, 3):
        value = getattr(account, name)
        if value is None:
            sheet.put(row, column, "-", "data_text", Origin(quirk="Q08"))
        elif fuel == "raw_coal" and year == 2010:
            sheet.put(row, column, grouped(value), "data_text", Origin(quirk="Q07 Q09"))
        else:
            sheet.put(row, column, value, style, Origin())


def put_missing(sheet: Sheet, row: int, columns: range, mark: str | None) -> None:
    """A row without figures: dashes, or empty cells."""
    for column in columns:
        sheet.put(row, column, mark, "data_text", Origin(quirk="Q08"))


def put_total(sheet: Sheet, row: int, accounts: dict[str, FuelAccount]) -> None:
    """Standard coal: sum of quantity times coefficient, rounded, under the consumption columns only."""
    for column, name in enumerate(FIELDS, 3):
        if name not in SUMMED_FIELDS:
            sheet.put(row, column, "-", "data_text", Origin(quirk="Q08"))
            continue
        tce = sum(
            (getattr(account, name) or Decimal(0)) * Decimal(COEFFICIENTS_TCE[fuel])
            for fuel, account in accounts.items()
        )
        sheet.put(row, column, rounded(Decimal(tce), 0), "number_0", Origin())
    sheet.put(row, 10, "-", "data_text", Origin(quirk="Q08"))


def transformation_sheet(year: int) -> Sheet:
    """205-2: input to power and heat; energies not transformed are marked with `-`."""
    sheet = Sheet("205-2", widths={0: 15, 1: 11, 2: 7, 3: 17, 4: 15, 5: 15}, frozen_at=(5, 3))
    put_heading(sheet, f"渠县规模以上工业企业能源加工转换（{year}年）", "205-2", 5)
    put_stub(sheet, (2, 3))
    sheet.merge((2, 3), (3, 3), "加工转换\n投入合计", "header", "Q03")
    sheet.merge((2, 2), (4, 5), "其　中", "header", "Q05")
    sheet.put(3, 4, "火力发电", "header")
    sheet.put(3, 5, "供　热", "header", Origin("layout", "", "Q04"))
    for number, column in enumerate(range(3, 6), 1):
        sheet.put(4, column, Decimal(number), "year")
    inputs = transformation_by_year()[year]
    used = {
        "raw_coal": (inputs["power_coal"], inputs["heat_coal"]),
        "diesel": (inputs["power_diesel"], None),
    }
    for row, (fuel, name, unit, code) in enumerate(ENERGIES, 5):
        put_energy(sheet, row, name, unit, code, year)
        put_inputs(sheet, row, *used.get(fuel, (None, None)))
    last = 5 + len(ENERGIES)
    put_energy(sheet, last, TOTAL_LABEL, TOTAL_UNIT, TOTAL_CODE, year)
    put_inputs(sheet, last, tce_of(used, 0), tce_of(used, 1))
    notes = [("注：“-”表示无该项数据。", "Q08"), (SAMPLE_NOTE, "Q20")]
    put_notes(sheet, last + 1, 5, notes)
    return sheet


def put_inputs(sheet: Sheet, row: int, power: Decimal | None, heat: Decimal | None) -> None:
    """Total, power, heat; the total is the sum of its parts."""
    parts = [part for part in (power, heat) if part is not None]
    total = sum(parts, Decimal(0)) if parts else None
    for column, value in enumerate([total, power, heat], 3):
        if value is None:
            sheet.put(row, column, "-", "data_text", Origin(quirk="Q08"))
        else:
            sheet.put(row, column, value, "number_0", Origin())


def tce_of(used: dict[str, tuple[Decimal | None, Decimal | None]], position: int) -> Decimal | None:
    """Standard coal of the power (0) or heat (1) column, None where nothing was used."""
    values = {fuel: parts[position] for fuel, parts in used.items()}
    if all(value is None for value in values.values()):
        return None
    tce = sum((value or Decimal(0)) * Decimal(COEFFICIENTS_TCE[fuel]) for fuel, value in values.items())
    return rounded(Decimal(tce), 0)

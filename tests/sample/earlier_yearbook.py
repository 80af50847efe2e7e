"""The yearbook of a year earlier, in the layout that it had then: what was across is down, and other units.

Here: titles, headers, marks and notes of the four sheets. Not here: the figures (series, energy), which book counts.
It lies beside no delivered file: the next edition prints all of its years once more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tests.sample.energy import generation_by_year, products_by_year
from tests.sample.interpolation import YEARS
from tests.sample.series import crops_by_year, gdp_by_year, people_by_year
from tests.sample.sheet import Sheet
from tests.sample.yearbook import SAMPLE_NOTE, put_notes

NAME = "渠县统计年鉴2024"
LAST = 2023
PRINTED = YEARS[: LAST + 1 - YEARS.start]
SPAN = f"（{YEARS.start}—{LAST}年）"

Value = Decimal | str | None


def earlier_yearbook_sheets() -> list[Sheet]:
    """The four sheets of the book of 2024, whose latest year is 2023."""
    return [_gdp(), _population(), _crops(), _products()]


def _gdp() -> Sheet:
    """Indicators down and years across, in 亿元 with four decimals."""
    sheet = Sheet("1-2")
    sheet.merge((0, 0), (0, 21), f"1—2　渠县生产总值及其构成{SPAN}", "title")
    for column, text in enumerate(["指　标", "计量单位", *(f"{year}年" for year in PRINTED)]):
        sheet.put(1, column, text, "header")
    table = gdp_by_year()
    rows = {"生产总值": "total", "第一产业": "primary", "　第二产业": "secondary", "　第三产业": "tertiary"}
    for row, (label, part) in enumerate(rows.items(), 2):
        _put_row(sheet, row, [label, "亿元", *(table[year][part].scaleb(-4) for year in PRINTED)])
    _put_row(sheet, 6, ["生产总值比上年增长", "%", *(table[year]["growth"] for year in PRINTED)])
    put_notes(sheet, 7, 21, [(f"注：{LAST}年为初步核算数。", "Q16"), (SAMPLE_NOTE, "")])
    return sheet


def _population() -> Sheet:
    """In persons, under headers in two languages."""
    sheet = Sheet("2-1")
    sheet.put(0, 0, f"2—1　渠县人口{SPAN}", "title")
    sheet.put(1, 0, "单位：人", "unit")
    sheet.merge((2, 3), (0, 0), "年　份", "header")
    header = {"年末户籍人口": "Registered", "年末常住人口": "Permanent", "#城镇人口": "Urban"}
    for column, (label, translation) in enumerate(header.items(), 1):
        sheet.put(2, column, label, "header")
        sheet.put(3, column, translation, "header")
    table = people_by_year()
    for row, year in enumerate(PRINTED, 4):
        people = (table[year][kind].scaleb(4) for kind in ("registered", "resident", "urban"))
        _put_row(sheet, row, [f"{year}年", *(f"{number:,.0f}".replace(",", " ") for number in people)])
    put_notes(sheet, 4 + len(PRINTED), 3, [(SAMPLE_NOTE, "")])
    return sheet


def _crops() -> Sheet:
    """Headers in one row; rice and vegetables in 亩, the others in 千公顷."""
    sheet = Sheet("4-5")
    sheet.put(0, 0, f"4—5　渠县主要农作物播种面积{SPAN}", "title")
    crops = {
        "年份": "", "农作物总播种面积(千公顷)": "sown", "粮食作物(千公顷)": "grain", "稻谷(亩)": "rice",
        "#中稻和一季晚稻(亩)": "single", "#双季早稻(亩)": "early", "#双季晚稻(亩)": "late", "小麦(千公顷)": "wheat",
        "玉米(千公顷)": "maize", "薯类(千公顷)": "tubers", "油菜籽(千公顷)": "rapeseed", "蔬菜(亩)": "vegetables",
    }  # fmt: skip
    _put_row(sheet, 1, list(crops))
    table = crops_by_year()
    for row, year in enumerate(PRINTED, 2):
        values = [
            _area(table[year], crop, is_in_mu="(亩)" in label, year=year) for label, crop in crops.items() if crop
        ]
        _put_row(sheet, row, [Decimal(year), *values])
    put_notes(sheet, 2 + len(PRINTED), 11, [("注：“—”表示无该项数据；“…”表示不足最小单位。", ""), (SAMPLE_NOTE, "")])
    return sheet


def _area(areas: Mapping[str, Decimal], crop: str, *, is_in_mu: bool, year: int) -> Value:
    if crop not in areas:
        return "…" if year == 2010 else "—"
    return areas[crop].scaleb(4 if is_in_mu else -3)


def _products() -> Sheet:
    """Years down and products across."""
    sheet = Sheet("5-3")
    sheet.put(0, 0, f"5—3　渠县主要工业产品产量{SPAN}", "title")
    header = ["年份", "水泥(吨)", "水泥熟料(吨)", "发电量(亿千瓦时)", "火电(亿千瓦时)", "水电(亿千瓦时)", "原盐(吨)"]
    _put_row(sheet, 1, [*header, "机制纸及纸板(吨)"])
    made, generated = products_by_year(), generation_by_year()
    for row, year in enumerate(PRINTED, 2):
        tonnes = (made[year]["cement"], made[year]["clinker"])
        power = (generated[year][kind].scaleb(-4) for kind in ("total", "coal", "hydro"))
        salt = "…" if year == 2012 else "-"  # as the next edition marks it
        others = (made[year]["salt"] or salt, made[year]["paper"] or "-")
        values = [*(amount.scaleb(4) if amount else "-" for amount in tonnes), *power, *others]
        _put_row(sheet, row, [Decimal(year), *values])
    put_notes(sheet, 2 + len(PRINTED), 7, [("注：“-”表示无该项数据；“…”表示不足最小单位。", ""), (SAMPLE_NOTE, "")])
    return sheet


def _put_row(sheet: Sheet, row: int, values: Sequence[Value]) -> None:
    for column, value in enumerate(values):
        sheet.put(row, column, value, "number_4" if isinstance(value, Decimal) else "text")

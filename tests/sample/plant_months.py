"""Monthly forms of the coal power station and the cement works, one year a form, as the carbon market asks for them.

Here: both workbooks and their figures. Not here: what the plants report to the statistics bureau (energy.py), which the
months add up to. Quantities of the column 全年值 are sums, factors are weighted means (Q26); nobody adds factors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from tests.sample.delivery import FIRST, Delivery
from tests.sample.energy import coal_generation, products_by_year, transformation_by_year
from tests.sample.grid import MONTHS
from tests.sample.interpolation import rounded, scatter
from tests.sample.sheet import Origin, Sheet
from tests.sample.yearbook import SAMPLE_NOTE, put_notes

POWER_FILE, CEMENT_FILE = "渠县燃煤电厂月度数据_{}.xlsx", "渠县水泥厂月度数据_{}.xlsx"

Months = list[Decimal]
#: 信息项, 燃料名称, 单位, months, decimals, the item that weighs it (none: a sum), 获取方式
Line = tuple[str, str, str, Months, int, Months | None, str]


def drawn(key: str, year: int) -> str:
    """What the scatter of a year depends on."""
    return key if year == FIRST.last else f"{key}{year}"


def parted(total: Decimal, season: str, key: str) -> Months:
    """A year in twelve whole parts that add up to it."""
    weights = [Decimal(str(w)) * scatter(f"{key}-{month}", "0.02") for month, w in enumerate(MONTHS[season], 1)]
    months = [rounded(total * weight / sum(weights), 0) for weight in weights[:11]]
    return [*months, total - sum(months)]


def around(value: str, spread: str, places: int, key: str) -> Months:
    """Twelve measured values near one."""
    return [rounded(Decimal(value) * scatter(f"{key}-{month}", spread), places) for month in range(1, 13)]


def power_lines(year: int) -> list[Line]:
    """Coal and diesel, and what was generated."""
    inputs = transformation_by_year()[year]
    coal = parted(inputs["power_coal"] or Decimal(0), "plants", drawn("plant-coal", year))
    diesel = parted(inputs["power_diesel"] or Decimal(0), "plants", drawn("plant-diesel", year))
    generated = parted(coal_generation(year), "plants", drawn("plant-generation", year))
    return [
        ("消耗量", "燃煤", "t", coal, 0, None, "实测"),
        ("收到基低位发热量", "燃煤", "GJ/t", around("20.38", "0.018", 3, drawn("plant-ncv", year)), 3, coal, "实测"),
        (
            "单位热值含碳量",
            "燃煤",
            "tC/GJ",
            around("0.02642", "0.012", 5, drawn("plant-carbon", year)),
            5,
            coal,
            "实测",
        ),
        ("碳氧化率", "燃煤", "%", [Decimal(99)] * 12, 0, coal, "缺省"),
        ("消耗量", "柴油", "t", diesel, 0, None, "实测"),
        ("发电量", "—", "万千瓦时", generated, 0, None, "实测"),
    ]


def cement_lines(year: int) -> list[Line]:
    """Clinker and what each tonne gave off."""
    clinker = parted((products_by_year()[year]["clinker"] or Decimal(0)) * 10000, "kilns", drawn("plant-clinker", year))
    return [
        ("熟料产量", "—", "t", clinker, 0, None, "实测"),
        (
            "熟料的过程排放因子",
            "—",
            "tCO2/t",
            around("0.5247", "0.006", 4, drawn("clinker-factor", year)),
            4,
            clinker,
            "实测",
        ),
    ]


def plant_sheet(name: str, title: str, subject: str, lines: Sequence[Line], year: int) -> Sheet:
    """Items down, months across, then the year, and how it was obtained."""
    widths = {0: 12, 1: 20, 2: 12, 3: 10} | dict.fromkeys(range(4, 17), 11) | {17: 9, 18: 16}
    sheet = Sheet(name, widths=widths, frozen_at=(3, 4), block=(3, 4, 2 + len(lines), 16))
    sheet.merge((0, 0), (0, 18), title, "title")
    sheet.merge((1, 1), (0, 18), "填报单位：示例企业（非真实）", "unit")
    headers = [
        "生产线（机组）",
        "信息项",
        "原料（燃料）名称",
        "单位",
        *(f"{year}年{month}月" for month in range(1, 13)),
    ]
    for column, header in enumerate([*headers, "全年值", "获取方式", "数据来源"]):
        sheet.put(2, column, header, "header", Origin("layout", "", "Q26" if header == "全年值" else ""))
    for row, (item, fuel, unit, months, places, weights, how) in enumerate(lines, 3):
        for column, text in enumerate([subject, item, fuel, unit]):
            sheet.put(row, column, text, "text")
        for column, value in enumerate(months, 4):
            sheet.put(row, column, value, f"number_{places}" if places != 3 else "number_4", Origin())
        sheet.put(row, 16, year_value(months, weights, places), "number_4" if places else "number_0", Origin())
        sheet.put(row, 17, how, "text")
        sheet.put(row, 18, "生产报表" if weights is None else "检测报告", "text")
    notes = [("注：全年值：数量为合计，其余为按数量加权平均。", "Q26"), (SAMPLE_NOTE, "Q20")]
    put_notes(sheet, 3 + len(lines), 18, notes)
    return sheet


def year_value(months: Months, weights: Months | None, places: int) -> Decimal:
    """Sum of a quantity, weighted mean of a factor."""
    if weights is None:
        return sum(months, Decimal(0))
    return rounded(sum(m * w for m, w in zip(months, weights, strict=True)) / sum(weights), places)


def power_sheets(delivery: Delivery) -> list[Sheet]:
    """The station as a whole."""
    year = delivery.last
    title = f"渠县燃煤电厂温室气体排放月度数据（{year}年）"
    return [plant_sheet("电厂月度", title, "全厂", power_lines(year), year)]


def cement_sheets(delivery: Delivery) -> list[Sheet]:
    """All kilns together."""
    year = delivery.last
    title = f"渠县水泥厂温室气体排放月度数据（{year}年）"
    return [plant_sheet("水泥厂月度", title, "全部窑线", cement_lines(year), year)]


WORKBOOKS: dict[str, Callable[[Delivery], list[Sheet]]] = {POWER_FILE: power_sheets, CEMENT_FILE: cement_sheets}

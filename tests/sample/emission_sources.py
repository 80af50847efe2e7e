"""Where emissions come from besides fuel: the yearly form on sources, coal mines, gas wells, the grid company.

Here: their figures, 2005-2025, and the workbooks they are delivered in. Not here: fuels and products of industry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from tests.sample.annual_table import AnnualColumn, AnnualTable, annual_sheets
from tests.sample.delivery import Delivery, span
from tests.sample.energy_survey import figure, figures
from tests.sample.grid import aggregates, sold_by_sector
from tests.sample.interpolation import YEARS, between, rounded, scatter, years_of
from tests.sample.sheet import Origin, Sheet
from tests.sample.yearbook import SAMPLE_NOTE, put_notes

SOURCES_FILE, COAL_FILE = "渠县排放源情况确认表.xlsx", "渠县煤炭生产情况.xlsx"
GAS_FILE, LOSSES_FILE = "渠县天然气井站.xlsx", "国网渠县供电公司_线损和六氟化硫.xlsx"
CAPACITY_FILE, CITY_FILE = "渠县发电装机容量.xlsx", "达州市核定能源消费总量.xlsx"

NOTHING: dict[int, str] = {}
LIME_T = {2005: "18600", 2010: "23400", 2017: "6200"}
FGD_T = {2006: "9800", 2007: "24600", 2012: "31800", 2024: "28900"}
CLAY_10KT = {2005: "84", 2012: "96", 2020: "38", 2024: "26"}
AIR_CONDITIONERS = {2010: "9800", 2015: "21300", 2024: "26500"}

#: Label, unit, figures: rows of the form in their order; a row without a figure says 无.
SOURCE_ROWS: list[tuple[str, str, Mapping[int, str], int]] = [
    ("炼焦、煤制气、洗选、炼油企业自用原煤", "吨", NOTHING, 0),
    ("国内航班航空煤油", "吨", NOTHING, 0),
    ("压气站自用天然气", "万立方米", NOTHING, 2),
    ("国际航班航空煤油", "吨", NOTHING, 0),
    ("国际航行船舶柴油", "吨", NOTHING, 0),
    ("净调入热力", "百万千焦", NOTHING, 0),
    ("电石渣配料生产的熟料", "吨", NOTHING, 0),
    ("石　灰", "吨", LIME_T, 0),
    ("炼钢熔剂石灰石", "吨", NOTHING, 0),
    ("炼钢熔剂白云石", "吨", NOTHING, 0),
    ("炼钢用生铁", "吨", NOTHING, 0),
    ("炼钢所得钢材", "吨", NOTHING, 0),
    ("电　石", "吨", NOTHING, 0),
    ("己二酸", "吨", NOTHING, 0),
    ("硝酸：高压法（无非选择性尾气处理）", "吨", NOTHING, 0),
    ("硝酸：高压法（有非选择性尾气处理）", "吨", NOTHING, 0),
    ("硝酸：中压法", "吨", NOTHING, 0),
    ("硝酸：常压法", "吨", NOTHING, 0),
    ("硝酸：双加压法", "吨", NOTHING, 0),
    ("硝酸：综合法", "吨", NOTHING, 0),
    ("硝酸：低压法", "吨", NOTHING, 0),
    ("电解铝：点式下料预焙槽", "吨", NOTHING, 0),
    ("电解铝：侧插阳极棒自焙槽", "吨", NOTHING, 0),
    ("原　镁", "吨", NOTHING, 0),
    ("镁加工", "吨", NOTHING, 0),
    ("电力设备制造安装用六氟化硫", "千克", NOTHING, 0),
    ("半导体晶圆", "平方米", NOTHING, 0),
    ("HCFC-22", "吨", NOTHING, 0),
    ("HFC", "吨", NOTHING, 0),
    ("烟气脱硫石灰石", "吨", FGD_T, 0),
    ("玻　璃", "吨", NOTHING, 0),
    ("砖瓦用黏土、页岩", "万吨", CLAY_10KT, 2),
    ("新增房间空调器（不含R22机型）", "台", AIR_CONDITIONERS, 0),
]

# Mines were closed in 2015 and 2016; output in tonnes by owner, then parted by gas and depth.
COAL_T = {
    "local": {2005: "118000", 2010: "131000", 2014: "62000", 2015: "38000"},
    "township": {2005: "312000", 2010: "402000", 2014: "165000", 2015: "71000"},
}
HIGH_GAS_SHARE, SHALLOW_SHARE, MIDDLE_SHARE = Decimal("0.35"), Decimal("0.40"), Decimal("0.45")
GAS_USED_10K_M3 = {2009: "42", 2014: "88", 2015: "41"}
CLOSED_MINES = {2005: "6", 2010: "17", 2014: "29", 2015: "36", 2016: "44", 2024: "44"}

FACILITIES: dict[str, Mapping[int, str]] = {
    "生产井": {2005: "12", 2010: "19", 2018: "34", 2024: "41"},
    "集气站": {2005: "3", 2024: "9"},
    "开采计量\n配气站": {2005: "2", 2024: "4"},
    "输气增压站": NOTHING,
    "输气计量站": {2005: "4", 2024: "8"},
    "管线阀室": {2005: "5", 2024: "11"},
}
NAMEPLATE_KG = {2005: "412", 2012: "1240", 2024: "2865"}
STORED_KG = {2005: "31", 2024: "64"}
LEAK_SHARE = {2005: "0.019", 2024: "0.007"}

CAPACITY_10K_KW: dict[str, Mapping[int, str]] = {
    "火　电": {2005: "62.4", 2006: "92.4", 2008: "92.4", 2009: "62.4", 2010: "62.4", 2011: "60", 2024: "60"},
    "水　电": {2005: "5.2", 2015: "5.4", 2022: "5.4", 2023: "8.6", 2024: "9.8", 2025: "10.1"},
    "太阳能": {2017: "0.32", 2020: "1.05", 2024: "3.6", 2025: "4.5"},
    "垃圾焚烧": {2021: "1.8", 2024: "1.8"},
}
CITY_TOTAL_10K_TCE = {2005: "61.8", 2010: "95.6", 2015: "104.2", 2019: "96.3", 2020: "88.7", 2024: "91.4", 2025: "92.6"}
CITY_REVISED_10K_TCE = {2024: "91.32"}
"""As printed again a year later, when output of the county was final."""


def source_sheets(delivery: Delivery) -> list[Sheet]:
    """Sources down, years across, a unit per row; 无 is an answer."""
    years = delivery.printed(YEARS)
    last = 1 + len(years)
    sheet = Sheet(
        "排放源情况",
        widths={0: 34, 1: 11} | dict.fromkeys(range(2, last + 1), 9.5),
        frozen_at=(3, 2),
        block=(3, 2, 2 + len(SOURCE_ROWS), last),
    )
    sheet.merge((0, 0), (0, last), f"渠县温室气体排放源情况确认表（{span(years)}）", "title", "Q15")
    sheet.merge((1, 1), (0, last), "填报单位：县经济和信息化局、县生态环境局", "unit")
    sheet.put(2, 0, "排放源", "header")
    sheet.put(2, 1, "计量单位", "header")
    for column, year in enumerate(years, 2):
        sheet.put(2, column, f"{year}年", "header")
    for row, (label, unit, anchors, places) in enumerate(SOURCE_ROWS, 3):
        sheet.put(row, 0, label, "label", Origin("layout", "", "Q04" if "　" in label else ""))
        sheet.put(row, 1, unit, "text")
        for column, year in enumerate(years, 2):
            value = figure(anchors, year, f"source-{label}", "0.02", places) if anchors else None
            if value is None:
                sheet.put(row, column, "无", "data_text", Origin(quirk="Q08"))
            else:
                sheet.put(row, column, value, f"number_{places}", Origin())
    notes = [("注：“无”表示县域内没有该排放源；有的填产量或消耗量。", "Q08"), (SAMPLE_NOTE, "Q20")]
    put_notes(sheet, 3 + len(SOURCE_ROWS), last, notes)
    return [sheet]


def coal_by_year() -> dict[int, dict[str, Decimal]]:
    """Raw coal by owner, by gas and by depth; each way of parting adds up to the same output."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in YEARS:
        local = figure(COAL_T["local"], year, "coal-local")
        township = figure(COAL_T["township"], year, "coal-township")
        if local is None or township is None:
            table[year] = {}
            continue
        total = local + township
        high, shallow = rounded(total * HIGH_GAS_SHARE, 0), rounded(total * SHALLOW_SHARE, 0)
        middle = rounded(total * MIDDLE_SHARE, 0)
        table[year] = {
            "total": total,
            "local": local,
            "township": township,
            "high": high,
            "low": total - high,
            "shallow": shallow,
            "middle": middle,
            "deep": total - shallow - middle,
        }
    return table


def coal_sheets(delivery: Delivery) -> list[Sheet]:
    """Output until the closures, gas that was drained and used, mines closed so far."""
    coal = coal_by_year()
    headings = {
        "total": "原煤产量/合　计",
        "key": "原煤产量/国有重点",
        "local": "原煤产量/国有地方",
        "township": "原煤产量/乡　镇",
        "high": "按瓦斯等级/高瓦斯矿",
        "low": "按瓦斯等级/低瓦斯矿",
        "shallow": "按开采深度/200米以内",
        "middle": "按开采深度/200—400米",
        "deep": "按开采深度/400米以上",
    }
    columns = [
        AnnualColumn(heading, {year: row[key] for year, row in coal.items() if key in row}, quirk="Q03")
        for key, heading in headings.items()
    ]
    columns += [
        AnnualColumn("瓦斯抽采利用量\n（万立方米）", figures(GAS_USED_10K_M3, "mine-gas", "0.05", 1), places=1),
        AnnualColumn(
            "累计关闭煤矿\n（座）", {year: rounded(between(CLOSED_MINES, year), 0) for year in YEARS}, quirk="Q13"
        ),
    ]
    notes = [
        ("注：1.“—”表示无。2015、2016年煤矿全部关闭退出。", "Q08"),
        ("　　2.瓦斯利用量按纯甲烷折算。", ""),
    ]
    title = "渠县煤炭生产情况（{}）"
    return annual_sheets(delivery, AnnualTable("煤炭生产", title, columns, unit="单位：吨", notes=notes))


def gas_sheets(delivery: Delivery) -> list[Sheet]:
    """Wells and stations at the end of the year; no plant treats gas in the county."""
    columns = [
        AnnualColumn(name, {year: rounded(between(anchors, year), 0) for year in YEARS} if anchors else {})
        for name, anchors in FACILITIES.items()
    ]
    columns.append(AnnualColumn("净化处理量\n（万立方米）", {}))
    notes = [("注：“—”表示县域内没有。", "Q08")]
    title = "渠县天然气井站情况（{}）"
    return annual_sheets(delivery, AnnualTable("天然气井站", title, columns, unit="单位：个", notes=notes))


def sf6_by_year() -> dict[int, dict[str, Decimal]]:
    """Kilograms; what is bought replaces what leaked, fills new equipment and the store."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in YEARS:
        nameplate = rounded(between(NAMEPLATE_KG, year), 0)
        stored = rounded(between(STORED_KG, year) * scatter(f"sf6-stored{year}", "0.15"), 1)
        disbursed = rounded(nameplate * Decimal("0.002"), 1)
        lost = rounded(nameplate * between(LEAK_SHARE, year) * scatter(f"sf6-lost{year}", "0.2"), 1)
        before = table.get(year - 1, {"nameplate": nameplate - 30, "stored": stored})
        purchased = lost + nameplate - before["nameplate"] + stored - before["stored"] + disbursed
        table[year] = {"nameplate": nameplate, "stored": stored, "purchased": purchased, "disbursed": disbursed}
    return table


def loss_sheets(delivery: Delivery) -> list[Sheet]:
    """Electricity lost in the county's grid, and the account of sulphur hexafluoride."""
    losses = {}
    for year in YEARS:
        sold = sum(aggregates(sold_by_sector(year))["whole_society"], Decimal(0)) / 10000
        losses[year] = rounded(sold * between({2005: "0.088", 2014: "0.062", 2024: "0.041"}, year), 2)
    sf6 = sf6_by_year()
    columns = [AnnualColumn("线损电量\n（万千瓦时）", dict(losses), places=2)]
    columns += [
        AnnualColumn(f"六氟化硫（千克）/{name}", {year: row[key] for year, row in sf6.items()}, places=1, quirk="Q03")
        for key, name in {
            "nameplate": "年末在运设备\n铭牌充装量",
            "stored": "年末库存",
            "purchased": "购入量",
            "disbursed": "转出和\n回收外送量",
        }.items()
    ]
    title = "国网渠县供电公司线损电量和六氟化硫（{}）"
    return annual_sheets(delivery, AnnualTable("线损和六氟化硫", title, columns))


def capacity_sheets(delivery: Delivery) -> list[Sheet]:
    """Generating capacity at the end of the year."""
    columns = [
        AnnualColumn(
            name,
            {year: rounded(between(anchors, year), 2) for year in YEARS if year in years_of(anchors)},
            places=2,
        )
        for name, anchors in CAPACITY_10K_KW.items()
    ]
    notes = [("注：“—”表示无。2008年及以前含华蓥山老厂，厂址归属待核定。", "Q08")]
    title = "渠县发电装机容量（{}）"
    return annual_sheets(delivery, AnnualTable("发电装机", title, columns, unit="单位：万千瓦", notes=notes))


def city_sheets(delivery: Delivery) -> list[Sheet]:
    """Total energy consumption of the county as the city's bureau approved it."""
    totals = figures(CITY_TOTAL_10K_TCE, "city", "0.005", 2)
    totals |= {year: Decimal(total) for year, total in CITY_REVISED_10K_TCE.items() if year < delivery.years.start}
    columns = [AnnualColumn("能源消费总量\n（等价值）", totals, places=2)]
    notes = [("注：达州市统计局核定数，电力按等价值折算。", "")]
    if not delivery.is_first:
        notes.append(("　　上年数已按最终核实结果修订。", "Q16"))
    title = "渠县能源消费总量核定数（{}）"
    return annual_sheets(
        delivery, AnnualTable("能源消费总量", title, columns, unit="单位：万吨标准煤", repeated=1, notes=notes)
    )


WORKBOOKS: dict[str, Callable[[Delivery], list[Sheet]]] = {
    SOURCES_FILE: source_sheets,
    COAL_FILE: coal_sheets,
    GAS_FILE: gas_sheets,
    LOSSES_FILE: loss_sheets,
    CAPACITY_FILE: capacity_sheets,
    CITY_FILE: city_sheets,
}

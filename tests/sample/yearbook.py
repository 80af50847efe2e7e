"""Layout of the yearbook of 渠县: four tables with the habits of a printed yearbook.

Here: titles, headers, marks and notes of the four sheets. Not here: the figures (series, energy, facts).
Marks as the notes under each table say: — none, … below half of the smallest unit printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.sample.delivery import Delivery, span
from tests.sample.energy import generation_by_year, products_by_year
from tests.sample.facts import (
    GDP_10K_CNY,
    GDP_GROWTH_PCT,
    GRAIN_AREA_HA,
    POWER_STATISTICS,
    REGISTERED_10K,
    RESIDENT_10K,
    URBAN_10K,
    URBAN_SHARE_PCT,
    Fact,
)
from tests.sample.interpolation import YEARS
from tests.sample.series import FINAL_GDP, crops_by_year, gdp_by_year, people_by_year
from tests.sample.sheet import SYNTHETIC_SOURCE, Origin, Sheet

SAMPLE_NOTE = "数据来源：示例数据，非官方。"
FULL_WIDTH_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def file_name(delivery: Delivery) -> str:
    """A book is called by the year in which it is printed."""
    return f"渠县统计年鉴{delivery.last + 1}.xlsx"


def yearbook_sheets(delivery: Delivery) -> list[Sheet]:
    """The four sheets of the book; each edition prints the whole series."""
    years = YEARS[: delivery.last + 1 - YEARS.start]
    return [gdp_sheet(years), population_sheet(years), crop_sheet(years), product_sheet(years)]


def origin_of(year: int, facts: Mapping[int, Fact], quirk: str = "") -> Origin:
    """A published figure keeps its source, any other is synthetic."""
    if year in facts:
        return Origin("real", facts[year].source, quirk)
    return Origin("synthetic", SYNTHETIC_SOURCE, quirk)


def grouped(value: Decimal, gap: str = " ") -> str:
    """Digits in groups of three, as old tables print them: 12 345."""
    return f"{value:,.0f}".replace(",", gap)


def put_notes(sheet: Sheet, row: int, last_column: int, notes: list[tuple[str, str]]) -> None:
    """Notes under a table, each merged over its width, then three empty bordered rows."""
    for offset, (text, quirk) in enumerate(notes):
        sheet.merge((row + offset, row + offset), (0, last_column), text, "note", quirk)
    tail = row + len(notes)
    for extra in range(tail, tail + 3):
        for column in range(last_column + 1):
            quirk = "Q20" if (extra, column) == (tail, 0) else ""
            sheet.put(extra, column, None, "tail", Origin("layout", "", quirk))


def gdp_sheet(years: range) -> Sheet:
    """1-2 地区生产总值: current prices beside growth at comparable prices."""
    sheet = Sheet("1-2 地区生产总值", widths={0: 10, 1: 17, 2: 14, 3: 14, 4: 14, 5: 18}, frozen_at=(4, 1))
    sheet.merge((0, 0), (0, 5), f"1-2 渠县地区生产总值（{span(years)}）", "title", "Q15")
    sheet.merge((1, 1), (0, 5), "本表绝对数按当年价格计算，增长速度按可比价格计算。", "subtitle", "Q25")
    sheet.merge((2, 3), (0, 0), "年　份", "header", "Q04")
    sheet.merge((2, 3), (1, 1), "地区生产总值\n（万元）", "header", "Q03")
    sheet.merge((2, 2), (2, 4), "按产业分（万元）", "header", "Q03")
    for column, name in enumerate(["第一产业", "第二产业", "第三产业"], 2):
        sheet.put(3, column, name, "header")
    sheet.merge((2, 3), (5, 5), "地区生产总值\n比上年增长（%）", "header", "Q25")
    table = gdp_by_year(years[-1])
    for row, year in enumerate(years, 4):
        sheet.put(row, 0, Decimal(year), "year")
        is_revised = year in FINAL_GDP and year < years[-1]
        total, growth = ({}, {}) if is_revised else (GDP_10K_CNY, GDP_GROWTH_PCT)
        sheet.put(row, 1, table[year]["total"], "number_0", origin_of(year, total))
        for column, part in enumerate(["primary", "secondary", "tertiary"], 2):
            sheet.put(row, column, table[year][part], "number_0", Origin())
        sheet.put(row, 5, table[year]["growth"], "number_1", origin_of(year, growth, "Q25"))
    notes = [
        (f"注：{years[-1] - 1}年及以前为最终核实数，{years[-1]}年为初步核算数。", "Q16"),
        (SAMPLE_NOTE, "Q20"),
    ]
    put_notes(sheet, 4 + len(years), 5, notes)
    return sheet


def population_sheet(years: range) -> Sheet:
    """2-1 人口: two kinds of people side by side, and the break at the census of 2020."""
    sheet = Sheet("2-1 人口", widths={0: 10, 1: 16, 2: 16, 3: 16}, frozen_at=(3, 1))
    sheet.merge((0, 0), (0, 3), f"2-1 渠县人口（{span(years)}）", "title", "Q15")
    sheet.merge((1, 1), (0, 3), "单位：万人", "unit", "Q20")
    for column, name in enumerate(["年　份", "年末户籍人口", "年末常住人口", "#城镇人口"]):
        quirk = {0: "Q04", 1: "Q17", 2: "Q17", 3: "Q05"}[column]
        sheet.put(2, column, name, "header", Origin("layout", "", quirk))
    table = people_by_year()
    for row, year in enumerate(years, 3):
        sheet.put(row, 0, f"{year}年", "text")
        put_people(sheet, row, 1, table[year]["registered"], origin_of(year, REGISTERED_10K), year)
        break_quirk = "Q17" if year in (2019, 2020) else ""
        put_people(sheet, row, 2, table[year]["resident"], origin_of(year, RESIDENT_10K, break_quirk), year)
        put_people(sheet, row, 3, table[year]["urban"], urban_origin(year), year)
    notes = [
        ("注：1.年末户籍人口为公安户籍统计数。", "Q17"),
        ("　　2.2010、2020年常住人口为普查数，其余年份为抽样推算数，2019年与2020年不可比。", "Q17"),
        (SAMPLE_NOTE, "Q20"),
    ]
    put_notes(sheet, 3 + len(years), 3, notes)
    return sheet


def put_people(sheet: Sheet, row: int, column: int, value: Decimal, origin: Origin, year: int) -> None:
    """A number, or in 2011 and 2023 the same number as text."""
    if year in (2011, 2023):
        quirk = " ".join(filter(None, [origin.quirk, "Q09"]))
        sheet.put(row, column, f"{value:f}", "data_text", Origin(origin.evidence, origin.source, quirk))
    else:
        sheet.put(row, column, value, "number_2", origin)


def urban_origin(year: int) -> Origin:
    """Urban people: census counts are facts; resident people times a published share is computed."""
    if year in URBAN_10K:
        return origin_of(year, URBAN_10K)
    if year in URBAN_SHARE_PCT:
        share = URBAN_SHARE_PCT[year]
        source = f"computed: 年末常住人口×常住人口城镇化率{share.printed}%; 城镇化率见 {share.source}"
        return Origin("synthetic", source)
    return Origin()


def crop_sheet(years: range) -> Sheet:
    """4-5 农作物播种面积: hectares and 10^4 mu in one table."""
    widths = {0: 9.0} | dict.fromkeys(range(1, 12), 12.5)
    sheet = Sheet("4-5 农作物播种面积", widths=widths, heights={2: 20, 3: 32}, frozen_at=(4, 1))
    sheet.merge((0, 0), (0, 11), f"4-5 渠县主要农作物播种面积（{span(years)}）", "title", "Q15")
    sheet.merge((1, 1), (0, 11), "计量单位见表头", "unit", "Q02")
    sheet.merge((2, 3), (0, 0), "年　份", "header", "Q04")
    sheet.merge((2, 3), (1, 1), "农作物总\n播种面积\n(公顷)", "header", "Q30")
    sheet.merge((2, 3), (2, 2), "#粮食作物\n(公顷)", "header", "Q05")
    sheet.merge((2, 2), (3, 6), "稻　谷(万亩)", "header", "Q30")
    for column, name in enumerate(["合　计", "#中稻和\n一季晚稻", "#双季早稻", "#双季晚稻"], 3):
        sheet.put(3, column, name, "header", Origin("layout", "", "Q04" if column == 3 else "Q05"))
    for column, name in enumerate(
        ["小　麦（公顷）", "玉　米（公顷）", "薯　类（公顷）", "油菜籽（公顷）", "蔬　菜（万亩）"], 7
    ):
        sheet.merge((2, 3), (column, column), name, "header", "Q02" if column == 11 else "Q06")
    table = crops_by_year()
    for row, year in enumerate(years, 4):
        crops = table[year]
        sheet.put(row, 0, Decimal(year), "year")
        sheet.put(row, 1, crops["sown"], "number_0", Origin())
        sheet.put(row, 2, crops["grain"], "number_0", origin_of(year, GRAIN_AREA_HA, "Q30" if year == 2022 else ""))
        sheet.put(row, 3, crops["rice"], "number_2", Origin())
        sheet.put(row, 4, crops["single"], "number_2", Origin())
        for column, kind in enumerate(["early", "late"], 5):
            put_double_rice(sheet, row, column, crops.get(kind), year)
        for column, crop in enumerate(["wheat", "maize", "tubers", "rapeseed"], 7):
            sheet.put(row, column, crops[crop], "number_0", Origin())
        sheet.put(row, 11, crops["vegetables"], "number_2", Origin())
    notes = [
        ("注：1.“—”表示无该项数据；“…”表示数据不足本表最小单位数。", "Q08"),
        ("　　2.1公顷=15亩。1992年及以前各表面积单位为万亩。", "Q13 Q30"),
        (SAMPLE_NOTE, "Q20"),
    ]
    put_notes(sheet, 4 + len(years), 11, notes)
    return sheet


def put_double_rice(sheet: Sheet, row: int, column: int, area: Decimal | None, year: int) -> None:
    """Double-season rice dies out: a number until 2009, … in 2010, then a dash."""
    if area is not None:
        sheet.put(row, column, area, "number_2", Origin())
    else:
        sheet.put(row, column, "…" if year == 2010 else "—", "data_text", Origin(quirk="Q08"))


def product_sheet(years: range) -> Sheet:
    """5-3 主要工业产品产量: products down, years across, a unit per row."""
    last = 1 + len(years)
    sheet = Sheet(
        "5-3 主要工业产品产量",
        widths={0: 18, 1: 11} | dict.fromkeys(range(2, last + 1), 10.5),
        frozen_at=(3, 2),
    )
    sheet.merge((0, 0), (0, last), f"5-3 渠县主要工业产品产量（{span(years)}）", "title", "Q15")
    sheet.merge((1, 1), (0, last), "规模以上工业", "unit")
    sheet.put(2, 0, "产品名称", "header")
    sheet.put(2, 1, "计量单位", "header")
    for column, year in enumerate(years, 2):
        sheet.put(2, column, f"{year}年", "header")
    labels = [
        ("水泥", "万吨", ""),
        ("水泥熟料", "万吨", ""),
        ("发电量", "万千瓦时", ""),
        ("　其中：火电", "万千瓦时", "Q05"),
        ("　　　　水电", "万千瓦时", "Q04"),
        ("原　盐", "吨", "Q04"),
        ("机制纸及纸板", "吨", ""),
    ]
    for row, (label, unit, quirk) in enumerate(labels, 3):
        sheet.put(row, 0, label, "label", Origin("layout", "", quirk))
        sheet.put(row, 1, unit, "text")
    for column, year in enumerate(years, 2):
        put_products(sheet, column, year)
        put_generation(sheet, column, year)
    notes = [
        ("注：1.“-”表示无该项数据；“…”表示数据不足本表最小单位数。", "Q08"),
        ("　　2.火电为燃煤发电量；发电量合计另含水泥余热、垃圾焚烧和光伏发电。", "Q05 Q29"),
        ("　　①火电按装机容量和容量系数0.6推估。", "Q28"),
        ("　　②2008年及以前为水泥粉磨站产量，熟料外购。", ""),
        (SAMPLE_NOTE, "Q20"),
    ]
    put_notes(sheet, 3 + len(labels), last, notes)
    return sheet


def put_products(sheet: Sheet, column: int, year: int) -> None:
    """Cement, clinker, salt and paper of one year."""
    products = products_by_year()[year]
    cement, clinker = products["cement"], products["clinker"]
    if year == 2008:
        sheet.put(3, column, f"{cement}②", "data_text", Origin(quirk="Q09"))
    else:
        sheet.put(3, column, cement, "number_2", Origin())
    if clinker is None:
        sheet.put(4, column, "-", "data_text", Origin(quirk="Q08"))
    else:
        sheet.put(4, column, clinker, "number_2", Origin())
    put_tonnes(sheet, 8, column, products["salt"], year, below_half_unit=year == 2012)
    put_tonnes(sheet, 9, column, products["paper"], year, below_half_unit=False)


def put_tonnes(sheet: Sheet, row: int, column: int, tonnes: Decimal | None, year: int, below_half_unit: bool) -> None:
    """Tonnes as a number, as text in digit groups, in full-width digits, or a mark."""
    if tonnes is None:
        sheet.put(row, column, "…" if below_half_unit else "-", "data_text", Origin(quirk="Q08"))
    elif year == 2007:
        text = grouped(tonnes).translate(FULL_WIDTH_DIGITS)
        sheet.put(row, column, text, "data_text", Origin(quirk="Q06 Q07 Q09"))
    elif year >= 2015:
        sheet.put(row, column, grouped(tonnes), "data_text", Origin(quirk="Q07 Q09"))
    else:
        sheet.put(row, column, tonnes, "number_0", Origin())


def put_generation(sheet: Sheet, column: int, year: int) -> None:
    """Generation of one year; digit groups as text from 2015, a footnote mark in 2016."""
    generation = generation_by_year()[year]
    for row, kind in enumerate(["total", "coal", "hydro"], 5):
        origin = generation_origin(kind, year)
        if year < 2015:
            sheet.put(row, column, generation[kind], "number_0", origin)
            continue
        mark = "①" if kind == "coal" and year == 2016 else ""
        quirk = "Q07 Q09" + (" Q28" if mark else "")
        text = grouped(generation[kind]) + mark
        sheet.put(row, column, text, "data_text", Origin(origin.evidence, origin.source, quirk))


def generation_origin(kind: str, year: int) -> Origin:
    """Coal generation of 2006 and 2009 sums published plants; a sum with a synthetic part is synthetic."""
    if kind != "coal":
        return Origin()
    if year == 2006:
        return Origin("real", f"{POWER_STATISTICS}; 13858+232436+181770(老厂厂址待核定)")
    if year == 2009:
        return Origin("real", f"{POWER_STATISTICS}; 8629+235152")
    if year in (2005, 2007, 2008):
        parts = {2005: "渠县火电厂14481", 2007: "老厂186529", 2008: "600MW 149577、老厂83642"}[year]
        return Origin("synthetic", f"synthetic sum; published part: {parts}, {POWER_STATISTICS}")
    if year == 2016:
        return Origin("synthetic", "modelled: 2×1289345MWh, Rystad底表(学者汇编), 按容量系数0.6推估", "Q28")
    return Origin()

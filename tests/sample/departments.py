"""Figures that departments report for the plan, from 2015: transport, buildings, waste, recycling, industry, meat.

Here: the figures and the seven workbooks they are delivered in. Always both sides of a ratio, never the ratio alone.
Not here: energy of public institutions and of ships, vehicles of the police (energy_survey.py), municipal waste
(waste.py), energy by branch (industry_branches.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from tests.sample.annual_table import AnnualColumn, AnnualTable, annual_sheets
from tests.sample.delivery import Delivery
from tests.sample.energy import kiln_coal_t, products_by_year, waste_heat_generation
from tests.sample.interpolation import YEARS, between, rounded, scatter
from tests.sample.livestock import slaughtered_by_year
from tests.sample.sheet import Sheet

TRANSPORT_FILE, BUILDINGS_FILE = "渠县营运交通.xlsx", "渠县城镇建筑.xlsx"
FLOOR_AREA_FILE, SOLID_WASTE_FILE = "渠县公共机构建筑面积.xlsx", "渠县一般工业固体废物.xlsx"
RECYCLING_FILE, INDUSTRY_FILE = "渠县垃圾分类和再生资源.xlsx", "渠县工业循环化和产能.xlsx"
MEAT_FILE = "渠县畜产品产量.xlsx"

FIRST_YEAR = 2015
NONE_NOTE = ("注：1.“—”表示无。", "Q08")

Anchors = Mapping[int, str]
#: Header, figures at some years, decimals: columns of a table in their order.
Columns = Sequence[tuple[str, Anchors, int]]

TRANSPORT: Columns = [
    ("公路客运/柴　油\n（吨）", {2015: "4180", 2019: "3460", 2020: "2290", 2024: "2050", 2025: "1960"}, 0),
    ("公路客运/天然气\n（万立方米）", {2015: "182", 2020: "148", 2024: "161", 2025: "158"}, 2),
    ("公路客运/电　力\n（万千瓦时）", {2018: "22", 2020: "61", 2024: "312", 2025: "366"}, 2),
    ("公路货运/柴　油\n（吨）", {2015: "21450", 2020: "24830", 2024: "26420", 2025: "26550"}, 0),
    ("公路货运/天然气\n（万立方米）", {2015: "118", 2020: "312", 2024: "642", 2025: "715"}, 2),
    ("公路货运/电　力\n（万千瓦时）", {2021: "24", 2024: "96", 2025: "118"}, 2),
    ("公共汽车/柴　油\n（吨）", {2015: "618", 2020: "207", 2024: "148", 2025: "139"}, 0),
    ("公共汽车/天然气\n（万立方米）", {2015: "261", 2020: "238", 2024: "131", 2025: "112"}, 2),
    ("公共汽车/电　力\n（万千瓦时）", {2016: "46", 2017: "98", 2020: "382", 2024: "764", 2025: "812"}, 2),
    ("出租汽车/汽　油\n（吨）", {2015: "312", 2020: "241", 2024: "152", 2025: "137"}, 0),
    ("出租汽车/天然气\n（万立方米）", {2015: "421", 2020: "398", 2024: "332", 2025: "318"}, 2),
    ("出租汽车/电　力\n（万千瓦时）", {2019: "14", 2020: "32", 2021: "74", 2024: "208", 2025: "253"}, 2),
    ("货物周转量（万吨公里）/公　路", {2015: "138200", 2020: "168400", 2024: "196700", 2025: "203500"}, 0),
    ("货物周转量（万吨公里）/水　路", {2015: "9840", 2020: "7620", 2024: "10210", 2025: "10480"}, 0),
    ("旅客周转量（万人公里）/公　路", {2015: "61900", 2019: "52300", 2020: "27600", 2024: "31200", 2025: "31500"}, 0),
    ("旅客周转量（万人公里）/水　路", {2015: "121", 2019: "104", 2020: "68", 2024: "86", 2025: "88"}, 0),
    ("旅客周转量（万人公里）/公共汽车", {2015: "9810", 2020: "8640", 2024: "11820", 2025: "12050"}, 0),
    ("旅客周转量（万人公里）/出租汽车", {2015: "5210", 2020: "4330", 2024: "4640", 2025: "4680"}, 0),
    ("当年新增（辆）/合　计\n（不含摩托车）", {2015: "421", 2020: "466", 2024: "512", 2025: "520"}, 0),
    ("当年新增（辆）/新能源", {2015: "9", 2020: "71", 2024: "149", 2025: "163"}, 0),
    ("当年新增（辆）/清洁能源", {2015: "25", 2020: "34", 2024: "41", 2025: "42"}, 0),
    ("当年新增（辆）/摩托车", {2015: "36", 2020: "18", 2024: "11", 2025: "10"}, 0),
    ("公路客运枢纽站（个）/合　计", {2015: "9", 2020: "10", 2024: "11", 2025: "11"}, 0),
    ("公路客运枢纽站（个）/有充（换）电\n设施", {2020: "1", 2024: "2", 2025: "3"}, 0),
    ("高速公路服务区（个）/合　计", {2015: "2", 2020: "2", 2024: "4", 2025: "4"}, 0),
    ("高速公路服务区（个）/有充（换）电\n设施", {2017: "1", 2022: "1", 2024: "3", 2025: "3"}, 0),
    ("公交场站（个）/合　计", {2015: "5", 2020: "6", 2024: "8", 2025: "8"}, 0),
    ("公交场站（个）/装备电动化", {2017: "1", 2020: "3", 2024: "6", 2025: "7"}, 0),
    ("城区出行量（万人次）/合　计", {2015: "15230", 2020: "15910", 2024: "18640", 2025: "18870"}, 0),
    ("城区出行量（万人次）/绿色出行", {2015: "9410", 2020: "10260", 2024: "12880", 2025: "13240"}, 0),
]
BUILDINGS: Columns = [
    ("当年新建民用建筑面积\n（万平方米）/合　计", {2015: "86.2", 2020: "73.9", 2024: "48.3", 2025: "46.1"}, 2),
    ("当年新建民用建筑面积\n（万平方米）/绿色建筑", {2015: "7.9", 2020: "41.2", 2024: "45.6", 2025: "44.8"}, 2),
    ("建筑能源消费量\n（万吨标准煤）/合　计", {2015: "17.82", 2020: "21.36", 2024: "23.58", 2025: "24.02"}, 2),
    ("建筑能源消费量\n（万吨标准煤）/可再生能源替代", {2015: "0.42", 2020: "1.04", 2024: "1.71", 2025: "1.88"}, 2),
    ("新建公共机构建筑屋顶\n（万平方米）/合　计", {2018: "1.92", 2020: "2.14", 2024: "2.61", 2025: "2.55"}, 2),
    ("新建公共机构建筑屋顶\n（万平方米）/光伏覆盖", {2018: "0.06", 2020: "0.17", 2024: "0.69", 2025: "0.76"}, 2),
]
FLOOR_AREA: Columns = [("建筑面积", {2015: "131.4", 2020: "142.3", 2024: "149.1", 2025: "150.2"}, 2)]
SOLID_WASTE: Columns = [
    ("产生量", {2015: "46.18", 2020: "52.84", 2024: "55.41", 2025: "55.73"}, 2),
    ("综合利用量/合　计", {2015: "21.46", 2020: "27.92", 2024: "32.63", 2025: "33.71"}, 2),
    ("综合利用量/其中：利用\n往年贮存量", {2018: "0.41", 2024: "0.58", 2025: "0.60"}, 2),
]
RECYCLING: Columns = [
    ("生活垃圾中可回收物\n回收利用量", {2018: "3120", 2020: "6240", 2024: "18530", 2025: "20460"}, 0),
    ("居民小区（个）/合　计", {2015: "52", 2020: "58", 2024: "64", 2025: "65"}, 0),
    ("居民小区（个）/分类收集", {2019: "4", 2020: "8", 2024: "41", 2025: "49"}, 0),
]
RESOURCES: Columns = [
    ("废钢铁", {2015: "18420", 2020: "24360", 2024: "29870", 2025: "30610"}, 0),
    ("废有色金属", {2015: "1260", 2020: "1740", 2024: "2180", 2025: "2240"}, 0),
    ("废　纸", {2015: "9840", 2020: "13250", 2024: "16120", 2025: "16480"}, 0),
    ("废塑料", {2015: "3120", 2020: "4070", 2024: "4860", 2025: "4950"}, 0),
    ("废旧纺织品", {2015: "410", 2020: "920", 2024: "1630", 2025: "1790"}, 0),
    ("其　他", {2015: "1180", 2020: "1510", 2024: "1920", 2025: "1980"}, 0),
]
INDUSTRY: Columns = [
    ("布产量\n（万米）", {2015: "3210", 2020: "4130", 2024: "5620", 2025: "5840"}, 0),
    ("经开区/工业增加值\n（万元）", {2015: "411600", 2020: "688300", 2024: "905200", 2025: "961400"}, 0),
    ("经开区/主要资源消耗量\n（万吨）", {2015: "182.4", 2020: "236.1", 2024: "240.8", 2025: "241.9"}, 2),
    ("经开区/工业固废产生量\n（万吨）", {2015: "9.84", 2020: "12.61", 2024: "13.92", 2025: "14.05"}, 2),
    ("经开区/工业固废综合利用量\n（万吨）", {2015: "6.41", 2020: "9.27", 2024: "11.86", 2025: "12.13"}, 2),
    ("经开区/循环化改造项目\n（个）", {2017: "14", 2025: "14"}, 0),
    ("经开区/已完成项目\n（个）", {2019: "2", 2020: "4", 2024: "11", 2025: "13"}, 0),
]
CLINKER_CAPACITY_10KT = "168"
CLINKER_KWH_PER_T = {2015: "63.5", 2020: "60.2", 2024: "57.4", 2025: "56.8"}
#: Kilograms of a slaughtered animal that are meat; poultry in kilograms too.
CARCASS_KG = {"pigs": "74.5", "cattle": "141", "sheep_goats": "16.2", "poultry": "1.62"}
MEAT_HEADINGS = {"pigs": "猪　肉", "cattle": "牛　肉", "sheep_goats": "羊　肉", "poultry": "禽　肉"}


def years_reported() -> range:
    """From the first year of these tables."""
    return range(FIRST_YEAR, YEARS.stop)


def columns_of(listed: Columns, key: str) -> list[AnnualColumn]:
    """What is counted in pieces stands on the line between its anchors, everything else a little off it."""
    columns = []
    for header, anchors, places in listed:
        is_counted = "个）" in header or "辆" in header
        spread = "0" if is_counted else "0.012"
        figures = {
            year: rounded(between(anchors, year) * scatter(f"{key}-{header}{year}", spread), places)
            for year in years_reported()
            if min(anchors) <= year <= max(anchors)
        }
        columns.append(AnnualColumn(header, dict(figures), places, quirk="Q03" if "/" in header else ""))
    return columns


def meat_t() -> dict[int, dict[str, Decimal]]:
    """Tonnes of meat, by what was slaughtered (10^4 heads)."""
    slaughtered = slaughtered_by_year()
    return {
        year: {
            animal: rounded(
                slaughtered[year][animal] * Decimal(kg) * 10 * scatter(f"carcass-{animal}{year}", "0.01"), 0
            )
            for animal, kg in CARCASS_KG.items()
        }
        for year in years_reported()
    }


def clinker_columns() -> list[AnnualColumn]:
    """Capacity, coal with its heating value, electricity and waste-heat power of the kilns."""
    clinker = {year: row["clinker"] or Decimal(0) for year, row in products_by_year().items()}
    years = years_reported()
    power = {
        year: rounded(clinker[year] * between(CLINKER_KWH_PER_T, year) * scatter(f"kiln-kwh{year}", "0.01"), 2)
        for year in years
    }
    heat = {year: rounded(Decimal(20908) * scatter(f"kiln-ncv{year}", "0.006"), 0) for year in years}
    headed: list[tuple[str, Mapping[int, Decimal], int]] = [
        ("生产能力\n（万吨）", dict.fromkeys(years, Decimal(CLINKER_CAPACITY_10KT)), 0),
        ("烧成用煤\n（吨）", {year: rounded(kiln_coal_t(year, clinker[year]), 0) for year in years}, 0),
        ("煤收到基低位\n发热量（千焦每千克）", heat, 0),
        ("综合耗电量\n（万千瓦时）", power, 2),
        ("余热发电量\n（万千瓦时）", {year: waste_heat_generation(year) for year in years}, 0),
    ]
    return [AnnualColumn(f"水泥熟料/{name}", dict(figures), places, quirk="Q03") for name, figures, places in headed]


def resource_columns() -> list[AnnualColumn]:
    """Kinds of recycled resources after their exact sum."""
    kinds = columns_of(RESOURCES, "resource")
    total = {year: sum((Decimal(str(kind.figures[year])) for kind in kinds), Decimal(0)) for year in years_reported()}
    named = [("合　计", total), *((kind.header, kind.figures) for kind in kinds)]
    return [AnnualColumn(f"再生资源回收利用量/{name}", dict(figures), quirk="Q03") for name, figures in named]


def table(name: str, title: str, columns: Sequence[AnnualColumn], unit: str, *notes: str) -> AnnualTable:
    """The one sheet of a workbook; the first note explains the dash."""
    lines = [NONE_NOTE, *((f"　　{number}.{text}", "") for number, text in enumerate(notes, 2))]
    return AnnualTable(name, f"{title}（{{}}）", columns, unit=unit, years=years_reported(), notes=lines)


def transport_table() -> AnnualTable:
    """县交通运输局."""
    return table(
        "营运交通",
        "渠县营运交通运输情况",
        columns_of(TRANSPORT, "transport"),
        "填报单位：县交通运输局",
        "天然气含液化天然气折气态；船舶用柴油见铁路、水运燃料消费量表。",
        "绿色出行为步行、自行车和公共交通。",
    )


def building_table() -> AnnualTable:
    """县住房和城乡建设局."""
    columns = columns_of(BUILDINGS, "building")
    return table(
        "城镇建筑", "渠县城镇建筑节能情况", columns, "填报单位：县住房和城乡建设局", "公共机构屋顶2018年起统计。"
    )


def floor_area_table() -> AnnualTable:
    """县机关事务服务中心."""
    return table("公共机构建筑面积", "渠县公共机构建筑面积", columns_of(FLOOR_AREA, "floor"), "单位：万平方米")


def solid_waste_table() -> AnnualTable:
    """县生态环境局."""
    columns = columns_of(SOLID_WASTE, "solid-waste")
    return table("一般工业固废", "渠县一般工业固体废物产生和综合利用情况", columns, "单位：万吨")


def recycling_table() -> AnnualTable:
    """县综合行政执法局、县环治办、县商务局."""
    columns = [*columns_of(RECYCLING, "recycling"), *resource_columns()]
    return table("分类和再生资源", "渠县生活垃圾分类和再生资源回收情况", columns, "单位：吨")


def industry_table() -> AnnualTable:
    """县经济和信息化局、县经开区."""
    columns = [*clinker_columns(), *columns_of(INDUSTRY, "industry-plan")]
    unit, note = "填报单位：县经济和信息化局、县经开区", "工业增加值按2020年可比价。"
    return table("循环化和产能", "渠县工业产能和园区循环化改造情况", columns, unit, note)


def meat_table() -> AnnualTable:
    """县农业农村局."""
    meat = meat_t()
    columns = [
        AnnualColumn(heading, {year: row[animal] for year, row in meat.items()})
        for animal, heading in MEAT_HEADINGS.items()
    ]
    return table("畜产品产量", "渠县主要畜产品产量", columns, "单位：吨")


TABLES: dict[str, Callable[[], AnnualTable]] = {
    TRANSPORT_FILE: transport_table,
    BUILDINGS_FILE: building_table,
    FLOOR_AREA_FILE: floor_area_table,
    SOLID_WASTE_FILE: solid_waste_table,
    RECYCLING_FILE: recycling_table,
    INDUSTRY_FILE: industry_table,
    MEAT_FILE: meat_table,
}


def sheets_of(made: Callable[[], AnnualTable]) -> Callable[[Delivery], list[Sheet]]:
    """What a delivery prints of a table."""
    return lambda delivery: annual_sheets(delivery, made())


WORKBOOKS = {name: sheets_of(made) for name, made in TABLES.items()}

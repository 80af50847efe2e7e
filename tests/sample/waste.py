"""Waste and wastewater of the county: what is collected, buried, burnt and discharged, and the years before 2005.

Here: the figures and the four workbooks they are printed in. Not here: how such a sheet is laid out (annual_table.py).
The landfill opened in 2005 and was closed in 2022, a year after an incinerator that also serves a neighbouring county.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.sample.annual_table import AnnualColumn, AnnualTable, Printed, annual_sheets
from tests.sample.delivery import Delivery
from tests.sample.interpolation import YEARS, between, rounded, scatter, years_of
from tests.sample.sheet import Sheet

TREATMENT, HISTORY = "渠县生活垃圾处理情况.xlsx", "渠县历史生活垃圾清运量.xlsx"
ENVIRONMENT, LIVING = "渠县环境统计.xlsx", "渠县污水去向和膳食.xlsx"

NONE_NOTE = ("注：1.“—”表示无此项。", "Q08")

# 10^4 t, unless it says otherwise
COLLECTED = {2005: "5.62", 2010: "7.35", 2015: "9.48", 2020: "12.26", 2024: "13.41"}
OPEN_BURNT = {2005: "1.86", 2012: "1.35", 2018: "0.31"}
COMPOSTED = {2015: "0.12", 2019: "0.18", 2024: "0.22"}
DIGESTED = {2020: "0.35", 2024: "0.72"}
RECEIVED_SHARE = {2021: "0.62", 2022: "0.95"}
FURNACE_SHARE = "0.83"
IMPORTED = {2021: "3.15", 2022: "7.84", 2024: "8.92"}
GAS_10K_M3 = {2012: "58", 2016: "146", 2020: "212", 2021: "118", 2022: "18"}
FIRST_BURNT = 2021

SURVEYS = {
    2010: ("56.8", "7.9", "2.9", "2.4", "1.8", "0.6", "0.4", "10.6", "16.6"),
    2015: ("55.2", "9.1", "3.1", "2.2", "2.0", "1.2", "0.5", "12.8", "13.9"),
    2020: ("57.4", "9.8", "3.3", "1.9", "1.7", "2.1", "0.5", "14.2", "9.1"),
    2025: ("55.9", "10.6", "3.4", "1.8", "1.6", "2.4", "0.5", "15.3", "8.5"),
}
COMPONENTS = (
    "厨余类",
    "纸类",
    "纺织类",
    "木竹类",
    "园林类",
    "尿布类",
    "橡胶皮革",
    "塑料类",
    "灰土砖石、玻璃、金属等",
)

HISTORY_YEARS = range(1980, 2005)
URBAN_10K = {1980: "7.62", 1990: "11.85", 2000: "18.54", 2004: "22.41"}
DUMPED = {
    1990: "1.94", 1995: "2.83", 1998: "3.47", 2000: "3.92", 2001: "4.18", 2002: "4.47", 2003: "4.86", 2004: "5.21",
}  # fmt: skip

COD_GENERATED = {2005: "10860", 2010: "11240", 2015: "11690", 2020: "10420", 2024: "10150"}
COD_REMOVED_SHARE = {2005: "0.04", 2010: "0.36", 2015: "0.52", 2020: "0.66", 2024: "0.74"}
#: Tonnes of COD before treatment, and the share that is removed.
BRANCHES: dict[str, tuple[Mapping[int, str], Mapping[int, str]]] = {
    "酒、饮料制造业": ({2005: "3480", 2014: "4120", 2024: "3650"}, {2005: "0.62", 2015: "0.91", 2024: "0.97"}),
    "造纸和纸制品业": ({2005: "1260", 2013: "2240", 2024: "1810"}, {2005: "0.70", 2015: "0.93", 2024: "0.97"}),
    "农副食品加工和食品制造业": ({2005: "980", 2015: "1520", 2024: "1680"}, {2005: "0.48", 2015: "0.84", 2024: "0.93"}),
    "纺织业": ({2005: "640", 2013: "720", 2024: "410"}, {2005: "0.66", 2015: "0.88", 2024: "0.94"}),
}
MEDICAL_T = {2005: "96", 2012: "148", 2017: "186"}

#: People by where their wastewater goes, 10^4.
PATHWAYS = {
    "城镇污水处理厂": {2005: "2.1", 2010: "13.6", 2015: "21.4", 2020: "31.2", 2024: "35.8", 2025: "37.1"},
    "直排水体": {2005: "20.4", 2010: "15.2", 2015: "13.1", 2020: "6.1", 2024: "3.6", 2025: "3.1"},
    "化粪池": {2005: "18.3", 2010: "24.5", 2015: "33.8", 2020: "39.7", 2024: "42.6", 2025: "42.9"},
    "旱厕": {2005: "81.06", 2010: "62.35", 2015: "44.95", 2020: "14.75", 2024: "6.63", 2025: "4.86"},
}
PROTEIN_KG = {2013: "21.4", 2018: "22.9", 2024: "25.2"}


def series(name: str, anchors: Mapping[int, str], places: int, spread: str = "0.02") -> dict[int, Decimal]:
    """Figures of the years of the anchors, a little off the straight lines between them."""
    return {
        year: rounded(between(anchors, year) * scatter(f"{name}{year}", spread), places) for year in years_of(anchors)
    }


def waste_by_year() -> dict[str, dict[int, Decimal]]:
    """Municipal waste by what becomes of it; what goes to no plant is buried, until the landfill is closed."""
    collected = series("清运", COLLECTED, 2)
    composted, digested = series("堆肥", COMPOSTED, 2), series("餐厨", DIGESTED, 2)
    received, landfilled, burnt = {}, {}, {}
    for year, amount in collected.items():
        rest = amount - composted.get(year, Decimal(0)) - digested.get(year, Decimal(0))
        if year >= FIRST_BURNT:
            share = Decimal(RECEIVED_SHARE.get(year, "1"))
            received[year] = rounded(rest * share, 2)
            burnt[year] = rounded(received[year] * Decimal(FURNACE_SHARE), 2)
        if rest > received.get(year, Decimal(0)):
            landfilled[year] = rest - received.get(year, Decimal(0))
    return {
        "collected": collected,
        "landfilled": landfilled,
        "received": received,
        "burnt": burnt,
        "imported": series("外县", IMPORTED, 2),
        "composted": composted,
        "digested": digested,
        "open": series("露天", OPEN_BURNT, 2),
        "gas": series("填埋气", GAS_10K_M3, 1),
    }


def treatment_sheets(delivery: Delivery) -> list[Sheet]:
    """What was done with municipal waste, and what it consists of."""
    waste = waste_by_year()
    treated = {
        year: sum(
            (waste[name].get(year, Decimal(0)) for name in ("landfilled", "received", "composted", "digested")),
            Decimal(0),
        )
        for year in YEARS
    }
    columns = [
        AnnualColumn("清运量", waste["collected"], 2),
        AnnualColumn("处理量/合　计", treated, 2, quirk="Q04"),
        AnnualColumn("处理量/卫生填埋", waste["landfilled"], 2),
        AnnualColumn("处理量/焚烧（进厂）", waste["received"], 2),
        AnnualColumn("处理量/堆肥", waste["composted"], 2),
        AnnualColumn("处理量/餐厨厌氧", waste["digested"], 2),
        AnnualColumn("入炉焚烧量/本县垃圾", waste["burnt"], 2),
        AnnualColumn("入炉焚烧量/外县运入", waste["imported"], 2),
        AnnualColumn("乡村露天焚烧估计量", waste["open"], 2),
        AnnualColumn("填埋气收集量\n（万标准立方米）", waste["gas"], 1, quirk="Q02"),
    ]
    table = AnnualTable(
        name="生活垃圾处理",
        title="渠县生活垃圾处理情况（{}）",
        unit="单位：万吨",
        columns=columns,
        notes=[
            NONE_NOTE,
            ("　　2.进厂量为地磅计量；入炉焚烧量为扣除渗滤液后的入炉垃圾，另含外县运入。", ""),
            ("　　3.卫生填埋场2022年封场，填埋气收集系统同时停运；焚烧发电厂2021年投运。", ""),
            ("　　4.2019年起收运覆盖到村，不再有露天焚烧。", ""),
        ],
    )
    survey = AnnualTable(
        name="生活垃圾组分",
        title="渠县生活垃圾组分调查（{}）",
        unit="单位：%",
        columns=[
            AnnualColumn(name, {year: Decimal(shares[number]) for year, shares in SURVEYS.items()}, 1)
            for number, name in enumerate(COMPONENTS)
        ],
        years=sorted(SURVEYS),
        year_text="{}年",
    )
    return annual_sheets(delivery, table, survey)


def history_sheets(delivery: Delivery) -> list[Sheet]:
    """The years before the landfill: people of every year, waste of some."""
    urban: Mapping[int, Printed] = series("历史城镇", URBAN_10K, 2, "0.006")
    dumped: Mapping[int, Printed] = {year: Decimal(amount) for year, amount in DUMPED.items()}
    table = AnnualTable(
        name="历史清运量",
        title="渠县历史生活垃圾清运量（{}）",
        columns=[
            AnnualColumn("城镇人口（万人）", urban, 2),
            AnnualColumn("清运量（万吨）", dumped, 2, mark="…"),
        ],
        years=HISTORY_YEARS,
        notes=[
            ("注：1.“…”表示资料不详。1980—2004年清运的垃圾全部简易堆存。", "Q08"),
            ("　　2.清运量由县环卫所按车次和核定吨位折算；城镇人口据县志。", ""),
            ("　　3.渠县原属达川地区，1999年以前行政区划代码为513030。", "Q24"),
        ],
    )
    return annual_sheets(delivery, table)


def environment_sheets(delivery: Delivery) -> list[Sheet]:
    """Environmental statistics: wastewater of households and of four branches, medical waste."""
    generated = series("生活COD", COD_GENERATED, 0)
    removed = {
        year: rounded(amount * between(COD_REMOVED_SHARE, year) * scatter(f"去除{year}", "0.015"), 0)
        for year, amount in generated.items()
    }
    domestic = AnnualTable(
        name="生活污水",
        title="渠县生活污水化学需氧量（{}）",
        unit="单位：吨",
        columns=[
            AnnualColumn("产生量", generated),
            AnnualColumn("去除量", removed),
            AnnualColumn("排放量", {year: generated[year] - removed[year] for year in YEARS}),
        ],
        year_text="{}年",
        notes=[("注：2011年、2020年起统计口径有变，与以前年份不可比。", "Q17")],
    )
    columns = []
    for branch, (amounts, shares) in BRANCHES.items():
        cod = series(branch, amounts, 0)
        taken = {y: rounded(a * between(shares, y) * scatter(f"{branch}去{y}", "0.005"), 0) for y, a in cod.items()}
        columns += [
            AnnualColumn(f"{branch}/产生量", cod),
            AnnualColumn(f"{branch}/去除量", taken),
            AnnualColumn(f"{branch}/排放量", {year: cod[year] - taken[year] for year in YEARS}),
        ]
    industrial = AnnualTable(
        name="工业废水",
        title="渠县工业废水化学需氧量（{}）",
        unit="单位：吨",
        columns=columns,
        year_text="{}年",
        notes=[("注：重点排污单位调查数；其他行业无重点排污单位。", "")],
    )
    medical = series("医废", MEDICAL_T, 1)
    hazardous = AnnualTable(
        name="危险废物焚烧",
        title="渠县危险废物焚烧处置量（{}）",
        unit="单位：吨",
        columns=[AnnualColumn("医疗废物", medical, 1), AnnualColumn("其他危险废物", {}, 1)],
        notes=[("注：“—”表示无此项。2018年起医疗废物运往达州市集中处置。", "Q08")],
    )
    return annual_sheets(delivery, domestic, industrial, hazardous)


def living_sheets(delivery: Delivery) -> list[Sheet]:
    """Where the wastewater of people goes, and how much protein they eat."""
    pathways = AnnualTable(
        name="污水去向",
        title="渠县居民生活污水去向（{}）",
        unit="单位：万人",
        columns=[
            AnnualColumn(name, {year: rounded(between(anchors, year), 2) for year in YEARS}, 2)
            for name, anchors in PATHWAYS.items()
        ],
    )
    protein = AnnualTable(
        name="膳食",
        title="渠县居民人均膳食（{}）",
        columns=[AnnualColumn("人均蛋白质摄入量（千克）", series("蛋白质", PROTEIN_KG, 1), 1)],
        years=years_of(PROTEIN_KG),
        year_text="{}年",
        notes=[("注：由住户调查食品消费量折算，每人每年。", "")],
    )
    return annual_sheets(delivery, pathways, protein)


WORKBOOKS = {
    TREATMENT: treatment_sheets,
    HISTORY: history_sheets,
    ENVIRONMENT: environment_sheets,
    LIVING: living_sheets,
}

"""Fuels outside industry: oil sold, the supplementary survey, public institutions, the countryside, transport.

Here: the figures of these tables, 2005-2025, and the workbooks they are delivered in. Not here: industry above
designated size (energy.py), gas and electricity. Oil sold is the sum of what road and other users burn, so that the
account comes out at the road fuel of `ROAD_T`, apart from the farm diesel that another table may give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from tests.sample.annual_table import AnnualColumn, AnnualTable, Printed, annual_sheets
from tests.sample.delivery import Delivery
from tests.sample.energy import consumption_by_year, transformation_by_year
from tests.sample.interpolation import YEARS, between, rounded, scatter, years_of
from tests.sample.series import gas_by_year
from tests.sample.sheet import Sheet

Anchors = Mapping[int, str]

OIL_FILE, SURVEY_FILE = "渠县成品油零售量.xlsx", "渠县能源补充调查.xlsx"
INSTITUTIONS_FILE, RURAL_FILE = "渠县公共机构能源消费.xlsx", "渠县农村能源.xlsx"
TRANSPORT_FILE, VEHICLES_FILE = "渠县铁路水运燃料.xlsx", "渠县机动车保有量.xlsx"

#: Stationary share of petrol and diesel of industry and services, and of diesel of homes, as the sample assumes it.
STATIONARY = {"gasoline": Decimal("0.05"), "diesel": Decimal("0.65")}

ROAD_T: dict[str, Anchors] = {
    "gasoline": {2005: "9500", 2010: "18200", 2015: "34100", 2019: "47800", 2020: "45600", 2024: "56200"},
    "diesel": {2005: "21000", 2010: "32400", 2015: "45200", 2019: "47900", 2020: "44800", 2024: "43700"},
}
NON_ENERGY_T: dict[str, Anchors] = {
    "lubricants": {2005: "310", 2014: "620", 2024: "545"},
    "paraffin_wax": {2005: "24", 2014: "38", 2024: "31"},
}

#: Survey, tonnes: the heading is printed, the last year is that of the last figure.
SURVEY_T: dict[tuple[str, str], Anchors] = {
    ("agriculture", "raw_coal"): {2005: "4200", 2015: "2100", 2024: "310", 2025: "240"},
    ("agriculture", "gasoline"): {2005: "120", 2024: "260"},
    ("agriculture", "diesel"): {2005: "5600", 2014: "7900", 2024: "8600"},
    ("industry", "raw_coal"): {2005: "58000", 2012: "41000", 2018: "9000", 2020: "3100"},
    ("industry", "diesel"): {2005: "900", 2024: "1200"},
    ("construction", "raw_coal"): {2005: "820", 2015: "140"},
    ("construction", "gasoline"): {2005: "90", 2014: "310", 2024: "280"},
    ("construction", "diesel"): {2005: "1900", 2014: "6800", 2024: "5200"},
    ("trade", "raw_coal"): {2005: "9800", 2012: "6500", 2018: "1200", 2019: "640"},
    ("trade", "lpg"): {2005: "310", 2024: "1650"},
    ("trade", "gasoline"): {2005: "850", 2024: "2100"},
    ("trade", "diesel"): {2005: "600", 2024: "1300"},
    ("other_services", "raw_coal"): {2005: "5200", 2012: "3400", 2018: "520"},
    ("other_services", "lpg"): {2005: "120", 2024: "480"},
    ("other_services", "gasoline"): {2005: "900", 2024: "2600"},
    ("other_services", "diesel"): {2005: "500", 2024: "900"},
    ("urban", "raw_coal"): {2005: "21000", 2012: "8000", 2018: "900", 2019: "420"},
    ("urban", "lpg"): {2005: "2100", 2014: "3900", 2024: "2600"},
    ("rural", "raw_coal"): {2005: "62000", 2012: "38000", 2018: "14000", 2024: "5200"},
    ("rural", "lpg"): {2005: "900", 2014: "4200", 2024: "6900"},
}
SURVEY_HEADINGS = {
    "agriculture": "农、林、牧、渔业",
    "industry": "规模以下工业",
    "construction": "建筑业",
    "trade": "批发零售和\n住宿餐饮业",
    "other_services": "其他服务业",
    "urban": "城镇居民",
    "rural": "乡村居民",
}
FUEL_HEADINGS = {
    "raw_coal": "原　煤\n（吨）",
    "natural_gas": "天然气\n（万立方米）",
    "lpg": "液化石油气\n（吨）",
    "gasoline": "汽　油\n（吨）",
    "diesel": "柴　油\n（吨）",
}

RAILWAY_DIESEL_T = {2005: "6400", 2009: "5900", 2010: "2300", 2024: "480"}
WATERWAY_DIESEL_T = {2005: "680", 2012: "1150", 2024: "620"}

INSTITUTIONS: dict[str, Anchors] = {
    "raw_coal": {2010: "1850", 2014: "760", 2018: "60"},
    "natural_gas": {2010: "118", 2024: "402"},
    "gasoline": {2010: "640", 2024: "710"},
    "diesel": {2010: "95", 2024: "60"},
    "electricity": {2010: "1720", 2024: "4630"},
}
INSTITUTION_HEADINGS = {
    "raw_coal": "煤　炭（吨）",
    "natural_gas": "天然气（万立方米）",
    "gasoline": "汽　油（吨）",
    "diesel": "柴　油（吨）",
    "electricity": "电　力（万千瓦时）",
}

RURAL: dict[str, Anchors] = {
    "straw": {2005: "412000", 2010: "320000", 2015: "165000", 2024: "48000"},
    "firewood": {2005: "285000", 2010: "210000", 2015: "118000", 2024: "46000"},
    "biogas": {2005: "1450", 2012: "3120", 2018: "2100", 2024: "780"},
    "biomass_pellets": {2015: "600", 2024: "5300"},
}
RURAL_HEADINGS = {
    "straw": "秸　秆（吨）",
    "firewood": "薪　柴（吨）",
    "biogas": "沼　气（万立方米）",
    "biomass_pellets": "成型燃料（吨）",
}

VEHICLES: dict[str, Anchors] = {
    "car_small": {2005: "6500", 2010: "21500", 2015: "46800", 2020: "74200", 2024: "92600"},
    "car_taxi": {2005: "260", 2024: "410"},
    "bus": {2005: "450", 2014: "690", 2024: "640"},
    "truck_light": {2005: "2200", 2014: "6100", 2024: "7100"},
    "truck_heavy": {2005: "700", 2014: "1450", 2024: "1520"},
    "motorcycle": {2005: "74800", 2012: "96500", 2024: "58200"},
}
VEHICLE_HEADINGS = {
    "car_small": "小型、微型\n载客汽车",
    "car_taxi": "其中：\n出租汽车",
    "bus": "大型、中型\n载客汽车",
    "truck_light": "轻型、微型\n载货汽车",
    "truck_heavy": "重型、中型\n载货汽车",
    "motorcycle": "摩托车",
}
ELECTRIC = {2016: "40", 2020: "1150", 2024: "7900", 2025: "11300"}
NEW_CARS = {2005: "1450", 2010: "3900", 2016: "8100", 2024: "6300"}


def figure(anchors: Anchors, year: int, key: str, spread: str = "0.015", places: int = 0) -> Decimal | None:
    """Scattered value inside the years of the anchors, None outside."""
    if year not in years_of(anchors):
        return None
    return rounded(between(anchors, year) * scatter(f"{key}{year}", spread), places)


def figures(anchors: Anchors, key: str, spread: str = "0.015", places: int = 0) -> dict[int, Printed]:
    """All years that have a figure."""
    found = {year: figure(anchors, year, key, spread, places) for year in YEARS}
    return {year: value for year, value in found.items() if value is not None}


def survey_by_year() -> dict[int, dict[tuple[str, str], Decimal]]:
    """Survey by sector and fuel; gas of small firms is what the gas company sold beyond form 205-1."""
    gas, consumption = gas_by_year(), consumption_by_year()
    table: dict[int, dict[tuple[str, str], Decimal]] = {}
    for year in YEARS:
        row = {}
        for (sector, fuel), anchors in SURVEY_T.items():
            value = figure(anchors, year, f"survey-{sector}-{fuel}")
            if value is not None:
                row[sector, fuel] = value
        row["industry", "natural_gas"] = gas[year]["industry"] - (consumption[year]["natural_gas"] or Decimal(0))
        table[year] = row
    return table


def oil_by_year() -> dict[int, dict[str, Decimal]]:
    """Petrol and diesel sold in the county: road, farms, building sites, ships, and the stationary rest."""
    survey, consumption, inputs = survey_by_year(), consumption_by_year(), transformation_by_year()
    table: dict[int, dict[str, Decimal]] = {}
    for year in YEARS:
        table[year] = {}
        for fuel, share in STATIONARY.items():
            road = between(ROAD_T[fuel], year) * scatter(f"road-{fuel}{year}", "0.01")
            power = (inputs[year]["power_diesel"] or Decimal(0)) if fuel == "diesel" else Decimal(0)
            ships = figure(WATERWAY_DIESEL_T, year, "waterway") or Decimal(0) if fuel == "diesel" else Decimal(0)
            whole = sum((survey[year].get((s, fuel), Decimal(0)) for s in ("agriculture", "construction")), Decimal(0))
            shared = sum(
                (survey[year].get((s, fuel), Decimal(0)) for s in ("industry", "trade", "other_services")), Decimal(0)
            )
            industry = (consumption[year][fuel] or Decimal(0)) - power
            table[year][fuel] = rounded(road + power + ships + whole + (shared + industry) * share, 0)
    return table


def oil_sheets(delivery: Delivery) -> list[Sheet]:
    """What filling stations and direct suppliers sold to users in the county."""
    oil = oil_by_year()
    columns = [
        AnnualColumn(name, {year: oil[year][fuel] for year in YEARS})
        for fuel, name in (("gasoline", "汽　油"), ("diesel", "柴　油"))
    ]
    columns += [
        AnnualColumn(name, figures(NON_ENERGY_T[fuel], f"oil-{fuel}"))
        for fuel, name in (("lubricants", "润滑油"), ("paraffin_wax", "石　蜡"))
    ]
    notes = [("注：含加油站、水上加油点零售和直供终端用户；不含铁路自供、批发到县外。", "")]
    title = "渠县成品油零售量（{}）"
    table = AnnualTable("成品油零售量", title, columns, unit="单位：吨", year_text="{}年", notes=notes)
    return annual_sheets(delivery, table)


def survey_sheets(delivery: Delivery) -> list[Sheet]:
    """Two header rows: sector above fuel; a use that ended is a dash."""
    table = survey_by_year()
    keys = [(sector, fuel) for sector in SURVEY_HEADINGS for fuel in FUEL_HEADINGS]
    columns = [
        AnnualColumn(
            f"{SURVEY_HEADINGS[sector]}/{FUEL_HEADINGS[fuel]}",
            {year: row[sector, fuel] for year, row in table.items() if (sector, fuel) in row},
            places=2 if fuel == "natural_gas" else 0,
            quirk="Q03",
        )
        for sector, fuel in keys
        if any((sector, fuel) in row for row in table.values())
    ]
    notes = [
        ("注：1.“—”表示无此项消费。", "Q08"),
        ("　　2.规模以下工业天然气为燃气公司工业售气量减规模以上工业消费量。", ""),
        ("　　3.农、林、牧、渔业柴油为测算数，以统计年鉴农业生产条件表的农用柴油使用量为准。", ""),
    ]
    title = "渠县能源补充调查（{}）"
    return annual_sheets(
        delivery, AnnualTable("能源补充调查", title, columns, unit="综合单位：渠县统计局", notes=notes)
    )


def institution_sheets(delivery: Delivery) -> list[Sheet]:
    """Public institutions have reported since 2010; before, … says that nobody knows."""
    columns = [
        AnnualColumn(
            INSTITUTION_HEADINGS[fuel],
            {year: "…" for year in YEARS if year < 2010} | figures(anchors, f"public-{fuel}"),
            places=0,
        )
        for fuel, anchors in INSTITUTIONS.items()
    ]
    notes = [("注：1.公共机构为其他服务业的其中项。", "Q05"), ("　　2.“—”表示无；“…”表示数据不详。", "Q08")]
    title = "渠县公共机构能源消费量（{}）"
    table = AnnualTable("公共机构能源", title, columns, unit="填报单位：县机关事务服务中心", notes=notes)
    return annual_sheets(delivery, table)


def rural_sheets(delivery: Delivery) -> list[Sheet]:
    """Biomass burnt by rural households."""
    columns = [AnnualColumn(RURAL_HEADINGS[fuel], figures(anchors, f"rural-{fuel}")) for fuel, anchors in RURAL.items()]
    notes = [("注：1.“—”表示无。", "Q08"), ("　　2.沼气为户用沼气池产气利用量。", "")]
    title = "渠县农村生活用能（{}）"
    return annual_sheets(
        delivery, AnnualTable("农村生活用能", title, columns, unit="填报单位：县农业农村局", notes=notes)
    )


def transport_sheets(delivery: Delivery) -> list[Sheet]:
    """Diesel of locomotives and ships."""
    columns = [
        AnnualColumn("铁路内燃机车\n柴　油", figures(RAILWAY_DIESEL_T, "railway")),
        AnnualColumn("内河船舶\n柴　油", figures(WATERWAY_DIESEL_T, "waterway")),
    ]
    notes = [("注：铁路柴油按县境内里程分摊，由铁路自供；2010年达成线电气化复线开通。", "")]
    title = "渠县铁路、水运燃料消费量（{}）"
    return annual_sheets(delivery, AnnualTable("铁路水运燃料", title, columns, unit="单位：吨", notes=notes))


def vehicle_sheets(delivery: Delivery) -> list[Sheet]:
    """Vehicles at the end of the year, and cars registered for the first time."""
    columns = [
        AnnualColumn(VEHICLE_HEADINGS[kind], figures(anchors, f"vehicles-{kind}", "0.005"))
        for kind, anchors in VEHICLES.items()
    ]
    columns += [
        AnnualColumn("新能源汽车", figures(ELECTRIC, "electric")),
        AnnualColumn("当年新注册\n小型载客汽车", figures(NEW_CARS, "new-cars")),
    ]
    notes = [("注：1.“—”表示无。", "Q08"), ("　　2.新能源汽车已含在各车型中；出租汽车已含在小型载客汽车中。", "Q05")]
    title = "渠县民用机动车保有量（{}）"
    return annual_sheets(delivery, AnnualTable("机动车保有量", title, columns, unit="单位：辆", notes=notes))


WORKBOOKS: dict[str, Callable[[Delivery], list[Sheet]]] = {
    OIL_FILE: oil_sheets,
    SURVEY_FILE: survey_sheets,
    INSTITUTIONS_FILE: institution_sheets,
    RURAL_FILE: rural_sheets,
    TRANSPORT_FILE: transport_sheets,
    VEHICLES_FILE: vehicle_sheets,
}

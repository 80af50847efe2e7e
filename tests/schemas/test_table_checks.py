"""Rules over tables, a file each: every one lets a sound fixture pass and finds its fault in others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from schemas.check_result import found_in, place_id
from schemas.contract import FOLDER, TableCheck, load_contract
from schemas.problems import PROBLEMS, fields_of
from tests.invariants import CELLS
from tests.schemas import analysis_cases, energy_cases, suspicion_cases, told_cases, total_cases
from tests.world import OFFICIAL, SECOND, World

Row = dict[str, Any]
Tables = dict[str, list[Row]]

CHECKS = {
    (f"{layer}/{path.stem}", check.code): check
    for layer in ("raw", "staged", "core", "marts")
    for path in sorted((FOLDER / layer).glob("[!_]*.py"))
    for check in load_contract(layer, path.stem).checks
}


@dataclass(frozen=True)
class Case:
    """Tables that a rule lets pass and changes that it finds: each alters the rows of the first of the tables."""

    sound: Tables
    faults: dict[str, Callable[[list[Row]], list[Row]]]


def first(**changes: Any) -> Callable[[list[Row]], list[Row]]:
    """The first row changed."""
    return lambda rows: [rows[0] | changes, *rows[1:]]


def last(**changes: Any) -> Callable[[list[Row]], list[Row]]:
    """The last row changed."""
    return lambda rows: [*rows[:-1], rows[-1] | changes]


def observation(number: int, item: str, year: int, amount: object, **other: Any) -> Row:
    return {
        "observation_id": f"o{number}",
        "item_code": item,
        "year": year,
        "period": str(year),
        "amount_base": amount,
        "unit_code": "t",
        "base_unit_code": "t",
    } | other


SUMMARY_KEYS = dict.fromkeys(CELLS.values(), "NE")


def line(code: str, co2e: object = None, **other: Any) -> Row:
    """A line of the form that holds nothing but a total, or not even that."""
    held: Row = {} if co2e is None else {"emissions_tco2e": co2e, "emissions_key": "", "co2_t": co2e, "co2_key": ""}
    return {"line_code": code, "line_title_zh": code} | SUMMARY_KEYS | held | other


INVENTORY: list[Row] = [
    {"category_code": "E.2", "emissions_t": "1.5", "emissions_tco2e": "1.5"},
    {"category_code": "E.3", "emissions_t": 0, "emissions_tco2e": 0},
    {"category_code": "E.4", "notation_key": "NE", "reason_code": "no_activity_data"},
]
INDICATORS: list[Row] = [
    {"indicator_code": "co2_per_gdp", "caliber": "fuel_only", "price_base_year": 2020, "value": "1.5"},
    {"indicator_code": "co2_per_resident", "caliber": "fuel_only", "notation_key": "NE", "reason_zh": "缺"},
]
SUMMARY = [
    line("agriculture", 7),
    line("agriculture.rice", 3),
    line("agriculture.soils", 4),
    line("agriculture.enteric"),
    line("total", 7),
    line("waste"),
    line("waste.solid"),
]
IPCC = [
    line("total", 12),
    line("1", 12),
    line("1.A", 7),
    line("1.A.2", 7),
    line("1.B", 5),
    line("2"),
]
IPCC_CATEGORIES: Tables = {
    "core/category_lines": [
        {"category_code": "E.2", "ipcc_2006_code": "1.A.2"},
        {"category_code": "E.10", "ipcc_2006_code": "1.B"},
        {"category_code": "M.1", "ipcc_2006_code": "1.A.3.a.i", "is_in_total": False},
        {"category_code": "S2.1"},
    ],
    "marts/county_inventory": [
        {"category_code": "E.2", "emissions_t": 7, "emissions_tco2e": 7},
        {"category_code": "E.10", "emissions_t": 5, "emissions_tco2e": 5},
        {"category_code": "M.1", "emissions_t": 100, "emissions_tco2e": 100},
        {"category_code": "S2.1", "emissions_t": 100, "emissions_tco2e": 100},
    ],
}


def gpc(code: str, co2e: object = None, scope: int = 1, **other: Any) -> Row:
    """A line of the GPC form that holds CO2, or is not estimated."""
    held: Row = {"emissions_tco2e": co2e, "co2_tco2e": co2e, "activity_quality": "M", "factor_quality": "L"}
    gases = ("co2", "ch4", "n2o", "hfcs", "pfcs", "sf6", "nf3", "emissions")
    missing: Row = {"reason_zh": "缺"} | {f"{gas}_key": "NE" for gas in gases}
    return {"line_code": code, "line_title_zh": code, "scope": scope} | (missing if co2e is None else held) | other


GPC = [
    gpc("I.1.1", 3),
    gpc("I.1.2", 4, 2),
    gpc("I.4.4", 10),
    gpc("IV.1", 20),
    gpc("IV.2"),
    gpc("BASIC", 7, 0),
    gpc("BASIC+", 27, 0),
    gpc("territorial", 33, 0),
]
CALIBERS: list[Row] = [
    {"caliber": "energy", "part_code": "combustion", "co2_t": 10},
    {"caliber": "energy", "part_code": "electricity", "co2_t": -3},
    {"caliber": "energy", "part_code": "total", "co2_t": 7},
    {"caliber": "stat_2026", "part_code": "combustion", "co2_t": 10},
    {"caliber": "stat_2026", "part_code": "process", "notation_key": "NE", "is_incomplete": True, "reason_zh": "缺"},
    {"caliber": "stat_2026", "part_code": "total", "notation_key": "NE", "is_incomplete": True, "reason_zh": "缺"},
]
CALIBERS = [row | {"variant": "current_factor"} for row in CALIBERS]
ASSESSED = [
    {"variant": "current_factor", "fuel_co2_t": 10, "electricity_co2_t": -3, "co2_t": 7},
    {"variant": "standard_coal", "fuel_co2_t": 10, "notation_key": "NE", "is_incomplete": True, "reason_zh": "缺"},
]


def step(code: str, amount: object, view: str = "ipcc", **other: Any) -> Row:
    return {"view_code": view, "step_code": code, "step_number": 1, "amount_tco2e": amount} | other


BRIDGE = [
    step("start", "100.000000001"),
    step("no_ipcc_line", "-30.000000001", category_code="L.9", gas="CO2"),
    step("outside_provincial_form", 5, category_code="W.9", gas="CH4"),
    step("end", 75),
    step("start", 8, "gpc_basic"),
    step("end", 8, "gpc_basic"),
]


def energy(row: str, fuel: str, tce: object) -> Row:
    """A cell of the energy balance."""
    return {"row_code": row, "fuel_code": fuel, "unit_code": "t", "coal_equivalent_tce": tce, "calorific_tce": tce}


def by_part(part: str, tce: int, whole: str, **other: Any) -> Row:
    """A kind of energy in consumption."""
    amounts = {"calorific_tce": tce, "coal_equivalent_tce": tce, "share_key": "NE"}
    return {"part_code": part, "part_of_code": whole} | amounts | other


def by_group(group: str, tce: object) -> Row:
    """A cell of the use by sector."""
    return {"row_code": "industry", "group_code": group, "calorific_tce": tce}


BRANCHES = [
    energy("", "raw_coal", 70),
    energy("", "electricity", 30),
    energy("", "total", 100),
]
CROSS_CHECKS = [
    {
        "check_code": "reference_coal",
        "first_amount": 104,
        "second_amount": 100,
        "unit_code": "t",
        "is_within_limit": True,
    },
    {
        "check_code": "reference_gas",
        "first_amount": 96,
        "second_amount": 100,
        "unit_code": "m3",
        "is_within_limit": True,
    },
]
BULLETIN = {
    "check_code": "bulletin_gdp",
    "first_amount": 43_600_000_000,
    "first_cell": "B20",
    "second_file": "公报.txt",
    "second_sheet": "",
    "second_cell": "B9",
    "second_amount": 46_300_000_000,
    "unit_code": "cny",
    "is_within_limit": True,
}
ENERGY_BALANCE = [
    energy("industry", "raw_coal", 70),
    energy("industry", "diesel", 30),
    energy("industry", "total", 100),
    energy("urban", "raw_coal", 5),
    energy("urban", "total", 5),
    energy("use_total", "raw_coal", 75),
    energy("use_total", "diesel", 30),
    energy("use_total", "total", 105),
    energy("generation", "electricity", 900),
    energy("energy_consumption", "total", 110),
    energy("approved_total", "total", 125),
    energy("residual", "total", 15),
]
SERIES = [
    observation(1, "clinker_output", 2019, 100),
    observation(2, "clinker_output", 2020, 300),
    observation(3, "clinker_output", 2021, 0),
    observation(4, "clinker_output", 2022, 10_000_000, is_preferred=False),
    # large beside what is small: other kilns, another county, another use, another fuel, another product
    *(
        observation(number + year, item, year, 1_000_000, **other)
        for number, item, other in (
            (0, "clinker_output", {"facility_code": "kiln"}),
            (10, "clinker_output", {"region_code": "511724"}),
            (20, "clinker_output", {"sector_code": "industry"}),
            (30, "clinker_output", {"fuel_code": "raw_coal"}),
            (40, "cement_output", {}),
        )
        for year in (2019, 2020)
    ),
]
CNY = {"unit_code": "cny", "base_unit_code": "cny"}
PERSONS = {"unit_code": "person", "base_unit_code": "person"}
PER_RESIDENT = [
    observation(1, "population_resident", 2020, 1_000_000, **PERSONS),
    # nothing at all, nobody there, half a year: none of them is a mistaken unit
    observation(3, "population_resident", 2019, 1_000_000, **PERSONS),
    observation(4, "gdp", 2019, 0, **CNY),
    observation(5, "population_resident", 2018, 0, **PERSONS),
    observation(6, "gdp", 2018, 40_000_000_000, **CNY),
    observation(7, "gdp", 2020, 10**17, period="2020-06", is_whole_year=False, **CNY),
    observation(2, "gdp", 2020, 40_000_000_000, **CNY),
]
GROWTH = {"unit_code": "fraction", "base_unit_code": "fraction"}
GDP = [
    observation(1, "gdp", 2019, 100, **CNY),
    observation(2, "gdp", 2020, 110, **CNY),
    observation(3, "gdp_growth", 2020, "0.08", **GROWTH),
]
#: Beside them an industry of which only the level was printed, and a year of which both were revised.
VINTAGES = [
    observation(4, "gdp", 2020, 60, sector_code="tertiary_industry", vintage="revised", **CNY),
    observation(5, "gdp", 2018, 90, vintage="revised", **CNY),
    observation(6, "gdp_growth", 2018, "0.07", vintage="revised", **GROWTH),
    *GDP,
]


def growth_of(industry: str) -> Callable[[list[Row]], list[Row]]:
    """The level of an industry revised, and its growth not."""
    return lambda rows: [
        observation(7, "gdp", 2020, 40, sector_code=industry, vintage="revised", **CNY),
        observation(8, "gdp_growth", 2020, "0.05", sector_code=industry, **GROWTH),
        *rows[1:],
    ]


#: Of each band what is usual, at its limit (175,000 sows of 700,000 pigs) or not asked about.
LIVESTOCK = [
    observation(1, "livestock_slaughtered_pigs", 2020, 1_000_000),
    observation(2, "livestock_stock_pigs", 2020, 700_000, is_total=True),
    observation(3, "livestock_stock_pigs", 2020, 400_000, sector_code="farm_large"),
    observation(4, "livestock_stock_pigs", 2020, 300_000, sector_code="farm_household"),
    observation(5, "livestock_stock_sows", 2020, 175_000),
    observation(6, "industry_energy_consumption", 2020, 50, sector_code="industry", fuel_code="electricity"),
    observation(7, "electricity_use", 2020, 100, sector_code="industry"),
    # one farm of those that the county counts; trees that need not be there; lorries, of which light ones are not known
    observation(8, "livestock_slaughtered_pigs", 2020, 900_000, facility_code="farm"),
    observation(9, "forest_volume_scattered", 2020, 0),
    observation(10, "forest_volume_living", 2020, 100),
    observation(11, "oil_retail_sales", 2020, 100, sector_code="whole_society", fuel_code="diesel"),
    observation(12, "vehicles", 2020, 1, sector_code="truck_heavy"),
    observation(13, "vehicles", 2020, None, sector_code="truck_light", value_status="blank"),
    observation(14, "vehicles", 2020, 1, sector_code="bus"),
]
COVER = [
    observation(1, "forest_cover", 2019, "0.3152"),
    observation(2, "forest_area", 2019, 63_607),
    observation(3, "land_total", 2019, 201_800),
    # a county of which no area was surveyed
    observation(4, "forest_cover", 2018, "0.3152"),
    observation(5, "forest_area", 2018, 63_607),
    observation(6, "land_total", 2018, 0),
]
TO_DATE = [
    observation(number, "industry_energy_used_to_date", 2020, amount, period=period, fuel_code="raw_coal")
    for number, (period, amount) in enumerate({"2020-02": 20, "2020-03": 30, "2020-04": 30, "2020": 120}.items(), 1)
]
SIGNS: Tables = {
    "marts/county_inventory": [
        {"category_code": "A.4", "gas": "CH4", "emissions_t": 5, "emissions_tco2e": 105},
        {"category_code": "L.1.1", "emissions_t": -5, "emissions_tco2e": -5},
        {"category_code": "S2.1", "emissions_t": -5, "emissions_tco2e": -5},
        {"category_code": "L.2.1", "notation_key": "NE", "reason_code": "no_factor"},
    ],
    "core/categories": [
        {"category_code": "A.4"},
        {"category_code": "L.1.1", "is_removal": True},
        {"category_code": "L.2.1"},
        {"category_code": "S2.1", "is_in_total": False},
    ],
    "core/activity_inputs": [
        {"category_code": "A.4", "item_code": item, "sign": sign, "amount_base": amount, "base_unit_code": "t"}
        | {"parent_kind": "observation", "parent_id": f"o{number}"}
        for number, item, sign, amount in (
            (1, "livestock_stock_pigs", 1, 700),
            (2, "livestock_stock_goats", 1, 30),
            (3, "manure_biogas_recovered", -1, 50),
        )
    ],
    "core/observations": [
        observation(1, "livestock_stock_pigs", 2020, 700, file_name="herds.xlsx"),
        observation(2, "livestock_stock_goats", 2020, 30, file_name="herds.xlsx"),
        observation(3, "manure_biogas_recovered", 2020, 50, file_name="biogas.xlsx"),
    ],
}

CITIZENS = [
    observation(1, "waste_collected", 2020, 146_000),
    observation(2, "population_resident_urban", 2020, 400_000, **PERSONS),
    # where nothing was collected, or nobody lived
    observation(3, "waste_collected", 2019, 0),
    observation(4, "population_resident_urban", 2019, 400_000, **PERSONS),
    observation(5, "waste_collected", 2018, 146_000),
    observation(6, "population_resident_urban", 2018, 0, **PERSONS),
]
BURNT: Row = {"category_code": "W.3.1", "item_code": "waste_incinerated"}
INCINERATION = [
    # 0.20 × 0.39 × 0.95 of wet waste; 0.5 × 0.4 × 0.4 × 0.95 of dry matter
    BURNT | {"chain_code": "incineration_dry", "position": 1, "value_used": 0.5, "basis_id": "provincial_2025-ar5"},
    BURNT | {"chain_code": "incineration_dry", "position": 2, "value_used": 0.4, "basis_id": "provincial_2025-ar5"},
    BURNT | {"item_code": "hazardous_waste_incinerated", "chain_code": "incineration", "value_used": 1.0},
    BURNT | {"chain_code": "incineration", "position": 1, "value_used": 0.2},
]
BURIED: Row = {"category_code": "W.1", "sector_code": "landfill", "item_code": "waste_food", "gas": "CH4"}
STOCKS = [
    BURIED
    | {"year": year, "rate_year": year, "method": "first_order_decay", "has_inflow": year < 2021}
    | {"opening_t": 1.0, "closing_t": 1.0}
    for year in (2018, 2019, 2020, 2021)
]
PRINTED = [
    {"table_name": "book__figures", "region_level": "county", "data_class": "B"},
    {"table_name": "diary__figures", "region_level": "county", "data_class": "D"},
    {"table_name": "diary__more", "region_level": "", "data_class": "D"},
]

CASES: dict[tuple[str, str], Case] = {
    ("core/stocks", "E-STOCK-GAP"): Case(
        {"core/stocks": STOCKS},
        {"a deposit missing between others": first(has_inflow=False, is_gap=True)},
    ),
    ("core/printed_tables", "E-SOURCE-CLASS"): Case(
        {"core/printed_tables": PRINTED},
        {"two classes in one source": last(data_class="B")},
    ),
    ("core/factor_parts", "E-WET-CARBON"): Case(
        {"core/factor_parts": INCINERATION},
        {
            "dry carbon on wet waste": last(value_used=0.4),
            "dry carbon on waste burnt in the open": last(value_used=0.4, item_code="waste_burnt_open"),
        },
    ),
    ("core/observations", "H-WASTE-RATE"): Case(
        {"core/observations": CITIZENS},
        {
            "a unit ten times too large": first(amount_base=1_460_000),
            "a unit ten times too small": first(amount_base=14_700),
            "what was dumped on top of what was collected": lambda rows: [
                *rows,
                observation(7, "waste_dumped", 2020, 100_000),
            ],
            "years in which waste was only dumped": first(item_code="waste_dumped", amount_base=1_460_000),
        },
    ),
    ("core/observations", "H-BAND"): Case(
        {"core/observations": LIVESTOCK},
        {
            "slaughter and stock swapped": lambda rows: [
                rows[0] | {"amount_base": 700_000},
                rows[1] | {"amount_base": 1_000_000},
                *rows[2:],
            ],
            "more sows than a quarter": lambda rows: [*rows[:4], rows[4] | {"amount_base": 180_000}, *rows[5:]],
            "months that are too few together": lambda rows: [
                *(
                    rows[0] | {"observation_id": f"m{month:02}", "period": f"2020-{month:02}", "amount_base": 50_000}
                    for month in range(1, 13)
                ),
                *rows[1:7],
            ],
            "farms that are too few together": lambda rows: [
                *(
                    rows[0] | {"observation_id": farm, "facility_code": farm, "amount_base": 300_000}
                    for farm in ("east", "west")
                ),
                *rows[1:7],
            ],
            "none where there are always some": lambda rows: [rows[0] | {"amount_base": 0}, *rows[1:]],
            "more power in the large works than in all": lambda rows: [
                *rows[:5],
                rows[5] | {"amount_base": 106},
                *rows[6:],
            ],
            "parts without a total, and too few": lambda rows: [rows[0] | {"amount_base": 600_000}, *rows[2:]],
        },
    ),
    ("core/observations", "E-COVER"): Case(
        {"core/observations": COVER},
        {
            "a cover of another definition": first(amount_base="0.29"),
            "an area of another survey": lambda rows: [rows[0], rows[1] | {"amount_base": 58_100}, *rows[2:]],
            "a tenth of a point too much": first(amount_base="0.3163"),
        },
    ),
    ("core/observations", "E-TO-DATE"): Case(
        {"core/observations": TO_DATE},
        {
            "the month alone": lambda rows: [*rows[:2], rows[2] | {"amount_base": 10}, rows[3]],
            "a year that is less than its months": last(amount_base="29.9"),
        },
    ),
    ("marts/county_inventory", "E-SIGN"): Case(
        SIGNS,
        {
            "more recovered than emitted": first(emissions_t=-1, emissions_tco2e=-21),
            "conversion that takes up": last(notation_key="", reason_code="", emissions_t=-1, emissions_tco2e=-1),
            "methane that is taken up": lambda rows: [rows[0], rows[1] | {"gas": "CH4"}, *rows[2:]],
        },
    ),
    ("marts/completeness", "E-IE"): Case(
        {
            "marts/completeness": [
                {
                    "category_code": "E.4",
                    "sector_code": "trade",
                    "fuel_code": "natural_gas",
                    "notation_key": "IE",
                    "reason_code": "included_elsewhere",
                    "target_category_code": "E.4",
                }
            ],
            "core/emissions": [{"category_code": "E.4", "sector_code": "other_services", "fuel_code": "natural_gas"}],
        },
        {
            "another category": first(target_category_code="E.2"),
            "another fuel": first(fuel_code="lpg"),
            "another gas": first(gas="CH4"),
            "another year": first(year=2019),
            "another region": first(region_code="511724"),
            "another basis": first(basis_id=SECOND),
        },
    ),
    ("marts/county_indicators", "E-REASON"): Case(
        {"marts/county_indicators": INDICATORS},
        {
            "a key without a reason": last(reason_zh=""),
            "an incomplete number without a reason": first(is_incomplete=True),
        },
    ),
    ("marts/county_inventory", "E-REASON"): Case(
        {"marts/county_inventory": INVENTORY}, {"a key without a reason": last(reason_code="")}
    ),
    ("marts/provincial_summary", "E-SUM"): Case(
        {"marts/provincial_summary": SUMMARY},
        {
            "a total above its parts": first(emissions_tco2e="7.000000001"),
            "a total below its parts": first(emissions_tco2e="6.999999999"),
            "a total that is missing": first(emissions_tco2e=None, emissions_key="NE"),
            "a part that does not count": lambda rows: [*rows, line("agriculture.manure", 1)],
            "a mass that is not that of its parts": first(co2_t=6),
            "a mass without a part": first(ch4_t=0, ch4_key=""),
            "a total of nothing": lambda rows: [*rows[:5], line("waste", 1), rows[6]],
            "no total at all": lambda rows: [*rows[:4], *rows[5:]],
        },
    ),
    ("marts/ipcc_summary", "E-SUM"): Case(
        {"marts/ipcc_summary": IPCC} | IPCC_CATEGORIES,
        {
            "a total above its categories": first(emissions_tco2e="12.000000001"),
            "a mass that is not that of its categories": first(co2_t=11),
            "a line of nothing": last(emissions_tco2e=0, emissions_key=""),
            "a line that is missing": lambda rows: [*rows[:2], *rows[3:]],
            "a memo item that counts": first(co2_t=112, emissions_tco2e=112),
        },
    ),
    ("marts/gpc_summary", "E-REASON"): Case(
        {"marts/gpc_summary": GPC},
        {"a key without a reason": lambda rows: [*rows[:4], rows[4] | {"reason_zh": ""}, *rows[5:]]},
    ),
    ("marts/gpc_summary", "E-QUALITY"): Case(
        {"marts/gpc_summary": GPC},
        {
            "factors of unknown quality": first(factor_quality=""),
            "data of unknown quality": first(activity_quality=""),
            "quality of nothing": lambda rows: [*rows[:4], rows[4] | {"activity_quality": "H"}, *rows[5:]],
        },
    ),
    ("marts/gpc_summary", "E-SUM"): Case(
        {"marts/gpc_summary": GPC},
        {
            "a line that is not the sum of its gases": first(co2_tco2e=2),
            "grid generation in BASIC": lambda rows: [*rows[:5], gpc("BASIC", 17, 0), *rows[6:]],
            "scope 2 as territorial": last(emissions_tco2e=37, co2_tco2e=37),
            "processes left out of BASIC+": lambda rows: [*rows[:6], gpc("BASIC+", 7, 0), *rows[7:]],
            "no total": lambda rows: rows[:-1],
        },
    ),
    ("marts/assessed_calibers", "E-REASON"): Case(
        {"marts/assessed_calibers": CALIBERS},
        {
            "a key without a reason": last(reason_zh=""),
            "incomplete without a reason": first(is_incomplete=True),
        },
    ),
    ("marts/assessed_calibers", "E-SUM"): Case(
        {"marts/assessed_calibers": CALIBERS},
        {
            "a part that grew": first(co2_t=11),
            "a total of a part that is missing": last(co2_t=10, notation_key=""),
        },
    ),
    ("marts/assessment_co2", "E-REASON"): Case(
        {"marts/assessment_co2": ASSESSED},
        {
            "a key without a reason": last(reason_zh=""),
            "incomplete without a reason": first(is_incomplete=True),
        },
    ),
    ("marts/assessment_co2", "E-SUM"): Case(
        {"marts/assessment_co2": ASSESSED},
        {
            "electricity that counts the wrong way": first(co2_t=13),
            "a total where electricity is not known": last(co2_t=90, notation_key=""),
            "none where both parts are known": first(co2_t=None, notation_key="NE"),
            "a total without electricity": last(fuel_co2_t=10, co2_t=10, electricity_co2_t=-3, notation_key=""),
        },
    ),
    ("marts/view_bridge", "E-BRIDGE"): Case(
        {"marts/view_bridge": BRIDGE},
        {
            "a gram too much": first(amount_tco2e="100.000001001"),
            "a step that is missing": lambda rows: [rows[0], *rows[2:]],
            "an end that is missing": lambda rows: [*rows[:3], *rows[4:]],
            "a start that is missing": lambda rows: rows[1:],
            "an end of another sum": last(amount_tco2e="8.000000001"),
            "two starts": lambda rows: [
                *rows[:4],
                rows[4] | {"amount_tco2e": 3, "gas": "CO2"},
                rows[4] | {"amount_tco2e": 5, "gas": "CH4"},
                rows[5],
            ],
            "a step instead of a start": lambda rows: [*rows[:4], step("scope_3_added", 8, "gpc_basic"), rows[5]],
        },
    ),
    ("marts/energy_by_industry", "E-SUM"): Case(
        {
            "marts/energy_by_industry": [
                {key: value for key, value in row.items() if key != "row_code"} | {"sector_code": "industry"}
                for row in BRANCHES
            ]
        },
        {"a branch that is more than its fuels": first(calorific_tce=69), "no total": lambda rows: rows[:-1]},
    ),
    ("core/deliveries", "H-OWED"): Case(
        {
            "core/deliveries": [
                {"table_name": table, "title_zh": title, "department_zh": "县供气公司", "year": year, "status": status}
                for table, title, year, status in (
                    ("gas__supply", "供气量", 2020, "delivered"),
                    ("gas__leaks", "泄漏量", 2020, "delivered"),
                    ("gas__leaks", "泄漏量", 2019, "missing"),
                )
            ],
            "core/due_years": [{"year": 2020}],
            "core/regions": [{"name_zh": "渠县", "region_level": "county"}],
        },
        {
            "a table that was called in has not come": first(status="missing"),
            "nothing has come": lambda rows: [row | {"status": "missing"} for row in rows],
        },
    ),
    ("marts/cross_checks", "H-CROSS"): Case(
        {
            "marts/cross_checks": CROSS_CHECKS,
            "core/observations": [
                observation(1, "gas_sales", 2020, 60, fuel_code="natural_gas", sector_code="urban", cell="B2"),
                observation(2, "gas_sales", 2020, 96, fuel_code="natural_gas", sector_code="whole_society", cell="B9"),
            ],
            "core/energy_inputs": [],
        },
        {"a difference beyond the limit": last(is_within_limit=False)},
    ),
    ("marts/cross_checks", "I-BULLETIN"): Case(
        {
            "marts/cross_checks": [*CROSS_CHECKS, BULLETIN],
            "core/observations": [
                observation(1, "bulletin_gdp", 2020, 46_300_000_000, cell="B9", unit_code="100m_cny")
                | {"file_name": "公报.txt", "sheet": ""}
            ],
        },
        {"a figure beyond its rounding": lambda rows: [row | {"is_within_limit": False} for row in rows]},
    ),
    ("marts/energy_balance", "E-SUM"): Case(
        {"marts/energy_balance": ENERGY_BALANCE},
        {
            "a row that is more than its fuels": first(coal_equivalent_tce=69),
            "a fuel without a total": lambda rows: [*rows[:5], *rows[6:]],
            "a residual that was spread": last(coal_equivalent_tce=0),
            "no residual": lambda rows: rows[:-1],
        },
    ),
    ("marts/energy_by_sector", "E-SUM"): Case(
        {"marts/energy_by_sector": [by_group("coal", 70), by_group("oil", 30), by_group("total", 100)]},
        {"a row that is more than its groups": first(calorific_tce=69), "no total": lambda rows: rows[:-1]},
    ),
    ("marts/fuel_mix", "E-SUM"): Case(
        {
            "marts/fuel_mix": [
                by_part("coal", 80, "total"),
                by_part("gas", 10, "total", raw_material_tce=2),
                by_part("electricity", -20, "total"),
                by_part("non_fossil_electricity", 5, "electricity"),
                by_part("net_inflow", -25, "electricity"),
                by_part("total", 70, "", raw_material_tce=2),
            ],
            "marts/energy_balance": [
                {"row_code": "energy_consumption", "fuel_code": "total", "unit_code": "tce"}
                | {"amount_key": "NA", "share_key": "NA", "calorific_tce": 68, "coal_equivalent_tce": 68}
            ],
        },
        {
            "a part that is more than it was": first(coal_equivalent_tce="80.000001"),
            "electricity that is more than its parts": lambda rows: [
                *rows[:4],
                rows[4] | {"calorific_tce": -26},
                rows[5],
            ],
            "raw material that was not added": last(raw_material_tce=0),
            "no total": lambda rows: rows[:-1],
        },
    ),
    ("core/energy_use", "E-NEG-USE"): Case(
        {
            "core/energy_use": [{"sector_code": "industry", "fuel_code": "raw_coal", "amount": 0, "unit_code": "t"}],
            "core/energy_inputs": [
                {"sector_code": "industry", "fuel_code": "raw_coal", "observation_id": "1", "base_unit_code": "t"}
            ],
            "core/observations": [
                {"observation_id": "1", "item_code": "energy_balance", "unit_code": "t", "base_unit_code": "t"}
            ],
        },
        {"less than nothing": first(amount="-0.000000001")},
    ),
    ("core/observations", "E-UNIT-SCALE"): Case(
        {"core/observations": SERIES},
        {
            "ten thousand times as much": lambda rows: [rows[0], rows[1] | {"amount_base": 1_000_000}, *rows[2:]],
            "a ten-thousandth": lambda rows: [rows[0], rows[1] | {"amount_base": "0.01"}, *rows[2:]],
            "a hundred million times as much": lambda rows: [rows[0], rows[1] | {"amount_base": 10**10}, *rows[2:]],
            "a mistaken unit in months": lambda rows: [
                rows[0],
                *(observation(20 + m, "clinker_output", 2020, 80_000, period=f"2020-{m:02}") for m in range(1, 13)),
            ],
        },
    ),
    ("core/observations", "E-UNIT-RANGE"): Case(
        {"core/observations": PER_RESIDENT},
        {
            "a unit ten thousand times too large": last(amount_base=400_000_000_000_000),
            "a unit ten thousand times too small": last(amount_base=4_123_456),
            "a million tonnes a head": lambda rows: [rows[0], observation(3, "clinker_output", 2020, 10**12)],
        },
    ),
    ("core/gdp_inputs", "E-VINTAGE"): Case(
        {"core/observations": VINTAGES},
        {
            "growth alone is revised": last(vintage="revised"),
            "the level alone is revised": lambda rows: [*rows[:-2], rows[-2] | {"vintage": "revised"}, rows[-1]],
        }
        | {
            f"the level of the {industry} alone is revised": growth_of(industry)
            for industry in ("primary_industry", "secondary_industry", "tertiary_industry")
        },
    ),
    ("core/gdp_inputs", "H-GDP"): Case(
        {"core/observations": GDP},
        {"growth that levels contradict": last(amount_base="0.30"), "levels that fall": last(amount_base="-0.30")},
    ),
}

CASES |= {
    name: Case(sound, faults)
    for cases in (analysis_cases.CASES, energy_cases.CASES, suspicion_cases.CASES, total_cases.CASES)
    for name, (sound, faults) in cases.items()
}


#: Where a row has a cell of its own, as on a sheet: the first one A1.
PRINTED_IN = "core/observations"


def found(check: TableCheck, tables: Tables, world: World) -> list[Row]:
    for asset, rows in tables.items():
        world.put(
            asset, [{"cell": f"A{number}"} | row for number, row in enumerate(rows, 1)] if asset == PRINTED_IN else rows
        )
    return world.query(check.sql)


def faulty(case: Case, fault: str) -> Tables:
    """The sound tables with one fault in the first of them."""
    asset = next(iter(case.sound))
    return case.sound | {asset: case.faults[fault](case.sound[asset])}


#: What a finding says, worked out by hand.
SAID: dict[tuple[str, str], Row] = {
    ("H-WASTE-RATE", "a unit ten times too large"): {
        "cell": "A1",
        "found": 10,
    },  # kg a day: 1,460,000 t / 365 / 400,000 people
    ("H-WASTE-RATE", "a unit ten times too small"): {"found": 0.1},  # 0.1007
    ("H-WASTE-RATE", "what was dumped on top of what was collected"): {"cell": "A1", "found": 1.68},  # 246,000 t
    # the middle of 50 and 3,000,000 yuan a head is 12,247: 10^4.5 and 10^3.5 away
    ("E-UNIT-RANGE", "a unit ten thousand times too large"): {"cell": "A7", "found": "4e+08", "power": 5},
    ("E-UNIT-RANGE", "a unit ten thousand times too small"): {"found": "4.12346", "power": 3},
    ("E-UNIT-RANGE", "a million tonnes a head"): {"found": "1e+06", "power": 4},  # a band from nothing to 100 t
    ("E-UNIT-SCALE", "ten thousand times as much"): {
        "cell": "A2",
        "found": 1_000_000,
        "expected": 100,
        "power": 4,
        "other": "book.xlsx › 1 › A1",
    },
    ("E-UNIT-SCALE", "a ten-thousandth"): {"found": 0.01, "expected": 100, "power": -4},
    ("E-UNIT-SCALE", "a hundred million times as much"): {"found": 10**10, "expected": 100, "power": 8},
    ("E-COVER", "a cover of another definition"): {  # 63,607 of 201,800 ha
        "cell": "A1",
        "found": "29.00",
        "expected": "31.52",
        "other": "book.xlsx › 1 › A3",
    },
    ("E-TO-DATE", "the month alone"): {"cell": "A3", "found": 10, "expected": 30, "other": "A2"},
    ("E-TO-DATE", "a year that is less than its months"): {"cell": "A4", "other": "A3"},
    ("H-BAND", "slaughter and stock swapped"): {"cell": "A1", "found": "0.7", "other": "book.xlsx › 1 › A2"},
    ("H-BAND", "more sows than a quarter"): {"cell": "A5", "found": "0.2571"},  # 180,000 / 700,000
    ("H-BAND", "parts without a total, and too few"): {"found": "0.8571"},  # 600,000 / 700,000
    ("H-BAND", "months that are too few together"): {"cell": "A1", "found": "0.8571"},  # 12 × 50,000
    ("H-BAND", "farms that are too few together"): {"found": "0.8571"},  # 2 × 300,000
    ("H-BAND", "none where there are always some"): {"found": "0"},
    ("H-BAND", "more power in the large works than in all"): {"cell": "A6", "found": "1.06"},
    ("H-GDP", "growth that levels contradict"): {"cell": "A2", "found": 0.846},  # 1.1 / 1.3
    ("H-GDP", "levels that fall"): {"found": 1.571},  # 1.1 / 0.7
    ("E-VINTAGE", "growth alone is revised"): {
        "cell": "A6",
        "label": "511725 2020",
        "found": "增速是普查修订数，现价总量不是",
    },
    ("E-VINTAGE", "the level alone is revised"): {"cell": "A5", "found": "现价总量是普查修订数，增速不是"},
    ("E-VINTAGE", "the level of the primary_industry alone is revised"): {
        "cell": "A1",
        "label": "511725 2020 primary_industry",
    },
    ("E-BALANCE", "more than 5 % is gone"): {"cell": "A3", "difference": -50.1, "limit": 50},
    ("H-ENERGY-STOCK", "more than 3 % is gone"): {"cell": "A3", "difference": -30.1, "limit": 30},
    ("E-PART", "more gas than the whole"): {"cell": "A1", "found": 10, "expected": 9.9},
    ("E-PART", "more electricity than the whole"): {"cell": "A2", "found": 20, "expected": 19.9},
    ("H-MONTH", "a point too far right"): {"cell": "A1", "found": 1234, "expected": 100, "times": "12.3"},
    ("H-MONTH", "a point too far left"): {"cell": "A12", "found": 25, "expected": 100, "times": "4"},
    ("H-WHOLE", "heads that were multiplied"): {"cell": "A1", "found": 5024.16, "count": 1},
    ("H-WHOLE", "every year"): {"cell": "A2", "found": 1300.5, "count": 2},  # the latest of them
    ("H-CROSS", "a difference beyond the limit"): {"cell": "B9"},  # the total, not a part of it
    ("I-BULLETIN", "a figure beyond its rounding"): {"cell": "B9", "found": 463, "expected": 436, "unit": "100m_cny"},
    ("H-OWED", "a table that was called in has not come"): {
        "label": "渠县 2020 县供气公司",
        "found": "供气量",
        "count": 1,
    },
    ("H-OWED", "nothing has come"): {"found": "供气量、泄漏量", "count": 2},
    ("I-DIGITS", "a tenth"): {"found": 0.1, "expected": 0.01},
    ("I-DIGITS", "tens"): {"found": 10, "expected": 0.01},
    ("H-BLANK", "a third"): {"cell": "A13", "found": 4, "count": 12, "expected": "25%"},
    ("I-STEADY", "nearly the same"): {"cell": "A1", "found": "0.15%", "expected": "0.2%", "count": 6},
    ("I-ROUND", "estimated"): {"cell": "A1", "found": 3, "count": 8, "expected": "25%"},
    ("I-STAGGER", "a year by twelve"): {
        "cell": "A1",
        "label": "生产线熟料产量 kiln 2020",
        "found": "92%",
        "expected": "90%",
    },
    ("H-WITHIN", "more than the prefecture"): {
        "cell": "A1",
        "label": "渠县 水泥熟料产量 2020",
        "found": 101,
        "expected": 100,
        "other": "达州市 › book.xlsx › 1 › A2",
    },
    ("H-BREAK", "a new definition"): {
        "cell": "A4",
        "found": 120,
        "expected": 108,
        "difference": 11.1,
        "other": "old.xlsx › 1 › A3",
    },
    ("H-KILN", "standard coal"): {"cell": "A2", "found": 2.53, "expected": "2.9—5.0"},
    ("I-CAPACITY", "more than a year without a stop"): {"cell": "A1", "found": 1.178},
    ("H-STEP", "more than that"): {"cell": "A2", "found": 284, "expected": 100, "times": "2.84"},
    ("H-STEP", "after years of nothing"): {"found": 949, "expected": 300, "other": "2020 book.xlsx 1 A3"},
    ("H-TOTAL", "a fifth more and a little"): {
        "cell": "C20",  # the coal of the category that moved most
        "found": "+20%",
        "expected": "−20%～+20%",
        "rule": "E.1.1 类别E.1.1",
        "difference": "+10.0",  # 100,000 t
        "other": 2019,
    },
    ("H-TOTAL", "a station that shut down"): {"cell": "F20", "label": "大竹县 2020", "difference": "−40.0"},
    ("H-COPY", "last year's table"): {"found": 5, "expected": 2019},
    ("H-SWAP", "exchanged"): {"found": 150, "expected": 1500},
    ("H-CLINKER", "more clinker than cement"): {"cell": "A1", "found": 0.988},
    ("H-CLINKER", "two kilns together"): {"found": 0.99},
    ("E-CAPACITY", "ten times as much"): {"cell": "A1", "found": 40_000},  # hours: 40,000 MWh of 1,000 kW
    ("H-CAPACITY", "hardly ran"): {"cell": "A1", "found": 1499},
    ("H-SUPPLY", "own use of a third"): {"cell": "A1", "found": 1000, "expected": 550, "other": 1000},
    ("E-FEEDSTOCK", "feedstock is burnt"): {"found": 100, "expected": 70},
    ("E-BRIDGE", "a step that is missing"): {"found": 75, "expected": 105.000000001, "difference": -30.000000001},
}


def test_every_declared_check_has_its_fixtures() -> None:
    assert set(CASES) == set(CHECKS)


@pytest.mark.parametrize("name", CASES, ids=" ".join)
def test_what_is_sound_passes(name: tuple[str, str], world: World) -> None:
    assert found(CHECKS[name], CASES[name].sound, world) == []


@pytest.mark.parametrize(
    ("name", "fault"), [(name, fault) for name, case in CASES.items() for fault in case.faults], ids=str
)
def test_a_fault_is_found(name: tuple[str, str], fault: str, world: World) -> None:
    rows = found(CHECKS[name], faulty(CASES[name], fault), world)
    assert rows
    for row in rows:
        if name[1] in ("E-SUM", "E-BRIDGE") and row["difference"] is not None:
            assert row["difference"] == row["found"] - row["expected"]


def test_what_is_less_than_nothing_shows_every_cell_that_it_is_made_of(world: World) -> None:
    coal: Row = {"sector_code": "industry", "fuel_code": "raw_coal"}
    inputs = [
        coal | {"observation_id": "o1", "amount_base": 5},
        coal | {"observation_id": "o2", "amount_base": 6, "sign": -1},
        coal | {"observation_id": "o3", "is_none": True},
        # of another sector, of another fuel
        coal | {"observation_id": "o4", "amount_base": 1, "sector_code": "trade"},
        coal | {"observation_id": "o5", "amount_base": 1, "fuel_code": "coke"},
    ]
    tables: Tables = {
        "core/energy_use": [coal | {"amount": -1, "unit_code": "t"}],
        "core/energy_inputs": [row | {"base_unit_code": "t"} for row in inputs],
        "core/observations": [observation(number, "energy_balance", 2020, 1) for number in range(1, 6)],
    }
    rows = found(CHECKS["core/energy_use", "E-NEG-USE"], tables, world)
    assert sorted((row["cell"], row["other"]) for row in rows) == [("A1", "＋5.000000000"), ("A2", "−6.000000000")]


@pytest.mark.parametrize(("code", "fault"), SAID, ids=str)
def test_a_finding_says_what_was_found_and_expected(code: str, fault: str, world: World) -> None:
    (name,) = (name for name in CASES if code in (name[1], " ".join(name)))
    (row, *_) = found(CHECKS[name], faulty(CASES[name], fault), world)
    said = {key: row[key] if isinstance(row[key], str) else float(row[key]) for key in SAID[code, fault]}
    assert said == SAID[code, fault]


@pytest.mark.parametrize("name", CHECKS, ids=" ".join)
def test_a_check_blocks_by_its_severity_and_has_a_message(name: tuple[str, str]) -> None:
    check = CHECKS[name]
    assert check.severity in {"block", "hold", "note"}
    assert check.code in PROBLEMS
    assert check.title_zh
    assert check.title_en


#: What has not come stands in no cell: a person confirms that so much of a department is lacking.
OF_NO_CELL = {("core/deliveries", "H-OWED")}
HELD = [name for name, check in CHECKS.items() if check.severity == "hold" and name not in OF_NO_CELL]


@pytest.mark.parametrize("name", HELD, ids=" ".join)
def test_what_is_held_names_the_cell_the_year_the_value_and_the_limit(name: tuple[str, str], world: World) -> None:
    """A person confirms a cell, so that a rule which cannot name one may not hold."""
    for fault in CASES[name].faults:
        for row in found(CHECKS[name], faulty(CASES[name], fault), world):
            place = found_in(row, "", "")
            assert (place["file_name"], place["sheet"], place["cell"], place["label"]) > ("", "", "", "")
            assert place["sheet"]
            assert place["cell"]
            assert place["found_year"]
            assert place["value_text"]
            assert place["limit_text"]


def test_a_mass_below_nothing_names_each_file_that_its_activity_is_from_at_its_largest_figure(world: World) -> None:
    check = CHECKS["marts/county_inventory", "E-SIGN"]
    case = CASES["marts/county_inventory", "E-SIGN"]
    another_year = {"category_code": "A.4", "gas": "CH4", "year": 2019, "emissions_t": -9, "emissions_tco2e": -9}
    tables = faulty(case, "more recovered than emitted")
    rows = found(check, tables | {"marts/county_inventory": [another_year, *tables["marts/county_inventory"]]}, world)
    places = {(row["file"], row["cell"], row["label"].rpartition("725 ")[2], float(row["found"])) for row in rows}
    assert places == {
        ("herds.xlsx", "A1", "2020 A.4 CH4", -1),
        ("biogas.xlsx", "A3", "2020 A.4 CH4", -1),
        ("marts.county_inventory", "", "2019 A.4 CH4", -9),  # of which nothing was observed
    }


def test_what_is_owed_is_held_by_department_and_year_and_another_lack_has_another_identity(world: World) -> None:
    (name,) = OF_NO_CELL
    rows = {fault: found(CHECKS[name], faulty(CASES[name], fault), world) for fault in CASES[name].faults}
    places = [found_in(row, "", "") for (row,) in rows.values()]
    assert {(place["label"], place["found_year"]) for place in places} == {("渠县 2020 县供气公司", 2020)}
    assert len({place_id("H-OWED", place) for place in places}) == 2


def test_two_sources_of_one_quantity_are_held_at_the_first_and_tell_the_cell_of_the_second(
    world: World,
) -> None:
    pair: Row = {"check_code": "balance_power", "fuel_code": "raw_coal", "unit_code": "t", "first_amount": 535}
    pair |= {"second_amount": 500, "first_file": "balance.xlsx", "first_sheet": "1", "first_cell": "D13"}
    pair |= {"second_file": "205-2.xlsx", "second_sheet": "1", "second_cell": "D5"}
    told = pair | {"check_code": "plant_coal"}  # another rule holds that already
    check = CHECKS["marts/cross_checks", "H-CROSS"]
    tables: Tables = {"marts/cross_checks": [pair, told], "core/observations": [], "core/energy_inputs": []}
    (row,) = found(check, tables, world)
    assert (row["file"], row["sheet"], row["cell"]) == ("balance.xlsx", "1", "D13")
    assert "205-2.xlsx › 1 › D5" in row["label"]


def test_two_estimates_that_differ_name_the_balance_where_no_figure_of_the_first_was_printed(world: World) -> None:
    """Road fuel of a printed balance, where nobody reports what was sold: of what it is made the largest part."""
    pair = CROSS_CHECKS[0] | {"check_code": "road_diesel", "is_within_limit": False}
    road: Row = {"sector_code": "road", "fuel_code": "diesel", "base_unit_code": "t", "account": "balance"}
    tables: Tables = {
        "marts/cross_checks": [pair],
        "core/observations": [
            observation(number, "energy_balance", 2020, amount, fuel_code="diesel", cell=f"D{number}")
            for number, amount in ((11, 4), (12, 100), (13, 900))
        ],
        "core/energy_inputs": [
            road | {"observation_id": "o11", "amount_base": 4},
            road | {"observation_id": "o12", "amount_base": 100},
            road | {"observation_id": "o13", "amount_base": 900, "sector_code": "industry"},
        ],
    }
    check = CHECKS["marts/cross_checks", "H-CROSS"]
    silent = [
        observation(number, "oil_retail_sales", 2020, 104, fuel_code="diesel", **other)
        for number, other in ((14, {"is_preferred": False}), (15, {"is_whole_year": False, "period": "2020-01"}))
    ]
    for others in ([], silent):  # what is not in force, and half a year
        (row,) = found(check, tables | {"core/observations": [*tables["core/observations"], *others]}, world)
        assert (row["found"], row["expected"], row["cell"]) == (104, 100, "D12")
    sold = observation(1, "oil_retail_sales", 2020, 104, fuel_code="diesel", cell="C3")
    (row,) = found(check, tables | {"core/observations": [*tables["core/observations"], sold]}, world)
    assert row["cell"] == "C3", "what was printed of the first estimate itself comes first"


@pytest.mark.parametrize("name", CASES, ids=" ".join)
def test_the_message_of_a_check_knows_all_it_says(name: tuple[str, str], world: World) -> None:
    """A message that shows `？` was not given what it speaks of."""
    (row, *_) = found(CHECKS[name], faulty(CASES[name], next(iter(CASES[name].faults))), world)
    assert fields_of(CHECKS[name].code) <= {"table", *row}


def gases(code: str, co2e: object, **tonnes: object) -> Row:
    """A line of the IPCC form that holds several gases."""
    return line(code, emissions_tco2e=co2e, emissions_key="", **tonnes, **{CELLS[name]: "" for name in tonnes})


#: What one category emits, by gas: tonnes and their equivalents; of fluorinated gases a form adds equivalents.
EMITTED = {"CO2": (7, 7), "CH4": (2, 42), "N2O": (1, 310), "SF6": (1, 23_900)}
EMITTED |= {"HFC134a": (3, 3900), "CF4": (1, 6500), "C2F6": (1, 9200), "NF3": (1, 17_200)}
OF_GASES = {"co2_t": 7, "ch4_t": 2, "n2o_t": 1, "sf6_t": 1, "hfcs_tco2e": 3900, "pfcs_tco2e": 15_700}

ROAD: Row = {"sector_code": "road", "fuel_code": "diesel", "base_unit_code": "t", "account": "balance"}
PCT = {"unit_code": "pct", "base_unit_code": "fraction"}
GROWN: Row = {
    "check_code": "bulletin_gdp_growth",
    "first_amount": "0.07",
    "second_amount": "0.08",
    "unit_code": "fraction",
    "is_within_limit": False,
}

#: Of rules whose tables stand above, all that each is told, worked out by hand.
TOLD: dict[tuple[str, str], told_cases.Told] = told_cases.CASES | {
    ("E-STOCK-GAP", "two years of two bases"): (
        {
            "core/stocks": [
                row | {"has_inflow": False, "is_gap": True, "basis_id": basis}
                for basis in (OFFICIAL, SECOND)
                for row in (STOCKS[2], STOCKS[1])
            ]
        },
        [{"found": "2019、2020"}],
    ),
    **{
        ("E-STOCK-GAP", f"gaps of another {what} too"): (
            {"core/stocks": [STOCKS[0] | {"has_inflow": False, "is_gap": True} | each for each in ({}, other)]},
            [{"found": "2018"}, {"found": "2018"}],
        )
        for what, other in {
            "site": {"sector_code": ""},
            "fuel": {"fuel_code": "raw_coal"},
            "kind of waste": {"item_code": "waste_paper"},
            "stock that no list names": {"sector_code": "", "item_code": ""},
        }.items()
    },
    **{
        (f"{table} E-REASON", "a key of what lacks nothing else"): (
            {table: [rows[-1] | {"is_incomplete": False, "reason_zh": ""}]},
            [{}],
        )
        for table, rows in (("marts/assessed_calibers", CALIBERS), ("marts/assessment_co2", ASSESSED))
    },
    ("E-IE", "what nobody knows is not included elsewhere"): (
        {
            "marts/completeness": [
                {"category_code": "E.4", "fuel_code": "coke", "notation_key": "NE", "reason_code": "no_activity_data"}
            ],
            "core/emissions": [],
        },
        [],
    ),
    ("E-SIGN", "of two masses the smaller, of two figures the larger, of one county"): (
        SIGNS
        | {
            "marts/county_inventory": [
                {"category_code": "A.4", "gas": "CH4", "emissions_t": "-0.5", "emissions_tco2e": "-10.5"},
                {"category_code": "A.4", "gas": "CH4", "year": 2019, "emissions_t": -3, "emissions_tco2e": -63},
            ],
            "core/activity_inputs": [
                row | other | {"parent_id": f"o{number}"}
                for number, (row, other) in enumerate(
                    (
                        (SIGNS["core/activity_inputs"][0], {}),
                        (SIGNS["core/activity_inputs"][0], {"year": 2019, "amount_base": 5}),
                        (SIGNS["core/activity_inputs"][2], {"year": 2019, "amount_base": -9}),
                        (SIGNS["core/activity_inputs"][0], {"year": 2019, "amount_base": 900, "region_code": "511724"}),
                    ),
                    1,
                )
            ],
            "core/observations": [
                observation(number, "livestock_stock_pigs", 2020, 1, file_name="herds.xlsx", cell=f"C{number}")
                for number in range(1, 5)
            ],
        },
        [{"file": "herds.xlsx", "cell": "C3", "found": -3}],
    ),
    ("H-CROSS", "figures of another fuel, of another year and county of an account"): (
        {
            "marts/cross_checks": [CROSS_CHECKS[0] | {"check_code": "road_diesel", "is_within_limit": False}],
            "core/observations": [
                observation(1, "energy_balance", 2020, 1, cell="D1"),
                *(observation(number, "energy_balance", 2020, 1, cell=f"Z{number}") for number in (2, 3, 4)),
                observation(5, "oil_retail_sales", 2020, 900, fuel_code="gasoline", cell="Z5"),
            ],
            "core/energy_inputs": [
                ROAD | {"observation_id": "o1", "amount_base": 100},
                ROAD | {"observation_id": "o2", "amount_base": 900, "fuel_code": "gasoline"},
                ROAD | {"observation_id": "o3", "amount_base": 900, "year": 2019},
                ROAD | {"observation_id": "o4", "amount_base": 900, "region_code": "511724"},
            ],
        },
        [{"cell": "D1", "found": 104, "expected": 100}],
    ),
    ("I-BULLETIN", "growth in percent, and what no bulletin prints"): (
        {
            "marts/cross_checks": [
                GROWN,
                BULLETIN | {"is_within_limit": True},
                GROWN | {"check_code": "plant_coal", "first_amount": 1, "second_amount": 2},
            ],
            "core/observations": [
                observation(1, "bulletin_gdp_growth", 2020, "0.08", **PCT),
                observation(2, "bulletin_gdp", 2020, 46_300_000_000, unit_code="100m_cny"),
                observation(3, "gdp_growth", 2020, "0.07", **PCT),
                observation(4, "energy_transformation_input", 2020, 2, fuel_code="raw_coal", sector_code="power"),
            ],
        },
        [{"found": 8, "expected": 7, "unit": "pct", "unit_zh": "%"}],
    ),
    ("marts/ipcc_summary E-SUM", "a category of all gases"): (
        {
            "marts/ipcc_summary": [
                gases(code, sum(co2e for _, co2e in EMITTED.values()), **OF_GASES) for code in ("total", "2", "2.E")
            ],
            "core/category_lines": [{"category_code": "P.9", "ipcc_2006_code": "2.E"}],
            "marts/county_inventory": [
                {"category_code": "P.9", "gas": gas, "emissions_t": t, "emissions_tco2e": co2e}
                for gas, (t, co2e) in EMITTED.items()
            ],
        },
        [],
    ),
    ("marts/energy_co2_parts E-SUM", "generation that nobody divides"): (
        {
            "marts/energy_co2_parts": [
                *analysis_cases.PARTS[:3],
                analysis_cases.part("electricity", None, "generation"),
                *analysis_cases.PARTS[4:5],
            ],
            "marts/assessment_co2": analysis_cases.ASSESSED[:1],
            "marts/assessed_calibers": analysis_cases.CALIBERS[:1],
        },
        [],
    ),
    ("marts/energy_co2_parts E-SUM", "other factors, other calibers, part of a caliber"): (
        {
            "marts/energy_co2_parts": analysis_cases.PARTS[:5],
            "marts/assessment_co2": [
                analysis_cases.ASSESSED[0],
                {"variant": "fixed_factor", "factor_base_year": 2015, "fuel_co2_t": 999, "co2_t": 999},
            ],
            "marts/assessed_calibers": [
                analysis_cases.CALIBERS[0] | other
                for other in (
                    {},
                    {"part_code": "combustion", "co2_t": 999},
                    {"caliber": "stat_2026", "co2_t": 999},
                    {"variant": "fixed_factor", "factor_base_year": 2015, "co2_t": 888},
                )
            ],
        },
        [],
    ),
    ("marts/fuel_mix E-SUM", "a part that nobody knows, rows of the balance that are no consumption"): (
        {
            "marts/fuel_mix": [
                by_part("coal", 80, "total"),
                {"part_code": "gas", "part_of_code": "total", "share_key": "NE"} | {"tce_key": "NE"},
                by_part("total", 95, ""),
            ],
            "marts/energy_balance": [
                {"row_code": row, "fuel_code": "total", "unit_code": "tce", "amount_key": "NA", "share_key": "NA"}
                | {"calorific_tce": tce, "coal_equivalent_tce": tce}
                for row, tce in (("energy_consumption", 95), ("use_total", 7))
            ],
        },
        [],
    ),
    ("marts/management_split E-SUM", "a unit of which no budget is known"): (
        {
            "marts/management_split": [
                *analysis_cases.SPLIT[:2],
                analysis_cases.SPLIT[2] | {"budget_t": None, "notation_key": "NE"},
            ]
        },
        [],
    ),
    ("marts/energy_balance E-SUM", "public institutions, a part of other services"): (
        {
            "marts/energy_balance": [
                energy("other_services", "electricity", 10),
                energy("other_services", "total", 10),
                energy("public_institutions", "electricity", 4),
                energy("public_institutions", "total", 4),
                energy("use_total", "electricity", 10),
                energy("use_total", "total", 10),
            ]
        },
        [],
    ),
}


def as_told(value: object) -> object:
    """A figure as a number."""
    return value if value is None or isinstance(value, str) else float(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(("code", "what"), TOLD, ids=str)
def test_a_rule_tells_this_and_nothing_else(code: str, what: str, world: World) -> None:
    tables, expected = TOLD[code, what]
    (name,) = (name for name in CASES if code in (name[1], " ".join(name)))
    rows = found(CHECKS[name], tables, world)
    columns = sorted({column for row in expected for column in row})
    told = [{column: as_told(row[column]) for column in columns} for row in rows]
    assert sorted(told, key=str) == sorted(
        ({column: as_told(row[column]) for column in columns} for row in expected), key=str
    )

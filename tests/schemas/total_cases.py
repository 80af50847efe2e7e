"""A county whose total changes from year to year: as much as a rule lets pass, and more."""

from __future__ import annotations

from typing import Any

from tests.schemas.energy_cases import Faults, Row, Tables, figure
from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND


def change(pct: object, **other: Any) -> Row:
    return {
        "year": 2020,
        "earlier_year": 2019,
        "change_tco2e": 100_000,
        "change_pct": pct,
        "comparable_tco2e": 100_000,
        "comparable_pct": pct,
    } | other


def cell(category: str, year: int, tonnes: int, **other: Any) -> Row:
    return (
        {"category_code": category, "category_title_zh": f"类别{category}", "year": year}
        | {
            "emissions_t": tonnes,
            "emissions_tco2e": tonnes,
        }
        | other
    )


def behind(category: str, observation: Row, **other: Any) -> Row:
    return {
        "category_code": category,
        "year": 2020,
        "end_table": "core.observations",
        "end_id": observation["observation_id"],
        "is_used": True,
    } | other


def printed(item: str, year: int, amount: int, at: str, fuel: str = "raw_coal", unit: str = "t") -> Row:
    row = figure(item, amount, "", fuel, year=year, period=str(year), cell=at)
    return row | {"observation_id": f"{item}/{fuel}/{year}", "unit_code": unit, "base_unit_code": unit}


BURNT, OIL = (printed("energy_survey_use", 2020, 250, "C20"), printed("energy_survey_use", 2020, 6, "D20", "diesel"))
HEAT = printed("plant_ncv", 2020, 22, "E20", unit="gj_per_t")
BURNT_BEFORE, OIL_BEFORE = (
    printed("energy_survey_use", 2019, 200, "C19"),
    printed("energy_survey_use", 2019, 1, "D19", "diesel"),
)
#: What was deposited long ago stands behind a figure of today, and it has not changed since.
OLD = printed("energy_survey_use", 2015, 9, "C15")
#: A neighbour whose station shut down: nothing of this year stands behind its emissions any more.
SHUT_BEFORE, SHUT = (
    printed("energy_survey_use", year, 300, at) | {"region_code": DAZHU, "observation_id": f"shut/{year}"}
    for year, at in ((2019, "F19"), (2020, "F20"))
)
SHUT |= {"amount_base": None, "amount": None, "value_status": "zero_or_none"}
HERD = printed("livestock_stock_pigs", 2020, 9000, "B20", "", "head")

BASIS = {
    "edition": "provincial_2011",
    "gwp_set": "sar",
    "grid_factor_policy": "provincial",
    "export_rule": "grid_factor",
    "electricity_method": "calorific",
    "waste_energy_sector": "waste",
}

#: The plant's heating value was 21 before, its diesel is six times as much and a small part of its fuel.
TABLES: Tables = {
    "marts/yearly_changes": [
        change(20),
        # since the first year, in another basis, of half a year, of the year before
        change(90, earlier_year=2018),
        change(90, basis_id=SECOND),
        change(90, year=2021, earlier_year=2020),
        change(-20, year=2019, earlier_year=2018),
        change(-20, region_code=DAZHU),
    ],
    "core/bases": [BASIS | {"basis_id": OFFICIAL, "is_official": True}, BASIS | {"basis_id": SECOND}],
    "core/regions": [
        {"region_code": code, "name_zh": name, "region_level": "county"}
        for code, name in ((QUXIAN, "渠县"), (DAZHU, "大竹县"))
    ],
    "marts/year_progress": [
        {"region_code": code, "year": year, "basis_id": basis, "is_headline": year < 2021}
        for code in (QUXIAN, DAZHU)
        for year in (2018, 2019, 2020, 2021)
        for basis in (OFFICIAL, SECOND)
    ],
    "marts/county_inventory": [
        cell("E.1.1", 2019, 400_000),
        cell("E.1.1", 2020, 500_000),
        cell("E.1.1", 2021, 950_000),
        cell("A.4", 2019, 90_000),
        cell("A.4", 2020, 80_000),
        cell("S2.1", 2019, 0, is_in_total=False),
        cell("S2.1", 2020, 900_000, is_in_total=False),
        cell("E.1.1", 2019, 400_000, region_code=DAZHU),
        cell("E.1.1", 2020, 0, region_code=DAZHU),
    ],
    "marts/category_sources": [
        *(behind("E.1.1", row) for row in (BURNT, OIL, HEAT, OLD)),
        behind("A.4", HERD),
        behind("E.1.1", SHUT_BEFORE, region_code=DAZHU, year=2019),
    ],
    "core/observations": [
        BURNT,
        OIL,
        HEAT,
        OLD,
        HERD,
        BURNT_BEFORE,
        OIL_BEFORE,
        SHUT,
        SHUT_BEFORE,
        printed("plant_ncv", 2019, 21, "E19", unit="gj_per_t"),
    ],
}

CASES: dict[tuple[str, str], tuple[Tables, Faults]] = {
    ("marts/yearly_changes", "H-TOTAL"): (
        TABLES,
        {
            "a fifth more and a little": lambda rows: [rows[0] | {"comparable_pct": "20.000001"}, *rows[1:]],
            "a fifth less and a little": lambda rows: [rows[0] | {"comparable_pct": "-20.000001"}, *rows[1:]],
            "a station that shut down": lambda rows: [*rows[:-1], rows[-1] | {"comparable_pct": -57}],
        },
    ),
}

"""Fixtures of the rules over the analysis: what each lets pass, and what it finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Faults = dict[str, Callable[[list[Row]], list[Row]]]


def changed(place: int, **values: Any) -> Callable[[list[Row]], list[Row]]:
    """One row changed."""
    return lambda rows: [*rows[:place], rows[place] | values, *rows[place + 1 :]]


def part(fuel: str, co2: object, flow: str = "use") -> Row:
    return {
        "industry_code": "secondary_industry",
        "industry_title_zh": "第二产业",
        "fuel_code": fuel,
        "flow_code": flow,
        "energy_tce": 1,
        "co2_t": co2,
        "notation_key": "" if co2 is not None else "NE",
    }


#: Of 2019 the whole is not known, but fuels still have to add up.
PARTS = [
    part("raw_coal", "100.5"),
    part("diesel", 10),
    part("electricity", 8),
    part("electricity", -28, "generation"),
    part("natural_gas", "7.25", "raw_material"),
    *(row | {"year": 2019} for row in (part("raw_coal", 90), part("electricity", None))),
]
ASSESSED = [
    {"variant": "current_factor", "fuel_co2_t": "110.5", "electricity_co2_t": -20, "co2_t": "90.5"},
    {"variant": "current_factor", "year": 2019, "fuel_co2_t": 90, "notation_key": "NE"},
]
TOTAL = {"variant": "current_factor", "caliber": "energy", "part_code": "total"}
CALIBERS = [TOTAL | {"co2_t": "97.75"}, TOTAL | {"year": 2019, "notation_key": "NE"}]


def effect(code: str, amount: object, reason: str = "") -> Row:
    return {
        "caliber": "energy",
        "from_year": 2019,
        "span": "year",
        "effect_code": code,
        "effect_t": amount,
        "notation_key": "" if amount is not None else "NE",
        "reason_zh": reason,
    }


EFFECTS = [
    effect("population", "-10.5"),
    effect("gdp_per_resident", "30.5"),
    effect("total", 20, "2020年比上年增加"),
    *({**effect(code, None, "缺少电网因子"), "year": 2019, "from_year": 2018} for code in ("population", "total")),
]

SPLIT = [
    {"split_code": "territory", "unit_code": unit, "base_year": 2015, "budget_t": budget}
    for unit, budget in (("county", 100), ("town_sanhui", 33), ("town_others", 67))
]

CASES: dict[tuple[str, str], tuple[Tables, Faults]] = {
    ("marts/energy_co2_parts", "E-SUM"): (
        {"marts/energy_co2_parts": PARTS, "marts/assessment_co2": ASSESSED, "marts/assessed_calibers": CALIBERS},
        {
            "a gram too much": changed(0, co2_t="100.500001"),
            "a part that is missing": lambda rows: rows[1:],
            "a part that is not known": changed(1, co2_t=None, notation_key="NE"),
            "raw material that is missing": lambda rows: [*rows[:4], *rows[5:]],
            "raw material a gram too much": changed(4, co2_t="7.250001"),
            "raw material among what is burnt": changed(4, flow_code="use"),
            "a gram too much where the whole is not known": changed(5, co2_t="90.000001"),
            "no part at all": lambda rows: [],
        },
    ),
    ("marts/decomposition", "E-SUM"): (
        {"marts/decomposition": EFFECTS},
        {
            "an effect that is too large": changed(0, effect_t="-10.4"),
            "an effect that is missing": lambda rows: rows[1:],
            "a total of nothing": changed(4, effect_t=1, notation_key=""),
        },
    ),
    ("marts/decomposition", "E-REASON"): (
        {"marts/decomposition": EFFECTS},
        {"a total without words": changed(2, reason_zh=""), "a key without a reason": changed(3, reason_zh="")},
    ),
    ("marts/management_split", "E-SUM"): (
        {"marts/management_split": SPLIT},
        {"a tonne too much": changed(1, budget_t=34), "a unit that is missing": lambda rows: rows[:-1]},
    ),
}

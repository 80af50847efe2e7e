"""Figures in rules: what lies just at a limit is let pass, what lies just beyond it is found, on either side."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from factors import read_rules
from schemas.contract import FOLDER, load_check
from tests.schemas.energy_cases import STOCKS, figure
from tests.schemas.total_cases import TABLES as TOTALS
from tests.schemas.total_cases import change
from tests.world import World

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Limit = dict[str, str]

#: Small against every limit, and large enough to be told apart in an observation.
LITTLE = Decimal("0.000001")


def observed(*rows: Row) -> Tables:
    return {"core/observations": list(rows)}


def measured(limit: Limit, value: Decimal) -> Tables:
    return observed(figure(limit["item_code"], value, "", limit["fuel_code"]))


def of_capacity(limit: Limit, value: Decimal) -> Tables:
    capacity = limit["item_code"].replace("electricity_generation", "power_capacity")
    return observed(figure(limit["item_code"], value), figure(capacity, 1000))


def gone(limit: Limit, value: Decimal) -> Tables:
    return observed(*STOCKS[:3], STOCKS[3] | {"amount_base": 100 - 1000 * value})


def supplied(limit: Limit, value: Decimal) -> Tables:
    """A county that generates 995 MWh and uses part of it, or one that sells 1,000 and uses a little less."""
    if limit["item_code"] == "electricity_generation":
        amounts = (1000 * value, 0, 0, 995)
    else:
        amounts = (1000 * (1 - value), 900, 100, 0)
    use, sold, lost, generated = amounts
    return observed(
        figure("electricity_use", use, "whole_society"),
        figure("electricity_sold", sold, "whole_society"),
        figure("line_loss", lost),
        figure("electricity_generation", generated),
    )


def covered(limit: Limit, value: Decimal) -> Tables:
    return observed(
        figure("forest_area", 300), figure("land_total", 1000), figure("forest_cover", Decimal("0.3") + value)
    )


def wet(limit: Limit, value: Decimal) -> Tables:
    part = {"category_code": "W.3", "item_code": limit["item_code"], "chain_code": "incineration", "position": 1}
    return {"core/factor_parts": [part | {"value_used": float(value)}]}


def grown(limit: Limit, value: Decimal) -> Tables:
    return TOTALS | {"marts/yearly_changes": [change(100 * value)]}


#: What has this value of what a limit is about, by rule.
MADE: dict[str, tuple[str, Callable[[Limit, Decimal], Tables]]] = {
    "E-BALANCE": ("core/energy_use", gone),
    "E-CAPACITY": ("core/energy_use", of_capacity),
    "E-CARBON": ("core/energy_use", measured),
    "E-CLINKER-FACTOR": ("core/energy_use", measured),
    "E-COVER": ("core/observations", covered),
    "E-UNIT-NCV": ("core/energy_use", measured),
    "E-WET-CARBON": ("core/factor_parts", wet),
    "H-CAPACITY": ("core/energy_use", of_capacity),
    "H-CLINKER": (
        "core/energy_use",
        lambda limit, value: observed(figure("clinker_output", 1000 * value), figure("cement_output", 1000)),
    ),
    "H-ENERGY-STOCK": ("core/energy_use", gone),
    "H-GDP": (
        "core/gdp_inputs",
        lambda limit, value: observed(
            figure("gdp", 100, year=2019, period="2019"), figure("gdp", 100 * value), figure("gdp_growth", 0)
        ),
    ),
    "H-KILN": (
        "core/energy_use",
        lambda limit, value: observed(
            figure("clinker_coal", 1000, "", "raw_coal"),
            figure("clinker_coal_ncv", value, "", "raw_coal"),
            figure("clinker_output", 1000),
        ),
    ),
    "H-SUPPLY": ("core/energy_use", supplied),
    "H-TOTAL": ("marts/yearly_changes", grown),
    "H-WASTE-RATE": (
        "core/observations",
        lambda limit, value: observed(
            figure("waste_collected", 365 * value), figure("population_resident_urban", 1000)
        ),
    ),
    "I-CAPACITY": (
        "core/energy_use",
        lambda limit, value: observed(figure("clinker_output", 1000 * value), figure("clinker_capacity", 1000)),
    ),
}
#: Between its limits a step is found, and not beyond them.
SCALE = "E-UNIT-SCALE"

LIMITS = read_rules("check_limits")


def found(world: World, table: str, code: str, tables: Tables) -> list[Row]:
    for asset, rows in tables.items():
        world.put(asset, rows)
    return world.query(load_check(FOLDER / "checks" / table / f"{code}.sql").sql)


def name_of(limit: Limit) -> str:
    return " ".join(filter(None, (limit["rule_code"], limit["item_code"], limit["fuel_code"])))


@pytest.mark.parametrize("limit", [limit for limit in LIMITS if limit["rule_code"] != SCALE], ids=name_of)
def test_a_limit_is_let_pass_and_what_is_beyond_is_found(world: World, limit: Limit) -> None:
    table, make = MADE[limit["rule_code"]]
    lower, upper = Decimal(limit["lower"]), Decimal(limit["upper"])
    little = Decimal("0.1") if make is of_capacity else LITTLE  # hours are rounded
    verdicts = {
        value: bool(found(world, table, limit["rule_code"], make(limit, value)))
        for value in (lower - little, lower, upper, upper + little)
        if value >= 0  # below nothing there is nothing to ask
    }
    assert verdicts == {value: not lower <= value <= upper for value in verdicts}


@pytest.mark.parametrize("limit", [limit for limit in LIMITS if limit["rule_code"] == SCALE], ids=str)
@pytest.mark.parametrize("sign", [1, -1], ids=["up", "down"])
def test_a_step_between_its_limits_is_a_mistaken_unit(world: World, limit: Limit, sign: int) -> None:
    lower, upper = float(limit["lower"]), float(limit["upper"])
    sizes = {lower - 1e-4: False, lower + 1e-4: True, upper - 1e-4: True, upper + 1e-4: False}
    for size, is_mistaken in sizes.items():
        before, after = (1, 10**size) if sign > 0 else (10**size, 1)
        rows = observed(
            figure("clinker_output", round(before, 6), year=2019, period="2019"),
            figure("clinker_output", round(after, 6)),
        )
        assert bool(found(world, "core/observations", SCALE, rows)) == is_mistaken


def test_every_limit_belongs_to_a_rule_that_reads_it() -> None:
    codes = {limit["rule_code"] for limit in LIMITS}
    readers = {path.stem for path in FOLDER.glob("checks/*/*/*.sql") if "rules.check_limits" in path.read_text("utf-8")}
    assert codes == readers == {*MADE, SCALE}


@pytest.mark.parametrize(
    "band", read_rules("plausible_bands"), ids=lambda band: band["item_code"] + band["sector_code"]
)
def test_a_figure_per_resident_is_found_beyond_its_band(world: World, band: Limit) -> None:
    lower, upper = Decimal(band["lower"]), Decimal(band["upper"])
    verdicts = {}
    for value in (lower - LITTLE, lower, upper, upper + LITTLE):
        if value > 0:  # what is not there is no error of a unit
            amount = figure(band["item_code"], 1000 * value, band["sector_code"], band["fuel_code"])
            rows = observed(figure("population_resident", 1000), amount)
            verdicts[value] = bool(found(world, "core/observations", "E-UNIT-RANGE", rows))
    assert verdicts == {value: not lower <= value <= upper for value in verdicts}


#: The country in 2024, per resident (1,408 million) in base units, to two digits and recalled: GDP, electricity, sown
#: areas, cement, coal and vehicles as in the communiqué of the year, clinker, coal for power and losses (4.4 %) of
#: associations.
NATIONAL = {
    "gdp": "96000",
    "electricity_use": "7.0",
    "gas_sales": "300",
    "sown_area": "0.12",
    "sown_area_grain": "0.085",
    "sown_area_rice": "0.021",
    "clinker_output": "1.0",
    "cement_output": "1.3",
    "electricity_generation": "7.2",
    "industry_energy_consumption": "3.0",
    "energy_transformation_input": "1.7",
    "oil_retail_sales": "0.12",
    "population_registered": "1.0",
    "vehicles car_small": "0.22",
    "vehicles motorcycle": "0.06",
    "energy_consumption_total": "4.2",
    "line_loss": "0.3",
}


@pytest.mark.parametrize(
    "band", read_rules("plausible_bands"), ids=lambda band: band["item_code"] + band["sector_code"]
)
def test_a_band_holds_the_mean_of_the_country_and_not_a_slip_of_its_unit(band: Limit) -> None:
    """A kWh taken for a MWh is a thousand times too much, 万 overlooked ten thousand times too little."""
    lower, upper = Decimal(band["lower"]), Decimal(band["upper"])
    name = band["item_code"]
    mean = Decimal(NATIONAL[f"{name} {band['sector_code']}" if name == "vehicles" else name])
    assert lower < mean < upper <= 100 * mean
    assert lower == 0 or lower > mean / 10_000

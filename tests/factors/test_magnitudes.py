"""Sizes of factor values: one unit to a printed table, the figure of the note, the heat of fuels, what can be."""

import re
from collections import defaultdict
from fractions import Fraction

import pytest

import factors
from schemas.codes import read_codes
from schemas.specs.factor import FactorValue
from tests.factors.arithmetic import UNITS, in_base_units

VALUES = factors.load_factor_values()
DIMENSIONS = {row["unit_code"]: row["dimension"] for row in read_codes("units")} | {"": ""}

#: GJ a tonne of standard coal: 7,000 kcal/kg of 4.1868 J (GB/T 2589).
STANDARD_COAL = Fraction("29.3076")


def of(name: str, subject: str = "") -> list[FactorValue]:
    return [row for row in VALUES if row.property == name and subject in ("", row.subject_code)]


#: GB/T 2589 prints gas in kgce/m³. The others stand in a list of the reporting forms, in tce/10⁴ m³.
OTHER_UNIT = {"biogas.standard_coal.gbt_2589"}


def test_the_values_of_one_printed_table_are_in_one_unit() -> None:
    """A row in ‰ among rows in percent, in t among kg, is a slip."""
    units: dict[tuple[object, ...], set[tuple[str, str]]] = defaultdict(set)
    for row in VALUES:
        if row.factor_id not in OTHER_UNIT:
            table = re.search(r"表[A-Z]?[\d.]+", row.locator)
            about = (row.source_id, table and table[0], row.property, row.gas)
            units[*about, DIMENSIONS[row.unit], DIMENSIONS[row.per_unit]].add((row.unit, row.per_unit))
    assert {table: found for table, found in units.items() if len(found) > 1} == {}


# -- what the note says in words


@pytest.mark.parametrize("row", of("consumption_per_distance"), ids=lambda row: row.sector_code)
def test_fuel_a_kilometre_is_the_litres_per_hundred_kilometres_of_the_note(row: FactorValue) -> None:
    litres = re.match(r"百公里 ([\d.]+) 升", row.note)
    assert litres
    assert in_base_units(row) == Fraction(litres[1]) / 100 * UNITS["liter"] / UNITS["km"]


def test_a_calorific_value_is_what_the_yearbook_prints_or_the_middle_of_its_range() -> None:
    """`26 344 千焦/千克`, `16 726～17 981 千焦/立方米，取中值`."""
    compared = 0
    for row in of("ncv"):
        if printed := re.search(r"(?:([\d ]+)～)?([\d ]+) 千焦/(千克|立方米)", row.note):
            ends = [Fraction(end.replace(" ", "")) for end in printed.groups()[:2] if end]
            kilojoules = sum(ends) / len(ends)
            below = UNITS["kg"] if printed[3] == "千克" else UNITS["m3"]
            assert in_base_units(row) == pytest.approx(float(kilojoules * UNITS["kj"] / below), rel=1e-4), row.factor_id
            compared += 1
    assert compared >= 14


# -- standard coal is heat


@pytest.mark.parametrize("row", of("standard_coal"), ids=lambda row: row.subject_code)
def test_a_fuel_in_standard_coal_has_the_heat_that_its_calorific_value_says(row: FactorValue) -> None:
    """Within a quarter of each value of that fuel, or its range: 其他煤气 are several, of 5,227 to 35,544 kJ/m³."""
    heat = in_base_units(row) * STANDARD_COAL
    carriers = {"electricity": [Fraction("3.6")], "heat": [Fraction(1)]}  # GJ a MWh, a GJ
    ranges = [(least, least) for least in carriers.get(row.subject_code, [])]
    if row.subject_code == "waste_fuel":  # no value stands in the tables; municipal waste has 4 to 12 MJ/kg
        ranges.append((Fraction(4), Fraction(12)))
    for ncv in of("ncv", row.subject_code):
        given = in_base_units(ncv)
        times = given / Fraction(ncv.value)
        least, most = (Fraction(end) * times if end is not None else given for end in (ncv.lower, ncv.upper))
        ranges.append((min(least, given), max(most, given)))
    assert ranges
    for least, most in ranges:
        assert least * Fraction(3, 4) <= heat <= most * Fraction(5, 4)


# -- what can be at all

#: Property and what is below its unit → from, to, in base units (t, m³, GJ, MWh, km, ha), and why.
BOUNDS: dict[tuple[str, str], tuple[float, float, str]] = {
    ("ncv", "mass"): (8, 56, "coal slurry to methane, MJ/kg"),
    ("ncv", "volume"): (0.003, 0.1, "blast furnace gas to propane, GJ/m³"),
    ("carbon_content", "energy"): (0.010, 0.075, "coke oven gas to blast furnace gas, t/GJ"),
    ("standard_coal", "mass"): (0.25, 1.9, "municipal waste to methane, tce/t"),
    ("generation_coal", "electricity"): (0.25, 0.45, "49 to 27 percent of the heat becomes electricity, tce/MWh"),
    ("co2_per_standard_coal", "coal_equivalent"): (1.5, 3.5, "natural gas to coke, t/tce"),
    ("emission_factor", "electricity"): (0.02, 1.2, "hydropower to lignite, t/MWh"),
    ("consumption_per_distance", "length"): (2e-5, 1e-3, "0.02 to 1 litre a km, m³/km"),
    ("distance_per_year", "count"): (1e3, 2e5, "km a year"),
    ("fuel_density", "volume"): (0.7, 0.9, "petrol to diesel, t/m³"),
    ("methane_density", "volume"): (6.6e-4, 7.2e-4, "at 20 and 0 degrees, t/m³"),
    ("methane_volume", "mass"): (0.1, 60, "m³ a tonne of coal"),
    ("wood_density", "volume"): (0.2, 1.0, "t/m³"),
    ("biomass_per_area", "area"): (5, 300, "t/ha"),
    ("bod_per_person", "population"): (0.005, 0.04, "14 to 110 g a day, t a year"),
    ("protein_intake", "population"): (0.01, 0.05, "27 to 137 g a day, t a year"),
    ("nitrogen_content", "population"): (0.001, 0.01, "t a year"),
}
#: Shares of a whole.
SHARES = (
    "affected_fraction annual_release burnt_fraction calcined_fraction carbon_fraction combustion_efficiency "
    "combustion_factor consumption_rate degradable_carbon degraded_fraction dry_matter fossil_fraction growth_rate "
    "lost_fraction methane_correction methane_share not_destroyed not_oxidised oxidation oxidised_during_use "
    "oxidised_fraction purity remaining_fraction returned_fraction stationary_share virgin_share waste_share"
)


@pytest.mark.parametrize("about", BOUNDS, ids=" per ".join)
def test_a_value_is_as_large_as_such_a_thing_can_be(about: tuple[str, str]) -> None:
    least, most, _ = BOUNDS[about]
    found = {row.factor_id: in_base_units(row) for row in of(about[0]) if DIMENSIONS[row.per_unit] == about[1]}
    assert found
    assert {name: float(value) for name, value in found.items() if not least <= value <= most} == {}
    assert most / least < 1000, "wider than the step from kg to t"


@pytest.mark.parametrize("name", SHARES.split())
def test_a_share_is_at_most_the_whole(name: str) -> None:
    assert of(name)
    assert {row.factor_id for row in of(name) if not 0 <= in_base_units(row) <= 1} == set()


def test_components_of_waste_are_all_of_it() -> None:
    shares = {row.subject_code: in_base_units(row) for row in of("waste_share")}
    assert sum(shares.values()) == 1

"""Values of the IPCC 2006 guidelines against an export of the IPCC's emission factor database, by their EF ID.

Its terms do not let the export be shipped: where it does not stand beside the checkout, those tests are skipped.
"""

import csv
import re
from decimal import Decimal
from typing import NamedTuple

import openpyxl
import pytest

import factors
from tests.factors.arithmetic import find
from tests.originals import original

VALUES = {value.factor_id: value for value in factors.load_factor_values()}
NOT_SHIPPED = "values of the IPCC's database cannot be compared with it"

#: Units of the export in which our tables print the same number.
UNITS = {"kg/TJ": ("kg", "tj"), "TJ/Gg": ("gj", "t"), "tonne CO2/tonne carbonate": ("t", "t")}
GASES = {"CARBON DIOXIDE": "CO2", "METHANE": "CH4", "NITROUS OXIDE": "N2O"}

#: The export names these fuels by their group; the guideline prints them so.
GROUPS = {"Diesel Oil": "Gas/Diesel Oil", "Coke Oven Coke and Lignite Coke": "Coke Oven Coke"}


class Entry(NamedTuple):
    """One row of the export."""

    value: Decimal
    unit: str
    gas: str
    fuel: str
    kind: str


@pytest.fixture(scope="module")
def database() -> dict[str, Entry]:
    workbook = openpyxl.load_workbook(original("factors/efdb_ipcc_2006_export.xlsx", NOT_SHIPPED), read_only=True)
    heading, *rows = workbook.worksheets[0].iter_rows(values_only=True)
    found = (dict(zip(heading, (str(cell or "").strip() for cell in row), strict=True)) for row in rows)
    return {
        row["EF ID"]: Entry(
            Decimal(row["Value"]), row["Unit"], GASES.get(row["Gas"], ""), row["Fuel 2006"], row["Type of parameter"]
        )
        for row in found
        if row["Unit"] in UNITS and re.fullmatch(r"[\d.]+", row["Value"])
    }


def ef_id(factor_id: str) -> str:
    """The row of the database that a value cites."""
    found = re.search(r"EFDB EF ID (\d+)）", VALUES[factor_id].locator)
    return found[1] if found else ""


CITED = [factor_id for factor_id in VALUES if ef_id(factor_id)]


def test_what_cites_the_database_is_the_number_of_that_row(database: dict[str, Entry]) -> None:
    compared = [(VALUES[one], database[ef_id(one)]) for one in CITED if ef_id(one) in database]
    assert len(compared) >= 200
    for value, entry in compared:
        assert (value.value, (value.unit, value.per_unit)) == (entry.value, UNITS[entry.unit]), value.factor_id
        assert value.property == "ncv" or value.gas == entry.gas, value.factor_id
        assert "2006 IPCC default" in entry.kind, value.factor_id


def test_a_factor_of_stationary_combustion_names_the_fuel_whose_row_it_takes(database: dict[str, Entry]) -> None:
    for one in CITED:
        entry = database.get(ef_id(one))
        if entry and "第2章表2." in VALUES[one].locator:
            assert GROUPS.get(entry.fuel, entry.fuel) in VALUES[one].locator, one


def test_every_value_that_was_found_in_the_database_cites_its_row() -> None:
    with original("factors/recalled_values_found_in_efdb.csv", NOT_SHIPPED).open(encoding="utf-8") as stream:
        found = list(csv.DictReader(stream))
    assert len(found) == 160
    for row in found:
        value = VALUES[row["factor_id"]]
        assert (ef_id(value.factor_id), value.evidence) == (row["efdb_id"], "secondary"), value.factor_id


@pytest.mark.parametrize("factor_id", [one for one in CITED if VALUES[one].property.startswith("emission_factor_")])
def test_a_factor_per_energy_that_cites_the_database_is_not_recalled(factor_id: str) -> None:
    assert VALUES[factor_id].evidence == "secondary"


@pytest.mark.parametrize(
    ("subject", "name", "number"),
    [
        ("firewood", "ncv", "15.6"),
        ("straw", "ncv", "11.6"),
        ("limestone_fgd", "emission_factor", "0.43971"),
        ("brick_clay", "emission_factor", "0.43971"),
    ],
)
def test_the_edition_of_the_ipcc_has_the_values_of_the_ipcc(subject: str, name: str, number: str) -> None:
    own = [value for value in VALUES.values() if value.edition == "ipcc_2006"]
    value = find(own, name, subject, gas="CO2", edition="ipcc_2006")
    assert value is not None
    assert (value.value, value.evidence, bool(ef_id(value.factor_id))) == (Decimal(number), "secondary", True)


@pytest.mark.parametrize("gas", ["CO2", "CH4", "N2O"])
def test_pellets_have_no_row_of_their_own_and_say_whose_they_borrow(gas: str) -> None:
    value = VALUES[f"biomass_pellets.{gas.lower()}.ipcc_2006"]
    assert (value.value, "Other Primary Solid Biomass" in value.locator) == (
        VALUES[f"straw.{gas.lower()}.ipcc_2006"].value,
        True,
    )
    assert "借用 Other Primary Solid Biomass" in value.note

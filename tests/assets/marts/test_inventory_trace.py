"""The trace: from a published number to exactly the cells and factors that make it, and back to the number."""

from decimal import Decimal

import pytest

from assets import lineage
from tests.staged_rows import compute, observed
from tests.world import Row, World

COAL = observed("industry_energy_consumption", 100, "industry", "raw_coal", sheet="205-1", cell="F9")
POWER = observed("energy_transformation_input", 60, "power", "raw_coal", sheet="205-2", cell="D9")
CLINKER = observed("clinker_output", 900, sheet="5-3", cell="C7")
USED = observed("electricity_use", 1000, "whole_society", cell="H4", is_total=True)
GENERATED = observed("electricity_generation", 400, cell="H5")
MONEY = [
    observed("gdp", 10**6, year=2020, cell="B20"),
    observed("gdp", 10**6, year=2019, cell="B19"),
    observed("gdp_growth", 5, year=2020, unit_code="pct", cell="F20"),
]
PEOPLE = [observed("population_resident", 1000 + year, year=year, cell=f"C{year}") for year in (2018, 2019, 2020)]


@pytest.fixture(scope="module")
def traced() -> list[Row]:
    """The trace over all of these."""
    made = World()
    ways = trace(compute(made, [COAL, POWER, USED, GENERATED, CLINKER, *MONEY, *PEOPLE]))
    made.close()
    return ways


def trace(world: World) -> list[Row]:
    return world.query("select * from marts.inventory_trace")


def ends(ways: list[Row], row: str, kind: str, table: str = "county_inventory") -> set[str]:
    """Cells or factors at the end of a published row of 2020, by the end of its id, through other published rows."""
    asked = {(f"marts.{table}", way["published_id"]) for way in ways if way["published_id"].endswith(f"/2020/{row}")}
    while (
        further := {
            (way["end_table"], way["end_id"])
            for way in ways
            if (f"marts.{way['published_table']}", way["published_id"]) in asked
        }
        - asked
    ):
        asked |= further
    named = {(way["end_table"], way["end_id"]): way["cell"] or way["end_id"] for way in ways}
    return {named[end] for end in asked if end[0] == f"core.{kind}"}


def indicator(ways: list[Row], row: str) -> set[str]:
    """Cells at the end of an indicator of 2020."""
    return ends(ways, row, "observations", "county_indicators")


def test_a_process_emission_leads_to_one_cell_and_one_factor(traced: list[Row]) -> None:
    assert ends(traced, "P.1/CO2", "observations") == {"C7"}
    assert ends(traced, "P.1/CO2", "factor_values") == {"clinker.co2.provincial_2011"}


def test_a_derived_factor_leads_to_all_its_parts(traced: list[Row]) -> None:
    assert ends(traced, "E.2/CO2", "factor_values") == {
        "raw_coal.ncv.provincial_2011",
        "raw_coal.carbon_content.provincial_2011",
        "raw_coal.oxidation.provincial_2011",
        "c_to_co2.stoichiometry",
    }


def test_what_was_taken_away_is_traced_too(traced: list[Row]) -> None:
    assert ends(traced, "E.2/CO2", "observations") == {"F9", "D9"}
    assert ends(traced, "E.1.1/CO2", "observations") == {"D9"}


def test_net_import_leads_to_use_and_generation(traced: list[Row]) -> None:
    assert ends(traced, "S2.1/CO2", "observations") == {"H4", "H5"}


def test_a_figure_that_lost_is_not_traced(world: World) -> None:
    compute(world, [CLINKER, CLINKER | {"cell": "Z9", "vintage": "preliminary"}])
    assert ends(trace(world), "P.1/CO2", "observations") == {"C7"}


def test_a_number_that_is_not_published_has_no_trace(world: World) -> None:
    """What has no figure leads to what was asked for, and to no cell."""
    compute(world, [])
    ends_of_blanks = {row["end_table"] for row in trace(world) if row["way_value"] is None}
    assert "core.observations" not in ends_of_blanks
    assert "core.categories" in ends_of_blanks


def test_the_sources_of_a_category_are_the_printed_ends_of_its_ways(world: World) -> None:
    compute(world, [COAL, POWER, USED, GENERATED, CLINKER])
    sources = world.query("select * from marts.category_sources")
    ways = [
        way
        for way in trace(world)
        if way["published_table"] == "county_inventory" and way["end_table"] in lineage.SOURCES
    ]
    place = ("basis_id", "region_code", "year", "category_code")
    found = {(*(str(row[column]) for column in place), row["end_table"], row["end_id"]) for row in sources}
    assert len(found) == len(sources)
    assert found == {(*way["published_id"].split("/")[:4], way["end_table"], way["end_id"]) for way in ways}
    assert {row["end_id"] for row in sources if row["is_used"]} == {way["end_id"] for way in ways if way["way_value"]}


def test_a_year_that_is_not_reported_is_computed_but_not_traced(world: World) -> None:
    """Methods look across years; what is published, and so what is traced, is the years of the run.

    Of years to come there is the outlook, of all years since a goal counts its path, and of no year (0) what is said of
    a series.
    """
    compute(world, [CLINKER, CLINKER | {"period": "2019", "cell": "B7"}])
    ways = trace(world)
    beyond = ("outlook", "target_paths")
    assert {row["year"] for row in ways if row["published_table"] not in beyond} == {2020, 0}
    assert min(row["year"] for row in ways if row["published_table"] == "outlook") > 2020


def test_an_indicator_leads_to_its_emissions_and_its_money(traced: list[Row]) -> None:
    assert indicator(traced, "co2_per_gdp/fuel_only//bottom_up//0//false/2020/0") == {"F9", "D9", "B20"}
    assert indicator(traced, "co2_per_gdp/energy//bottom_up//0//false/2020/0") == {"F9", "D9", "H4", "H5", "B20"}


def test_an_indicator_per_head_leads_to_both_ends_of_the_year(traced: list[Row]) -> None:
    assert indicator(traced, "co2_per_resident/fuel_only//bottom_up//0//false/0/0") == {"F9", "D9", "C2019", "C2020"}


def test_an_end_says_what_is_printed_there(world: World) -> None:
    compute(world, [CLINKER | {"printed_text": "900①"}])
    published = "published_table = 'county_inventory' and published_id like '%/P.1/CO2'"
    found = world.rows("marts/inventory_trace", published)
    (cell,) = (row for row in found if row["end_table"] == "core.observations")
    assert (cell["file_name"], cell["sheet"], cell["cell"], cell["printed_text"]) == ("book.xlsx", "5-3", "C7", "900①")
    (factor,) = (row for row in found if row["end_table"] == "core.factor_values")
    assert Decimal(factor["printed_text"]) == Decimal("0.538")
    assert all((factor["source_id"], factor["locator"], factor["evidence"]))

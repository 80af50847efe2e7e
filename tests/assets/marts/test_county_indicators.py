"""Intensities: which CO2, over which GDP or people; a missing side makes no figure, and the reason is given."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.staged_rows import DAZHU
from tests.world import QUXIAN, Row, World

NewWorld = Callable[..., World]
FUEL, WITH = "fuel_only", "with_electricity"


def co2(category: str, tonnes: object, **other: object) -> Row:
    missing: Row = {"notation_key": "NE", "reason_code": "no_activity_data"}
    return (
        {"category_code": category, "gas": "CO2", "emissions_t": tonnes, "emissions_tco2e": tonnes}
        | other
        | (missing if tonnes is None else {})
    )


def residents(year: int, persons: object, **other: object) -> Row:
    return {
        "observation_id": f"residents/{year}/{len(other)}",
        "item_code": "population_resident",
        "year": year,
        "period": str(year),
        "amount_base": persons,
        "unit_code": "person",
        "base_unit_code": "person",
    } | other


def gdp(yuan: object, base: int = 2020, **other: object) -> Row:
    return {"price_base_year": base, "gdp_cny": yuan} | other


def indicators(
    world: World,
    cells: list[Row],
    gdps: list[Row] | None = None,
    people: list[Row] | None = None,
    others: list[Row] | None = None,
) -> dict[tuple[str, str], Row]:
    """Indicators of 2020 by code and variant."""
    delivered = [{"region_code": region, "year": year} for region in world.run.region_codes for year in (2015, 2020)]
    world.put("core/deliveries", [{"table_name": "t"} | row for row in delivered])
    world.put("marts/county_inventory", cells)
    world.put("core/gdp", gdps or [])
    world.put("core/observations", people or [])
    world.make("core/bases", "core/categories")
    new = {row["category_code"] for row in others or []}
    cards = [row for row in world.rows("core/categories") if row["category_code"] not in new]
    world.put("core/categories", [*cards, *(others or [])])
    rows = world.build_all(
        "core/mean_population", "core/category_lines", "marts/assessment_co2", "marts/county_indicators"
    )
    return {(row["indicator_code"], row["variant"]): row for row in rows if row["year"] == 2020}


CELLS = [co2("E.1.1", 100), co2("E.2", 50), co2("P.1", 7), co2("S2.1", -30)]
PEOPLE = [residents(2019, 900), residents(2020, 1100)]


def test_fuel_is_all_of_energy_and_nothing_else(world: World) -> None:
    found = indicators(world, CELLS, [gdp(1_000_000)])
    assert found["co2_per_gdp", f"{FUEL}.2020"]["numerator"] == 150


def test_the_assessed_view_adds_net_imported_electricity_with_its_sign(world: World) -> None:
    found = indicators(world, CELLS, [gdp(1_000_000)])
    assert found["co2_per_gdp", f"{WITH}.2020"]["numerator"] == 120


def test_energy_that_is_not_burnt_as_fuel_does_not_enter(world: World) -> None:
    fugitive = {"category_code": "E.10", "ipcc_2006_code": "1.B.2.b", "ipcc_2006_code_if_energy": "1.B.2.b"}
    non_energy = {"category_code": "E.7", "ipcc_2006_code": "2.D", "ipcc_2006_code_if_energy": "2.D"}
    memo = {"category_code": "M.1", "ipcc_2006_code": "1.A.3.a.i", "ipcc_2006_code_if_energy": "1.A.3.a.i"}
    found = indicators(
        world,
        [*CELLS, co2("E.10", 1000), co2("E.7", 2000), co2("M.1", 4000)],
        [gdp(1_000_000)],
        others=[fugitive, non_energy, memo | {"is_in_total": False}],
    )
    assert found["co2_per_gdp", f"{FUEL}.2020"]["numerator"] == 150
    assert found["co2_per_gdp", f"{WITH}.2020"]["numerator"] == 120


def test_other_gases_are_no_carbon_dioxide(world: World) -> None:
    methane = co2("E.2", 9999, gas="CH4")
    assert indicators(world, [*CELLS, methane], [gdp(1_000_000)])["co2_per_gdp", f"{FUEL}.2020"]["numerator"] == 150


def test_intensity_is_per_ten_thousand_yuan(world: World) -> None:
    row = indicators(world, CELLS, [gdp(1_000_000)])["co2_per_gdp", f"{FUEL}.2020"]
    assert (row["value"], row["unit_zh"]) == (Decimal("1.5"), "tCO₂/万元")


def test_price_bases_are_the_years_that_end_in_0_or_5_before_what_is_reported(world: World) -> None:
    found = indicators(world, CELLS)
    assert {variant for code, variant in found if code == "co2_per_gdp"} == {
        f"{scope}.{base}" for scope in (FUEL, WITH) for base in (2015, 2020)
    }


def test_each_price_base_is_a_variant(world: World) -> None:
    found = indicators(world, CELLS, [gdp(1_000_000, 2015), gdp(2_000_000, 2020)])
    assert found["co2_per_gdp", f"{FUEL}.2015"]["value"] == Decimal("1.5")
    assert found["co2_per_gdp", f"{FUEL}.2020"]["value"] == Decimal("0.75")


def test_per_head_is_per_mean_population_of_the_year(world: World) -> None:
    row = indicators(world, CELLS, people=PEOPLE)["co2_per_resident", FUEL]
    assert (row["denominator"], row["value"]) == (1000, Decimal("0.15"))


def test_a_mean_of_an_odd_number_of_people_keeps_its_half(world: World) -> None:
    row = indicators(world, CELLS, people=[residents(2019, 900), residents(2020, 1101)])["co2_per_resident", FUEL]
    assert row["denominator"] == Decimal("1000.5")


@pytest.mark.parametrize(
    "people",
    [
        [residents(2020, 1100)],
        [residents(2019, 900)],
        [residents(2018, 900), residents(2020, 1100)],
        [residents(2019, None), residents(2020, 1100)],
        [residents(2019, 900), residents(2020, 1100, is_preferred=False)],
        [residents(2019, 900, region_code=DAZHU), residents(2020, 1100)],
    ],
    ids=["first year", "last year", "a gap", "not known", "lost", "another county"],
)
def test_without_both_ends_of_the_year_there_is_no_mean(world: World, people: list[Row]) -> None:
    row = indicators(world, CELLS, people=people)["co2_per_resident", FUEL]
    assert (row["value"], row["notation_key"]) == (None, "NE")
    assert "常住人口" in row["reason_zh"]


def test_registered_people_are_not_residents(world: World) -> None:
    people = [row | {"item_code": "population_registered"} for row in PEOPLE]
    assert indicators(world, CELLS, people=people)["co2_per_resident", FUEL]["notation_key"] == "NE"


def test_without_gdp_there_is_a_key_and_a_reason(world: World) -> None:
    found = [row for (code, _), row in indicators(world, CELLS).items() if code == "co2_per_gdp"]
    assert found
    assert {(row["value"], row["notation_key"]) for row in found} == {(None, "NE")}
    assert all("地区生产总值" in row["reason_zh"] for row in found)


def test_a_year_that_the_chain_does_not_reach_is_not_estimated(world: World) -> None:
    row = indicators(world, CELLS, [gdp(1_000_000, 2020, year=2019)])["co2_per_gdp", f"{FUEL}.2020"]
    assert (row["value"], row["denominator"], row["notation_key"]) == (None, None, "NE")


@pytest.mark.parametrize("people", [[residents(2019, 0), residents(2020, 0)]])
def test_nothing_is_divided_by_nobody(world: World, people: list[Row]) -> None:
    row = indicators(world, CELLS, people=people)["co2_per_resident", FUEL]
    assert (row["value"], row["notation_key"]) == (None, "NE")


def test_without_net_electricity_the_assessed_view_is_not_estimated(world: World) -> None:
    found = indicators(world, [*CELLS[:3], co2("S2.1", None)], [gdp(1_000_000)])
    assert found["co2_per_gdp", f"{FUEL}.2020"]["value"] == Decimal("1.5")
    row = found["co2_per_gdp", f"{WITH}.2020"]
    assert (row["value"], row["notation_key"]) == (None, "NE")
    assert row["reason_zh"].startswith("缺少分子")


def test_a_numerator_with_a_part_missing_is_incomplete_and_says_so(world: World) -> None:
    for cells in ([*CELLS, co2("E.5.1", None)], [co2("E.2", 50, is_incomplete=True), *CELLS[:1], *CELLS[2:]]):
        row = indicators(world, cells, [gdp(1_000_000)])["co2_per_gdp", f"{FUEL}.2020"]
        assert (row["value"], row["is_incomplete"]) == (Decimal("1.5"), True)
        assert row["reason_zh"]


def test_what_is_complete_says_nothing(world: World) -> None:
    row = indicators(world, CELLS, [gdp(1_000_000)])["co2_per_gdp", f"{FUEL}.2020"]
    assert (row["is_incomplete"], row["reason_zh"], row["notation_key"]) == (False, "", "")


def test_process_emissions_that_are_missing_do_not_taint_the_energy_indicator(world: World) -> None:
    cells = [*CELLS[:2], co2("P.1", None), CELLS[3]]
    assert indicators(world, cells, [gdp(1_000_000)])["co2_per_gdp", f"{FUEL}.2020"]["is_incomplete"] is False


def test_a_ratio_is_rounded_once(world: World) -> None:
    row = indicators(world, [co2("E.2", 1), co2("S2.1", 0)], [gdp(30_000)])["co2_per_gdp", f"{FUEL}.2020"]
    assert row["value"] == Decimal("0.333333333")


def test_counties_do_not_mix(new_world: NewWorld) -> None:
    world = new_world(regions=(QUXIAN, DAZHU))
    cells = [*CELLS, co2("E.2", 1000, region_code=DAZHU), co2("S2.1", 0, region_code=DAZHU)]
    indicators(world, cells, [gdp(1_000_000), gdp(1_000_000, region_code=DAZHU)])
    found = {
        row["region_code"]: row["value"] for row in world.rows("marts/county_indicators", f"variant = '{FUEL}.2020'")
    }
    assert found == {QUXIAN: Decimal("1.5"), DAZHU: 10}

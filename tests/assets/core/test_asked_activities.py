"""What a basis asks for and what was found of it: each answer beside the one that it must not be taken for."""

import pytest

from tests.world import OFFICIAL, Row, World

EDITION = "provincial_2011"


def asked(category_code: str = "E.2", **other: object) -> Row:
    return {"edition": EDITION, "category_code": category_code, "gas": "CO2", "method": "multiply"} | other


def activity(amount: object = 1, **other: object) -> Row:
    return {"category_code": "E.2", "unit_code": "t", "amount": amount} | other


def emission(**other: object) -> Row:
    return {"category_code": "E.2", "gas": "CO2", "emissions_t": 1} | other


def findings(world: World, **tables: list[Row]) -> list[tuple[str, ...]]:
    """What was found: category, sector, fuel, item, gas, finding."""
    world.put("core/bases", [{"basis_id": OFFICIAL, "edition": EDITION} | BASIS])
    world.put("core/deliveries", [{"table_name": "t"}])
    for table in ("category_gases", "activities", "emissions", "expected_activities", "included_elsewhere"):
        world.put(f"core/{table}", tables.get(table, []))
    names = ("category_code", "sector_code", "fuel_code", "item_code", "gas", "found")
    return sorted(tuple(str(row[name]) for name in names) for row in world.build("core/asked_activities"))


BASIS = {
    "gwp_set": "sar",
    "grid_factor_policy": "provincial",
    "export_rule": "grid_factor",
    "electricity_method": "calorific",
    "waste_energy_sector": "waste",
}


@pytest.mark.parametrize(
    ("method", "given", "emissions", "found"),
    [
        ("multiply", activity(1), [emission()], ["emission"]),
        ("multiply", activity(1), [], ["activity"]),
        ("multiply", activity(1), [emission(year=2019)], ["activity"]),
        ("multiply", activity(0), [], ["emission"]),
        ("multiply", activity(0, is_none=True), [emission(emissions_t=0)], ["none"]),
        ("outside", activity(1), [], ["outside"]),
        ("outside", activity(0), [], []),
    ],
)
def test_an_activity_has_an_emission_a_reason_or_a_printed_none(
    world: World, method: str, given: Row, emissions: list[Row], found: list[str]
) -> None:
    rows = findings(world, category_gases=[asked(method=method)], activities=[given], emissions=emissions)
    assert [row[-1] for row in rows] == found


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ({"is_allowed": False}, "other_years"),
        ({"is_allowed": True}, "activity"),
        ({"is_allowed": False, "role": "rate"}, "activity"),
        ({"is_allowed": False, "year": 2019}, "activity"),
        ({"is_allowed": False, "fuel_code": "coke"}, "activity"),
        ({"is_allowed": False, "gas": "CH4"}, "activity"),
        ({"is_allowed": False, "factor_region_code": "511724"}, "activity"),
    ],
    ids=str,
)
def test_a_factor_of_other_years_that_may_not_be_used_is_told_from_none(world: World, part: Row, found: str) -> None:
    world.put_factor_regions()
    about = {"category_code": "E.2", "factor_id": "f", "chain_code": "direct", "value_used": 1.0}
    world.put("core/factor_parts", [about | part])
    rows = findings(world, category_gases=[asked()], activities=[activity()])
    assert [row[-1] for row in rows] == [found]
    rows = findings(world, category_gases=[asked()], activities=[activity()], emissions=[emission()])
    assert [row[-1] for row in rows] == ["emission"]


def test_a_fuel_is_asked_for_by_its_sector_and_everything_else_by_its_item(world: World) -> None:
    rows = findings(
        world,
        category_gases=[asked(sector_code="industry"), asked("P.1", item_code="clinker_output")],
        activities=[
            activity(sector_code="industry", fuel_code="coke"),
            activity(category_code="P.1", item_code="clinker_output"),
            activity(category_code="P.1", item_code="cement_output"),
        ],
    )
    assert [row[:4] for row in rows] == [("E.2", "industry", "coke", ""), ("P.1", "", "", "clinker_output")]


def test_what_is_expected_is_missing_unless_some_of_it_was_delivered(world: World) -> None:
    expected = [{"category_code": "E.2", "sector_code": sector} for sector in ("industry", "construction")]
    rows = findings(
        world,
        category_gases=[asked(sector_code=sector) for sector in ("industry", "construction")],
        expected_activities=expected,
        activities=[activity(sector_code="industry", fuel_code="coke")],
    )
    assert [(row[1], row[2], row[-1]) for row in rows] == [
        ("construction", "", "nothing"),
        ("industry", "coke", "activity"),
    ]


@pytest.mark.parametrize(("method", "found"), [("stock_difference", "emission"), ("bank", "nothing")])
def test_only_a_surveyed_stock_is_known_without_a_figure_of_the_year(world: World, method: str, found: str) -> None:
    about = {"category_code": "L.1.1", "item_code": "forest_area"}
    rows = findings(
        world,
        category_gases=[asked("L.1.1", item_code="forest_area", method=method)],
        expected_activities=[about],
        emissions=[emission(**about)],
    )
    assert [row[-1] for row in rows] == [found]


@pytest.mark.parametrize(
    ("there", "gas", "found"),
    [("natural_gas", "CO2", "elsewhere"), ("lpg", "CO2", "nothing"), ("natural_gas", "CH4", "nothing")],
)
def test_what_a_card_counts_elsewhere_is_there_only_if_that_gas_of_that_fuel_is_there(
    world: World, there: str, gas: str, found: str
) -> None:
    place = {"category_code": "E.4", "sector_code": "trade", "fuel_code": "natural_gas", "target_category_code": "E.4"}
    rows = findings(
        world,
        category_gases=[asked("E.4", sector_code="trade")],
        included_elsewhere=[place],
        emissions=[emission(category_code="E.4", sector_code="other_services", fuel_code=there, gas=gas)],
    )
    assert rows == [("E.4", "trade", "natural_gas", "", "CO2", found)]


def test_what_is_outside_of_a_basis_is_missing_nowhere(world: World) -> None:
    place = {"category_code": "E.4", "sector_code": "trade"}
    rows = findings(
        world,
        category_gases=[asked(**place, method="outside")],
        expected_activities=[place],
        included_elsewhere=[place | {"fuel_code": "natural_gas", "target_category_code": "E.4"}],
        emissions=[emission(category_code="E.4", sector_code="other_services", fuel_code="natural_gas")],
    )
    assert rows == []


def test_a_gas_that_only_another_edition_asks_for_is_not_asked(world: World) -> None:
    rows = findings(world, category_gases=[asked(), asked(edition="ipcc_2006", gas="CH4")])
    assert rows == [("E.2", "", "", "", "CH4", "not_asked")]

"""What a basis asks for and what was found of it: each answer beside the one that it must not be taken for."""

import pytest

from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

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


@pytest.mark.parametrize("place", [{"region_code": DAZHU}, {"year": 2019}], ids=str)
def test_what_was_delivered_of_a_place_that_is_not_reported_is_not_asked_for(world: World, place: Row) -> None:
    assert findings(world, category_gases=[asked()], activities=[activity(**place)]) == []


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
        ({"is_allowed": False, "category_code": "E.4"}, "activity"),
        ({"is_allowed": False, "sector_code": "trade"}, "activity"),
        ({"is_allowed": False, "item_code": "clinker_output"}, "activity"),
        ({"is_allowed": False, "basis_id": SECOND}, "activity"),
    ],
    ids=str,
)
def test_a_factor_of_other_years_that_may_not_be_used_is_told_from_none(world: World, part: Row, found: str) -> None:
    world.put_factor_regions(QUXIAN, DAZHU)
    about = {"category_code": "E.2", "factor_id": "f", "chain_code": "direct", "value_used": 1.0}
    world.put("core/factor_parts", [about | part])
    rows = findings(world, category_gases=[asked()], activities=[activity()])
    assert [row[-1] for row in rows] == [found]
    rows = findings(world, category_gases=[asked()], activities=[activity()], emissions=[emission()])
    assert [row[-1] for row in rows] == ["emission"]


#: What tells an emission or an activity from that of something else.
OTHERS: list[Row] = [
    {"region_code": DAZHU},
    {"year": 2019},
    {"category_code": "E.3"},
    {"sector_code": "construction"},
    {"fuel_code": "lpg"},
    {"item_code": "clinker_output"},
]
#: An emission is also of a basis and a gas.
ALL_OTHERS = [*OTHERS, {"basis_id": SECOND}, {"gas": "CH4"}]


@pytest.mark.parametrize("other", ALL_OTHERS, ids=str)
def test_an_activity_without_an_emission_of_its_own_has_none(world: World, other: Row) -> None:
    about: Row = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "coke"}
    rows = findings(
        world,
        category_gases=[asked(sector_code="industry")],
        activities=[activity(**about)],
        emissions=[emission(**about | other)],
    )
    assert [row[-1] for row in rows] == ["activity"]


@pytest.mark.parametrize("other", [row for row in ALL_OTHERS if "item_code" not in row], ids=str)
def test_a_stock_that_was_surveyed_elsewhere_is_not_known_here(world: World, other: Row) -> None:
    about: Row = {"category_code": "L.1.1", "sector_code": "landfill", "fuel_code": "straw", "item_code": ""}
    rows = findings(
        world,
        category_gases=[asked("L.1.1", sector_code="landfill", method="stock_difference")],
        expected_activities=[about],
        emissions=[emission(**about | other)],
    )
    assert [row[-1] for row in rows] == ["nothing"]


def test_a_stock_of_another_thing_is_not_known(world: World) -> None:
    about: Row = {"category_code": "L.1.1", "item_code": "forest_area"}
    rows = findings(
        world,
        category_gases=[asked("L.1.1", item_code="forest_area", method="stock_difference")],
        expected_activities=[about],
        emissions=[emission(**about | {"item_code": "forest_volume_arbor"})],
    )
    assert [row[-1] for row in rows] == ["nothing"]


@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_what_was_delivered_of_something_else_leaves_what_is_expected_missing(world: World, other: Row) -> None:
    about: Row = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "coke", "item_code": ""}
    if "item_code" in other:
        about |= {"fuel_code": "", "item_code": "cement_output"}
    rows = findings(
        world,
        category_gases=[asked(sector_code="industry", item_code=about["item_code"])],
        expected_activities=[about],
        activities=[activity(**about | other)],
    )
    assert ("E.2", "industry", about["fuel_code"], about["item_code"], "CO2", "nothing") in rows


@pytest.mark.parametrize("other", [row for row in ALL_OTHERS if not {"sector_code", "item_code"} & set(row)], ids=str)
def test_what_is_in_the_place_of_another_is_not_counted_there(world: World, other: Row) -> None:
    place: Row = {"category_code": "E.4", "sector_code": "trade", "fuel_code": "natural_gas"}
    there: Row = {"category_code": "E.5.1", "sector_code": "urban", "fuel_code": "natural_gas"}
    rows = findings(
        world,
        category_gases=[asked("E.4", sector_code="trade")],
        included_elsewhere=[place | {"target_category_code": "E.5.1"}],
        emissions=[emission(**there | other)],
    )
    assert rows == [("E.4", "trade", "natural_gas", "", "CO2", "nothing")]


@pytest.mark.parametrize("other", [row for row in OTHERS if "item_code" not in row], ids=str)
def test_what_is_counted_elsewhere_is_told_unless_it_was_reported_here(world: World, other: Row) -> None:
    place: Row = {"category_code": "E.4", "sector_code": "trade", "fuel_code": "natural_gas"}
    there: Row = {"category_code": "E.5.1", "sector_code": "urban", "fuel_code": "natural_gas"}
    told = ("E.4", "trade", "natural_gas", "", "CO2", "elsewhere")
    tables = {
        "category_gases": [asked("E.4", sector_code="trade")],
        "included_elsewhere": [place | {"target_category_code": "E.5.1"}],
        "emissions": [emission(**there)],
    }
    assert told not in findings(world, activities=[activity(**place)], **tables)
    assert told in findings(world, activities=[activity(**place | other)], **tables)


def test_of_a_card_that_asks_for_an_item_no_fuel_is_counted_elsewhere(world: World) -> None:
    place: Row = {"category_code": "E.4", "sector_code": "trade", "fuel_code": "natural_gas"}
    rows = findings(
        world,
        category_gases=[asked("E.4", sector_code="trade", item_code="gas_sales")],
        included_elsewhere=[place | {"target_category_code": "E.4"}],
    )
    assert rows == []


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


def test_of_two_counties_each_thing_is_asked_for_once_and_answered_for_itself(world: World) -> None:
    """Two tables of one year, two values of a chain, two cards of a gas that another edition asks for.

    The counties share factors of coke and of clinker: of raw coal one knows a value of other years, the other none.
    """
    world.put("core/bases", [{"basis_id": OFFICIAL, "edition": EDITION} | BASIS])
    places = ((QUXIAN, "t"), (QUXIAN, "u"), (DAZHU, "t"))
    world.put("core/deliveries", [{"region_code": region, "table_name": table} for region, table in places])
    world.put(
        "core/category_gases",
        [
            asked(),
            asked("E.4", sector_code="trade"),
            asked("E.4", sector_code="construction", gas="N2O"),
            asked("E.3", sector_code="trade", gas="CH4"),
            *(asked(edition="ipcc_2006", gas="CH4", sector_code=sector) for sector in ("", "industry")),
        ],
    )
    elsewhere = {"category_code": "E.4", "sector_code": "trade", "fuel_code": "natural_gas"}
    world.put("core/included_elsewhere", [elsewhere | {"target_category_code": "E.5.1"}])
    coal: Row = {"fuel_code": "raw_coal"}
    world.put("core/activities", [activity(**coal | {"region_code": region}) for region in (QUXIAN, DAZHU)])
    part = coal | {"category_code": "E.2", "chain_code": "direct", "value_used": 1.0, "is_allowed": False}
    world.put("core/factor_parts", [part | {"factor_id": f"f{place}", "position": place} for place in (1, 2)])
    shared: list[Row] = [coal | {"item_code": "clinker_output"}, {"fuel_code": "coke"}]
    world.put("core/factor_regions", [coal, *(row | {"region_code": DAZHU} for row in shared)])
    names = ("region_code", "category_code", "sector_code", "fuel_code", "gas", "found")
    found = [tuple(row[name] for name in names) for row in world.build("core/asked_activities")]
    assert sorted(found) == sorted(
        [
            (QUXIAN, "E.2", "", "raw_coal", "CO2", "other_years"),
            (DAZHU, "E.2", "", "raw_coal", "CO2", "activity"),
            *((region, *elsewhere.values(), "CO2", "nothing") for region in (QUXIAN, DAZHU)),
            *((region, "E.2", "", "", "CH4", "not_asked") for region in (QUXIAN, DAZHU)),
        ]
    )

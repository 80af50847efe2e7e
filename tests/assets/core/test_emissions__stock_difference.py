"""Stocks that are surveyed now and then: the difference of two surveys, spread evenly over the years between."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, Row, World

ABOUT = {"category_code": "L.1.1", "sector_code": "", "fuel_code": "", "item_code": "sown_area"}


#: What is not compared with the stock that is asked about.
OTHERS: list[Row] = [
    {"category_code": "L.1.2"},
    {"fuel_code": "straw"},
    {"sector_code": "industry"},
    {"region_code": DAZHU},
]


def emissions(
    world: World,
    surveys: dict[int, int],
    factor: float = -2.0,
    method: str = "stock_difference",
    more: Mapping[str, int] = MappingProxyType({}),
) -> list[Row]:
    """Emissions of a category with these surveyed stocks, and of more items with so many times the stock."""
    items = {ABOUT["item_code"]: 1} | more
    stocks = [(ABOUT | {"item_code": item, "year": y}, a * n) for item, n in items.items() for y, a in surveys.items()]
    # surveyed between, of another category, fuel and county, which have no part in the history of this one
    between = [
        ABOUT | other | {"year": year, "amount": 7_777, "unit_code": "ha"}
        for other in OTHERS
        for year in {(min(surveys) + max(surveys)) // 2} - set(surveys)
    ]
    world.put("core/activities", [*between, *(s | {"amount": amount, "unit_code": "ha"} for s, amount in stocks)])
    asked = {"edition": "ipcc_2006", "gas": "CO2", "method": method}
    subjects = {((ABOUT | other)["category_code"], (ABOUT | other)["sector_code"]) for other in OTHERS}
    world.put(
        "core/category_gases",
        [asked | {"category_code": c, "sector_code": s, "item_code": i} for c, s in subjects for i in items],
    )
    world.put_factor_regions(QUXIAN, DAZHU)
    strange: list[Row] = [
        *OTHERS[:3],
        {"factor_region_code": DAZHU},
        {"role": "rate"},
        {"method": "bank", "gas": "CH4"},
    ]
    world.put(
        "core/factors",
        [about | {"value": factor, "method": method} for about, _ in stocks]
        + [about | {"value": 9.0, "method": method} | other for about, _ in stocks for other in strange],
    )
    rows = world.build("core/emissions__stock_difference")
    return [row for row in rows if all(row[key] == ABOUT[key] for key in ("category_code", "sector_code", "fuel_code"))]


def test_the_change_is_spread_evenly_over_the_years_since_the_survey_before(world: World) -> None:
    found = emissions(world, {1990: 20, 2010: 100, 2015: 150, 2018: 120})
    assert {(row["basis_id"], row["year"]): row["emissions_t"] for row in found} == {
        (OFFICIAL, year): Decimal(value)
        for years, value in ((range(1991, 2011), -8), (range(2011, 2016), -20), (range(2016, 2019), 20))
        for year in years
    }


def test_the_year_of_a_survey_leads_to_that_survey_and_the_one_before(world: World) -> None:
    emissions(world, {2010: 100, 2015: 150, 2018: 120})
    key = f"L.1.1///{ABOUT['item_code']}"
    for year, surveys in (
        (2014, [(2010, 100), (2015, 150)]),
        (2015, [(2010, 100), (2015, 150)]),
        (2018, [(2015, 150), (2018, 120)]),
    ):
        parents = world.parents("emissions", f"{OFFICIAL}/{QUXIAN}/{year}/{key}/CO2")
        assert [(row["parent_id"], row["value_used"]) for row in parents if row["role"] != "factor"] == [
            (f"{QUXIAN}/{survey}/{key}", amount) for survey, amount in surveys
        ]


def test_growth_of_the_stock_is_a_removal_and_loss_an_emission(world: World) -> None:
    masses = {row["year"]: row["emissions_t"] for row in emissions(world, {2019: 10, 2020: 11, 2021: 9})}
    assert masses == {2020: Decimal(-2), 2021: Decimal(4)}


def test_a_factor_of_other_years_makes_the_change_a_surrogate(world: World) -> None:
    assert {row["data_class"] for row in emissions(world, {2010: 100, 2015: 150})} == {"B"}
    world.put("core/factors", [row | {"factor_years": "2012"} for row in world.rows("core/factors")])
    found = world.build("core/emissions__stock_difference")
    assert {(row["data_class"], row["factor_years"]) for row in found} == {("D", "2012")}


def test_a_change_is_as_good_as_the_worse_of_its_two_surveys(world: World) -> None:
    emissions(world, {2010: 100, 2015: 150, 2018: 120})
    classes = {2010: "D", 2015: "B", 2018: "A"}
    rows = [row for row in world.rows("core/activities") if row["year"] in classes and row["category_code"] == "L.1.1"]
    world.put("core/activities", [row | {"data_class": classes[row["year"]]} for row in rows if not row["fuel_code"]])
    found = world.build("core/emissions__stock_difference")
    assert {row["year"]: row["data_class"] for row in found if row["year"] in (2015, 2018)} == {2015: "D", 2018: "B"}


def test_each_item_is_compared_with_its_own_survey_before(world: World) -> None:
    """A forest has an area and a volume, surveyed in the same years."""
    found = emissions(world, {2010: 100, 2015: 150}, more={"sown_area_grain": 10})
    assert {(row["item_code"], row["year"]): row["emissions_t"] for row in found} == {
        (item, year): Decimal(tonnes)
        for item, tonnes in (("sown_area", -20), ("sown_area_grain", -200))
        for year in range(2011, 2016)
    }


def test_one_survey_tells_no_change(world: World) -> None:
    assert emissions(world, {2020: 100}) == []


def test_a_category_of_another_method_is_left_alone(world: World) -> None:
    assert emissions(world, {2010: 100, 2015: 150}, method="multiply") == []

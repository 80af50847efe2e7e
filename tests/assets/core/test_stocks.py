"""Stocks over years: what comes in, what is released, what stays, and what a missing year means."""

import math

import pytest

from schemas.problems import Refusals
from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

FOOD: Row = {"category_code": "W.1", "sector_code": "landfill", "item_code": "waste_food"}
K = 0.185


def put_stock_inputs(
    world: World, amounts: dict[int, object], method: str, factor: float, rates: dict[int, float], **about: object
) -> None:
    """Activities of some years with their factor and rate; the rest of the spine is not needed."""
    key = FOOD | {"gas": "CH4", "method": method} | about
    activity = {name: key[name] for name in ("category_code", "sector_code", "item_code")}
    world.put_factor_regions()
    world.put("core/reported_years", [{"year": year} for year in world.run.years])
    world.put("core/activities", [activity | {"year": y, "amount": a, "unit_code": "t"} for y, a in amounts.items()])
    world.put(
        "core/factors",
        [key | {"year": year, "role": "factor", "value": factor} for year in amounts]
        + [key | {"year": year, "role": "rate", "value": rate} for year, rate in rates.items()],
    )


def stocks(
    world: World, amounts: dict[int, object], method: str = "first_order_decay", factor: float = 0.5, rate: float = K
) -> dict[int, Row]:
    put_stock_inputs(world, amounts, method, factor, dict.fromkeys(amounts, rate))
    return {row["year"]: row for row in world.build("core/stocks")}


def test_nothing_decays_in_the_year_of_its_deposit(world: World) -> None:
    found = stocks(world, {2019: 1000, 2020: 0})
    assert (found[2019]["opening_t"], found[2019]["released_t"], found[2019]["closing_t"]) == (0, 0, 500)
    assert found[2020]["released_t"] == 500 * (1 - math.exp(-K))
    assert found[2020]["closing_t"] == 500 - found[2020]["released_t"]


def test_a_stock_goes_on_after_the_last_deposit(world: World) -> None:
    """The site is closed in 2010; the last year of the run is 2020."""
    found = stocks(world, {2009: 10, 2010: 20})
    assert sorted(found) == list(range(2009, 2021))
    closed = [found[year] for year in range(2011, 2021)]
    assert {(row["inflow_t"], row["has_inflow"], row["is_gap"], row["rate_year"]) for row in closed} == {
        (0, False, False, 2010)
    }
    assert all(row["released_t"] > 0 for row in closed)


def test_each_year_begins_with_what_the_year_before_left(world: World) -> None:
    found = stocks(world, {year: year - 2000 for year in range(2005, 2018)})
    for year in range(2006, 2021):
        assert found[year]["opening_t"] == found[year - 1]["closing_t"]


def test_what_came_in_is_released_or_still_there(world: World) -> None:
    found = stocks(world, {year: 100 + year % 7 for year in range(1980, 2021)})
    came_in = sum(row["inflow_t"] for row in found.values())
    released = sum(row["released_t"] for row in found.values())
    assert released + found[2020]["closing_t"] == pytest.approx(came_in, rel=1e-12)


def test_a_bank_releases_a_share_of_what_it_holds_with_this_year(world: World) -> None:
    found = stocks(world, {2019: 1000, 2020: 100}, method="bank", factor=0.001, rate=0.1)
    assert (found[2019]["closing_t"], found[2019]["released_t"]) == (1.0, 0.1)
    assert found[2020]["closing_t"] == 1.0 * (1 - 0.1) + 0.1
    assert found[2020]["released_t"] == found[2020]["closing_t"] * 0.1


def test_a_bank_loses_next_year_what_it_released(world: World) -> None:
    found = stocks(world, dict.fromkeys(range(2001, 2021), 10), method="bank", factor=1.0, rate=0.07)
    for year in range(2002, 2021):
        before = found[year - 1]
        expected = before["closing_t"] - before["released_t"] + found[year]["inflow_t"]
        assert found[year]["closing_t"] == pytest.approx(expected, rel=1e-14)


def test_a_missing_year_between_deposits_is_refused(world: World) -> None:
    with pytest.raises(Refusals) as caught:
        stocks(world, {2015: 10, 2016: 20, 2018: 10})
    assert "E-STOCK-GAP" in str(caught.value)
    assert "2017" in str(caught.value)


def test_a_year_of_no_deposit_is_no_missing_year(world: World) -> None:
    found = stocks(world, {2015: 10, 2016: 0, 2017: 10})
    assert (found[2016]["has_inflow"], found[2016]["is_gap"]) == (True, False)


def test_what_lies_there_decays_at_the_rate_of_the_year(world: World) -> None:
    """Half, then three quarters: of 500 t 250 t are left, and of those, with the 100 t of the year, 87.5 t."""
    rates = {2018: 0.1, 2019: math.log(2), 2020: math.log(4)}
    put_stock_inputs(world, {2018: 1000, 2019: 200, 2020: 0}, "first_order_decay", 0.5, rates)
    found = world.build("core/stocks")
    assert [(row["rate"], row["rate_year"]) for row in found] == [(rate, year) for year, rate in rates.items()]
    assert [row["released_t"] for row in found] == pytest.approx([0, 250, 262.5])
    assert [row["closing_t"] for row in found] == pytest.approx([500, 350, 87.5])


def test_without_a_rate_there_is_no_stock(world: World) -> None:
    put_stock_inputs(world, {2019: 10, 2020: 10}, "first_order_decay", 0.5, {})
    assert world.build("core/stocks") == []


def test_the_worst_of_all_that_lies_there_is_carried_on(world: World) -> None:
    put_stock_inputs(world, {2018: 1, 2019: 1, 2020: 1}, "first_order_decay", 0.5, dict.fromkeys((2018, 2019, 2020), K))
    world.put(
        "core/activities",
        [
            FOOD | {"year": year, "amount": 1, "unit_code": "t", "data_class": data_class}
            for year, data_class in ((2018, "A"), (2019, "D"), (2020, "B"))
        ],
    )
    world.put(
        "core/factors",
        [
            FOOD
            | {"gas": "CH4", "method": "first_order_decay", "role": role, "value": 0.1, "year": year}
            | {"evidence": "recalled" if (year, role) == (2019, "rate") else "secondary", "is_fallback": year == 2018}
            for year in (2018, 2019, 2020)
            for role in ("factor", "rate")
        ],
    )
    found = world.build("core/stocks")
    assert [row["data_class"] for row in found] == ["A", "D", "D"]
    assert [row["evidence"] for row in found] == ["secondary", "recalled", "recalled"]
    assert [row["is_fallback"] for row in found] == [True, True, True]


def test_products_of_multiplication_have_no_stock(world: World) -> None:
    assert stocks(world, {2019: 1000, 2020: 0}, method="multiply") == {}


@pytest.mark.parametrize("role", ["factor", "rate"])
def test_what_was_carried_forward_once_is_doubtful_from_then_on(world: World, role: str) -> None:
    years = (2018, 2019, 2020)
    put_stock_inputs(world, dict.fromkeys(years, 1), "first_order_decay", 0.5, dict.fromkeys(years, K))
    doubtful = {"is_fallback": True, "factor_years": "2017", "evidence": "recalled"}
    factors = world.rows("core/factors")
    world.put(
        "core/factors", [row | (doubtful if (row["year"], row["role"]) == (2019, role) else {}) for row in factors]
    )
    rows = world.build("core/stocks")
    found = [{name: row[name] for name in doubtful} for row in rows]
    sound = {"is_fallback": False, "factor_years": "", "evidence": "original"}
    assert found == [sound, doubtful, doubtful]
    assert [row["data_class"] for row in rows] == ["B", "D", "D"]


def test_what_comes_in_without_a_rate_is_no_parent_and_the_last_rate_is(world: World) -> None:
    put_stock_inputs(world, {2018: 10, 2019: 10}, "first_order_decay", 0.5, {2018: K})
    world.build("core/stocks")
    key = f"{OFFICIAL}/{QUXIAN}/{{}}/W.1/landfill//waste_food/CH4"
    parents = [(row["role"], row["parent_id"]) for row in world.parents("stocks", key.format(2019))]
    assert parents == [("opening", key.format(2018)), ("rate", f"{key.format(2018)}/rate")]


#: All that tells one stock from another, and what the other one has there.
OTHER: Row = {
    "basis_id": SECOND,
    "region_code": DAZHU,
    "category_code": "W.2",
    "sector_code": "dump",
    "fuel_code": "raw_coal",
    "item_code": "waste_wood",
    "gas": "CO2",
}


@pytest.mark.parametrize("column", OTHER)
def test_of_two_stocks_that_differ_in_one_thing_each_is_what_it_is_alone(world: World, column: str) -> None:
    """One begins first; the other is of another size, factor, rate and method, and ends after the last reported year.

    So are their parents. Of bases and gases the activities are the same: there only the factors differ.
    """
    one: Row = FOOD | {"basis_id": OFFICIAL, "region_code": QUXIAN, "fuel_code": "", "gas": "CH4"}
    activities: dict[str, Row] = {}
    factors: list[list[Row]] = []
    for key, years, size, value, rate, method in (
        (one | {column: OTHER[column]}, range(2016, 2023), 3, 0.25, 0.3, "bank"),
        (one, range(2014, 2018), 1, 0.5, 0.1, "first_order_decay"),
    ):
        added = {name: key[name] for name in key if name not in ("basis_id", "gas")}
        for year in range(2014, 2023):
            activities[f"{added}/{year}"] = added | {"year": year, "amount": size * (year - 2000), "unit_code": "t"}
        about = {name: key[name] for name in key if name != "region_code"}
        about |= {"factor_region_code": key["region_code"], "method": method}
        roles = {"factor": value, "rate": rate}
        factors.append([about | {"year": year, "role": role, "value": roles[role]} for year in years for role in roles])
    world.put_factor_regions(QUXIAN, DAZHU, also=[FOOD | {"fuel_code": OTHER["fuel_code"]}])
    world.put("core/reported_years", [{"year": 2019}, {"year": 2020}])
    world.put("core/activities", activities.values())

    def stocks_and_parents(factors: list[Row]) -> list[Row]:
        world.put("core/factors", factors)
        world.compute("core/stocks")
        world.show_lineage("stocks")
        return [*world.query("select * from core.stocks"), *world.query("select * from lineage.stocks")]

    alone = [stocks_and_parents(of_one) for of_one in factors]
    lasting = [sorted(row["year"] for row in rows if "year" in row) for rows in alone]
    assert lasting == [list(range(2016, 2023)), list(range(2014, 2021))]
    together = stocks_and_parents([*factors[0], *factors[1]])
    assert sorted(map(str, together)) == sorted(map(str, [*alone[0], *alone[1]]))

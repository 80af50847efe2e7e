"""Missing years: a straight line inside a gap, an indicator before the first figure, and nothing anywhere else."""

from decimal import Decimal

import pytest

from tests.staged_rows import DAZHU, Row, compute, observed, printed
from tests.world import World

PEOPLE = "population_resident_urban"


def dumped(year: int, amount: object) -> Row:
    return observed("waste_dumped", amount, year=year)


def people(**counts: int) -> list[Row]:
    return [observed(PEOPLE, count, year=int(year[1:])) for year, count in counts.items()]


def estimates(world: World, *rows: Row) -> dict[int, Row]:
    compute(world, rows, "core/estimate_inputs")
    return {row["year"]: row for row in world.rows("core/estimates")}


def test_a_gap_is_bridged_by_a_straight_line(world: World) -> None:
    found = estimates(world, dumped(1990, 100), dumped(1995, 200))
    assert {year: row["amount"] for year, row in found.items()} == {1991: 120, 1992: 140, 1993: 160, 1994: 180}
    assert {(row["rule"], row["before_year"], row["after_year"]) for row in found.values()} == {
        ("interpolate", 1990, 1995)
    }


def test_a_gap_that_is_too_long_stays_one(world: World) -> None:
    assert estimates(world, dumped(1990, 100), dumped(1996, 200)) == {}


def test_years_before_the_first_figure_follow_the_indicator(world: World) -> None:
    """The worked case of the surrogate: tonnes per person are those of the first observed year."""
    found = estimates(world, dumped(1990, 300), *people(y1988=50, y1989=80, y1990=100))
    assert {year: row["amount"] for year, row in found.items()} == {1988: 150, 1989: 240}
    assert {(row["rule"], row["driver_item_code"], row["before_year"]) for row in found.values()} == {
        ("surrogate", PEOPLE, None)
    }


def test_only_what_lies_before_the_first_figure_follows_the_indicator(world: World) -> None:
    """A gap that is too long to be bridged is none the less a gap: the figure after it carries nothing back."""
    known = people(y1989=80, y1990=100, y1996=200, y1997=250)
    assert sorted(estimates(world, dumped(1990, 300), dumped(1997, 900), *known)) == [1989]
    assert sorted(estimates(world, dumped(1997, 900), *known)) == [1989, 1990, 1996]


def test_the_indicator_is_needed_in_both_years(world: World) -> None:
    assert estimates(world, dumped(1990, 300), *people(y1988=50)) == {}
    assert estimates(world, dumped(1990, 300), *people(y1990=50)) == {}


def test_an_indicator_of_nobody_says_nothing_of_the_years_before(world: World) -> None:
    assert estimates(world, dumped(1990, 300), *people(y1989=80, y1990=0)) == {}


def figure(item: str, year: int, amount: int, **other: object) -> Row:
    """A figure of the model, as it is when it was read and judged."""
    about = {"item_code": item, "year": year} | other
    unit = "t" if item == "waste_dumped" else "person"
    units = {"unit_code": unit, "base_unit_code": unit}
    return {"observation_id": f"{about}", "amount_base": amount} | units | about


def estimates_and_inputs(world: World, rows: list[Row]) -> list[Row]:
    world.put("core/observations", rows)
    world.build("core/estimates")
    return world.rows("core/estimates") + world.build("core/estimate_inputs")


PEOPLE_THEN = [(PEOPLE, 1989, 80), (PEOPLE, 1990, 100), (PEOPLE, 1992, 130), ("population_resident", 1988, 900)]
SERIES = [("waste_dumped", 1990, 300), ("waste_dumped", 1992, 500), *PEOPLE_THEN]
OTHER_SERIES = [
    ("waste_dumped", 1992, 7),
    ("waste_dumped", 1994, 9),
    *((item, y, n // 2) for item, y, n in PEOPLE_THEN),
]


@pytest.mark.parametrize(
    "other",
    [{"region_code": DAZHU}, {"sector_code": "urban"}, {"fuel_code": "coke"}],
    ids=["another county", "another sector", "another fuel"],
)
def test_of_two_series_each_is_estimated_as_if_it_were_alone(world: World, other: Row) -> None:
    """An indicator is that of the whole county: one of a sector drives nothing, that of the county every sector."""
    one = [figure(*about) for about in SERIES]
    dumped_there, people_there = (
        [figure(*about, **other) for about in OTHER_SERIES if (about[0] != "waste_dumped") == is_people]
        for is_people in (False, True)
    )
    drivers = people_there if "region_code" in other else [row for row in one if row["item_code"] != "waste_dumped"]
    each = [estimates_and_inputs(world, one), estimates_and_inputs(world, [*dumped_there, *drivers])]
    assert [{row["rule"] for row in rows if "rule" in row} for rows in each] == [{"interpolate", "surrogate"}] * 2
    alone = [row for rows in each for row in rows]
    together = estimates_and_inputs(world, [*one, *dumped_there, *people_there])
    assert sorted(map(str, together)) == sorted(map(str, alone))


@pytest.mark.parametrize(
    "unfit", [{"is_preferred": False}, {"is_whole_year": False}, {"amount_base": None}], ids=["lost", "part", "blank"]
)
def test_a_figure_that_lost_is_part_of_a_year_or_not_known_is_none_of_a_series(world: World, unfit: Row) -> None:
    """A year's figure may be the sum of several sites, here of 1990: 100 t and 200 t."""
    sites = [("waste_dumped", 1990, 100), ("waste_dumped", 1990, 200)]
    known = [figure(*about, facility_code=f"{about[2]}") for about in (*sites, *SERIES[1:])]
    alone = estimates_and_inputs(world, known)
    estimated = [(row["year"], row["amount"], row["base_unit_code"]) for row in alone if "amount" in row]
    assert estimated == [(1989, 240, "t"), (1991, 400, "t")]
    more = [("waste_dumped", 1991, 7), (PEOPLE, 1988, 50)]
    others = [figure(*about, vintage="preliminary") | unfit for about in (*SERIES, *more)]
    assert estimates_and_inputs(world, [*known, *others]) == alone


def test_nothing_is_estimated_before_the_first_year_of_the_rule(world: World) -> None:
    found = estimates(world, dumped(1981, 300), *people(y1979=10, y1980=20, y1981=30))
    assert sorted(found) == [1980]
    assert sorted(estimates(world, dumped(1978, 100), dumped(1982, 300))) == [1980, 1981]


def test_nothing_is_estimated_after_the_last_figure(world: World) -> None:
    assert estimates(world, dumped(1990, 300), *people(y1990=50, y1991=60)) == {}


def test_a_series_without_a_rule_keeps_its_gaps(world: World) -> None:
    rows = [observed("clinker_output", 100, year=2010), observed("clinker_output", 120, year=2012)]
    assert estimates(world, *rows) == {}


def test_what_is_printed_as_not_known_is_missing(world: World) -> None:
    found = estimates(world, dumped(1990, 100), printed("waste_dumped", "not_available", year=1991), dumped(1992, 300))
    assert found[1991]["amount"] == 200


def test_a_zero_that_is_printed_is_a_figure(world: World) -> None:
    none = printed("waste_dumped", "zero_or_none", year=1991)
    assert estimates(world, dumped(1990, 100), none, dumped(1992, 300)) == {}


@pytest.mark.parametrize(("before", "after", "expected"), [("1", "2", "1.333333333"), ("0.1", "0.3", "0.166666667")])
def test_an_estimate_is_rounded_once_to_nine_places(world: World, before: str, after: str, expected: str) -> None:
    found = estimates(world, dumped(1990, before), dumped(1993, after))
    assert found[1991]["amount"] == Decimal(expected)


def test_an_estimate_names_the_figures_it_rests_on(world: World) -> None:
    estimates(world, dumped(1990, 100), dumped(1992, 300), *people(y1989=80, y1990=100))
    inputs = {
        (row["year"], row["role"]): (row["observation_id"], row["value_used"])
        for row in world.rows("core/estimate_inputs")
    }
    assert inputs == {
        (1991, "before"): ("book/final/511725/1990/waste_dumped///", 100),
        (1991, "after"): ("book/final/511725/1992/waste_dumped///", 300),
        (1989, "after"): ("book/final/511725/1990/waste_dumped///", 100),
        (1989, "driver"): (f"book/final/511725/1989/{PEOPLE}///", 80),
        (1989, "driver_then"): (f"book/final/511725/1990/{PEOPLE}///", 100),
    }


def test_an_activity_takes_an_estimate_where_nothing_was_observed_and_is_of_class_d(world: World) -> None:
    compute(world, [dumped(1990, 100), dumped(1992, 300)], "core/activities")
    rows = world.rows("core/activities", "category_code = 'W.1' and item_code = 'waste_food'")
    assert [(row["year"], row["amount"], row["data_class"]) for row in rows] == [
        (1990, 100, "B"),
        (1991, 200, "D"),
        (1992, 300, "B"),
    ]
    world.build("core/estimate_inputs")
    (parent,) = world.parents("activities", "511725/1991/W.1/dump//waste_food")
    assert (parent["parent_table"], parent["parent_id"]) == ("core.estimates", "511725/1991/waste_dumped//")
    parents = world.parents("estimates", parent["parent_id"])
    assert [(row["role"], row["parent_table"], row["value_used"]) for row in parents] == [
        ("after", "core.observations", 300),
        ("before", "core.observations", 100),
    ]


def test_cells_behind_an_estimate_are_traced(new_world: object) -> None:
    world = new_world(years=(1992,), bases=("ipcc_2006-ar5",))  # type: ignore[operator]
    rows = [dumped(1990, 100), dumped(1992, 300), *people(y1989=80, y1990=100)]
    compute(world, rows, "marts/inventory_trace")
    rows = world.rows("marts/inventory_trace", "published_id like '%/W.1/%' and end_table = 'core.observations'")
    cells = {row["end_id"] for row in rows}
    assert f"book/final/511725/1989/{PEOPLE}///" in cells
    assert "book/final/511725/1992/waste_dumped///" in cells

"""What could stand for a value in a year without one: the last one before, or the line between it and the next."""

from decimal import Decimal

import pytest

from tests.world import QUXIAN, SICHUAN, Row, World

YEARS = range(2010, 2022)


def value(number: object, first: int, last: int | None = None, **other: object) -> Row:
    about = {
        "factor_id": f"grid.{first}",
        "subject_code": "electricity",
        "property": "emission_factor",
        "gas": "CO2",
        "scope_code": SICHUAN,
        "valid_from": first,
        "valid_to": last or first,
        "value": Decimal(str(number)),
        "value_base": float(str(number)),
        "unit_code": "t",
    }
    return about | other


def estimates(world: World, *values: Row) -> dict[tuple[int, str], Row]:
    """By year and treatment, of a county with activities in twelve years; of two things the later one."""
    codes = ("S2.1", "S2.2")  # a year is asked for once, however much there is of it
    activities = [{"category_code": code, "year": y, "amount": 1, "unit_code": "t"} for y in YEARS for code in codes]
    world.put("core/activities", activities)
    world.put("core/factor_values", values)
    return {(row["year"], row["treatment_code"]): row for row in world.build("core/factor_estimates")}


def test_every_year_without_a_value_has_the_last_one_and_the_line_to_the_next(world: World) -> None:
    found = estimates(world, value(1, 2012), value(4, 2015), value(5, 2019, 2020))
    lines = {year: row["value_base"] for (year, code), row in found.items() if code == "interpolated"}
    carried = {year: row["value_base"] for (year, code), row in found.items() if code == "carried"}
    assert lines == {2013: 2, 2014: 3, 2016: 4.25, 2017: 4.5, 2018: 4.75}
    assert carried == {2013: 1, 2014: 1, 2016: 4, 2017: 4, 2018: 4, 2021: 5}


def test_a_row_says_of_which_years_it_is(world: World) -> None:
    found = estimates(world, value(1, 2012), value(4, 2015))
    line, last = found[2013, "interpolated"], found[2013, "carried"]
    assert (line["factor_id"], line["later_factor_id"]) == ("grid.2012", "grid.2015")
    assert (line["from_year"], line["to_year"], line["title_zh"]) == (2012, 2015, "2012年与2015年之间内插")
    assert (last["factor_id"], last["later_factor_id"]) == ("grid.2012", "")
    assert (last["from_year"], last["to_year"], last["title_zh"]) == (2012, 2012, "沿用2012年的值")


@pytest.mark.parametrize(("before", "after"), [("recalled", "secondary"), ("secondary", "recalled")])
def test_a_line_is_known_as_well_as_the_worse_of_its_ends(world: World, before: str, after: str) -> None:
    found = estimates(world, value(1, 2012, evidence=before), value(4, 2015, evidence=after))
    assert found[2013, "interpolated"]["evidence"] == "recalled"
    assert found[2013, "carried"]["evidence"] == before


@pytest.mark.parametrize(
    "column",
    [
        {"scope_code": QUXIAN},
        {"edition": "ipcc_2006"},
        {"sector_code": "industry"},
        {"property": "ncv"},
        {"subject_code": "coke"},
        {"gas": "CH4"},
    ],
    ids=str,
)
def test_there_is_no_line_between_values_of_different_things(world: World, column: Row) -> None:
    assert {code for _, code in estimates(world, value(1, 2012), value(4, 2015, **column))} == {"carried"}
    assert (2013, "interpolated") in estimates(world, value(1, 2012), value(4, 2015))


def test_a_value_that_holds_until_the_next_one_or_for_ever_needs_nothing_to_stand_for_it(world: World) -> None:
    assert estimates(world, value(1, 1949, 2014), value(4, 2015, 9999)) == {}


def test_a_row_leads_to_the_values_that_it_is_made_of(world: World) -> None:
    estimates(world, value(1, 2012), value(4, 2015))
    line = world.parents("factor_estimates", "grid.2012/2013/interpolated")
    assert [(row["role"], row["parent_id"], row["value_used"]) for row in line] == [
        ("earlier", "grid.2012", 1),
        ("later", "grid.2015", 4),
    ]
    last = world.parents("factor_estimates", "grid.2012/2013/carried")
    assert [(row["role"], row["parent_id"], row["value_used"]) for row in last] == [("carried", "grid.2012", 1)]

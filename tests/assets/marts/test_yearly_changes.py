"""How the total changed: on the year before, in the plan period, since the first year; whole and like for like."""

from decimal import Decimal

from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World


def compare(world: World, *cells: tuple[int, str, int | None]) -> dict[tuple[int, int], Row]:
    """The table by year and earlier year, of cells (year, category and gas, tonnes CO2e)."""
    world.put(
        "marts/county_inventory",
        [
            {
                "year": year,
                "category_code": cell.split()[0],
                "gas": "".join(cell.split()[1:]) or "CO2",
                "emissions_t": tonnes,
                "emissions_tco2e": tonnes,
                "notation_key": "" if tonnes is not None else "NE",
                "reason_code": "" if tonnes is not None else "no_activity_data",
                "is_in_total": cell != "S2.1",
            }
            for year, cell, tonnes in cells
        ],
    )
    world.make("core/price_bases")
    return {(row["year"], row["earlier_year"]): row for row in world.build("marts/yearly_changes")}


def test_a_year_is_compared_with_the_one_before_the_base_of_its_plan_period_and_the_first(world: World) -> None:
    rows = compare(world, *((year, "E.2", year - 2000) for year in (2010, 2015, 2018, 2019, 2020, 2021)))
    assert sorted(rows) == [
        (2015, 2010),
        *((2018, year) for year in (2010, 2015)),
        *((2019, year) for year in (2010, 2015, 2018)),
        *((2020, year) for year in (2010, 2015, 2019)),
        *((2021, year) for year in (2010, 2020)),
    ]
    assert rows[2020, 2010]["change_tco2e"] == 10
    assert rows[2020, 2010]["change_pct"] == 100


def test_the_total_is_what_changes(world: World) -> None:
    row = compare(world, (2019, "E.2", 10), (2020, "E.2", 9), (2019, "S2.1", 1), (2020, "S2.1", 5))[2020, 2019]
    assert (row["change_tco2e"], row["change_pct"], row["is_same_coverage"]) == (-1, -10, True)


def test_what_only_one_year_knows_is_left_out_of_the_comparison(world: World) -> None:
    both = [(2019, "E.2", 10), (2020, "E.2", 15)]
    later = [(2019, "A.1 CH4", None), (2020, "A.1 CH4", 100)]
    earlier = [(2019, "A.1 N2O", 30), (2020, "A.1 N2O", None)]
    row = compare(world, *both, *later, *earlier)[2020, 2019]
    assert (row["change_tco2e"], row["is_same_coverage"]) == (75, False)
    assert (row["comparable_tco2e"], row["comparable_pct"]) == (5, 50)


def test_a_total_that_is_not_known_has_not_changed_by_a_number(world: World) -> None:
    row = compare(world, (2019, "E.2", None), (2020, "E.2", 15))[2020, 2019]
    assert (row["change_tco2e"], row["notation_key"], row["change_pct"], row["change_key"]) == (None, "NE", None, "NE")
    assert (row["comparable_tco2e"], row["comparable_pct"], row["comparable_key"]) == (Decimal(0), None, "NA")


def test_bases_and_counties_are_compared_apart_each_from_its_own_first_year(world: World) -> None:
    """The county's first year is 2018, a neighbour's 2019; another basis knows the county since 2017."""
    places = {(OFFICIAL, QUXIAN): 2018, (OFFICIAL, DAZHU): 2019, (SECOND, QUXIAN): 2017}
    rows = [
        {
            "basis_id": basis,
            "region_code": region,
            "year": year,
            "category_code": "E.2",
            "emissions_t": year - first + 1,
        }
        for (basis, region), first in places.items()
        for year in range(first, 2021)
    ]
    world.put(
        "marts/county_inventory", [row | {"emissions_tco2e": row["emissions_t"], "is_in_total": True} for row in rows]
    )
    world.make("core/price_bases")
    found = {
        (row["basis_id"], row["region_code"], row["year"], row["earlier_year"]): row["change_pct"]
        for row in world.build("marts/yearly_changes")
    }
    assert found == {
        (OFFICIAL, QUXIAN, 2019, 2018): 100,
        (OFFICIAL, QUXIAN, 2020, 2018): 200,
        (OFFICIAL, QUXIAN, 2020, 2019): 50,
        (OFFICIAL, DAZHU, 2020, 2019): 100,
        (SECOND, QUXIAN, 2018, 2017): 100,
        (SECOND, QUXIAN, 2019, 2017): 200,
        (SECOND, QUXIAN, 2019, 2018): 50,
        (SECOND, QUXIAN, 2020, 2017): 300,
        (SECOND, QUXIAN, 2020, 2019): Decimal("33.333333333"),
    }


def test_a_change_from_nothing_has_no_percentage(world: World) -> None:
    row = compare(world, (2019, "E.2", 0), (2020, "E.2", 15))[2020, 2019]
    assert (row["change_tco2e"], row["notation_key"]) == (15, "")
    assert (row["change_pct"], row["change_key"], row["comparable_key"]) == (None, "NA", "NA")


def test_a_change_to_nothing_is_one(world: World) -> None:
    row = compare(world, (2019, "E.2", 15), (2020, "E.2", 0))[2020, 2019]
    assert (row["change_tco2e"], row["change_pct"], row["change_key"]) == (-15, -100, "")

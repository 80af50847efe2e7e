"""Why another basis gives another total: potentials, factors and coverage, which add up to the difference."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, Row, World

#: An edition that differs in everything, with other potentials.
OTHER = "ipcc_2006-ar5"

#: Basis, category, gas, tonnes, tonnes CO2e.
CELLS = (
    (OFFICIAL, "A.1", "CH4", 100, 2100),
    (OTHER, "A.1", "CH4", 110, 3080),
    (OFFICIAL, "P.1", "CO2", 500, 500),
    (OFFICIAL, "A.3", "CH4", 10, 210),
    (OTHER, "E.8", "CO2", 40, 40),
    (OFFICIAL, "E.1.1", "CO2", 1000, 1000),
    (OFFICIAL, "E.1.1", "N2O", 2, 620),
    (OTHER, "E.1.1", "CO2", 900, 900),
    (OTHER, "E.1.1", "N2O", 3, 795),
)


@pytest.fixture
def rows(new_world: Callable[..., World]) -> dict[str, Row]:
    """The table by category; the total is that of ''."""
    found = differences(new_world(bases=(OFFICIAL, OTHER)), {})
    assert {row["basis_id"] for row in found} == {OTHER}, "the official basis does not differ from itself"
    return {row["category_code"]: row for row in found}


def differences(world: World, *places: Row) -> list[Row]:
    """The table over the cells, the same in each place."""
    world.make("core/bases", "core/gwps", "core/categories")
    memo = (OFFICIAL, "S2.1", "CO2", 9, 9)
    world.put(
        "marts/county_inventory",
        [
            {"basis_id": basis, "category_code": code, "gas": gas, "emissions_t": tonnes, "emissions_tco2e": tco2e}
            | {"is_in_total": code != "S2.1"}
            | place
            for basis, code, gas, tonnes, tco2e in (*CELLS, memo)
            for place in places
        ],
    )
    return world.build("marts/basis_differences")


def test_years_and_counties_are_compared_apart(new_world: Callable[..., World]) -> None:
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020), bases=(OFFICIAL, OTHER))
    place = {"region_code": QUXIAN, "year": 2020}
    alone = differences(world, place)
    among = differences(world, place, place | {"year": 2019}, place | {"region_code": DAZHU})
    assert [row for row in among if place.items() <= row.items()] == alone
    assert len(among) == 3 * len(alone)


def parts(row: Row) -> tuple[Decimal, ...]:
    return tuple(row[f"{part}_tco2e"] for part in ("potentials", "factors", "coverage"))


def test_masses_that_both_know_differ_by_potentials_and_by_factors(rows: dict[str, Row]) -> None:
    assert parts(rows["A.1"]) == (100 * (28 - 21), 10 * 28, 0)
    assert rows["A.1"]["difference_pct"] == Decimal("46.666666667")


def test_each_gas_of_a_category_is_compared_with_itself(rows: dict[str, Row]) -> None:
    assert parts(rows["E.1.1"]) == (2 * (265 - 310), (900 - 1000) + 1 * 265, 0)


def test_what_only_one_of_them_counts_is_coverage(rows: dict[str, Row]) -> None:
    assert parts(rows["P.1"]) == (0, 0, -500)
    assert parts(rows["A.3"]) == (0, 0, -210)
    assert parts(rows["E.8"]) == (0, 0, 40)
    for code in ("P.1", "A.3", "E.8"):
        assert (rows[code]["difference_pct"], rows[code]["difference_key"]) == (None, "NA")


def test_against_nothing_there_is_no_difference_in_percent(new_world: Callable[..., World]) -> None:
    """The official inventory says that there is none, another one five tonnes."""
    world = new_world(bases=(OFFICIAL, OTHER))
    world.make("core/bases", "core/gwps", "core/categories")
    cell = {"category_code": "P.1", "gas": "CO2"}
    told = ((OFFICIAL, 0), (OTHER, 5))
    cells = [cell | {"basis_id": basis, "emissions_t": mass, "emissions_tco2e": mass} for basis, mass in told]
    world.put("marts/county_inventory", cells)
    for row in world.build("marts/basis_differences"):
        assert (row["difference_tco2e"], row["difference_pct"], row["difference_key"]) == (5, None, "NA")


def test_a_gas_without_a_potential_in_the_other_set_is_coverage(new_world: Callable[..., World]) -> None:
    world = new_world(bases=(OFFICIAL, OTHER))
    world.make("core/bases", "core/gwps", "core/categories")
    world.put("core/gwps", [row for row in world.rows("core/gwps") if (row["gwp_set"], row["gas"]) != ("ar5", "N2O")])
    cell = {"category_code": "P.6", "gas": "N2O"}
    known: Row = {"emissions_t": 2, "emissions_tco2e": 620}
    unknown: Row = {"notation_key": "NE", "reason_code": "no_potential"}
    cells = [cell | {"basis_id": OFFICIAL} | known, cell | {"basis_id": OTHER} | unknown]
    world.put("marts/county_inventory", cells)
    found = {row["category_code"]: row for row in world.build("marts/basis_differences")}
    assert [parts(found[code]) for code in ("P.6", "")] == [(0, 0, -620)] * 2


def test_the_parts_add_up_to_the_difference_of_the_totals(rows: dict[str, Row]) -> None:
    assert rows[""]["difference_tco2e"] == sum(parts(rows[""])) == 4815 - 4430
    assert rows[""]["difference_pct"] == Decimal("8.690744921")
    assert parts(rows[""]) == (700 - 90, 280 + 165, -670)

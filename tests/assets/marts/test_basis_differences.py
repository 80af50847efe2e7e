"""Why another basis gives another total: potentials, factors and coverage, which add up to the difference."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.world import OFFICIAL, Row, World

#: An edition that differs in everything, with other potentials.
OTHER = "ipcc_2006-ar5"

#: Basis, category, gas, tonnes, tonnes CO2e.
CELLS = (
    (OFFICIAL, "A.1", "CH4", 100, 2100),
    (OTHER, "A.1", "CH4", 110, 3080),
    (OFFICIAL, "P.1", "CO2", 500, 500),
    (OFFICIAL, "A.3", "CH4", 10, 210),
    (OTHER, "E.8", "CO2", 40, 40),
)


@pytest.fixture
def rows(new_world: Callable[..., World]) -> dict[str, Row]:
    """The table by category; the total is that of ''."""
    world = new_world(bases=(OFFICIAL, OTHER))
    world.make("core/bases", "core/gwps", "core/categories")
    world.put(
        "marts/county_inventory",
        [
            {"basis_id": basis, "category_code": code, "gas": gas, "emissions_t": tonnes, "emissions_tco2e": tco2e}
            for basis, code, gas, tonnes, tco2e in CELLS
        ]
        + [{"category_code": "S2.1", "emissions_t": 9, "emissions_tco2e": 9, "is_in_total": False}],
    )
    found = world.build("marts/basis_differences")
    assert {row["basis_id"] for row in found} == {OTHER}, "the official basis does not differ from itself"
    return {row["category_code"]: row for row in found}


def parts(row: Row) -> tuple[Decimal, ...]:
    return tuple(row[f"{part}_tco2e"] for part in ("potentials", "factors", "coverage"))


def test_masses_that_both_know_differ_by_potentials_and_by_factors(rows: dict[str, Row]) -> None:
    assert parts(rows["A.1"]) == (100 * (28 - 21), 10 * 28, 0)
    assert rows["A.1"]["difference_pct"] == Decimal("46.666666667")


def test_what_only_one_of_them_counts_is_coverage(rows: dict[str, Row]) -> None:
    assert parts(rows["P.1"]) == (0, 0, -500)
    assert parts(rows["A.3"]) == (0, 0, -210)
    assert parts(rows["E.8"]) == (0, 0, 40)
    for code in ("P.1", "A.3", "E.8"):
        assert (rows[code]["difference_pct"], rows[code]["difference_key"]) == (None, "NA")


def test_the_parts_add_up_to_the_difference_of_the_totals(rows: dict[str, Row]) -> None:
    assert rows[""]["difference_tco2e"] == sum(parts(rows[""])) == 3120 - 2810
    assert rows[""]["difference_pct"] == Decimal("11.032028470")
    assert parts(rows[""]) == (700, 280, -670)

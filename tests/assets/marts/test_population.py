"""People: what is printed at the end of a year, the mean of two ends, and a key where nothing is."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.assets.core.test_mean_population import residents
from tests.conftest import BuiltRelease
from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

FIGURES = [
    residents(2019, 900),
    residents(2020, 1101),
    residents(2020, 367, item_code="population_resident_urban"),
    residents(2020, 1300, item_code="population_registered"),
]


def people(world: World, figures: list[Row]) -> dict[object, Row]:
    world.put("core/observations", figures)
    world.put(
        "core/inventories",
        [
            {"basis_id": basis, "region_code": region, "year": year}
            for basis in (OFFICIAL, SECOND)
            for region in (QUXIAN, DAZHU)
            for year in (2019, 2020)
        ],
    )
    world.put("core/mean_population", [{"year": 2020, "persons": "1000.5"}])
    rows = world.build("marts/population")
    return {(row["region_code"], row["year"]): row for row in rows}


def test_a_year_has_the_printed_people_their_mean_and_their_urban_share(new_world: Callable[..., World]) -> None:
    """Beside them stand a figure that lost, one of the towns, one of a plant, and a month."""
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020))
    others = [
        residents(2020, 7000, is_preferred=False),
        residents(2020, 11_000, sector_code="urban"),
        residents(2020, 13_000, facility_code="plant"),
        residents(2020, 17_000, is_whole_year=False, period="2020-12"),
    ]
    found = people(world, [*FIGURES, *others])
    assert len(found) == 4
    row = found[QUXIAN, 2020]
    assert [value for name, value in row.items() if name.endswith(("_persons", "_pct"))] == [
        1101, Decimal("1000.5"), 367, Decimal("33.333333333"), 1300
    ]  # fmt: skip
    assert {value for name, value in row.items() if name.endswith("_key")} == {""}


def test_what_is_not_printed_has_a_key_and_leads_to_the_inventory_that_asks(new_world: Callable[..., World]) -> None:
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020))
    found = people(world, FIGURES)
    keys = ("resident_key", "mean_resident_key", "urban_resident_key", "urban_share_key", "registered_key")
    assert [found[QUXIAN, 2019][key] for key in keys] == ["", "NE", "NE", "NE", "NE"]
    assert [found[DAZHU, 2020][key] for key in keys] == ["NE"] * 5
    assert [row["role"] for row in world.parents("population", f"{QUXIAN}/2019")] == ["asked", "population_resident"]
    assert [row["parent_id"] for row in world.parents("population", f"{DAZHU}/2020")] == [f"{SECOND}/{DAZHU}/2020"]


def test_nobody_has_no_urban_share(world: World) -> None:
    nobody = [residents(2020, 0), residents(2020, 0, item_code="population_resident_urban")]
    row = people(world, nobody)[QUXIAN, 2020]
    assert (row["urban_share_pct"], row["urban_share_key"]) == (None, "NA")


@pytest.mark.parametrize(
    "printed",
    [[residents(2020, 0)], [residents(2020, 367, item_code="population_resident_urban")]],
    ids=["nobody at all", "those of the towns alone"],
)
def test_an_urban_share_of_which_one_figure_is_not_printed_is_not_estimated(world: World, printed: list[Row]) -> None:
    row = people(world, printed)[QUXIAN, 2020]
    assert (row["urban_share_pct"], row["urban_share_key"]) == (None, "NE")


def test_figures_per_head_are_divided_by_the_mean_that_is_published(sample: BuiltRelease) -> None:
    rows = sample.rows(
        """
        select distinct year, denominator, mean_resident_persons
        from marts.county_indicators_official inner join marts.population using (region_code, year)
        where indicator_code like '%_per_resident' and value is not null and base_year = 0
        """
    )
    assert len(rows) == 19
    assert all(row["denominator"] == row["mean_resident_persons"] for row in rows)

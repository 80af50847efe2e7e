"""Mean population: half of the residents at both ends of a year, and of nobody else."""

from collections.abc import Callable

from tests.staged_rows import DAZHU
from tests.world import QUXIAN, Row, World


def residents(year: int, persons: object, region: str = QUXIAN, **other: object) -> Row:
    about = {"year": year, "region_code": region, "item_code": "population_resident"} | other
    count = {"amount_base": persons, "unit_code": "person", "base_unit_code": "person"}
    return about | count | {"observation_id": f"{about}"}


def test_residents_in_force_at_both_ends_of_a_year_make_its_mean_and_are_its_parents(
    new_world: Callable[..., World],
) -> None:
    """Beside them stand a figure that lost, one of the towns, one of the registered, a blank and the next county."""
    world = new_world(regions=(QUXIAN, DAZHU))
    figures = [
        *(residents(year, persons) for year, persons in ((2018, 700), (2019, 900), (2020, 1101))),
        *(residents(year, persons, DAZHU) for year, persons in ((2019, 50), (2020, 60))),
        *(residents(year, 7, is_preferred=False) for year in (2019, 2020)),
        *(residents(year, 11, sector_code="urban") for year in (2019, 2020)),
        *(residents(year, 13, item_code="population_registered") for year in (2019, 2020)),
        *(residents(year, None, vintage="preliminary") for year in (2019, 2020)),
    ]
    world.put("core/observations", figures)
    found = {(row["region_code"], row["year"]): row["persons"] for row in world.build("core/mean_population")}
    assert found == {(QUXIAN, 2019): 800, (QUXIAN, 2020): 1000.5, (DAZHU, 2020): 55}
    parents = {
        place: [row["value_used"] for row in world.parents("mean_population", "/".join(map(str, place)))]
        for place in found
    }
    assert parents == {(QUXIAN, 2019): [700, 900], (QUXIAN, 2020): [900, 1101], (DAZHU, 2020): [50, 60]}

"""Over which years a change is looked at, and in whose prices."""

from tests.staged_rows import DAZHU
from tests.world import QUXIAN, World


def spans(world: World, *years: int) -> set[tuple[int, int, str, int]]:
    world.put("core/inventories", [{"year": year} for year in years])
    world.put("core/price_bases", [{"price_base_year": base} for base in (2015, 2020)])
    rows = world.build("core/spans")
    return {(row["from_year"], row["year"], row["span"], row["price_base_year"]) for row in rows}


def test_a_year_and_a_plan_period_stand_in_the_prices_of_the_period(world: World) -> None:
    """2020 is compared with 2019 in prices of 2015, and 2021 with 2020 in prices of 2020."""
    assert spans(world, *range(2015, 2023)) == {
        *((year - 1, year, "year", 2015) for year in range(2016, 2021)),
        (2015, 2020, "plan_period", 2015),
        (2020, 2021, "year", 2020),
        (2021, 2022, "year", 2020),
        (2020, 2022, "plan_period", 2020),
    }


def test_counties_have_their_steps_apart_in_whatever_order_the_periods_are_listed(world: World) -> None:
    reported = {QUXIAN: (2019, 2020, 2021), DAZHU: (2018, 2020, 2021)}
    world.put(
        "core/inventories", [{"region_code": place, "year": y} for place, years in reported.items() for y in years]
    )
    for bases in ((2015, 2020), (2020, 2015)):
        world.put("core/price_bases", [{"price_base_year": base} for base in bases])
        rows = [row for row in world.build("core/spans") if row["span"] == "year"]
        assert {(row["region_code"], row["from_year"], row["year"], row["price_base_year"]) for row in rows} == {
            (QUXIAN, 2019, 2020, 2015),
            (QUXIAN, 2020, 2021, 2020),
            (DAZHU, 2020, 2021, 2020),
        }


def test_a_plan_period_without_its_base_year_is_none(world: World) -> None:
    assert spans(world, 2016, 2017) == {(2016, 2017, "year", 2015)}


def test_years_with_a_gap_are_no_step(world: World) -> None:
    assert spans(world, 2020, 2022) == {(2020, 2022, "plan_period", 2020)}

"""Whether energy CO2 parts from the economy, by year and over plan periods."""

from collections.abc import Callable

import pytest

from tests.world import Row, World

NewWorld = Callable[..., World]


def parts(world: World, co2: dict[int, object], gdp: dict[int, object]) -> dict[tuple[int, int], Row]:
    """The table by its two years."""
    world.put("core/inventories", [{"year": year} for year in co2])
    world.put("core/price_bases", [{"price_base_year": 2020}])
    world.compute("core/spans")
    # an industry with a chain of its own is not the whole
    industry = [{"year": y, "sector_code": "primary_industry", "gdp_cny": 5} for y in co2]
    whole = [{"year": y, "gdp_cny": n} for y, n in gdp.items()]
    world.put("core/gdp", [row | {"price_base_year": 2020} for row in whole + industry])
    world.put(
        "marts/energy_co2",
        [
            {
                "year": year,
                "caliber": "energy",
                "scope": "gross",
                "co2_t": amount,
                "notation_key": "" if amount is not None else "NE",
                "reason_zh": "" if amount is not None else "缺少电网因子",
            }
            for year, amount in co2.items()
        ],
    )
    return {(row["from_year"], row["year"]): row for row in world.make_of_tables("marts/decoupling")}


def test_years_and_the_ends_of_a_plan_period_have_a_state(new_world: NewWorld) -> None:
    """GDP +10 % each year; CO2 +5 %, then down to 96: over both years −4 % against +21 %."""
    found = parts(new_world(), {2020: 100, 2021: 105, 2022: 96}, {2020: 1000, 2021: 1100, 2022: 1210})
    assert {key: row["state_code"] for key, row in found.items()} == {
        (2020, 2021): "weak_decoupling",
        (2021, 2022): "strong_decoupling",
        (2020, 2022): "strong_decoupling",
    }
    assert float(found[2020, 2021]["elasticity"]) == pytest.approx(0.5)
    assert float(found[2020, 2022]["elasticity"]) == pytest.approx(-4 / 21)
    assert found[2020, 2022]["span"] == "plan_period"
    assert found[2020, 2022]["reason_zh"] == "2022年比2020年：地区生产总值+21.0%，二氧化碳−4.0%，强脱钩。"


def test_an_economy_that_stands_still_has_no_elasticity(new_world: NewWorld) -> None:
    row = parts(new_world(), {2021: 100, 2022: 105}, {2021: 10000, 2022: 10009})[2021, 2022]
    assert (row["state_code"], row["elasticity"], row["elasticity_key"], row["notation_key"]) == (
        "undefined", None, "NA", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("co2", "gdp", "reason"),
    [
        ({2021: None, 2022: 100}, {2021: 10, 2022: 11}, "2021年缺少电网因子"),
        ({2021: 90, 2022: 100}, {2021: 10}, "2022年缺少不变价地区生产总值"),
        ({2021: 90, 2022: -100}, {2021: 10, 2022: 11}, "2022年二氧化碳不大于零"),
        ({2021: None, 2022: 100}, {2022: 11}, "2021年缺少电网因子；2021年缺少不变价地区生产总值"),
    ],
)
def test_an_end_that_lacks_something_says_what(
    co2: dict[int, object], gdp: dict[int, object], reason: str, new_world: NewWorld
) -> None:
    row = parts(new_world(), co2, gdp)[2021, 2022]
    assert (row["elasticity"], row["notation_key"], row["elasticity_key"], row["state_code"]) == (None, "NE", "NE", "")
    assert row["reason_zh"] == reason


def test_the_years_between_the_ends_of_a_period_are_not_asked(new_world: NewWorld) -> None:
    found = parts(new_world(), {2020: 100, 2021: None, 2022: 96}, {2020: 1000, 2022: 1210})
    assert found[2020, 2022]["state_code"] == "strong_decoupling"


def test_it_comes_of_both_ends(new_world: NewWorld) -> None:
    world = new_world()
    parts(world, {2021: 100, 2022: 105}, {2021: 1000, 2022: 1100})
    parents = world.parents("decoupling", "provincial_2011-sar/511725/energy/gross/0/2021/2022/year")
    assert [(row["role"], row["value_used"]) for row in parents] == [
        ("co2_after", 105), ("co2_before", 100), ("gdp_after", 1100), ("gdp_before", 1000),
    ]  # fmt: skip


def test_a_county_without_anything_has_no_rows(new_world: NewWorld) -> None:
    assert parts(new_world(), {}, {}) == {}
    assert parts(new_world(), {2020: 100}, {2020: 1000}) == {}

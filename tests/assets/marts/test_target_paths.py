"""The path to a target: where it starts, how it bends, where it ends, and what stands beside it."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.world import Row, World

SERIES = {"caliber": "energy", "method": "bottom_up", "gas": ""}
SHARE = {"scope": "consumption", "accounting": "coal_equivalent", "method": "", "gas": ""}


def level(year: int, value: object, indicator: str = "co2_per_gdp", price_base: int = 2020, **about: object) -> Row:
    return {
        "indicator_code": indicator,
        "year": year,
        "value": value,
        "notation_key": "" if value is not None else "NE",
        "price_base_year": price_base,
        "is_price_base_in_force": price_base in (0, 2020),
        "error_key": "NA",
        **(SERIES if indicator == "co2_per_gdp" else SHARE),
        **about,
    }


def path(world: World, target: str, *levels: Mapping[str, object], reading: str = "") -> dict[int, Row]:
    """Rows of a target by year, of its headline reading unless another one is named."""
    world.make("core/targets")
    world.put("core/inventories", [{"year": 2020}])
    world.put("marts/county_indicators", levels, is_judged=False)
    world.compute("marts/target_paths")
    about = f"reading_id = '{reading}'" if reading else "is_headline"
    return {row["year"]: row for row in world.rows("marts/target_paths", f"target_id = '{target}' and {about}")}


def test_an_intensity_falls_at_a_constant_rate_from_its_base_year_to_the_threshold(world: World) -> None:
    """Of 2 the target leaves 0.805 in five years, a year the fifth root of that, 0.957545."""
    rows = path(world, "co2_per_gdp_2025", level(2020, 2), level(2021, "1.9"))
    assert list(rows) == [2020, 2021, 2022, 2023, 2024, 2025]
    found = [rows[year]["path_value"] for year in rows]
    by_hand = ("2.000000", "1.915090", "1.833785", "1.755931", "1.681383", "1.610000")
    for value, expected in zip(found, map(Decimal, by_hand), strict=True):
        assert abs(value - expected) <= Decimal("0.000001")
    assert [rows[year]["actual_value"] for year in (2020, 2021)] == [2, Decimal("1.9")]
    assert (rows[2022]["actual_value"], rows[2022]["actual_key"]) == (None, "NE")
    assert (rows[2021]["unit_zh"], rows[2021]["price_base_year"]) == ("吨二氧化碳/万元", 2020)


def test_a_share_rises_by_equal_points(world: World) -> None:
    """From 20 to 30 in five years: 2 points a year."""
    rows = path(world, "non_fossil_share_2025", level(2020, 20, "non_fossil_share", 0))
    assert [rows[year]["path_value"] for year in rows] == [20, 22, 24, 26, 28, 30]


@pytest.mark.parametrize(("with_own", "expected"), [(True, 2005), (False, 2020)])
def test_a_path_stands_in_prices_of_its_base_year_where_there_are_some_else_in_those_in_force(
    world: World, with_own: bool, expected: int
) -> None:
    """Of the 4 of 2005 the target leaves 1.2 in 2030; at other prices it is 3, and 0.9."""
    own = [level(2005, 4, price_base=2005)] * with_own
    rows = path(world, "co2_per_gdp_2030", level(2005, 3), *own)
    assert {row["price_base_year"] for row in rows.values()} == {expected}
    assert rows[2030]["path_value"] == (Decimal("1.2") if with_own else Decimal("0.9"))


def test_a_path_without_a_start_says_why_and_still_shows_what_was_reached(world: World) -> None:
    rows = path(world, "co2_per_gdp_2025", level(2020, None), level(2021, 2))
    assert {(row["path_value"], row["path_key"]) for row in rows.values()} == {(None, "NE")}
    assert rows[2021]["actual_value"] == 2


def test_no_rate_leads_up_from_nothing_or_below_it(world: World) -> None:
    for start in (0, -1):
        rows = path(world, "co2_per_gdp_2025", level(2020, start))
        assert {(row["path_value"], row["path_key"]) for row in rows.values()} == {(None, "NA")}


def test_each_reading_has_a_path_of_its_own(world: World) -> None:
    rows = path(
        world,
        "co2_per_gdp_2025",
        level(2020, 2),
        level(2020, 3, caliber="stat_2026"),
        reading="stat_2026-current-by_fuel",
    )
    assert (rows[2020]["path_value"], rows[2025]["path_value"]) == (3, Decimal("2.415"))


def test_goals_without_a_figure_have_no_path(world: World) -> None:
    assert path(world, "coal_use_falls_2025", level(2020, 2)) == {}
    assert path(world, "assessed_co2_per_gdp", level(2020, 2)) == {}


def declared(world: World, *levels: Mapping[str, object], **target: object) -> list[Row]:
    """Path of one target that is not ours, from 2020 to 2025, beside these levels."""
    usual = {"target_id": "cut", "reading_id": "stated", "kind": "change", "is_headline": True, "base_year": 2020}
    asked = {"indicator_code": "co2_per_gdp", "target_year": 2025, "unit_zh": "%", "threshold": -50}
    world.put("core/targets", [usual | asked | SERIES | target], is_judged=False)
    world.put("core/inventories", [{"year": 2020}])
    world.put("marts/county_indicators", levels, is_judged=False)
    world.compute("marts/target_paths")
    return sorted(world.rows("marts/target_paths"), key=lambda row: row["year"])


@pytest.mark.parametrize("region", ["511724", "511700", "51"])
def test_the_target_of_another_region_has_no_path_here(world: World, region: str) -> None:
    assert declared(world, level(2020, 2), region_code=region) == []
    assert len(declared(world, level(2020, 2), region_code="511725")) == 6


def test_a_path_is_that_of_the_figures_without_land_use(world: World) -> None:
    with_forests = level(2020, 1, is_with_lulucf=True)
    rows = declared(world, level(2020, 2), with_forests)
    assert (len(rows), rows[-1]["path_value"]) == (6, 1)


@pytest.mark.parametrize(("threshold", "key"), [(-99, ""), (-100, "NA"), (-101, "NA")])
def test_no_rate_leads_down_to_nothing_or_below_it(world: World, threshold: int, key: str) -> None:
    rows = declared(world, level(2020, 2), threshold=threshold)
    assert {row["path_key"] for row in rows} == {key}
    assert {row["path_value"] is None for row in rows} == {key != ""}


@pytest.mark.parametrize(("key", "expected"), [("NE", "NE"), ("C", "C")])
def test_a_path_to_no_figure_says_why_there_is_none(world: World, key: str, expected: str) -> None:
    rows = declared(world, level(2020, 2), threshold=None, threshold_key=key)
    assert {(row["path_value"], row["path_key"]) for row in rows} == {(None, expected)}


def test_a_path_without_a_start_has_the_key_of_its_start(world: World) -> None:
    start = level(2020, None, notation_key="C")
    assert {row["path_key"] for row in declared(world, start, threshold_key="NE")} == {"C"}


def test_of_prices_in_force_a_path_takes_the_latest_and_of_others_none(world: World) -> None:
    """2020 prices are in force until 2025, then those of 2025; prices of 2015 are shown besides."""
    in_force = [level(year, value, price_base=base) for year, value, base in ((2005, 4, 2020), (2005, 6, 2025))]
    in_force[1]["is_price_base_in_force"] = True
    others = [level(2005, 9, price_base=base) for base in (2015, 2030)]
    rows = declared(world, *in_force, *others, base_year=2005, target_year=2010)
    assert {row["price_base_year"] for row in rows} == {2025}
    assert rows[0]["path_value"] == 6


def test_a_path_without_any_figure_has_no_price_base(world: World) -> None:
    rows = declared(world)
    assert {(row["price_base_year"], row["path_key"], row["actual_key"]) for row in rows} == {(0, "NE", "NE")}
    assert {row["reason_zh"] for row in rows} == {"没有这一年的数"}


def test_what_was_reached_is_told_with_its_own_reason(world: World) -> None:
    reached = level(2021, None, reason_zh="缺少能源数据", is_incomplete=True)
    row = declared(world, level(2020, 2), reached)[1]
    assert (row["actual_key"], row["reason_zh"], row["is_incomplete"]) == ("NE", "缺少能源数据", True)

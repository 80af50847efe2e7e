"""CO2 and its intensity against the year before, in both calibers."""

from decimal import Decimal

import pytest

from tests.staged_rows import DAZHU
from tests.world import SECOND, Row, World


def changes(world: World, *levels: tuple[int, object], **about: object) -> dict[int, Row]:
    """Rows by year, of levels (year, value) of energy CO2."""
    world.put(
        "marts/county_indicators",
        [
            {
                "indicator_code": "energy_co2",
                "caliber": "energy",
                "method": "bottom_up",
                "gas": "",
                "is_price_base_in_force": True,
                "year": year,
                "value": value,
                "numerator": value,
                "denominator": 1,
                "notation_key": "" if value is not None else "NE",
                "error_key": "NA",
                **about,
            }
            for year, value in levels
        ],
    )
    return {row["year"]: row for row in world.build("marts/indicator_changes")}


def test_a_year_is_compared_with_the_one_before_and_no_other(world: World) -> None:
    rows = changes(world, (2019, 200), (2020, 150), (2022, 300))
    assert (rows[2020]["change"], rows[2020]["change_pct"]) == (-50, -25)
    for year in (2019, 2022):
        assert (rows[year]["change"], rows[year]["change_key"], rows[year]["ratio_key"]) == (None, "NE", "NE")


def test_a_change_is_taken_from_numerator_and_denominator_as_against_base_years(world: World) -> None:
    """A thousandth of a third is not lost in nine decimals: 1/3 to 2/3 is 100 %."""
    rows = changes(
        world, (2019, "0.333333333"), indicator_code="co2_per_gdp", caliber="stat_2026", numerator=1, denominator=3
    )
    assert rows[2019]["change_pct"] is None
    both = [
        {"year": year, "value": value, "numerator": above, "denominator": 3}
        for year, value, above in ((2019, "0.333333333", 1), (2020, "0.666666667", 2))
    ]
    about = {
        "indicator_code": "co2_per_gdp",
        "caliber": "stat_2026",
        "method": "bottom_up",
        "gas": "",
        "is_price_base_in_force": True,
        "error_key": "NA",
    }
    world.put("marts/county_indicators", [about | row for row in both])
    (_, row) = world.build("marts/indicator_changes")
    assert row["change_pct"] == Decimal(100)


@pytest.mark.parametrize(("before", "change"), [(-10, 15), (0, 5)])
def test_from_nothing_or_less_there_is_a_change_and_no_rate(world: World, before: int, change: int) -> None:
    rows = changes(world, (2019, before), (2020, 5))
    assert (rows[2020]["change"], rows[2020]["change_pct"], rows[2020]["ratio_key"]) == (change, None, "NA")


def test_a_change_is_incomplete_where_either_of_its_years_is(world: World) -> None:
    changes(world, (2018, 250), (2019, 200), (2020, 150), (2021, 100))
    levels = world.rows("marts/county_indicators")
    world.put("marts/county_indicators", [row | {"is_incomplete": row["year"] == 2019} for row in levels])
    found = {row["year"]: row["is_incomplete"] for row in world.build("marts/indicator_changes")}
    assert found == {2018: False, 2019: True, 2020: True, 2021: False}


@pytest.mark.parametrize("levels", [((2019, None), (2020, 5)), ((2019, 5), (2020, None))])
def test_what_is_not_known_has_no_change_and_its_key(world: World, levels: tuple[tuple[int, object], ...]) -> None:
    rows = changes(world, *levels)
    assert (rows[2020]["change_pct"], rows[2020]["change_key"], rows[2020]["ratio_key"]) == (None, "NE", "NE")


@pytest.mark.parametrize(("keys", "expected"), [(("IE", ""), "IE"), (("", "IE"), "IE"), (("IE", "C"), "C")])
def test_the_key_is_that_of_the_year_or_else_of_the_year_before(
    world: World, keys: tuple[str, str], expected: str
) -> None:
    changes(world, *((2019 + number, None if key else 5) for number, key in enumerate(keys)))
    levels = world.rows("marts/county_indicators")
    told = [row | {"notation_key": key} for row, key in zip(levels, keys, strict=True)]
    world.put("marts/county_indicators", told)
    row = world.build("marts/indicator_changes")[-1]
    assert (row["year"], row["change_key"], row["ratio_key"]) == (2020, expected, expected)


@pytest.mark.parametrize(
    "other",
    [{"region_code": DAZHU}, {"basis_id": SECOND}, {"caliber": "stat_2026"}, {"indicator_code": "co2_per_gdp"}],
    ids=str,
)
def test_the_year_before_of_another_county_or_series_is_none(world: World, other: Row) -> None:
    changes(world, (2019, 200), (2020, 150))
    before, row = world.rows("marts/county_indicators")
    world.put("marts/county_indicators", [before | other, row])
    (found,) = [row for row in world.build("marts/indicator_changes") if row["year"] == 2020]
    assert (found["change"], found["change_key"]) == (None, "NE")


def test_variants_that_nobody_tells_first_are_left_out(world: World) -> None:
    assert changes(world, (2020, 5), grid_factor_year=2020) == {}
    assert changes(world, (2020, 5), caliber="fuel_only") == {}
    assert changes(world, (2020, 5), method="standard_coal") == {}
    assert changes(world, (2020, 5), is_price_base_in_force=False) == {}

"""Chained GDP: growth multiplies forwards and divides backwards, and a chain with a missing year is none."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.problems import Refusals
from tests.staged_rows import DAZHU, Row, observed, printed, stage
from tests.world import World


def nominal(year: int, amount: object, **other: object) -> Row:
    return observed("gdp", amount, year=year, **other)


def growth(year: int, percent: object, **other: object) -> Row:
    return observed("gdp_growth", percent, year=year, unit_code="pct", **other)


def gdp(world: World, *rows: Row) -> dict[tuple[int, int], Decimal]:
    """Constant-price GDP by year and price base."""
    stage(world, rows)
    world.make("core/regions", "core/price_bases")
    world.build_all("core/observations", "core/gdp_inputs")
    found = world.build("core/gdp")
    return {(row["year"], row["price_base_year"]): row["gdp_cny"] for row in found if not row["sector_code"]}


#: Worked case 5: 8 % and 6 % in 2019 and 2020 on prices of 2015, GDP 2018 (2015 prices) = 100, nominal GDP 2020 = 130.
CASE_5 = [
    nominal(2015, 100),
    *(nominal(year, 120) for year in range(2016, 2020)),
    nominal(2020, 130),
    *(growth(year, 0) for year in (2016, 2017, 2018)),
    growth(2019, 8),
    growth(2020, 6),
]


def test_constructed_case_5_chaining_and_rebasing(world: World) -> None:
    found = gdp(world, *CASE_5)
    assert found[2018, 2015] == Decimal("100.00")
    assert found[2020, 2015] == Decimal("114.48")
    assert float(found[2019, 2020]) == pytest.approx(122.6415, abs=0.005)


def test_constructed_case_5_to_its_last_digit(world: World) -> None:
    """In yuan rather than hundreds of millions, so that rounding to the fen hides nothing."""
    scaled = [row | {"unit_code": "100m_cny"} if row["item_code"] == "gdp" else row for row in CASE_5]
    found = gdp(world, *scaled)
    assert float(found[2020, 2015]) / 1e8 == pytest.approx(114.48, abs=1e-10)
    assert float(found[2019, 2020]) / 1e8 == pytest.approx(122.6415, abs=5e-5)


def test_in_its_base_year_gdp_is_nominal(world: World) -> None:
    found = gdp(world, *CASE_5)
    assert (found[2015, 2015], found[2020, 2020]) == (100, 130)


def test_price_bases_are_those_that_are_declared(world: World) -> None:
    assert {base for _, base in gdp(world, *CASE_5)} == {2015, 2020}
    world.put("core/price_bases", [{"price_base_year": 2018}])
    assert {row["price_base_year"] for row in world.build_all("core/gdp_inputs", "core/gdp")} == {2018}


def test_rebasing_changes_levels_and_not_growth(world: World) -> None:
    found = gdp(world, *CASE_5)
    for earlier, later in pairwise(range(2015, 2021)):
        ratios = {round(float(found[later, base] / found[earlier, base]), 3) for base in (2015, 2020)}
        assert len(ratios) == 1


def test_backwards_the_product_divides(world: World) -> None:
    found = gdp(world, nominal(2019, 1), nominal(2020, 110), growth(2020, 10))
    assert found[2019, 2020] == 100


@pytest.mark.parametrize("missing", [2016, 2017, 2018, 2019, 2020])
def test_a_missing_year_breaks_every_chain_across_it(world: World, missing: int) -> None:
    rows = [row for row in CASE_5 if (row["item_code"], row["period"]) != ("gdp_growth", str(missing))]
    found = gdp(world, *rows)
    assert {year for year, base in found if base == 2015} == set(range(2015, missing))
    assert {year for year, base in found if base == 2020} == set(range(missing, 2021))


@pytest.mark.parametrize("status", ["blank", "not_available"])
def test_growth_that_is_not_known_breaks_the_chain(world: World, status: str) -> None:
    rows = [row for row in CASE_5 if (row["item_code"], row["period"]) != ("gdp_growth", "2019")]
    found = gdp(world, *rows, printed("gdp_growth", status, year=2019, unit_code="pct"))
    assert (2020, 2015) not in found
    assert (2018, 2015) in found


def test_growth_that_is_none_is_known(world: World) -> None:
    rows = [nominal(2020, 100), nominal(2021, 90), printed("gdp_growth", "zero_or_none", year=2021, unit_code="pct")]
    assert gdp(world, *rows)[2021, 2020] == 100


def test_without_nominal_gdp_of_the_base_there_is_no_chain(world: World) -> None:
    rows = [row for row in CASE_5 if (row["item_code"], row["period"]) != ("gdp", "2015")]
    assert {base for _, base in gdp(world, *rows)} == {2020}


def test_value_added_of_an_industry_is_not_gdp(world: World) -> None:
    assert gdp(world, nominal(2020, 100, sector_code="primary_industry")) == {}


@pytest.mark.parametrize(("of_all", "expected"), [([growth(2021, 5)], 105), ([], None)])
def test_growth_of_an_industry_is_none_of_the_whole(world: World, of_all: list[Row], expected: int | None) -> None:
    rows = [nominal(2020, 100), nominal(2021, 130), growth(2021, 1, sector_code="primary_industry"), *of_all]
    assert gdp(world, *rows).get((2021, 2020)) == expected


def test_a_figure_that_lost_is_not_chained(world: World) -> None:
    found = gdp(world, nominal(2020, 100), nominal(2020, 1, vintage="preliminary"))
    assert found == {(2020, 2020): 100}


def test_regions_do_not_mix(new_world: Callable[..., World]) -> None:
    world = new_world(regions=("511725", DAZHU))
    gdp(world, nominal(2020, 100), nominal(2021, 1, region_code=DAZHU), growth(2021, 5, region_code=DAZHU))
    assert [(row["region_code"], row["year"]) for row in world.rows("core/gdp")] == [("511725", 2020)]


def test_the_inputs_of_a_chain_stand_in_its_order(world: World) -> None:
    gdp(world, *CASE_5)
    forwards = world.rows("core/gdp_inputs", "price_base_year = 2015 and year = 2020")
    assert [row["role"] for row in forwards] == ["nominal", *["growth"] * 5]
    assert [row["value_used"] for row in forwards] == [100, 1, 1, 1, Decimal("1.08"), Decimal("1.06")]
    backwards = world.rows("core/gdp_inputs", "price_base_year = 2020 and year = 2018")
    assert [row["role"] for row in backwards] == ["nominal", "growth_back", "growth_back"]


@settings(max_examples=12)
@given(st.lists(st.decimals(-15, 20, places=1), min_size=5, max_size=5))
def test_chains_multiply_whatever_the_growth(lasting_world: World, percents: list[Decimal]) -> None:
    years = range(2016, 2021)
    rows = [nominal(2015, 10**12), *(nominal(year, 10**12) for year in years)]
    found = gdp(lasting_world, *rows, *(growth(year, percent) for year, percent in zip(years, percents, strict=True)))
    expected = Decimal(10**12)
    for year, percent in zip(years, percents, strict=True):
        expected *= 1 + percent / 100
        assert float(found[year, 2015]) == pytest.approx(float(expected), rel=1e-12)
    back = Decimal(10**12)
    for year, percent in zip(reversed(years), reversed(percents), strict=True):
        back /= 1 + percent / 100
        assert float(found[year - 1, 2020]) == pytest.approx(float(back), rel=1e-12)


def test_rounding_adds_up_over_the_years_of_a_chain(world: World) -> None:
    """Fifteen years at no growth: ±0.05 points a year are ±0.75 %."""
    years = range(2001, 2016)
    rows = [nominal(year, 100) for year in (2000, *years)]
    gdp(world, *rows, *(growth(year, 0) for year in years))
    (row,) = world.rows("core/gdp", "year = 2015 and price_base_year = 2000")
    assert row["error_pct"] == Decimal("0.75")
    (row,) = world.rows("core/gdp", "year = 2000 and price_base_year = 2000")
    assert row["error_pct"] == 0


@pytest.mark.parametrize(("item", "other"), [("gdp", "gdp_growth"), ("gdp_growth", "gdp")], ids=["level", "growth"])
def test_a_chain_of_levels_and_growth_of_two_vintages_is_refused(world: World, item: str, other: str) -> None:
    """A census revises both: nominal GDP as revised and growth as it was before make neither series."""
    revised = [row | {"vintage": "revised"} if row["item_code"] == item else row for row in CASE_5]
    with pytest.raises(Refusals, match="E-VINTAGE"):
        gdp(world, *revised)
    both = [row | {"vintage": "revised"} if row["item_code"] in (item, other) else row for row in CASE_5]
    assert gdp(world, *both)[2018, 2015] == 100


def test_a_preliminary_year_continues_a_chain_of_final_ones(world: World) -> None:
    rows = [nominal(2020, 100), nominal(2021, 110, vintage="preliminary"), growth(2021, 5, vintage="preliminary")]
    assert gdp(world, *rows)[2021, 2020] == 105

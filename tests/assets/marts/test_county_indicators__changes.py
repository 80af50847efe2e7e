"""Changes against base years: within one price base, products and not sums, with what the base year lacks."""

from decimal import Decimal
from math import prod

import pytest

from tests.world import OFFICIAL, QUXIAN, Row, World

BASES = (2005, 2010, 2015, 2020, 2025)


def level(year: int, numerator: object, denominator: object = 1, price_base: int = 2005, **other: object) -> Row:
    value = None if numerator is None else round(Decimal(str(numerator)) / Decimal(str(denominator)), 9)
    numerator = None if numerator is None else round(Decimal(str(numerator)), 9)
    known = {"numerator": numerator, "denominator": denominator, "value": value}
    return (
        {
            "year": year,
            "indicator_code": "energy_per_gdp",
            "price_base_year": price_base,
            "is_price_base_in_force": True,
            "unit_zh": "吨标准煤/万元",
            "error_key": "NA",
            "gas": "",
        }
        | (known if numerator is not None else {"notation_key": "NE", "reason_zh": "缺少电网因子"})
        | other
    )


def changes(world: World, *levels: Row) -> dict[tuple[int, int], Row]:
    """Changes by year and base year."""
    world.put("core/price_bases", [{"price_base_year": year} for year in BASES])
    world.put("marts/county_indicators__co2", levels)
    world.build_all("marts/county_indicators__changes", "marts/county_indicators")
    return {(row["year"], row["base_year"]): row for row in world.rows("marts/county_indicators", "base_year != 0")}


#: Worked case C02: energy per GDP 2005 in tce per 10⁴ yuan at prices of 2005, and what each year saved in percent.
ENERGY, MONEY, SAVED = 222468, 182321, (4, "4.1", "4.2", "4.5", 5)


def of_case_c02() -> list[Row]:
    energy, rows = Decimal(ENERGY), [level(2005, ENERGY, MONEY)]
    for year, percent in enumerate(SAVED, 2006):
        energy *= 1 - Decimal(percent) / 100
        rows.append(level(year, energy, MONEY))
    return rows


def test_case_c02_savings_of_years_multiply(world: World) -> None:
    assert of_case_c02()[0]["value"] == Decimal("1.220199538")  # published 1.2202
    found = changes(world, *of_case_c02())
    assert found[2010, 2005]["value"] == Decimal("-19.982988688")
    assert float(found[2010, 2005]["value"]) == pytest.approx(-19.983, abs=0.0005)


def test_case_c02_to_add_the_savings_is_wrong(world: World) -> None:
    found = changes(world, *of_case_c02())[2010, 2005]["value"]
    assert float(found) == pytest.approx(-100 * (1 - prod(1 - float(percent) / 100 for percent in SAVED)), abs=1e-9)
    assert abs(float(found) + sum(map(float, SAVED))) > 1.8


def test_a_change_is_taken_from_what_is_not_rounded(world: World) -> None:
    row = changes(world, level(2005, 1, 3), level(2006, 2, 7))[2006, 2005]
    assert row["value"] == Decimal("-14.285714286")  # 6/7 − 1
    assert (row["numerator"], row["denominator"], row["unit_zh"]) == (
        Decimal("0.285714286"),
        Decimal("0.333333333"),
        "%",
    )


def test_every_year_is_compared_with_the_base_years_before_it(world: World) -> None:
    found = changes(world, *(level(year, 1) for year in range(2005, 2013)))
    assert set(found) == {(year, 2005) for year in range(2006, 2013)} | {(2011, 2010), (2012, 2010)}


def test_levels_in_prices_of_two_years_are_not_divided(world: World) -> None:
    """Whichever of them is in force."""
    assert changes(world, level(2005, 1, price_base=2005), level(2006, 1, price_base=2010)) == {}


def test_in_prices_that_are_not_in_force_there_is_no_change_besides(world: World) -> None:
    others = [level(year, 1, price_base=2010, is_price_base_in_force=False) for year in (2005, 2006)]
    assert changes(world, *others) == {}


@pytest.mark.parametrize(
    "other",
    [
        {"caliber": "stat_2026"},
        {"scope": "gross"},
        {"method": "standard_coal"},
        {"accounting": "calorific"},
        {"grid_factor_year": 2020},
        {"gas": "CH4"},
        {"is_with_lulucf": True},
        {"indicator_code": "co2_per_gdp"},
        {"region_code": "511724"},
        {"basis_id": "provincial_2011-ar5"},
    ],
    ids=str,
)
def test_only_figures_of_one_variant_are_compared(world: World, other: Row) -> None:
    assert changes(world, level(2005, 1), level(2006, 1, **other)) == {}


@pytest.mark.parametrize("missing", [2005, 2006])
def test_what_either_year_lacks_the_change_lacks_and_says(world: World, missing: int) -> None:
    levels = [level(year, None if year == missing else 5) for year in (2005, 2006)]
    row = changes(world, *levels)[2006, 2005]
    assert (row["value"], row["notation_key"]) == (None, "NE")
    assert row["reason_zh"] == "基年2005年：缺少电网因子" if missing == 2005 else "缺少电网因子"


@pytest.mark.parametrize(("partial", "said"), [(2005, "基年2005年：部分下级类别未估算"), (2006, "部分下级类别未估算")])
def test_what_is_incomplete_in_either_year_makes_the_change_incomplete(world: World, partial: int, said: str) -> None:
    partly = {"is_incomplete": True, "reason_zh": "部分下级类别未估算"}
    levels = (level(year, amount, **partly if year == partial else {}) for year, amount in ((2005, 4), (2006, 3)))
    row = changes(world, *levels)[2006, 2005]
    assert (row["value"], row["is_incomplete"], row["reason_zh"]) == (-25, True, said)


@pytest.mark.parametrize(("base", "key"), [("NE", "IE"), ("IE", "NE")])
def test_where_both_years_lack_a_figure_the_key_is_that_of_the_year_itself(world: World, base: str, key: str) -> None:
    levels = (level(2005, None, notation_key=base), level(2006, None, notation_key=key))
    assert changes(world, *levels)[2006, 2005]["notation_key"] == key


@pytest.mark.parametrize("base", [0, -3])
def test_against_nothing_or_less_there_is_no_change_in_percent(world: World, base: int) -> None:
    error = {"error_pct": "0.25", "error_key": ""}
    row = changes(world, level(2005, base, **error), level(2006, 3, **error))[2006, 2005]
    assert (row["value"], row["notation_key"], row["error_pct"], row["error_key"]) == (None, "NA", None, "NA")
    assert "不为正" in row["reason_zh"]


def test_a_share_is_not_compared_in_percent_of_itself(world: World) -> None:
    assert changes(world, *(level(year, 1, unit_zh="%") for year in (2005, 2006))) == {}


def test_a_change_is_no_headline(world: World) -> None:
    assert not changes(world, *(level(year, 1, is_headline=True) for year in (2005, 2006)))[2006, 2005]["is_headline"]


def known(year: int, error: object, price_base: int = 2005) -> Row:
    return level(year, 1, price_base=price_base, error_pct=error, error_key="")


def test_rounding_of_growth_adds_up_from_the_base_year_on(world: World) -> None:
    """In prices of 2005, 2020 against 2010: the errors of 2006 to 2010 stand in both and cancel."""
    found = changes(world, known(2005, 0), known(2010, "0.25"), known(2020, "0.75"))
    assert found[2020, 2005]["error_pct"] == Decimal("0.75")
    assert found[2020, 2010]["error_pct"] == Decimal("0.5")


def test_on_two_sides_of_the_price_base_errors_add_up(world: World) -> None:
    found = changes(world, known(2005, "0.5", 2015), known(2010, "0.25", 2015), known(2020, "0.25", 2015))
    assert found[2020, 2005]["error_pct"] == Decimal("0.75")
    assert found[2010, 2005]["error_pct"] == Decimal("0.25")


def test_an_error_is_in_points_of_the_change(world: World) -> None:
    half = level(2010, 1, 2, error_pct="0.5", error_key="")
    assert changes(world, known(2005, 0), half)[2010, 2005]["error_pct"] == Decimal("0.25")


def test_a_change_leads_to_both_levels(world: World) -> None:
    row = changes(world, level(2005, 4), level(2006, 3))[2006, 2005]
    parents = world.parents("county_indicators", f"{OFFICIAL}/{QUXIAN}/2006/energy_per_gdp/////0//false/2005/2005")
    assert [(parent["role"], parent["value_used"]) for parent in parents] == [("numerator", 3), ("denominator", 4)]
    assert row["value"] == -25

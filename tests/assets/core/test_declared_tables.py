"""Tables that Python makes of declarations and of the register: bases, regions, factor values in base units."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

import factors
from assets import load_assets
from pipelines.building.table import validate
from schemas.codes import read_codes
from schemas.contract import load_contract
from tests.factors.arithmetic import in_base_units
from tests.world import OFFICIAL, QUXIAN, SECOND, SICHUAN, World

PYTHON_ASSETS = [asset.name for asset in load_assets().values() if asset.layer == "core" and asset.path.suffix == ".py"]
#: Nobody signed for anything yet, nobody announced a verdict, no year was called in.
MAY_BE_EMPTY = {"core/waivers", "core/announced_verdicts", "core/due_years"}
NEED_A_REGISTER = {"core/delivered_files", "core/delivered_holdings"}


@pytest.mark.parametrize("name", sorted(set(PYTHON_ASSETS) - NEED_A_REGISTER))
def test_what_is_declared_satisfies_its_contract(world: World, name: str) -> None:
    world.make(name)
    layer, table = name.split("/")
    validate(world.engine, replace(load_contract(layer, table), checks=()), table)
    assert world.rows(name) or name in MAY_BE_EMPTY


def test_the_first_basis_of_a_run_is_official_and_no_other(new_world: Callable[..., World]) -> None:
    world = new_world(bases=(SECOND, OFFICIAL))
    world.make("core/bases")
    assert {row["basis_id"]: row["is_official"] for row in world.rows("core/bases")} == {SECOND: True, OFFICIAL: False}


@pytest.mark.parametrize(
    ("last", "base"), [(2000, None), (2005, 2000), (2006, 2005), (2020, 2015), (2024, 2020), (2025, 2020), (2026, 2025)]
)
def test_the_price_base_in_force_is_that_of_the_plan_period_of_the_last_year(
    new_world: Callable[..., World], last: int, base: int | None
) -> None:
    """A plan period ends with the next base year, and compares it with the base year before."""
    world = new_world(years=(last - 1, last))
    world.make("core/price_bases")
    in_force = [row["price_base_year"] for row in world.rows("core/price_bases", "is_in_force")]
    assert in_force == ([] if base is None else [base])


@pytest.mark.parametrize(
    ("profile", "policies"), [("draft", ["estimated", "published"]), ("official", ["published", "published"])]
)
def test_the_official_profile_takes_no_factor_of_another_year(
    new_world: Callable[..., World], profile: str, policies: list[str]
) -> None:
    world = new_world(bases=(OFFICIAL, f"{OFFICIAL}-published_factors"))
    world.run = replace(world.run, profile=profile)
    world.make("core/bases")
    assert [row["factor_year_policy"] for row in world.rows("core/bases")] == policies


def test_only_the_regions_of_the_run_are_reported(new_world: Callable[..., World]) -> None:
    world = new_world(regions=(QUXIAN, SICHUAN))
    world.make("core/regions")
    assert {row["region_code"] for row in world.rows("core/regions", "is_reported")} == {QUXIAN, SICHUAN}


def test_a_release_has_the_regions_around_those_it_reports_and_no_others(new_world: Callable[..., World]) -> None:
    """Those that they lie in, those beside them, and the members of groups; of the country's 2,846 counties 8."""
    world = new_world(regions=(QUXIAN,))
    world.make("core/regions")
    found = {row["region_code"]: row for row in world.rows("core/regions")}
    counties = {"511702", "511703", "511721", "511722", "511723", "511724", "511725", "511781"}
    assert found.keys() == {"100000", "511700"} | counties | {row["region_code"] for row in read_codes("region_groups")}
    assert (found[QUXIAN]["name_en"], len(found)) == ("Qu County", 41)


def test_a_region_without_an_english_name_has_its_chinese_one_and_a_code_its_latest(
    new_world: Callable[..., World],
) -> None:
    world = new_world(regions=("350102", "513000"))
    world.make("core/regions")
    found = {row["region_code"]: row for row in world.rows("core/regions")}
    assert (found["350102"]["name_zh"], found["350102"]["name_en"]) == ("鼓楼区", "鼓楼区")
    assert found["513000"]["name_zh"] == "达川地区"


# -- factor values


def test_every_value_is_converted_to_base_units(world: World) -> None:
    world.make("core/factor_values__declared")
    found = {row["factor_id"]: row for row in world.rows("core/factor_values__declared")}
    declared = factors.load_factor_values()
    assert len(found) == len(declared)
    for value in declared:
        exact = in_base_units(value)
        assert float(found[value.factor_id]["value_base"]) == pytest.approx(float(exact), rel=4e-16 * 4)
        assert Fraction(found[value.factor_id]["value"]) == Fraction(value.value)


@pytest.mark.parametrize(
    ("factor", "base"),
    [
        ("raw_coal.carbon_content.provincial_2011", 0.02637),  # t/TJ → t/GJ
        ("natural_gas.ncv.provincial_2011", 0.038931),  # GJ/10⁴ m³ → GJ/m³
        ("electricity.co2.510000.2022", 0.1404),  # kg/kWh → t/MWh
        ("rice_single.ch4.provincial_2011.southwest", 0.1562),  # kg/ha → t/ha
        ("raw_coal.co2.ipcc_2006", 0.0946),  # kg/TJ → t/GJ
    ],
)
def test_conversions_by_hand(world: World, factor: str, base: float) -> None:
    world.make("core/factor_values__declared")
    (row,) = world.rows("core/factor_values__declared", f"factor_id = '{factor}'")
    assert row["value_base"] == pytest.approx(base, rel=1e-15)


def test_a_value_without_years_holds_always(world: World) -> None:
    world.make("core/factor_values__declared")
    (row,) = world.rows("core/factor_values__declared", "factor_id = 'c_to_co2.stoichiometry'")
    assert (row["valid_from"], row["valid_to"]) == (1949, 9999)

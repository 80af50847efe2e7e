"""The county's budget split to units: whole tonnes that add up exactly, by one rule, and what nobody reports."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factors
from factors.agreement import READINGS
from tests.staged_rows import DAZHU
from tests.world import Row, World

NewWorld = Callable[..., World]

TOWNS = [row["unit_code"] for row in factors.read_rules("management_units") if row["split_code"] == "territory"]
USES = {"industry": 500, "urban": 100, "road": 80, "agriculture": 60, "trade": 40, "other_services": 20}


def split(
    world: World, electricity: Mapping[str, object], co2: int = 1000, gdp: int = 100
) -> dict[tuple[str, str], Row]:
    """The table of 2022 by split and unit; CO2 is 1,000 t in 2020, GDP 100, and what is given two years later."""
    world.make("core/targets")
    world.put("core/inventories", [{"year": year} for year in (2020, 2022)])
    world.put(
        "core/observations",
        [
            {
                "observation_id": town,
                "item_code": "township_electricity",
                "sector_code": town,
                "amount_base": amount,
                "unit_code": "mwh",
                "base_unit_code": "mwh",
            }
            for town, amount in electricity.items()
        ],
    )
    world.put(
        "marts/energy_by_sector",
        [
            {"row_code": sector, "group_code": group, "coal_equivalent_tce": amount}
            for sector, used in USES.items()
            for group, amount in (("coal", used), ("other", 7), ("total", used + 7))
        ],
    )
    world.put("core/gdp", [{"year": y, "price_base_year": 2020, "gdp_cny": n} for y, n in ((2020, 100), (2022, gdp))])
    world.put(
        "marts/energy_co2",
        [{"year": y, "caliber": "energy", "scope": "gross", "co2_t": n} for y, n in ((2020, 1000), (2022, co2))],
    )
    return {(row["split_code"], row["unit_code"]): row for row in world.build("marts/management_split")}


def of_towns(found: dict[tuple[str, str], Row]) -> dict[str, Row]:
    return {unit: row for (kind, unit), row in found.items() if kind == "territory" and unit != "county"}


def test_the_budget_of_a_year_falls_evenly_with_intensity(new_world: NewWorld) -> None:
    """−19.5 % in five years: two fifths of the way 1,000 t × 1.21 of GDP × 0.805^0.4 = 1,109.4 t."""
    row = split(new_world(years=(2020, 2022)), dict.fromkeys(TOWNS, 1), co2=1150, gdp=121)["territory", "county"]
    assert row["budget_t"] == round(1000 * 1.21 * 0.805**0.4)
    assert row["executed_t"] == 1150


def test_shares_are_those_of_the_driver_in_the_base_year(new_world: NewWorld) -> None:
    """800 tce in all, of which straw and wood do not count; 500 in industry."""
    found = split(new_world(years=(2020, 2022)), dict.fromkeys(TOWNS, 1))
    assert float(found["department", "industry"]["share_pct"]) == 62.5
    assert sum(float(row["share_pct"]) for (kind, unit), row in found.items() if kind == "department" != unit) == 200


def test_a_county_without_the_target_has_no_split_of_it(new_world: NewWorld) -> None:
    """The plan is that of one county; in another nothing is to be split to the towns of that one."""
    world = new_world(years=(2020, 2022))
    assert split(world, dict.fromkeys(TOWNS, 1))
    world.put("core/inventories", [{"year": year, "region_code": DAZHU} for year in (2020, 2022)])
    assert world.build("marts/management_split") == []


def test_the_largest_remainders_take_what_rounding_leaves(new_world: NewWorld) -> None:
    """917 t by eleven equal shares are 83 and 4 over: the first four in the list have one more."""
    found = of_towns(split(new_world(years=(2020, 2022)), dict.fromkeys(TOWNS, 1)))
    assert [found[town]["budget_t"] for town in TOWNS] == [84] * 4 + [83] * 7


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.decimals("0.000000001", "9999999999", places=9), min_size=len(TOWNS), max_size=len(TOWNS)),
    st.integers(1, 9_999_999),
)
def test_awkward_shares_add_up_exactly(lasting_world: World, amounts: list[Decimal], gdp: int) -> None:
    electricity = dict(zip(TOWNS, amounts, strict=True))
    found = split(lasting_world, electricity, gdp=gdp)
    whole = found["territory", "county"]["budget_t"]
    towns = of_towns(found)
    assert sum(row["budget_t"] for row in towns.values()) == whole
    total = sum(amounts)
    assert all(abs(towns[town]["budget_t"] - whole * amount / total) < 1 for town, amount in electricity.items())


def test_what_nobody_reports_is_not_estimated(new_world: NewWorld) -> None:
    row = of_towns(split(new_world(years=(2020, 2022)), dict.fromkeys(TOWNS, 1)))["town_sanhui"]
    assert (row["executed_t"], row["executed_key"], row["executed_reason_zh"]) == (None, "NE", "没有单位上报执行数")


def test_a_split_that_lacks_the_driver_of_a_unit_is_none(new_world: NewWorld) -> None:
    found = split(new_world(years=(2020, 2022)), dict.fromkeys(TOWNS[1:], 1))
    towns = of_towns(found)
    assert {(row["budget_t"], row["notation_key"]) for row in towns.values()} == {(None, "NE")}
    assert {row["reason_zh"] for row in towns.values()} == {"2020年缺少分解所用的数据"}
    assert found["department", "industry"]["budget_t"] is not None
    assert found["territory", "county"]["budget_t"] is not None


def test_a_unit_leads_to_its_driver_and_the_county(new_world: NewWorld) -> None:
    world = new_world(years=(2020, 2022))
    split(world, dict.fromkeys(TOWNS, 1))
    row = "provincial_2011-sar/511725/2022/{}"
    roles = {
        unit: world.parents("management_split", row.format(unit))
        for unit in ("territory/town_sanhui", "territory/county")
    }
    assert [parent["role"] for parent in roles["territory/town_sanhui"]] == ["county", "driver"]
    assert [parent["role"] for parent in roles["territory/county"]] == ["base", "now", "gdp_base", "gdp_now"]


@pytest.mark.parametrize("rule", factors.read_rules("management_splits"))
def test_a_rule_has_a_source_that_was_read_as_well_as_it_claims(rule: dict[str, str]) -> None:
    read = {source.source_id: source.read for source in factors.load_sources()}
    assert read[rule["source_id"]] in READINGS[rule["evidence"]]
    assert rule["locator"]
    assert any(unit["split_code"] == rule["split_code"] for unit in factors.read_rules("management_units"))

"""Assessed CO2 by hand: fuels and net imported electricity, by the factor of the year, one held, or one coefficient."""

from decimal import Decimal
from typing import Any

import pytest

from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

TABLE = "marts/assessment_co2"
BASIS = {
    "edition": "provincial_2011",
    "gwp_set": "sar",
    "grid_factor_policy": "provincial",
    "electricity_method": "calorific",
    "waste_energy_sector": "waste",
}
LINES = {"E.1.1": "fuel", "E.2": "fuel", "S2.1": "electricity", "P.1": ""}
#: Tonnes in 2020: 150 of fuels, 30 of electricity; process CO2 and methane are not assessed.
CELLS: list[Row] = [
    {"category_code": "E.1.1", "emissions_t": 50, "emissions_tco2e": 50},
    {"category_code": "E.2", "emissions_t": 100, "emissions_tco2e": 100},
    {"category_code": "S2.1", "emissions_t": 30, "emissions_tco2e": 30},
    {"category_code": "P.1", "emissions_t": 7, "emissions_tco2e": 7},
    {"category_code": "E.2", "gas": "CH4", "emissions_t": 9, "emissions_tco2e": 189},
    {"category_code": "S2.1", "gas": "CH4", "emissions_t": 9, "emissions_tco2e": 189},
    # another county, another year, another basis
    *(
        {"category_code": code, "emissions_t": 1000, "emissions_tco2e": 1000} | other
        for code in LINES
        for other in ({"region_code": DAZHU}, {"year": 2019}, {"basis_id": SECOND})
    ),
]
POWER = {"category_code": "S2.1", "fuel_code": "electricity", "unit_code": "mwh"}
COAL = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "raw_coal", "unit_code": "t", "amount": 80}
ACTIVITIES: list[Row] = [
    POWER | {"item_code": "electricity_use", "amount": 60},
    POWER | {"item_code": "line_loss", "amount": 40},
    COAL,
    COAL | {"category_code": "E.1.1"},  # the same fuel again, for another gas
    COAL | {"category_code": "E.7", "amount": 5},  # not burnt
    COAL | {"fuel_code": "straw", "amount": 5},  # not fossil
    COAL | {"fuel_code": "coal_total", "amount": 5},  # printed again
    *(row | other | {"amount": 999} for row in (POWER, COAL) for other in ({"region_code": DAZHU}, {"year": 2019})),
]


def grid(year: int, value: float, **other: Any) -> Row:
    return POWER_FACTOR | {"year": year, "value": value} | other


POWER_FACTOR = {"category_code": "S2.1", "fuel_code": "electricity", "method": "electricity_exchange"}
FACTORS = [
    grid(2010, 0.9),
    grid(2015, 0.5),
    grid(2020, 0.3),
    grid(2020, 0.9, factor_region_code="500000"),
    grid(2015, 0.9, factor_region_code="500000"),
    grid(2020, 0.9, gas="CH4"),
    grid(2020, 0.9, role="rate"),
    grid(2020, 0.9, category_code="S3.1"),
    grid(2020, 0.9, basis_id=SECOND),
]


def coefficient(value: float, **other: Any) -> Row:
    return {
        "factor_id": f"coal.{value}",
        "subject_code": "raw_coal",
        "property": "co2_per_standard_coal",
        "value": Decimal(str(value)),
        "value_base": value,
        "valid_from": 2020,
        "valid_to": 2020,
        "unit_code": "t_per_t",
    } | other


#: Tonnes of CO2 a tonne of standard coal.
COEFFICIENTS = [
    coefficient(2.5),
    coefficient(9, subject_code="diesel"),
    coefficient(8, property="carbon_content"),
    coefficient(7, scope_code="510000"),
    coefficient(6, valid_from=2019, valid_to=2019),
]
#: Plans that began, hold the factor or do not, and one that is still to come.
PRICE_BASES = [
    {"price_base_year": 2010, "holds_grid_factor": False},
    {"price_base_year": 2015, "holds_grid_factor": True},
    {"price_base_year": 2020, "holds_grid_factor": True, "is_in_force": True},
    {"price_base_year": 2025, "holds_grid_factor": True},
]


def assessed(
    world: World,
    cells: list[Row] = CELLS,
    activities: list[Row] = ACTIVITIES,
    rule: str = "grid_factor",
    coefficients: list[Row] = COEFFICIENTS,
    factors: list[Row] = FACTORS,
) -> dict[tuple[str, int], Row]:
    """What is assessed of the county in 2020, by variant and year whose factor is held."""
    world.put("core/bases", [BASIS | {"basis_id": basis, "export_rule": rule} for basis in (OFFICIAL, SECOND)])
    world.put(
        "core/category_lines",
        [
            {"basis_id": b, "category_code": c, "assessed_part": part}
            for b in (OFFICIAL, SECOND)
            for c, part in LINES.items()
        ],
    )
    world.put_inventory(cells)
    world.put(
        "core/factor_regions",
        [
            {"region_code": region, "fuel_code": "electricity", "factor_region_code": QUXIAN}
            for region in (QUXIAN, DAZHU)
        ],
    )
    world.put("core/activities", activities)
    world.put("core/factors", factors)
    world.put("core/price_bases", [{"is_in_force": False} | row for row in PRICE_BASES])
    world.put(
        "core/standard_coal",
        [{"fuel_code": fuel, "calorific": 0.7, "coal_equivalent": 0.7} for fuel in ("raw_coal", "straw", "coal_total")],
    )
    world.put("core/factor_values", coefficients)
    rows = world.build(TABLE)
    here = [r for r in rows if (r["basis_id"], r["region_code"], r["year"]) == (OFFICIAL, QUXIAN, 2020)]
    return {(row["variant"], row["factor_base_year"]): row for row in here}


def cells(**changed: Row) -> list[Row]:
    """The cells of the county with those of some categories changed."""
    here = CELLS[:3]
    return [row | changed.get(row["category_code"].replace(".", "_"), {}) for row in here] + CELLS[3:]


MISSING: Row = {"emissions_t": None, "emissions_tco2e": None, "notation_key": "NE", "reason_code": "no_activity_data"}


def test_each_variant_is_fuels_and_electricity_by_its_factor(world: World) -> None:
    """Of 100 MWh; 80 t × 0.7 × 2.5 = 140 t by standard coal."""
    found = assessed(world)
    assert {key: (row["fuel_co2_t"], row["electricity_co2_t"], row["co2_t"]) for key, row in found.items()} == {
        ("current_factor", 0): (150, 30, 180),
        ("fixed_factor", 2015): (150, 50, 200),
        ("fixed_factor", 2020): (150, 30, 180),
        ("standard_coal", 0): (140, 30, 170),
        ("standard_coal_fixed", 2015): (140, 50, 190),
        ("standard_coal_fixed", 2020): (140, 30, 170),
    }
    assert {row["net_electricity_mwh"] for row in found.values()} == {100}
    assert found["current_factor", 0]["electricity_factor"] == Decimal("0.3")
    assert found["fixed_factor", 2015]["electricity_factor"] == Decimal("0.5")
    for row in found.values():
        assert (row["notation_key"], row["is_fuel_incomplete"], row["is_incomplete"]) == ("", False, False)
        assert row["reason_zh"] == ""


def test_a_factor_that_is_held_gives_a_mass_to_the_gram(world: World) -> None:
    """0.001357 MWh × 0.5 = 0.0006785 t; half to even."""
    found = assessed(world, activities=[POWER | {"amount": Decimal("0.001357")}])
    assert found["fixed_factor", 2015]["electricity_co2_t"] == Decimal("0.000678")


@pytest.mark.parametrize(("rule", "held"), [("grid_factor", -50), ("own_mix", -12)])
def test_what_goes_out_counts_by_the_rule_of_the_basis(world: World, rule: str, held: int) -> None:
    sent = [POWER | {"amount": -100}, COAL]
    out = cells(S2_1={"emissions_t": -12, "emissions_tco2e": -12, "is_incomplete": True})
    found = assessed(world, out, sent, rule)
    assert found["current_factor", 0]["electricity_co2_t"] == -12
    assert found["fixed_factor", 2015]["electricity_co2_t"] == held
    assert found["fixed_factor", 2015]["is_incomplete"]


def test_what_comes_in_is_of_the_factor_that_is_held_whatever_the_rule(world: World) -> None:
    assert assessed(world, rule="own_mix")["fixed_factor", 2015]["electricity_co2_t"] == 50
    none = [POWER | {"amount": 0}, COAL]
    assert assessed(world, activities=none, rule="own_mix")["fixed_factor", 2015]["electricity_co2_t"] == 0


@pytest.mark.parametrize("lacking", [MISSING, {"is_incomplete": True}], ids=["no figure", "part of it"])
def test_fuels_of_which_some_are_not_known_are_incomplete(world: World, lacking: Row) -> None:
    row = assessed(world, cells(E_1_1=lacking))["current_factor", 0]
    assert row["fuel_co2_t"] == (100 if lacking is MISSING else 150)
    assert (row["is_fuel_incomplete"], row["is_incomplete"], row["notation_key"]) == (True, True, "")
    assert row["reason_zh"] == "燃料燃烧的二氧化碳不完整"


def test_a_category_that_does_not_occur_lacks_nothing(world: World) -> None:
    none = MISSING | {"notation_key": "NO", "reason_code": "none_reported"}
    assert assessed(world, cells(E_1_1=none))["current_factor", 0]["is_incomplete"] is False


def test_without_any_fuel_nothing_is_assessed(world: World) -> None:
    found = assessed(world, cells(E_1_1=MISSING, E_2=MISSING))
    row = found["current_factor", 0]
    assert (row["fuel_co2_t"], row["co2_t"], row["notation_key"]) == (None, None, "NE")
    assert (row["is_fuel_incomplete"], row["is_incomplete"]) == (True, True)
    assert row["reason_zh"] == "缺少燃料燃烧的二氧化碳"


@pytest.mark.parametrize(
    "lacking", [{"coefficients": COEFFICIENTS[1:]}, {"activities": [*ACTIVITIES, COAL | {"fuel_code": "diesel"}]}]
)
def test_a_fuel_without_a_coefficient_leaves_standard_coal_unknown(world: World, lacking: dict[str, Any]) -> None:
    """Of coal the tonnes of CO2 are missing, of diesel the standard coal; the account by fuel needs neither."""
    found = assessed(world, **lacking)
    for variant in (("standard_coal", 0), ("standard_coal_fixed", 2015)):
        assert (found[variant]["fuel_co2_t"], found[variant]["notation_key"]) == (None, "NE")
        assert found[variant]["is_incomplete"]
    assert found["current_factor", 0]["fuel_co2_t"] == 150


@pytest.mark.parametrize("reason", ["no_factor", "no_factor_of_year"])
def test_a_factor_that_is_held_asks_for_none_of_the_year(world: World, reason: str) -> None:
    missing = MISSING | {"reason_code": reason, "is_incomplete": True}
    found = assessed(world, cells(S2_1=missing), factors=[row for row in FACTORS if row["year"] != 2020])
    now, held = found["current_factor", 0], found["fixed_factor", 2015]
    assert (now["electricity_co2_t"], now["electricity_factor_key"], now["is_incomplete"]) == (None, "NE", True)
    assert now["reason_zh"] == "缺少电网因子"
    assert (held["electricity_co2_t"], held["electricity_factor_key"], held["is_incomplete"]) == (50, "", False)
    assert held["reason_zh"] == ""


@pytest.mark.parametrize("lacking", [MISSING, {"reason_code": "no_factor"}], ids=["no figure", "a figure of a part"])
def test_whatever_else_is_missing_of_electricity_is_missing_under_a_factor_that_is_held(
    world: World, lacking: Row
) -> None:
    held = assessed(world, cells(S2_1=lacking | {"is_incomplete": True}))["fixed_factor", 2015]
    assert (held["electricity_co2_t"], held["is_incomplete"], held["reason_zh"]) == (50, True, "净调入电力不完整")


def test_without_a_net_import_the_reason_names_it(world: World) -> None:
    found = assessed(world, cells(S2_1=MISSING), [COAL])
    row = found["current_factor", 0]
    assert (row["net_electricity_mwh"], row["net_electricity_key"], row["is_incomplete"]) == (None, "NE", True)
    assert row["reason_zh"] == "缺少净调入电量"


def test_electricity_that_no_factor_was_used_for_has_none(world: World) -> None:
    """What goes out counts as zero, and the province published no factor."""
    factors = [row for row in FACTORS if row["year"] == 2015]
    row = assessed(world, activities=[POWER | {"amount": -100}, COAL], rule="zero", factors=factors)[
        "current_factor", 0
    ]
    assert (row["electricity_factor"], row["electricity_factor_key"], row["electricity_co2_t"]) == (None, "NA", 30)

"""Assessed CO2 by hand: fuels and net imported electricity, by the factor of the year, one held, or one coefficient."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

NewWorld = Callable[..., World]

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


#: A county of which no grid is known.
APART = "511702"
GRIDS = {QUXIAN: "510000", DAZHU: "500000"}
LACKS_FACTOR = MISSING | {"reason_code": "no_factor", "is_incomplete": True}
#: Of each place the cells of fuels and of electricity.
PLACES: dict[tuple[str, str, int], tuple[Row, Row]] = {
    (OFFICIAL, QUXIAN, 2020): ({"emissions_t": 110}, {"emissions_t": 30}),
    (SECOND, QUXIAN, 2020): ({"emissions_t": 120}, LACKS_FACTOR),
    (OFFICIAL, QUXIAN, 2019): ({"emissions_t": 130}, LACKS_FACTOR),
    (SECOND, QUXIAN, 2019): ({"emissions_t": 140}, LACKS_FACTOR),
    (OFFICIAL, DAZHU, 2020): (MISSING, MISSING),
    (SECOND, DAZHU, 2020): ({"emissions_t": 160}, MISSING),
    (OFFICIAL, DAZHU, 2019): ({"emissions_t": 170}, {"emissions_t": 8}),
    (OFFICIAL, APART, 2020): ({"emissions_t": 180}, {"emissions_t": 9}),
}
NO_FUEL, PART_FUEL, NO_GRID, NO_NET = (
    "缺少燃料燃烧的二氧化碳",
    "燃料燃烧的二氧化碳不完整",
    "缺少电网因子",
    "缺少净调入电量",
)
#: Net import, and CO2 of fuels by standard coal; of diesel in 2019 there is no coefficient.
NET = {(QUXIAN, 2020): 100, (QUXIAN, 2019): -100, (DAZHU, 2020): 10, (APART, 2020): 5}
BY_COAL = {(QUXIAN, 2020): 170, (DAZHU, 2020): 70, (APART, 2020): 7}
GRAM = Decimal("0.123456789")
#: By the factor of the year and by those of 2015 and 2020: factor and its key, CO2 of electricity, whether it is known
#: whole, and why not.
POWER_OF: dict[tuple[str, str, int], dict[int, tuple[object, str, object, bool, str]]] = {
    (OFFICIAL, QUXIAN, 2020): {
        0: (GRAM, "", 30, True, ""),
        2015: (Decimal("0.5"), "", 50, True, ""),
        2020: (GRAM, "", Decimal("12.345679"), True, ""),
    },
    (SECOND, QUXIAN, 2020): {
        0: (None, "NE", None, False, NO_GRID),
        2015: (Decimal("0.6"), "", 60, True, ""),
        2020: (None, "NE", None, False, NO_GRID),
    },
    (OFFICIAL, QUXIAN, 2019): {
        0: (None, "NE", None, False, NO_GRID),
        2015: (Decimal("0.5"), "", -50, True, ""),
        2020: (GRAM, "", Decimal("-12.345679"), True, ""),
    },
    # what goes out is of the county's own mix: the factor that is held says nothing of it
    (SECOND, QUXIAN, 2019): {
        0: (None, "NE", None, False, NO_GRID),
        2015: (Decimal("0.6"), "", None, False, NO_GRID),
        2020: (None, "NE", None, False, NO_GRID),
    },
    (OFFICIAL, DAZHU, 2020): {
        0: (Decimal("0.75"), "", None, False, NO_GRID),
        2015: (Decimal("0.25"), "", Decimal("2.5"), True, ""),
        2020: (Decimal("0.75"), "", Decimal("7.5"), True, ""),
    },
    (SECOND, DAZHU, 2020): {
        0: (Decimal("0.4"), "", None, False, NO_GRID),
        2015: (None, "NE", None, False, NO_GRID),
        2020: (Decimal("0.4"), "", 4, True, ""),
    },
    (OFFICIAL, DAZHU, 2019): {
        0: (None, "NA", 8, True, ""),
        2015: (Decimal("0.25"), "", None, False, NO_NET),
        2020: (Decimal("0.75"), "", None, False, NO_NET),
    },
    (OFFICIAL, APART, 2020): {
        0: (None, "NA", 9, True, ""),
        2015: (None, "NE", None, False, NO_GRID),
        2020: (None, "NE", None, False, NO_GRID),
    },
}


def put_places(world: World) -> None:
    """Eight places of which each knows and lacks other things, among what is not assessed."""
    rules = {OFFICIAL: "grid_factor", SECOND: "own_mix"}
    world.put("core/bases", [BASIS | {"basis_id": basis, "export_rule": rule} for basis, rule in rules.items()])
    lines = LINES | {"E.7": "", "S3.1": ""}
    world.put(
        "core/category_lines",
        [{"basis_id": b, "category_code": c, "assessed_part": part} for b in rules for c, part in lines.items()],
    )
    cells = []
    for place, (fuel, power) in PLACES.items():
        at = dict(zip(("basis_id", "region_code", "year"), place, strict=True))
        rest = fuel if fuel is MISSING else {"emissions_t": fuel["emissions_t"] - 10}
        cells += [at | {"category_code": "E.2"} | rest, at | {"category_code": "S2.1"} | power]
        cells += [at | {"category_code": "E.1.1"} | (fuel if fuel is MISSING else {"emissions_t": 10})]
        cells += [at | row for row in CELLS[3:6]]
    world.put_inventory([row | {"emissions_tco2e": row["emissions_t"]} for row in cells])
    regions = [{"region_code": r, "fuel_code": "electricity", "factor_region_code": g} for r, g in GRIDS.items()]
    others = [
        row | {"factor_region_code": "999999"} | other
        for row in regions
        for other in ({"fuel_code": "raw_coal"}, {"item_code": "line_loss"})
    ]
    world.put("core/factor_regions", [*regions, *others])
    activities: list[Row] = []
    for (region, year), net in NET.items():
        at = {"region_code": region, "year": year}
        activities += [POWER | at | {"item_code": "electricity_use", "amount": net - 40}]
        activities += [POWER | at | {"item_code": "line_loss", "amount": 40}]
        activities += [POWER | at | {"category_code": "S3.1", "amount": 500}, COAL | at | {"category_code": "E.7"}]
        coal = {QUXIAN: [("industry", "80.000000229")], DAZHU: [("industry", 20), ("power", 20)], APART: [("power", 4)]}
        for sector, amount in coal[region]:
            burnt = COAL | at | {"sector_code": sector, "amount": amount}
            activities += [burnt, burnt | {"category_code": "E.1.1"}]
        if region == QUXIAN:
            activities += [COAL | at | {"fuel_code": "diesel", "amount": "10.000000134"}]
    world.put("core/activities", activities)
    told = [
        (OFFICIAL, "510000", {2010: 0.9, 2015: 0.5, 2020: 0.1234567894}),
        (OFFICIAL, "500000", {2015: 0.25, 2020: 0.75}),
        (OFFICIAL, "999999", {2015: 9, 2020: 9}),
        (SECOND, "510000", {2015: 0.6}),
        (SECOND, "500000", {2020: 0.4}),
    ]
    factors = [
        grid(year, value, basis_id=basis, factor_region_code=region)
        for basis, region, values in told
        for year, value in values.items()
    ]
    strange = ({"gas": "CH4"}, {"role": "rate"}, {"category_code": "S3.1"}, {"category_code": "E.2"})
    world.put("core/factors", [*factors, *(row | {"value": 0.9} | other for row in factors for other in strange)])
    world.put("core/price_bases", [{"is_in_force": False} | row for row in PRICE_BASES])
    coal_of = {("raw_coal", 2020): 0.7, ("raw_coal", 2019): 0.8, ("diesel", 2020): 1.5, ("diesel", 2019): 1.6}
    world.put(
        "core/standard_coal",
        [{"fuel_code": f, "year": y, "calorific": v, "coal_equivalent": 9} for (f, y), v in coal_of.items()],
    )
    world.put("core/factor_values", [coefficient(2.5, valid_from=2019), coefficient(2, subject_code="diesel")])


def test_each_place_is_assessed_by_its_own_fuels_and_its_own_grid(new_world: NewWorld) -> None:
    """80 t × 0.7 × 2.5 + 10 t × 1.5 × 2, each to the gram; in the neighbour 20 t of coal in each of two sectors."""
    world = new_world(regions=(QUXIAN, DAZHU, APART), years=(2019, 2020), bases=(OFFICIAL, SECOND))
    put_places(world)
    names = ("basis_id", "region_code", "year", "variant", "factor_base_year", "fuel_co2_t", "net_electricity_mwh")
    names += ("net_electricity_key", "electricity_factor", "electricity_factor_key", "electricity_co2_t", "co2_t")
    names += ("notation_key", "is_fuel_incomplete", "is_incomplete", "reason_zh")
    found = {tuple(row[name] for name in names) for row in world.build(TABLE)}
    expected = set()
    for place, held in POWER_OF.items():
        cell, net = PLACES[place][0], NET.get(place[1:])
        for year, (factor, factor_key, power, is_whole, lacking) in held.items():
            for kind in ("fuel", "standard_coal"):
                variant = {"fuel": "fixed_factor" if year else "current_factor"}.get(
                    kind, "standard_coal_fixed" if year else kind
                )
                fuel = cell["emissions_t"] if kind == "fuel" else BY_COAL.get(place[1:])
                is_part = cell is MISSING
                co2 = None if fuel is None or power is None else Decimal(fuel) + Decimal(str(power))
                why = [NO_FUEL if fuel is None else PART_FUEL if is_part else "", lacking]
                row = (fuel, net, "NE" if net is None else "", factor, factor_key, power, co2)
                row += ("NE" if co2 is None else "", is_part, is_part or fuel is None or not is_whole)
                expected.add((*place, variant, year, *row, "；".join(filter(None, why))))
    assert found == expected

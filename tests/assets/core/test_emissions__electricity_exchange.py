"""Net imported electricity: the grid factor for what comes in, the basis's rule for what goes out."""

from decimal import Decimal

import pytest

from schemas.contract import load_contract
from tests.staged_rows import DAZHU
from tests.world import SECOND, Row, World

KEY = load_contract("core", "emissions").key
ABOUT = {"category_code": "S2.1", "sector_code": "", "fuel_code": "electricity", "item_code": ""}


def emissions(
    world: World, net: int | Decimal, rule: str, generation: int | None = 400, power: int | None = 300
) -> list[Row]:
    """Emissions of a net import (MWh) under a rule, beside the county's own generation and its CO2."""
    world.put(
        "core/bases",
        [
            {
                "edition": "provincial_2011",
                "gwp_set": "sar",
                "grid_factor_policy": "provincial",
                "export_rule": rule,
                "electricity_method": "calorific",
                "waste_energy_sector": "waste",
            }
        ],
    )
    # what industry uses of it is counted by multiplying
    used = ABOUT | {"category_code": "S2.3", "sector_code": "industry"}
    world.put("core/activities", [row | {"amount": net, "unit_code": "mwh"} for row in (ABOUT, used)])
    world.put_factor_regions()
    factor = {"value": 0.14, "method": "electricity_exchange", "evidence": "secondary", "factor_years": "2023"}
    factor |= {"is_fallback": True}
    others = [
        used | factor | {"method": "multiply"},
        ABOUT | factor | {"role": "rate", "value": 9},
        # of another province, of what is sent to another sector, of heat, of an item
        *(
            ABOUT | factor | {"value": 9, column: other}
            for column, other in (
                ("factor_region_code", "500000"),
                ("sector_code", "industry"),
                ("fuel_code", "heat"),
                ("item_code", "electricity_use"),
            )
        ),
    ]
    world.put("core/factors", [ABOUT | factor, *others])
    # a net import is what is used less what is generated
    parent = ABOUT | {"parent_kind": "observation", "base_unit_code": "mwh"}
    amounts = {"electricity_generation": generation, "electricity_use": 7}
    # what another category counts, what somebody estimated under the same name
    world.put(
        "core/activity_inputs",
        [
            *(parent | {"parent_id": item, "amount_base": mwh} for item, mwh in amounts.items()),
            parent | {"category_code": "S3.1", "parent_id": "electricity_generation", "amount_base": 9},
            parent
            | {"parent_kind": "estimate", "parent_id": "electricity_generation", "amount_base": 9, "term_set": 2},
        ],
    )
    figure = {"unit_code": "mwh", "base_unit_code": "mwh"}
    world.put("core/observations", [figure | {"observation_id": item, "item_code": item} for item in amounts])
    burnt = {"category_code": "E.1.1", "sector_code": "power", "fuel_code": "raw_coal", "evidence": "recalled"}
    # what industry burns makes no electricity, methane of the power station is no carbon dioxide
    strange = [burnt | {"category_code": "E.2", "sector_code": "industry"}, burnt | {"gas": "CH4"}]
    power_stations = [] if power is None else [burnt | {"emissions_t": power}]
    world.put("core/emissions__multiply", [*power_stations, *(row | {"emissions_t": 99} for row in strange)])
    return world.build("core/emissions__electricity_exchange")


@pytest.mark.parametrize(
    ("net", "rule", "expected"),
    [
        (100, "grid_factor", "14"),
        (100, "own_mix", "14"),  # what comes in is the grid's, whatever the rule
        (100, "zero", "14"),
        (-100, "grid_factor", "-14"),
        (-100, "own_mix", "-75"),  # 300 t for 400 MWh
        (-100, "zero", "0"),
    ],
)
def test_the_rule_decides_what_net_export_counts(world: World, net: int, rule: str, expected: str) -> None:
    (row,) = emissions(world, net, rule)
    assert row["emissions_t"] == Decimal(expected)


@pytest.mark.parametrize(
    ("net", "rule", "expected"),
    [("0.00123", "grid_factor", "0.000172"), ("-0.0011", "own_mix", "-0.000825")],  # 0.14 and 0.75 t a MWh
)
def test_a_mass_is_rounded_to_the_gram(world: World, net: str, rule: str, expected: str) -> None:
    (row,) = emissions(world, Decimal(net), rule)
    assert row["emissions_t"] == Decimal(expected)


def test_the_evidence_is_that_of_the_factor_that_was_used(world: World) -> None:
    said = ("evidence", "factor_years", "data_class", "is_fallback")
    (grid,) = emissions(world, -100, "grid_factor")
    assert [grid[name] for name in said] == ["secondary", "2023", "D", True]
    (own,) = emissions(world, -100, "own_mix")
    assert [own[name] for name in said] == ["recalled", "", "B", False]
    (none,) = emissions(world, -100, "zero")
    assert [none[name] for name in said] == ["original", "", "B", False]


def test_where_as_much_comes_in_as_goes_out_nothing_is_counted_whatever_the_rule(world: World) -> None:
    (row,) = emissions(world, 0, "own_mix", power=None)
    assert (row["emissions_t"], row["factor_years"]) == (0, "2023")


def test_all_stations_of_the_county_make_its_mix(world: World) -> None:
    """100 t and 200 t for 150 and 250 MWh: 0.75 t a MWh."""
    emissions(world, -100, "own_mix")
    parent = ABOUT | {"parent_kind": "observation", "base_unit_code": "mwh"}
    figure = {"item_code": "electricity_generation", "unit_code": "mwh", "base_unit_code": "mwh"}
    made = {"hydro": 150, "thermal": 250}
    world.put("core/activity_inputs", [parent | {"parent_id": name, "amount_base": mwh} for name, mwh in made.items()])
    world.put("core/observations", [figure | {"observation_id": name} for name in made])
    burnt = {"category_code": "E.1.1", "sector_code": "power"}
    tonnes = {"raw_coal": 100, "diesel": 200}
    world.put("core/emissions__multiply", [burnt | {"fuel_code": f, "emissions_t": t} for f, t in tonnes.items()])
    (row,) = world.build("core/emissions__electricity_exchange")
    assert row["emissions_t"] == -75


@pytest.mark.parametrize("other", [{"region_code": DAZHU}, {"year": 2019}, {"basis_id": SECOND}], ids=str)
def test_the_mix_is_of_the_county_the_year_and_the_basis_themselves(world: World, other: Row) -> None:
    """Elsewhere 9 000 t come of 800 MWh."""
    emissions(world, -100, "own_mix")
    power = world.rows("core/emissions__multiply")
    world.put("core/emissions__multiply", [*power, *(row | other | {"emissions_t": 9000} for row in power)])
    if "basis_id" not in other:
        inputs = world.rows("core/activity_inputs")
        world.put("core/activity_inputs", [*inputs, *(row | other | {"amount_base": 800} for row in inputs)])
    (row,) = world.build("core/emissions__electricity_exchange")
    assert row["emissions_t"] == -75


@pytest.mark.parametrize("net", [100, -100])
def test_by_a_grid_factor_of_the_year_itself_the_class_is_that_of_the_electricity(world: World, net: int) -> None:
    emissions(world, net, "grid_factor")
    world.put("core/factors", [row | {"factor_years": ""} for row in world.rows("core/factors")])
    (row,) = world.build("core/emissions__electricity_exchange")
    assert (row["data_class"], row["factor_years"]) == ("B", "")


@pytest.mark.parametrize("unknown", [{"generation": 0}, {"power": None}], ids=["generation", "power stations"])
def test_without_known_generation_there_is_no_own_mix_and_nothing_else_needs_one(
    world: World, unknown: dict[str, int | None]
) -> None:
    assert emissions(world, -100, "own_mix", **unknown) == []
    for net, rule, expected in [(100, "own_mix", 14), (-100, "grid_factor", -14), (-100, "zero", 0)]:
        assert [row["emissions_t"] for row in emissions(world, net, rule, **unknown)] == [expected]


@pytest.mark.parametrize(
    ("net", "rule", "inputs"),
    [
        (100, "own_mix", [("activity", 100), ("factor", 0.14)]),
        (-100, "grid_factor", [("activity", -100), ("factor", 0.14)]),
        (-100, "own_mix", [("activity", -100), ("generation", 400), ("power", 300)]),
        (-100, "zero", [("activity", -100), ("rule", 0)]),
    ],
)
def test_an_emission_leads_to_what_its_rule_used_and_to_nothing_else(
    world: World, net: int, rule: str, inputs: list[tuple[str, float]]
) -> None:
    (row,) = emissions(world, net, rule)
    parents = world.parents("emissions", "/".join(map(str, (row[name] for name in KEY))))
    assert [(parent["role"], parent["value_used"]) for parent in parents] == inputs

"""Fuels used as raw material as if they were burnt: what industry reports, by the factor of what industry burns."""

from decimal import Decimal

import pytest

from tests.world import OFFICIAL, QUXIAN, Row, World


def used(number: int, **other: object) -> tuple[Row, Row]:
    """A reported figure of 10 000 m³ of gas, and its place in the account of energy."""
    figure: Row = {
        "observation_id": f"o{number}",
        "item_code": "industry_energy_feedstock",
        "sector_code": "industry",
        "fuel_code": "natural_gas",
        "amount_base": 10_000,
        "unit_code": "m3",
        "base_unit_code": "m3",
    } | other
    return figure, {
        "observation_id": f"o{number}",
        "sector_code": "industry",
        "fuel_code": figure["fuel_code"],
        "amount_base": figure["amount_base"],
        "observed_amount": figure["amount_base"],
        "base_unit_code": "m3",
        "sign": -1,
        "rule_code": "reported",
    }


def raw_material(world: World, *figures: tuple[Row, Row]) -> list[Row]:
    world.make("core/bases", "core/factor_values__declared")
    world.put("core/deliveries", [{"table_name": "t"}])
    world.put_factor_regions()
    world.put("core/observations", [figure for figure, _ in figures])
    world.put("core/energy_inputs", [use for _, use in figures])
    factor = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "natural_gas", "value": 0.0021621888}
    others = [
        {"category_code": "E.1.1", "sector_code": "power"},
        {"category_code": "E.7"},
        {"sector_code": "construction"},
        {"gas": "CH4"},
        {"role": "rate"},
        {"factor_region_code": "500000"},
        {"year": 2019},
    ]
    world.put("core/factors", [factor, *(factor | {"value": 9.0} | other for other in others)])
    return world.build_all("core/factor_values", "core/standard_coal", "core/raw_material_co2")


def test_it_is_the_amount_times_what_industry_would_emit_by_burning_it(world: World) -> None:
    """Worked case C01: 21.621888 t a 10⁴ m³; by standard coal 13.3 tce × 1.56."""
    rows = {row["basis_id"]: row for row in raw_material(world, used(1))}
    assert (rows[OFFICIAL]["co2_t"], rows[OFFICIAL]["standard_coal_co2_t"]) == (Decimal("21.621888"), Decimal("20.748"))


def test_figures_of_one_fuel_add_up_and_each_counts_once(world: World) -> None:
    """Petrol and diesel enter the account of several sectors."""
    one, two = used(1), used(2, amount_base=5_000)
    road = (one[0], one[1] | {"sector_code": "road", "amount_base": 3})
    rows = raw_material(world, one, two)
    assert {row["amount"] for row in rows} == {15_000}
    world.put("core/energy_inputs", [one[1], two[1], road[1]])
    assert {row["amount"] for row in world.build("core/raw_material_co2")} == {15_000}


def test_a_printed_balance_says_it_in_a_row_of_its_own(world: World) -> None:
    rows = raw_material(world, used(1, item_code="energy_balance", sector_code="feedstock"))
    assert {row["amount"] for row in rows} == {10_000}


@pytest.mark.parametrize(
    "other",
    [
        {"item_code": "energy_transformation_input", "sector_code": "power"},
        {"item_code": "energy_balance", "sector_code": "power"},
        {"fuel_code": "energy_total"},
        {"fuel_code": "coal_total"},
        {"item_code": "energy_survey_use", "sector_code": "feedstock"},
        {"fuel_code": "electricity"},
        {"amount_base": 0},
    ],
    ids=str,
)
def test_what_is_transformed_or_no_fuel_is_no_raw_material(world: World, other: Row) -> None:
    assert raw_material(world, used(1, **other)) == []


def test_what_is_added_to_the_account_is_burnt(world: World) -> None:
    figure, use = used(1)
    assert raw_material(world, (figure, use | {"sign": 1})) == []


def test_a_fuel_that_industry_has_no_factor_of_has_no_figure(world: World) -> None:
    rows = raw_material(world, used(1, fuel_code="lng"))
    assert {row["co2_t"] for row in rows} == {None}


def test_it_leads_to_the_reported_cell_and_the_factor(world: World) -> None:
    raw_material(world, used(1))
    parents = world.parents("raw_material_co2", f"{OFFICIAL}/{QUXIAN}/2020/natural_gas")
    assert (parents[0]["role"], parents[0]["parent_id"], parents[0]["value_used"]) == ("activity", "o1", 10_000)
    assert [row["parent_table"] for row in parents] == ["core.observations", "core.factors"]

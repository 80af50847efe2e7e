"""The energy account: a balance beats returns, what is transformed or a raw material is not burnt by industry."""

from decimal import Decimal

import pytest

from schemas.codes import read_codes
from tests.staged_rows import FUELS, Row, nothing_transformed, observed, printed, stage
from tests.world import World

ACCOUNTS = read_codes("energy_accounts")


def energy_use(world: World, *rows: Row, other_form: bool = True) -> dict[tuple[str, str], Decimal]:
    """Use by sector and fuel but heat; form 205-2 came too, if only to say that nothing was transformed."""
    stage(world, [*rows, nothing_transformed()] if other_form else rows)
    world.make("core/regions")
    used = world.build_all("core/observations", "core/energy_inputs", "core/energy_use")
    return {(row["sector_code"], row["fuel_code"]): row["amount"] for row in used if row["fuel_code"] != "heat"}


def consumption(amount: object, fuel: str = "raw_coal", **other: object) -> Row:
    return observed("industry_energy_consumption", amount, "industry", fuel, **other)


def feedstock(amount: object, fuel: str = "raw_coal") -> Row:
    return observed("industry_energy_feedstock", amount, "industry", fuel)


def transformed(amount: object, sector: str = "power", fuel: str = "raw_coal") -> Row:
    return observed("energy_transformation_input", amount, sector, fuel)


def balance(amount: object, sector: str, fuel: str = "raw_coal", **other: object) -> Row:
    return observed("energy_balance", amount, sector, fuel, **other)


# -- what firms and utilities return


def test_what_industry_reports_is_its_use(world: World) -> None:
    assert energy_use(world, consumption(100)) == {("industry", "raw_coal"): 100}


def test_transformation_inputs_are_taken_from_industry(world: World) -> None:
    """205-1 counts coal for power and heat as consumption of the enterprise, 205-2 says how much of it that is."""
    used = energy_use(world, consumption(100), transformed(60), transformed(15, "heat_supply"))
    assert used == {("power", "raw_coal"): 60, ("heat_supply", "raw_coal"): 15, ("industry", "raw_coal"): 25}


def test_a_transformation_input_moves_emissions_and_never_adds_any(world: World) -> None:
    alone = sum(energy_use(world, consumption(100)).values())
    assert sum(energy_use(world, consumption(100), transformed(60), transformed(15, "heat_supply")).values()) == alone


@pytest.mark.parametrize(
    "rows", [[consumption(100)], [transformed(60)], [feedstock(30)], [consumption(100), feedstock(30)]], ids=len
)
def test_industry_is_a_difference_of_two_forms_and_none_without_both(world: World, rows: list[Row]) -> None:
    used = energy_use(world, *rows, other_form=False)
    assert not [sector for sector, _ in used if sector == "industry"]


def test_feedstock_is_not_burnt(world: World) -> None:
    assert energy_use(world, consumption(100), feedstock(30)) == {("industry", "raw_coal"): 70}


def test_one_fuel_is_not_taken_from_another(world: World) -> None:
    used = energy_use(world, consumption(100), consumption(7, "coke"), feedstock(2, "coke"), transformed(60))
    assert (used["industry", "raw_coal"], used["industry", "coke"]) == (40, 5)


def test_totals_are_no_fuels(world: World) -> None:
    assert energy_use(world, consumption(999, "energy_total", is_total=True)) == {}


def test_electricity_is_the_grid_companys_and_not_the_forms(world: World) -> None:
    """Both count what industry uses; the grid company counts all of it, the form only the larger firms."""
    used = energy_use(world, consumption(40, "electricity"), observed("electricity_use", 100, "industry"))
    assert used == {("industry", "electricity"): 100}
    assert energy_use(world, consumption(40, "electricity")) == {}


def test_gas_of_the_gas_company_goes_to_all_but_industry_which_reports_its_own(world: World) -> None:
    gas = [observed("gas_sales", 10, sector) for sector in ("urban", "other_services", "transport", "industry")]
    total = observed("gas_sales", 40, "whole_society", is_total=True)
    used = energy_use(world, *gas, total, consumption(12, "natural_gas"))
    assert used == {
        ("urban", "natural_gas"): 10,
        ("other_services", "natural_gas"): 10,
        ("transport", "natural_gas"): 10,
        ("industry", "natural_gas"): 12,
    }


def test_months_add_up_to_the_year(world: World) -> None:
    months = [observed("electricity_use", month, "rural", period=f"2020-{month:02}") for month in range(1, 13)]
    assert energy_use(world, *months) == {("rural", "electricity"): 78}


def test_a_figure_that_lost_is_not_counted(world: World) -> None:
    assert energy_use(world, consumption(100), consumption(1, vintage="preliminary")) == {("industry", "raw_coal"): 100}


@pytest.mark.parametrize("status", ["blank", "not_available", "not_applicable", "confidential"])
def test_a_missing_figure_is_no_use_rather_than_none(world: World, status: str) -> None:
    assert energy_use(world, printed("industry_energy_consumption", status, "industry", "raw_coal")) == {}


def test_a_mark_for_none_is_a_use_of_zero(world: World) -> None:
    row = printed("industry_energy_consumption", "zero_or_none", "industry", "raw_coal")
    assert energy_use(world, row) == {("industry", "raw_coal"): 0}


# -- what a printed balance says


def test_a_balance_beats_returns(world: World) -> None:
    used = energy_use(world, consumption(100), observed("gas_sales", 5, "urban"), balance(70, "industry"))
    assert used == {("industry", "raw_coal"): 70}
    assert {row["account"] for row in world.rows("core/energy_use")} == {"balance"}


def test_a_balance_of_another_year_or_region_beats_nothing(world: World) -> None:
    used = energy_use(world, consumption(100), balance(70, "industry", year=2019))
    assert used["industry", "raw_coal"] in {100, 70}
    accounts = {(row["year"], row["account"]) for row in world.rows("core/energy_use")}
    assert accounts == {(2020, "returns"), (2019, "balance")}


def test_a_balance_prints_what_transformation_burns_as_negative(world: World) -> None:
    used = energy_use(world, balance(-3239, "power"), balance(-171, "heat_supply"))
    assert used == {("power", "raw_coal"): 3239, ("heat_supply", "raw_coal"): 171}


def test_what_transformation_puts_out_is_no_use(world: World) -> None:
    assert energy_use(world, balance(450, "power", "electricity"), balance(3291, "heat_supply", "heat")) == {}


def test_feedstock_in_a_balance_is_not_burnt(world: World) -> None:
    assert energy_use(world, balance(2446, "industry"), balance(345, "feedstock")) == {("industry", "raw_coal"): 2101}


@pytest.mark.parametrize("kind", ["supply", "loss", "balance", "aggregate"])
def test_only_flows_that_burn_are_uses(world: World, kind: str) -> None:
    sectors = [row["sector_code"] for row in read_codes("sectors") if row["kind"] == kind]
    assert energy_use(world, *(balance(-9, sector) for sector in sectors)) == {}


@pytest.mark.parametrize("sector", ["coal_washing", "coking", "refining", "gas_works", "briquetting"])
def test_conversion_into_other_fuels_burns_nothing(world: World, sector: str) -> None:
    assert energy_use(world, balance(-9, sector)) == {}


def test_printed_totals_are_not_counted_beside_their_parts(world: World) -> None:
    used = energy_use(
        world,
        balance(5, "urban"),
        balance(7, "rural"),
        balance(12, "residential", is_total=True),
        balance(12, "final_total", is_total=True),
        balance(12, "urban", "coal_total", is_total=True),
    )
    assert used == {("urban", "raw_coal"): 5, ("rural", "raw_coal"): 7}


# -- the list of accounts


def test_no_observation_enters_an_account_twice() -> None:
    entries = [(row["account"], row["item_code"], row["sector_code"], row["use_sector_code"]) for row in ACCOUNTS]
    assert len(set(entries)) == len(entries)


def test_what_is_taken_from_one_use_is_added_to_another_or_leaves_as_feedstock() -> None:
    for row in ACCOUNTS:
        if row["account"] == "returns" and row["sign"] == "-1" and row["item_code"] != "industry_energy_feedstock":
            gains = {
                other["use_sector_code"]
                for other in ACCOUNTS
                if (other["item_code"], other["sector_code"]) == (row["item_code"], row["sector_code"])
                and other["sign"] == "1"
            }
            assert gains == {row["sector_code"]}


def test_the_unit_of_a_use_is_that_of_its_fuel(world: World) -> None:
    energy_use(world, *(consumption(1, fuel) for fuel in FUELS if fuel != "electricity"))
    found = {row["fuel_code"]: row["unit_code"] for row in world.rows("core/energy_use")}
    units = {row["unit_code"]: row["dimension"] for row in read_codes("units")}
    assert {fuel: units[unit] for fuel, unit in found.items()} == {
        fuel: dimension for fuel, dimension in FUELS.items() if fuel in found
    }
    assert len(found) > 25


def test_use_has_the_worst_data_class_of_its_inputs(world: World) -> None:
    rows = energy_use(world, observed("gas_sales", 5, "urban"), consumption(5))
    assert len(rows) == 2
    classes = {row["sector_code"]: row["data_class"] for row in world.rows("core/energy_use", "fuel_code != 'heat'")}
    assert classes == {"urban": "A", "industry": "B"}

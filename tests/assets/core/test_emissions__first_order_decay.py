"""First-order decay through the SQL: the analytic cases, and landfills that are closed.

Constructed cases 1 and 2 of the worked cases have analytic answers: one deposit of 1000 t (DOC 0.15, DOCf 0.5, MCF 1,
k 0.09, F 0.5, no oxidation), and a constant deposit for ever, which tends to the mass balance.
"""

import math
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest

import factors
from schemas.specs.factor import FactorValue
from tests.factors.test_worked_cases import row as factor_row
from tests.invariants import rounded
from tests.staged_rows import Row, compute, observed, printed
from tests.world import World

IPCC = "ipcc_2006-ar5"
K = 0.09
DDOC = 1000 * 0.15 * 0.5 * 1
POTENTIAL = DDOC * 0.5 * 16 / 12


def bulk_waste() -> list[FactorValue]:
    """Waste of one kind, with the values of the case; of everything else the landfill holds nothing."""
    held = [
        ("waste_food", "waste_share", "1"),
        ("waste_food", "degradable_carbon", "0.15"),
        ("waste_food", "decay_rate", "0.09"),
        ("", "degraded_fraction", "0.5"),
        ("", "methane_correction", "1"),
        ("", "methane_share", "0.5"),
        ("", "not_oxidised", "1"),
        ("", "c_to_ch4", "1.333333333333333333"),
    ]
    values = [factor_row(subject or "waste_food", prop, value, "fraction") for subject, prop, value in held]
    return [value.model_copy(update={"source_id": "stoichiometry"}) for value in values]


def decayed(world: World, monkeypatch: pytest.MonkeyPatch, deposits: dict[int, object]) -> dict[int, Decimal]:
    """Methane of each year; the deposits are observations, so everything between them and the mass is the project's."""
    monkeypatch.setattr(factors, "load_factor_values", bulk_waste)
    rows = [observed("waste_landfilled", amount, year=year) for year, amount in deposits.items()]
    compute(world, rows, "core/emissions")
    return {row["year"]: row["emissions_t"] for row in world.rows("core/emissions", "category_code = 'W.1'")}


def test_constructed_case_1_one_deposit_decays_from_the_next_year_on(
    new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = decayed(new_world(years=(2099,), bases=(IPCC,)), monkeypatch, {1950: 1000})
    assert found[1950] == 0
    assert float(found[1951]) == pytest.approx(4.30344, abs=5e-6)
    for n in range(1, 150):
        expected = DDOC * (math.exp(-K * (n - 1)) - math.exp(-K * n)) * 0.5 * 16 / 12
        assert float(found[1950 + n]) == pytest.approx(expected, abs=1e-6)
    # to infinity exactly 50 t: what is left after 149 years is known
    total = float(sum(found.values()))
    assert POTENTIAL == 50
    assert total == pytest.approx(50 * (1 - math.exp(-K * 149)), abs=1e-4)


def test_decay_in_the_year_of_the_deposit_would_fail_the_case(
    new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trap: without the delay year 0 would have the 4.30344 t of year 1."""
    found = decayed(new_world(years=(1952,), bases=(IPCC,)), monkeypatch, {1950: 1000})
    assert float(found[1951]) == pytest.approx(4.30344, abs=5e-6)
    assert abs(float(found[1952]) - 4.30344) > 0.3


def test_constructed_case_2_a_constant_deposit_tends_to_the_mass_balance(
    new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    years = range(1950, 2101)
    world = new_world(years=(2100,), bases=(IPCC, "provincial_2011-sar"))
    monkeypatch.setattr(factors, "load_factor_values", bulk_waste)
    compute(world, [observed("waste_landfilled", 1000, year=year) for year in years], "core/emissions")
    found = {(row["basis_id"], row["year"]): row["emissions_t"] for row in world.rows("core/emissions")}
    mass_balance = found["provincial_2011-sar", 2100]
    assert mass_balance == rounded(POTENTIAL, 6)
    gaps = [float(mass_balance - found[IPCC, year]) for year in years]
    assert all(later < earlier for earlier, later in pairwise(gaps) if earlier > 1e-5)
    assert gaps[0] == 50
    assert gaps[-1] == pytest.approx(50 * math.exp(-K * 150), abs=2e-6)


def landfill(**amounts: object) -> list[Row]:
    return [observed("waste_landfilled", amount, year=int(year[1:])) for year, amount in amounts.items()]


def test_a_closed_landfill_emits_for_years_and_is_a_gap_only_if_nobody_says_that_it_is_closed(
    new_world: Callable[..., World],
) -> None:
    for marks, is_incomplete in (
        ([printed("waste_landfilled", "zero_or_none", year=year) for year in (2021, 2022)], False),
        ([], True),
    ):
        world = new_world(years=(2020, 2021, 2022), bases=(IPCC, "provincial_2011-sar"))
        compute(world, [*landfill(y2019=50_000, y2020=60_000), *marks], "marts/county_inventory")
        cells = {
            (row["basis_id"], row["year"]): row
            for row in world.rows("marts/county_inventory", "category_code = 'W.1' and gas = 'CH4'")
        }
        assert cells[IPCC, 2021]["emissions_t"] > cells[IPCC, 2022]["emissions_t"] > 0
        assert [cells[IPCC, year]["is_incomplete"] for year in (2021, 2022)] == [is_incomplete] * 2
        # by mass balance nothing is emitted once nothing is brought, and nothing is known if nobody says so
        assert cells["provincial_2011-sar", 2022]["notation_key"] == ("NE" if is_incomplete else "NO")


def test_recovered_gas_is_deducted_by_multiplication(new_world: Callable[..., World]) -> None:
    world = new_world(years=(2020,), bases=(IPCC,))
    compute(
        world,
        [*landfill(y2019=50_000, y2020=50_000), observed("landfill_gas_recovered", 100_000)],
        "core/emissions",
    )
    (recovered,) = world.rows("core/emissions", "item_code = 'landfill_gas_recovered'")
    # half of it is methane of 0.717 kg/m3, a tenth of which the cover would have oxidised
    assert recovered["emissions_t"] == rounded(-100_000 * 0.5 * (0.717 / 1000) * 0.9, 6)


def test_an_emission_of_a_stock_has_its_parents_one_year_deep(new_world: Callable[..., World]) -> None:
    world = new_world(years=(2020, 2021), bases=(IPCC,))
    compute(world, landfill(y2018=50_000, y2019=50_000, y2020=50_000), "core/emissions")
    key = f"{IPCC}/511725/{{}}/W.1/landfill//waste_food/CH4"

    def parents(table: str, year: int) -> list[tuple[str, str]]:
        return [(row["role"], row["parent_id"]) for row in world.parents(table, key.format(year))]

    assert parents("emissions", 2021) == [("stock", key.format(2021))]
    # the site is closed: no addition in 2021, and the rate of the last one
    assert parents("stocks", 2021) == [("opening", key.format(2020)), ("rate", f"{key.format(2020)}/rate")]
    assert parents("stocks", 2020) == [
        ("opening", key.format(2019)),
        ("activity", "511725/2020/W.1/landfill//waste_food"),
        ("factor", f"{key.format(2020)}/factor"),
        ("rate", f"{key.format(2020)}/rate"),
    ]
    assert [role for role, _ in parents("stocks", 2018)] == ["activity", "factor", "rate"]


def test_the_trace_lists_the_cells_of_every_deposit(new_world: Callable[..., World]) -> None:
    world = new_world(years=(2021,), bases=(IPCC,))
    compute(world, landfill(y2018=50_000, y2019=50_000, y2020=50_000), "marts/inventory_trace")
    rows = world.rows("marts/inventory_trace", "published_id like '%/W.1/%' and end_table = 'core.observations'")
    cells = {row["end_id"] for row in rows}
    assert cells == {f"book/final/511725/{year}/waste_landfilled///" for year in (2018, 2019, 2020)}

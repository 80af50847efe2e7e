"""What must happen to the results when all inputs change in a known way: scaled, split, shuffled, set to zero."""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.building.table import write_table
from pipelines.lake.files import Lake, sha256_of
from schemas.contract import load_contract
from tests.staged_rows import DAZHU, SPINE, Row, compute, nothing_transformed, observed, opulent
from tests.world import FORMS, OFFICIAL, QUXIAN, SICHUAN, World

#: Rates do not scale with activity; money and people do, to keep intensities as they are.
RATES = {"gdp_growth"}
GRAM = Decimal("0.000001")

SCOPE: dict[str, Any] = {
    "regions": (QUXIAN, DAZHU, SICHUAN),
    "years": (2019, 2020),
    "bases": (OFFICIAL, "ipcc_2006-ar5", "ceads-ar5"),
}


def scaled(rows: list[Row], factor: int, kept: set[str] = RATES) -> list[Row]:
    return [
        row | {"amount": Decimal(str(row["amount"])) * factor}
        if row["amount"] is not None and row["item_code"] not in kept
        else row
        for row in rows
    ]


def masses(world: World) -> dict[tuple[Any, ...], Decimal]:
    return {tuple(row[k] for k in KEY): row["emissions_t"] for row in world.rows("core/emissions")}


KEY = load_contract("core", "emissions").key
INVENTORY = "marts/county_inventory"


@pytest.fixture(scope="module")
def base() -> Iterator[World]:
    """What the changed worlds are compared with; nothing changes it."""
    made = World(**SCOPE)
    yield compute(made, opulent())
    made.close()


@pytest.mark.parametrize("factor", [2, 1000])
def test_emissions_scale_with_activity(base: World, new_world: Callable[..., World], factor: int) -> None:
    before = masses(base)
    after = masses(compute(new_world(**SCOPE), scaled(opulent(), factor), "core/emissions"))
    assert after.keys() == before.keys()
    for key, mass in before.items():
        # each was rounded once: by half a gram before, times the factor, and half a gram after
        assert abs(after[key] - mass * factor) <= GRAM / 2 * (factor + 1), key


def test_intensity_does_not_depend_on_scale(base: World, new_world: Callable[..., World]) -> None:
    before, after = (
        {
            tuple(row[name] for name in load_contract("marts", "county_indicators").key): row["value"]
            # amounts scale, and their changes do not
            for row in world.rows("marts/county_indicators", "base_year != 0 or denominator is distinct from 1")
        }
        for world in (base, compute(new_world(**SCOPE), scaled(opulent(), 10), "marts/county_indicators"))
    )
    assert before.keys() == after.keys()
    assert any(value is not None for value in before.values())
    for key, value in before.items():
        assert value is None or abs(after[key] - value) <= Decimal("0.000000002"), key


def test_a_row_that_is_split_in_two_leaves_every_total(new_world: Callable[..., World]) -> None:
    whole = [
        observed("industry_energy_consumption", "1000.01", "industry", "raw_coal"),
        observed("clinker_output", 900),
    ]
    split = [
        observed("industry_energy_consumption", "400.003", "industry", "raw_coal", facility_code="A"),
        observed("industry_energy_consumption", "600.007", "industry", "raw_coal", facility_code="B"),
        observed("clinker_output", "0.000000001", facility_code="A"),
        observed("clinker_output", "899.999999999", facility_code="B"),
    ]
    one, two = (compute(new_world(), [*rows, nothing_transformed()], INVENTORY) for rows in (whole, split))
    for table in ("core/energy_use", "core/activities", "core/emissions", "marts/county_inventory"):
        assert one.rows(table) == two.rows(table)
    assert len(two.rows("core/energy_inputs", "fuel_code = 'raw_coal'")) == 2


def test_an_amount_in_another_unit_is_the_same_amount(new_world: Callable[..., World]) -> None:
    tonnes = compute(new_world(), [observed("clinker_output", 1285000)], INVENTORY)
    ten_thousand_tonnes = compute(new_world(), [observed("clinker_output", "128.5", unit_code="10kt")], INVENTORY)
    assert tonnes.rows("marts/county_inventory") == ten_thousand_tonnes.rows("marts/county_inventory")


def digests(world: World, folder: Path) -> dict[str, str]:
    """SHA-256 of every table of the spine as the builder writes it."""
    lake = Lake(folder / "lake")
    found = {}
    for asset in SPINE:
        contract = load_contract(*asset.split("/"))
        if not contract.is_view:
            write_table(world.engine, contract, asset.split("/")[1], lake, "made from", [])
            found[asset] = sha256_of(lake.file(asset))
    return found


@pytest.mark.parametrize("threads", [1, 4])
def test_the_order_of_rows_and_the_number_of_threads_leave_every_byte(
    base: World, new_world: Callable[..., World], tmp_path: Path, threads: int
) -> None:
    shuffled = opulent()
    random.Random(threads).shuffle(shuffled)
    assert digests(compute(new_world(**SCOPE, threads=threads), shuffled), tmp_path) == digests(base, tmp_path)


def test_nothing_used_gives_nothing_emitted(new_world: Callable[..., World]) -> None:
    world = compute(new_world(**SCOPE), scaled(opulent(), 0, RATES | {"gdp"}), INVENTORY)
    found = world.rows("core/emissions")
    assert found
    assert {row["emissions_t"] for row in found} == {Decimal(0)}
    cells = world.rows("marts/county_inventory", "emissions_t is not null")
    assert {row["emissions_tco2e"] for row in cells} == {Decimal(0)}


def test_another_county_changes_nothing_here(base: World, new_world: Callable[..., World]) -> None:
    tables = (
        "core/energy_use",
        "core/emissions",
        "core/gdp",
        "core/mean_population",
        "marts/county_inventory",
        "marts/provincial_summary",
    )
    alone = compute(new_world(**SCOPE | {"regions": (QUXIAN,)}), opulent(), *tables)
    here = f"region_code = '{QUXIAN}'"
    for table in tables:
        assert alone.rows(table, here) == base.rows(table, here)


def test_another_basis_changes_nothing_in_this_one(base: World, new_world: Callable[..., World]) -> None:
    tables = ("core/emissions", "marts/county_inventory", "marts/county_indicators", "marts/completeness")
    alone = compute(new_world(**SCOPE | {"bases": (OFFICIAL,)}), opulent(), *tables)
    here = f"basis_id = '{OFFICIAL}'"
    for table in tables:
        assert alone.rows(table, here) == base.rows(table, here)


def test_potentials_change_equivalents_and_no_mass(new_world: Callable[..., World]) -> None:
    sar, ar5 = (compute(new_world(bases=(basis,)), opulent(), INVENTORY) for basis in (OFFICIAL, "provincial_2011-ar5"))
    masses_of = [
        [(row["category_code"], row["gas"], row["emissions_t"]) for row in world.rows("marts/county_inventory")]
        for world in (sar, ar5)
    ]
    assert masses_of[0] == masses_of[1]
    methane = [world.rows("marts/county_inventory", "category_code = 'A.1' and gas = 'CH4'")[0] for world in (sar, ar5)]
    assert methane[0]["emissions_tco2e"] / 21 == methane[1]["emissions_tco2e"] / 28


def test_waste_that_gives_energy_changes_places_and_no_total(new_world: Callable[..., World]) -> None:
    """The same county, the same edition: only `waste_energy_sector` of the basis differs."""
    world = compute(new_world(), opulent(), "marts/provincial_summary")
    waste = world.rows("marts/county_inventory", "category_code = 'W.3.1' and gas = 'CO2'")[0]["emissions_t"]
    assert waste > 0
    forms = []
    for sector in ("waste", "energy"):
        world.put("core/bases", [row | {"waste_energy_sector": sector} for row in world.rows("core/bases")])
        world.build_all(*FORMS, "marts/provincial_summary")
        forms.append({row["line_code"]: row["co2_t"] or 0 for row in world.rows("marts/provincial_summary")})
    before, after = forms
    moved = {line: after[line] - before[line] for line in before if after[line] != before[line]}
    assert moved == {
        "energy": waste,
        "energy.fossil": waste,
        "energy.fossil.energy_industries": waste,
        "waste": -waste,
        "waste.solid": -waste,
    }
    assert before["total"] == after["total"]

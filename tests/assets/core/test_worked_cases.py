"""Published worked cases of energy and industry through the SQL: C01 (own values of 2025), C10, C18, and GWP case 4.

Each runs on observations and factor values, never on arithmetic re-typed here; expected figures are those published.
"""

from collections.abc import Callable
from decimal import Decimal

import pytest

import factors
from schemas.specs.factor import FactorValue
from tests.factors.test_worked_cases import C01, row
from tests.staged_rows import Row, compute, nothing_transformed, observed, printed
from tests.world import OFFICIAL, World

PROVINCIAL_2025, IPCC, IPCC_AR6 = "provincial_2025-ar5", "ipcc_2006-ar5", "ipcc_2006-ar6"

NewWorld = Callable[..., World]


def publish(monkeypatch: pytest.MonkeyPatch, values: list[FactorValue]) -> None:
    """Make some factor values the only ones there are, as if they stood in a known document."""
    known = [value.model_copy(update={"source_id": "stoichiometry"}) for value in values]
    monkeypatch.setattr(factors, "load_factor_values", lambda: known)


def emissions(world: World, *rows: Row, where: str = "true") -> list[Row]:
    compute(world, [*rows, nothing_transformed()], "core/emissions")
    return world.rows("core/emissions", where)


# -- C01: our own rows of the edition of 2025 give the published factors


@pytest.mark.parametrize(("fuel", "per_unit", "published"), [(case[0], case[2], case[5]) for case in C01])
def test_c01_own_values_of_the_edition_of_2025_give_the_published_factor(
    new_world: NewWorld, fuel: str, per_unit: str, published: float
) -> None:
    world = new_world(bases=(PROVINCIAL_2025,))
    amount = observed("energy_survey_use", 1, "construction", fuel, unit_code=per_unit)
    (found,) = emissions(world, amount, where="category_code = 'E.2' and gas = 'CO2'")
    assert float(found["emissions_t"]) == pytest.approx(published, rel=1e-5, abs=5e-7)
    assert found["is_fallback"] is False  # all four parts are of the edition itself or of all editions
    assert found["evidence"] == "secondary"


def test_c01_trap_gas_counted_in_cubic_metres_is_ten_thousand_times_too_little(new_world: NewWorld) -> None:
    world = new_world(bases=(PROVINCIAL_2025,))
    amount = observed("energy_survey_use", 10_000, "construction", "natural_gas", unit_code="m3")
    (right,) = emissions(world, amount, where="category_code = 'E.2' and gas = 'CO2'")
    assert float(right["emissions_t"]) == pytest.approx(21.621888, rel=1e-5)
    wrong = observed("energy_survey_use", 1, "construction", "natural_gas", unit_code="m3")
    (found,) = emissions(new_world(bases=(PROVINCIAL_2025,)), wrong, where="category_code = 'E.2' and gas = 'CO2'")
    assert float(found["emissions_t"]) == pytest.approx(21.621888e-4, rel=1e-3)


# -- C10: biomass; 10⁶ btu stands for the unit of energy, which cancels


def biomass(gas: str, heat_content: str, kilograms: str) -> list[FactorValue]:
    return [
        row("firewood", "ncv", heat_content, "gj", "t"),
        row("firewood", "emission_factor_per_energy", kilograms, "kg", "gj", gas),
    ]


def test_c10_wood_burnt_in_homes_gives_methane_that_counts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(monkeypatch, biomass("CH4", "8", "0.3"))
    compute(world, [observed("rural_energy_use", 7_937_500, "rural", "firewood")], "marts/county_inventory")
    (found,) = world.rows("core/emissions")
    assert (found["category_code"], found["gas"], found["emissions_t"]) == ("E.8", "CH4", 19050)
    (cell,) = world.rows("marts/county_inventory", "category_code = 'E.8' and gas = 'CH4'")
    assert (cell["emissions_tco2e"], cell["is_in_total"]) == (400_050, True)


def test_c10_biogenic_carbon_dioxide_is_a_memo_and_in_no_total(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(monkeypatch, biomass("CO2", "15.38", "93.8"))
    compute(world, [observed("rural_energy_use", 25_862, "rural", "firewood")], "marts/provincial_summary")
    (found,) = world.rows("core/emissions")
    assert found["category_code"] == "M.3"
    assert float(found["emissions_t"]) == pytest.approx(37_309.66, abs=0.005)  # published in whole tonnes: 37310
    cells = world.rows("marts/county_inventory", "emissions_t is not null")
    assert [(cell["category_code"], cell["is_in_total"]) for cell in cells] == [("M.3", False)]
    assert [line for line in world.rows("marts/provincial_summary") if line["co2_t"] not in (None, 0)] == []


# -- C18: clinker gives off 520 kg in the process and 288.06 kg by its fuel, 808.06 kg together


@pytest.mark.parametrize(
    ("kiln", "process", "fuel", "published"),
    [("新型干法", "520.00", "288.06", "808.06"), ("立窑", "504.18", "343.67", "847.85")],
)
def test_c18_process_and_fuel_close_and_neither_holds_the_other(
    world: World, monkeypatch: pytest.MonkeyPatch, kiln: str, process: str, fuel: str, published: str
) -> None:
    publish(
        monkeypatch,
        [
            row("clinker_output", "emission_factor", process, "kg", "t", "CO2"),
            row("raw_coal", "emission_factor", fuel, "kg", "t", "CO2"),
        ],
    )
    clinker = observed("clinker_output", 1000)
    kiln_fuel = observed("industry_energy_consumption", 1000, "industry", "raw_coal")
    found = {row["category_code"]: row["emissions_t"] for row in emissions(world, clinker, kiln_fuel)}
    assert found == {"P.1": Decimal(process), "E.2": Decimal(fuel)}
    assert sum(found.values()) == Decimal(published)


# -- constructed case 4: warming potentials


@pytest.mark.parametrize(
    ("basis", "of_ch4", "of_n2o"), [(OFFICIAL, 2100, 3100), (IPCC, 2800, 2650), (IPCC_AR6, 2790, 2730)]
)
def test_constructed_4_a_mass_is_weighed_by_the_potential_of_its_basis(
    new_world: NewWorld, basis: str, of_ch4: int, of_n2o: int
) -> None:
    world = new_world(bases=(basis,))
    compute(world, [observed("gdp", 1)], "marts/county_inventory", "marts/completeness")
    about: Row = {"basis_id": basis, "category_code": "E.8", "sector_code": "rural", "fuel_code": "straw"}
    world.put("core/emissions", [about | {"gas": "CH4", "emissions_t": 100}, about | {"gas": "N2O", "emissions_t": 10}])
    world.build_all("marts/completeness", "marts/county_inventory")
    cells = world.rows("marts/county_inventory", "emissions_t is not null")
    assert {cell["gas"]: cell["emissions_tco2e"] for cell in cells} == {"CH4": of_ch4, "N2O": of_n2o}


# -- rules of our own cards


def test_clinker_made_from_carbide_slag_is_taken_off_where_it_is_known(world: World) -> None:
    known = emissions(
        world, observed("clinker_output", 1000), observed("clinker_output_carbide_slag", 200), where="gas = 'CO2'"
    )
    assert [row["emissions_t"] for row in known if row["category_code"] == "P.1"] == [Decimal("430.4")]


@pytest.mark.parametrize("status", ["zero_or_none", "not_available"])
def test_without_figures_on_carbide_slag_all_clinker_counts(world: World, status: str) -> None:
    rows = [observed("clinker_output", 1000), printed("clinker_output_carbide_slag", status)]
    (found,) = emissions(world, *rows, where="category_code = 'P.1'")
    assert found["emissions_t"] == 538
    (activity,) = world.rows("core/activities", "category_code = 'P.1'")
    assert activity["term_set"] == (1 if status == "zero_or_none" else 2)


def test_methane_that_is_drained_and_used_is_taken_off(world: World) -> None:
    rows = [
        observed("coal_output", 1000, "coal_township"),
        observed("coal_output", 1000, "coal_low_gas"),
        observed("coal_gas_recovered", 500),
    ]
    found = emissions(world, *rows, where="category_code = 'E.9'")
    total = sum(row["emissions_t"] for row in found)
    assert float(total) == pytest.approx((1000 * 6.93 + 1000 * 0.94 - 500) * 0.67e-3, rel=1e-9)


def test_the_ipcc_parts_coal_by_depth_and_counts_handling_of_the_same_coal(new_world: NewWorld) -> None:
    world = new_world(bases=(IPCC,))
    rows = [
        observed("coal_output", 1000, "coal_shallow"),
        observed("coal_output", 2000, "coal_deep"),
        observed("coal_output", 3000, "coal_township"),  # the same coal by owner, which the IPCC does not ask
    ]
    found = {row["sector_code"]: row["emissions_t"] for row in emissions(world, *rows, where="category_code = 'E.9'")}
    assert found == {
        "coal_shallow": Decimal("6.7"),
        "coal_post_shallow": Decimal("0.603"),
        "coal_deep": Decimal("33.5"),
        "coal_post_deep": Decimal("5.36"),
    }


def test_sulphur_hexafluoride_lost_is_what_the_stores_do_not_explain(new_world: NewWorld) -> None:
    """IPCC 2006 vol. 3 ch. 8: decrease of the store + purchases − passed on − increase of nameplate capacity."""
    world = new_world(bases=(IPCC,), years=(2019, 2020))
    kilograms = {"sf6_stored": (50, 40), "sf6_nameplate": (1000, 1100), "sf6_purchased": (0, 120)}
    rows = [
        observed(item, amount, year=year, unit_code="kg")
        for item, amounts in kilograms.items()
        for year, amount in zip((2019, 2020), amounts, strict=True)
    ]
    rows += [observed("sf6_disbursed", 5, year=2020, unit_code="kg")]
    (found,) = emissions(world, *rows, where="category_code = 'P.9'")
    assert (found["year"], found["gas"], found["emissions_t"]) == (2020, "SF6", Decimal("0.025"))


def test_a_source_printed_as_none_gives_zero_not_a_gap(world: World) -> None:
    rows = [
        printed("carbide_output", "zero_or_none"),
        printed("transport_fuel_use", "zero_or_none", "aviation", "kerosene"),
    ]
    compute(world, rows, "core/emissions", "marts/completeness")
    found = {row["category_code"]: row["emissions_t"] for row in world.rows("core/emissions")}
    assert (found["P.4"], found["E.3.4"]) == (0, 0)
    gaps = {(gap["category_code"], gap["gas"]) for gap in world.rows("marts/completeness", "notation_key = 'NE'")}
    assert not {("P.4", "CO2"), ("E.3.4", "CO2")} & gaps
    assert ("P.2", "CO2") in gaps  # nobody said anything about lime


def test_gas_of_shops_is_included_in_other_services(world: World) -> None:
    rows = [observed("gas_sales", 10, "other_services"), observed("energy_survey_use", 5, "trade", "lpg")]
    compute(world, rows, "marts/completeness")
    gaps = world.rows("marts/completeness", "category_code = 'E.4'")
    assert not [gap for gap in gaps if gap["notation_key"] == "NE"]

"""From activity to mass through the SQL: published cases, the project's own factors, and one rounding to the gram."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

import factors
from schemas.specs.factor import FactorValue
from tests.factors.arithmetic import find, in_base_units
from tests.factors.test_worked_cases import C01, published_inputs, row
from tests.invariants import rounded
from tests.staged_rows import Row, compute, nothing_transformed, observed
from tests.world import OFFICIAL, World

VALUES = factors.load_factor_values()


def publish(monkeypatch: pytest.MonkeyPatch, values: list[FactorValue]) -> None:
    """Make some factor values the only ones there are, as if they stood in a known document."""
    known = [value.model_copy(update={"source_id": "stoichiometry"}) for value in values]
    monkeypatch.setattr(factors, "load_factor_values", lambda: known)


def emissions(world: World, category: str, *rows: Row) -> list[Row]:
    """Emissions of a category; form 205-2 came too, and says that nothing else was transformed."""
    compute(world, [*rows, nothing_transformed()], "core/emissions")
    return world.rows("core/emissions", f"category_code = '{category}'")


def test_what_is_released_over_years_is_emitted_by_the_method_of_its_stock_alone(world: World) -> None:
    kept = {"bank": ("P.12", "liquor_output"), "first_order_decay": ("W.1", "waste_landfilled")}
    world.put(
        "core/stocks",
        [
            {"method": method, "category_code": category, "item_code": item, "released_t": number}
            for number, (method, (category, item)) in enumerate(kept.items(), start=1)
        ],
    )
    for number, (method, (category, _)) in enumerate(kept.items(), start=1):
        (row,) = world.build(f"core/emissions__{method}")
        assert (row["category_code"], row["emissions_t"]) == (category, number)


@pytest.mark.parametrize(
    ("factor", "borrowed", "data_class"),
    [
        ({}, True, "B"),
        ({"is_fallback": True}, False, "B"),
        ({"is_fallback": True}, True, "D"),
        ({"factor_years": "2019"}, False, "D"),
    ],
)
def test_only_the_factor_of_this_use_here_is_multiplied_and_a_borrowed_one_makes_a_surrogate(
    world: World, factor: Row, borrowed: bool, data_class: str
) -> None:
    about: Row = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "raw_coal"}
    world.make("core/bases")
    world.put("core/activities", [about | {"amount": 10, "unit_code": "t"}])
    world.put_factor_regions()
    strange: list[Row] = [
        {"factor_region_code": "500000"},
        {"role": "rate"},
        {"gas": "CH4", "method": "bank"},
        {"fuel_code": "coke"},
        {"sector_code": "power"},
        {"year": 2019},
    ]
    world.put("core/factors", [about | {"value": 2.5} | factor, *(about | {"value": 9.0} | row for row in strange)])
    (basis,) = [row for row in world.rows("core/bases") if row["basis_id"] == OFFICIAL]
    asked = {"edition": basis["edition"], "category_code": "E.2", "sector_code": "industry", "gas": "CO2"}
    world.put("core/category_gases", [asked | {"method": "multiply", "is_borrowed": borrowed}])
    (row,) = world.build("core/emissions__multiply")
    assert (row["emissions_t"], row["data_class"]) == (25, data_class)


# -- C01: the factor is net calorific value × carbon content × oxidised fraction × 44/12


@pytest.mark.parametrize(("fuel", "ncv", "per_unit", "carbon", "oxidation", "published"), C01)
def test_c01_a_derived_factor_is_the_product_of_its_parts(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    fuel: str,
    ncv: str,
    per_unit: str,
    carbon: str,
    oxidation: str,
    published: float,
) -> None:
    publish(monkeypatch, published_inputs(fuel, ncv, per_unit, carbon, oxidation))
    # building sites: all of their petrol and diesel is burnt there, that of industry is mostly burnt on the road
    amount = observed("energy_survey_use", 1, "construction", fuel, unit_code=per_unit)
    (found,) = emissions(world, "E.2", amount)
    assert float(found["emissions_t"]) == pytest.approx(published, rel=1e-5)
    parts = [part["value_used"] for part in world.rows("core/factor_parts")]
    assert [part["position"] for part in world.rows("core/factor_parts")] == [1, 2, 3, 4]
    (factor,) = world.rows("core/factors")
    assert factor["value"] == parts[0] * parts[1] * parts[2] * parts[3]


def test_c01_is_not_met_by_a_wrong_unit_of_gas(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trap of the case: 10⁴ m³, not m³."""
    publish(monkeypatch, published_inputs("natural_gas", "389.31", "m3", "15.3", "0.99"))
    amount = observed("industry_energy_consumption", 1, "industry", "natural_gas", unit_code="10k_m3")
    (found,) = emissions(world, "E.2", amount)
    assert float(found["emissions_t"]) == pytest.approx(21.621888 * 10_000, rel=1e-5)


# -- C03: rice


def test_c03_rice_is_area_times_factor(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    factor = row("sown_area_rice_single", "emission_factor", "142081", "g", "ha", "CH4")
    publish(monkeypatch, [factor])
    (found,) = emissions(world, "A.1", observed("sown_area_rice_single", 240295))
    assert round(found["emissions_t"]) == 34141
    assert float(found["emissions_t"]) == pytest.approx(34141.354, abs=5e-4)
    # AR4; from the mass that is not rounded to the tonne
    assert float(found["emissions_t"] * 25) == pytest.approx(853536, rel=1e-5)


# -- what the guideline of 2011 asks for without values that anybody saw


@pytest.mark.parametrize(
    ("category", "item", "sector", "fuel", "ncv", "ch4", "n2o"),
    [
        ("E.3.2", "transport_fuel_use", "railway", "diesel", "42.652", "4.15", "28.6"),
        ("E.3.3", "transport_fuel_use", "waterway", "diesel", "42.652", "7", "2"),
        ("E.3.4", "transport_fuel_use", "aviation", "kerosene", "43.070", "0.5", "2"),
        ("M.1", "transport_fuel_use", "bunkers_aviation", "kerosene", "43.070", "0.5", "2"),
        ("M.2", "transport_fuel_use", "bunkers_marine", "diesel", "42.652", "7", "2"),
    ],
)
def test_methane_and_nitrous_oxide_of_transport_are_borrowed_and_say_so(
    world: World, category: str, item: str, sector: str, fuel: str, ncv: str, ch4: str, n2o: str
) -> None:
    found = {row["gas"]: row for row in emissions(world, category, observed(item, 1000, sector, fuel))}
    for gas, per_energy in (("CH4", ch4), ("N2O", n2o)):
        exact = 1000 * Fraction(ncv) * Fraction(per_energy) / 10**6
        assert found[gas]["emissions_t"] == rounded(float(exact), 6)
        assert (found[gas]["is_fallback"], found[gas]["data_class"]) == (True, "D")
    assert (found["CO2"]["is_fallback"], found["CO2"]["data_class"]) == (False, "B")


# -- the project's own factors


def own(prop: str, subject: str) -> Fraction:
    found = find(VALUES, prop, subject, "", "", "provincial_2011")
    assert found is not None
    return in_base_units(found)


def test_clinker_gives_off_carbon_dioxide(world: World) -> None:
    (found,) = emissions(world, "P.1", observed("clinker_output", 1000))
    assert (found["gas"], found["emissions_t"]) == ("CO2", Decimal("538"))


def test_coal_of_a_power_station_is_better_burnt_than_that_of_industry(world: World) -> None:
    rows = [
        observed("energy_transformation_input", 1000, "power", "raw_coal"),
        observed("industry_energy_consumption", 2000, "industry", "raw_coal"),
    ]
    power, _ = emissions(world, "E.1.1", *rows)
    assert power["gas"] == "CO2"
    (industry,) = world.rows("core/emissions", "category_code = 'E.2'")
    carbon = own("ncv", "raw_coal") * own("carbon_content", "raw_coal") * Fraction(44, 12)
    for mass, oxidation in ((power, Fraction("0.98")), (industry, Fraction("0.94"))):
        assert float(mass["emissions_t"]) == pytest.approx(float(1000 * carbon * oxidation), abs=1e-6)


@pytest.mark.parametrize(
    ("year", "factor", "factor_years", "data_class"),
    [
        (2021, "0.1255", "", "B"),
        (2022, "0.1404", "", "B"),
        (2023, "0.1564", "", "B"),
        (2024, "0.1564", "2023", "D"),
        (2011, "0.2683", "2010/2012", "D"),  # half way from 0.2891 to 0.2475
    ],
)
def test_a_net_exporter_of_electricity_has_a_negative_memo_item(
    new_world: Callable[..., World], year: int, factor: str, factor_years: str, data_class: str
) -> None:
    world = new_world(years=(year,))
    (found,) = emissions(
        world,
        "S2.1",
        observed("electricity_use", 1000, "whole_society", year=year),
        observed("electricity_generation", 3000, year=year),
    )
    assert found["emissions_t"] == -2000 * Decimal(factor)
    assert (found["factor_years"], found["data_class"]) == (factor_years, data_class)


@pytest.mark.parametrize(
    ("year", "kilograms", "factor_years", "data_class"), [(2023, "156.4", "", "B"), (2024, "156.4", "2023", "D")]
)
def test_electricity_of_a_sector_by_a_factor_of_another_year_is_a_surrogate(
    new_world: Callable[..., World], year: int, kilograms: str, factor_years: str, data_class: str
) -> None:
    sold = observed("electricity_sold", 1, "urban", year=year)
    (found,) = emissions(new_world(years=(year,)), "S2.3", sold)
    assert found["emissions_t"] == Decimal(kilograms) / 1000
    assert (found["factor_years"], found["data_class"]) == (factor_years, data_class)


def test_rice_of_the_south_west_has_the_factor_of_the_south_west(world: World) -> None:
    kinds = {"single": "156.2", "early": "156.2", "late": "171.7"}
    found = emissions(world, "A.1", *(observed(f"sown_area_rice_{kind}", 1000) for kind in kinds))
    assert {row["item_code"]: row["emissions_t"] for row in found} == {
        f"sown_area_rice_{kind}": Decimal(kilograms) for kind, kilograms in kinds.items()
    }
    assert {row["gas"] for row in found} == {"CH4"}


def test_methane_and_nitrous_oxide_of_fuel_are_asked_for_by_the_ipcc(new_world: Callable[..., World]) -> None:
    world = new_world(bases=(OFFICIAL, "ipcc_2006-ar5"))
    found = emissions(world, "E.2", observed("industry_energy_consumption", 10**6, "industry", "raw_coal"))
    gases = {(row["basis_id"], row["gas"]) for row in found}
    assert gases == {(OFFICIAL, "CO2"), *(("ipcc_2006-ar5", gas) for gas in ("CO2", "CH4", "N2O"))}


def test_what_an_edition_borrows_is_marked(new_world: Callable[..., World]) -> None:
    """The IPCC has no calorific value of its own for Chinese statistics: it takes the provincial one."""
    world = new_world(bases=(OFFICIAL, "ipcc_2006-ar5"))
    found = emissions(world, "E.2", observed("industry_energy_consumption", 1, "industry", "raw_coal"))
    flags = {row["basis_id"]: row["is_fallback"] for row in found}
    assert flags == {
        row["basis_id"]: any(
            part["is_fallback"]
            for part in world.rows("core/factor_parts")
            if part["basis_id"] == row["basis_id"] and part["gas"] == row["gas"]
        )
        for row in found
    }
    assert flags[OFFICIAL] is False


# -- one rounding


@pytest.mark.parametrize(
    ("amount", "factor"),
    [
        ("0.000001", 0.5),
        ("0.000003", 0.5),
        ("1", 0.5**7),
        ("3", 0.5**7),
        ("123456789.123456789", 1.644003),
        ("-7", 0.1),
    ],
)
def test_a_mass_is_rounded_once_to_the_gram(world: World, amount: str, factor: float) -> None:
    about: Row = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "raw_coal"}
    world.put("core/activities", [about | {"amount": amount, "unit_code": "t"}])
    world.put_factor_regions()
    world.put("core/factors", [about | {"value": factor}])
    (found,) = world.build("core/emissions__multiply")
    assert found["emissions_t"] == rounded(float(amount) * factor, 6)


def test_zero_gives_zero(world: World) -> None:
    (found,) = emissions(world, "P.1", observed("clinker_output", 0))
    assert found["emissions_t"] == 0


def test_a_factor_carries_its_worst_evidence(world: World) -> None:
    key: Row = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "raw_coal"}
    for evidence, worst in (
        (["original", "original"], "original"),
        (["original", "secondary"], "secondary"),
        (["recalled", "secondary", "original"], "recalled"),
    ):
        world.put(
            "core/factor_parts",
            [
                key | {"position": position, "value_used": 2.0, "evidence": word, "is_fallback": position == 2}
                for position, word in enumerate(evidence, start=1)
            ],
        )
        (factor,) = world.build("core/factors")
        assert (factor["evidence"], factor["value"]) == (worst, 2.0 ** len(evidence))
        assert factor["is_fallback"] is (len(evidence) > 1)


def test_a_product_is_taken_in_the_order_of_position(world: World) -> None:
    """In binary64 the order makes a difference: (0.1 × 0.2) × 0.3 is not 0.1 × (0.2 × 0.3)."""
    key: Row = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "raw_coal"}
    values = [0.1, 0.2, 0.3, 1e16, 1.1]
    world.put(
        "core/factor_parts",
        [key | {"position": p, "value_used": v} for p, v in sorted(enumerate(values, 1), key=lambda pair: -pair[1])],
    )
    (factor,) = world.build("core/factors")
    assert factor["value"] == 0.1 * 0.2 * 0.3 * 1e16 * 1.1


def test_every_method_of_the_folder_is_united(world: World) -> None:
    about: Row = {"category_code": "E.2", "emissions_t": 1}
    world.put("core/emissions__multiply", [about])
    world.put("core/emissions__first_order_decay", [about | {"category_code": "W.1"}])
    assert [row["category_code"] for row in world.build("core/emissions")] == ["E.2", "W.1"]

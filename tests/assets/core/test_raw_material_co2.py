"""Fuels used as raw material as if they were burnt: what industry reports, by the factor of what industry burns."""

from decimal import Decimal

import pytest

from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World


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


#: Two counties that share no factor, two years, and what is like their factors but not theirs.
COUNTIES, YEARS = (QUXIAN, DAZHU), (2019, 2020)


def test_each_county_and_year_has_its_factor_of_the_basis_and_its_coefficient_of_the_year(world: World) -> None:
    """10 000 m³ by a factor of the county and of the year, and by a coefficient that holds for one year only."""
    places: list[Row] = [{"region_code": region, "year": year} for region in COUNTIES for year in YEARS]
    world.make("core/bases")
    figures = [tuple(row | place for row in used(number)) for number, place in enumerate(places)]
    world.put("core/observations", [figure for figure, _ in figures])
    world.put("core/energy_inputs", [use for _, use in figures])
    world.put_factor_regions(*COUNTIES)
    gas = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "natural_gas"}
    world.put(
        "core/factors",
        [
            gas | {"factor_region_code": region, "year": year, "basis_id": basis, "value": value}
            for basis, times in ((OFFICIAL, 1), (SECOND, 10))
            for (region, year), value in zip(
                ((region, year) for region in COUNTIES for year in YEARS),
                (0.001 * times, 0.002 * times, 0.003 * times, 0.004 * times),
                strict=True,
            )
        ],
    )
    heat = {"fuel_code": "natural_gas", "coal_equivalent": 1.0}
    world.put("core/standard_coal", [heat | {"year": 2019, "calorific": 0.5}, heat | {"year": 2020, "calorific": 0.25}])
    world.put("core/factor_values", [coefficient(2019, 2), coefficient(2020, 3), coefficient(2020, 9, "510000")])
    rows = [row for row in world.build("core/raw_material_co2") if row["basis_id"] == OFFICIAL]
    found = {(r["region_code"], r["year"]): (r["co2_t"], r["calorific_tce"], r["standard_coal_co2_t"]) for r in rows}
    assert found == {
        (QUXIAN, 2019): (10, 5000, 10_000),
        (QUXIAN, 2020): (20, 2500, 7500),
        (DAZHU, 2019): (30, 5000, 10_000),
        (DAZHU, 2020): (40, 2500, 7500),
    }


def coefficient(year: int, value: float, scope: str = "") -> Row:
    """Tonnes of CO2 a tonne of coal equivalent of gas, for one year."""
    return {
        "factor_id": f"gas.{year}.{scope}",
        "subject_code": "natural_gas",
        "property": "co2_per_standard_coal",
        "scope_code": scope,
        "value": value,
        "value_base": value,
        "valid_from": year,
        "valid_to": year,
        "unit_code": "t_per_t",
    }


def test_masses_are_rounded_to_the_gram(world: World) -> None:
    """0.001357 m³ × 0.5 is in binary64 just less than 678.5 g."""
    raw_material(world, used(1, amount_base="0.001357"))
    world.put("core/factors", [row | {"value": 0.5} for row in world.rows("core/factors")])
    world.put("core/standard_coal", [{"fuel_code": "natural_gas", "calorific": 0.5, "coal_equivalent": 1.0}])
    world.put("core/factor_values", [coefficient(2020, 1.0)])
    (row,) = [row for row in world.build("core/raw_material_co2") if row["basis_id"] == OFFICIAL]
    assert {row[name] for name in ("co2_t", "calorific_tce", "standard_coal_co2_t")} == {Decimal("0.000678")}


def test_a_fuel_without_any_coefficient_is_listed_without_a_mass(world: World) -> None:
    raw_material(world, used(1))
    for table in ("core/standard_coal", "core/factor_values", "core/factors"):
        world.put(table, [])
    rows = world.build("core/raw_material_co2")
    assert {(row["amount"], row["co2_t"], row["standard_coal_co2_t"]) for row in rows} == {(10_000, None, None)}


def test_it_leads_to_the_reported_cell_and_the_factor(world: World) -> None:
    raw_material(world, used(1))
    parents = world.parents("raw_material_co2", f"{OFFICIAL}/{QUXIAN}/2020/natural_gas")
    assert (parents[0]["role"], parents[0]["parent_id"], parents[0]["value_used"]) == ("activity", "o1", 10_000)
    assert [row["parent_table"] for row in parents] == ["core.observations", "core.factors"]

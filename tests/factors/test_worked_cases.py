"""Published inputs with published results: C01 (fuels), C03 (rice), C16 (grid); the constructed GWP case."""

from decimal import Decimal
from fractions import Fraction

import pytest

import factors
from schemas.specs.factor import FactorValue
from tests.factors.arithmetic import UNITS, find, in_base_units, product

VALUES = factors.load_factor_values()
GWPS = {(row.gwp_set, row.gas): row.value for row in factors.load_gwps()}

#: fuel, net calorific value, unit below it, carbon content, oxidised fraction, published factor
C01 = [
    ("gasoline", "43.07", "t", "18.9", "0.98", 2.925056),
    ("diesel", "42.652", "t", "20.2", "0.98", 3.095910),
    ("natural_gas", "389.31", "10k_m3", "15.3", "0.99", 21.621888),
    ("bituminous_coal", "19.57", "t", "26.1", "0.93", 1.741750),
    ("lignite", "11.9", "t", "28.0", "0.96", 1.172864),
    ("coke", "28.435", "t", "29.5", "0.93", 2.860419),
    ("petroleum_coke", "32.5", "t", "27.5", "0.98", 3.211542),
    ("crude_oil", "41.816", "t", "20.1", "0.98", 3.020202),
    ("fuel_oil", "41.816", "t", "21.1", "0.98", 3.170461),
    ("lng", "51.498", "t", "15.3", "0.98", 2.831257),
    ("lpg", "50.179", "t", "17.2", "0.98", 3.101330),
    ("blast_furnace_gas", "33.0", "10k_m3", "70.8", "0.99", 8.481132),
    ("converter_gas", "84.0", "10k_m3", "49.6", "0.99", 15.124032),
    ("coke_oven_gas", "179.81", "10k_m3", "13.58", "0.99", 8.863806),
]


def row(subject: str, name: str, value: str, unit: str, per_unit: str = "", gas: str = "") -> FactorValue:
    return FactorValue.model_validate(
        dict.fromkeys(FactorValue.model_fields, "")
        | {
            "factor_id": f"{subject}.{name}.published",
            "subject_code": subject,
            "property": name,
            "value": value,
            "unit": unit,
            "per_unit": per_unit,
            "gas": gas,
            "source_id": "published",
            "locator": "published",
            "evidence": "secondary",
        }
    )


def published_inputs(fuel: str, ncv: str, per_unit: str, carbon: str, oxidation: str) -> list[FactorValue]:
    return [
        row(fuel, "ncv", ncv, "gj", per_unit),
        row(fuel, "carbon_content", carbon, "t", "tj"),
        row(fuel, "oxidation", oxidation, "fraction"),
        ours("c_to_co2", ""),
    ]


def ours(name: str, subject: str, sector: str = "", gas: str = "", edition: str = "") -> FactorValue:
    found = find(VALUES, name, subject, sector, gas, edition)
    assert found is not None, (name, subject, sector, gas, edition)
    return found


@pytest.mark.parametrize(("fuel", "ncv", "per_unit", "carbon", "oxidation", "published"), C01)
def test_c01_published_inputs_give_the_published_factor(
    fuel: str, ncv: str, per_unit: str, carbon: str, oxidation: str, published: float
) -> None:
    factor = product(published_inputs(fuel, ncv, per_unit, carbon, oxidation)) * UNITS[per_unit]
    assert float(factor) == pytest.approx(published, rel=1e-5)


@pytest.mark.parametrize("wrong_unit", ["m3", "100m_m3"])
@pytest.mark.parametrize("case", [case for case in C01 if case[2] == "10k_m3"], ids=lambda case: case[0])
def test_c01_trap_gas_is_per_ten_thousand_cubic_metres(
    case: tuple[str, str, str, str, str, float], wrong_unit: str
) -> None:
    fuel, ncv, right_unit, carbon, oxidation, published = case
    misread = product(published_inputs(fuel, ncv, wrong_unit, carbon, oxidation)) * UNITS[right_unit]
    assert max(float(misread) / published, published / float(misread)) == pytest.approx(1e4, rel=1e-4)


@pytest.mark.parametrize("case", C01, ids=lambda case: case[0])
def test_c01_our_own_chain_gives_the_published_factor(case: tuple[str, str, str, str, str, float]) -> None:
    fuel, _, per_unit, _, _, published = case
    chain = [ours(name, fuel, edition="provincial_2011") for name in ("ncv", "carbon_content", "oxidation", "c_to_co2")]
    factor = float(product(chain) * UNITS[per_unit])
    if fuel == "coke_oven_gas":  # the yearbook prints a range; the published factor takes its upper end
        assert factor == pytest.approx(published * 173.535 / 179.81, rel=1e-5)
        assert chain[0].upper == Decimal("179.81")
    else:
        assert factor == pytest.approx(published, rel=1e-5)


def test_c03_rice_methane_is_area_times_factor() -> None:
    factor = row("sown_area_rice", "emission_factor", "142081", "g", "ha", "CH4")
    mass = 240295 * in_base_units(factor)
    assert float(mass) == pytest.approx(34141, abs=0.5)  # published in whole tonnes
    assert float(mass * Fraction(GWPS["ar4", "CH4"])) == pytest.approx(853536, rel=1e-5)


@pytest.mark.parametrize(
    ("gwp_set", "of_ch4", "of_n2o"),
    [("sar", 2100, 3100), ("ar4", 2500, 2980), ("ar5", 2800, 2650), ("ar6", 2790, 2730)],
)
def test_constructed_4_gwp(gwp_set: str, of_ch4: int, of_n2o: int) -> None:
    assert 100 * GWPS[gwp_set, "CH4"] == of_ch4
    assert 10 * GWPS[gwp_set, "N2O"] == of_n2o


@pytest.mark.parametrize(
    ("region", "first_year", "published_change_pct"),
    [
        ("100000", 2021, -3.6),
        ("100000", 2022, -1.1),
        ("grid_north", 2022, -6.1),
        ("grid_northeast", 2022, -8.0),
        ("grid_east", 2022, -2.1),
        ("grid_central", 2022, -2.3),
        ("grid_northwest", 2022, -5.4),
        ("grid_south", 2022, 4.5),
        ("grid_southwest", 2022, 9.0),
    ],
)
def test_c16_grid_factors_change_as_published(region: str, first_year: int, published_change_pct: float) -> None:
    by_year = {
        value.valid_from: value.value
        for value in VALUES
        if value.subject_code == "electricity" and value.region_code == region
    }
    change = float((by_year[first_year + 1] / by_year[first_year] - 1) * 100)
    assert change == pytest.approx(published_change_pct, abs=0.07)  # one is published rounded up

"""The synthetic energy and industry of the sample are consistent: parts add up, accounts return what went in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.sample import emission_sources, energy_survey, industry_branches, plant_months
from tests.sample.delivery import DELIVERIES
from tests.sample.energy import accounts_by_year, coal_generation, products_by_year, transformation_by_year
from tests.sample.interpolation import YEARS, between
from tests.sample.series import gas_by_year


def test_oil_sold_less_other_uses_is_about_what_the_road_burns() -> None:
    """The stationary shares are those of the factors, so the account comes out at the road fuel of the model."""
    survey, oil, forms, inputs = (
        energy_survey.survey_by_year(),
        energy_survey.oil_by_year(),
        accounts_by_year(),
        transformation_by_year(),
    )
    for year in YEARS:
        for fuel, share in energy_survey.STATIONARY.items():
            power = (inputs[year]["power_diesel"] or Decimal(0)) if fuel == "diesel" else Decimal(0)
            used = power + (forms[year][fuel].consumption - power) * share
            for sector in ("agriculture", "construction"):
                used += survey[year].get((sector, fuel), Decimal(0))
            for sector in ("industry", "trade", "other_services"):
                used += survey[year].get((sector, fuel), Decimal(0)) * share
            if fuel == "diesel":
                used += energy_survey.figure(energy_survey.WATERWAY_DIESEL_T, year, "waterway") or Decimal(0)
            road = between(energy_survey.ROAD_T[fuel], year)
            assert abs(oil[year][fuel] - used - road) <= road * Decimal("0.011")


def test_gas_of_small_firms_is_what_the_large_ones_left() -> None:
    for year, row in energy_survey.survey_by_year().items():
        large = accounts_by_year()[year]["natural_gas"].consumption
        assert row["industry", "natural_gas"] + large == gas_by_year()[year]["industry"]


def test_coal_is_the_same_by_owner_by_gas_and_by_depth_and_ends_with_the_mines() -> None:
    coal = emission_sources.coal_by_year()
    for row in coal.values():
        if row:
            assert row["total"] == row["local"] + row["township"] == row["high"] + row["low"]
            assert row["total"] == row["shallow"] + row["middle"] + row["deep"]
    assert [year for year, row in coal.items() if not row] == list(range(2016, YEARS.stop))


def test_the_account_of_sulphur_hexafluoride_loses_one_to_three_per_cent() -> None:
    table = emission_sources.sf6_by_year()
    for year in YEARS[1:]:
        now, before = table[year], table[year - 1]
        lost = before["stored"] - now["stored"] + now["purchased"] - now["disbursed"]
        lost -= now["nameplate"] - before["nameplate"]
        assert Decimal("0.004") < lost / now["nameplate"] < Decimal("0.03")
        assert now["purchased"] > 0


def test_branches_add_up_to_form_205_1() -> None:
    for year, fuels in industry_branches.branches_by_year().items():
        for fuel, row in fuels.items():
            assert row["total"] == accounts_by_year()[year][fuel].consumption
            assert sum(value for branch, value in row.items() if branch != "total") == row["total"]
            assert min(row.values()) >= 0


@pytest.mark.parametrize("year", [delivery.last for delivery in DELIVERIES])
def test_months_of_the_plants_add_up_to_what_they_reported_for_the_year(year: int) -> None:
    coal, _, _, _, diesel, generated = plant_months.power_lines(year)
    inputs = transformation_by_year()[year]
    assert sum(coal[3]) == inputs["power_coal"]
    assert sum(diesel[3]) == inputs["power_diesel"]
    assert sum(generated[3]) == coal_generation(year)
    clinker, _ = plant_months.cement_lines(year)
    assert sum(clinker[3]) == (products_by_year()[year]["clinker"] or 0) * 10_000


def test_the_year_of_a_factor_is_a_weighted_mean_and_no_sum() -> None:
    assert plant_months.year_value([Decimal(1), Decimal(3)], None, 0) == 4
    assert plant_months.year_value([Decimal(1), Decimal(3)], [Decimal(3), Decimal(1)], 2) == Decimal("1.50")


def test_no_generator_runs_more_hours_than_the_year_has() -> None:
    for year in YEARS:
        thermal = between(emission_sources.CAPACITY_10K_KW["火　电"], year)
        assert 1500 < coal_generation(year) / thermal < 7000

"""Farms, livestock, forests and land of the synthetic county: what has to add up adds up, ratios are plausible."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.sample import farming, forestry, land_use, livestock, rural_environment
from tests.sample.interpolation import YEARS
from tests.sample.series import crops_by_year


def test_grain_and_oil_crops_are_more_than_or_the_sum_of_their_parts() -> None:
    for row in farming.outputs_by_year().values():
        parts = sum(row[crop] for crop in ("rice", "wheat", "maize", "tubers", "soybeans", "other_beans"))
        assert parts <= row["grain"] * 10000 < parts * Decimal("1.06")
        assert row["oil"] == row["rapeseed"] + row["peanuts"] + row["sesame"]


def test_fertiliser_is_plausible_per_hectare_and_by_product_mass() -> None:
    for year, row in farming.inputs_by_year().items():
        assert row["total"] == sum(row[kind] for kind in farming.FERTILIZER_T)
        assert Decimal("0.15") < row["total"] / row["product_mass"] < Decimal("0.6")
        assert 50 < row["nitrogen"] * 1000 / crops_by_year()[year]["sown"] < 500
        assert row["urea"] < row["product_mass"]
        assert ("lime" in row) == (year >= 2018)


def test_animals_by_system_add_up_to_the_animals() -> None:
    for year, row in livestock.stock_by_year().items():
        for animal in livestock.LARGE_FARM_SHARE:
            systems = [row[kind] for kind in row if kind.startswith(f"{animal}/")]
            assert row[animal] == sum(systems)
            assert all(part >= 0 for part in systems)
        assert ("goats/grazing" in row) == (year <= 2015)
        assert row["sows"] < row["pigs"] / 4


@pytest.mark.parametrize(
    ("animal", "low", "high"),
    [("pigs", "1.0", "2.2"), ("cattle", "0.2", "0.9"), ("sheep_goats", "0.5", "1.8"), ("poultry", "1.0", "6.0")],
)
def test_slaughter_is_within_its_band_in_every_year(animal: str, low: str, high: str) -> None:
    slaughtered, stock = livestock.slaughtered_by_year(), livestock.stock_by_year()
    for year in YEARS:
        heads = {"cattle": stock[year]["cattle"] / 10000, "sheep_goats": stock[year]["goats"] / 10000}
        kept = heads.get(animal) or stock[year][animal]
        assert Decimal(low) < slaughtered[year][animal] / kept < Decimal(high)


def test_the_fever_year_breaks_the_pigs_and_nothing_else() -> None:
    stock = livestock.stock_by_year()
    falls = [year for year in YEARS[1:] if stock[year]["pigs"] < stock[year - 1]["pigs"] * Decimal("0.8")]
    assert falls == [2019]


def test_straw_that_is_returned_and_burnt_is_no_more_than_there_is() -> None:
    columns = [column.figures for column in rural_environment.straw_table().columns]
    for year in rural_environment.SURVEY_YEARS:
        used, returned, burnt = (Decimal(str(column[year])) for column in columns)
        assert returned < used
        assert used + burnt < 100


def test_forest_areas_and_volumes_add_up_and_cover_is_area_over_land() -> None:
    areas, volumes = forestry.areas_by_year(), forestry.volumes_by_year()
    for year, row in areas.items():
        assert row["forest"] == row["arbor"] + sum(row[kind] for kind in forestry.AREA_HA)
        assert abs(row["forest"] / land_use.COUNTY_HA * 100 - row["cover"]) <= Decimal("0.005")
        assert 20 < volumes[year]["arbor"] * 10000 / row["arbor"] < 250
        assert volumes[year]["living"] == volumes[year]["arbor"] + volumes[year]["scattered"]


def test_only_the_land_survey_of_2020_breaks_the_area_of_arbor_forest() -> None:
    areas = forestry.areas_by_year()
    falls = [year for year in YEARS if areas[year]["arbor"] < areas[year - 1]["arbor"]]
    assert falls == [2020]
    assert areas[2019]["cover"] == Decimal("31.52")


def test_species_add_up_to_the_survey() -> None:
    for year in forestry.SURVEY_YEARS:
        found = forestry.survey_of(year)
        assert sum(area for area, _ in found.values()) == Decimal(forestry.ARBOR_SURVEYED_HA[year])
        assert all(20 < volume * 10000 / area < 250 for area, volume in found.values())


def test_land_classes_add_up_to_the_county() -> None:
    for row in land_use.land_by_year().values():
        classes = [kind for kind in land_use.CLASSES_10K_HA if kind not in ("paddy", "dry")]
        assert row["total"] == sum(row[kind] for kind in classes) + row["cropland"] + row["other"]
        assert abs(row["paddy"] + row["dry"] - row["cropland"]) <= Decimal("0.01")
        assert all(amount > 0 for amount in row.values())

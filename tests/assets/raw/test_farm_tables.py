"""Printed tables of farming, husbandry, straw, forestry and land: how they are read, and what does not add up."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from assets.raw import load_printed_tables
from pipelines.reading import Observation
from pipelines.reading.cells import Sheet
from schemas.specs.printed_table import PrintedTable
from tests.pipelines.reading.sheets import Value, change, refused, staged_of

SPECS = load_printed_tables()
OUTPUTS, INPUTS, PADDIES = (SPECS[f"farming__{name}"] for name in ("crop_outputs", "inputs", "winter_paddies"))
LARGE, SMALL = SPECS["husbandry__cattle_and_sheep"], SPECS["husbandry__pigs_and_poultry"]
SLAUGHTERED, STRAW, BIOGAS = SPECS["husbandry__slaughtered"], SPECS["straw__use"], SPECS["manure__farm_biogas"]
FORESTS, SURVEY, CONVERSION = (SPECS[f"forestry__{name}"] for name in ("yearly", "survey", "conversion"))
LAND = SPECS["land__use"]

FARMING, HUSBANDRY, STRAW_AND_MANURE = "农业生产统计", "畜牧业统计", "秸秆和粪污利用"
FORESTRY, LAND_USE = "林业资源", "土地利用现状"

Find = Callable[..., Sheet]


def amount(observation: Observation) -> Decimal:
    """The figure of an observation that has one."""
    assert observation.amount is not None
    return observation.amount


def by_item(observations: list[Observation], period: str) -> dict[str, Observation]:
    """Observations of a year by item, with the sector behind it if there is one."""
    return {"/".join(filter(None, (o.item_code, o.sector_code))): o for o in observations if o.period == period}


def test_outputs_have_two_units_and_totals_beside_their_parts(sheet_of: Find) -> None:  # Q02
    found = by_item(staged_of(OUTPUTS, sheet_of(FARMING))[0], "2022")
    grain, rice = found["crop_output_grain"], found["crop_output_rice"]
    assert (grain.amount, grain.unit_code, grain.is_total) == (Decimal("65.2"), "10kt", True)
    assert (rice.unit_code, rice.is_total) == ("t", False)
    assert found["crop_output_vegetables"].unit_code == "10kt"


def test_nutrients_and_product_mass_of_fertiliser_are_not_the_same_item(sheet_of: Find) -> None:
    found = by_item(staged_of(INPUTS, sheet_of(FARMING, 1))[0], "2024")
    assert amount(found["fertilizer_total"]) < amount(found["fertilizer_product_mass"]) / 2
    assert found["urea_applied"].unit_code == "t"
    assert found["agricultural_machinery_power"].unit_code == "10k_kw"


def test_no_lime_is_none_and_not_missing(sheet_of: Find) -> None:  # Q08
    observations, _ = staged_of(INPUTS, sheet_of(FARMING, 1))
    assert by_item(observations, "2017")["lime_applied"].value_status == "zero_or_none"
    assert by_item(observations, "2018")["lime_applied"].value_status == "reported"


def test_winter_flooded_paddies_are_printed_in_mu(sheet_of: Find) -> None:  # Q30
    observations, _ = staged_of(PADDIES, sheet_of(FARMING, 2))
    assert {(o.item_code, o.unit_code) for o in observations} == {("paddy_winter_flooded", "10k_mu")}


def test_animals_are_told_apart_by_system(sheet_of: Find) -> None:
    found = by_item(staged_of(LARGE, sheet_of(HUSBANDRY))[0], "2010")
    kinds = ("dairy_cattle", "other_cattle", "buffalo", "sheep", "goats")
    systems = {kind: {key.rpartition("/")[2] for key in found if f"stock_{kind}/" in key} for kind in kinds}
    assert systems["goats"] == systems["dairy_cattle"] == {"farm_large", "farm_household", "grazing"}
    assert systems["buffalo"] == {"farm_large", "farm_household"}
    assert found["livestock_stock_sheep/farm_large"].value_status == "zero_or_none"
    assert found["livestock_stock_goats/grazing"].value_status == "reported"
    assert found["livestock_stock_cattle"].is_total


def test_small_animals_are_in_ten_thousands_with_a_footnote_in_the_fever_year(sheet_of: Find) -> None:
    observations, _ = staged_of(SMALL, sheet_of(HUSBANDRY, 1))
    kept = by_item(observations, "2019")["livestock_stock_pigs/farm_household"]
    assert (kept.unit_code, kept.note) == ("10k_head", "脚注①")
    assert by_item(observations, "2024")["livestock_stock_rabbits"].unit_code == "10k_head"


def test_slaughter_is_not_stock(sheet_of: Find) -> None:
    observations, _ = staged_of(SLAUGHTERED, sheet_of(HUSBANDRY, 2))
    assert {o.item_code for o in observations} == {
        f"livestock_slaughtered_{kind}" for kind in ("pigs", "cattle", "sheep_goats", "poultry", "rabbits")
    }


def test_straw_was_surveyed_in_some_years_only(sheet_of: Find) -> None:
    observations, _ = staged_of(STRAW, sheet_of(STRAW_AND_MANURE))
    assert {o.period for o in observations} >= {"2008", "2010", "2024"}
    assert "2009" not in {o.period for o in observations}
    assert {o.unit_code for o in observations} == {"pct"}
    assert STRAW.region_levels == []


def test_biogas_of_large_farms_begins_with_the_first_plant(sheet_of: Find) -> None:
    observations, _ = staged_of(BIOGAS, sheet_of(STRAW_AND_MANURE, 1))
    status = {o.period: o.value_status for o in observations}
    assert (status["2008"], status["2009"]) == ("zero_or_none", "reported")


def test_forests_are_printed_from_the_year_before_the_inventory(sheet_of: Find) -> None:
    observations, _ = staged_of(FORESTS, sheet_of(FORESTRY))
    assert min(o.period for o in observations) == "2004"
    found = by_item(observations, "2019")
    assert (found["forest_cover"].amount, found["forest_cover"].unit_code) == (Decimal("31.52"), "pct")
    assert (found["forest_area_bamboo"].unit_code, found["forest_volume_arbor"].unit_code) == ("ha", "10k_m3")


def test_a_survey_has_area_and_volume_of_every_species(sheet_of: Find) -> None:
    found = by_item(staged_of(SURVEY, sheet_of(FORESTRY, 1))[0], "2020")
    areas = {key.partition("/")[2] for key in found if key.startswith("forest_survey_area/")}
    volumes = {key.partition("/")[2] for key in found if key.startswith("forest_survey_volume/")}
    assert areas == volumes
    assert len(areas) == 6


def test_land_is_in_ten_thousand_hectares(sheet_of: Find) -> None:
    found = by_item(staged_of(LAND, sheet_of(LAND_USE))[0], "2019")
    assert (found["land_cropland"].amount, found["land_cropland"].unit_code) == (Decimal("8.65"), "10k_ha")


@pytest.mark.parametrize(
    ("spec", "part", "index", "changes", "code"),
    [
        pytest.param(OUTPUTS, FARMING, 0, {"I24": 1}, "E-SUM", id="oil crops that do not add up"),
        pytest.param(OUTPUTS, FARMING, 0, {"B24": 30}, "E-SUM", id="rice above all grain"),
        pytest.param(INPUTS, FARMING, 1, {"B24": 40000}, "E-SUM", id="fertiliser that does not add up"),
        pytest.param(LARGE, HUSBANDRY, 0, {"B24": 41300}, "E-SUM", id="AGR-02: cattle without buffalo"),
        pytest.param(SMALL, HUSBANDRY, 1, {"C24": 1}, "E-SUM", id="pigs of large farms above all pigs"),
        pytest.param(SMALL, HUSBANDRY, 1, {"E24": 700}, "E-SUM", id="more sows than pigs"),
        pytest.param(STRAW, STRAW_AND_MANURE, 0, {"C14": 99.9}, "E-SUM", id="more straw returned than used"),
        pytest.param(FORESTS, FORESTRY, 0, {"C24": 1000}, "E-SUM", id="forest without its parts"),
        pytest.param(SURVEY, FORESTRY, 1, {"B8": 1}, "E-SUM", id="species that do not add up"),
        pytest.param(LAND, LAND_USE, 0, {"C18": 5}, "E-SUM", id="LUC-01: land classes beside the county"),
        pytest.param(CONVERSION, FORESTRY, 2, {"B24": "约40"}, "E-NUM", id="about forty hectares"),
    ],
)
def test_a_wrong_figure_is_refused(
    sheet_of: Find, spec: PrintedTable, part: str, index: int, changes: dict[str, Value], code: str
) -> None:
    sheet = sheet_of(part, index)
    assert refused(staged_of, spec, sheet) == []
    assert code in {found for found, _ in refused(staged_of, spec, change(sheet, changes))}

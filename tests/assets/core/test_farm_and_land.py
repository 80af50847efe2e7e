"""Farming and land through the SQL: published cases, which chain makes a factor, and the sign of what is taken up."""

from collections.abc import Callable

import pytest

import factors
from tests.assets.core.farm import IPCC, activity, chain_of, emissions, masses, value
from tests.staged_rows import compute, observed, printed
from tests.world import OFFICIAL, Row, World

NewWorld = Callable[..., World]
GWPS = {(row.gwp_set, row.gas): float(row.value) for row in factors.load_gwps()}
SHORT_TON = 0.90718474
NITROUS_OXIDE_PER_NITROGEN = 1.571133815
"""As the published cases have it; 44/28 is 0.02 % more."""


@pytest.fixture
def both(new_world: NewWorld) -> World:
    """A world of the official basis and of the IPCC's."""
    return new_world(bases=(OFFICIAL, IPCC))


# -- C04: enteric fermentation is head × factor


def test_c04_enteric_fermentation_is_head_times_factor(world: World) -> None:
    cattle = activity("A.3", "livestock_stock_other_cattle", 70643, "farm_household", "head")
    factor = value("enteric_emission_factor", "livestock_stock_other_cattle", 53000 * 1e-6, gas="CH4")
    (row,) = emissions(world, cattle, values=[factor])
    assert round(row["emissions_t"]) == 3744
    assert float(row["emissions_t"]) == pytest.approx(3744.079, abs=1e-6)
    assert float(row["emissions_t"]) * GWPS["sar", "CH4"] == pytest.approx(78626, rel=1e-5)


# -- C05: nitrogen of fertiliser, with and without what volatilised


def nitrogen(item: str, *more: Row, ef1: float = 0.01) -> list[Row]:
    return [
        value("nitrogen_content", item, 1),
        value("soil_n2o_n", "", ef1),
        value("n_to_n2o", "", NITROUS_OXIDE_PER_NITROGEN),
        *more,
    ]


def test_c05_the_old_form_takes_off_what_volatilised_first(world: World) -> None:
    fertilizer = activity("A.2.1", "fertilizer_nitrogen", round(563165 * SHORT_TON, 6))
    remaining = value("remaining_fraction", "fertilizer_nitrogen", 0.9)
    (row,) = emissions(world, fertilizer, values=nitrogen("fertilizer_nitrogen", remaining))
    assert chain_of(world, "fertilizer_nitrogen") == "soil_nitrogen_remaining"
    assert float(row["emissions_t"]) == pytest.approx(7224.155, rel=1e-5)
    # published from the mass that is not rounded
    assert float(row["emissions_t"]) * GWPS["sar", "N2O"] == pytest.approx(2239488, rel=1e-5)


def test_c05_trap_the_2006_form_takes_nothing_off(world: World) -> None:
    fertilizer = activity("A.2.1", "fertilizer_nitrogen", round(563165 * SHORT_TON, 6))
    (row,) = emissions(world, fertilizer, values=nitrogen("fertilizer_nitrogen"))
    assert chain_of(world, "fertilizer_nitrogen") == "soil_nitrogen"
    assert float(row["emissions_t"]) == pytest.approx(8026.8, rel=1e-4)
    assert float(row["emissions_t"]) != pytest.approx(7224.155, rel=0.05)


def test_our_own_fertiliser_loses_nothing_before_its_factor(both: World) -> None:
    found = emissions(both, activity("A.2.1", "fertilizer_nitrogen", 1000))
    assert masses(found, "N2O") == {("fertilizer_nitrogen", ""): pytest.approx(1000 * 0.0109 * 44 / 28, abs=1e-6)}
    assert masses(found, "N2O", IPCC) == {("fertilizer_nitrogen", ""): pytest.approx(1000 * 0.01 * 44 / 28, abs=1e-6)}


# -- C06: nitrogen of manure


def test_c06_direct_emission_of_manure_nitrogen(world: World) -> None:
    manure = activity("A.2.1", "livestock_stock_other_cattle", 1000, "farm_household", "head")
    excreted = nitrogen("livestock_stock_other_cattle")
    excreted[0] = value("nitrogen_content", "livestock_stock_other_cattle", 15989824097e-6 / 1000)
    (row,) = emissions(world, manure, values=excreted)
    assert float(row["emissions_t"]) == pytest.approx(251.22, abs=0.005)
    assert float(row["emissions_t"]) * GWPS["sar", "N2O"] == pytest.approx(77879, rel=1e-5)


# -- C13: area × density is stock


#: type, area in 100 hm², density in t C/hm², published stock in Tg (Zhejiang, 8th inventory)
C13 = [
    ("樟林", 24, "110.48", 0.27),
    ("柳杉", 167, "204.15", 3.41),
    ("软阔林", 216, "169.42", 3.66),
    ("柏木林", 240, "152.79", 3.67),
    ("硬阔林", 671, "142.97", 9.59),
    ("木荷林", 744, "118.07", 8.78),
    ("其他松类林", 1366, "108.84", 14.87),
    ("栎类林", 2030, "137.20", 27.85),
    ("针叶混交林", 3520, "124.55", 43.84),
    ("针阔叶混交林", 5676, "125.62", 71.30),
    ("马尾松林", 8116, "109.39", 88.78),
    ("杉木林", 8209, "125.47", 103.00),
    ("竹林", 8834, "96.98", 85.67),
    ("阔叶混交林", 10028, "137.65", 138.03),
]
TREE_LAYER_TG, ECOSYSTEM_TG, AREA_100_HA = 122.88, 602.73, 49841


def stock_tg(world: World, area_100_ha: float, density: object) -> float:
    """Carbon of an area, as the difference of two surveys a year apart, the first of which found nothing."""
    surveys = [
        activity("L.1.1", "forest_survey_area", area, "cypress", "ha", year)
        for year, area in ((2019, 0), (2020, area_100_ha * 100))
    ]
    values = [
        value("biomass_intercept", "forest_survey_area", density, sector_code="cypress"),
        value("carbon_fraction", "", 1),
        value("c_to_co2_removed", "", -44 / 12),
    ]
    emissions(world, *surveys, values=values)
    (row,) = [row for row in world.build("core/emissions__stock_difference") if row["year"] == 2020]
    return float(-row["emissions_t"]) * 12 / 44 / 1e6


@pytest.mark.parametrize(("name", "area", "density", "published"), C13, ids=[case[0] for case in C13])
def test_c13_area_times_density_is_the_stock(
    new_world: NewWorld, name: str, area: float, density: str, published: float
) -> None:
    world = new_world(bases=(IPCC,), years=(2019, 2020))
    assert stock_tg(world, area, density) == pytest.approx(published, abs=0.0065)


def test_c13_the_types_add_up_to_the_province() -> None:
    assert sum(area for _, area, _, _ in C13) == AREA_100_HA
    assert sum(stock for _, _, _, stock in C13) == pytest.approx(ECOSYSTEM_TG, abs=0.015)
    density = ECOSYSTEM_TG * 1e4 / AREA_100_HA
    assert density == pytest.approx(120.93, abs=0.01)  # printed as 120.80


def test_c13_trap_the_density_of_the_ecosystem_is_five_times_that_of_its_trees(new_world: NewWorld) -> None:
    world = new_world(bases=(IPCC,), years=(2019, 2020))
    trees = stock_tg(world, AREA_100_HA, TREE_LAYER_TG * 1e4 / AREA_100_HA)
    assert trees == pytest.approx(TREE_LAYER_TG, rel=1e-6)
    assert ECOSYSTEM_TG / trees == pytest.approx(4.9, abs=0.05)


def test_c13_our_own_equations_are_about_trees_only() -> None:
    """Carbon of 40 to 100 m³/ha lies in the published band of the tree layer, far below that of the ecosystem."""
    of = {(row.property, row.sector_code): float(row.value) for row in factors.load_factor_values()}
    species = {sector for name, sector in of if name == "biomass_intercept"}
    assert len(species) >= 6
    for sector in species:
        for volume in (40, 100):
            carbon = (of["biomass_slope", sector] * volume + of["biomass_intercept", sector]) * 0.47
            assert 15 < carbon < 62, (sector, volume)
            assert carbon < 0.6 * 96.98


# -- rice


def test_winter_flooded_paddies_are_a_gap_of_the_guideline_and_an_addition_of_the_ipcc(both: World) -> None:
    found = emissions(
        both,
        activity("A.1", "sown_area_rice_single", 1000, unit="ha"),
        activity("A.1", "paddy_winter_flooded", 100, unit="ha"),
        activity("A.1", "paddy_winter_flooded", 100, "preseason", "ha"),
    )
    assert masses(found, "CH4") == {("sown_area_rice_single", ""): 156.2}
    ipcc = masses(found, "CH4", IPCC)
    season = 1.3e-3 * 112 * 0.60 * (1 + 3.0 * 0.29) ** 0.59
    assert ipcc["sown_area_rice_single", ""] == pytest.approx(1000 * season, abs=1e-6)
    assert ipcc["paddy_winter_flooded", "preseason"] == pytest.approx(100 * season * 0.9, abs=1e-6)
    assert set(ipcc) == {("sown_area_rice_single", ""), ("paddy_winter_flooded", "preseason")}


# -- livestock


def test_the_guideline_takes_the_stock_and_the_ipcc_the_average_population(both: World) -> None:
    found = emissions(both, activity("A.3", "livestock_stock_pigs", 1000, "farm_large", "head"))
    assert masses(found, "CH4")["livestock_stock_pigs", "farm_large"] == 1.0
    assert masses(found, "CH4", IPCC)["livestock_stock_pigs", "farm_large"] == pytest.approx(0.8)
    assert chain_of(both, "livestock_stock_pigs", "farm_large", basis=IPCC) == "enteric_average"


def test_a_system_of_keeping_has_its_own_factor(world: World) -> None:
    kept = [
        activity("A.3", "livestock_stock_other_cattle", 1000, system, "head")
        for system in ("farm_large", "farm_household", "grazing")
    ]
    assert list(masses(emissions(world, *kept), "CH4").values()) == [67.9, 52.9, 85.3]


def test_recovered_biogas_is_taken_off_once_and_only_from_methane(world: World) -> None:
    pigs = activity("A.4", "livestock_stock_pigs", 100_000, "farm_large", "head")
    gas = activity("A.4", "manure_biogas_recovered", -100_000, unit="m3")
    found = emissions(world, pigs, gas)
    methane, nitrous_oxide = masses(found, "CH4"), masses(found, "N2O")
    assert methane["livestock_stock_pigs", "farm_large"] == pytest.approx(418)
    assert methane["manure_biogas_recovered", ""] == pytest.approx(-100_000 * 0.6 * 0.67e-3)
    assert nitrous_oxide["manure_biogas_recovered", ""] == 0
    cards = {card.code for card in factors.load_categories() for term in card.activity_terms()
             if term.item_code == "manure_biogas_recovered"}  # fmt: skip
    assert cards == {"A.4"}


def test_nobody_need_report_biogas(world: World) -> None:
    compute(world, [observed("livestock_stock_pigs", 100, "farm_large")], "marts/completeness")
    gaps = world.rows("marts/completeness", "category_code = 'A.4' and reason_code = 'no_activity_data'")
    assert gaps
    assert "manure_biogas_recovered" not in {gap["item_code"] for gap in gaps}


# -- nitrogen


def test_manure_of_the_guideline_loses_leached_volatilised_and_emitted_nitrogen(world: World) -> None:
    pigs = activity("A.2.1", "livestock_stock_pigs", 1000, "farm_large", "head")
    (mass,) = masses(emissions(world, pigs), "N2O").values()
    applied = 1000 * 16e-3 * (1 - 0.15 - 0.20) - 1000 * 0.159e-3 * 28 / 44
    assert mass == pytest.approx(applied * 0.0109 * 44 / 28, abs=2e-6)


def test_rural_people_are_residents_who_are_not_urban(new_world: NewWorld) -> None:
    world = new_world(bases=(OFFICIAL,))
    rows = [observed("population_resident", 1000), observed("population_resident_urban", 400)]
    compute(world, rows, "core/activities")
    (row,) = world.rows("core/activities", "category_code = 'A.2.1'")
    assert (row["item_code"], row["amount"]) == ("population_resident_rural", 600)


def test_residues_go_by_their_own_chain_above_and_below_ground(both: World) -> None:
    rice = [activity("A.2.1", "crop_output_rice", 1000, sector) for sector in ("residue_above", "residue_below")]
    found = masses(emissions(both, *rice), "N2O")
    per_nitrogen = 0.0109 * 44 / 28
    above = (1000 / 0.489 - 1000) * 0.855 * 0.00753 * 0.473  # 2017-2020 by default
    below = 1000 / 0.489 * 0.125 * 0.855 * 0.00753
    assert found["crop_output_rice", "residue_above"] == pytest.approx(above * per_nitrogen, abs=2e-6)
    assert found["crop_output_rice", "residue_below"] == pytest.approx(below * per_nitrogen, abs=2e-6)
    assert {chain_of(both, "crop_output_rice", sector) for _, sector in found} == {"soil_residue"}


def test_rice_straw_has_the_factor_of_flooded_fields_with_the_ipcc(both: World) -> None:
    crops = [activity("A.2.1", f"crop_output_{crop}", 1000, "residue_above") for crop in ("rice", "wheat")]
    emissions(both, *crops)
    used = both.query(
        "select item_code, value_used from core.factor_parts "
        f"where basis_id = '{IPCC}' and factor_id like '%n2o_n.ipcc_2006' order by item_code"
    )
    assert [row["value_used"] for row in used] == [0.003, 0.01]


def test_the_countys_own_return_rate_beats_the_default(world: World) -> None:
    rows = [
        observed("straw_returned_ratio", "57.6", unit_code="pct"),
        observed("crop_output_rice", 1000),
        printed("straw_burnt_ratio", "not_available"),
    ]
    compute(world, rows, "core/factor_parts")
    used = world.rows("core/factor_parts", "category_code = 'A.2.1' and factor_id like '%returned%'")
    assert {(row["sector_code"], row["value_used"]) for row in used} == {
        ("residue_above", 0.576),
        ("residue_below", 1.0),
    }


def test_indirect_emissions_by_path(world: World) -> None:
    """Fertiliser: 10 % deposits at 0.01, 20 % leaches at 0.0075. Manure: 20 % of all, then the same of the rest."""
    paths = [activity("A.2.2", "fertilizer_nitrogen", 1000, path) for path in ("deposition", "leaching")]
    paths += [
        activity("A.2.2", "livestock_stock_sheep", 1000, path, "head")
        for path in ("deposition_manure", "deposition", "leaching")
    ]
    found = masses(emissions(world, *paths), "N2O")
    excreted, factor = 12.0, 44 / 28
    applied = excreted * (0.65 - 0.064 * 28 / 44 / 12)
    expected = {
        ("fertilizer_nitrogen", "deposition"): 1000 * 0.10 * 0.01 * factor,
        ("fertilizer_nitrogen", "leaching"): 1000 * 0.20 * 0.0075 * factor,
        ("livestock_stock_sheep", "deposition_manure"): excreted * 0.20 * 0.01 * factor,
        ("livestock_stock_sheep", "deposition"): applied * 0.10 * 0.01 * factor,
        ("livestock_stock_sheep", "leaching"): applied * 0.20 * 0.0075 * factor,
    }
    assert found == {key: pytest.approx(mass, abs=2e-6) for key, mass in expected.items()}


def test_terms_of_one_path_are_added(world: World) -> None:
    kept = [observed("livestock_stock_pigs", 10, system) for system in ("farm_large", "farm_household")]
    compute(world, kept, "core/activities")
    found = world.rows("core/activities", "category_code = 'A.2.2'")
    assert {(row["sector_code"], int(row["amount"])) for row in found} == {
        ("deposition_manure", 20),
        ("deposition", 20),
        ("leaching", 20),
    }


# -- forests: what is taken up is negative


def test_growth_is_taken_up_and_consumption_given_off(world: World) -> None:
    found = masses(
        emissions(
            world,
            activity("L.1.1", "forest_volume_arbor", 1000, unit="m3"),
            activity("L.1.5", "forest_volume_scattered", 1000, unit="m3"),
            activity("L.1.6", "forest_volume_living", 2000, unit="m3"),
        ),
        "CO2",
    )
    per_m3 = 0.425 * 1.744 * 0.5 * 44 / 12
    growth, consumption = round(7.76 / 190.07, 6), round(3.85 / 190.07, 6)
    assert found["forest_volume_arbor", ""] == pytest.approx(-1000 * growth * per_m3, abs=1e-5)
    assert found["forest_volume_scattered", ""] == found["forest_volume_arbor", ""]
    assert found["forest_volume_living", ""] == pytest.approx(2000 * consumption * per_m3, abs=1e-5)


def test_trees_outside_forests_are_growth_in_the_guideline_and_change_with_the_ipcc(both: World) -> None:
    found = emissions(
        both,
        activity("L.1.5", "forest_volume_scattered", 1000, unit="m3"),
        activity("L.1.5", "forest_volume_scattered", 30, "volume_change", "m3"),
        activity("L.1.6", "forest_volume_living", 1000, unit="m3"),
    )
    change = -30 * 0.425 * 1.744 * 0.47 * 44 / 12
    assert set(masses(found, "CO2")) == {("forest_volume_scattered", ""), ("forest_volume_living", "")}
    assert masses(found, "CO2", IPCC) == {("forest_volume_scattered", "volume_change"): pytest.approx(change, abs=1e-6)}


def test_the_ipcc_counts_the_carbon_of_conversion_with_the_stocks(both: World) -> None:
    found = emissions(
        both,
        activity("L.2.1", "forest_converted_arbor", 10, "burnt_onsite", "ha"),
        activity("L.2.2", "forest_converted_mean_arbor", 10, "decayed", "ha"),
    )
    assert masses(found, "CO2", IPCC) == {}
    assert set(masses(found, "CH4", IPCC)) == {("forest_converted_arbor", "burnt_onsite")}
    assert len(masses(found, "CO2")) == 2


@pytest.mark.parametrize(("item", "biomass"), [("bamboo", 68.48), ("economic", 35.21), ("shrub", 17.99)])
def test_an_area_that_grows_takes_up_and_one_that_shrinks_gives_off(world: World, item: str, biomass: float) -> None:
    code = {"economic": "L.1.2", "bamboo": "L.1.3", "shrub": "L.1.4"}[item]
    changes = [activity(code, f"forest_area_{item}", change, unit="ha", year=year) for year, change in
               ((2019, 10), (2020, -10))]  # fmt: skip
    found = {row["year"]: float(row["emissions_t"]) for row in emissions(world, *changes)}
    expected = 10 * biomass * 0.5 * 44 / 12
    assert found == {2019: pytest.approx(-expected, abs=1e-6), 2020: pytest.approx(expected, abs=1e-6)}


def test_the_change_of_an_area_needs_the_year_before(new_world: NewWorld) -> None:
    world = new_world(years=(2019, 2020))
    areas = [observed("forest_area_bamboo", area, year=year) for year, area in ((2019, 90), (2020, 100))]
    compute(world, areas, "core/activities")
    assert [(row["year"], row["amount"]) for row in world.rows("core/activities", "category_code = 'L.1.3'")] == [
        (2020, 10)
    ]


def test_conversion_burns_on_and_off_site_and_decays(world: World) -> None:
    found = emissions(
        world,
        *(activity("L.2.1", "forest_converted_bamboo", 10, place, "ha") for place in ("burnt_onsite", "burnt_offsite")),
        activity("L.2.2", "forest_converted_mean_bamboo", 10, "decayed", "ha"),
    )
    biomass = 10 * 68.48
    onsite = biomass * 0.15 * 0.9 * 0.5
    assert masses(found, "CO2") == {
        ("forest_converted_bamboo", "burnt_onsite"): pytest.approx(onsite * 44 / 12, abs=1e-6),
        ("forest_converted_bamboo", "burnt_offsite"): pytest.approx(onsite * 0.20 / 0.15 * 44 / 12, abs=1e-6),
        ("forest_converted_mean_bamboo", "decayed"): pytest.approx(biomass * 0.15 * 0.5 * 44 / 12, abs=1e-6),
    }
    assert masses(found, "CH4") == {
        ("forest_converted_bamboo", "burnt_onsite"): pytest.approx(onsite * 0.012 * 16 / 12, abs=1e-6),
        ("forest_converted_bamboo", "burnt_offsite"): 0,
    }
    assert masses(found, "N2O") == {
        ("forest_converted_bamboo", "burnt_onsite"): pytest.approx(onsite * 0.01 * 0.007 * 44 / 28, abs=1e-6),
        ("forest_converted_bamboo", "burnt_offsite"): 0,
    }


# -- burning, urea, lime


def test_burning_in_the_field_is_output_times_ratios_times_factor(world: World) -> None:
    found = emissions(world, activity("A.6", "crop_output_rice", 10_000, "residue_above"))
    burnt = 10_000 * (1 / 0.489 - 1) * 0.855 * 0.02 * 0.80
    assert masses(found, "CH4") == {("crop_output_rice", "residue_above"): pytest.approx(burnt * 2.7e-3, abs=2e-6)}
    assert masses(found, "N2O") == {("crop_output_rice", "residue_above"): pytest.approx(burnt * 0.07e-3, abs=2e-6)}


def test_urea_and_lime_are_known_to_the_ipcc_and_not_to_the_guideline(both: World) -> None:
    found = emissions(both, activity("A.5.1", "urea_applied", 1000), activity("A.5.2", "lime_applied", 1000))
    assert masses(found, "CO2") == {}
    assert masses(found, "CO2", IPCC) == {
        ("urea_applied", ""): pytest.approx(1000 * 0.20 * 44 / 12, abs=1e-6),
        ("lime_applied", ""): pytest.approx(1000 * 0.12 * 44 / 12, abs=1e-6),
    }

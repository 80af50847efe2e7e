"""Agriculture against `bonsai_ipcc`, a second implementation of the IPCC's equations: same inputs, same results.

IPCC volume 4 (2006 and 2019; the equations are the same in both): 10.19 enteric fermentation; 10.23 factor of manure
methane and 10.22 without systems; 10.25 direct N2O of manure; 10.26 and 10.28 indirect N2O of manure; 10.30 nitrogen
excreted; 10.34 nitrogen left to spread; 11.1 direct N2O of soils; 11.5 grazing; 11.6 and 11.7 crop residues; 11.9 and
11.10 indirect N2O. Ours are the project's SQL. `bonsai_ipcc` knows no rice and no forests.

In 11.6 the library leaves out the area below ground unless it is 1; one hectare makes both the same.
"""

from collections.abc import Callable

import pytest

import factors
from schemas.specs.factor import FactorValue
from tests.assets.core.farm import IPCC, activity, emissions, masses, value
from tests.crosschecks import Equations
from tests.world import World

generic = Equations("agriculture.generic")
livestock = Equations("agriculture.livestock_manure")
soils = Equations("agriculture.soils")

PIGS, GOATS, RICE = "livestock_stock_pigs", "livestock_stock_goats", "crop_output_rice"
HEADS = 123_456
EXACT = 1e-9
GRAM = 1e-6

VALUES = factors.load_factor_values()


@pytest.fixture
def ipcc(new_world: Callable[..., World]) -> World:
    return new_world(bases=(IPCC,))


def ours(name: str, subject: str, sector: str = "", gas: str = "") -> float:
    """A value of the 2006 edition as a plain number: kilograms, or a fraction."""

    def fits(row: FactorValue) -> bool:
        return (
            row.property == name
            and row.subject_code == subject
            and row.sector_code == sector
            and row.gas == gas
            and row.edition in ("ipcc_2006", "")
        )

    (found,) = filter(fits, VALUES)
    return float(found.value)


def same(kilograms: float) -> object:
    """The same mass in tonnes, as near as it can be after the one rounding to the gram."""
    return pytest.approx(kilograms / 1000, rel=EXACT, abs=0.51 * GRAM)


def tonnes(world: World, item: str, sector: str, gas: str) -> float:
    found = {(row["item_code"], row["sector_code"], row["gas"]): row for row in world.rows("core/emissions__multiply")}
    return float(found[item, sector, gas]["emissions_t"])


def test_enteric_fermentation_10_19(ipcc: World) -> None:
    emissions(ipcc, activity("A.3", GOATS, HEADS, "farm_household", "head"))
    gigagrams = livestock.e(ours("enteric_emission_factor", GOATS, gas="CH4"), HEADS)
    assert tonnes(ipcc, GOATS, "farm_household", "CH4") == same(gigagrams * 10**6)


def test_manure_methane_by_a_factor_per_head(ipcc: World) -> None:
    emissions(ipcc, activity("A.4", GOATS, HEADS, "farm_household", "head"))
    kilograms = livestock.ch4_other_animals(HEADS, ours("manure_emission_factor", GOATS, gas="CH4"))
    assert tonnes(ipcc, GOATS, "farm_household", "CH4") == same(kilograms)


def test_manure_methane_by_volatile_solids_10_23(ipcc: World) -> None:
    solids_a_day, capacity, correction = 0.3, 0.29, 0.36
    parts = {
        "volatile_solids": solids_a_day * 365 / 1000,
        "methane_volume": capacity * 1000,
        "methane_density": 0.67e-3,
        "methane_correction": correction,
    }
    emissions(
        ipcc,
        activity("A.4", PIGS, HEADS, "farm_large", "head"),
        values=[value(name, PIGS, number) for name, number in parts.items()],
    )
    kilograms = livestock.ef_mm(solids_a_day, capacity, correction, 1) * HEADS
    assert tonnes(ipcc, PIGS, "farm_large", "CH4") == same(kilograms)


def test_direct_n2o_of_manure_10_25(ipcc: World) -> None:
    emissions(ipcc, activity("A.4", GOATS, HEADS, "farm_household", "head"))
    excreted, factor = ours("nitrogen_content", GOATS), ours("manure_n2o_n", GOATS)
    kilograms = livestock.n2o_direct_mm(HEADS, excreted, 1, factor)
    assert tonnes(ipcc, GOATS, "farm_household", "N2O") == same(kilograms)


@pytest.mark.parametrize(
    ("item", "rate", "mass"),
    [("dairy_cattle", 0.47, 350), ("other_cattle", 0.34, 319), ("buffalo", 0.32, 380), ("sheep", 1.17, 28),
     ("goats", 1.37, 30), ("pigs", 0.42, 28), ("poultry", 0.82, 1.8)],
)  # fmt: skip
def test_nitrogen_excreted_10_30(item: str, rate: float, mass: float) -> None:
    expected = livestock.nex_tier1_(rate, mass)
    assert ours("nitrogen_content", f"livestock_stock_{item}") == pytest.approx(expected, rel=EXACT)


def test_indirect_n2o_of_manure_10_26_and_10_28(ipcc: World) -> None:
    emissions(ipcc, activity("A.2.2", GOATS, HEADS, "deposition_manure", "head"))
    excreted, lost = ours("nitrogen_content", GOATS), ours("lost_fraction", GOATS, "deposition_manure")
    volatilised = livestock.n_volatilization(HEADS, excreted, 1, lost)
    kilograms = livestock.n2o_g(volatilised, ours("indirect_n2o_n", "", "deposition_manure"))
    assert tonnes(ipcc, GOATS, "deposition_manure", "N2O") == same(kilograms)


def test_direct_n2o_of_fertiliser_and_manure_11_1(ipcc: World) -> None:
    emissions(
        ipcc,
        activity("A.2.1", "fertilizer_nitrogen", 16063),
        activity("A.2.1", GOATS, HEADS, "farm_household", "head"),
        activity("A.2.1", PIGS, HEADS, "farm_large", "head"),
    )
    left = 1 - ours("remaining_fraction", GOATS)
    spread = livestock.n_mms(HEADS, ours("nitrogen_content", GOATS), 1, 0, left, 0)
    population = HEADS * ours("average_population_ratio", PIGS)
    pigs = livestock.n_mms(population, ours("nitrogen_content", PIGS), 1, 0, 1 - ours("remaining_fraction", PIGS), 0)
    for item, sector, nitrogen in (
        ("fertilizer_nitrogen", "", (16063 * 1000, 0)),
        (GOATS, "farm_household", (0, soils.f_am(spread, 0, 0, 0))),
        (PIGS, "farm_large", (0, soils.f_am(pigs, 0, 0, 0))),
    ):
        kilograms = generic.n2o(soils.n2o_n_inputs(*nitrogen, 0, 0, ours("soil_n2o_n", "")))
        assert tonnes(ipcc, item, sector, "N2O") == same(kilograms)


def test_direct_n2o_of_grazing_animals_11_5(ipcc: World) -> None:
    emissions(ipcc, activity("A.2.1", GOATS, HEADS, "grazing", "head"))
    dropped = soils.f_prp(HEADS, ours("nitrogen_content", GOATS), 1)
    kilograms = generic.n2o(soils.n2o_n_prp(dropped, ours("soil_n2o_n", GOATS, "grazing")))
    assert tonnes(ipcc, GOATS, "grazing", "N2O") == same(kilograms)


def test_residues_of_a_crop_11_6_and_11_7(ipcc: World) -> None:
    """The library counts what is removed, we what is returned; its below-ground part is a share of the whole plant."""
    harvest, dry, above, share_below, nitrogen, returned = 7900, 0.855, 1.045, 0.125, 0.00753, 0.576
    below = (1 + above) * share_below
    parts = {
        "residue_above": {"residue_ratio": above, "returned_fraction": returned},
        "residue_below": {"residue_ratio": below, "returned_fraction": 1},
    }
    common = {"dry_matter": dry, "nitrogen_content": nitrogen, "soil_n2o_n": 0.01, "n_to_n2o": 44 / 28}
    values = [value(name, RICE, number) for name, number in common.items()]
    values += [
        value(name, RICE, number, sector_code=sector) for sector, of in parts.items() for name, number in of.items()
    ]
    found = masses(
        emissions(ipcc, *(activity("A.2.1", RICE, harvest, sector) for sector in parts), values=values), "N2O", IPCC
    )
    removed = 1 - returned
    grain = soils.crop(harvest * 1000, dry)
    kilograms_n = soils.f_cr(grain, above, 1, nitrogen, removed, 0, 1, 1, share_below, nitrogen)
    kilograms = generic.n2o(soils.n2o_n_inputs(0, 0, kilograms_n, 0, 0.01))
    assert sum(found.values()) == pytest.approx(kilograms / 1000, rel=EXACT, abs=GRAM)


def test_indirect_n2o_of_soils_11_9_and_11_10(ipcc: World) -> None:
    """The library has these for manure only; fertiliser is the same with one head that holds its nitrogen."""
    emissions(ipcc, *(activity("A.2.2", "fertilizer_nitrogen", 16063, path) for path in ("deposition", "leaching")))
    kilograms = 16063 * 1000
    deposited = livestock.n_volatilization(1, kilograms, 1, ours("lost_fraction", "", "deposition"))
    leached = livestock.n_leaching(1, kilograms, 1, ours("lost_fraction", "", "leaching"))
    for path, mass in (
        ("deposition", livestock.n2o_g(deposited, ours("indirect_n2o_n", "", "deposition"))),
        ("leaching", livestock.n2o_l(leached, ours("indirect_n2o_n", "", "leaching"))),
    ):
        assert tonnes(ipcc, "fertilizer_nitrogen", path, "N2O") == same(mass)

"""Industry by a second implementation: bonsai_ipcc 0.3.2, given the amounts and the factor values that ours used.

Equations compared (2006 Guidelines and 2019 Refinement, volume 3):

- cement: 2.1 (tier 1, through cement and its clinker), 2.2 (tier 2), 2.4 (factor of clinker from its lime)
- aluminium: 4.25 (CF4 and C2F6, tier 1, two types of cell)
- magnesium: 4.30 (SF6 of casting)

bonsai_ipcc has no equation for lime (2.6-2.8), carbide, acids, equipment or fuels: those are compared with published
cases only. Its docstring of 4.30 says gigagrams; what it returns for tonnes and kg/t are tonnes. The 0.51 t/t of
equation 2.4 is its unrounded 0.65 / 0.5603 × 0.43971; ours is the EFDB's 0.52 × 1.02 and differs by 2 %.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import factors
from tests.crosschecks import Equations
from tests.factors.arithmetic import find, in_base_units
from tests.staged_rows import compute, nothing_transformed, observed
from tests.world import World

metal = Equations("industry.metal")
mineral = Equations("industry.mineral")

IPCC = "ipcc_2006-ar5"
LARGE = 10**9
"""Tonnes: so much that the gram, to which a mass is rounded, is below 10⁻⁹ of it."""

VALUES = factors.load_factor_values()
Masses = dict[tuple[str, str, str], float]


def value(subject: str, gas: str, sector: str = "", edition: str = "ipcc_2006") -> float:
    """Our own factor in tonnes a tonne."""
    found = find(VALUES, "emission_factor", subject, sector, gas, edition)
    assert found is not None
    return float(in_base_units(found))


@pytest.fixture(scope="module")
def masses() -> Iterator[Masses]:
    """Tonnes by category, sector or item and gas, as our tables give them."""
    world = World(bases=(IPCC,))
    rows = [
        observed("clinker_output", LARGE),
        observed("clinker_output_carbide_slag", LARGE // 4),
        observed("aluminium_output", LARGE, "aluminium_point_feed"),
        observed("aluminium_output", 2 * LARGE, "aluminium_side_stud"),
        observed("magnesium_output", 0),
        observed("magnesium_cast", LARGE),
        nothing_transformed(),
    ]
    compute(world, rows, "core/emissions")
    yield {
        (row["category_code"], row["sector_code"] or row["item_code"], row["gas"]): float(row["emissions_t"])
        for row in world.rows("core/emissions")
    }
    world.close()


def test_equation_2_1_cement_through_its_clinker(masses: Masses) -> None:
    """A county without trade in clinker: cement × its share of clinker is what the kilns made."""
    clinker = LARGE - LARGE // 4
    theirs = mineral.co2_emissions_tier1_(clinker / 0.75, 0.75, 0.0, 0.0, value("clinker_output", "CO2"))
    assert masses["P.1", "clinker_output", "CO2"] == pytest.approx(theirs, rel=1e-9)


def test_equation_2_1_clinker_that_is_sold_counts_and_bought_clinker_does_not(masses: Masses) -> None:
    clinker = LARGE - LARGE // 4
    theirs = mineral.co2_emissions_tier1_(1e8, 0.7, 2e7, clinker - 1e8 * 0.7 + 2e7, value("clinker_output", "CO2"))
    assert masses["P.1", "clinker_output", "CO2"] == pytest.approx(theirs, rel=1e-9)


def test_equation_2_2_clinker_times_factor_times_kiln_dust(masses: Masses) -> None:
    theirs = mineral.co2_emissions_tier2_(LARGE - LARGE // 4, 0.52, 1.02)
    assert masses["P.1", "clinker_output", "CO2"] == pytest.approx(theirs, rel=1e-9)


def test_equation_2_4_explains_our_factor_of_clinker() -> None:
    """65 % lime; the guideline rounds 0.5101 to 0.51, the EFDB row that ours was taken from says 0.52."""
    theirs = mineral.ef_clc(0.65, 1.02)
    assert theirs / 1.02 == pytest.approx(0.5101, abs=5e-5)
    assert value("clinker_output", "CO2") / theirs == pytest.approx(0.52 / 0.5101, rel=1e-4)


@pytest.mark.parametrize(("sector", "tonnes"), [("aluminium_point_feed", LARGE), ("aluminium_side_stud", 2 * LARGE)])
def test_equation_4_25_perfluorocarbons_of_aluminium(masses: Masses, sector: str, tonnes: int) -> None:
    for gas, function in (("CF4", metal.e_cf4_tier1_), ("C2F6", metal.e_c2f6_tier1_)):
        kilograms = function(value("aluminium_output", gas, sector, "provincial_2011") * 1000, tonnes)
        assert masses["P.7", sector, gas] == pytest.approx(kilograms / 1000, rel=1e-9)


def test_equation_4_30_sulphur_hexafluoride_of_magnesium(masses: Masses) -> None:
    factor = value("magnesium_cast", "SF6", edition="provincial_2011") * 1000
    assert masses["P.8", "magnesium_cast", "SF6"] == pytest.approx(metal.e_sf6_magnesium(LARGE, factor), rel=1e-9)

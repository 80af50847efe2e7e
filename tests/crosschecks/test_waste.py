"""Waste by a second implementation: bonsai_ipcc 0.3.2, given the amounts and the factor values that ours used.

Equations compared (2006 Guidelines and 2019 Refinement, volume 5):

- solid waste disposal: 3.1, 3.2, 3.4, 3.5, 3.6, year by year over thirty years of deposits and ten after closure
- biological treatment: 4.1, 4.2
- incineration and open burning: 5.1, 5.2 by component, 5.4, 5.5
- wastewater: 6.1, 6.2, 6.3 by pathway, 6.4, 6.5 by industry, 6.7, 6.10

Three of its functions differ from the guidelines and are set right here: equations 4.1 and 4.2 have 10⁻³ in print and
0.01 in bonsai_ipcc; equation 6.7 ends in × 44/28 in print, bonsai_ipcc returns N2O-N. Results agree within 10⁻⁹ of
themselves.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

import factors
from tests.crosschecks import Equations
from tests.factors.arithmetic import in_base_units
from tests.staged_rows import Row, compute, observed
from tests.world import World

biological = Equations("waste.biological")
incineration = Equations("waste.incineration")
swd = Equations("waste.swd")
generation = Equations("waste.waste_generation")
wastewater = Equations("waste.wastewater")

IPCC = "ipcc_2006-ar5"
CLOSED, LAST = 2014, 2024
LARGE = 10**9
"""Tonnes or people: so much that the gram, to which a mass is rounded, is below 10⁻⁹ of it."""


def deposit(year: int) -> int:
    """Tonnes a year: growing, with a dent."""
    return 40_000 + 1_500 * (year - 1985) - (9_000 if year % 7 == 0 else 0)


def rows() -> Iterator[Row]:
    for year in range(1985, CLOSED + 1):
        yield observed("waste_landfilled", deposit(year), year=year)
    for item in ("waste_composted", "waste_digested", "waste_incinerated", "waste_burnt_open"):
        yield observed(item, LARGE, year=LAST)
    for item in ("medical_waste_incinerated", "hazardous_waste_incinerated"):
        yield observed(item, LARGE, year=LAST)
    for sector in ("sewer_treated", "sewer_untreated", "septic_tank", "latrine"):
        yield observed("sanitation_population", LARGE, sector, year=LAST)
    for sector in ("liquor_making", "paper_making", "food_processing", "textile_dyeing"):
        yield observed("industrial_cod_removed", LARGE, sector, year=LAST)
        yield observed("industrial_cod_discharged", LARGE, sector, year=LAST)
    yield observed("population_resident", LARGE, year=LAST)


@pytest.fixture(scope="module")
def ours() -> Iterator[World]:
    world = World(years=(LAST,), bases=(IPCC,))
    yield compute(world, rows(), "core/emissions")
    world.close()


def mass(world: World, category: str, item: str, gas: str, sector: str = "") -> float:
    where = f"category_code = '{category}' and item_code = '{item}' and sector_code = '{sector}' and gas = '{gas}'"
    (row,) = world.rows("core/emissions", f"{where} and year = {LAST}")
    return float(row["emissions_t"])


def values(world: World, category: str, item: str, gas: str, sector: str = "", year: int = LAST) -> dict[str, float]:
    """The factor values that went into an emission, by property."""
    found = world.query(
        f"""select link.property, part.value_used from core.factor_parts as part
        inner join rules.factor_chains as link
            on part.chain_code = link.chain_code and part.position = link.position::integer
        where part.category_code = '{category}' and part.item_code = '{item}' and part.sector_code = '{sector}'
        and part.gas = '{gas}' and part.year = {year}"""
    )
    return {row["property"]: row["value_used"] for row in found}


def close_to(expected: Any) -> Any:
    return pytest.approx(float(expected), rel=1e-9)


@pytest.mark.parametrize("component", ["food", "paper", "textiles", "wood"])
def test_solid_waste_disposal(ours: World, component: str) -> None:
    used = values(ours, "W.1", f"waste_{component}", "CH4", "landfill", CLOSED)
    where = f"item_code = 'waste_{component}' and sector_code = 'landfill'"
    released = {row["year"]: row["released_t"] for row in ours.rows("core/stocks", where)}
    held, k = 0.0, used["decay_rate"]
    for year in range(1985, LAST + 1):
        decomposed = swd.ddoc_m_decomp_t(held, k)
        generated = swd.ch4_generated(decomposed, used["methane_share"])
        emitted = swd.ch4_emissions(generated, 1 - used["not_oxidised"], 0)
        assert released[year] == pytest.approx(emitted, rel=1e-9, abs=1e-12)
        waste = deposit(year) * used["waste_share"] if year <= CLOSED else 0
        deposited = swd.ddoc_from_wd_data(
            waste, used["degradable_carbon"], used["degraded_fraction"], used["methane_correction"]
        )
        held = swd.ddoc_ma_t(deposited, held, k)


@pytest.mark.parametrize("item", ["waste_composted", "waste_digested"])
def test_biological_treatment(ours: World, item: str) -> None:
    per_kg = {gas: values(ours, "W.2", item, gas)["emission_factor"] * 1000 for gas in ("CH4", "N2O")}  # g/kg
    ch4 = biological.ch4_emissions(LARGE, per_kg["CH4"], 0) / 0.01 * 1e-3
    n2o = biological.n2o_emissions(LARGE, per_kg["N2O"]) / 0.01 * 1e-3
    assert mass(ours, "W.2", item, "CH4") == close_to(ch4)
    assert mass(ours, "W.2", item, "N2O") == close_to(n2o)


def burnt(used: dict[str, float]) -> float:
    return float(
        incineration.co2_emissions(
            LARGE * used.get("waste_share", 1.0),
            used["dry_matter"],
            used["carbon_mass_content"],
            used["fossil_fraction"],
            used["combustion_efficiency"],
        )
    )


@pytest.mark.parametrize(("category", "sector"), [("W.3.1", ""), ("W.4", "open_burning")])
@pytest.mark.parametrize("component", ["paper", "textiles", "nappies", "rubber", "plastics"])
def test_burning_by_component(ours: World, category: str, sector: str, component: str) -> None:
    item = f"waste_{component}"
    used = values(ours, category, item, "CO2", sector)
    assert mass(ours, category, item, "CO2", sector) == close_to(burnt(used))


@pytest.mark.parametrize("item", ["medical_waste_incinerated", "hazardous_waste_incinerated"])
def test_incineration_without_components(ours: World, item: str) -> None:
    assert mass(ours, "W.3", item, "CO2") == close_to(burnt(values(ours, "W.3", item, "CO2")))


@pytest.mark.parametrize(
    ("category", "item", "gas"),
    [
        ("W.3", "medical_waste_incinerated", "CH4"),
        ("W.3", "medical_waste_incinerated", "N2O"),
        ("W.3.1", "waste_incinerated", "CH4"),
        ("W.3.1", "waste_incinerated", "N2O"),
        ("W.4", "waste_burnt_open", "CH4"),
        ("W.4", "waste_burnt_open", "N2O"),
    ],
)
def test_other_gases_of_burning(ours: World, category: str, item: str, gas: str) -> None:
    used = values(ours, category, item, gas)
    per_tonne = used.get("emission_factor", used.get("burning_emission_factor", 0.0))
    function = incineration.ch4_emissions if gas == "CH4" else incineration.n2o_emissions
    expected = function(LARGE * used.get("dry_matter", 1.0), per_tonne * 1e6)  # kg/Gg
    assert mass(ours, category, item, gas) == close_to(expected)


@pytest.mark.parametrize("pathway", ["sewer_treated", "sewer_untreated", "septic_tank", "latrine"])
def test_domestic_wastewater_by_pathway(ours: World, pathway: str) -> None:
    used = values(ours, "W.5", "sanitation_population", "CH4", pathway)
    organic = generation.ww_domestic(LARGE, used["bod_per_person"] * 1e6 / 365)  # g a person and day
    load = wastewater.tow_system(organic, 1, 1, used["collected_correction"])
    factor = wastewater.ef_ch4(used["methane_capacity"], used["methane_correction"])
    expected = wastewater.ch4_emissions_system(load, 0, factor, 0) / 1000  # kg → t
    assert mass(ours, "W.5", "sanitation_population", "CH4", pathway) == close_to(expected)


@pytest.mark.parametrize("item", ["industrial_cod_removed", "industrial_cod_discharged"])
@pytest.mark.parametrize("branch", ["liquor_making", "paper_making", "food_processing", "textile_dyeing"])
def test_industrial_wastewater(ours: World, item: str, branch: str) -> None:
    used = values(ours, "W.6", item, "CH4", branch)
    factor = wastewater.ef_ch4_ind(used["methane_capacity"], used["methane_correction"])
    expected = wastewater.ch4_emissions_system_ind(LARGE, 0, factor, 0)
    assert mass(ours, "W.6", item, "CH4", branch) == close_to(expected)


def test_nitrous_oxide_of_wastewater(ours: World) -> None:
    """The 2006 equation has no factor for household products (n_hh) and no removal: both are left neutral."""
    used = values(ours, "W.7", "population_resident", "N2O")
    nitrogen = wastewater.tn_domestic(
        LARGE,
        used["protein_intake"] * 1000,
        used["nitrogen_in_protein"],
        1,
        used["non_consumed"],
        used["co_discharged"],
    )
    effluent = wastewater.n_effluent_dom_system(nitrogen, 1, 0)
    expected = wastewater.n2o_effluent(effluent, used["effluent_n2o_n"]) * 44 / 28 / 1000  # kg → t
    assert mass(ours, "W.7", "population_resident", "N2O") == close_to(expected)


# -- the values themselves, from the tables that the package ships

#: Property → its table, and the column that says under which condition: for incineration, of wet waste.
SHIPPED = {
    "dry_matter": ("waste_generation/par_dm.csv", ""),
    "carbon_mass_content": ("waste_generation/par_cf.csv", ""),
    "fossil_fraction": ("incineration/par_fcf.csv", "inc_unspecified"),
    "degradable_carbon": ("swd/par_doc.csv", "wet"),
}

#: What the package has and table 2.4 of volume 5 has otherwise: of wood 85 % is dry, of the carbon of paper 1 % fossil,
#: of rubber 39 % degradable carbon.
MISCOPIED = {("wood", "dry_matter"): "0.84", ("paper", "fossil_fraction"): "0.0", ("rubber", "degradable_carbon"): "0"}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_composition_of_waste_is_that_of_the_package(name: str) -> None:
    table, condition = SHIPPED[name]
    with (resources.files("bonsai_ipcc") / "data" / "waste" / table).open(encoding="utf-8") as file:
        theirs = {
            row["waste_type"].removeprefix("msw_"): row["value"]
            for row in csv.DictReader(file)
            if row["property"] == "def" and row["waste_type"].startswith("msw_") and condition in {"", *row.values()}
        }
    ours = {
        row.subject_code.removeprefix("waste_"): in_base_units(row)
        for row in factors.load_factor_values()
        if row.property == name and row.locator.startswith("表2.4")
    }
    assert len(ours) >= 7
    differing = {
        (component, name): theirs[component]
        for component, value in ours.items()
        if float(theirs[component]) != float(value)
    }
    assert differing == {about: value for about, value in MISCOPIED.items() if about[1] == name}

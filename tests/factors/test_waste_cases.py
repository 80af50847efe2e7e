"""Published cases of waste (C08, C17) through the SQL, with the traps that they warn of."""

from __future__ import annotations

from decimal import Decimal

import pytest

import factors
from schemas.problems import Refusals
from schemas.specs.category import AskedGas, Category
from schemas.specs.factor import FactorValue
from tests.factors.test_worked_cases import ours, row
from tests.staged_rows import Row, compute, observed
from tests.world import World

# m3 a month, and the kilograms of CH4 that were published for it
C08 = {
    1: ("58.4", "1.4016"), 2: ("68.8", "1.6512"), 3: ("129.6", "3.11"), 4: ("229.6", "5.51"), 5: ("74.4", "1.786"),
    6: ("42.4", "1.018"), 7: ("38.4", "0.922"), 8: ("133.6", "3.206"), 9: ("0", "0"), 10: ("0", "0"),
    11: ("0", "0"), 12: ("0", "0"),
}  # fmt: skip
COD_G_PER_M3 = 120


def publish(monkeypatch: pytest.MonkeyPatch, *values: FactorValue) -> None:
    known = [value.model_copy(update={"source_id": "stoichiometry"}) for value in values]
    monkeypatch.setattr(factors, "load_factor_values", lambda: known)


def emitted(world: World, category: str, *rows: Row) -> list[Row]:
    compute(world, rows, "core/emissions")
    return world.rows("core/emissions", f"category_code = '{category}'")


def wastewater(monkeypatch: pytest.MonkeyPatch, capacity: str, correction: str) -> None:
    publish(
        monkeypatch,
        row("industrial_cod_removed", "methane_capacity", capacity, "fraction"),
        row("industrial_cod_removed", "methane_correction", correction, "fraction"),
    )


def months(*present: int) -> list[Row]:
    return [
        observed(
            "industrial_cod_removed",
            Decimal(C08[month][0]) * COD_G_PER_M3,
            "food_processing",
            period=f"2020-{month:02}",
            unit_code="g",
        )
        for month in present
    ]


def test_c08_twelve_months_are_the_year(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    wastewater(monkeypatch, "0.25", "0.8")
    (found,) = emitted(world, "W.6", *months(*C08))
    assert found["emissions_t"] == Decimal("0.018605")  # 18.6048 kg, to the gram
    assert float(found["emissions_t"]) * 1000 == pytest.approx(18.6, abs=0.006)
    assert sum(float(published) for _, published in C08.values()) == pytest.approx(18.6048, abs=0.003)


def test_c08_eleven_months_are_no_year(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    wastewater(monkeypatch, "0.25", "0.8")
    assert emitted(world, "W.6", *months(*range(1, 12))) == []


@pytest.mark.parametrize("month", [month for month, (volume, _) in C08.items() if volume != "0"])
def test_c08_each_month_by_itself(world: World, monkeypatch: pytest.MonkeyPatch, month: int) -> None:
    wastewater(monkeypatch, "0.25", "0.8")
    cod = Decimal(C08[month][0]) * COD_G_PER_M3
    # a thousand such years, lest the gram of one month round the digits away
    (found,) = emitted(world, "W.6", observed("industrial_cod_removed", cod * 1000, "food_processing", unit_code="g"))
    assert float(found["emissions_t"]) == pytest.approx(float(C08[month][1]), rel=6e-4)


def incineration(item: str, carbon: str, fossil: str, efficiency: str, *more: FactorValue) -> tuple[FactorValue, ...]:
    return (
        row(item, "carbon_mass_content", carbon, "t", "t"),
        row(item, "fossil_fraction", fossil, "fraction"),
        row(item, "combustion_efficiency", efficiency, "fraction"),
        *more,
    )


OF_DRY_MATTER = row("waste_incinerated", "dry_matter", "1", "fraction")
C17_BURNT = [
    ("W.3.1", "waste_incinerated", ("0.4", "0.4", "0.95", OF_DRY_MATTER), 0.557333, 0.304),
    ("W.3", "hazardous_waste_incinerated", ("0.5", "0.9", "0.995"), 1.641750, 0.8955),
]


@pytest.mark.parametrize(("category", "item", "inputs", "published", "trap"), C17_BURNT)
def test_c17_incineration(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    category: str,
    item: str,
    inputs: tuple[str, str, str, FactorValue],
    published: float,
    trap: float,
) -> None:
    """The factor of municipal waste is one of dry matter: a tonne of that is burnt here."""
    publish(monkeypatch, *incineration(item, *inputs), ours("c_to_co2", ""))
    (found,) = emitted(world, category, observed(item, 1))
    assert float(found["emissions_t"]) == pytest.approx(published, abs=1e-6)
    assert float(found["emissions_t"]) != pytest.approx(trap, rel=0.01)


@pytest.mark.parametrize(("category", "item", "inputs", "published", "trap"), C17_BURNT)
def test_c17_two_instead_of_44_by_12_gives_the_figures_of_the_trap(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    category: str,
    item: str,
    inputs: tuple[str, str, str, FactorValue],
    published: float,
    trap: float,
) -> None:
    publish(monkeypatch, *incineration(item, *inputs), row(item, "c_to_co2", "2", "fraction"))
    (found,) = emitted(world, category, observed(item, 1))
    assert float(found["emissions_t"]) == pytest.approx(trap, abs=1e-6)
    assert float(found["emissions_t"]) != pytest.approx(published, rel=0.01)


def test_c17_carbon_of_dry_matter_is_refused_on_wet_waste(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(monkeypatch, *incineration("waste_incinerated", "0.4", "0.4", "0.95"), ours("c_to_co2", ""))
    with pytest.raises(Refusals) as caught:
        compute(world, [observed("waste_incinerated", 1)], "core/factor_parts")
    assert "E-WET-CARBON" in str(caught.value)


@pytest.mark.parametrize(
    ("edition", "factor"),
    [
        ("provincial_2011-sar", 0.20 * 0.39 * 0.95 * 44 / 12),
        ("provincial_2025-ar5", 0.5 * 0.4 * 0.4 * 0.95 * 44 / 12),
    ],
)
def test_the_editions_agree_on_wet_waste(new_world: object, edition: str, factor: float) -> None:
    """About 0.27 t of CO2 a tonne, and not twice that: the carbon content of 2025 is one of dry matter."""
    world = new_world(bases=(edition,))  # type: ignore[operator]
    found = emitted(world, "W.3.1", observed("waste_incinerated", 1000))
    (co2,) = [row for row in found if row["gas"] == "CO2"]
    assert float(co2["emissions_t"]) == pytest.approx(1000 * factor, abs=1e-6)
    assert 0.26 < float(co2["emissions_t"]) / 1000 < 0.29


#: mg of BOD or COD a litre, capacity, MCF, and tonnes of CO2e a cubic metre with a potential of 28.
C17_WATER = [
    ("septic tank", 200, "0.6", "0.3", 0.001008),
    ("anaerobic", 200, "0.6", "0.9", 0.003024),
    ("aerobic", 200, "0.6", "0.05", 0.000168),
    ("industrial, anaerobic", 500, "0.25", "0.9", 0.003150),
]


@pytest.mark.parametrize(("name", "load", "capacity", "correction", "published"), C17_WATER)
def test_c17_wastewater(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    load: int,
    capacity: str,
    correction: str,
    published: float,
) -> None:
    wastewater(monkeypatch, capacity, correction)
    # a million cubic metres, lest the gram round the digits away
    (found,) = emitted(world, "W.6", observed("industrial_cod_removed", load, "food_processing"))
    assert float(found["emissions_t"]) * 28 / 1e6 == pytest.approx(published, rel=1e-6), name


def test_the_neighbours_waste_is_counted_here_and_told_apart(world: World) -> None:
    found = emitted(world, "W.3.1", observed("waste_incinerated", 1000), observed("waste_incinerated", 500, "imported"))
    masses = {row["sector_code"]: row["emissions_t"] for row in found}
    assert masses == {"": Decimal("271.7"), "imported": Decimal("135.85")}


def test_a_set_of_terms_may_be_about_some_gases_only() -> None:
    """Carbon is burnt by component, methane and nitrous oxide come from the whole: nobody asks for more."""
    (card,) = [card for card in factors.load_categories() if card.code == "W.3.1"]
    asked = {(row.item_code, row.gas) for row in _asked(card, "ipcc_2006")}
    assert {gas for item, gas in asked if item == "waste_plastics"} == {"CO2"}
    assert {gas for item, gas in asked if item == "waste_incinerated"} == {"CH4", "N2O"}
    assert {(row.item_code, row.gas) for row in _asked(card, "provincial_2011")} == {("waste_incinerated", "CO2")}


def _asked(card: Category, edition: str) -> list[AskedGas]:
    return [row for row in card.asked_gases() if row.edition == edition]

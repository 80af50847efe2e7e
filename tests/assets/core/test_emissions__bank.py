"""Banks of gas in equipment: what is held with this year's charge, times the annual release, to the gram.

No published case was found; the arithmetic is that of methodology P.12, `Bank_t = Bank_{t-1} (1 - x) + charge_t` and
`E = Bank_t x`, for which the answers below are exact or follow from the sum of a geometric series.
"""

from decimal import Decimal

import pytest

from tests.invariants import rounded
from tests.world import Row, World

AIR_CONDITIONERS: Row = {"category_code": "P.12", "item_code": "liquor_output", "gas": "HFC134a", "method": "bank"}


def emitted(world: World, additions: dict[int, object], charge: float, release: float) -> dict[int, Decimal]:
    """Emissions of equipment that was put into service in some years."""
    about = {name: AIR_CONDITIONERS[name] for name in ("category_code", "item_code")}
    world.put_factor_regions()
    world.put("core/reported_years", [{"year": year} for year in world.run.years])
    world.put(
        "core/activities",
        [about | {"year": year, "amount": amount, "unit_code": "piece"} for year, amount in additions.items()],
    )
    world.put(
        "core/factors",
        [
            AIR_CONDITIONERS | {"year": year, "role": role, "value": value}
            for year in additions
            for role, value in (("factor", charge), ("rate", release))
        ],
    )
    world.build("core/stocks")
    return {row["year"]: row["emissions_t"] for row in world.build("core/emissions__bank")}


def test_the_first_year_already_releases_its_share(world: World) -> None:
    """Unlike decay: the methodology applies the rate to the bank that holds the charge of the year."""
    found = emitted(world, {2019: 10_000, 2020: 0}, charge=0.001, release=0.1)
    assert found == {2019: Decimal("1"), 2020: Decimal("0.9")}


def test_a_bank_without_additions_shrinks_by_a_fixed_share(world: World) -> None:
    found = emitted(world, {2010: 10_000}, charge=0.001, release=0.15)
    assert sorted(found) == list(range(2010, 2021))
    for year, mass in found.items():
        assert mass == pytest.approx(rounded(10 * 0.85 ** (year - 2010) * 0.15, 6), abs=Decimal("0.000001"))


def test_constant_additions_are_in_the_end_all_released(world: World) -> None:
    """The bank tends to charge ÷ release, so that a year gives off what a year brings in."""
    found = emitted(world, dict.fromkeys(range(1949, 2021), 1000), charge=0.001, release=0.2)
    assert float(found[2020]) == pytest.approx(1, abs=1e-6)
    assert float(found[1949]) == pytest.approx(0.2)


def test_a_share_of_the_bank_of_the_year_before_would_be_another_method(world: World) -> None:
    found = emitted(world, {2019: 10_000, 2020: 10_000}, charge=0.001, release=0.1)
    opening_form = Decimal(10) * Decimal("0.1")
    assert found[2020] == Decimal("1.9") != opening_form

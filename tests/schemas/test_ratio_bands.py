"""Each ratio of two figures has a band: inside it says nothing, outside on either side it warns."""

import pytest

from factors import read_rules
from schemas.codes import codes
from schemas.contract import FOLDER, load_check
from tests.world import World

BANDS = read_rules("ratio_bands")
CHECK = load_check(FOLDER / "checks" / "core" / "observations" / "H-BAND.sql")


def warned(world: World, band: dict[str, str], ratio: float) -> list[str]:
    """Rules that speak of a county in which the items of a band have this ratio."""
    above, below = band["numerator_item_codes"].split(), band["denominator_item_codes"].split()
    amounts = dict.fromkeys(above + below, 0.0) | {above[0]: 1000 * ratio, below[0]: 1000.0}
    usual = {"unit_code": "t", "base_unit_code": "t"}
    rows = [
        usual | {"observation_id": item, "item_code": item, "amount_base": round(amount, 6)}
        for item, amount in amounts.items()
    ]
    world.put("core/observations", rows)
    title = band["title_zh"]
    return [row["rule"] for row in world.query(CHECK.sql) if row["label"].startswith(title)]


@pytest.mark.parametrize("band", BANDS, ids=lambda band: band["title_en"])
def test_a_ratio_inside_its_band_is_sound(world: World, band: dict[str, str]) -> None:
    lower, upper = float(band["lower"]), float(band["upper"])
    assert [warned(world, band, ratio) for ratio in (lower, (lower + upper) / 2, upper)] == [[], [], []]


@pytest.mark.parametrize("band", BANDS, ids=lambda band: band["title_en"])
def test_a_ratio_outside_its_band_is_found(world: World, band: dict[str, str]) -> None:
    assert warned(world, band, float(band["upper"]) * 1.01) == [band["rule_code"]]
    if float(band["lower"]):
        assert warned(world, band, float(band["lower"]) * 0.99) == [band["rule_code"]]


@pytest.mark.parametrize("band", [band for band in BANDS if "sown_area" in band["numerator_item_codes"]], ids=str)
def test_mu_taken_for_hectares_are_found(world: World, band: dict[str, str]) -> None:
    assert warned(world, band, 1.2 * 15) == [band["rule_code"]]


def test_every_band_names_known_items_once() -> None:
    for band in BANDS:
        items = (band["numerator_item_codes"] + " " + band["denominator_item_codes"]).split()
        assert set(items) <= set(codes("items"))
        assert len(set(items)) == len(items)
    assert len({(band["rule_code"], band["numerator_item_codes"]) for band in BANDS}) == len(BANDS)

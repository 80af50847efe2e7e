"""What is not fully measured: which key follows from what was found."""

import pytest

from tests.staged_rows import DAZHU
from tests.world import SECOND, Row, World


def found(finding: str, item: str = "", **other: object) -> Row:
    return {"category_code": "W.1", "item_code": item, "gas": "CH4", "found": finding} | other


def gaps(world: World, *asked: Row, emissions: tuple[Row, ...] = ()) -> set[tuple[str, str, str]]:
    """Item, key and reason of every gap."""
    world.make("core/categories")
    world.put("core/asked_activities", asked)
    world.put("core/emissions", emissions)
    rows = world.build("marts/completeness")
    return {(row["item_code"], row["notation_key"], row["reason_code"]) for row in rows}


@pytest.mark.parametrize(
    ("finding", "key", "reason"),
    [
        ("activity", "NE", "no_factor"),
        ("other_years", "NE", "no_factor_of_year"),
        ("nothing", "NE", "no_activity_data"),
        ("outside", "NE", "outside_edition"),
        ("not_asked", "NA", "outside_edition"),
    ],
)
def test_a_finding_has_its_key_and_reason(world: World, finding: str, key: str, reason: str) -> None:
    assert gaps(world, found(finding)) == {("", key, reason)}


def test_an_emission_is_no_gap(world: World) -> None:
    assert gaps(world, found("emission")) == set()


NONE = found("none", "waste_food")


@pytest.mark.parametrize(
    ("other", "does_not_occur"),
    [("none", True), ("outside", True), ("emission", False), ("activity", False), ("nothing", False)],
)
def test_what_does_not_occur_was_printed_as_none_in_every_part(world: World, other: str, does_not_occur: bool) -> None:
    keys = gaps(world, NONE, found(other, "waste_paper"))
    assert (("", "NO", "none_reported") in keys) == does_not_occur


@pytest.mark.parametrize(("tonnes", "does_not_occur"), [(4, False), (0, True)])
def test_a_closed_landfill_occurs_as_long_as_it_emits(world: World, tonnes: int, does_not_occur: bool) -> None:
    left = {"category_code": "W.1", "item_code": "waste_food", "gas": "CH4", "emissions_t": tonnes}
    assert (("", "NO", "none_reported") in gaps(world, NONE, emissions=(left,))) == does_not_occur
    others: list[Row] = [
        {"year": 2019},
        {"region_code": DAZHU},
        {"basis_id": SECOND},
        {"category_code": "W.2"},
        {"gas": "CO2"},
    ]
    assert ("", "NO", "none_reported") in gaps(world, NONE, emissions=tuple(left | other for other in others))


@pytest.mark.parametrize(("other", "tonnes", "does_not_occur"), [("none", 0, True), ("emission", 5, False)])
def test_what_is_counted_elsewhere_is_no_part_that_could_occur(
    world: World, other: str, tonnes: int, does_not_occur: bool
) -> None:
    """Gas of trade stands with other services, so nothing occurs where these print none; and it is told where."""
    others = [("E.4", "trade", "lpg"), ("E.4", "public_institutions", "natural_gas"), ("E.2", "trade", "natural_gas")]
    keys = dict.fromkeys(others, "E.2") | {("E.4", "trade", "natural_gas"): "E.4"}
    named = ("category_code", "sector_code", "fuel_code", "target_category_code")
    world.put("core/included_elsewhere", [dict(zip(named, (*key, to), strict=True)) for key, to in keys.items()])
    gas: Row = {"category_code": "E.4", "gas": "CO2", "fuel_code": "natural_gas"}
    there = gas | {"sector_code": "other_services"}
    asked = [there | {"found": other}, gas | {"sector_code": "trade", "found": "elsewhere"}]
    found = gaps(world, *asked, emissions=(there | {"emissions_t": tonnes},))
    told = {("", "IE", "included_elsewhere")}
    assert found == (told | {("", "NO", "none_reported")} if does_not_occur else told)
    (row,) = world.rows("marts/completeness", "notation_key = 'IE'")
    assert (row["sector_code"], row["target_category_code"]) == ("trade", "E.4")
    assert row["reason_zh"].endswith("已计入别处 E.4 服务业及公共机构")

"""Printed cells behind an activity: those that were added up, through the energy account too."""

from tests.world import Row, World

CEMENT: Row = {"category_code": "P.1", "item_code": "clinker_output"}
COAL: Row = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "raw_coal"}


def observation(name: str, cell: str) -> Row:
    units = {"unit_code": "t", "base_unit_code": "t"}
    return {"observation_id": name, "cell": cell, "file_name": "book.xlsx", "item_code": "clinker_output"} | units


def test_an_activity_leads_to_every_cell_that_it_adds_up(world: World) -> None:
    world.put("core/inventories", [{}])
    world.put("core/activities", [CEMENT | {"amount": 30, "unit_code": "t"}])
    world.put("core/observations", [observation(name, cell) for name, cell in (("a", "C5"), ("b", "D5"), ("c", "E5"))])
    terms = [CEMENT | {"parent_kind": "observation", "parent_id": name, "base_unit_code": "t"} for name in ("a", "b")]
    world.put("core/activity_inputs", terms)
    rows = world.build("marts/activity_sources")
    assert [(row["file_name"], row["sheet"], row["cell"]) for row in rows] == [
        ("book.xlsx", "1", "C5"),
        ("book.xlsx", "1", "D5"),
    ]


def test_fuel_leads_through_the_energy_account_to_its_cell_and_to_the_share_that_divides_it(world: World) -> None:
    world.make("core/category_activities")
    world.put("core/inventories", [{}])
    world.put("core/activities", [COAL | {"amount": 30, "unit_code": "t"}])
    account: Row = {"sector_code": "industry", "fuel_code": "raw_coal"}
    world.put("core/observations", [observation("coal", "F6")])
    world.put("core/energy_use", [account | {"amount": 30, "unit_code": "t"}])
    taken: Row = {"observation_id": "coal", "base_unit_code": "t", "share_factor_id": "coal.share"}
    world.put("core/energy_inputs", [account | taken])
    share: Row = {"factor_id": "coal.share", "unit_code": "fraction", "source_title": "指南", "locator": "表1"}
    world.put("core/factor_values", [share])
    rows = {row["end_table"]: row for row in world.build("marts/activity_sources")}
    assert rows["core.observations"]["cell"] == "F6"
    assert (rows["core.factor_values"]["source_title"], rows["core.factor_values"]["locator"]) == ("指南", "表1")

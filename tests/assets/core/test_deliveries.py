"""Deliveries: what is expected of a region, what came, and which file it came in."""

from collections.abc import Callable

import pytest

from tests.staged_rows import NEWER_FILE
from tests.world import FILE, QUXIAN, SICHUAN, Row, World

NewWorld = Callable[..., World]
GDP, BALANCE = "yearbook__gdp", "energy_yearbook__provincial_balance"


def deliveries(world: World, *holdings: Row) -> list[Row]:
    world.make("core/regions", "core/printed_tables", "core/reported_years")
    world.put(
        "core/delivered_files",
        [
            {"file_sha256": FILE, "file_name": "2024.xlsx", "last_period": "2024", "delivery_sequence": 2},
            {"file_sha256": NEWER_FILE, "file_name": "2025.xlsx", "last_period": "2025", "delivery_sequence": 1},
        ],
    )
    world.put("core/delivered_holdings", holdings)
    return world.build("core/deliveries")


def test_every_table_of_a_countys_level_is_expected_in_every_year(new_world: NewWorld) -> None:
    world = new_world(years=(2019, 2020, 2021))
    rows = deliveries(world, {"table_name": GDP, "year": 2020})
    tables = {row["table_name"] for row in world.rows("core/printed_tables", "region_level = 'county'")}
    assert {(row["table_name"], row["year"]) for row in rows} == {(t, y) for t in tables for y in (2019, 2020, 2021)}
    assert [(row["table_name"], row["year"]) for row in rows if row["status"] == "delivered"] == [(GDP, 2020)]


def test_nothing_at_all_is_all_missing(world: World) -> None:
    rows = deliveries(world)
    assert rows
    assert {(row["status"], row["file_name"], row["is_synthetic"]) for row in rows} == {("missing", "", False)}


def test_a_county_is_asked_for_no_balance_and_a_province_for_no_returns(new_world: NewWorld) -> None:
    rows = deliveries(new_world(regions=(QUXIAN, SICHUAN)))
    assert BALANCE not in {row["table_name"] for row in rows if row["region_code"] == QUXIAN}
    assert {row["table_name"] for row in rows if row["region_code"] == SICHUAN} == {BALANCE}


def test_what_came_though_nobody_asked_for_it_is_expected_from_then_on(new_world: NewWorld) -> None:
    world = new_world(years=(2019, 2020))
    rows = deliveries(world, {"table_name": BALANCE, "year": 2019})
    found = {row["year"]: row["status"] for row in rows if row["table_name"] == BALANCE}
    assert found == {2019: "delivered", 2020: "missing"}


def test_of_two_editions_the_younger_book_is_named(world: World) -> None:
    rows = deliveries(
        world,
        {"table_name": GDP, "year": 2020, "file_sha256": FILE},
        {"table_name": GDP, "year": 2020, "file_sha256": NEWER_FILE},
    )
    (row,) = [row for row in rows if row["status"] == "delivered"]
    assert row["file_name"] == "2025.xlsx"


@pytest.mark.parametrize("other", [{"region_code": "511724"}, {"year": 2018}])
def test_what_is_not_reported_is_not_listed(world: World, other: Row) -> None:
    rows = deliveries(world, {"table_name": GDP, "year": 2020} | other)
    assert {row["status"] for row in rows} == {"missing"}


def test_a_table_has_its_title_and_the_department_that_delivers_it(world: World) -> None:
    assert all(row["title_zh"] and row["department_zh"] for row in deliveries(world))


def test_a_survey_or_a_history_is_expected_of_no_year(new_world: NewWorld) -> None:
    survey = "sanitation__waste_composition"
    world = new_world(years=(2019, 2020))
    rows = deliveries(world, {"table_name": survey, "year": 2020})
    assert [row["region_level"] for row in world.rows("core/printed_tables", f"table_name = '{survey}'")] == [""]
    assert survey not in {row["table_name"] for row in rows}

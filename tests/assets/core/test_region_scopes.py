"""Scopes: where a factor may be valid for a region, from near to far, and in which years."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.codes import read_codes
from schemas.codes.regions import current_regions
from tests.world import QUXIAN, SICHUAN, World

NewWorld = Callable[..., World]


def scopes(new_world: NewWorld, region: str, year: int) -> list[tuple[Any, Any]]:
    """Scopes in a year, nearest first; groups are equally near, by name."""
    world = new_world(regions=(region,))
    world.make("core/regions")
    world.build("core/region_scopes")
    found = world.rows("core/region_scopes", f"{year} between valid_from and valid_to")
    found.sort(key=lambda row: (row["specificity"], row["scope_code"]))
    return [(row["scope_code"], row["scope_level"]) for row in found]


def test_the_scopes_of_a_county_go_from_near_to_far(new_world: NewWorld) -> None:
    assert scopes(new_world, QUXIAN, 2024) == [
        (QUXIAN, "region"),
        ("511700", "prefecture"),
        (SICHUAN, "provincial"),
        ("area_southwest", "regional"),
        ("climate_temperate_wet", "regional"),
        ("grid_southwest", "regional"),
        ("livestock_southwest", "regional"),
        ("rice_southwest", "regional"),
        ("soil_n2o_4", "regional"),
        ("100000", "national"),
        ("", "anywhere"),
    ]


def test_a_grid_is_a_scope_only_in_the_years_of_the_grid(new_world: NewWorld) -> None:
    before, after = (scopes(new_world, QUXIAN, year) for year in (2020, 2021))
    assert [("grid_central_old", "regional") in found for found in (before, after)] == [True, False]
    assert [("grid_southwest", "regional") in found for found in (before, after)] == [False, True]


def test_a_province_has_no_county_above_it(new_world: NewWorld) -> None:
    codes = [code for code, level in scopes(new_world, SICHUAN, 2007) if level != "regional" or code.startswith("grid")]
    assert codes == [SICHUAN, "grid_central_old", "100000", ""]


def test_the_country_is_national_and_nothing_else(new_world: NewWorld) -> None:
    assert scopes(new_world, "100000", 2020) == [("100000", "national"), ("", "anywhere")]


def test_every_region_has_its_own_scope_once_and_anywhere_last(new_world: NewWorld) -> None:
    regions = tuple(current_regions())
    world = new_world(regions=regions)
    world.make("core/regions")
    world.build("core/region_scopes")
    scopes_of: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(world.rows("core/region_scopes"), key=lambda row: row["specificity"]):
        scopes_of.setdefault(row["region_code"], []).append(row)
    for region in regions:
        found = scopes_of[region]
        assert found[0]["scope_code"] == region
        assert found[-1]["scope_code"] == ""
        assert len([row for row in found if row["scope_code"] == region]) == 1


def test_regions_that_are_not_reported_have_no_scopes(new_world: NewWorld) -> None:
    world = new_world(regions=(QUXIAN,))
    world.make("core/regions")
    world.build("core/region_scopes")
    assert {row["region_code"] for row in world.rows("core/region_scopes")} == {QUXIAN}


def test_scopes_of_two_regions_say_how_far_they_are_and_when_they_hold(new_world: NewWorld) -> None:
    """Of the groups the grids, of which one ended in 2020 and one began; the rest holds always."""
    world = new_world(regions=(QUXIAN, SICHUAN, "100000"))
    world.make("core/regions")
    world.build("core/region_scopes")
    names = ("region_code", "scope_code", "specificity", "scope_level", "valid_from", "valid_to")
    rows = [tuple(row[name] for name in names) for row in world.rows("core/region_scopes")]
    always = (1949, 9999)
    grids = [("grid_central_old", 50, "regional", 1949, 2020), ("grid_southwest", 50, "regional", 2021, 9999)]
    assert {row for row in rows if row[3] != "regional" or "grid" in row[1]} == {
        (QUXIAN, QUXIAN, 1, "region", *always),
        (QUXIAN, "511700", 2, "prefecture", *always),
        (QUXIAN, SICHUAN, 3, "provincial", *always),
        (SICHUAN, SICHUAN, 1, "provincial", *always),
        *((region, *grid) for region in (QUXIAN, SICHUAN) for grid in grids),
        *((region, "100000", 100, "national", *always) for region in (QUXIAN, SICHUAN, "100000")),
        *((region, "", 200, "anywhere", *always) for region in (QUXIAN, SICHUAN, "100000")),
    }


@pytest.mark.parametrize("group", sorted({row["group_code"] for row in read_codes("region_groups")}))
def test_a_region_is_in_one_group_of_a_kind_at_a_time(group: str) -> None:
    """Two grids in one year, or two rice regions, would leave the choice of a factor to its name."""
    kind = group.split("_")[0]
    rows = [row for row in read_codes("region_groups") if row["group_code"].startswith(kind)]
    for row in rows:
        if row["group_code"] == group:
            for other in rows:
                if other["region_code"] == row["region_code"] and other is not row:
                    assert int(other["valid_from"]) > int(row["valid_to"] or 9999) or int(row["valid_from"]) > int(
                        other["valid_to"] or 9999
                    )

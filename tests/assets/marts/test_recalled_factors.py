"""What rests on factors that nobody read, and the official profile that refuses it unless somebody signed."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from assets.release.package import refusals, to_sign_for
from schemas.problems import Refusal
from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

ABOUT: Row = {"category_code": "A.1", "item_code": "sown_area_rice", "gas": "CH4"}
WAIVER = {"factor_id": "rice.ef", "reason": "与部门数据核对过", "signed_by": "甲", "signed_on": "2026-01-31"}


def recalled(world: World, evidence: str = "recalled", waivers: list[Row] | None = None, tonnes: int = 5) -> list[Row]:
    """The table for one emission with one factor of this evidence."""
    world.make("core/gwps", "core/bases", "core/reported_years", "core/categories")
    world.put("core/emissions", [ABOUT | {"emissions_t": tonnes}])
    world.put_factor_regions()
    part = {"factor_id": "rice.ef", "value_used": 1.0, "evidence": evidence, "chain_code": "direct"}
    world.put("core/factor_parts", [ABOUT | part])
    value = {"factor_id": "rice.ef", "unit_code": "t", "locator": "表3.2", "evidence": evidence, "source_title": "书"}
    world.put("core/factor_values", [value])
    world.put("core/waivers", waivers or [])
    return world.build_all("core/emission_factor_values", "marts/recalled_factors")


def refuse(world: World, basis_id: str = OFFICIAL, inventory: list[Row] | None = None) -> list[Refusal]:
    """Ask the release about the table, in the official profile."""
    world.put("marts/county_inventory", inventory or [])
    for table in ("recalled_factors", "county_inventory"):
        world.engine.execute(
            f"create or replace view marts.{table}_official as "
            f"select * from marts.{table} where basis_id = '{basis_id}'"
        )
    return refusals(replace(world.run, profile="official"), world.engine)


@pytest.mark.parametrize("tonnes", [5, -5], ids=["emission", "removal"])
def test_what_rests_on_a_recalled_factor_is_listed_with_its_mass(world: World, tonnes: int) -> None:
    (row,) = recalled(world, tonnes=tonnes)
    assert (row["factor_id"], row["categories"], row["emissions_tco2e"]) == ("rice.ef", "A.1", Decimal(105))
    assert (row["is_waived"], row["signed_by"]) == (False, "")


def test_years_are_those_of_the_report_and_the_mass_that_of_the_last(new_world: Callable[..., World]) -> None:
    """The factor serves four years of deliveries, of which two are reported: 3 t of methane in the last."""
    world = new_world(years=(2019, 2020))
    recalled(world)
    tonnes = {2018: 7, 2019: 11, 2020: 3, 2021: 13}
    world.put("core/emissions", [ABOUT | {"year": year, "emissions_t": mass} for year, mass in tonnes.items()])
    parts = world.rows("core/factor_parts")
    world.put("core/factor_parts", [part | {"year": year} for part in parts for year in tonnes])
    (row,) = world.build_all("core/emission_factor_values", "marts/recalled_factors")
    assert (row["first_year"], row["last_year"], row["emissions_tco2e"]) == (2019, 2020, 3 * 21)


@pytest.mark.parametrize(
    ("other", "apportioned"),
    [
        ({"basis_id": SECOND}, 105),
        ({"region_code": DAZHU}, 105),
        ({"sector_code": "industry"}, 210),
        ({"fuel_code": "straw"}, 210),
        ({"item_code": "sown_area"}, 210),
        ({"gas": "CO2"}, 110),
    ],
    ids=str,
)
def test_a_figure_is_apportioned_among_its_own_factors(
    new_world: Callable[..., World], other: Row, apportioned: int
) -> None:
    """5 t of methane with one factor, beside 5 t of something else with the same."""
    world = new_world(bases=(OFFICIAL, SECOND))
    recalled(world)
    world.put_factor_regions(QUXIAN, DAZHU, also=[ABOUT | other] if "fuel_code" in other else [])
    world.put("core/emissions", [ABOUT | {"emissions_t": 5}, ABOUT | {"emissions_t": 5} | other])
    there = {"factor_region_code" if key == "region_code" else key: value for key, value in other.items()}
    (part,) = world.rows("core/factor_parts")
    world.put("core/factor_parts", [part, part | there])
    rows = world.build_all("core/emission_factor_values", "marts/recalled_factors")
    (row,) = [row for row in rows if (row["basis_id"], row["region_code"]) == (OFFICIAL, QUXIAN)]
    assert row["apportioned_tco2e"] == apportioned


@pytest.mark.parametrize("which", ["rice.ef", "rice.later"])
def test_of_the_two_ends_of_a_line_the_one_that_nobody_read_is_listed(world: World, which: str) -> None:
    recalled(world)
    parts = [row | {"later_factor_id": "rice.later"} for row in world.rows("core/factor_parts")]
    world.put("core/factor_parts", parts)
    value = {"unit_code": "t", "locator": "表3.2"}
    world.put(
        "core/factor_values",
        [
            value | {"factor_id": name, "evidence": "recalled" if name == which else "secondary"}
            for name in ("rice.ef", "rice.later")
        ],
    )
    (row,) = world.build_all("core/emission_factor_values", "marts/recalled_factors")
    assert (row["factor_id"], row["emissions_tco2e"]) == (which, Decimal(105))
    key = f"{OFFICIAL}/{QUXIAN}/{which}"
    assert [parent["role"] for parent in world.parents("recalled_factors", key)] == ["factor", "part"]


@pytest.mark.parametrize("evidence", ["original", "secondary"])
def test_a_factor_that_somebody_read_is_not_listed(world: World, evidence: str) -> None:
    assert recalled(world, evidence) == []


def test_nothing_emitted_rests_on_nothing(world: World) -> None:
    assert recalled(world, tonnes=0) == []


def test_the_official_profile_refuses_it_with_place_and_remedy(world: World) -> None:
    recalled(world)
    (refusal,) = refuse(world)
    assert refusal.code == "E-RECALLED"
    assert all(text in refusal.render() for text in ("书", "1 个系数", "A.1", "105.000 吨", "qingdan publish"))


def test_a_signed_waiver_lets_it_pass(world: World) -> None:
    (row,) = recalled(world, waivers=[WAIVER])
    assert (row["is_waived"], row["signed_by"], row["signed_on"]) == (True, "甲", "2026-01-31")
    assert refuse(world) == []


def test_only_the_official_basis_is_asked(world: World) -> None:
    recalled(world)
    assert refuse(world, SECOND) == []


def test_a_recalled_share_between_sectors_is_listed_with_what_it_divides(world: World) -> None:
    """Of two fuels that emit the same, each counts; of two observations of one fuel, the fuel counts once."""
    recalled(world, "original")
    fuels = [{"sector_code": "industry", "fuel_code": fuel} for fuel in ("diesel", "gasoline")]
    world.put("core/emissions", [fuel | {"category_code": "E.2", "emissions_t": 7} for fuel in fuels])
    share = {"share_factor_id": "oil.share", "share": "0.65", "base_unit_code": "t"}
    world.put("core/energy_inputs", [fuel | share | {"observation_id": name} for fuel in fuels for name in ("o", "p")])
    world.put("core/factor_values", [{"factor_id": "oil.share", "unit_code": "fraction", "evidence": "recalled"}])
    (row,) = world.build_all("core/emission_factor_values", "marts/recalled_factors")
    assert (row["factor_id"], row["categories"]) == ("oil.share", "E.2")
    assert (row["emissions_tco2e"], row["apportioned_tco2e"]) == (14, 0)


def test_a_figure_is_divided_among_its_recalled_factors_and_weighs_once(world: World) -> None:
    """One factor of three that multiply it was read; a memo item weighs nothing."""
    recalled(world)
    values = {"rice.ef": "recalled", "rice.days": "recalled", "rice.water": "original"}
    part = {"value_used": 1.0, "chain_code": "direct"}
    world.put(
        "core/factor_parts",
        [
            ABOUT | part | {"factor_id": name, "evidence": evidence, "position": position}
            for position, (name, evidence) in enumerate(values.items(), 1)
        ]
        + [{"category_code": "M.3", "fuel_code": "straw"} | part | {"factor_id": "straw.co2", "evidence": "recalled"}],
    )
    world.put(
        "core/emissions",
        [ABOUT | {"emissions_t": -6}, {"category_code": "M.3", "fuel_code": "straw", "emissions_t": 9}],
    )
    declared = values | {"straw.co2": "recalled"}
    world.put(
        "core/factor_values",
        [{"factor_id": name, "unit_code": "t", "evidence": evidence} for name, evidence in declared.items()],
    )
    rows = {row["factor_id"]: row for row in world.build_all("core/emission_factor_values", "marts/recalled_factors")}
    assert {name: (row["emissions_tco2e"], row["apportioned_tco2e"]) for name, row in rows.items()} == {
        "rice.ef": (126, 63),
        "rice.days": (126, 63),
        "straw.co2": (9, 0),
    }


def test_a_gas_does_not_rest_on_the_factor_of_another_gas(world: World) -> None:
    recalled(world)
    world.put("core/emissions", [ABOUT | {"emissions_t": 5}, ABOUT | {"gas": "N2O", "emissions_t": 7}])
    (row,) = world.build_all("core/emission_factor_values", "marts/recalled_factors")
    assert (row["emissions_tco2e"], row["apportioned_tco2e"]) == (105, 105)


def test_factors_are_told_by_their_document_with_its_tonnes_and_categories_each_once(world: World) -> None:
    recalled(world)
    world.put("core/emissions", [ABOUT | {"emissions_t": 5}, ABOUT | {"category_code": "A.2.1", "emissions_t": 7}])
    book = {"unit_code": "t", "evidence": "recalled", "source_title": "书"}
    values = [("rice.ef", "a"), ("rice.days", "a"), ("cattle.ef", "b")]
    world.put("core/factor_values", [book | {"factor_id": name, "source_id": source} for name, source in values])
    part = {"value_used": 1.0, "chain_code": "direct", "evidence": "recalled"}
    rice = [ABOUT | part | {"factor_id": name, "position": at} for at, (name, _) in enumerate(values[:2], 1)]
    world.put("core/factor_parts", [*rice, ABOUT | part | {"category_code": "A.2.1", "factor_id": "cattle.ef"}])
    world.build_all("core/emission_factor_values", "marts/recalled_factors")
    refuse(world)
    assert [
        (group["group_id"], group["factors"], group["categories"], group["tonnes_co2e"])
        for group in to_sign_for(world.engine)
    ] == [("recalled:b", 1, "A.2.1", "147.000"), ("recalled:a", 2, "A.1", "105.000")]


def test_factors_of_other_years_are_a_group_of_their_own(world: World) -> None:
    recalled(world, "original")
    row = {"category_code": "S2.1", "gas": "CO2", "factor_years": "2018", "emissions_tco2e": 3, "is_in_total": True}
    earlier = {"year": 2019, "category_code": "S3.1"}
    (refusal,) = refuse(world, inventory=[row, row | earlier, row | {"category_code": "E.1", "factor_years": ""}])
    assert (refusal.details["found"], refusal.details["label"]) == ("other_years", "S2.1 S3.1")
    assert (refusal.details["other"], refusal.details["tonnes"]) == (2, "3.000")


def test_a_draft_asks_for_no_waiver(world: World) -> None:
    recalled(world)
    assert refusals(world.run, world.engine) == []

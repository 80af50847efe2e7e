"""How much rests on a factor value: every emission that it is multiplied into, once, by magnitude."""

import pytest

from schemas.contract import load_contract
from tests.conftest import BuiltRelease
from tests.world import OFFICIAL, QUXIAN, Row, World

RICE: Row = {"category_code": "A.1", "item_code": "sown_area_rice", "gas": "CH4"}


def uses(world: World, *worksheets: Row, parts: tuple[Row, ...]) -> dict[str, Row]:
    world.put_factor_regions()
    usual: Row = {"amount_year": 2020, "amount": 1, "emissions_t": 1}
    world.put("marts/emission_worksheets", [usual | worksheet for worksheet in worksheets])
    of_both = {column.name for column in load_contract("core", "emissions").columns}
    made = world.rows("marts/emission_worksheets")
    world.put("core/emissions", [{name: row[name] for name in row.keys() & of_both} for row in made])
    world.put("core/factor_parts", [RICE | {"value_used": 1.0, "chain_code": "direct"} | part for part in parts])
    return {row["factor_id"]: row for row in world.build_all("core/emission_factor_values", "marts/factor_uses")}


def test_removals_and_emissions_that_rest_on_a_factor_add_up_by_magnitude(world: World) -> None:
    other = RICE | {"category_code": "A.3"}
    found = uses(
        world,
        RICE | {"emissions_tco2e": -5},
        other | {"emissions_tco2e": 7},
        parts=({"factor_id": "both"}, {"factor_id": "first", "position": 2}, other | {"factor_id": "both"}),
    )
    assert {name: (row["categories"], row["emissions_tco2e"]) for name, row in found.items()} == {
        "both": ("A.1 A.3", 12),
        "first": ("A.1", 5),
    }


def test_the_two_ends_of_a_line_are_both_used_and_what_may_not_be_used_is_not(world: World) -> None:
    line = {"factor_id": "before", "later_factor_id": "after"}
    refused = {"factor_id": "refused", "position": 2, "is_allowed": False}
    found = uses(world, RICE | {"emissions_tco2e": 3}, parts=(line, refused))
    assert {name: row["emissions_tco2e"] for name, row in found.items()} == {"before": 3, "after": 3}


def test_a_factor_that_stands_twice_in_a_chain_counts_an_emission_once(world: World) -> None:
    found = uses(world, RICE | {"emissions_tco2e": 3}, parts=({"factor_id": "x"}, {"factor_id": "x", "position": 2}))
    assert found["x"]["emissions_tco2e"] == 3


@pytest.mark.parametrize(
    ("worksheet", "used"),
    [
        ({"amount": 0, "emissions_t": 0}, []),  # there is none of it
        ({"amount": 5, "emissions_t": 0}, ["x"]),  # a factor of zero is a factor
        ({"amount": None, "amount_key": "NA", "emissions_t": 2}, ["x"]),  # of a stock, though nothing was added
    ],
)
def test_what_there_is_none_of_rests_on_no_factor(world: World, worksheet: Row, used: list[str]) -> None:
    assert list(uses(world, RICE | {"emissions_tco2e": 0} | worksheet, parts=({"factor_id": "x"},))) == used


def test_a_share_that_divides_fuel_supports_what_the_fuel_emits(world: World) -> None:
    fuel: Row = {"sector_code": "industry", "fuel_code": "diesel"}
    share: Row = {"share_factor_id": "oil.share", "share": "0.65", "base_unit_code": "t"}
    world.put("core/energy_inputs", [fuel | share | {"observation_id": name} for name in ("o", "p")])
    found = uses(world, fuel | {"category_code": "E.2", "emissions_tco2e": 7}, parts=())
    assert found["oil.share"]["emissions_tco2e"] == 7
    roles = [parent["role"] for parent in world.parents("factor_uses", f"{OFFICIAL}/{QUXIAN}/2020/oil.share")]
    assert roles == ["factor", "part"]


def test_a_share_of_another_year_supports_nothing(world: World) -> None:
    """Each year divides its fuel by a share of its own."""
    fuel: Row = {"sector_code": "industry", "fuel_code": "diesel", "base_unit_code": "t", "share": "0.65"}
    years = (2019, 2020, 2021)
    world.put(
        "core/energy_inputs",
        [fuel | {"year": year, "observation_id": f"o{year}", "share_factor_id": f"share.{year}"} for year in years],
    )
    emission = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "diesel", "emissions_tco2e": 7}
    assert list(uses(world, emission, parts=())) == ["share.2020"]


def test_the_process_factor_of_clinker_supports_all_of_cement(sample: BuiltRelease) -> None:
    (row,) = sample.rows(
        """
        select use.emissions_tco2e as resting, cement.emissions_tco2e as emitted
        from marts.factor_uses_official as use
        inner join core.factor_values as factor using (factor_id)
        inner join marts.county_inventory_official as cement using (region_code, year)
        where use.year = 2024 and use.categories = 'P.1' and cement.category_code = 'P.1' and cement.gas = 'CO2'
        """
    )
    assert row["resting"] == row["emitted"] > 100_000

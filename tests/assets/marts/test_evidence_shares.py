"""How firm a year's figures are: each emission weighs once, by its magnitude, under the worst factor it rests on."""

from decimal import Decimal

from schemas import vocabulary
from tests.world import Row, World

FOREST: Row = {"category_code": "L.1", "gas": "CO2", "evidence": "recalled", "data_class": "C"}
RICE: Row = {"category_code": "A.1", "gas": "CH4", "evidence": "secondary", "data_class": "B"}
POWER: Row = {"category_code": "S2.1", "gas": "CO2", "evidence": "recalled", "data_class": "A"}


def weigh(world: World, *emissions: Row) -> dict[str, Row]:
    """The table by grade."""
    world.make("core/gwps", "core/bases")
    world.put("core/emissions", emissions)
    world.put(
        "core/categories",
        [{"category_code": code, "is_in_total": code != "S2.1"} for code in ("A.1", "L.1", "S2.1")],
    )
    world.put("core/inventories", [{}])
    return {row["grade"]: row for row in world.build("marts/evidence_shares")}


def test_a_removal_weighs_as_much_as_an_emission(world: World) -> None:
    rows = weigh(world, FOREST | {"emissions_t": -210}, RICE | {"emissions_t": 10})
    assert {grade: row["weight_tco2e"] for grade, row in rows.items() if row["weight_tco2e"]} == {
        "recalled": 210,
        "secondary": 210,
        "C": 210,
        "B": 210,
    }
    assert rows["recalled"]["share_pct"] == 50


def test_what_is_not_in_the_total_weighs_nothing(world: World) -> None:
    rows = weigh(world, RICE | {"emissions_t": 10}, POWER | {"emissions_t": 99})
    assert (rows["recalled"]["weight_tco2e"], rows["recalled"]["share_pct"]) == (0, 0)
    assert rows["B"]["share_pct"] == 100


def test_every_grade_has_a_row_of_every_year(world: World) -> None:
    assert set(weigh(world, RICE | {"emissions_t": 10})) == {*vocabulary.EVIDENCE, *vocabulary.DATA_CLASSES}


def test_of_nothing_there_is_no_share(world: World) -> None:
    row = weigh(world)["original"]
    assert (row["weight_tco2e"], row["share_pct"], row["share_key"]) == (Decimal(0), None, "NA")

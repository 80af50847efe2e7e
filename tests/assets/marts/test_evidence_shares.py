"""How firm a year's figures are: each emission weighs once, by its magnitude, under the worst factor it rests on."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from schemas import vocabulary
from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

FOREST: Row = {"category_code": "L.1", "gas": "CO2", "evidence": "recalled", "data_class": "C"}
RICE: Row = {"category_code": "A.1", "gas": "CH4", "evidence": "secondary", "data_class": "B"}
POWER: Row = {"category_code": "S2.1", "gas": "CO2", "evidence": "recalled", "data_class": "A"}


def weigh(world: World, *emissions: Row, places: Sequence[Row] = ({},)) -> dict[str, Row]:
    """The table by grade, where there is one place."""
    world.make("core/gwps", "core/bases")
    world.put("core/emissions", emissions)
    world.put(
        "core/categories",
        [{"category_code": code, "is_in_total": code != "S2.1"} for code in ("A.1", "L.1", "S2.1")],
    )
    world.put("core/inventories", places)
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


def test_a_grade_is_the_sum_of_all_its_emissions_whatever_their_other_grade(world: World) -> None:
    """210 t removed, 630, 40, 20 and 100 t emitted: 1000 in all."""
    rows = weigh(
        world,
        FOREST | {"emissions_t": -210},
        RICE | {"emissions_t": 30},
        FOREST | {"sector_code": "urban", "data_class": "D", "emissions_t": 40},
        FOREST | {"sector_code": "rural", "evidence": "secondary", "emissions_t": 20},
        FOREST | {"sector_code": "industry", "emissions_t": 100},
    )
    weights = {"recalled": 350, "secondary": 650, "original": 0, "A": 0, "B": 630, "C": 330, "D": 40}
    assert {grade: (row["weight_tco2e"], row["share_pct"]) for grade, row in rows.items()} == {
        grade: (weight, Decimal(weight) / 10) for grade, weight in weights.items()
    }
    parents = world.parents("evidence_shares", f"{OFFICIAL}/{QUXIAN}/2020/data_class/C")
    assert [(row["role"], row["parent_id"].split("/")[3:5], row["value_used"]) for row in parents] == [
        ("part", ["L.1", ""], 210),
        ("part", ["L.1", "industry"], 100),
        ("part", ["L.1", "rural"], 20),
        ("whole", ["A.1", ""], 630),
        ("whole", ["L.1", "urban"], 40),
    ]


def test_what_is_not_in_the_total_weighs_nothing(world: World) -> None:
    rows = weigh(world, RICE | {"emissions_t": 10}, POWER | {"emissions_t": 99})
    assert (rows["recalled"]["weight_tco2e"], rows["recalled"]["share_pct"]) == (0, 0)
    assert rows["B"]["share_pct"] == 100


def test_a_share_leads_to_the_emissions_of_the_total_and_to_no_memo(world: World) -> None:
    weigh(world, FOREST | {"emissions_t": -210}, RICE | {"emissions_t": 10}, POWER | {"emissions_t": 99})
    (row,) = world.rows("marts/evidence_shares", "grade = 'recalled'")
    parents = world.parents("evidence_shares", f"{row['basis_id']}/{QUXIAN}/2020/evidence/recalled")
    assert [(parent["role"], parent["parent_id"].split("/")[3], parent["value_used"]) for parent in parents] == [
        ("part", "L.1", 210),
        ("whole", "A.1", 210),
    ]


def test_years_counties_and_bases_weigh_apart(new_world: Callable[..., World]) -> None:
    """1, 2, 3 and 4 t of methane: 21 times as much CO2e in the official basis, 28 times in the other."""
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020), bases=(OFFICIAL, SECOND))
    here: Row = {"region_code": QUXIAN, "year": 2020, "basis_id": OFFICIAL}
    places = [here, *(here | other for other in ({"year": 2019}, {"region_code": DAZHU}, {"basis_id": SECOND}))]
    weigh(world, *(RICE | place | {"emissions_t": n} for n, place in enumerate(places, 1)), places=places)
    rows = world.rows("marts/evidence_shares", "grade in ('secondary', 'B')")
    for place, weight in zip(places, (21, 42, 63, 112), strict=True):
        found = [(row["weight_tco2e"], row["share_pct"]) for row in rows if place.items() <= row.items()]
        assert found == [(weight, 100)] * 2


def test_every_grade_has_a_row_of_every_year(world: World) -> None:
    assert set(weigh(world, RICE | {"emissions_t": 10})) == {*vocabulary.EVIDENCE, *vocabulary.DATA_CLASSES}


def test_of_nothing_there_is_no_share(world: World) -> None:
    row = weigh(world)["original"]
    assert (row["weight_tco2e"], row["share_pct"], row["share_key"]) == (Decimal(0), None, "NA")

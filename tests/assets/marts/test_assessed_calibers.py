"""Both calibers of assessed CO2, part by part: what the one counts and the other does not, to the gram."""

from decimal import Decimal

import pytest

from tests.world import OFFICIAL, QUXIAN, Row, World

PLACE: Row = {"basis_id": OFFICIAL, "region_code": QUXIAN, "year": 2020}
GAS: Row = {"fuel_code": "natural_gas", "unit_code": "m3"}


def cell(category: str, tonnes: object, **other: object) -> Row:
    missing = {"notation_key": "NE", "reason_code": "no_activity_data"} if tonnes is None else {}
    return {"category_code": category, "gas": "CO2", "emissions_t": tonnes, "emissions_tco2e": tonnes} | missing | other


def calibers(
    world: World, cells: list[Row], materials: list[Row] | None = None, **assessed: object
) -> dict[tuple[str, str], Row]:
    """Parts by caliber and part: 1000 t of combustion by fuel, 900 t by standard coal, −100 t of electricity."""
    world.make("core/bases", "core/categories")
    world.put_inventory(cells)
    world.put("core/raw_material_co2", [PLACE | GAS | row for row in materials or []])
    usual = PLACE | {"fuel_co2_t": 1000, "electricity_co2_t": -100, "co2_t": 900}
    coal = usual | {"variant": "standard_coal", "fuel_co2_t": 900, "co2_t": 800}
    world.put("marts/assessment_co2", [usual | {"variant": "current_factor"} | assessed, coal])
    world.build_all("core/category_lines", "marts/assessed_calibers")
    rows = world.rows("marts/assessed_calibers", "variant = 'current_factor'")
    return {(row["caliber"], row["part_code"]): row for row in rows}


CELLS = [cell("P.1", "600.000001"), cell("P.2", 20), cell("E.7", 3), cell("E.2", 1000), cell("P.1", 9, gas="CH4")]
USED = {"amount": 10_000, "co2_t": "21.6", "standard_coal_co2_t": "20.7"}


def test_both_calibers_hold_combustion_and_electricity_and_one_part_of_their_own(world: World) -> None:
    found = calibers(world, CELLS, [USED])
    assert {key: row["co2_t"] for key, row in found.items()} == {
        ("energy", "combustion"): 1000,
        ("energy", "raw_material"): Decimal("21.6"),
        ("energy", "electricity"): -100,
        ("energy", "total"): Decimal("921.6"),
        ("stat_2026", "combustion"): 1000,
        ("stat_2026", "process"): Decimal("620.000001"),
        ("stat_2026", "electricity"): -100,
        ("stat_2026", "total"): Decimal("1520.000001"),
    }
    difference = found["stat_2026", "total"]["co2_t"] - found["energy", "total"]["co2_t"]
    assert difference == found["stat_2026", "process"]["co2_t"] - found["energy", "raw_material"]["co2_t"]


def test_by_standard_coal_raw_material_has_a_coefficient_of_its_kind(world: World) -> None:
    calibers(world, CELLS, [USED])
    rows = world.rows("marts/assessed_calibers", "variant = 'standard_coal' and caliber = 'energy'")
    assert {row["part_code"]: row["co2_t"] for row in rows} == {
        "combustion": 900,
        "raw_material": Decimal("20.7"),
        "electricity": -100,
        "total": Decimal("820.7"),
    }


def test_where_nothing_is_used_as_raw_material_it_adds_nothing(world: World) -> None:
    row = calibers(world, CELLS)["energy", "raw_material"]
    assert (row["co2_t"], row["is_incomplete"]) == (0, False)


def test_raw_material_without_a_factor_leaves_no_total_of_the_caliber_that_counts_it(world: World) -> None:
    found = calibers(world, CELLS, [USED, USED | {"fuel_code": "coke", "unit_code": "t", "co2_t": None}])
    row = found["energy", "total"]
    assert (row["co2_t"], row["notation_key"], row["reason_zh"]) == (None, "NE", "用作原料的燃料缺少因子")
    assert found["stat_2026", "total"]["co2_t"] is not None


def test_a_process_that_does_not_occur_adds_nothing(world: World) -> None:
    found = calibers(world, [cell("P.1", None, notation_key="NO", reason_code="none_reported"), cell("E.2", 1000)])
    assert (found["stat_2026", "process"]["co2_t"], found["stat_2026", "total"]["co2_t"]) == (0, 900)
    assert not found["stat_2026", "total"]["is_incomplete"]


@pytest.mark.parametrize(("others", "total"), [([], None), ([cell("P.2", 20)], 920)])
def test_beside_a_process_that_is_not_estimated_the_others_count_and_it_is_said(
    world: World, others: list[Row], total: int | None
) -> None:
    row = calibers(world, [cell("P.1", None), cell("E.2", 1000), *others])["stat_2026", "total"]
    assert (row["co2_t"], row["is_incomplete"]) == (total, True)
    assert "工业生产过程" in row["reason_zh"]


def test_a_process_that_does_not_occur_is_no_figure_for_one_that_is_not_estimated(world: World) -> None:
    none = cell("P.2", None, notation_key="NO", reason_code="none_reported")
    found = calibers(world, [cell("P.1", None), none, cell("E.2", 1000)])["stat_2026", "process"]
    assert (found["co2_t"], found["notation_key"]) == (None, "NE")


def test_without_electricity_neither_caliber_has_a_total(world: World) -> None:
    missing = {"electricity_co2_t": None, "co2_t": None, "notation_key": "NE", "is_incomplete": True}
    missing |= {"fuel_co2_t": None, "reason_zh": "缺少电网因子"}
    found = calibers(world, CELLS, **missing)
    for caliber in ("energy", "stat_2026"):
        assert found[caliber, "total"]["co2_t"] is None
        assert found[caliber, "total"]["reason_zh"].startswith("缺少电网因子")


def test_a_part_leads_to_what_it_is_made_of(world: World) -> None:
    calibers(world, CELLS, [USED])

    def parents(caliber: str, part: str) -> set[tuple[str, float]]:
        found = world.parents("assessed_calibers", f"{OFFICIAL}/{QUXIAN}/2020/current_factor/0/{caliber}/{part}")
        return {(row["parent_table"], row["value_used"]) for row in found}

    assert parents("stat_2026", "process") == {("marts.county_inventory", 600.000001), ("marts.county_inventory", 20)}
    assert parents("energy", "raw_material") == {("core.raw_material_co2", 21.6)}
    assert parents("energy", "combustion") == {("marts.assessment_co2", 1000)}
    assert parents("energy", "total") == {("marts.assessed_calibers", value) for value in (1000, 21.6, -100)}


def test_each_part_says_what_it_lacks_itself(world: World) -> None:
    """Fuels and processes of which a part is missing; of electricity nothing is: its cell says nothing."""
    cells = [cell("P.1", 600, is_incomplete=True), cell("P.2", 20), cell("E.2", 1000)]
    said = "燃料燃烧的二氧化碳不完整"
    found = calibers(world, cells, is_fuel_incomplete=True, is_incomplete=True, reason_zh=said)
    assert {key: (row["co2_t"], row["is_incomplete"], row["reason_zh"]) for key, row in found.items()} == {
        ("energy", "combustion"): (1000, True, said),
        ("energy", "raw_material"): (0, False, ""),
        ("energy", "electricity"): (-100, False, ""),
        ("energy", "total"): (900, True, said),
        ("stat_2026", "combustion"): (1000, True, said),
        ("stat_2026", "process"): (620, True, "工业生产过程的二氧化碳不完整"),
        ("stat_2026", "electricity"): (-100, False, ""),
        ("stat_2026", "total"): (1520, True, f"{said}；工业生产过程的二氧化碳不完整"),
    }


def test_a_part_without_a_figure_is_missing_rather_than_incomplete(world: World) -> None:
    missing = {"fuel_co2_t": None, "co2_t": None, "notation_key": "NE", "is_incomplete": True}
    missing |= {"is_fuel_incomplete": True, "reason_zh": "缺少燃料燃烧的二氧化碳"}
    found = calibers(world, [cell("P.1", None), cell("E.2", None)], **missing)
    assert found["energy", "combustion"]["reason_zh"] == "缺少燃料燃烧的二氧化碳"
    assert found["stat_2026", "process"]["reason_zh"] == "缺少工业生产过程的二氧化碳"


def test_raw_material_without_a_coefficient_is_unknown_by_standard_coal_only(world: World) -> None:
    coke = USED | {"fuel_code": "coke", "unit_code": "t", "standard_coal_co2_t": None}
    found = calibers(world, CELLS, [USED, coke])
    assert found["energy", "raw_material"]["co2_t"] == Decimal("43.2")
    (row,) = world.rows("marts/assessed_calibers", "variant = 'standard_coal' and part_code = 'raw_material'")
    assert (row["co2_t"], row["is_incomplete"], row["reason_zh"]) == (None, True, "用作原料的燃料缺少因子")

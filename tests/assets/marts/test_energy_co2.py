"""Series of energy CO2: what each one counts, the power station put outside, and years that are not whole."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from tests.world import Row, World

#: 100 t of fuels, 60 of them in the power station, which makes 200 of 260 MWh; 160 go out on balance, at 0.1 t.
ASSESSED: Row = {
    "fuel_co2_t": 100,
    "net_electricity_mwh": -160,
    "electricity_co2_t": -16,
    "co2_t": 84,
}
HELD: Row = {"variant": "fixed_factor", "factor_base_year": 2020, "electricity_co2_t": -32, "co2_t": 68}


def series(
    world: World, thermal: int | None = 200, power: int = 60, material: Iterable[object] = (), **assessed: Any
) -> dict[tuple[str, str, int], Row]:
    """The table by caliber, scope and year of the grid factor."""
    current = ASSESSED | {"variant": "current_factor"} | assessed
    world.put("marts/assessment_co2", [current, ASSESSED | HELD])
    world.put("core/category_lines", [{"category_code": code, "assessed_part": "fuel"} for code in ("E.1.1", "E.2")])
    burnt = (("E.1.1", "power", power), ("E.2", "industry", 40))
    world.put(
        "core/emissions",
        [
            {"category_code": category, "sector_code": sector, "fuel_code": "raw_coal", "emissions_t": tonnes}
            for category, sector, tonnes in burnt
        ],
    )
    generated = {"row_code": "generation_thermal", "fuel_code": "electricity", "amount": thermal, "unit_code": "mwh"}
    world.put("marts/energy_balance", [] if thermal is None else [generated])
    fuels = ("natural_gas", "coke")
    used = [{"fuel_code": fuel, "unit_code": "t", "co2_t": co2} for fuel, co2 in zip(fuels, material, strict=False)]
    world.put("core/raw_material_co2", used)
    rows = world.build_all("marts/assessed_calibers", "marts/energy_co2")
    return {(row["caliber"], row["scope"], row["grid_factor_year"]): row for row in rows}


def test_the_series_are_fuels_and_electricity_by_grid_factor(world: World) -> None:
    found = {key: row["co2_t"] for key, row in series(world).items() if key[1] == "gross"}
    assert found == {
        ("fuel_only", "gross", 0): 100,
        ("energy", "gross", 0): 84,
        ("energy", "gross", 2020): 68,
    }


def test_without_the_station_what_it_made_comes_from_outside(world: World) -> None:
    """40 t of other fuels; of electricity 260 used less 60 other generation come in: −160 + 200 = 40 MWh."""
    found = {key: row["co2_t"] for key, row in series(world).items() if key[1] == "outside_power"}
    assert found == {
        ("fuel_only", "outside_power", 0): 40,
        ("energy", "outside_power", 0): 40 + 40 * 0.1,
        ("energy", "outside_power", 2020): 40 + 40 * 0.2,
    }


def test_a_station_of_which_nobody_says_what_it_made_cannot_be_put_outside(world: World) -> None:
    row = series(world, thermal=None)["energy", "outside_power", 0]
    assert (row["co2_t"], row["notation_key"], row["reason_zh"]) == (None, "NE", "缺少火力发电量")


def test_a_county_without_a_station_is_the_same_without_it(world: World) -> None:
    found = series(world, thermal=None, power=0)
    assert found["energy", "outside_power", 0]["co2_t"] == found["energy", "gross", 0]["co2_t"]


def test_a_year_that_is_not_whole_has_no_number(world: World) -> None:
    found = series(
        world, is_incomplete=True, reason_zh="缺少电网因子", electricity_co2_t=None, co2_t=None, notation_key="NE"
    )
    row = found["energy", "gross", 0]
    assert (row["co2_t"], row["notation_key"], row["reason_zh"]) == (None, "NE", "缺少电网因子")
    assert found["fuel_only", "gross", 0]["co2_t"] == 100


def test_what_is_used_as_raw_material_counts_with_energy_and_not_with_fuels(world: World) -> None:
    """5.000001 t of gas and 2 t of coke, wherever the station stands and whichever factor is held."""
    plain, found = series(world), series(world, material=["5.000001", 2])
    assert len(found) == len(plain) == 6
    for key, row in found.items():
        assert row["co2_t"] - plain[key]["co2_t"] == (Decimal("7.000001") if key[0] == "energy" else 0)


def test_raw_material_without_a_factor_leaves_fuels_alone(world: World) -> None:
    found = series(world, material=[5, None])
    for scope in ("gross", "outside_power"):
        row = found["energy", scope, 0]
        assert (row["co2_t"], row["notation_key"], row["reason_zh"]) == (None, "NE", "用作原料的燃料缺少因子")
    assert found["fuel_only", "gross", 0]["co2_t"] == 100


def test_it_comes_of_what_is_assessed_the_station_and_what_it_made(world: World) -> None:
    series(world)
    parents = world.parents("energy_co2", "provincial_2011-sar/511725/2020/energy/outside_power/2020")
    assert [(row["role"], row["parent_table"], row["value_used"]) for row in parents] == [
        ("assessed", "marts.assessed_calibers", 68),
        ("minus", "core.emissions", 60),
        ("thermal", "marts.energy_balance", 200),
        ("exchanged", "marts.assessment_co2", -32),
    ]

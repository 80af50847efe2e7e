"""Assessed CO2 by industry and fuel: what belongs where, electricity of the county itself, and that nothing is lost."""

from collections.abc import Iterable
from decimal import Decimal

import pytest

from tests.world import Row, World

COAL, POWER = Decimal("0.7143"), Decimal("0.1229")


def emitted(category: str, sector: str, fuel: str, amount: object, co2: object, item: str = "") -> Row:
    return {
        "category_code": category,
        "sector_code": sector,
        "fuel_code": fuel,
        "item_code": item,
        "amount": amount,
        "emissions_t": co2,
    }


BURNT = [
    emitted("E.1.1", "power", "raw_coal", 1000, 1900),
    emitted("E.2", "industry", "raw_coal", 200, 380),
    emitted("E.5.1", "urban", "raw_coal", 10, 19),
    emitted("E.2", "construction", "raw_coal", 0, 0),
]
MATERIAL: list[Row] = [
    {"fuel_code": "natural_gas", "unit_code": "m3", "amount": 10_000, "calorific_tce": "13.3", "co2_t": "21.600001"},
    {"fuel_code": "raw_coal", "unit_code": "t", "amount": 5, "calorific_tce": "3.5715", "co2_t": "9.5"},
]
USED = {"industry": 500, "urban": 300, "public_institutions": 50, "other_services": 100}


def split(
    world: World,
    burnt: list[Row],
    net_mwh: object = -600,
    co2_t: object = -90,
    material: Iterable[Row] = (),
) -> dict[tuple[str, ...], Row]:
    """The table by industry, fuel and flow."""
    activities = [{name: value for name, value in row.items() if name != "emissions_t"} for row in burnt]
    world.put("core/activities", [row | {"unit_code": "t"} for row in activities])
    world.put("core/emissions", [{name: value for name, value in row.items() if name != "amount"} for row in burnt])
    lines = {row["category_code"] for row in burnt} | {"S2.1"}
    world.put(
        "core/category_lines",
        [{"category_code": code, "assessed_part": "electricity" if code == "S2.1" else "fuel"} for code in lines],
    )
    world.put(
        "core/standard_coal",
        [{"fuel_code": "raw_coal", "calorific": float(COAL)}, {"fuel_code": "electricity", "calorific": float(POWER)}],
    )
    world.put(
        "core/energy_use",
        [
            {"sector_code": sector, "fuel_code": "electricity", "amount": amount, "unit_code": "mwh"}
            for sector, amount in USED.items()
        ],
    )
    fuel = sum(row["emissions_t"] for row in burnt)
    world.put(
        "marts/assessment_co2",
        [
            {
                "variant": "current_factor",
                "fuel_co2_t": fuel,
                "net_electricity_mwh": net_mwh,
                "net_electricity_key": "" if net_mwh is not None else "NE",
                "electricity_co2_t": co2_t,
                "electricity_factor": "0.15",
                "co2_t": fuel + co2_t if co2_t is not None else None,
                "notation_key": "" if co2_t is not None else "NE",
                "reason_zh": "" if co2_t is not None else "缺少电网因子",
            }
        ],
    )
    world.put("core/raw_material_co2", material)
    rows = world.build_all("marts/assessed_calibers", "marts/energy_co2_parts")
    return {(row["industry_code"], row["fuel_code"], row["flow_code"]): row for row in rows}


def test_what_is_burnt_stands_with_its_industry(world: World) -> None:
    found = split(world, BURNT)
    industry, home = (found[name, "raw_coal", "use"] for name in ("secondary_industry", "residential"))
    assert (industry["co2_t"], industry["energy_tce"]) == (2280, 1200 * COAL)
    assert (home["co2_t"], home["energy_tce"]) == (19, 10 * COAL)


def test_electricity_is_used_by_all_and_made_by_industry(world: World) -> None:
    """900 used (institutions are a part of services), 600 sold on balance: 1,500 generated, at 0.15 t."""
    found = split(world, BURNT)
    electricity = {key[0::2]: row["co2_t"] for key, row in found.items() if key[1] == "electricity"}
    assert electricity == {
        ("secondary_industry", "use"): 75,
        ("residential", "use"): 45,
        ("tertiary_industry", "use"): 15,
        ("secondary_industry", "generation"): -225,
    }
    assert found["secondary_industry", "electricity", "generation"]["energy_tce"] == -1500 * POWER


def test_the_gram_that_rounding_leaves_over_is_kept(world: World) -> None:
    found = split(world, BURNT, net_mwh=-700, co2_t=Decimal("-100.000001"))
    assert sum(row["co2_t"] for row in found.values()) == 2299 - Decimal("100.000001")


def test_electricity_without_a_factor_has_energy_and_no_co2(world: World) -> None:
    found = split(world, BURNT, co2_t=None)
    row = found["residential", "electricity", "use"]
    assert (row["co2_t"], row["notation_key"], row["energy_tce"], row["energy_key"]) == (None, "NE", 300 * POWER, "")


def test_electricity_of_which_nobody_says_who_uses_it_is_not_divided(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the whole county's use is known: what is generated is not known either, and the parts may lack it."""
    monkeypatch.setattr(f"{__name__}.USED", {})
    found = split(world, BURNT)
    electricity = {key[0::2]: row for key, row in found.items() if key[1] == "electricity"}
    assert set(electricity) == {("secondary_industry", "generation")}
    (row,) = electricity.values()
    assert (row["co2_t"], row["notation_key"], row["energy_tce"], row["energy_key"]) == (None, "NE", None, "NE")


def test_without_a_net_amount_there_is_no_electricity(world: World) -> None:
    found = split(world, BURNT, net_mwh=None, co2_t=None)
    assert {fuel for _, fuel, _ in found} == {"raw_coal"}


def test_waste_that_is_burnt_for_power_has_no_standard_coal(world: World) -> None:
    row = split(world, [*BURNT, emitted("W.3.1", "", "", 100, 50, "waste_plastics")])["secondary_industry", "", "use"]
    assert (row["co2_t"], row["energy_tce"], row["energy_key"]) == (50, None, "NE")


def test_what_is_used_as_raw_material_stands_apart_and_adds_up_to_the_gram(world: World) -> None:
    """With it the parts are assessed CO2 in the caliber of energy, without it those of fuels what was burnt."""
    found = split(world, BURNT, material=MATERIAL)
    gas, coal = (found["secondary_industry", fuel, "raw_material"] for fuel in ("natural_gas", "raw_coal"))
    assert (gas["co2_t"], gas["energy_tce"]) == (Decimal("21.600001"), Decimal("13.3"))
    assert (coal["co2_t"], found["secondary_industry", "raw_coal", "use"]["co2_t"]) == (Decimal("9.5"), 2280)
    (whole,) = world.rows("marts/assessed_calibers", "caliber = 'energy' and part_code = 'total'")
    assert sum(row["co2_t"] for row in found.values()) == whole["co2_t"] == 2299 - 90 + Decimal("31.100001")
    burnt = [row["co2_t"] for (_, fuel, flow), row in found.items() if fuel != "electricity" and flow == "use"]
    assert sum(burnt) == 2299


@pytest.mark.parametrize(
    ("part", "roles"),
    [
        (
            "secondary_industry/raw_coal/use",
            ["part", "part", "part", "activity", "activity", "activity", "coefficient"],
        ),
        ("secondary_industry/electricity/use", ["net", "plus", "coefficient"]),
        ("secondary_industry/electricity/generation", ["net", "minus", "minus", "minus", "coefficient"]),
        ("secondary_industry/raw_coal/raw_material", ["part", "coefficient"]),
    ],
)
def test_a_part_leads_to_what_it_is_made_of(part: str, roles: list[str], world: World) -> None:
    split(world, BURNT, material=MATERIAL)
    parents = world.parents("energy_co2_parts", f"provincial_2011-sar/511725/2020/{part}")
    assert [row["role"] for row in parents] == roles

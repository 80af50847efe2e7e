"""Energy consumed, per GDP, and the fuels in it: by electricity as coal, and by what is deducted."""

from decimal import Decimal
from typing import Any

import pytest

from tests.world import OFFICIAL, QUXIAN, Row, World

TABLE = "marts/county_indicators__energy"
PLACE: Row = {"basis_id": OFFICIAL, "region_code": QUXIAN}


def total(row: str, calorific: object, coal_equivalent: object, year: int = 2022, **other: object) -> Row:
    known = {"calorific_tce": calorific, "coal_equivalent_tce": coal_equivalent}
    keys = {f"{name}_key": "NE" for name, value in known.items() if value is None}
    return {"row_code": row, "fuel_code": "total", "unit_code": "tce", "year": year} | known | keys | other


def fuel(row: str, code: str, amount: object, tce: object, year: int = 2022, unit: str = "t") -> Row:
    return {
        "row_code": row,
        "fuel_code": code,
        "amount": amount,
        "unit_code": unit,
        "calorific_tce": tce,
        "coal_equivalent_tce": tce,
        "year": year,
    }


def power(row: str, mwh: int, year: int) -> Row:
    return fuel(row, "electricity", mwh, 1, year, "mwh")


#: 2022: 1000 tce by heat, 1600 by coal for power; 40 tce of gas and 100 t of coal (70 tce) go into products.
BALANCE = [
    total("energy_consumption", 1000, 1600),
    total("approved_total", None, 1500),
    fuel("use_total", "raw_coal", 700, 500),
    fuel("use_total", "other_washed_coal", 50, 20),
    fuel("use_total", "coke", 90, 80),
    fuel("use_total", "diesel", 60, 87),
    fuel("use_total", "lpg", 10, 17),
    fuel("use_total", "natural_gas", 100_000, 130, unit="m3"),
    fuel("use_total", "straw", 400, 170),
    fuel("power", "raw_coal", 300, 210),
    power("generation", 900, 2020),
    power("generation_thermal", 700, 2020),
    power("generation", 1500, 2022),
    power("generation_thermal", 1000, 2022),
]
MATERIALS = [
    {"fuel_code": "natural_gas", "amount": 30_000, "unit_code": "m3", "calorific_tce": 40, "co2_t": 65},
    {"fuel_code": "raw_coal", "amount": 100, "unit_code": "t", "calorific_tce": 70, "co2_t": 190},
]
COAL = {"fuel_code": "electricity", "calorific": 0.1, "coal_equivalent": 0.3, "year": 2022}
GDP = {"price_base_year": 2020, "gdp_cny": 20_000_000, "error_pct": "0.1", "year": 2022}


def energy(world: World, **tables: list[Row]) -> dict[tuple[str, str, str], Row]:
    """Indicators of 2022 by code, scope and accounting, in prices of 2020."""
    usual: dict[str, list[Row]] = {
        "core/inventories": [PLACE | {"year": 2022}],
        "core/price_bases": [{"price_base_year": 2015}, {"price_base_year": 2020, "is_in_force": True}],
        "core/raw_material_co2": [PLACE | {"year": 2022} | row for row in MATERIALS],
        "core/standard_coal": [COAL],
        "core/gdp": [GDP],
        "marts/energy_balance": BALANCE,
    }
    for table, rows in (usual | {name.replace("__", "/", 1): rows for name, rows in tables.items()}).items():
        world.put(table, rows)
    return {(row["indicator_code"], row["scope"], row["accounting"]): row for row in world.build(TABLE)}


def values(found: dict[tuple[str, str, str], Row], code: str) -> dict[tuple[str, str], Any]:
    return {key[1:]: row["value"] for key, row in found.items() if key[0] == code}


def test_consumption_is_told_by_what_is_deducted_and_how_electricity_is_counted(world: World) -> None:
    """110 tce go into products; 300 MWh more of water, wind and sun than in 2020 make 30 or 90 tce."""
    assert values(energy(world), "energy_consumption") == {
        ("gross", "calorific"): 1110,
        ("gross", "coal_equivalent"): 1710,
        ("without_feedstock", "calorific"): 1000,
        ("without_feedstock", "coal_equivalent"): 1600,
        ("without_new_renewables", "calorific"): 970,
        ("without_new_renewables", "coal_equivalent"): 1510,
        ("approved", "coal_equivalent"): 1500,
    }


def test_each_of_them_is_divided_by_gdp_in_the_prices_in_force(world: World) -> None:
    """2000 (10⁴ yuan)."""
    found = energy(world)
    assert {key: value * 2000 for key, value in values(found, "energy_per_gdp").items()} == values(
        found, "energy_consumption"
    )
    row = found["energy_per_gdp", "approved", "coal_equivalent"]
    assert (row["price_base_year"], row["error_pct"], row["unit_zh"]) == (2020, Decimal("0.1"), "吨标准煤/万元")


def test_what_water_and_sun_lose_is_not_deducted(world: World) -> None:
    dry = [
        row | {"amount": 1100} if row["row_code"] == "generation" and row["year"] == 2022 else row for row in BALANCE
    ]
    found = energy(world, marts__energy_balance=dry)
    assert values(found, "energy_consumption")["without_new_renewables", "calorific"] == 1000


def test_before_the_plan_period_nothing_is_new(world: World) -> None:
    later = [{"price_base_year": 2020}, {"price_base_year": 2025, "is_in_force": True}]
    found = values(energy(world, core__price_bases=later), "energy_consumption")
    assert {scope for scope, _ in found} == {"gross", "without_feedstock", "approved"}


def test_in_the_year_before_the_plan_period_itself_what_is_new_is_nothing(world: World) -> None:
    found = values(
        energy(world, core__price_bases=[{"price_base_year": 2022, "is_in_force": True}]), "energy_consumption"
    )
    assert found["without_new_renewables", "calorific"] == found["without_feedstock", "calorific"] == 1000


def test_coal_is_mined_washed_or_pressed_in_tonnes_with_what_goes_into_products(world: World) -> None:
    """700 + 50 + 100 t, less 300 t of power stations; coke and gases are made of it."""
    assert values(energy(world), "coal_use") == {("all", ""): 850, ("outside_power", ""): 550}


def test_gas_that_is_made_of_coal_is_no_tonne_of_coal(world: World) -> None:
    """9,000 m3 of coke-oven gas: coal as standard coal, 5 tce more than the 670, and none by weight."""
    found = energy(world, marts__energy_balance=[*BALANCE, fuel("use_total", "coke_oven_gas", 9000, 5, unit="m3")])
    assert values(found, "coal_use") == {("all", ""): 850, ("outside_power", ""): 550}
    assert found["coal_share", "", "calorific"]["numerator"] == 67500


def test_oil_is_all_that_is_made_of_it_in_tonnes(world: World) -> None:
    assert values(energy(world), "oil_use") == {("all", ""): 70}


def test_oil_of_power_stations_is_a_part_of_all_that_is_used(world: World) -> None:
    """5 of the 60 t of diesel start boilers."""
    found = energy(world, marts__energy_balance=[*BALANCE, fuel("power", "diesel", 5, 7)])
    assert values(found, "oil_use") == {("all", ""): 70}


def test_tar_that_is_made_of_coal_is_no_tonne_of_coal(world: World) -> None:
    """3 t of it: coal as standard coal, 4 tce more than the 670, and none by weight."""
    found = energy(world, marts__energy_balance=[*BALANCE, fuel("use_total", "other_coking_products", 3, 4)])
    assert values(found, "coal_use") == {("all", ""): 850, ("outside_power", ""): 550}
    assert found["coal_share", "", "calorific"]["numerator"] == 67400


def test_shares_are_of_the_gross_total(world: World) -> None:
    """Coal with coke and with what goes into products: 500 + 20 + 80 + 70; gas 130 + 40."""
    found = energy(world)
    shares = {("", "calorific"): Decimal(670) / 1110, ("", "coal_equivalent"): Decimal(670) / 1710}
    assert values(found, "coal_share") == {key: round(100 * share, 9) for key, share in shares.items()}
    assert values(found, "gas_share")["", "calorific"] == round(Decimal(17000) / 1110, 9)


def test_a_county_without_an_account_of_energy_has_keys_and_reasons(world: World) -> None:
    found = energy(world, marts__energy_balance=[])
    assert {(row["value"], row["notation_key"]) for row in found.values()} == {(None, "NE")}
    assert {row["reason_zh"] for row in found.values()} == {"缺少能源消费总量"}


def test_without_gdp_the_reason_names_it(world: World) -> None:
    row = energy(world, core__gdp=[])["energy_per_gdp", "gross", "calorific"]
    assert (row["value"], row["reason_zh"]) == (None, "缺少地区生产总值或增速")


def test_an_incomplete_account_makes_what_rests_on_it_incomplete(world: World) -> None:
    partly = [row | {"is_incomplete": row["row_code"] == "energy_consumption"} for row in BALANCE]
    found = energy(world, marts__energy_balance=partly)
    assert {key[1] for key, row in found.items() if not row["is_incomplete"]} == {"approved"}
    assert all(row["reason_zh"] for row in found.values() if row["is_incomplete"])


def test_one_row_of_each_is_the_headline(world: World) -> None:
    headlines = [key for key, row in energy(world).items() if row["is_headline"]]
    assert sorted(headlines) == [
        ("coal_share", "", "coal_equivalent"),
        ("coal_use", "all", ""),
        ("energy_consumption", "approved", "coal_equivalent"),
        ("energy_per_gdp", "approved", "coal_equivalent"),
        ("gas_share", "", "coal_equivalent"),
        ("oil_use", "all", ""),
    ]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (
            "energy_consumption//gross//calorific/0//false/0/0",
            [("numerator", 1000), ("plus", 40), ("plus", 70)],
        ),
        (
            "energy_per_gdp//approved//coal_equivalent/0//false/2020/0",
            [("numerator", 1500), ("denominator", 20_000_000)],
        ),
        (
            "energy_consumption//without_new_renewables//calorific/0//false/0/0",
            [("numerator", 1000), ("plus", 900), ("plus", 1000), ("minus", 700), ("minus", 1500), ("coefficient", 0.1)],
        ),
        (
            "coal_use//outside_power///0//false/0/0",
            [("numerator", 50), ("numerator", 700), ("plus", 100), ("minus", 300)],
        ),
        (
            "gas_share////calorific/0//false/0/0",
            [("numerator", 130), ("plus", 40), ("plus", 70), ("material", 40), ("denominator", 1000)],
        ),
    ],
)
def test_a_row_leads_to_the_balance_and_what_is_added_and_deducted(
    world: World, about: str, expected: list[tuple[str, float]]
) -> None:
    energy(world)
    world.show_lineage("county_indicators")
    found = world.query(
        f"select role, value_used from lineage.county_indicators where child_id = '{OFFICIAL}/{QUXIAN}/2022/{about}'"
    )
    order = ["numerator", "plus", "material", "minus", "coefficient", "denominator"]
    rows = sorted(((row["role"], row["value_used"]) for row in found), key=lambda row: (order.index(row[0]), row[1]))
    assert rows == expected


def test_what_other_counties_years_and_bases_use_changes_nothing_and_is_no_input(world: World) -> None:
    """All that is known of the county in one basis, among three, five and seven times as much of its neighbours."""
    energy(world)

    def here() -> tuple[list[Row], list[Row]]:
        place = f"{OFFICIAL}/{QUXIAN}/2022/%"
        world.show_lineage("county_indicators")
        told = world.query(f"from lineage.county_indicators where child_id like '{place}' order by all")
        return world.rows(TABLE, f"basis_id = '{OFFICIAL}' and region_code = '{QUXIAN}' and year = 2022"), told

    alone = here()
    world.surround("core/raw_material_co2")
    world.compute(TABLE)
    assert here() == alone
    assert len(world.rows(TABLE)) > 3 * len(alone[0])

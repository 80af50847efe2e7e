"""What energy consumption consists of: kinds of fuel, electricity made here without fuel, what comes in."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.assets.marts.test_energy_tables import POWER, USE, fill, observed, used
from tests.conftest import BuiltRelease
from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

#: 1500 t of coal × 0.7143 and 10,000 m3 of gas × 0.00133: 1071.45 and 13.3 tce. 5000 MWh are made, 4000 of them by
#: the power station, 3000 are used: of electricity 1000 × 0.1229 tce are made without fuel and 2000 are sent out.
PARTS = {
    "coal": (Decimal("1071.45"), Decimal("1071.45")),
    "gas": (Decimal("13.3"), Decimal("13.3")),
    "electricity": (Decimal("-122.9"), Decimal("-287.2")),
    "non_fossil_electricity": (Decimal("122.9"), Decimal("287.2")),
    "net_inflow": (Decimal("-245.8"), Decimal("-574.4")),
    "total": (Decimal("961.85"), Decimal("797.55")),
}


def mix(world: World, use: list[Row] = USE, figures: list[Row] = POWER, materials: tuple[Row, ...] = ()) -> list[Row]:
    fill(world, use, figures)
    world.put("core/inventories", [{"basis_id": OFFICIAL}])
    world.put("core/raw_material_co2", materials)
    return world.build_all("marts/energy_balance", "marts/fuel_mix")


def by_part(rows: list[Row], *names: str) -> dict[str, object]:
    return {row["part_code"]: tuple(row[name] for name in names) for row in rows}


def test_consumption_consists_of_fuels_and_of_electricity_that_none_of_them_made(world: World) -> None:
    """The station's coal counts and its electricity does not; straw is no commercial energy."""
    assert by_part(mix(world), "calorific_tce", "coal_equivalent_tce") == PARTS


def test_a_share_is_of_the_total_in_its_own_accounting(world: World) -> None:
    found = by_part(mix(world), "calorific_share_pct", "coal_equivalent_share_pct")
    assert found["coal"] == (Decimal("111.394708115"), Decimal("134.342674440"))
    assert found["net_inflow"] == (Decimal("-25.554920206"), Decimal("-72.020562974"))
    assert found["total"] == (100, 100)


def test_raw_material_counts_once_in_its_kind_and_in_the_total_however_many_bases_there_are(world: World) -> None:
    """As in the indicators of gross energy: 10 tce of gas."""
    material = {"fuel_code": "natural_gas", "unit_code": "m3", "amount": 7519, "calorific_tce": 10}
    materials = tuple(material | {"basis_id": basis} for basis in (OFFICIAL, SECOND))
    found = by_part(mix(world, materials=materials), "calorific_tce", "raw_material_tce")
    assert (found["gas"], found["total"]) == ((Decimal("23.3"), 10), (Decimal("971.85"), 10))
    assert {part: tce for part, (tce, _) in found.items()} == {part: tce for part, (tce, _) in PARTS.items()} | {
        "gas": Decimal("23.3"),
        "total": Decimal("971.85"),
    }


def test_a_kind_that_is_only_raw_material_is_a_part(world: World) -> None:
    material = {"basis_id": OFFICIAL, "fuel_code": "coke", "unit_code": "t", "amount": 1, "calorific_tce": 1}
    only_gas = [used("urban", "natural_gas", 10_000)]
    found = by_part(mix(world, only_gas, materials=(material,)), "calorific_tce", "raw_material_tce")
    assert found["coal"] == (1, 1)
    assert found["total"] == (Decimal("13.3") - Decimal("122.9") + 1, 1)


@pytest.mark.parametrize(
    ("figures", "blank"),
    [
        (POWER[:1] + POWER[2:], {"non_fossil_electricity", "net_inflow"}),
        (POWER[1:], {"electricity", "net_inflow", "total"}),
        (POWER[:2], {"electricity", "non_fossil_electricity", "net_inflow", "total"}),
    ],
    ids=["generation", "use", "thermal generation"],
)
def test_what_a_missing_figure_of_electricity_leaves_open_is_blank_with_its_key(
    world: World, figures: list[Row], blank: set[str]
) -> None:
    rows = mix(world, figures=figures)
    assert {row["part_code"] for row in rows if row["tce_key"] == "NE"} == blank
    without_share = {row["part_code"] for row in rows if row["share_key"] == "NE"}
    assert without_share == (set(PARTS) if "total" in blank else blank)
    assert {row["reason_zh"] for row in rows if row["share_key"] == "NE"} == {"缺少发电量或用电量"}
    assert by_part(rows, "calorific_tce")["coal"] == PARTS["coal"][:1]
    assert {row["is_incomplete"] for row in rows} == {"total" in blank}
    (asked,) = [row for row in world.parents("fuel_mix", f"{QUXIAN}/2020/net_inflow") if row["role"] == "asked"]
    assert asked["parent_id"] == f"{OFFICIAL}/{QUXIAN}/2020"


def test_of_nothing_there_is_no_share(world: World) -> None:
    nothing = [observed(row["item_code"], 0, row["sector_code"]) for row in POWER]
    rows = mix(world, [used("urban", "natural_gas", 0)], nothing)
    assert {row["share_key"] for row in rows} == {"NA"}
    assert {row["tce_key"] for row in rows} == {""}


def test_a_year_of_which_a_fuel_has_not_come_is_incomplete_and_says_why(world: World) -> None:
    fill(world, USE, POWER)
    asked = {"category_code": "E.2", "sector_code": "construction", "fuel_code": "diesel", "gas": "CO2"}
    world.put("core/asked_activities", [asked | {"found": "nothing"}])
    rows = world.build_all("marts/energy_balance", "marts/fuel_mix")
    assert {(row["is_incomplete"], row["reason_zh"]) for row in rows} == {(True, "部分下级类别未估算")}


def test_counties_and_years_do_not_mix(new_world: Callable[..., World]) -> None:
    world = new_world(regions=(QUXIAN, DAZHU), years=(2020, 2021))
    twice = [
        row | {"region_code": region, "year": year, "observation_id": f"{region}{year}{row.get('observation_id')}"}
        for region in (QUXIAN, DAZHU)
        for year in (2020, 2021)
        for row in POWER
    ]
    uses = [row | {"region_code": region} for region in (QUXIAN, DAZHU) for row in USE]
    fill(world, [*uses, used("urban", "natural_gas", 10_000, year=2021)], twice, (2020, 2021))
    world.put("core/deliveries", [{"table_name": "t", "year": y, "region_code": r} for r in (QUXIAN, DAZHU)
                                  for y in (2020, 2021)])  # fmt: skip
    found = world.build_all("marts/energy_balance", "marts/fuel_mix")
    assert [(row["region_code"], row["year"], row["calorific_tce"]) for row in found if row["part_code"] == "gas"] == [
        (DAZHU, 2020, Decimal("13.3")),
        (QUXIAN, 2020, Decimal("13.3")),
        (QUXIAN, 2021, Decimal("13.3")),
    ]


def test_shares_of_coal_and_gas_are_those_of_the_indicators(sample: BuiltRelease) -> None:
    """Two statements of one thing: neither reads the other."""
    rows = sample.rows(
        """
        select
            indicator.region_code, indicator.year, indicator.indicator_code, indicator.accounting,
            indicator.value - if(
                indicator.accounting = 'calorific', mix.calorific_share_pct, mix.coal_equivalent_share_pct
            ) as difference
        from marts.county_indicators_official as indicator
        left join marts.fuel_mix as mix
            on
                indicator.region_code = mix.region_code and indicator.year = mix.year
                and indicator.indicator_code = mix.part_code || '_share'
        where indicator.indicator_code in ('coal_share', 'gas_share') and indicator.base_year = 0
        """
    )
    assert len(rows) == 80
    assert {row["difference"] for row in rows} == {0}


#: How many times the amounts of the first; of the last no account of electricity is known.
TIMES = {(QUXIAN, 2020): 1, (DAZHU, 2020): 2, (QUXIAN, 2019): 3, (DAZHU, 2019): 4}
#: Tonnes of coal equivalent that are used, by heat and by the coal that makes electricity.
USED = {
    "raw_coal": (10, 11),
    "coke": (5, 5),
    "diesel": (4, 4),
    "natural_gas": (3, 3),
    "waste_fuel": (2, 2),
    "other_energy": (1, 1),
    "straw": (100, 100),
    "heat": (50, 50),
    "electricity": (7, 9),
}
ACCOUNT = {"energy_consumption": (40, 60), "generation": (9, 12), "generation_thermal": (5, 7), "net_inflow": (99, 99)}
RAW = {"natural_gas": 6, "lng": 8, "anthracite": 2}
#: What consumption consists of: by heat, by coal, and what of it is raw material.
MIX = {
    "coal": (17, 18, 2),
    "oil": (4, 4, 0),
    "gas": (17, 17, 14),
    "other": (3, 3, 0),
    "electricity": (15, 34, 0),
    "non_fossil_electricity": (4, 5, 0),
    "net_inflow": (11, 29, 0),
    "total": (56, 76, 16),
}
BY_ACCOUNT = ("electricity", "non_fossil_electricity", "net_inflow", "total")


def put_places(world: World) -> None:
    """Uses, accounts and raw material of four places, and one whose account by coal comes to nothing."""
    bases = (OFFICIAL, SECOND)
    balance, materials = [], []
    for (region, year), n in TIMES.items():
        at: Row = {"region_code": region, "year": year}
        rows: list[tuple[str, str, tuple[int, int]]] = []
        for fuel, (heat, coal) in USED.items():
            rows += [("use_total", fuel, (heat, coal)), ("industry", fuel, (1000, 1000)), ("power", fuel, (1000, 1000))]
        if n != 4:
            units = {"energy_consumption": "total"}
            rows += [(row, units.get(row, "electricity"), tce) for row, tce in ACCOUNT.items()]
        for row, fuel, (heat, coal) in rows:
            part = (year, row) == (2019, "energy_consumption") or (region, row) == (DAZHU, "generation")
            tce = {"calorific_tce": heat * n, "coal_equivalent_tce": coal * n}
            balance.append(at | {"row_code": row, "fuel_code": fuel, "unit_code": "t", "is_incomplete": part} | tce)
        for basis in bases:
            for fuel, heat in RAW.items():
                materials.append(at | {"basis_id": basis, "fuel_code": fuel, "calorific_tce": heat * n})
    nothing: Row = {"year": 2021, "row_code": "energy_consumption", "fuel_code": "total", "unit_code": "tce"}
    coal: Row = {"year": 2021, "row_code": "use_total", "fuel_code": "raw_coal", "unit_code": "t"}
    balance.append(nothing | {"calorific_tce": 10, "coal_equivalent_tce": 0})
    balance.append(coal | {"calorific_tce": 10, "coal_equivalent_tce": 10})
    world.put("marts/energy_balance", balance)
    world.put("core/raw_material_co2", [row | {"unit_code": "t"} for row in materials])
    world.put(
        "core/inventories", [{"basis_id": b, "region_code": region, "year": y} for region, y in TIMES for b in bases]
    )
    world.build("marts/fuel_mix")


def test_each_place_consists_of_what_it_used_itself(new_world: Callable[..., World]) -> None:
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020), bases=(OFFICIAL, SECOND))
    put_places(world)
    nano = Decimal("0.000000001")
    expected = set()
    for (region, year), n in TIMES.items():
        for part, (heat, coal, raw) in MIX.items():
            is_known, has_account = n != 4 or part not in BY_ACCOUNT, n != 4
            tce = (heat * n, coal * n, "", raw * n) if is_known else (None, None, "NE", raw * n)
            share: tuple[object, ...] = (None, None, "NE")
            if has_account:
                share = ((Decimal(100 * heat) / 56).quantize(nano), (Decimal(100 * coal) / 76).quantize(nano), "")
            why = "缺少发电量或用电量" if not has_account else "部分下级类别未估算" if year == 2019 else ""
            expected.add((region, year, part, *tce, *share, year == 2019, why))
    shared = {"coal": (10, 10, "", 0), "electricity": (0, -10, "", 0), "total": (10, 0, "", 0)}
    expected |= {(QUXIAN, 2021, part, *tce, None, None, "NA", False, "") for part, tce in shared.items()}
    lacking = (None, None, "NE", 0, None, None, "NE", False, "缺少发电量或用电量")
    expected |= {(QUXIAN, 2021, part, *lacking) for part in ("non_fossil_electricity", "net_inflow")}
    names = ("region_code", "year", "part_code", "calorific_tce", "coal_equivalent_tce", "tce_key", "raw_material_tce")
    names += ("calorific_share_pct", "coal_equivalent_share_pct", "share_key", "is_incomplete", "reason_zh")
    assert {tuple(row[name] for name in names) for row in world.rows("marts/fuel_mix")} == expected


def test_a_part_names_the_uses_and_accounts_of_its_own_place(new_world: Callable[..., World]) -> None:
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020), bases=(OFFICIAL, SECOND))
    put_places(world)
    place = f"{DAZHU}/2020"

    def told(part: str, place: str = place) -> list[tuple[str, str, str, float | None]]:
        rows = world.parents("fuel_mix", f"{place}/{part}")
        return [(r["role"], r["parent_table"].split(".")[1], r["parent_id"], r["value_used"]) for r in rows]

    def burnt(role: str, *fuels: tuple[str, int]) -> list[tuple[str, str, str, float]]:
        return [(role, "energy_balance", f"{place}/use_total/{fuel}", tce) for fuel, tce in fuels]

    def raw(*fuels: tuple[str, int]) -> list[tuple[str, str, str, float]]:
        return [("material", "raw_material_co2", f"{SECOND}/{place}/{fuel}", tce) for fuel, tce in fuels]

    whole = ("whole", "fuel_mix", f"{place}/total", 152)
    consumption = ("energy_balance", f"{place}/energy_consumption/total", 120)
    fuels = (("raw_coal", 22), ("coke", 10), ("diesel", 8), ("natural_gas", 6), ("waste_fuel", 4), ("other_energy", 2))
    assert told("coal") == [*burnt("part", *fuels[:2]), *raw(("anthracite", 4)), whole]
    assert told("electricity") == [("plus", *consumption), *burnt("minus", *fuels), whole]
    assert told("non_fossil_electricity") == [
        ("plus", "energy_balance", f"{place}/generation/electricity", 24),
        ("minus", "energy_balance", f"{place}/generation_thermal/electricity", 14),
        whole,
    ]
    assert told("net_inflow") == [
        whole,
        ("plus", "fuel_mix", f"{place}/electricity", 68),
        ("minus", "fuel_mix", f"{place}/non_fossil_electricity", 10),
    ]
    assert told("total") == [("part", *consumption), *raw(("lng", 16), ("natural_gas", 12), ("anthracite", 4))]
    there = f"{DAZHU}/2019"
    assert set(told("net_inflow", there)) == {
        ("plus", "fuel_mix", f"{there}/electricity", None),
        ("minus", "fuel_mix", f"{there}/non_fossil_electricity", None),
        ("whole", "fuel_mix", f"{there}/total", None),
        ("asked", "inventories", f"{SECOND}/{there}", None),
    }
    assert told("gas", there)[-1] == ("whole", "fuel_mix", f"{there}/total", None)

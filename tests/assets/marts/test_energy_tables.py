"""Energy as a table of its own: balance, industry by branch, standard coal, and two estimates of one thing compared."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from schemas.codes import codes, read_codes
from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

NewWorld = Callable[..., World]

BASE_UNITS = {
    "raw_coal": "t",
    "diesel": "t",
    "gasoline": "t",
    "coke": "t",
    "natural_gas": "m3",
    "electricity": "mwh",
    "straw": "t",
}


def observed(item: str, amount: object, sector: str = "", fuel: str = "", unit: str = "", **other: object) -> Row:
    """One preferred figure of a year, in base units."""
    unit = unit or BASE_UNITS.get(fuel, "mwh")
    year = other.get("year", 2020)
    return {
        "observation_id": f"{item}/{sector}/{fuel}/{year}",
        "item_code": item,
        "sector_code": sector,
        "fuel_code": fuel,
        "amount_base": amount,
        "unit_code": unit,
        "base_unit_code": unit,
    } | other


def used(sector: str, fuel: str, amount: object, **other: object) -> Row:
    return {
        "sector_code": sector,
        "fuel_code": fuel,
        "amount": amount,
        "unit_code": BASE_UNITS[fuel],
        "rule_code": "reported",
    } | other


def fill(world: World, use: list[Row], figures: list[Row], years: tuple[int, ...] = (2020,)) -> None:
    """Coefficients of the project, use of energy, and what else is observed."""
    world.put("core/deliveries", [{"table_name": "t", "year": year} for year in years])
    world.make("core/factor_values__declared", "core/bases")
    world.build_all("core/factor_values", "core/standard_coal")
    world.put("core/energy_use", use)
    world.put("core/observations", figures)


# -- standard coal


def test_coefficients_are_tonnes_a_base_unit(world: World) -> None:
    fill(world, [], [])
    found = {row["fuel_code"]: row["calorific"] for row in world.rows("core/standard_coal")}
    expected = {"raw_coal": 0.7143, "diesel": 1.4571, "natural_gas": 13.3e-4, "electricity": 0.1229, "heat": 0.03412}
    assert {fuel: found[fuel] for fuel in expected} == pytest.approx(expected, rel=1e-12)


def test_coal_per_kilowatt_hour_is_of_the_year_or_carried_on(world: World) -> None:
    """343 g in 2005, nothing printed until 312 g in 2010, 285.6 g in 2023."""
    fill(world, [], [], years=(2005, 2008, 2010, 2023, 2024))
    found = {row["year"]: row["coal_equivalent"] for row in world.rows("core/standard_coal", "fuel_code='electricity'")}
    assert found == pytest.approx({2005: 0.343, 2008: 0.343, 2010: 0.312, 2023: 0.2856, 2024: 0.2856})


def test_before_the_first_year_electricity_is_counted_by_heat(world: World) -> None:
    fill(world, [], [], years=(2000,))
    (row,) = world.rows("core/standard_coal", "fuel_code = 'electricity'")
    assert row["calorific"] == row["coal_equivalent"] == pytest.approx(0.1229)


# -- the balance

USE = [
    used("power", "raw_coal", 1000),
    used("industry", "raw_coal", 500),
    used("industry", "electricity", 2000, data_class="A"),
    used("urban", "natural_gas", 10_000, data_class="A"),
    used("urban", "electricity", 1000, data_class="A"),
    used("rural", "straw", 100, data_class="C"),
]
POWER = [
    observed("electricity_use", 3000, "whole_society", is_total=True),
    observed("electricity_generation", 5000),
    observed("electricity_generation_thermal", 4000),
]


def balance(world: World, *figures: Row) -> dict[tuple[str, str], Row]:
    fill(world, USE, [*POWER, *figures])
    return {(row["row_code"], row["fuel_code"]): row for row in world.build("marts/energy_balance")}


def test_a_cell_is_amount_times_coefficient_in_both_methods(world: World) -> None:
    rows = balance(world)
    coal, power = rows["industry", "raw_coal"], rows["industry", "electricity"]
    assert (coal["amount"], coal["unit_code"]) == (500, "t")
    assert coal["calorific_tce"] == coal["coal_equivalent_tce"] == Decimal("357.15")
    assert (power["calorific_tce"], power["coal_equivalent_tce"]) == (Decimal("245.8"), Decimal("574.4"))
    assert (coal["rule_code"], coal["data_class"], power["data_class"]) == ("reported", "B", "A")


def test_a_blank_of_the_balance_has_its_key(world: World) -> None:
    rows = balance(world, observed("energy_consumption_total", 1000, unit="tce"))
    assert {row["amount_key"] for row in rows.values() if row["amount"] is None} == {"NA"}
    assert rows["industry", "raw_coal"]["amount_key"] == rows["industry", "raw_coal"]["calorific_tce_key"] == ""
    assert rows["approved_total", "total"]["calorific_tce_key"] == "NA"
    assert {key for key, row in rows.items() if row["calorific_tce_key"] == "NE"} == set()


def test_a_fuel_without_a_coefficient_is_not_estimated_and_makes_its_row_incomplete(world: World) -> None:
    fill(world, [*USE, used("industry", "straw", 5) | {"fuel_code": "lubricants"}], POWER)
    rows = {(row["row_code"], row["fuel_code"]): row for row in world.build("marts/energy_balance")}
    assert rows["industry", "lubricants"]["calorific_tce_key"] == "NE"
    assert [rows[row, "total"]["is_incomplete"] for row in ("industry", "urban", "use_total")] == [True, False, True]
    assert {fuel for (row, fuel), found in rows.items() if row == "industry" and found["is_incomplete"]} == {
        "lubricants",
        "total",
    }


def test_a_year_of_which_a_fuel_has_not_been_delivered_is_no_whole(world: World) -> None:
    """Half a year would look like a fall; what has come of it is itself whole."""
    accounts = ("energy_consumption", "residual", "use_total")
    asked = {"category_code": "E.2", "sector_code": "construction", "fuel_code": "diesel", "gas": "CO2"}
    approved = observed("energy_consumption_total", 1000, unit="tce")
    for found, is_incomplete in (("emission", False), ("nothing", True), ("none", False)):
        world.put("core/asked_activities", [asked | {"found": found}])
        rows = balance(world, approved)
        assert [rows[row, "total"]["is_incomplete"] for row in accounts] == [is_incomplete] * 3
        assert not rows["approved_total", "total"]["is_incomplete"]
        assert not rows["use_total", "raw_coal"]["is_incomplete"]


def test_a_mode_of_transport_that_came_with_another_is_not_lacking(world: World) -> None:
    """A printed balance has one line of transport."""
    diesel = {"category_code": "E.3.2", "sector_code": "railway", "fuel_code": "diesel", "gas": "CO2"}
    world.put("core/asked_activities", [diesel | {"found": "nothing"}])
    for told, is_incomplete in (("construction", True), ("road", False)):
        fill(world, [used(told, "diesel", 10)], [])
        rows = {(row["row_code"], row["fuel_code"]): row for row in world.build("marts/energy_balance")}
        assert rows["use_total", "total"]["is_incomplete"] == is_incomplete


def test_what_one_kind_of_household_burns_says_nothing_of_another(world: World) -> None:
    """Only modes of transport are printed in one line: coal of villages is no coal of towns."""
    coal = {"category_code": "E.5.1", "sector_code": "urban", "fuel_code": "raw_coal", "gas": "CO2"}
    for found, is_incomplete in (("nothing", True), ("none", False)):
        world.put("core/asked_activities", [coal | {"found": found}])
        fill(world, [used("rural", "raw_coal", 10)], [])
        rows = {(row["row_code"], row["fuel_code"]): row for row in world.build("marts/energy_balance")}
        assert rows["use_total", "total"]["is_incomplete"] == is_incomplete


def test_rows_and_columns_have_totals(world: World) -> None:
    rows = balance(world)
    assert rows["industry", "total"]["coal_equivalent_tce"] == Decimal("357.15") + Decimal("574.4")
    assert rows["use_total", "raw_coal"]["amount"] == 1500
    assert rows["use_total", "electricity"]["calorific_tce"] == Decimal("368.7")
    sectors = [row for (code, fuel), row in rows.items() if fuel == "total" and code in ("power", "industry", "urban")]
    others = rows["rural", "total"]["calorific_tce"]
    assert rows["use_total", "total"]["calorific_tce"] == sum(row["calorific_tce"] for row in sectors) + others


def test_what_is_part_of_another_row_is_shown_and_not_added(world: World) -> None:
    services = used("other_services", "natural_gas", 1000)
    lines = ("use_total", "other_services", "energy_consumption")
    totals = []
    for part in ([], [used("public_institutions", "natural_gas", 400)]):
        fill(world, [services, *part], POWER)
        found = {(row["row_code"], row["fuel_code"]): row for row in world.build("marts/energy_balance")}
        assert (("public_institutions", "total") in found) == bool(part)
        totals.append([found[row, "total"]["calorific_tce"] for row in lines])
        totals[-1].append(found["use_total", "natural_gas"]["amount"])
    assert totals[0] == totals[1]


def test_electricity_that_own_fuel_has_made_is_counted_once(world: World) -> None:
    """Fuels 1500 t of coal and 10,000 m3 of gas; electricity 3000 used less 4000 of the power station."""
    rows = balance(world)
    fuels = Decimal("1071.45") + Decimal("13.3")
    total = rows["energy_consumption", "total"]
    assert total["calorific_tce"] == fuels - Decimal("122.9")
    assert total["coal_equivalent_tce"] == fuels - Decimal("287.2")
    assert rows["net_inflow", "electricity"]["amount"] == -2000
    assert rows["generation_thermal", "electricity"]["amount"] == 4000


@pytest.mark.parametrize(
    ("missing", "flows"),
    [(0, {"generation", "generation_thermal"}), (1, {"generation_thermal"}), (2, {"generation", "net_inflow"})],
    ids=["use", "generation", "thermal generation"],
)
def test_without_use_or_thermal_generation_there_is_no_consumption_and_without_a_figure_no_flow(
    world: World, missing: int, flows: set[str]
) -> None:
    fill(world, USE, [row for position, row in enumerate(POWER) if position != missing])
    codes = {row["row_code"] for row in world.build("marts/energy_balance")}
    assert ("energy_consumption" in codes) == (missing == 1)
    assert codes & {"generation", "generation_thermal", "net_inflow"} == flows
    assert "use_total" in codes


def test_months_of_electricity_are_added_and_a_flow_says_how_it_was_found(world: World) -> None:
    """And is no sum of fuels; what is generated may be printed as that of the whole society."""
    whole = balance(world)
    half = [row | {"amount_base": row["amount_base"] / 2, "sector_code": "whole_society"} for row in POWER]
    months = [row | {"observation_id": f"{row['observation_id']}{month}"} for month in (1, 2) for row in half]
    fill(world, USE, months)
    rows = {(row["row_code"], row["fuel_code"]): row for row in world.build("marts/energy_balance")}
    assert rows == whole
    flows = {key: row["rule_code"] for key, row in rows.items() if key[0] in {"generation", "net_inflow"}}
    assert flows == {("generation", "electricity"): "reported", ("net_inflow", "electricity"): "difference"}


def test_energy_that_is_given_in_standard_coal_counts_as_it_is(world: World) -> None:
    fill(world, [used("industry", "straw", 12) | {"fuel_code": "other_energy", "unit_code": "tce"}], POWER)
    rows = {(row["row_code"], row["fuel_code"]): row for row in world.build("marts/energy_balance")}
    for key in (("industry", "other_energy"), ("use_total", "total")):
        assert (rows[key]["calorific_tce"], rows[key]["coal_equivalent_tce"]) == (12, 12)
    consumption = rows["energy_consumption", "total"]  # 1000 MWh less were used than the power station made
    assert consumption["calorific_tce"] == 12 - Decimal("122.9")
    assert consumption["coal_equivalent_tce"] == 12 - Decimal("287.2")


def test_a_sum_is_as_good_as_the_worst_of_its_parts(world: World) -> None:
    rows = balance(world, observed("energy_consumption_total", 1000, unit="tce"))
    sums = (("industry", "total"), ("urban", "total"), ("use_total", "electricity"), ("use_total", "total"))
    assert [rows[key]["data_class"] for key in sums] == ["B", "A", "A", "C"]
    assert [rows[row, "total"]["data_class"] for row in ("energy_consumption", "approved_total", "residual")] == list(
        "CBC"
    )


@pytest.mark.parametrize(
    ("approved", "use", "keys"),
    [
        (None, USE, {"energy_consumption": "NA"}),
        (0, USE, {"energy_consumption": "NA", "approved_total": "NA", "residual": "NA"}),
        (9, [], {"approved_total": ""}),
        (9, USE[:1], {"energy_consumption": "", "approved_total": "", "residual": ""}),
        (
            9,
            [used("industry", "straw", 5) | {"fuel_code": "lubricants"}],
            {"energy_consumption": "NE", "approved_total": "", "residual": "NE"},
        ),
    ],
    ids=["not known", "zero", "no use", "known", "no coefficient"],
)
def test_a_share_of_what_is_approved_has_a_key_where_there_is_none(
    world: World, approved: int | None, use: list[Row], keys: dict[str, str]
) -> None:
    fill(world, use, [*POWER, observed("energy_consumption_total", approved, unit="tce")])
    accounts = ("energy_consumption", "approved_total", "residual")
    rows = {row["row_code"]: row for row in world.build("marts/energy_balance") if row["row_code"] in accounts}
    assert {code: row["share_key"] for code, row in rows.items()} == keys
    incomplete = {code for code, row in rows.items() if row["is_incomplete"]}
    assert incomplete == ({"energy_consumption", "residual"} if "NE" in keys.values() else set())


def test_what_the_approved_total_leaves_over_is_a_row_and_is_spread_over_nothing(world: World) -> None:
    without = balance(world)
    approved = observed("energy_consumption_total", 1000, unit="tce")
    rows = balance(world, approved)
    assert rows["approved_total", "total"]["coal_equivalent_tce"] == 1000
    bottom_up = rows["energy_consumption", "total"]["coal_equivalent_tce"]
    assert rows["residual", "total"]["coal_equivalent_tce"] == 1000 - bottom_up != 0
    assert rows["residual", "total"]["share_pct"] == round(100 * (1000 - bottom_up) / 1000, 9)
    parents = world.parents("energy_balance", f"{QUXIAN}/2020/residual/total")
    roles = {(row["role"], row["parent_id"].split("/")[2]): row["value_used"] for row in parents}
    assert roles == {("part", "approved_total"): 1000, ("minus", "energy_consumption"): float(bottom_up)}
    assert rows["use_total", "total"]["share_key"] == "NA"
    share = {"share_pct": None, "share_key": "NA"}
    assert {key: row | share for key, row in rows.items() if key in without} == without


def test_what_is_approved_is_shown_where_nothing_can_be_added_up(world: World) -> None:
    """Without a figure of electricity nothing is the consumption, and no difference to it is one."""
    fill(world, USE, [observed("energy_consumption_total", 1000, unit="tce")])
    rows = {row["row_code"]: row for row in world.build("marts/energy_balance")}
    assert {"energy_consumption", "residual", "generation", "generation_thermal", "net_inflow"} & set(rows) == set()
    approved = rows["approved_total"]
    assert (approved["coal_equivalent_tce"], approved["share_pct"], approved["rule_code"]) == (1000, 100, "reported")


def test_a_row_is_in_the_unit_of_its_fuel_and_a_total_in_standard_coal(world: World) -> None:
    """Electricity that is generated or comes in counts in the unit in which it is used."""
    rows = balance(world, observed("energy_consumption_total", 1000, unit="tce"))
    units = {"total": "tce", "raw_coal": "t", "natural_gas": "m3", "electricity": "mwh", "straw": "t"}
    assert {key: row["unit_code"] for key, row in rows.items()} == {key: units[key[1]] for key in rows}


def test_standard_coal_is_rounded_to_the_gram(world: World) -> None:
    """Of each use, 0.123457 t × 0.7143 and 1.234567 MWh × 0.1229 or 0.2872, and of the electricity in the total."""
    use = [used("industry", "raw_coal", "0.123457"), used("urban", "electricity", "1.234567")]
    power = [observed("electricity_use", "1.234567", "whole_society"), observed("electricity_generation_thermal", 0)]
    fill(world, use, power)
    rows = {(row["row_code"], row["fuel_code"]): row for row in world.build("marts/energy_balance")}
    expected = {
        ("industry", "raw_coal"): ("0.088185", "0.088185"),
        ("urban", "electricity"): ("0.151728", "0.354568"),
        ("energy_consumption", "total"): ("0.239913", "0.442753"),
    }
    for key, masses in expected.items():
        assert (rows[key]["calorific_tce"], rows[key]["coal_equivalent_tce"]) == tuple(map(Decimal, masses))


def test_counties_and_years_have_balances_of_their_own(new_world: NewWorld) -> None:
    """Coal per kilowatt-hour differs from year to year, what is used and approved from county to county."""
    world = new_world(regions=(QUXIAN, DAZHU))
    approved = observed("energy_consumption_total", 1000, unit="tce")
    places = [(QUXIAN, 2020), (QUXIAN, 2010), (DAZHU, 2020)]

    def balances(*places: tuple[str, int]) -> list[Row]:
        use, figures = [], []
        for region, year in places:
            times = (2 if region == DAZHU else 1) * (year - 2000)
            place = {"region_code": region, "year": year}
            use += [row | place | {"amount": row["amount"] * times} for row in USE]
            for row in (*POWER, approved):
                own = {"observation_id": f"{row['observation_id']}{place}", "amount_base": row["amount_base"] * times}
                figures.append(row | place | own)
        fill(world, use, figures)
        world.put("core/deliveries", [{"table_name": "t", "region_code": r, "year": y} for r, y in places])
        world.build_all("core/standard_coal", "marts/energy_balance")
        world.show_lineage("energy_balance")
        return [*world.rows("marts/energy_balance"), *world.query("select * from lineage.energy_balance")]

    alone = [row for place in places for row in balances(place)]
    assert sorted(map(str, balances(*places))) == sorted(map(str, alone))


# -- by sector and group of fuels


@pytest.mark.parametrize(
    ("group", "fuels"),
    [
        ("coal", ["raw_coal", "coke", "coke_oven_gas", "blast_furnace_gas", "converter_gas", "other_coking_products"]),
        ("oil", ["diesel", "gasoline", "lpg", "other_petroleum"]),
        ("gas", ["natural_gas", "lng"]),
        ("electricity_heat", ["electricity", "heat"]),
        ("other", ["straw", "firewood", "biogas", "waste_fuel", "other_energy"]),
    ],
)
def test_a_fuel_belongs_to_the_group_of_what_it_is_made_of(group: str, fuels: list[str]) -> None:
    groups = {row["fuel_code"]: row["group_code"] for row in read_codes("fuels")}
    assert {groups[fuel] for fuel in fuels} == {group}


def test_no_fossil_fuel_stands_with_biomass() -> None:
    known = set(codes("fuel_groups")) - {"total"}
    assert {row["group_code"] for row in read_codes("fuels")} == known
    assert not [row for row in read_codes("fuels") if row["carrier"] == "fossil" and row["group_code"] == "other"]


def cell(row: str, fuel: str, tce: object, **other: object) -> Row:
    return {
        "row_code": row,
        "row_title_zh": row,
        "fuel_code": fuel,
        "unit_code": "tce",
        "calorific_tce": tce,
        "coal_equivalent_tce": tce,
    } | other


def test_fuels_of_one_group_are_added_and_keep_the_total_of_the_row(world: World) -> None:
    fuels = [cell("industry", "diesel", 3), cell("industry", "gasoline", 4), cell("industry", "coke_oven_gas", 5)]
    accounts = [cell("energy_consumption", "total", 99), cell("net_inflow", "electricity", 98)]
    sums = [cell("industry", "total", 12), cell("public_institutions", "coke", 2), cell("use_total", "total", 12)]
    sums += [row | {"row_code": "use_total"} for row in fuels] + [cell("public_institutions", "total", 2)]
    world.put("marts/energy_balance", [*fuels, *accounts, *sums])
    rows = {(row["row_code"], row["group_code"]): row for row in world.build("marts/energy_by_sector")}
    groups = {"oil": 7, "coal": 5, "total": 12}
    expected = {(row, group): tce for row in ("industry", "use_total") for group, tce in groups.items()}
    expected |= {("public_institutions", group): 2 for group in ("coal", "total")}
    assert {key: row["calorific_tce"] for key, row in rows.items()} == expected
    assert rows["public_institutions", "total"]["part_of_code"] == "other_services"


def test_a_group_of_which_nothing_is_known_has_a_key(world: World) -> None:
    unknown = cell(
        "industry", "lubricants", None, is_incomplete=True, calorific_tce_key="NE", coal_equivalent_tce_key="NE"
    )
    total = cell("industry", "total", None, is_incomplete=True, calorific_tce_key="NE", coal_equivalent_tce_key="NE")
    world.put("marts/energy_balance", [unknown, total])
    found = {row["group_code"]: row for row in world.build("marts/energy_by_sector")}
    assert {(row["calorific_tce"], row["calorific_tce_key"]) for row in found.values()} == {(None, "NE")}
    assert found["oil"]["is_incomplete"]


def test_a_group_is_incomplete_where_one_of_its_fuels_is(world: World) -> None:
    fuels = [cell("industry", "diesel", 3), cell("industry", "gasoline", 4, is_incomplete=True)]
    coal = [cell("industry", "raw_coal", 5), cell("industry", "total", 12, is_incomplete=True)]
    world.put("marts/energy_balance", [*fuels, *coal])
    found = {row["group_code"]: row["is_incomplete"] for row in world.build("marts/energy_by_sector")}
    assert found == {"oil": True, "coal": False, "total": True}


# -- industry by branch


def by_branch(world: World, *figures: Row) -> dict[tuple[str, str, str], Row]:
    world.put_factor_regions()
    key: Row = {"gas": "CO2", "role": "factor", "method": "multiply"}
    world.put(
        "core/factors",
        [
            key
            | {"basis_id": basis, "category_code": category, "sector_code": sector, "fuel_code": fuel, "value": value}
            for basis in world.run.basis_ids
            for category, sector, fuel, value in (
                ("E.2", "industry", "raw_coal", 2.0),
                ("E.1.1", "power", "raw_coal", 1.9),
                ("E.2", "industry", "natural_gas", 0.002),
            )
        ],
    )
    fill(world, [], list(figures))
    rows = world.build("marts/energy_by_industry")
    return {(row["basis_id"], row["sector_code"], row["fuel_code"]): row for row in rows}


BRANCHES = [
    observed("industry_energy_by_branch", 1000, "branch_power", "raw_coal"),
    observed("industry_energy_by_branch", 500, "branch_cement", "raw_coal"),
    observed("industry_energy_by_branch", 300, "branch_cement", "electricity"),
    observed("industry_energy_by_branch", 1500, "industry", "raw_coal", is_total=True),
]


def test_power_stations_have_their_own_factor_and_electricity_none(new_world: NewWorld) -> None:
    rows = by_branch(new_world(bases=(OFFICIAL, SECOND)), *BRANCHES)
    assert {basis for basis, _, _ in rows} == {OFFICIAL, SECOND}
    assert rows[OFFICIAL, "branch_power", "raw_coal"]["co2_t"] == 1900
    assert rows[OFFICIAL, "branch_cement", "raw_coal"]["co2_t"] == 1000
    assert rows[OFFICIAL, "branch_cement", "electricity"]["co2_t"] is None
    assert rows[OFFICIAL, "branch_cement", "electricity"]["co2_key"] == "NA"
    assert (OFFICIAL, "industry", "total") not in rows
    total = rows[OFFICIAL, "branch_cement", "total"]
    assert (total["co2_t"], total["is_incomplete"]) == (1000, False)
    assert total["calorific_tce"] == Decimal("357.15") + Decimal("36.87")


def test_the_co2_of_a_branch_is_rounded_to_the_gram(world: World) -> None:
    rows = by_branch(world, observed("industry_energy_by_branch", "0.123456", "branch_power", "raw_coal"))
    for fuel in ("raw_coal", "total"):
        assert rows[OFFICIAL, "branch_power", fuel]["co2_t"] == Decimal("0.234566")


def test_a_fuel_without_a_factor_makes_its_branch_incomplete(world: World) -> None:
    figures = [*BRANCHES, observed("industry_energy_by_branch", 10, "branch_cement", "coke")]
    rows = by_branch(world, *figures)
    assert rows[OFFICIAL, "branch_cement", "coke"]["is_incomplete"]
    assert rows[OFFICIAL, "branch_cement", "coke"]["co2_key"] == "NE"
    assert rows[OFFICIAL, "branch_cement", "total"]["is_incomplete"]
    assert not rows[OFFICIAL, "branch_power", "total"]["is_incomplete"]


def test_energy_a_tonne_of_clinker(world: World) -> None:
    rows = by_branch(world, *BRANCHES, observed("clinker_output", 4000, unit="t"))
    total = rows[OFFICIAL, "branch_cement", "total"]
    assert (total["product_code"], total["output_t"]) == ("clinker_output", 4000)
    assert total["kgce_per_t"] == Decimal("98.505")  # 394.02 tce
    assert rows[OFFICIAL, "branch_power", "total"]["kgce_per_t"] is None
    assert rows[OFFICIAL, "branch_cement", "raw_coal"]["output_t"] is None
    keys = {row["sector_code"] + " " + row["fuel_code"]: row["kgce_per_t_key"] for row in rows.values()}
    assert keys["branch_cement total"] == ""
    assert keys["branch_power total"] == keys["branch_cement raw_coal"] == "NA"


def test_a_product_whose_output_nobody_gave_is_not_estimated(world: World) -> None:
    total = by_branch(world, *BRANCHES)[OFFICIAL, "branch_cement", "total"]
    assert (total["output_key"], total["kgce_per_t_key"]) == ("NE", "NE")


# -- two estimates of one thing


def checks(world: World, use: list[Row], figures: list[Row]) -> dict[str, Row]:
    fill(world, use, figures)
    return {row["check_code"]: row for row in world.build("marts/cross_checks")}


def coal(purchase: object) -> list[Row]:
    """Bought, 100 t taken from store, 20 t of it feedstock; a survey counts 80 t that others burn."""
    return [
        observed("industry_energy_purchase", purchase, "industry", "raw_coal"),
        observed("industry_energy_opening_stock", 300, "industry", "raw_coal"),
        observed("industry_energy_closing_stock", 200, "industry", "raw_coal"),
        observed("industry_energy_feedstock", 20, "industry", "raw_coal"),
        observed("energy_survey_use", 80, "rural", "raw_coal"),
    ]


COAL_USE = [used("power", "raw_coal", 600), used("industry", "raw_coal", 300), used("rural", "raw_coal", 80)]


def test_coal_bought_and_not_stored_is_compared_with_what_is_burnt_and_used_as_material(world: World) -> None:
    row = checks(world, COAL_USE, coal(820))["reference_coal"]
    assert (row["first_amount"], row["second_amount"]) == (1000, 1000)
    assert (row["difference_pct"], row["is_within_limit"], row["explanation_zh"]) == (0, True, "")


@pytest.mark.parametrize(("purchase", "is_within"), [(870, True), (770, True), (871, False), (769, False)])
def test_five_percent_is_the_limit_on_both_sides(world: World, purchase: int, is_within: bool) -> None:
    row = checks(world, COAL_USE, coal(purchase))["reference_coal"]
    assert row["is_within_limit"] is is_within
    assert (row["explanation_zh"] == "") is is_within


def test_gas_of_the_company_is_compared_with_gas_used(world: World) -> None:
    use = [used("urban", "natural_gas", 70), used("industry", "natural_gas", 40)]
    use.append(used("public_institutions", "natural_gas", 9))  # a part of services, not added to them
    sold = observed("gas_sales", 100, "whole_society", "natural_gas", is_total=True)
    parts = [observed("gas_sales", 70, "urban", "natural_gas"), observed("gas_sales", 30, "industry", "natural_gas")]
    row = checks(world, use, [sold, *parts])["reference_gas"]
    assert (row["first_amount"], row["second_amount"], row["is_within_limit"]) == (100, 110, False)
    assert row["difference_pct"] == Decimal("-9.090909091")


def test_diesel_that_was_sold_is_compared_with_what_vehicles_would_burn(world: World) -> None:
    world.put("core/road_fuel_estimates", [{"fuel_code": "diesel", "amount_t": 200}, {"fuel_code": "gasoline"}])
    row = checks(world, [used("road", "diesel", 100), used("industry", "diesel", 7)], [])["road_diesel"]
    assert (row["first_amount"], row["second_amount"], row["is_within_limit"]) == (100, 200, True)


def test_what_was_sold_where_there_are_no_vehicles_is_beyond_the_limit(world: World) -> None:
    world.put("core/road_fuel_estimates", [{"fuel_code": "diesel", "amount_t": 0}])
    row = checks(world, [used("road", "diesel", 80)], [])["road_diesel"]
    assert (row["first_amount"], row["second_amount"], row["is_within_limit"]) == (80, 0, False)
    assert row["difference_pct"] == 100, "of what was sold: of nothing there is no share"
    assert row["explanation_zh"]


def test_where_nothing_was_sold_and_nothing_drives_there_is_nothing_to_compare(world: World) -> None:
    world.put("core/road_fuel_estimates", [{"fuel_code": "diesel", "amount_t": 0}])
    assert checks(world, [used("road", "diesel", 0)], []) == {}


@pytest.mark.parametrize("fuel", ["gasoline", "diesel"])
def test_half_and_twice_of_what_vehicles_would_burn_are_the_limits(world: World, fuel: str) -> None:
    verdicts = []
    for sold in ("374.999999", "375", "1500", "1500.000001"):
        world.put("core/road_fuel_estimates", [{"fuel_code": fuel, "amount_t": 750}])
        verdicts.append(checks(world, [used("road", fuel, sold)], [])[f"road_{fuel}"]["is_within_limit"])
    assert verdicts == [False, True, True, False]


@pytest.mark.parametrize("missing", ["gas__supply", "survey__energy_use", "industry__energy_transformation"])
def test_what_has_not_come_whole_is_not_compared(world: World, missing: str) -> None:
    """Half of a year is delivered: what burns less than was sold is not wrong for that."""
    sold = observed("gas_sales", 100, "whole_society", "natural_gas", is_total=True)
    fill(world, [used("urban", "natural_gas", 70)], [sold])
    delivery = {"table_name": missing, "region_code": QUXIAN, "year": 2020}
    world.put("core/deliveries", [{"table_name": "t"}, delivery])
    assert [row["is_within_limit"] for row in world.build("marts/cross_checks")] == [False]
    world.put("core/deliveries", [{"table_name": "t"}, delivery | {"status": "missing"}])
    assert world.build("marts/cross_checks") == []
    world.put("core/deliveries", [{"table_name": "t"}, delivery | {"status": "missing", "region_code": DAZHU}])
    assert len(world.build("marts/cross_checks")) == 1, "another county's tables are no matter"


def test_gas_whose_sales_are_blank_is_not_compared(world: World) -> None:
    blank = observed("gas_sales", None, "whole_society", "natural_gas", is_total=True, value_status="not_available")
    assert checks(world, [used("urban", "natural_gas", 70)], [blank]) == {}


def test_what_only_one_source_knows_is_not_compared(world: World) -> None:
    assert checks(world, COAL_USE, coal(820)[1:]) == {}
    assert checks(world, [], coal(820)) == {}
    balance_use = [row | {"account": "balance"} for row in COAL_USE]
    assert checks(world, balance_use, coal(820)) == {}


def test_each_county_and_reported_year_is_compared_by_itself(new_world: NewWorld) -> None:
    """Every amount doubled in the other county and tripled in a year of which nothing was delivered.

    Neither coke nor a printed total is coal that was bought, and feedstock of coke is none of coal.
    """
    world = new_world(regions=(QUXIAN, DAZHU))
    gas = observed("gas_sales", 100, "whole_society", "natural_gas", is_total=True)
    bought, feedstock = "industry_energy_purchase", "industry_energy_feedstock"
    strange = [observed(item, 9999, "industry", "coke") for item in (bought, feedstock)]
    strange += [observed(item, 9999, "whole_society", "raw_coal", is_total=True) for item in (bought, feedstock)]
    use = [*COAL_USE, used("urban", "natural_gas", 70), used("road", "diesel", 100), used("road", "gasoline", 30)]
    driven: list[Row] = [{"fuel_code": "diesel", "amount_t": 200}, {"fuel_code": "gasoline", "amount_t": 20}]
    places: dict[tuple[str, int], int] = {(QUXIAN, 2020): 1, (DAZHU, 2020): 2, (QUXIAN, 2019): 3}

    def there(rows: list[Row], name: str) -> list[Row]:
        return [
            row | {"region_code": region, "year": year, name: row[name] * times}
            for (region, year), times in places.items()
            for row in rows
        ]

    figures = [
        row | {"observation_id": f"{row['observation_id']}/{row['region_code']}/{row['year']}"}
        for row in there([*coal(870), gas, *strange], "amount_base")
    ]
    world.put("core/road_fuel_estimates", there(driven, "amount_t"))
    fill(world, there(use, "amount"), figures)
    world.put("core/deliveries", [{"table_name": "t", "region_code": region} for region in (QUXIAN, DAZHU)])
    amounts = {"reference_coal": (1050, 1000), "reference_gas": (100, 70)}
    amounts |= {"road_diesel": (100, 200), "road_gasoline": (30, 20)}
    found = {
        (row["region_code"], row["year"], row["check_code"]): (row["first_amount"], row["second_amount"])
        for row in world.build("marts/cross_checks")
    }
    assert found == {
        (region, 2020, check): (first * places[region, 2020], second * places[region, 2020])
        for region in (QUXIAN, DAZHU)
        for check, (first, second) in amounts.items()
    }


# -- one quantity in two sources


def apart(world: World, *figures: Row) -> dict[tuple[str, str], Row]:
    """Comparisons that are beyond their limit."""
    fill(world, [], [*figures])
    rows = world.build("marts/cross_checks")
    return {(row["check_code"], row["fuel_code"]): row for row in rows if not row["is_within_limit"]}


def at(cell: str, item: str, amount: object, sector: str = "", fuel: str = "", file: str = "205-2.xlsx") -> Row:
    return observed(item, amount, sector, fuel, file_name=file, sheet="表", cell=cell)


TRANSFORMED = [
    at("C5", "energy_transformation_input", 600, "transformation_total", "raw_coal") | {"is_total": True},
    at("D5", "energy_transformation_input", 500, "power", "raw_coal"),
    at("E5", "energy_transformation_input", 100, "heat_supply", "raw_coal"),
    at("C6", "energy_transformation_input", 40, "transformation_total", "coke") | {"is_total": True},
    at("D6", "energy_transformation_input", 40, "power", "coke"),
]


def test_input_to_something_else_than_power_and_heat_is_named_fuel_by_fuel(world: World) -> None:
    """Form 205-2 adds up 700 t of coal of which 600 t are told: 100 t for coking, say, stay with industry."""
    assert apart(world, *TRANSFORMED) == {}
    found = apart(world, TRANSFORMED[0] | {"amount_base": 700}, *TRANSFORMED[1:])
    ((code, fuel), row), *others = found.items()
    assert (code, fuel, others) == ("transformation_other", "raw_coal", [])
    assert (row["first_amount"], row["second_amount"], row["difference_pct"]) == (700, 600, Decimal("16.666666667"))
    assert (row["first_file"], row["first_cell"], row["second_cell"]) == ("205-2.xlsx", "C5", "D5")
    assert row["title_zh"].endswith("·原煤")
    assert "炼焦" in row["explanation_zh"]


#: A printed balance of a county and the returns that it contradicts nowhere.
PRINTED = [
    at("D13", "energy_balance", -500, "power", "raw_coal", "balance.xlsx"),
    at("D24", "energy_balance", 420, "industry", "raw_coal", "balance.xlsx"),
    at("G24", "energy_balance", 30, "industry", "diesel", "balance.xlsx"),
    at("W13", "energy_balance", 4000, "power", "electricity", "balance.xlsx"),
    at("W24", "energy_balance", 2300, "industry", "electricity", "balance.xlsx"),
    at("W29", "energy_balance", 300, "urban", "electricity", "balance.xlsx"),
    at("W30", "energy_balance", 200, "rural", "electricity", "balance.xlsx"),
    at("W21", "energy_balance", 200, "loss", "electricity", "balance.xlsx"),
]
RETURNED = [
    *TRANSFORMED[:3],
    at("D5", "industry_energy_consumption", 1000, "industry", "raw_coal", "205-1.xlsx"),
    at("D8", "industry_energy_consumption", 30, "industry", "diesel", "205-1.xlsx"),
    at("B7", "energy_survey_use", 20, "industry", "raw_coal", "survey.xlsx"),
    at("C9", "electricity_use", 3000, "whole_society", file="grid.csv"),
    at("C10", "electricity_use", 2500, "industry", file="grid.csv"),
    at("C11", "electricity_use", 500, "urban", file="grid.csv"),
    at("D2", "line_loss", 200, file="losses.xlsx"),
    at("F8", "electricity_generation_thermal", 4000, file="yearbook.xlsx"),
]


@pytest.mark.parametrize(
    ("item", "sector", "fuel", "amount", "codes", "cells"),
    [
        # 6 t in 100, or more, are planted on one side; what names it and where
        ("energy_balance", "power", "raw_coal", -535, {"balance_power"}, ("D13", "D5")),
        ("energy_balance", "industry", "raw_coal", 450, {"balance_industry"}, ("D24", "D5")),
        ("industry_energy_consumption", "industry", "diesel", 60, {"balance_industry"}, ("G24", "D8")),
        ("electricity_generation_thermal", "", "", 4500, {"balance_generation"}, ("W13", "F8")),
        ("line_loss", "", "", 300, {"balance_line_loss"}, ("W21", "D2")),
        ("energy_balance", "urban", "electricity", 700, {"balance_electricity_residential", "balance_electricity"}, ()),
    ],
)
def test_a_return_that_contradicts_the_printed_balance_is_named_with_both_cells(
    world: World, item: str, sector: str, fuel: str, amount: object, codes: set[str], cells: tuple[str, ...]
) -> None:
    figures = [*PRINTED, *RETURNED]
    assert apart(world, *figures) == {}
    places = [
        number
        for number, row in enumerate(figures)
        if (row["item_code"], row["sector_code"], row["fuel_code"]) == (item, sector, fuel)
    ]
    (place,) = places
    found = apart(world, *figures[:place], figures[place] | {"amount_base": amount}, *figures[place + 1 :])
    assert {code for code, _ in found} == codes
    if cells:
        (row,) = found.values()
        assert (row["first_cell"], row["second_cell"]) == cells
        assert row["first_file"] == "balance.xlsx"


def test_industry_of_the_balance_is_not_compared_with_a_survey_alone(world: World) -> None:
    assert apart(world, *PRINTED, RETURNED[5]) == {}


#: A year of one county: the same coal by return, survey and balance; gas by company; what plants burn.
SOURCES = [
    *(at("D9", "industry_energy_purchase", tonnes, "industry", "raw_coal") for tonnes in (500, 320)),
    at("E9", "industry_energy_opening_stock", 300, "industry", "raw_coal"),
    at("F9", "industry_energy_closing_stock", 200, "industry", "raw_coal"),
    at("G9", "industry_energy_feedstock", 20, "industry", "raw_coal"),
    at("G10", "industry_energy_feedstock", 5, "power", "raw_coal"),
    at("H9", "industry_energy_consumption", 1000, "industry", "raw_coal", "205-1.xlsx"),
    at("H10", "industry_energy_consumption", 2300, "industry", "electricity", "205-1.xlsx"),
    at("B7", "energy_survey_use", 20, "industry", "raw_coal", "survey.xlsx"),
    *(at("B3", "gas_sales", sold, "whole_society", fuel) for sold, fuel in ((60, "natural_gas"), (40, "lng"))),
    at("C5", "energy_transformation_input", 600, "transformation_total", "raw_coal") | {"is_total": True},
    at("D5", "energy_transformation_input", 500, "power", "raw_coal"),
    at("E5", "energy_transformation_input", 120, "heat_supply", "raw_coal") | {"sheet": "表二"},
    at("C6", "energy_transformation_input", 40, "transformation_total", "coke") | {"is_total": True},
    at("D6", "energy_transformation_input", 20, "power", "coke") | {"sheet": "甲", "observation_id": "1"},
    at("E6", "energy_transformation_input", 20, "heat_supply", "coke") | {"sheet": "乙", "observation_id": "2"},
    at("C7", "energy_transformation_input", 640, "transformation_total", "energy_total", file="sum.xlsx"),
    at("D7", "energy_transformation_input", 520, "power", "energy_total", file="sum.xlsx"),
    at("M1", "plant_fuel_consumption", 200, "", "raw_coal", "one.xlsx"),
    at("M2", "plant_fuel_consumption", 250, "", "raw_coal", "two.xlsx"),
    at("M3", "plant_fuel_consumption", 9, "", "coke", "two.xlsx"),
    at("D24", "energy_balance", "420.000001", "industry", "raw_coal", "balance.xlsx"),
    at("W24", "energy_balance", 2300, "industry", "electricity", "balance.xlsx"),
    at("J9", "industry_energy_used_to_date", None, "industry", "raw_coal") | {"value_status": "not_available"},
]


def test_every_comparison_of_two_counties_and_years(world: World) -> None:
    """Nothing is compared where nothing was delivered; of one year the gas company's table has not come."""
    places: dict[tuple[str, int], int] = {(QUXIAN, 2020): 1, (DAZHU, 2020): 2, (QUXIAN, 2019): 3, (DAZHU, 2019): 4}
    use = [used("power", "raw_coal", 600), used("industry", "raw_coal", 300)]
    use += [used("urban", "natural_gas", 70), used("industry", "natural_gas", 40), used("road", "diesel", 0)]
    use += [used("public_institutions", fuel, 50) for fuel in ("raw_coal", "natural_gas")]

    def there(rows: list[Row], name: str) -> list[Row]:
        return [
            row
            | {"region_code": region, "year": year}
            | {name: None if row[name] is None else Decimal(row[name]) * times}
            for (region, year), times in places.items()
            for row in rows
        ]

    figures = [row | {"facility_code": str(number)} for number, row in enumerate(SOURCES)]
    figures = there(
        [row | {"observation_id": f"{row['observation_id']}/{row['facility_code']}"} for row in figures], "amount_base"
    )
    for row in figures:
        row["observation_id"] += f"/{row['region_code']}/{row['year']}"
    world.put("core/road_fuel_estimates", there([{"fuel_code": "diesel", "amount_t": 200}], "amount_t"))
    world.put("core/energy_use", there(use, "amount"))
    world.put("core/observations", figures)
    came = [{"table_name": "t", "region_code": region, "year": year} for region, year in list(places)[:3]]
    late = [came[2] | {"table_name": "gas__supply"}, came[0] | {"table_name": "yearbook__gdp"}]
    world.put("core/deliveries", [*came, *(row | {"status": "missing"} for row in late)])
    approach = "参考方法与部门方法（ENB-04）"
    # check, fuel: title after the colon, both amounts, unit, difference, within, both cells
    expected = {
        ("reference_coal", "raw_coal"): (approach, 940, 925, "t", "1.621621622", True, "", ""),
        ("reference_gas", "natural_gas"): (approach, 100, 110, "m3", "-9.090909091", False, "", ""),
        ("road_diesel", "diesel"): ("销售量与车辆测算（TRA-01）", 0, 200, "t", -100, False, "", ""),
        ("transformation_other", "raw_coal"): (
            "投入合计与发电、供热投入（ENB-01）·原煤", 600, 620, "t", "-3.225806452", False,
            "205-2.xlsx 表 C5", "205-2.xlsx 表 D5",
        ),
        ("transformation_other", "coke"): (
            "投入合计与发电、供热投入（ENB-01）·焦炭", 40, 40, "t", 0, True,
            "205-2.xlsx 表 C6", "205-2.xlsx 乙 E6",
        ),
        ("plant_coal", "raw_coal"): (
            "发电用原煤（PWR-02）·原煤", 450, 500, "t", -10, True, "two.xlsx 表 M2", "205-2.xlsx 表 D5",
        ),
        ("balance_industry", "raw_coal"): (
            "工业终端消费（ENB-06）·原煤", "420.000001", 400, "t", "5.00000025", False,
            "balance.xlsx 表 D24", "205-1.xlsx 表 H9",
        ),
    }  # fmt: skip
    found: dict[tuple[str, int], dict[tuple[str, str], tuple[object, ...]]] = {}
    for row in world.build("marts/cross_checks"):
        cells = [
            " ".join(row[f"{side}_{part}"] for part in ("file", "sheet", "cell")).strip()
            for side in ("first", "second")
        ]
        names = ("first_amount", "second_amount", "unit_code", "difference_pct", "is_within_limit")
        title = row["title_zh"].partition("：")[2]
        about = found.setdefault((row["region_code"], row["year"]), {})
        assert (row["check_code"], row["fuel_code"]) not in about
        about[row["check_code"], row["fuel_code"]] = (title, *(row[name] for name in names), *cells)
        assert (row["explanation_zh"] == "") is row["is_within_limit"]
    assert set(found) == set(list(places)[:3])
    for place, rows in found.items():
        assert rows == {
            key: (title, Decimal(one) * places[place], Decimal(two) * places[place], unit, Decimal(apart), *rest)
            for key, (title, one, two, unit, apart, *rest) in expected.items()
            if place != (QUXIAN, 2019) or key[0] != "reference_gas"
        }
    # what they rest on, in the neighbour: twice as much, first what comes first in the statement, then the largest
    rests: dict[str, list[tuple[str, str, float]]] = {
        "reference_coal/raw_coal": [
            *(("part", "observations", number) for number in (1000, 640, 600, 400, 40, 40, 10)),
            ("part", "energy_use", 1200),
            ("part", "energy_use", 600),
        ],
        "reference_gas/natural_gas": [
            *(("part", "observations", number) for number in (120, 80)),
            *(("part", "energy_use", number) for number in (140, 80)),
        ],
        "road_diesel/diesel": [("part", "energy_use", 0), ("part", "road_fuel_estimates", 400)],
        "balance_industry/raw_coal": [
            ("plus", "observations", 840.000002),
            ("other_plus", "observations", 2000),
            ("other_minus", "observations", 1000),
            ("other_minus", "observations", 240),
            ("other_plus", "observations", 40),
        ],
        "plant_coal/raw_coal": [
            *(("plus", "observations", number) for number in (500, 400)),
            ("other_plus", "observations", 1000),
        ],
    }
    for check, parents in rests.items():
        told = world.parents("cross_checks", f"{DAZHU}/2020/{check}")
        assert [(row["role"], row["parent_table"][5:], row["value_used"]) for row in told] == parents
        assert all(f"{DAZHU}/2020" in row["parent_id"] for row in told)


@pytest.mark.parametrize(
    ("second", "is_within"),
    [("50.6", True), ("50.605", False), ("48.4", True), ("48.395", False)],
)
def test_figures_that_are_printed_to_some_length_may_differ_by_half_a_unit_of_each(
    world: World, second: str, is_within: bool
) -> None:
    """1 % of 100, and 0.05 of 50.5, as much of 5.05 in units of ten, 0.005 of 100.00: less than 1.105 in all."""
    figures = [
        observed("electricity_use", "50.5", "whole_society", printed_text="50．5"),
        observed("electricity_use", second, "whole_society", unit="10k_kwh", printed_text="5.05", facility_code="2")
        | {"base_unit_code": "mwh", "observation_id": "second"},
        observed("bulletin_electricity_use", 100, printed_text="100.00"),
    ]
    row = checks(world, [], figures)["bulletin_electricity"]
    assert (row["first_amount"], row["is_within_limit"]) == (Decimal("50.5") + Decimal(second), is_within)


@pytest.mark.parametrize(("amount", "is_within"), [("100.5", True), ("100.6", False)])
def test_of_what_is_printed_without_decimals_half_of_one_is_left_open(
    world: World, amount: str, is_within: bool
) -> None:
    figures = [
        observed("population_resident", 100, unit="person", printed_text="100"),
        observed("bulletin_population_resident", amount, unit="person", printed_text=amount),
    ]
    assert checks(world, [], figures)["bulletin_population_resident"]["is_within_limit"] is is_within


def test_coal_of_a_county_without_a_survey_is_what_industry_bought(world: World) -> None:
    row = checks(world, COAL_USE, coal(820)[:-1])["reference_coal"]
    assert (row["first_amount"], row["second_amount"]) == (920, 1000)


# -- which figures are counted


@pytest.mark.parametrize(
    "other",
    [{"facility_code": "plant"}, {"sector_code": "industry"}, {"year": 2019}, {"region_code": DAZHU}],
    ids=["of one plant", "of one sector", "of a year that is not reported", "of another county"],
)
def test_what_is_not_of_the_whole_county_and_a_reported_year_is_no_part_of_its_balance(
    world: World, other: Row
) -> None:
    figures = [*POWER, observed("energy_consumption_total", 1000, unit="tce")]
    fill(world, USE, figures)
    alone = world.build("marts/energy_balance")
    world.put("core/observations", [*figures, *(row | {"observation_id": f"{row}"} | other for row in figures)])
    ships = used("bunkers_marine", "diesel", 900)
    world.put("core/energy_use", [*USE, ships, *(row | other for row in USE if {"year", "region_code"} & set(other))])
    assert world.build("marts/energy_balance") == alone != []


@pytest.mark.parametrize("unfit", ["is_preferred", "is_whole_year"])
@pytest.mark.parametrize("mart", ["energy_balance", "energy_by_industry", "cross_checks"])
def test_a_figure_that_lost_or_is_no_whole_year_changes_nothing(world: World, mart: str, unfit: str) -> None:
    figures = [
        *POWER,
        observed("energy_consumption_total", 1000, unit="tce"),
        *coal(820),
        observed("gas_sales", 100, "whole_society", "natural_gas", is_total=True),
        *BRANCHES,
        observed("clinker_output", 4000, unit="t"),
        *TRANSFORMED,
    ]
    fill(world, USE, figures)
    alone = world.build(f"marts/{mart}")
    others = [row | {"observation_id": f"{row['observation_id']}/other", unfit: False} for row in figures]
    world.put("core/observations", [*figures, *others])
    assert world.build(f"marts/{mart}") == alone != []


@pytest.mark.parametrize("unfit", ["is_preferred", "is_whole_year"])
def test_a_comparison_leads_to_the_figures_that_it_counts(world: World, unfit: str) -> None:
    """600 t of coal that form 205-2 adds up, and the 500 t and 100 t of it that it names; a plant that lacks months."""
    lost = TRANSFORMED[1] | {"observation_id": "lost", "facility_code": "plant", unfit: False}
    fill(world, [], [*TRANSFORMED, lost])
    world.build("marts/cross_checks")
    found = world.parents("cross_checks", f"{QUXIAN}/2020/transformation_other/raw_coal")
    assert [(row["role"], row["parent_id"]) for row in found] == [
        (role, row["observation_id"])
        for role, row in zip(("plus", "other_plus", "other_plus"), TRANSFORMED, strict=False)
    ]

"""The energy account: a balance beats returns, what is transformed or a raw material is not burnt by industry.

Road fuel is what was sold in the county, less all that is burnt elsewhere; shares come from the factors.
"""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest

import factors
from factors import read_rules
from schemas import vocabulary
from schemas.codes import read_codes
from schemas.problems import Refusals
from tests.staged_rows import FUELS, Row, nothing_transformed, observed, printed, stage
from tests.world import World

ACCOUNTS = read_rules("energy_accounts")


def share(fuel: str, sector: str, value: str, scope: str = "", **other: object) -> Row:
    """A stationary share as `factors/tables` gives it."""
    return {
        "factor_id": f"{fuel}.stationary_share.{sector}{scope}{other.get('valid_from', '')}",
        "subject_code": fuel,
        "property": "stationary_share",
        "sector_code": sector,
        "scope_code": scope,
        "value": value,
        "unit_code": "fraction",
        "value_base": float(value),
    } | other


SHARES = [
    share("gasoline", "industry", "0.05"),
    share("diesel", "industry", "0.65"),
    share("gasoline", "trade", "0.05"),
    share("diesel", "trade", "0.65"),
    share("gasoline", "other_services", "0.05"),
    share("diesel", "other_services", "0.65"),
    share("gasoline", "urban", "0"),
    share("diesel", "urban", "0.05"),
    share("gasoline", "rural", "0"),
    share("diesel", "rural", "0.05"),
]


def energy_use(world: World, *rows: Row, other_form: bool = True) -> dict[tuple[str, str], Decimal]:
    """Use by sector and fuel but heat; form 205-2 came too, if only to say that nothing was transformed."""
    stage(world, [*rows, nothing_transformed()] if other_form else rows)
    world.make("core/regions")
    world.put("core/factor_values", SHARES)
    used = world.build_all("core/region_scopes", "core/observations", "core/energy_inputs", "core/energy_use")
    return {(row["sector_code"], row["fuel_code"]): row["amount"] for row in used if row["fuel_code"] != "heat"}


def consumption(amount: object, fuel: str = "raw_coal", **other: object) -> Row:
    return observed("industry_energy_consumption", amount, "industry", fuel, **other)


def feedstock(amount: object, fuel: str = "raw_coal") -> Row:
    return observed("industry_energy_feedstock", amount, "industry", fuel)


def transformed(amount: object, sector: str = "power", fuel: str = "raw_coal") -> Row:
    return observed("energy_transformation_input", amount, sector, fuel)


def balance(amount: object, sector: str, fuel: str = "raw_coal", **other: object) -> Row:
    return observed("energy_balance", amount, sector, fuel, **other)


# -- what firms and utilities return


def test_what_industry_reports_is_its_use(world: World) -> None:
    assert energy_use(world, consumption(100)) == {("industry", "raw_coal"): 100}


def test_transformation_inputs_are_taken_from_industry(world: World) -> None:
    """205-1 counts coal for power and heat as consumption of the enterprise, 205-2 says how much of it that is."""
    used = energy_use(world, consumption(100), transformed(60), transformed(15, "heat_supply"))
    assert used == {("power", "raw_coal"): 60, ("heat_supply", "raw_coal"): 15, ("industry", "raw_coal"): 25}


def test_a_transformation_input_moves_emissions_and_never_adds_any(world: World) -> None:
    alone = sum(energy_use(world, consumption(100)).values())
    assert sum(energy_use(world, consumption(100), transformed(60), transformed(15, "heat_supply")).values()) == alone


@pytest.mark.parametrize(
    "rows", [[consumption(100)], [transformed(60)], [feedstock(30)], [consumption(100), feedstock(30)]], ids=len
)
def test_industry_is_a_difference_of_two_forms_and_none_without_both(world: World, rows: list[Row]) -> None:
    used = energy_use(world, *rows, other_form=False)
    assert not [sector for sector, _ in used if sector == "industry"]


def test_feedstock_is_not_burnt(world: World) -> None:
    assert energy_use(world, consumption(100), feedstock(30)) == {("industry", "raw_coal"): 70}


def test_one_fuel_is_not_taken_from_another(world: World) -> None:
    used = energy_use(world, consumption(100), consumption(7, "coke"), feedstock(2, "coke"), transformed(60))
    assert (used["industry", "raw_coal"], used["industry", "coke"]) == (40, 5)


def test_totals_are_no_fuels(world: World) -> None:
    assert energy_use(world, consumption(999, "energy_total", is_total=True)) == {}


def test_electricity_is_the_grid_companys_and_not_the_forms(world: World) -> None:
    """Both count what industry uses; the grid company counts all of it, the form only the larger firms."""
    used = energy_use(world, consumption(40, "electricity"), observed("electricity_use", 100, "industry"))
    assert used == {("industry", "electricity"): 100}
    assert energy_use(world, consumption(40, "electricity")) == {}


def test_gas_of_the_gas_company_goes_to_all_but_industry_which_reports_its_own(world: World) -> None:
    gas = [observed("gas_sales", 10, sector) for sector in ("urban", "other_services", "transport", "industry")]
    total = observed("gas_sales", 40, "whole_society", is_total=True)
    used = energy_use(world, *gas, total, consumption(12, "natural_gas"))
    assert used == {
        ("urban", "natural_gas"): 10,
        ("other_services", "natural_gas"): 10,
        ("road", "natural_gas"): 10,
        ("industry", "natural_gas"): 12,
    }


def test_months_add_up_to_the_year(world: World) -> None:
    months = [observed("electricity_use", month, "rural", period=f"2020-{month:02}") for month in range(1, 13)]
    assert energy_use(world, *months) == {("rural", "electricity"): 78}
    assert energy_use(world, *months[:11]) == {}, "eleven months are no year"


def test_a_figure_that_lost_is_not_counted(world: World) -> None:
    assert energy_use(world, consumption(100), consumption(1, vintage="preliminary")) == {("industry", "raw_coal"): 100}


@pytest.mark.parametrize("status", ["blank", "not_available", "not_applicable", "confidential"])
def test_a_missing_figure_is_no_use_rather_than_none(world: World, status: str) -> None:
    assert energy_use(world, printed("industry_energy_consumption", status, "industry", "raw_coal")) == {}


def test_a_mark_for_none_is_a_use_of_zero(world: World) -> None:
    row = printed("industry_energy_consumption", "zero_or_none", "industry", "raw_coal")
    assert energy_use(world, row) == {("industry", "raw_coal"): 0}


# -- road fuel: what was sold, less what is burnt elsewhere


def survey(amount: object, sector: str, fuel: str = "diesel") -> Row:
    return observed("energy_survey_use", amount, sector, fuel)


def sold(amount: object, fuel: str = "diesel") -> Row:
    return observed("oil_retail_sales", amount, "whole_society", fuel)


FULL_YEAR = [
    sold(10_000),
    consumption(1_500, "diesel"),
    feedstock(100, "diesel"),
    transformed(400, "power", "diesel"),
    survey(700, "construction"),
    survey(900, "agriculture"),
    survey(300, "other_services"),
    survey(40, "rural"),
    survey(60, "industry"),
    observed("transport_fuel_use", 200, "waterway", "diesel"),
    observed("transport_fuel_use", 5_000, "railway", "diesel"),
]


def test_diesel_is_parted_between_road_and_the_rest_and_nothing_is_lost(world: World) -> None:
    used = energy_use(world, *FULL_YEAR)
    assert used["industry", "diesel"] == Decimal("689")  # (1500 − 100 − 400) × 65 % + 60 × 65 %
    assert used["other_services", "diesel"] == Decimal("195")
    assert used["rural", "diesel"] == 2
    assert used["railway", "diesel"] == 5_000  # of its own depots, not sold in the county
    off_road = sum(used[sector, "diesel"] for sector in OFF_ROAD)
    assert used["road", "diesel"] == 10_000 - off_road


OFF_ROAD = ("power", "industry", "construction", "agriculture", "other_services", "rural", "waterway")


def test_a_cell_says_how_it_was_found(world: World) -> None:
    energy_use(world, *FULL_YEAR, consumption(5), observed("gas_sales", 3, "transport"))
    rules = {(row["sector_code"], row["fuel_code"]): row["rule_code"] for row in world.rows("core/energy_use")}
    assert rules["road", "diesel"] == "sold_less_other_uses"
    assert rules["road", "natural_gas"] == "measured"
    assert rules["industry", "diesel"] == "stationary_share_of_surveyed"
    assert rules["industry", "raw_coal"] == "reported"
    assert rules["construction", "diesel"] == "surveyed"
    classes = {(row["sector_code"], row["fuel_code"]): row["data_class"] for row in world.rows("core/energy_use")}
    assert classes["road", "diesel"] == "C"
    assert classes["railway", "diesel"] == "B"


@pytest.mark.parametrize("missing", range(4))
def test_road_fuel_is_no_figure_without_every_form_it_is_a_difference_of(world: World, missing: int) -> None:
    rows = [sold(10_000), consumption(1_500, "diesel"), transformed(400, "power", "diesel"), survey(1, "construction")]
    assert ("road", "diesel") in energy_use(world, *rows, other_form=False)
    used = energy_use(world, *(row for position, row in enumerate(rows) if position != missing), other_form=False)
    assert ("road", "diesel") not in used


def test_farm_diesel_of_the_yearbook_replaces_that_of_the_survey(world: World) -> None:
    yearbook = observed("agricultural_diesel_use", 1_234)
    used, plain = energy_use(world, *FULL_YEAR, yearbook), energy_use(world, *FULL_YEAR)
    assert used["agriculture", "diesel"] == 1_234
    assert plain["agriculture", "diesel"] == 900
    assert plain["road", "diesel"] - used["road", "diesel"] == 1_234 - 900


@pytest.mark.parametrize(
    ("amount", "part", "kept"),
    [
        ("0.000000001", "0.5", "0"),  # half a billionth of a tonne, to even
        ("0.000000003", "0.5", "0.000000002"),
        ("123456789012.123456789", "0.333333333", "41152262962.888889259"),
        ("0.7", "0.65", "0.455"),
    ],
)
def test_a_share_is_taken_in_whole_numbers_and_rounded_once(
    world: World, amount: str, part: str, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.SHARES", [share("diesel", "trade", part)])
    energy_use(world, survey(amount, "trade"))
    (found,) = world.rows("core/energy_inputs", "sector_code = 'trade' and fuel_code = 'diesel'")
    assert found["amount_base"] == Decimal(kept)


@pytest.mark.parametrize(
    ("county", "province", "kept"),
    [
        ({}, {}, 10),  # the county's own
        ({"valid_to": 2019}, {}, 20),  # a year ago it was 10 %: the province knows this year
        ({"valid_to": 2019}, {"valid_to": 2019}, 10),
        ({"valid_to": 2018}, {"valid_to": 2019}, 10),
        ({"valid_to": 2020}, {}, 10),  # the last year of it
        ({"valid_to": 2019}, {"valid_from": 2020, "valid_to": 2020}, 20),
        ({"valid_from": 2010}, {"valid_from": 2020}, 10),
        ({"valid_from": 2021}, {}, 20),
    ],
    ids=[
        "both of the year",
        "the county's is older",
        "both older",
        "both older, the county's most",
        "the county's ends with the year",
        "the county's is older, the province's is of the year alone",
        "the province's began later",
        "not yet",
    ],
)
def test_a_share_of_the_year_itself_wins_then_that_of_the_region_itself(
    world: World, county: Row, province: Row, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = [
        share("diesel", "trade", "0.1", "511725", **county),
        share("diesel", "trade", "0.2", "510000", **province),
    ]
    monkeypatch.setattr(f"{__name__}.SHARES", shares)
    assert energy_use(world, survey(100, "trade"))["trade", "diesel"] == kept


def test_the_share_of_the_county_and_of_the_year_beats_the_customary_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = [
        share("diesel", "trade", "0.1", "511725", valid_from=2018),
        share("diesel", "trade", "0.2", "510000"),
        share("diesel", "trade", "0.9", "511725", valid_from=2021),
        share("diesel", "trade", "0.8", "110000"),
    ]
    monkeypatch.setattr(f"{__name__}.SHARES", [*SHARES, *local])
    assert energy_use(world, survey(100, "trade"))["trade", "diesel"] == 10
    (row,) = world.rows("core/energy_inputs", "sector_code = 'trade'")
    assert (row["observed_amount"], row["share"], row["amount_base"]) == (100, Decimal("0.1"), 10)
    assert row["share_factor_id"] == "diesel.stationary_share.trade5117252018"


def test_a_use_leads_to_what_counts_for_and_against_it_and_to_each_share_once(world: World) -> None:
    """Of the 8 t surveyed 65 % count, 5.2 t; so of the 100 t returned, less 30 t and the 10 t of the power station."""
    rows = [consumption(100, "diesel"), feedstock(30, "diesel"), transformed(10, fuel="diesel"), survey(8, "industry")]
    energy_use(world, *rows, consumption(7))
    parents = [
        (row["role"], row["parent_table"], row["value_used"])
        for row in world.parents("energy_use", "511725/2020/industry/diesel")
    ]
    assert parents == [
        ("plus", "core.observations", 5.2),
        ("plus", "core.observations", 65),
        ("minus", "core.observations", 6.5),
        ("minus", "core.observations", 19.5),
        ("share", "core.factor_values", 0.65),
    ]
    coal = world.parents("energy_use", "511725/2020/industry/raw_coal")
    assert [(row["role"], row["value_used"]) for row in coal] == [("plus", 7)]


def test_a_share_that_nobody_gave_lets_nothing_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.SHARES", [])
    assert energy_use(world, survey(100, "trade")) == {}


def test_what_all_inputs_print_as_none_is_none(world: World) -> None:
    energy_use(
        world,
        printed("transport_fuel_use", "zero_or_none", "aviation", "kerosene"),
        observed("transport_fuel_use", 0, "railway", "diesel"),
        printed("industry_energy_consumption", "zero_or_none", "industry", "raw_coal"),
        survey(5, "industry", "raw_coal"),
    )
    none = {row["sector_code"]: row["is_none"] for row in world.rows("core/energy_use", "fuel_code != 'heat'")}
    assert none == {"aviation": True, "railway": False, "industry": False}


def test_public_institutions_are_a_part_of_services_and_not_added(world: World) -> None:
    institutions = observed("public_institution_energy", 4, "public_institutions", "natural_gas")
    used = energy_use(world, observed("gas_sales", 10, "other_services"), institutions)
    assert used == {("other_services", "natural_gas"): 10, ("public_institutions", "natural_gas"): 4}


def test_biomass_of_the_countryside_is_a_use_of_its_own(world: World) -> None:
    used = energy_use(world, *(observed("rural_energy_use", 3, "rural", fuel) for fuel in ("straw", "biogas")))
    assert used == {("rural", "straw"): 3, ("rural", "biogas"): 3}


# -- what a printed balance says


@pytest.mark.parametrize(
    ("fuel", "mode"),
    [
        ("gasoline", "road"),
        ("diesel", "road"),
        ("natural_gas", "road"),
        ("kerosene", "aviation"),
        ("fuel_oil", "waterway"),
        ("raw_coal", "railway"),
        ("electricity", "transport"),
        ("heat", "transport"),
    ],
)
def test_transport_in_a_balance_is_parted_by_fuel(world: World, fuel: str, mode: str) -> None:
    energy_use(world, balance(70, "transport", fuel))
    (row,) = world.rows("core/energy_use", f"fuel_code = '{fuel}' and sector_code != 'heat_supply'")
    assert (row["sector_code"], row["amount"]) == (mode, 70)
    assert row["data_class"] == ("B" if mode == "transport" else "C")


def test_a_balance_beats_returns(world: World) -> None:
    used = energy_use(world, consumption(100), observed("gas_sales", 5, "urban"), balance(70, "industry"))
    assert used == {("industry", "raw_coal"): 70}
    assert {row["account"] for row in world.rows("core/energy_use")} == {"balance"}


def test_a_balance_of_another_year_or_region_beats_nothing(world: World) -> None:
    used = energy_use(world, consumption(100), balance(70, "industry", year=2019))
    assert used["industry", "raw_coal"] in {100, 70}
    accounts = {(row["year"], row["account"]) for row in world.rows("core/energy_use")}
    assert accounts == {(2020, "returns"), (2019, "balance")}


def test_a_balance_prints_what_transformation_burns_as_negative(world: World) -> None:
    used = energy_use(world, balance(-3239, "power"), balance(-171, "heat_supply"))
    assert used == {("power", "raw_coal"): 3239, ("heat_supply", "raw_coal"): 171}


@pytest.mark.parametrize(
    ("row", "is_none"),
    [
        (printed("energy_balance", "zero_or_none", "power", "raw_coal"), True),
        (balance(0, "power"), False),
    ],
    ids=["none", "zero"],
)
def test_a_transformation_that_burns_nothing_is_a_use_of_nothing(world: World, row: Row, is_none: bool) -> None:
    assert energy_use(world, row) == {("power", "raw_coal"): 0}
    assert [use["is_none"] for use in world.rows("core/energy_use", "sector_code = 'power'")] == [is_none]


def test_what_transformation_puts_out_is_no_use(world: World) -> None:
    assert energy_use(world, balance(450, "power", "electricity"), balance(3291, "heat_supply", "heat")) == {}


def test_feedstock_in_a_balance_is_not_burnt(world: World) -> None:
    assert energy_use(world, balance(2446, "industry"), balance(345, "feedstock")) == {("industry", "raw_coal"): 2101}


@pytest.mark.parametrize("kind", ["supply", "loss", "balance", "aggregate"])
def test_only_flows_that_burn_are_uses(world: World, kind: str) -> None:
    sectors = [row["sector_code"] for row in read_codes("sectors") if row["kind"] == kind]
    assert energy_use(world, *(balance(-9, sector) for sector in sectors)) == {}


@pytest.mark.parametrize("sector", ["coal_washing", "coking", "refining", "gas_works", "briquetting"])
def test_conversion_into_other_fuels_burns_nothing(world: World, sector: str) -> None:
    assert energy_use(world, balance(-9, sector)) == {}


def test_printed_totals_are_not_counted_beside_their_parts(world: World) -> None:
    used = energy_use(
        world,
        balance(5, "urban"),
        balance(7, "rural"),
        balance(12, "residential", is_total=True),
        balance(12, "final_total", is_total=True),
        balance(12, "urban", "coal_total", is_total=True),
    )
    assert used == {("urban", "raw_coal"): 5, ("rural", "raw_coal"): 7}


# -- the list of accounts


def takes(row: dict[str, str], fuel: str) -> bool:
    wanted, refused = row["fuel_codes"].split(), row["excluded_fuel_codes"].split()
    return (not wanted or fuel in wanted) and fuel not in refused


@pytest.mark.parametrize("fuel", [fuel for fuel in FUELS if not fuel.endswith("_total")])
def test_no_observation_enters_an_account_twice(fuel: str) -> None:
    entries = [
        (row["account"], row["item_code"], row["sector_code"], row["use_sector_code"])
        for row in ACCOUNTS
        if takes(row, fuel)
    ]
    assert len(set(entries)) == len(entries)


@pytest.mark.parametrize("fuel", ["gasoline", "diesel"])
def test_what_a_sector_keeps_of_petrol_and_diesel_the_road_does_not_get(fuel: str) -> None:
    """Each row that burns petrol or diesel off the road has its mirror image among the rows of the road."""
    own = {"railway", "aviation", "pipeline_transport", "bunkers_aviation", "bunkers_marine"}  # bought elsewhere
    own |= {"energy_own_use", "public_institutions"}  # none, and a part of services
    kept = {
        (row["item_code"], row["sector_code"], row["share_sector_code"], int(row["sign"]))
        for row in ACCOUNTS
        if row["account"] == "returns"
        and row["use_sector_code"] not in {"road", *own}
        and takes(row, fuel)
        and row["item_code"] not in {"gas_sales", "electricity_use", "rural_energy_use"}
    }
    given = {
        (row["item_code"], row["sector_code"], share_sector, sign)
        for row in ACCOUNTS
        if row["use_sector_code"] == "road"
        and row["account"] == "returns"
        and takes(row, fuel)
        and row["item_code"] not in {"gas_sales", "oil_retail_sales"}
        # the rest of a share is the whole less the share
        for share_sector, sign in (
            [("", 1), (row["share_sector_code"], -1)]
            if row["takes_rest"] == "true"
            else [(row["share_sector_code"], -int(row["sign"]))]
        )
    }
    assert kept == given


def test_every_share_of_the_account_has_a_value_in_every_edition() -> None:
    values = {
        (value.property, value.subject_code, value.sector_code)
        for value in factors.load_factor_values()
        if value.edition == ""
    }
    for row in ACCOUNTS:
        if row["share_property"]:
            for fuel in row["fuel_codes"].split():
                assert (row["share_property"], fuel, row["share_sector_code"]) in values


def test_every_rule_of_the_account_is_explained() -> None:
    assert {row["rule_code"] for row in ACCOUNTS} | {"less_than_nothing"} == set(vocabulary.ENERGY_RULES)


@pytest.mark.parametrize(("better", "worse"), list(pairwise(vocabulary.ENERGY_RULES)))
def test_a_cell_carries_the_worst_rule_of_its_inputs(world: World, better: str, worse: str) -> None:
    about = {"sector_code": "road", "fuel_code": "diesel", "base_unit_code": "t", "amount_base": 1}
    for rules in ((better, worse), (worse, better)):
        inputs = [about | {"observation_id": f"o{n}", "rule_code": rule} for n, rule in enumerate(rules)]
        world.put("core/energy_inputs", inputs)
        assert [row["rule_code"] for row in world.build("core/energy_use")] == [worse]


@pytest.mark.parametrize(
    ("none", "expected"),
    [
        ({"surveyed"}, ("reported", "A")),
        ({"reported"}, ("surveyed", "C")),
        ({"reported", "surveyed"}, ("surveyed", "C")),
    ],
    ids=["the worse", "the better", "both"],
)
def test_an_input_that_is_printed_as_none_makes_no_use_doubtful(
    world: World, none: set[str], expected: tuple[str, str]
) -> None:
    about = {"sector_code": "industry", "fuel_code": "diesel", "base_unit_code": "t"}
    inputs = [
        about
        | {"observation_id": rule, "rule_code": rule, "data_class": data_class, "is_none": rule in none}
        | {"amount_base": 0 if rule in none else 1}
        for rule, data_class in (("reported", "A"), ("surveyed", "C"))
    ]
    world.put("core/energy_inputs", inputs)
    assert [(row["rule_code"], row["data_class"]) for row in world.build("core/energy_use")] == [expected]


def test_what_is_taken_from_one_use_is_added_to_another_or_leaves_as_feedstock() -> None:
    for row in ACCOUNTS:
        if (
            row["account"] == "returns"
            and row["sign"] == "-1"
            and row["item_code"] != "industry_energy_feedstock"
            and row["use_sector_code"] != "road"
        ):
            gains = {
                other["use_sector_code"]
                for other in ACCOUNTS
                if (other["item_code"], other["sector_code"]) == (row["item_code"], row["sector_code"])
                and other["sign"] == "1"
                and other["use_sector_code"] != "road"
            }
            assert gains == {row["sector_code"]}


def test_the_unit_of_a_use_is_that_of_its_fuel(world: World) -> None:
    energy_use(world, *(consumption(1, fuel) for fuel in FUELS if fuel != "electricity"))
    found = {row["fuel_code"]: row["unit_code"] for row in world.rows("core/energy_use")}
    units = {row["unit_code"]: row["dimension"] for row in read_codes("units")}
    assert {fuel: units[unit] for fuel, unit in found.items()} == {
        fuel: dimension for fuel, dimension in FUELS.items() if fuel in found
    }
    assert len(found) > 25


def test_use_has_the_worst_data_class_of_its_inputs(world: World) -> None:
    rows = energy_use(world, observed("gas_sales", 5, "urban"), consumption(5))
    assert len(rows) == 2
    classes = {row["sector_code"]: row["data_class"] for row in world.rows("core/energy_use", "fuel_code != 'heat'")}
    assert classes == {"urban": "A", "industry": "B"}


# -- less than nothing

SHAANXI, GAS = "610000", "coke_oven_gas"


def of_shaanxi(world: World, used: str, as_material: str, year: int = 2007) -> Row:
    """What its industry burns of coke-oven gas by the balance."""
    place = {"region_code": SHAANXI, "year": year}
    rows = balance(used, "industry", GAS, **place), balance(as_material, "feedstock", GAS, **place)
    energy_use(world, *rows, other_form=False)
    (found,) = world.rows("core/energy_use", "sector_code = 'industry'")
    return found


def test_a_difference_below_zero_with_a_declared_reason_is_none(new_world: Callable[..., World]) -> None:
    found = of_shaanxi(new_world(regions=(SHAANXI,)), "438000000", "526000000")
    assert (found["amount"], found["rule_code"], found["data_class"]) == (0, "less_than_nothing", "D")


def test_a_declared_reason_does_not_touch_what_is_positive(new_world: Callable[..., World]) -> None:
    found = of_shaanxi(new_world(regions=(SHAANXI,)), "538000000", "526000000")
    assert (found["amount"], found["rule_code"], found["data_class"]) == (12000000, "printed_balance", "B")


def test_a_difference_below_zero_is_refused_with_its_cells(new_world: Callable[..., World]) -> None:
    with pytest.raises(Refusals) as caught:
        of_shaanxi(new_world(regions=(SHAANXI,)), "438000000", "526000000", 2008)
    assert {(refusal.code, refusal.place.cell) for refusal in caught.value.refusals} == {("E-NEG-USE", "A1")}
    told = sorted(refusal.render() for refusal in caught.value.refusals)
    assert [f"{SHAANXI} 2008 工业 焦炉煤气" in line for line in told] == [True, True]
    assert ("−526000000" in told[0] + told[1], "＋438000000" in told[0] + told[1]) == (True, True)


def test_every_declared_reason_is_about_a_fuel_of_a_sector(world: World) -> None:
    burnt = {row["use_sector_code"] for row in ACCOUNTS}
    for row in read_rules("negative_uses"):
        assert row["sector_code"] in burnt
        assert row["fuel_code"] in FUELS
        assert row["reason_zh"]

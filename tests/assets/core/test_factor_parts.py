"""Which factor values are chosen: own edition, the year itself, the sector, the nearest region; and what is flagged."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product

import pytest

from factors import read_rules
from tests.world import OFFICIAL, QUXIAN, SECOND, SICHUAN, Row, World

#: Category E.2 burns a fuel in industry, S2.1 imports electricity.
E2 = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "raw_coal"}
S21 = {"category_code": "S2.1", "sector_code": "", "fuel_code": "electricity"}
OWN, FALLBACK = "provincial_2011", "ipcc_2006"

#: What a basis says besides its editions.
BASIS: Row = {
    "gwp_set": "sar",
    "grid_factor_policy": "provincial",
    "export_rule": "grid_factor",
    "electricity_method": "calorific",
    "waste_energy_sector": "waste",
}


def value(number: object, prop: str = "emission_factor", subject: str = "raw_coal", **other: object) -> Row:
    """A factor value; without a scope, sector, edition or year of its own it holds anywhere and ever."""
    name = "_".join(str(part) for part in (subject, prop, number, *other.values()))
    gas = "CO2" if prop.startswith("emission_factor") else ""
    return {
        "factor_id": name,
        "subject_code": subject,
        "property": prop,
        "gas": gas,
        "value_base": float(str(number)),
        "value": Decimal(str(number)),
        "unit_code": "t",
        "source_id": "book",
        "source_title": "book",
    } | other


#: What a card may say of values of other years.
CARRIED = {"carried_years": 10}


def parts(
    world: World,
    *values: Row,
    activity: Row = E2,
    year: int = 2020,
    card: Row | None = None,
    **basis: object,
) -> list[Row]:
    """The parts chosen for one activity of one year; ``card`` is what it says otherwise."""
    world.make("core/regions")
    world.build("core/region_scopes")
    world.put("core/bases", [BASIS | {"edition": OWN, "fallback_edition": FALLBACK} | basis])
    asked = {name: activity[name] for name in ("category_code", "sector_code")}
    world.put("core/category_gases", [asked | {"edition": OWN, "gas": "CO2"}])
    world.make("core/category_chains")
    world.put("core/category_chains", [row | (card or {}) for row in world.rows("core/category_chains")])
    world.put("core/factor_values", values)
    one = activity | {"year": year, "amount": 1, "unit_code": "t"}
    world.put_activities(one | {"region_code": region} for region in world.run.region_codes)
    return world.build_all("core/factor_estimates", "core/factor_parts")


def used(found: list[Row]) -> list[float]:
    return [row["value_used"] for row in sorted(found, key=lambda row: row["position"])]


# -- what is most specific


def test_the_own_edition_beats_the_one_it_falls_back_on(world: World) -> None:
    (row,) = parts(world, value(1, edition=FALLBACK), value(2, edition=OWN))
    assert (row["value_used"], row["is_fallback"]) == (2, False)


def test_what_the_edition_lacks_is_borrowed_and_the_row_says_so(world: World) -> None:
    (row,) = parts(world, value(1, edition=FALLBACK))
    assert (row["value_used"], row["is_fallback"]) == (1, True)


def test_nothing_is_borrowed_from_any_other_edition(world: World) -> None:
    assert parts(world, value(1, edition="ceads"), value(2, edition="provincial_2025")) == []


def test_an_edition_without_a_fallback_borrows_nothing(world: World) -> None:
    assert parts(world, value(1, edition=FALLBACK), fallback_edition="") == []


def test_a_value_common_to_all_editions_is_not_borrowed(world: World) -> None:
    (row,) = parts(world, value(1))
    assert (row["value_used"], row["is_fallback"]) == (1, False)


def test_a_value_of_the_year_beats_one_of_an_earlier_year(world: World) -> None:
    values = value(1, valid_from=2010, valid_to=2019), value(2, valid_from=2020, valid_to=2020)
    (row,) = parts(world, *values, card=CARRIED)
    assert (row["value_used"], row["treatment_code"], row["from_year"], row["to_year"]) == (2, "published", 2020, 2020)


# -- years without a value


def known(*years: int, **other: object) -> list[Row]:
    """Values of single years, a tenth of the year after 2000 each."""
    return [value((year - 2000) / 10, valid_from=year, valid_to=year, **other) for year in years]


def test_the_last_value_is_carried_on_and_the_row_says_so(world: World) -> None:
    (row,) = parts(world, *known(2010, 2018), card={"carried_years": 2})
    assert (row["value_used"], row["treatment_code"], row["is_allowed"]) == (1.8, "carried", True)
    assert (row["from_year"], row["to_year"], row["later_factor_id"]) == (2018, 2018, "")
    (factor,) = world.build("core/factors")
    assert (factor["value"], factor["factor_years"]) == (1.8, "2018")


@pytest.mark.parametrize(
    ("year", "carried_years", "is_allowed"),
    [(2019, 1, True), (2020, 1, False), (2020, 2, True), (2021, 2, False), (2019, 0, False)],
)
def test_a_value_that_is_carried_longer_than_its_card_allows_is_no_factor(
    world: World, year: int, carried_years: int, is_allowed: bool
) -> None:
    (row,) = parts(world, *known(2010, 2018), year=year, card={"carried_years": carried_years})
    assert (row["value_used"], row["from_year"], row["is_allowed"]) == (1.8, 2018, is_allowed)
    assert len(world.build("core/factors")) == is_allowed


def test_a_card_that_says_nothing_takes_values_of_the_year_alone(world: World) -> None:
    assert [row["is_allowed"] for row in parts(world, *known(2019, 2021))] == [False]
    assert [row["is_allowed"] for row in parts(world, *known(2020))] == [True]


def test_between_two_values_lies_a_straight_line_and_the_row_says_so(world: World) -> None:
    earlier, later = value(1, valid_from=2010, valid_to=2017), value(3, valid_from=2022, valid_to=2022)
    (row,) = parts(world, earlier, later | {"evidence": "recalled"}, card={"interpolated_years": 4})
    assert (row["value_used"], row["treatment_code"], row["is_allowed"]) == (1 + 2 * 3 / 5, "interpolated", True)
    assert (row["from_year"], row["to_year"], row["evidence"]) == (2017, 2022, "recalled")
    assert (row["factor_id"], row["later_factor_id"]) == (earlier["factor_id"], later["factor_id"])
    (factor,) = world.build("core/factors")
    assert (factor["value"], factor["factor_years"], factor["evidence"]) == (2.2, "2017/2022", "recalled")


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ({"interpolated_years": 5}, [2]),
        ({"interpolated_years": 4}, []),
        ({"interpolated_years": 4, "carried_years": 3}, [1.7]),
        ({"interpolated_years": 4, "carried_years": 2}, []),
        ({"interpolated_years": 5, "carried_years": 3}, [2]),
    ],
)
def test_a_gap_that_is_longer_than_the_card_allows_is_not_filled(
    world: World, card: Row, expected: list[float]
) -> None:
    """Between 2017 and 2023 five years are missing; 2020 is the third."""
    parts(world, *known(2017, 2023), card=card)
    assert [row["value"] for row in world.build("core/factors")] == expected


@pytest.mark.parametrize("values", [(2018,), (2019,), (2018, 2022), (2019, 2021)], ids=str)
@pytest.mark.parametrize(("policy", "is_allowed"), [("estimated", True), ("published", False)])
def test_a_strict_basis_takes_only_values_of_the_year(
    world: World, values: tuple[int, ...], policy: str, is_allowed: bool
) -> None:
    card = {"carried_years": 5, "interpolated_years": 5}
    (row,) = parts(world, *known(*values), card=card, factor_year_policy=policy)
    assert row["is_allowed"] is is_allowed
    assert len(world.build("core/factors")) == is_allowed
    (row,) = parts(world, *known(*values, 2020), card=card, factor_year_policy=policy)
    assert (row["is_allowed"], row["treatment_code"]) == (True, "published")


def test_what_may_not_be_used_stands_in_nobodys_way(world: World) -> None:
    """A value of the own edition that has run out, or one of the county, gives way to what holds in the year."""
    for better in ({"edition": OWN}, {"scope_code": QUXIAN}, {"sector_code": "industry"}):
        (row,) = parts(world, *known(2010, **better), value(9, edition=FALLBACK))
        assert (row["value_used"], row["is_allowed"]) == (9, True)


def test_one_part_that_may_not_be_used_leaves_no_factor(world: World) -> None:
    found = parts(world, *(part | {"valid_to": 2010} for part in CARBON[:1]), *CARBON[1:])
    assert [row["is_allowed"] for row in sorted(found, key=lambda row: row["position"])] == [False, *[True] * 3]
    assert world.build("core/factors") == []


def test_a_chain_that_may_be_used_beats_a_more_direct_one_that_may_not(world: World) -> None:
    found = parts(world, *CARBON, *known(2010))
    assert {row["chain_code"] for row in found} == {"carbon"}


def test_no_value_is_carried_backward(world: World) -> None:
    assert parts(world, value(1, valid_from=2021, valid_to=2021), card=CARRIED) == []


def test_a_value_of_the_sector_beats_one_of_all_sectors(world: World) -> None:
    assert used(parts(world, value(1), value(2, sector_code="industry"), value(3, sector_code="power"))) == [2]


def test_a_value_of_another_sector_is_not_used(world: World) -> None:
    assert parts(world, value(3, sector_code="power")) == []


def test_the_nearest_region_wins(world: World) -> None:
    """County, prefecture, province, group of provinces, country, anywhere."""
    scopes = ["", "100000", "rice_southwest", SICHUAN, "511700", QUXIAN]
    for count in range(1, len(scopes) + 1):
        values = [value(number, scope_code=scope) for number, scope in enumerate(scopes[:count], start=1)]
        assert used(parts(world, *values)) == [count]


def test_a_value_of_another_region_is_not_used(world: World) -> None:
    assert parts(world, value(1, scope_code="500000"), value(2, scope_code="511724")) == []


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        # edition before year, year before fuel, fuel before sector, sector before region, region before the edition's
        # own value of what all editions share
        (value(1, edition=OWN, valid_to=2010), value(2, edition=FALLBACK)),
        (value(1, subject=""), value(2, valid_to=2010)),
        (value(1), value(2, subject="", sector_code="industry")),
        (value(1), value(2, sector_code="industry", valid_to=2010)),
        (value(1, sector_code="industry"), value(2, scope_code=QUXIAN)),
        (value(1, scope_code=QUXIAN), value(2, edition=OWN)),
        (value(1, edition=OWN), value(2, valid_from=2019)),
        (value(1, valid_from=2019), value(2, valid_from=2018)),
    ],
)
def test_the_order_of_preference(world: World, better: Row, worse: Row) -> None:
    better |= {"factor_id": "the last by name"}
    assert used(parts(world, better, worse, card=CARRIED)) == used(parts(world, worse, better, card=CARRIED)) == [1]


def test_a_value_of_another_gas_or_fuel_is_not_used(world: World) -> None:
    assert parts(world, value(1, gas="CH4"), value(2, subject="coke")) == []


# -- chains

CARBON = [
    value("20.908", "ncv"),
    value("0.02637", "carbon_content"),
    value("0.94", "oxidation"),
    value("3.6666666666666665", "c_to_co2", ""),
]


def test_a_chain_is_taken_in_its_order(world: World) -> None:
    found = parts(world, *CARBON[::-1])
    assert used(found) == [20.908, 0.02637, 0.94, 3.6666666666666665]
    assert {row["chain_code"] for row in found} == {"carbon"}


@pytest.mark.parametrize("missing", range(4))
def test_a_chain_with_a_missing_part_is_no_factor(world: World, missing: int) -> None:
    assert parts(world, *(part for number, part in enumerate(CARBON) if number != missing)) == []


def test_a_direct_factor_beats_a_chain(world: World) -> None:
    assert used(parts(world, *CARBON, value("1.9"))) == [1.9]


def test_a_factor_per_energy_beats_the_carbon_chain(world: World) -> None:
    found = parts(world, *CARBON, value("0.0946", "emission_factor_per_energy"))
    assert (used(found), {row["chain_code"] for row in found}) == ([20.908, 0.0946], {"per_energy"})


def test_the_own_carbon_chain_beats_a_borrowed_direct_factor(world: World) -> None:
    found = parts(world, *CARBON, value("1.9", edition=FALLBACK))
    assert {row["chain_code"] for row in found} == {"carbon"}
    assert not any(row["is_fallback"] for row in found)


#: Category E.1.1 takes what a plant measured first; E.2 does not.
E11 = {"category_code": "E.1.1", "sector_code": "power", "fuel_code": "raw_coal"}
DIRECT = value("0.0946", "emission_factor_per_energy", edition=OWN)


def measured(*names: str) -> list[Row]:
    """What a plant of the county measured of its coal, beside borrowed defaults of the whole chain."""
    observed = {"scope_code": QUXIAN, "valid_from": 2020, "valid_to": 2020}
    numbers = {"ncv": "21", "carbon_content": "0.0263", "oxidation": "0.99"}
    return [part | {"edition": FALLBACK} for part in CARBON] + [
        value(numbers[name], name, **observed) | {"factor_id": f"observed/{name}"} for name in names
    ]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), [20.908, 0.0946]),
        (("ncv",), [21, 0.0946]),
        (("ncv", "carbon_content"), [21, 0.0263, 0.94, 3.6666666666666665]),
        (("carbon_content", "oxidation"), [20.908, 0.0263, 0.99, 3.6666666666666665]),
        (("ncv", "carbon_content", "oxidation"), [21, 0.0263, 0.99, 3.6666666666666665]),
    ],
)
def test_measured_values_come_before_a_factor_of_the_own_edition(
    world: World, names: tuple[str, ...], expected: list[float]
) -> None:
    assert used(parts(world, *measured(*names), DIRECT, activity=E11)) == expected


def test_where_the_card_does_not_ask_for_measured_values_the_own_edition_stays_first(world: World) -> None:
    everything = measured("ncv", "carbon_content", "oxidation")
    assert used(parts(world, *everything, DIRECT)) == [21, 0.0946]


def test_one_borrowed_part_makes_a_chain_borrowed(world: World) -> None:
    own = [part | {"edition": OWN} for part in CARBON]
    found = parts(world, own[0] | {"edition": FALLBACK}, *own[1:], value("1.9", edition=FALLBACK))
    assert used(found) == [1.9]


def test_each_part_is_chosen_by_itself(world: World) -> None:
    found = parts(
        world, *CARBON, value("0.98", "oxidation", sector_code="industry"), value("22", "ncv", scope_code=SICHUAN)
    )
    assert used(found) == [22, 0.02637, 0.98, 3.6666666666666665]


def test_the_carbon_chain_gives_no_methane(world: World) -> None:
    parts(world, *CARBON)
    world.put(
        "core/category_gases", [{"edition": OWN, "category_code": "E.2", "sector_code": "industry", "gas": "CH4"}]
    )
    assert world.build("core/factor_parts") == []


def test_parts_carry_their_evidence_and_their_own_flags(world: World) -> None:
    old = CARBON[0] | {"evidence": "recalled", "valid_to": 2010}
    found = sorted(parts(world, old, *CARBON[1:], card=CARRIED), key=lambda row: row["position"])
    assert [(row["evidence"], row["from_year"]) for row in found] == [("recalled", 2010), *[("original", 2020)] * 3]
    (factor,) = world.build("core/factors")
    assert (factor["evidence"], factor["factor_years"]) == ("recalled", "2010")


# -- electricity


def grid(number: object, scope: str, year: int = 2020) -> Row:
    return value(number, subject="electricity", scope_code=scope, valid_from=year, valid_to=year)


GRID = [grid(1, SICHUAN), grid(2, "grid_central_old"), grid(3, "100000")]


@pytest.mark.parametrize(("policy", "expected"), [("provincial", 1), ("regional", 2), ("national", 3)])
def test_the_policy_says_which_grid(world: World, policy: str, expected: float) -> None:
    assert used(parts(world, *GRID, activity=S21, grid_factor_policy=policy)) == [expected]


def test_what_holds_anywhere_or_for_any_fuel_is_no_grid_factor(world: World) -> None:
    assert parts(world, value(8, subject="electricity"), value(9, subject=""), activity=S21) == []


@pytest.mark.parametrize("policy", ["provincial", "regional", "national"])
def test_a_grid_factor_of_another_policy_is_not_used_instead(world: World, policy: str) -> None:
    scopes = {"provincial": SICHUAN, "regional": "grid_central_old", "national": "100000"}
    others = [row for row in GRID if row["scope_code"] != scopes[policy]]
    assert parts(world, *others, activity=S21, grid_factor_policy=policy) == []


def test_the_regional_grid_changed_in_2021(world: World) -> None:
    """Sichuan belonged to the central grid until 2020 and to the south-western one since."""
    values = [grid(1, "grid_central_old", 2020), grid(2, "grid_southwest", 2021)]
    assert used(parts(world, *values, activity=S21, year=2020, grid_factor_policy="regional")) == [1]
    assert used(parts(world, *values, activity=S21, year=2021, grid_factor_policy="regional")) == [2]


@pytest.mark.parametrize(("year", "expected"), [(2020, []), (2021, [1]), (2022, [1]), (2023, [])])
def test_a_factor_of_several_years_holds_in_those_in_which_the_region_belongs_to_its_grid(
    world: World, year: int, expected: list[float]
) -> None:
    """One that is printed for 2018 to 2022, and a grid of which Sichuan has been a part since 2021."""
    printed = grid(1, "grid_southwest") | {"valid_from": 2018, "valid_to": 2022}
    card = {"carried_years": 0}
    found = parts(world, printed, activity=S21, year=year, card=card, grid_factor_policy="regional")
    assert used([row for row in found if row["is_allowed"]]) == expected


def test_the_factor_of_the_old_grid_is_not_carried_into_the_new_one(world: World) -> None:
    assert parts(world, grid(1, "grid_central_old"), activity=S21, year=2021, grid_factor_policy="regional") == []


def test_there_is_no_line_from_the_old_grid_to_the_new_one(world: World) -> None:
    values = [grid(1, "grid_central_old", 2018), grid(2, "grid_southwest", 2022)]
    found = parts(world, *values, activity=S21, year=2020, grid_factor_policy="regional")
    assert [(row["value_used"], row["treatment_code"]) for row in found] == [(1, "carried")]
    assert parts(world, *values, activity=S21, year=2021, grid_factor_policy="regional") == []


@pytest.mark.parametrize(
    ("year", "treatment", "is_allowed"),
    [(2024, "carried", True), (2025, "carried", True), (2026, "carried", False)],
)
def test_the_card_carries_a_grid_factor_as_long_as_the_next_one_takes_to_come(
    world: World, year: int, treatment: str, is_allowed: bool
) -> None:
    (row,) = parts(world, grid(1, SICHUAN, 2023), activity=S21, year=year)
    assert (row["treatment_code"], row["is_allowed"]) == (treatment, is_allowed)


@pytest.mark.parametrize(("last", "is_allowed"), [(2018, True), (2019, False)])
def test_the_card_fills_up_to_five_years_between_two_grid_factors(world: World, last: int, is_allowed: bool) -> None:
    (row,) = parts(world, grid(1, SICHUAN, 2012), grid(2, SICHUAN, last), activity=S21, year=2015)
    assert (row["is_allowed"], row["from_year"]) == (is_allowed, 2012)


# -- regions that share their factors


def test_regions_that_share_every_factor_are_composed_once(new_world: Callable[..., World]) -> None:
    world = new_world(regions=("511724", QUXIAN, SICHUAN))
    found = parts(world, value(1, scope_code=SICHUAN))
    regions = {row["region_code"]: row["factor_region_code"] for row in world.rows("core/factor_regions")}
    assert regions == {"511724": SICHUAN, QUXIAN: SICHUAN, SICHUAN: SICHUAN}
    assert [row["factor_region_code"] for row in found] == [SICHUAN]


def test_a_factor_of_its_own_sets_a_region_apart(new_world: Callable[..., World]) -> None:
    world = new_world(regions=("511724", QUXIAN))
    parts(world, value(1, scope_code=SICHUAN), value(2, scope_code=QUXIAN))
    regions = {row["region_code"]: row["factor_region_code"] for row in world.rows("core/factor_regions")}
    assert regions == {"511724": "511724", QUXIAN: QUXIAN}


def test_a_value_of_its_own_that_is_of_no_fuel_in_particular_sets_a_region_apart(
    new_world: Callable[..., World],
) -> None:
    world = new_world(regions=("511724", QUXIAN))
    parts(world, value(1), value(2, scope_code=QUXIAN) | {"subject_code": ""})
    regions = {row["region_code"]: row["factor_region_code"] for row in world.rows("core/factor_regions")}
    assert regions == {"511724": "511724", QUXIAN: QUXIAN}


def test_a_factor_of_its_own_sets_no_region_apart_for_other_fuels(new_world: Callable[..., World]) -> None:
    world = new_world(regions=("511724", QUXIAN))
    own = value(1, scope_code=QUXIAN)
    for other in (own | {"subject_code": "diesel"}, own | {"property": "density"}):
        parts(world, other, value(2))
        assert {row["factor_region_code"] for row in world.rows("core/factor_regions")} == {"511724"}, other


def test_each_fuel_has_its_own_neighbours(new_world: Callable[..., World]) -> None:
    """The first county has coal of its own, the last one diesel: neighbours for one fuel are none for the other."""
    kaijiang, dazhu = "511723", "511724"
    world = new_world(regions=(kaijiang, dazhu, QUXIAN))
    world.make("core/regions")
    world.build("core/region_scopes")
    world.make("core/category_chains")
    own = [value(2, scope_code=kaijiang), value(3, subject="diesel", scope_code=QUXIAN)]
    world.put("core/factor_values", [value(1), value(1, subject="diesel"), *own])
    burnt = [E2 | {"fuel_code": fuel, "amount": 1, "unit_code": "t"} for fuel in ("raw_coal", "diesel")]
    world.put_activities(row | {"region_code": region} for row in burnt for region in world.run.region_codes)
    found = {
        (row["fuel_code"], row["region_code"]): row["factor_region_code"] for row in world.rows("core/factor_regions")
    }
    assert found == {
        ("raw_coal", kaijiang): kaijiang,
        ("raw_coal", dazhu): dazhu,
        ("raw_coal", QUXIAN): dazhu,
        ("diesel", kaijiang): kaijiang,
        ("diesel", dazhu): kaijiang,
        ("diesel", QUXIAN): QUXIAN,
    }


def test_where_no_factor_is_regional_all_regions_are_one(new_world: Callable[..., World]) -> None:
    world = new_world(regions=("511724", QUXIAN, "110000"))
    parts(world, value(1))
    assert {row["factor_region_code"] for row in world.rows("core/factor_regions")} == {"110000"}


# -- everything by two: whose value is whose

DAZHU = "511724"
FIRST: Row = {"basis_id": OFFICIAL, "edition": OWN, "fallback_edition": f"{FALLBACK} ceads"}
OTHER: Row = {"basis_id": SECOND, "edition": "provincial_2025", "fallback_edition": "ceads"}
KEY = ("basis_id", "factor_region_code", "year", "category_code", "sector_code", "fuel_code", "item_code", "gas")


def composed(
    world: World,
    activities: list[Row],
    gases: list[Row],
    chains: list[Row],
    values: list[Row],
    bases: tuple[Row, ...] = (FIRST,),
) -> list[Row]:
    """The parts of factors of several activities, in regions that share nothing, by cards that are put as they are."""
    world.make("core/regions")
    world.build("core/region_scopes")
    world.put("core/bases", [BASIS | basis for basis in bases])
    world.put_factor_regions(
        *world.run.region_codes, also=[row for row in activities if row["fuel_code"] and row.get("item_code")]
    )
    world.put("core/activities", [{"amount": 1, "unit_code": "t", "term_set": 1} | row for row in activities])
    world.put("core/category_gases", [{"edition": basis["edition"]} | row for row in gases for basis in bases])
    counts: dict[str, int] = {}
    for part in read_rules("factor_chains"):
        counts[part["chain_code"]] = counts.get(part["chain_code"], 0) + 1
    usual = {"chain_code": "direct", "chain_rank": 1, "gas": ""}
    chains = [usual | row for row in chains]
    world.put("core/category_chains", [row | {"parts": counts[row["chain_code"]]} for row in chains])
    world.put("core/factor_values", values)
    return world.build_all("core/factor_estimates", "core/factor_parts")


def test_each_part_is_the_value_of_its_own_basis_region_year_sector_fuel_and_gas(
    new_world: Callable[..., World],
) -> None:
    world = new_world(regions=(DAZHU, QUXIAN))
    editions = {OFFICIAL: OWN, SECOND: "provincial_2025"}
    gases, properties = ("CH4", "CO2"), {"E.2": ("emission_factor",), "E.3": ("ncv", "emission_factor_per_energy")}
    burnt = [
        (category, sector, fuel)
        for category in properties
        for sector in ("construction", "industry")
        for fuel in ("diesel", "raw_coal")
    ]
    # each region has a year of its own, and the first one all that is burnt
    years = {(DAZHU, 2019): burnt, (QUXIAN, 2020): burnt[1:], (DAZHU, 2020): burnt[:4]}
    names = ("category_code", "sector_code", "fuel_code")
    values = [
        value(
            index,
            prop,
            fuel,
            edition=edition,
            scope_code=region,
            valid_from=year,
            valid_to=year,
            sector_code=sector,
            gas=gas,
        )
        for index, (edition, region, year, sector, fuel, gas, prop) in enumerate(
            product(
                editions.values(),
                (DAZHU, QUXIAN),
                (2019, 2020),
                ("construction", "industry"),
                ("diesel", "raw_coal"),
                gases,
                [prop for chain in properties.values() for prop in chain],
            )
        )
    ]
    found = composed(
        world,
        [
            {"region_code": region, "year": year} | dict(zip(names, one, strict=True))
            for (region, year), all_of_it in years.items()
            for one in all_of_it
        ],
        [
            {"category_code": category, "sector_code": sector, "gas": gas}
            for category, sector, gas in product(properties, ("construction", "industry"), gases)
            # nobody asks for methane of the first sector in the second category
            if (category, sector, gas) != ("E.3", "construction", "CH4")
        ]
        + [{"category_code": "E.3", "sector_code": "", "gas": "CH4"}],
        [{"category_code": "E.2"}, {"category_code": "E.3", "chain_code": "per_energy"}],
        values,
        (FIRST, OTHER),
    )
    ids = {
        tuple(
            row[name]
            for name in (
                "edition",
                "scope_code",
                "valid_from",
                "sector_code",
                "subject_code",
                "gas",
                "property",
            )
        ): row["factor_id"]
        for row in values
    }
    expected = [
        (basis, region, year, *one, "", gas, position, ids[edition, region, year, one[1], one[2], gas, prop])
        for basis, edition in editions.items()
        for (region, year), all_of_it in years.items()
        for one in all_of_it
        for gas in gases
        if (*one[:2], gas) != ("E.3", "construction", "CH4")
        for position, prop in enumerate(properties[one[0]], start=1)
    ]
    assert sorted((*(row[name] for name in KEY), row["position"], row["factor_id"]) for row in found) == sorted(
        expected
    )
    assert {(row["role"], row["method"], row["is_fallback"]) for row in found} == {("factor", "multiply", False)}


@pytest.mark.parametrize("allowance", ["carried_years", "interpolated_years"])
def test_what_one_card_allows_another_does_not(world: World, allowance: str) -> None:
    """Both categories ask for the same value; one goes without its own edition, of two years before and after."""
    found = composed(
        world,
        [E2 | {"category_code": category} for category in ("E.2", "E.3")],
        [{"category_code": category, "sector_code": "industry", "gas": "CO2"} for category in ("E.2", "E.3")],
        [{"category_code": "E.2"}, {"category_code": "E.3", allowance: 3}],
        [*known(2018, 2022, edition=OWN), value(9, edition=FALLBACK)],
    )
    treatment, own = ("carried", 1.8) if allowance == "carried_years" else ("interpolated", 2)
    assert [
        (row["category_code"], row["value_used"], row["treatment_code"], row["is_fallback"], row["is_allowed"])
        for row in found
    ] == [("E.2", 9, "published", True, True), ("E.3", own, treatment, False, True)]


def test_what_has_a_memory_has_a_rate_and_what_is_outside_an_edition_has_nothing(world: World) -> None:
    """Four items of a category, each calculated otherwise, and a fuel, whose card is not asked about the item."""
    methods = {
        "waste_landfilled": "first_order_decay",
        "hfc_output": "bank",
        "clinker_output": "multiply",
        "glass_output": "outside",
    }
    about: Row = {"category_code": "E.2", "sector_code": "", "fuel_code": ""}
    asked = {name: about[name] for name in ("category_code", "sector_code")}
    found = composed(
        world,
        [about | {"item_code": item} for item in methods]
        + [about | {"fuel_code": "diesel", "item_code": "glass_output"}],
        [asked | {"item_code": item, "gas": gas, "method": method} for item, method in methods.items() for gas in GASES]
        + [asked | {"gas": "CO2"}],
        [
            {"category_code": "E.2", "gas": "CH4"},
            {"category_code": "E.2", "chain_code": "release", "role": "rate", "chain_rank": 2},
            {"category_code": "E.2", "chain_code": "charge", "gas": "CO2", "chain_rank": 3},
        ],
        [
            value(number, prop, subject, gas="")
            for subject, number in (("", 1), ("diesel", 2), ("hfc_output", 3))
            for prop in ("emission_factor", "charge", "annual_release")
        ],
    )
    kinds = {"CH4": ("factor", "direct"), "CO2": ("factor", "charge")}
    rate = ("rate", "release")
    assert [
        (row["fuel_code"], row["item_code"], row["gas"], row["method"], row["role"], row["chain_code"]) for row in found
    ] == [
        ("", item, gas, methods[item], *kind)
        for item in sorted(methods)
        if item != "glass_output"
        for gas in GASES
        for kind in ([kinds[gas]] if item == "clinker_output" else [kinds[gas], rate])
    ] + [("diesel", "glass_output", "CO2", "multiply", *kinds["CO2"])]
    assert {row["item_code"]: row["value_used"] for row in found} == {
        "clinker_output": 1,
        "glass_output": 2,
        "hfc_output": 3,
        "waste_landfilled": 1,
    }


GASES = ("CH4", "CO2")


def test_of_several_editions_the_first_that_has_a_value_is_borrowed_from(world: World) -> None:
    """And what has a value of its own borrows nothing, whatever the chain of the other gas does."""
    about: Row = {"category_code": "E.2", "sector_code": "industry"}
    found = composed(
        world,
        [E2, E2 | {"fuel_code": "diesel"}, E2 | {"fuel_code": "coke"}, E2 | {"fuel_code": "gasoline"}],
        [about | {"gas": gas} for gas in GASES],
        [{"category_code": "E.2"}],
        [
            *(value(1, subject=subject, gas=gas, edition="ceads") for subject in BURNT for gas in GASES),
            *(value(2, subject=subject, gas="CO2", edition=FALLBACK) for subject in BURNT[:3]),
            *(value(3, subject=subject, gas="CO2", edition=OWN) for subject in BURNT[:2]),
            value(4, subject=BURNT[0], gas="CO2"),
        ],
    )
    assert [(row["fuel_code"], row["gas"], row["value_used"], row["is_fallback"]) for row in found] == [
        *(("coke", *rest) for rest in (("CH4", 1, True), ("CO2", 3, False))),
        *(("diesel", *rest) for rest in (("CH4", 1, True), ("CO2", 3, False))),
        *(("gasoline", *rest) for rest in (("CH4", 1, True), ("CO2", 2, True))),
        *(("raw_coal", *rest) for rest in (("CH4", 1, True), ("CO2", 1, True))),
    ]


BURNT = ("coke", "diesel", "gasoline", "raw_coal")


def test_of_two_values_that_are_alike_the_first_by_name_is_used(world: World) -> None:
    both = [value(number, valid_from=2020 - number) | {"factor_id": name} for number, name in ((1, "b"), (1, "a"))]
    for values in (both, both[::-1]):
        (row,) = composed(
            world,
            [E2],
            [{"category_code": "E.2", "sector_code": "industry", "gas": "CO2"}],
            [{"category_code": "E.2"}],
            values,
        )
        assert row["factor_id"] == "a"


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        # allowed before measured: what was measured has run out
        ({"valid_to": 2010}, "direct"),
        # measured before borrowed, borrowed before rank
        ({"edition": FALLBACK}, "per_energy"),
        ({}, "per_energy"),
    ],
)
def test_the_order_of_preference_of_chains(world: World, chain: Row, expected: str) -> None:
    """A direct factor of the own edition beside a chain of which a plant measured one part."""
    measured_part = value(21, "ncv") | chain | {"factor_id": "observed/ncv"}
    found = composed(
        world,
        [E2],
        [{"category_code": "E.2", "sector_code": "industry", "gas": "CO2"}],
        [
            {"category_code": "E.2", "chain_code": "per_energy", "chain_rank": 2, "is_measured_first": True},
            {"category_code": "E.2", "is_measured_first": True},
        ],
        [measured_part, value("0.1", "emission_factor_per_energy", gas="CO2"), value(2)],
    )
    assert {row["chain_code"] for row in found} == {expected}
    assert [row["position"] for row in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize("first", ["direct", "per_energy"])
def test_of_two_chains_that_are_alike_the_first_of_the_card_is_taken(world: World, first: str) -> None:
    found = composed(
        world,
        [E2],
        [{"category_code": "E.2", "sector_code": "industry", "gas": "CO2"}],
        [{"category_code": "E.2", "chain_code": code, "chain_rank": 1 + (code != first)} for code in TWO_CHAINS],
        [value(21, "ncv"), value("0.1", "emission_factor_per_energy"), value(2)],
    )
    assert {row["chain_code"] for row in found} == {first}


TWO_CHAINS = ("direct", "per_energy")

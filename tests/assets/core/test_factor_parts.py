"""Which factor values are chosen: own edition, the year itself, the sector, the nearest region; and what is flagged."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.world import QUXIAN, SICHUAN, Row, World

#: Category E.2 burns a fuel in industry, S2.1 imports electricity.
E2 = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "raw_coal"}
S21 = {"category_code": "S2.1", "sector_code": "", "fuel_code": "electricity"}
OWN, FALLBACK = "provincial_2011", "ipcc_2006"


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
    chosen = {
        "edition": OWN,
        "fallback_edition": FALLBACK,
        "gwp_set": "sar",
        "grid_factor_policy": "provincial",
        "export_rule": "grid_factor",
        "electricity_method": "calorific",
        "waste_energy_sector": "waste",
    } | basis
    world.put("core/bases", [chosen])
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


@pytest.mark.parametrize("values", [(2018,), (2018, 2022)], ids=["carried", "interpolated"])
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


def test_where_no_factor_is_regional_all_regions_are_one(new_world: Callable[..., World]) -> None:
    world = new_world(regions=("511724", QUXIAN, "110000"))
    parts(world, value(1))
    assert {row["factor_region_code"] for row in world.rows("core/factor_regions")} == {"110000"}

"""The inventory: each cell a number or a key with its reason, equivalents by the basis, what is missing said aloud."""

from collections.abc import Callable
from decimal import Decimal

import pytest

import factors
from schemas import vocabulary
from tests.staged_rows import DAZHU, FUELS, Row, compute, nothing_transformed, observed
from tests.world import OFFICIAL, QUXIAN, SECOND, World

NewWorld = Callable[..., World]

#: Sector and item of one species of trees that is surveyed.
SURVEYED = next(
    (asked.sector_code, asked.item_code)
    for card in factors.load_categories()
    for asked in card.asked_gases()
    if asked.method == "stock_difference"
)

GWP_SETS = ("sar", "ar4", "ar5", "ar6")


def emission(category: str, gas: str, tonnes: object, **other: object) -> Row:
    return {"category_code": category, "gas": gas, "emissions_t": tonnes} | other


def inventory(world: World, *emissions: Row, gaps: list[Row] | None = None) -> list[Row]:
    """The inventory over some emissions and gaps; cards and potentials are the project's own."""
    world.make("core/categories", "core/category_gases", "core/gwps")
    if "core/bases" not in world.tables:
        world.make("core/bases")
    places = [{"region_code": region, "year": year} for region in world.run.region_codes for year in world.run.years]
    world.put("core/deliveries", [{"table_name": "t"} | place for place in places])
    world.put("core/emissions", emissions)
    world.put("marts/completeness", gaps or [])
    return world.build_all("core/inventories", "marts/county_inventory")


def cell(rows: list[Row], category: str, gas: str = "CO2", basis: str = OFFICIAL) -> Row:
    (found,) = [row for row in rows if (row["category_code"], row["gas"], row["basis_id"]) == (category, gas, basis)]
    return found


# -- constructed case 4: warming potentials


@pytest.mark.parametrize(
    ("gas", "tonnes", "equivalents"), [("CH4", 100, (2100, 2500, 2800, 2790)), ("N2O", 10, (3100, 2980, 2650, 2730))]
)
def test_constructed_case_4_equivalents_by_set(
    world: World, gas: str, tonnes: int, equivalents: tuple[int, ...]
) -> None:
    common = {
        "edition": "ipcc_2006",
        "grid_factor_policy": "provincial",
        "export_rule": "grid_factor",
        "electricity_method": "calorific",
        "waste_energy_sector": "waste",
    }
    bases = [common | {"basis_id": f"ipcc_2006-{gwp_set}", "gwp_set": gwp_set} for gwp_set in GWP_SETS]
    world.put("core/bases", bases)
    rows = inventory(world, *(emission("E.2", gas, tonnes, basis_id=basis["basis_id"]) for basis in bases))
    found = [cell(rows, "E.2", gas, basis["basis_id"])["emissions_tco2e"] for basis in bases]
    assert tuple(found) == equivalents


def test_carbon_dioxide_is_its_own_equivalent(world: World) -> None:
    found = cell(inventory(world, emission("E.2", "CO2", "123.456789")), "E.2")
    assert found["emissions_t"] == found["emissions_tco2e"] == Decimal("123.456789")


def test_an_equivalent_is_exact(world: World) -> None:
    found = cell(inventory(world, emission("A.1", "CH4", "34141.353895")), "A.1", "CH4")
    assert found["emissions_tco2e"] == Decimal("34141.353895") * 21


# -- sums


def test_a_cell_is_the_exact_sum_of_what_is_in_it(world: World) -> None:
    parts = [emission("E.2", "CO2", "0.1", fuel_code=fuel) for fuel in ("raw_coal", "coke", "diesel")]
    assert cell(inventory(world, *parts), "E.2")["emissions_t"] == Decimal("0.3")


def test_cells_do_not_mix(new_world: NewWorld) -> None:
    world = new_world(years=(2019, 2020), bases=(OFFICIAL, SECOND))
    rows = inventory(
        world,
        emission("E.2", "CO2", 1),
        emission("E.2", "CO2", 2, year=2019),
        emission("E.2", "CO2", 4, basis_id=SECOND),
        emission("E.3.1", "CO2", 8),
    )
    found = {
        (row["basis_id"], row["year"], row["category_code"]): row["emissions_t"] for row in rows if row["emissions_t"]
    }
    assert found == {
        (OFFICIAL, 2020, "E.2"): 1,
        (OFFICIAL, 2019, "E.2"): 2,
        (SECOND, 2020, "E.2"): 4,
        (OFFICIAL, 2020, "E.3.1"): 8,
    }


def test_a_cell_has_the_worst_evidence_and_data_class_in_it(world: World) -> None:
    rows = inventory(
        world,
        emission("E.2", "CO2", 1, fuel_code="coke", evidence="original", data_class="A"),
        emission("E.2", "CO2", 1, fuel_code="diesel", evidence="recalled", data_class="C"),
        emission("E.3.1", "CO2", 1, evidence="secondary", data_class="B"),
    )
    assert (cell(rows, "E.2")["evidence"], cell(rows, "E.2")["data_class"]) == ("recalled", "C")
    assert (cell(rows, "E.3.1")["evidence"], cell(rows, "E.3.1")["data_class"]) == ("secondary", "B")
    assert (cell(rows, "E.4")["evidence"], cell(rows, "E.4")["data_class"]) == ("", "")


def test_a_cell_says_how_much_of_it_rests_on_which_evidence(world: World) -> None:
    """Methane counts 21 times, and a removal by its magnitude; where there is no number nothing weighs."""
    rows = inventory(
        world,
        emission("E.2", "CO2", 3, fuel_code="coke", evidence="original"),
        emission("E.2", "CO2", 1, fuel_code="diesel", evidence="recalled"),
        emission("E.2", "CO2", -2, fuel_code="gasoline", evidence="recalled"),
        emission("E.9", "CH4", 1, evidence="secondary"),
    )

    def weights(row: Row) -> list[object]:
        return [row[f"{grade}_tco2e"] for grade in vocabulary.EVIDENCE]

    assert weights(cell(rows, "E.2")) == [3, 0, 3]
    assert weights(cell(rows, "E.9", "CH4")) == [0, 21, 0]
    assert weights(cell(rows, "E.4")) == [0, 0, 0]


def test_a_cell_says_of_which_other_years_its_factors_are(world: World) -> None:
    rows = inventory(
        world,
        emission("S2.3", "CO2", 1, sector_code="urban", factor_years="2018/2021"),
        emission("S2.3", "CO2", 1, sector_code="rural", factor_years="2018/2021"),
        emission("S2.3", "CO2", 1, sector_code="industry", factor_years="2012"),
        emission("S2.3", "CO2", 1, sector_code="trade"),
        emission("S3.1", "CO2", 1),
    )
    assert cell(rows, "S2.3")["factor_years"] == "2012 2018/2021"
    assert (cell(rows, "S3.1")["factor_years"], cell(rows, "S2.1")["factor_years"]) == ("", "")


def test_electricity_is_a_memo_item_and_clinker_counts(world: World) -> None:
    rows = inventory(world, emission("S2.1", "CO2", -5), emission("P.1", "CO2", 7))
    assert (cell(rows, "S2.1")["is_in_total"], cell(rows, "S2.1")["emissions_t"]) == (False, -5)
    assert cell(rows, "P.1")["is_in_total"] is True


# -- keys


def gap(category: str, key: str, reason: str, gas: str = "CO2", **other: object) -> Row:
    return {
        "category_code": category,
        "gas": gas,
        "notation_key": key,
        "reason_code": reason,
        "reason_zh": reason,
    } | other


def test_zero_is_a_number_and_no_key(world: World) -> None:
    found = cell(inventory(world, emission("E.2", "CO2", 0)), "E.2")
    assert (found["emissions_t"], found["notation_key"], found["is_incomplete"]) == (0, "", False)


def test_what_is_not_estimated_is_not_zero(world: World) -> None:
    found = cell(inventory(world, gaps=[gap("E.2", "NE", "no_activity_data")]), "E.2")
    assert (found["emissions_t"], found["emissions_tco2e"]) == (None, None)
    assert (found["notation_key"], found["reason_code"]) == ("NE", "no_activity_data")
    assert found["reason_zh"]


@pytest.mark.parametrize(
    ("about", "reason", "named"),
    [
        (
            {"sector_code": "landfill", "item_code": "waste_food"},
            "no_activity_data",
            "卫生填埋场（厌氧，有覆土）：缺少活动水平数据",
        ),
        ({"item_code": "clinker_output"}, "no_activity_data", "水泥熟料产量：缺少活动水平数据"),
        ({"sector_code": "industry", "fuel_code": "coke"}, "no_activity_data", "工业焦炭：缺少活动水平数据"),
        ({"sector_code": "industry", "fuel_code": "coke"}, "no_factor", "工业：缺少排放因子"),
        ({}, "no_factor", "缺少排放因子"),
    ],
    ids=["a sector with its item", "an item", "a fuel of a sector", "a fuel without a factor", "the whole category"],
)
def test_a_gap_is_named_by_its_sector_or_else_its_item_and_a_missing_figure_by_its_fuel(
    world: World, about: Row, reason: str, named: str
) -> None:
    found = cell(inventory(world, gaps=[gap("E.2", "NE", reason, **about)]), "E.2")
    assert found["reason_zh"] == named


def test_what_an_edition_does_not_ask_for_is_not_applicable(world: World) -> None:
    found = cell(inventory(world, gaps=[gap("E.2", "NA", "outside_edition", "CH4")]), "E.2", "CH4")
    assert (found["notation_key"], found["reason_code"]) == ("NA", "outside_edition")


def test_a_number_that_lacks_a_part_is_incomplete_and_stays_a_number(world: World) -> None:
    gaps = [gap("E.2", "NE", "no_factor", fuel_code="other_petroleum")]
    found = cell(inventory(world, emission("E.2", "CO2", 7), gaps=gaps), "E.2")
    assert (found["emissions_t"], found["notation_key"]) == (7, "")
    assert (found["is_incomplete"], found["reason_code"]) == (True, "partial")
    assert found["reason_zh"]


def test_not_estimated_weighs_more_than_not_applicable(world: World) -> None:
    gaps = [gap("E.2", "NA", "outside_edition"), gap("E.2", "NE", "no_factor", fuel_code="coke")]
    found = cell(inventory(world, gaps=gaps), "E.2")
    assert found["notation_key"] == "NE"


@pytest.mark.parametrize(
    ("gaps", "reason", "named"),
    [
        (
            {"coke": ("NE", "no_activity_data"), "diesel": ("NE", "no_factor"), "gasoline": ("NE", "no_factor")},
            "no_factor",
            "工业焦炭：缺少活动水平数据；工业：缺少排放因子",
        ),
        (
            {"coke": ("NE", "no_activity_data"), "diesel": ("IE", "included_elsewhere")},
            "no_activity_data",
            "工业焦炭：缺少活动水平数据；工业：已计入别处",
        ),
        (
            {"coke": ("NE", "no_activity_data"), "diesel": ("NA", "outside_edition")},
            "no_activity_data",
            "工业焦炭：缺少活动水平数据；工业：该版指南不要求核算",
        ),
        (
            dict.fromkeys(("coke", "diesel", "gasoline", "kerosene", "lpg"), ("NE", "no_activity_data")),
            "no_activity_data",
            "；".join(
                sorted(f"工业{fuel}：缺少活动水平数据" for fuel in ("焦炭", "柴油", "汽油", "煤油", "液化石油气"))
            ),
        ),
    ],
    ids=[
        "a factor is missing and a figure",
        "a figure is missing, another stands elsewhere",
        "a figure is missing, another is not asked for",
        "figures are missing",
    ],
)
def test_of_several_reasons_the_one_that_tells_most_is_given_and_each_is_named_once(
    world: World, gaps: dict[str, tuple[str, str]], reason: str, named: str
) -> None:
    """A missing factor tells more than a missing figure: somebody delivered the figure."""
    listed = [gap("E.2", *gaps[fuel], fuel_code=fuel, sector_code="industry") for fuel in gaps]
    for given in (listed, listed[::-1]):
        found = cell(inventory(world, gaps=given), "E.2")
        assert (found["notation_key"], found["reason_code"], found["reason_zh"]) == ("NE", reason, named)


@pytest.mark.parametrize(
    "other",
    [{"basis_id": SECOND}, {"region_code": DAZHU}, {"year": 2019}, {"category_code": "E.3.1"}, {"gas": "CH4"}],
    ids=lambda other: next(iter(other)),
)
def test_a_gap_is_one_of_its_own_cell_and_a_mass_too(new_world: NewWorld, other: Row) -> None:
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020), bases=(OFFICIAL, SECOND))
    rows = inventory(world, emission("E.2", "CO2", 7), gaps=[gap("E.2", "NE", "no_factor") | other])
    place = {"basis_id": OFFICIAL, "region_code": QUXIAN, "year": 2020, "category_code": "E.2", "gas": "CO2"}
    told = {
        tuple(row[name] for name in place): (row["emissions_t"], row["is_incomplete"], row["reason_code"])
        for row in rows
        if row["emissions_t"] is not None or row["is_incomplete"]
    }
    there = place | other
    assert told == {tuple(place.values()): (7, False, ""), tuple(there.values()): (None, True, "no_factor")}


@pytest.mark.parametrize(
    ("keys", "tonnes", "told"),
    [
        (["NO"], 0, ("NO", None)),
        (["IE", "NO"], 0, ("IE", None)),
        (["NA", "NO"], 7, ("", 7)),
        (["IE"], 7, ("", 7)),
        (["NE", "NO"], 0, ("NE", None)),
        (["NE", "NO"], 7, ("", 7)),
        (["IE", "NA", "NO"], None, ("IE", None)),
        (["NA", "NO"], None, ("NO", None)),
    ],
)
def test_of_several_keys_the_weightiest_is_given_where_there_is_no_mass(
    world: World, keys: list[str], tonnes: int | None, told: tuple[str, int | None]
) -> None:
    """What does not occur has no mass, not even zero; what is elsewhere or not asked for leaves that of the others."""
    reasons = {"NE": "no_factor", "IE": "included_elsewhere", "NO": "none_reported", "NA": "outside_edition"}
    emissions = [] if tonnes is None else [emission("E.2", "CO2", tonnes)]
    gaps = [gap("E.2", key, reasons[key], fuel_code=fuel) for key, fuel in zip(keys, FUELS, strict=False)]
    found = cell(inventory(world, *emissions, gaps=gaps), "E.2")
    assert (found["notation_key"], found["emissions_t"]) == told


def test_every_category_gas_and_year_has_a_cell(new_world: NewWorld) -> None:
    world = new_world(years=(2019, 2020), bases=(OFFICIAL, SECOND))
    rows = inventory(world)
    known = {(card.code, gas) for card in factors.load_categories() for gases in card.gases.values() for gas in gases}
    assert {(row["category_code"], row["gas"]) for row in rows} == known
    assert len(rows) == len(known) * 4


def test_a_cell_leads_to_its_emissions_and_to_what_was_asked_for_in_vain(world: World) -> None:
    """Each part once: what was asked for and found is there as an emission."""
    rows = inventory(world, emission("E.2", "CO2", 7, fuel_code="coke"), emission("E.2", "CH4", 1, fuel_code="coke"))
    found = {"coke": "emission", "diesel": "activity", "lpg": "none", "lng": "nothing", "kerosene": "elsewhere"}
    asked = [{"category_code": "E.2", "gas": "CO2", "fuel_code": fuel, "found": what} for fuel, what in found.items()]
    world.put("core/asked_activities", [*asked, asked[1] | {"category_code": "E.4"}, asked[1] | {"gas": "CH4"}])
    place = f"{OFFICIAL}/{QUXIAN}/2020/E.2"
    assert cell(rows, "E.2")["emissions_t"] == 7
    parents = world.parents("county_inventory", f"{place}/CO2")
    assert [(row["role"], row["parent_id"], row["value_used"]) for row in parents] == [
        ("potential", "sar/CO2", 1),
        ("part", f"{place}//coke//CO2", 7),
        *(("asked", f"{place}//{fuel}//CO2", None) for fuel in sorted(set(found) - {"coke"})),
    ]


# -- the whole way


def test_a_category_without_data_is_not_estimated_and_says_who_has_them(world: World) -> None:
    compute(world, [], "marts/county_inventory", "marts/completeness")
    rows = world.rows("marts/county_inventory")
    assert {row["notation_key"] for row in rows} == {"NE", "NA"}
    assert all(row["reason_zh"] for row in rows)
    assert all(row["department_zh"] for row in world.rows("marts/completeness"))


def test_each_gap_names_its_reason(world: World) -> None:
    rows = [
        observed("industry_energy_consumption", 5, "industry", "raw_coal"),
        observed("industry_energy_consumption", 5, "industry", "other_petroleum"),
        nothing_transformed(),
    ]
    compute(world, rows, "marts/county_inventory", "marts/completeness")
    gaps = {
        (row["category_code"], row["gas"], row["sector_code"], row["notation_key"], row["reason_code"])
        for row in world.rows("marts/completeness")
    }
    assert ("E.5.1", "CO2", "urban", "NE", "no_activity_data") in gaps
    assert ("E.2", "CH4", "", "NA", "outside_edition") in gaps
    assert ("E.2", "CO2", "construction", "NE", "no_activity_data") in gaps
    assert not [gap for gap in gaps if gap[:3] == ("E.2", "CO2", "industry") and gap[4] == "outside_edition"]
    found = {(row["category_code"], row["gas"]): row for row in world.rows("marts/county_inventory")}
    assert found["E.2", "CO2"]["is_incomplete"] is True
    assert found["E.2", "CH4"]["notation_key"] == "NA"
    assert {row["region_code"] for row in found.values()} == {QUXIAN}


def test_an_activity_without_a_factor_is_a_gap_only_if_there_is_some(world: World) -> None:
    key: Row = {"category_code": "E.2", "sector_code": "industry", "unit_code": "t"}
    world.make("core/bases", "core/categories", "core/category_gases", "core/expected_activities")
    world.put("core/deliveries", [{"table_name": "t"}])
    for amount, expected in ((0, set()), (3, {("coke", "NE", "no_factor")})):
        world.put("core/activities", [key | {"fuel_code": "coke", "amount": amount}])
        found = world.build_all("core/asked_activities", "marts/completeness")
        about = {(row["fuel_code"], row["notation_key"], row["reason_code"]) for row in found if row["fuel_code"]}
        assert {row for row in about if row[2] == "no_factor"} == expected


@pytest.mark.parametrize("lacks", ["gasoline", "diesel", "natural_gas"])
def test_road_transport_is_known_when_petrol_diesel_and_gas_of_vehicles_are(world: World, lacks: str) -> None:
    key: Row = {"category_code": "E.3.1", "sector_code": "road", "unit_code": "t", "amount": 3}
    world.make("core/bases", "core/categories", "core/category_gases", "core/expected_activities")
    world.put("core/deliveries", [{"table_name": "t"}])
    for fuels, gaps in (
        ({"gasoline", "diesel", "natural_gas"}, set()),
        ({"gasoline", "diesel", "natural_gas"} - {lacks}, {lacks}),
    ):
        world.put("core/activities", [key | {"fuel_code": fuel} for fuel in sorted(fuels)])
        found = world.build_all("core/asked_activities", "marts/completeness")
        about = [row for row in found if row["category_code"] == "E.3.1" and row["reason_code"] == "no_activity_data"]
        assert {row["fuel_code"] for row in about} == gaps


def test_a_year_that_is_not_reported_has_no_gaps(world: World) -> None:
    """Fuel without a factor, in another year than that of the run; and a sector the edition has no place for."""
    key: Row = {"category_code": "E.2", "unit_code": "t", "year": 2019, "amount": 3, "fuel_code": "coke"}
    world.make("core/bases", "core/categories", "core/category_gases", "core/expected_activities")
    world.put("core/deliveries", [{"table_name": "t", "year": 2020}])
    world.put("core/activities", [key | {"sector_code": sector} for sector in ("industry", "power")])
    found = world.build_all("core/asked_activities", "marts/completeness")
    assert {row["year"] for row in found} == {2020}


@pytest.mark.parametrize(
    ("category", "sector", "item", "gas", "expected"),
    [
        ("P.12.2", "", "cars_new", "HFC134a", {"no_activity_data"}),
        ("W.1", "landfill", "waste_food", "CH4", {"no_activity_data"}),
        ("L.1.1", SURVEYED[0], SURVEYED[1], "CO2", set()),
    ],
    ids=[
        "a bank leaks what was added in the year itself",
        "a landfill decays whether or not somebody says that it is closed",
        "a surveyed stock is known between two surveys",
    ],
)
def test_what_is_left_of_a_stock_hides_no_missing_addition(
    new_world: NewWorld, category: str, sector: str, item: str, gas: str, expected: set[str]
) -> None:
    world = new_world(bases=("ipcc_2006-ar5",))
    world.make("core/bases", "core/categories", "core/category_gases", "core/expected_activities")
    world.put("core/deliveries", [{"table_name": "t"}])
    key = {"basis_id": "ipcc_2006-ar5", "sector_code": sector, "item_code": item}
    world.put("core/emissions", [emission(category, gas, 4, **key)])
    world.build_all("core/asked_activities", "marts/completeness")
    about = f"category_code = '{category}' and item_code = '{item}' and sector_code = '{sector}' and gas = '{gas}'"
    assert {row["reason_code"] for row in world.rows("marts/completeness", about)} == expected


def test_a_landfill_that_was_printed_as_none_is_closed_and_complete(world: World) -> None:
    key: Row = {"category_code": "W.1", "sector_code": "landfill", "item_code": "waste_food", "unit_code": "t"}
    world.make("core/bases", "core/categories", "core/category_gases", "core/expected_activities")
    world.put("core/deliveries", [{"table_name": "t"}])
    world.put("core/activities", [key | {"amount": 0, "is_none": True}])
    found = world.build_all("core/asked_activities", "marts/completeness")
    assert not [row for row in found if row["item_code"] == "waste_food" and row["notation_key"] == "NE"]


# -- what does not occur, what is counted elsewhere


def none(item: str, **other: object) -> Row:
    """A cell in which a department printed that there is none."""
    return observed(item, None, value_status="zero_or_none", **other)  # type: ignore[arg-type]


def keys(world: World, *rows: Row) -> dict[tuple[str, str], tuple[str, Decimal | None]]:
    """Key and mass of every cell of the inventory over some observations."""
    compute(world, rows, "marts/county_inventory", "marts/completeness")
    found = world.rows("marts/county_inventory")
    return {(row["category_code"], row["gas"]): (row["notation_key"], row["emissions_t"]) for row in found}


def test_what_was_printed_as_none_does_not_occur_and_leads_to_that_cell(world: World) -> None:
    assert keys(world, none("clinker_output"))["P.1", "CO2"] == ("NO", None)
    assert {row["reason_code"] for row in world.rows("marts/completeness", "category_code = 'P.1'")} == {
        "none_reported"
    }
    world.compute("marts/inventory_trace")
    traced = world.rows("marts/inventory_trace", "published_table = 'county_inventory' and cell != ''")
    assert {row["published_id"].split("/", 3)[3] for row in traced} == {"P.1/CO2"}


def test_a_printed_zero_is_a_number(world: World) -> None:
    assert keys(world, observed("clinker_output", 0))["P.1", "CO2"] == ("", Decimal(0))


def test_what_nobody_reported_is_not_estimated_even_if_another_part_is_none(world: World) -> None:
    found = keys(world, none("sown_area_rice_early"), none("sown_area_rice_late"))
    assert found["A.1", "CH4"][0] == "NE"


def test_a_part_that_is_none_leaves_the_number_of_the_others(world: World) -> None:
    rows = [observed("sown_area_rice_single", 10), none("sown_area_rice_early"), none("sown_area_rice_late")]
    assert keys(world, *rows)["A.1", "CH4"] == ("", Decimal("1.562"))


def test_gas_of_trade_is_counted_with_other_services_where_the_company_does_not_part_them(world: World) -> None:
    compute(world, [observed("gas_sales", 100, "other_services", unit_code="10k_m3")])
    trade = "category_code = 'E.4' and sector_code = 'trade' and fuel_code = 'natural_gas' and gas = 'CO2'"
    (gap_of_it,) = world.rows("marts/completeness", trade)
    assert (gap_of_it["notation_key"], gap_of_it["target_category_code"]) == ("IE", "E.4")


def test_nothing_is_counted_elsewhere_where_there_is_nothing(world: World) -> None:
    compute(world, [])
    found = world.rows("marts/completeness", "category_code = 'E.4' and sector_code = 'trade' and fuel_code != ''")
    assert {row["notation_key"] for row in found} == {"NE"}


def test_a_gas_without_a_potential_is_not_estimated_and_says_so(world: World) -> None:
    """The second assessment report has no value for NF3."""
    assert cell(inventory(world), "P.10", "NF3")["reason_zh"] == ""
    found = cell(inventory(world, emission("P.10", "NF3", 1)), "P.10", "NF3")
    assert (found["notation_key"], found["reason_code"], found["is_incomplete"]) == ("NE", "no_potential", True)
    assert found["emissions_t"] is found["emissions_tco2e"] is None

"""Intensities: which CO2, over which GDP or people; a missing side makes no figure, and the reason is given."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from assets.lineage import row_id
from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, Row, World

NewWorld = Callable[..., World]
FUEL, WITH = "fuel_only", "energy"
INDICATORS = ("marts/assessed_calibers", "marts/county_indicators__co2", "marts/county_indicators")


def co2(category: str, tonnes: object, **other: object) -> Row:
    missing: Row = {"notation_key": "NE", "reason_code": "no_activity_data"}
    return (
        {"category_code": category, "gas": "CO2", "emissions_t": tonnes, "emissions_tco2e": tonnes}
        | other
        | (missing if tonnes is None else {})
    )


def residents(year: int, persons: object, **other: object) -> Row:
    return {
        "observation_id": f"residents/{year}/{len(other)}",
        "item_code": "population_resident",
        "year": year,
        "period": str(year),
        "amount_base": persons,
        "unit_code": "person",
        "base_unit_code": "person",
    } | other


def gdp(yuan: object, base: int = 2020, **other: object) -> Row:
    return {"price_base_year": base, "gdp_cny": yuan} | other


def indicators(
    world: World,
    cells: list[Row],
    gdps: list[Row] | None = None,
    people: list[Row] | None = None,
    others: list[Row] | None = None,
) -> dict[tuple[str, str, int], Row]:
    """Indicators of the assessed view in 2020 by code, scope and price base."""
    delivered = [{"region_code": region, "year": year} for region in world.run.region_codes for year in (2015, 2020)]
    world.put("core/deliveries", [{"table_name": "t"} | row for row in delivered])
    world.put_inventory(cells)
    world.put("core/gdp", gdps or [])
    world.put("core/observations", people or [])
    world.make("core/bases", "core/categories", "core/price_bases")
    new = {row["category_code"] for row in others or []}
    cards = [row for row in world.rows("core/categories") if row["category_code"] not in new]
    world.put("core/categories", [*cards, *(others or [])])
    rows = world.build_all("core/mean_population", "core/category_lines", "marts/assessment_co2", *INDICATORS)
    return {
        (row["indicator_code"], row["caliber"], row["price_base_year"]): row
        for row in rows
        if row["year"] == 2020
        and row["caliber"] in (FUEL, WITH)
        and row["method"] == "bottom_up"
        and not row["grid_factor_year"]
    }


CELLS = [co2("E.1.1", 100), co2("E.2", 50), co2("P.1", 7), co2("S2.1", -30)]
PEOPLE = [residents(2019, 900), residents(2020, 1100)]


def test_fuel_is_all_of_energy_and_nothing_else(world: World) -> None:
    found = indicators(world, CELLS, [gdp(1_000_000)])
    assert found["co2_per_gdp", FUEL, 2020]["numerator"] == 150


def test_the_assessed_view_adds_net_imported_electricity_with_its_sign(world: World) -> None:
    found = indicators(world, CELLS, [gdp(1_000_000)])
    assert found["co2_per_gdp", WITH, 2020]["numerator"] == 120


def test_energy_that_is_not_burnt_as_fuel_does_not_enter(world: World) -> None:
    fugitive = {"category_code": "E.10", "ipcc_2006_code": "1.B.2.b", "ipcc_2006_code_if_energy": "1.B.2.b"}
    non_energy = {"category_code": "E.7", "ipcc_2006_code": "2.D", "ipcc_2006_code_if_energy": "2.D"}
    memo = {"category_code": "M.1", "ipcc_2006_code": "1.A.3.a.i", "ipcc_2006_code_if_energy": "1.A.3.a.i"}
    found = indicators(
        world,
        [*CELLS, co2("E.10", 1000), co2("E.7", 2000), co2("M.1", 4000)],
        [gdp(1_000_000)],
        others=[fugitive, non_energy, memo | {"is_in_total": False}],
    )
    assert found["co2_per_gdp", FUEL, 2020]["numerator"] == 150
    assert found["co2_per_gdp", WITH, 2020]["numerator"] == 120


def test_other_gases_are_no_carbon_dioxide(world: World) -> None:
    methane = co2("E.2", 9999, gas="CH4")
    assert indicators(world, [*CELLS, methane], [gdp(1_000_000)])["co2_per_gdp", FUEL, 2020]["numerator"] == 150


def test_intensity_is_per_ten_thousand_yuan(world: World) -> None:
    row = indicators(world, CELLS, [gdp(1_000_000)])["co2_per_gdp", FUEL, 2020]
    assert (row["value"], row["unit_zh"]) == (Decimal("1.5"), "吨二氧化碳/万元")


def test_price_bases_are_the_declared_ones_up_to_what_is_delivered(world: World) -> None:
    found = indicators(world, CELLS)
    assert {(scope, base) for code, scope, base in found if code == "co2_per_gdp"} == {
        (scope, base) for scope in (FUEL, WITH) for base in (2015, 2020)
    }


@pytest.mark.parametrize(("last", "base"), [(2024, 2020), (2025, 2020), (2026, 2025)])
def test_all_years_are_headed_in_the_prices_of_the_plan_period_of_the_last(
    new_world: NewWorld, last: int, base: int
) -> None:
    """So that 2025 compares with 2020; in other prices every year is a row besides."""
    years = range(2020, last + 1)
    world = new_world(years=tuple(years))
    at_prices = {2020: 2_000_000, 2025: 4_000_000}
    gdps = [gdp(yuan, prices, year=year) for prices, yuan in at_prices.items() for year in years]
    indicators(world, [co2("E.2", 300, year=year) for year in years], gdps)
    world.put("core/deliveries", [{"table_name": "t", "year": year} for year in years])
    world.build_all(*INDICATORS)
    about = f"indicator_code = 'co2_per_gdp' and caliber = '{FUEL}'"
    found = {
        (row["year"], row["price_base_year"]): (row["value"], row["is_price_base_in_force"])
        for row in world.rows("marts/county_indicators", about)
    }
    assert found == {
        (year, prices): (Decimal(3_000_000) / yuan, prices == base)
        for prices, yuan in at_prices.items()
        if prices <= last
        for year in years
    }
    headed = world.rows("marts/county_indicators", "is_headline and indicator_code = 'co2_per_gdp'")
    assert {(row["year"], row["price_base_year"], row["caliber"]) for row in headed} == {
        (year, base, WITH) for year in years
    }


def test_in_other_prices_than_those_in_force_there_is_only_what_is_shown_beside_them(world: World) -> None:
    """CO2 by fuel and by the factor of the year: neither standard coal nor a factor that is held."""
    indicators(world, CELLS, [gdp(1_000_000, base) for base in (2015, 2020)])
    known = world.rows("marts/assessed_calibers")
    held = {"variant": "fixed_factor", "factor_base_year": 2015}
    world.put("marts/assessed_calibers", [*known, *(row | held for row in known if row["variant"] == "current_factor")])
    rows = world.build("marts/county_indicators__co2")
    told = {
        is_in_force: {
            (row["method"], row["grid_factor_year"])
            for row in rows
            if row["indicator_code"] == "co2_per_gdp"
            and (row["year"], row["is_price_base_in_force"]) == (2020, is_in_force)
        }
        for is_in_force in (True, False)
    }
    assert told == {
        True: {("bottom_up", 0), ("bottom_up", 2015), ("standard_coal", 0)},
        False: {("bottom_up", 0)},
    }


def test_an_intensity_is_over_the_gdp_of_its_own_price_base(world: World) -> None:
    found = indicators(world, CELLS, [gdp(1_000_000, 2015), gdp(2_000_000, 2020)])
    assert found["co2_per_gdp", FUEL, 2015]["value"] == Decimal("1.5")
    assert found["co2_per_gdp", FUEL, 2020]["value"] == Decimal("0.75")


def test_per_head_is_per_mean_population_of_the_year(world: World) -> None:
    row = indicators(world, CELLS, people=PEOPLE)["co2_per_resident", FUEL, 0]
    assert (row["denominator"], row["value"]) == (1000, Decimal("0.15"))


def test_a_mean_of_an_odd_number_of_people_keeps_its_half(world: World) -> None:
    row = indicators(world, CELLS, people=[residents(2019, 900), residents(2020, 1101)])["co2_per_resident", FUEL, 0]
    assert row["denominator"] == Decimal("1000.5")


@pytest.mark.parametrize(
    "people",
    [
        [residents(2020, 1100)],
        [residents(2019, 900)],
        [residents(2018, 900), residents(2020, 1100)],
        [residents(2019, None), residents(2020, 1100)],
        [residents(2019, 900), residents(2020, 1100, is_preferred=False)],
        [residents(2019, 900, region_code=DAZHU), residents(2020, 1100)],
    ],
    ids=["first year", "last year", "a gap", "not known", "lost", "another county"],
)
def test_without_both_ends_of_the_year_there_is_no_mean(world: World, people: list[Row]) -> None:
    row = indicators(world, CELLS, people=people)["co2_per_resident", FUEL, 0]
    assert (row["value"], row["notation_key"]) == (None, "NE")
    assert "常住人口" in row["reason_zh"]


def test_registered_people_are_not_residents(world: World) -> None:
    people = [row | {"item_code": "population_registered"} for row in PEOPLE]
    assert indicators(world, CELLS, people=people)["co2_per_resident", FUEL, 0]["notation_key"] == "NE"


def test_without_gdp_there_is_a_key_and_a_reason(world: World) -> None:
    found = [row for (code, *_), row in indicators(world, CELLS).items() if code == "co2_per_gdp"]
    assert found
    assert {(row["value"], row["notation_key"]) for row in found} == {(None, "NE")}
    assert all("地区生产总值" in row["reason_zh"] for row in found)


def test_a_year_that_the_chain_does_not_reach_is_not_estimated(world: World) -> None:
    row = indicators(world, CELLS, [gdp(1_000_000, 2020, year=2019)])["co2_per_gdp", FUEL, 2020]
    assert (row["value"], row["denominator"], row["notation_key"]) == (None, None, "NE")


@pytest.mark.parametrize("people", [[residents(2019, 0), residents(2020, 0)]])
def test_nothing_is_divided_by_nobody(world: World, people: list[Row]) -> None:
    row = indicators(world, CELLS, people=people)["co2_per_resident", FUEL, 0]
    assert (row["value"], row["notation_key"]) == (None, "NE")


def test_without_net_electricity_the_assessed_view_is_not_estimated(world: World) -> None:
    found = indicators(world, [*CELLS[:3], co2("S2.1", None)], [gdp(1_000_000)])
    assert found["co2_per_gdp", FUEL, 2020]["value"] == Decimal("1.5")
    row = found["co2_per_gdp", WITH, 2020]
    assert (row["value"], row["notation_key"]) == (None, "NE")
    assert row["reason_zh"].startswith("缺少分子")


def test_a_numerator_with_a_part_missing_is_incomplete_and_says_so(world: World) -> None:
    for cells in ([*CELLS, co2("E.5.1", None)], [co2("E.2", 50, is_incomplete=True), *CELLS[:1], *CELLS[2:]]):
        row = indicators(world, cells, [gdp(1_000_000)])["co2_per_gdp", FUEL, 2020]
        assert (row["value"], row["is_incomplete"]) == (Decimal("1.5"), True)
        assert row["reason_zh"]


def test_what_is_complete_says_nothing(world: World) -> None:
    row = indicators(world, CELLS, [gdp(1_000_000)])["co2_per_gdp", FUEL, 2020]
    assert (row["is_incomplete"], row["reason_zh"], row["notation_key"]) == (False, "", "")


def test_process_emissions_that_are_missing_do_not_taint_the_energy_indicator(world: World) -> None:
    cells = [*CELLS[:2], co2("P.1", None), CELLS[3]]
    assert indicators(world, cells, [gdp(1_000_000)])["co2_per_gdp", FUEL, 2020]["is_incomplete"] is False


def test_a_ratio_is_rounded_once(world: World) -> None:
    row = indicators(world, [co2("E.2", 1), co2("S2.1", 0)], [gdp(30_000)])["co2_per_gdp", FUEL, 2020]
    assert row["value"] == Decimal("0.333333333")


def test_counties_do_not_mix(new_world: NewWorld) -> None:
    world = new_world(regions=(QUXIAN, DAZHU))
    cells = [*CELLS, co2("E.2", 1000, region_code=DAZHU), co2("S2.1", 0, region_code=DAZHU)]
    indicators(world, cells, [gdp(1_000_000), gdp(1_000_000, region_code=DAZHU)])
    found = {
        row["region_code"]: row["value"]
        for row in world.rows("marts/county_indicators", f"caliber = '{FUEL}' and price_base_year = 2020")
    }
    assert found == {QUXIAN: Decimal("1.5"), DAZHU: 10}


def caliber(world: World, code: str, name: str, method: str = "bottom_up", held: int = 0) -> Row:
    (row,) = world.rows(
        "marts/county_indicators",
        f"indicator_code = '{code}' and caliber = '{name}' and method = '{method}' and grid_factor_year = {held} "
        "and year = 2020 and base_year = 0 and price_base_year in (0, 2020)",
    )
    return row


def test_since_2026_processes_of_industry_count_with_combustion_and_electricity(world: World) -> None:
    """100 + 50 of fuels, 7 of clinker, −30 of electricity."""
    indicators(world, CELLS, [gdp(1_000_000)], PEOPLE)
    row = caliber(world, "co2_per_gdp", "stat_2026")
    assert (row["numerator"], row["value"]) == (127, Decimal("1.27"))
    assert caliber(world, "co2_per_resident", "stat_2026")["value"] == Decimal("0.127")
    levels = {name: caliber(world, "energy_co2", name) for name in (FUEL, WITH, "stat_2026")}
    assert {name: (row["value"], row["denominator"]) for name, row in levels.items()} == {
        FUEL: (150, 1), WITH: (120, 1), "stat_2026": (127, 1)
    }  # fmt: skip


def test_a_process_that_is_missing_taints_only_the_caliber_that_counts_it(world: World) -> None:
    indicators(world, [*CELLS, co2("P.2", None)], [gdp(1_000_000)])
    row = caliber(world, "co2_per_gdp", "stat_2026")
    assert (row["numerator"], row["is_incomplete"]) == (127, True)
    assert row["reason_zh"] == "工业生产过程的二氧化碳不完整"
    assert caliber(world, "co2_per_gdp", WITH)["is_incomplete"] is False


# -- the three indicators of the provincial report

KEYS = {f"{gas}_key": "NE" for gas in ("co2", "ch4", "n2o", "hfcs", "pfcs", "sf6", "emissions")}


def line(code: str, co2_t: object, co2e: object, **other: object) -> Row:
    keys = KEYS if co2_t is None else KEYS | {"co2_key": "", "emissions_key": ""}
    return {"line_code": code, "co2_t": co2_t, "emissions_tco2e": co2e} | keys | other


FORM = [
    line("total", 170, 260),
    line("energy", 150, 160),
    line("ippu", 50, 50),
    line("agriculture", None, None),
    line("waste", None, None),
    line("lulucf", -30, -25),
    line("memo.electricity", 9999, 9999, is_incomplete=True),
]


def of_the_report(world: World, form: list[Row], **tables: list[Row]) -> dict[tuple[str, bool, int], Row]:
    """Indicators of the provincial total in 2020 by code, whether LULUCF is in it, and price base."""
    world.put("core/deliveries", [{"table_name": "t", "year": year} for year in (2015, 2020)])
    world.make("core/bases", "core/price_bases")
    world.put("marts/provincial_summary", form)
    for table, rows in tables.items():
        world.put(table.replace("__", "/"), rows)
    return {
        (row["indicator_code"], row["is_with_lulucf"], row["price_base_year"]): row
        for row in world.build_all(*INDICATORS)
        if row["caliber"] == "total" and row["basis_id"] == OFFICIAL
    }


def test_the_total_is_told_without_and_with_land_use(world: World) -> None:
    found = of_the_report(
        world, FORM, core__gdp=[gdp(1_000_000)], core__mean_population=[{"persons": 1000}], marts__energy_balance=[]
    )
    without, whole = (found["co2_per_gdp", is_with, 2020] for is_with in (False, True))
    assert (without["numerator"], without["value"]) == (200, 2)
    assert (whole["numerator"], whole["value"]) == (170, Decimal("1.7"))
    people = [found["ghg_per_resident", is_with, 0]["value"] for is_with in (False, True)]
    assert people == [Decimal("0.285"), Decimal("0.26")]


def test_where_nobody_knows_land_use_the_total_without_it_stands(world: World) -> None:
    """150 + 50 t of CO2 (160 + 50 of all gases): nothing is known that could be taken off."""
    form = [line("total", 200, 210), *FORM[1:5], line("lulucf", None, None)]
    found = of_the_report(world, form, core__gdp=[gdp(1_000_000)], core__mean_population=[{"persons": 1000}])
    assert [found["co2_per_gdp", is_with, 2020]["numerator"] for is_with in (False, True)] == [200, 200]
    assert [found["ghg_per_resident", is_with, 0]["numerator"] for is_with in (False, True)] == [210, 210]


def test_the_total_too_is_over_the_gdp_of_its_own_price_base(world: World) -> None:
    found = of_the_report(world, FORM, core__gdp=[gdp(1_000_000, 2015), gdp(2_000_000, 2020)])
    assert [found["co2_per_gdp", False, base]["value"] for base in (2015, 2020)] == [2, 1]


ENERGY = {"row_code": "energy_consumption", "fuel_code": "total", "unit_code": "tce"}


def test_primary_energy_is_counted_as_the_basis_counts_electricity(world: World) -> None:
    consumed = ENERGY | {"calorific_tce": 100, "coal_equivalent_tce": 400}
    others = [consumed | {"row_code": "residual", "calorific_tce": 7}, consumed | {"year": 2019, "calorific_tce": 8}]
    of_the_report(world, FORM, marts__energy_balance=[consumed, *others])
    bases = world.rows("core/bases")
    for method, value in (("calorific", 2), ("coal_equivalent", Decimal("0.5"))):
        world.put("core/bases", [basis | {"electricity_method": method} for basis in bases])
        world.build_all(*INDICATORS)
        (row,) = world.rows(
            "marts/county_indicators",
            "indicator_code = 'co2_per_primary_energy' and not is_with_lulucf and year = 2020",
        )
        assert row["value"] == value


def test_of_each_indicator_one_variant_is_the_headline(world: World) -> None:
    """With net imported electricity where that is counted, without removals, in the prices of the plan period."""
    tables = {"core__gdp": [gdp(1_000_000, base) for base in (2015, 2020)]}
    indicators(world, CELLS, people=PEOPLE)
    of_the_report(world, FORM, **tables, marts__energy_balance=[ENERGY | {"calorific_tce": 100}])
    headlines = world.rows("marts/county_indicators", f"is_headline and year = 2020 and basis_id = '{OFFICIAL}'")
    assert {
        row["indicator_code"]: (row["caliber"], row["is_with_lulucf"], row["price_base_year"]) for row in headlines
    } == {
        "co2_per_gdp": (WITH, False, 2015),
        "co2_per_resident": (WITH, False, 0),
        "ghg_per_resident": ("total", False, 0),
        "co2_per_primary_energy": ("total", False, 0),
        "energy_co2": (WITH, False, 0),
    }
    assert len(headlines) == 5


def test_land_use_that_is_missing_taints_only_what_holds_it(world: World) -> None:
    form = [row | {"is_incomplete": row["line_code"] == "lulucf"} for row in FORM]
    found = of_the_report(world, form, core__gdp=[gdp(1_000_000)])
    assert [found["co2_per_gdp", is_with, 2020]["is_incomplete"] for is_with in (False, True)] == [False, True]


@pytest.mark.parametrize("sector", ["energy", "ippu", "agriculture", "waste"])
def test_a_sector_that_is_incomplete_taints_the_total_without_and_with_land_use(world: World, sector: str) -> None:
    form = [row | {"is_incomplete": row["line_code"] == sector} for row in FORM]
    found = of_the_report(world, form, core__gdp=[gdp(1_000_000)])
    assert [found["co2_per_gdp", is_with, 2020]["is_incomplete"] for is_with in (False, True)] == [True, True]


def test_co2_is_whole_where_only_another_gas_lacks_something(world: World) -> None:
    form = [row | {"is_incomplete": row["line_code"] in ("agriculture", "total")} for row in FORM]
    cell: Row = {"form_code": "provincial", "gas_column": "CO2", "mass_key": "NE", "emissions_key": "NE"}
    cells = [cell | {"line_code": code} for code in ("energy", "ippu", "waste", "lulucf")]
    tables = {"core__gdp": [gdp(1_000_000)], "core__mean_population": [{"persons": 1000}]}
    for is_incomplete in (False, True):  # CO2 of waste
        shown = [row | {"is_incomplete": is_incomplete and row["line_code"] == "waste"} for row in cells]
        found = of_the_report(world, form, **tables, marts__form_cells=shown)
        assert found["co2_per_gdp", False, 2020]["is_incomplete"] == is_incomplete
        assert found["ghg_per_resident", False, 0]["is_incomplete"]


def test_energy_that_is_incomplete_makes_its_indicator_incomplete(world: World) -> None:
    consumed = ENERGY | {"calorific_tce": 100, "coal_equivalent_tce": 100, "is_incomplete": True}
    found = of_the_report(world, FORM, core__gdp=[gdp(1_000_000)], marts__energy_balance=[consumed])
    assert found["co2_per_primary_energy", False, 0]["is_incomplete"]
    assert found["co2_per_primary_energy", False, 0]["reason_zh"]
    assert not found["co2_per_gdp", False, 2020]["is_incomplete"]


def test_without_energy_the_reason_names_it(world: World) -> None:
    row = of_the_report(world, FORM)["co2_per_primary_energy", True, 0]
    assert (row["value"], row["notation_key"], row["reason_zh"]) == (None, "NE", "缺少能源消费总量")


def form_cell(line_code: str, gas: str, co2e: object, key: str = "", **other: object) -> Row:
    """A cell of the provincial form, of one gas."""
    mass: Row = {"emissions_t": co2e, "emissions_tco2e": co2e, "mass_key": key, "emissions_key": key}
    return {"form_code": "provincial", "line_code": line_code, "gas_column": gas} | mass | other


#: Of the total methane, of which 5 t CO2e are of land use; nitrous oxide that nobody knows; no SF6 at all.
BY_GAS = [
    form_cell("total", "CH4", 100),
    form_cell("lulucf", "CH4", 5),
    form_cell("energy", "CH4", 60),
    form_cell("total", "N2O", None, "NE", is_incomplete=True),
    form_cell("total", "SF6", None, "NO"),
    form_cell("lulucf", "PFCs", 9),
    form_cell("total", "all", 260),
    form_cell("total", "CH4", 777, form_code="ipcc"),
    form_cell("total", "CH4", 444, year=2019),
    form_cell("total", "CH4", 333, basis_id="provincial_2011-ar5"),
    form_cell("total", "CH4", 222, region_code=DAZHU),
]


def test_each_gas_of_the_total_is_told_without_and_with_land_use(world: World) -> None:
    """What does not occur has no row; what is incomplete in one gas taints no other."""
    of_the_report(world, FORM, core__gdp=[], core__mean_population=[{"persons": 10}], marts__form_cells=BY_GAS)
    here = f"year = 2020 and basis_id = '{OFFICIAL}' and region_code = '{QUXIAN}'"
    rows = world.rows("marts/county_indicators", f"gas != '' and {here}")
    found = {
        (row["gas"], row["is_with_lulucf"]): (row["numerator"], row["is_incomplete"], row["notation_key"])
        for row in rows
    }
    assert found == {
        ("CH4", False): (95, False, ""),
        ("CH4", True): (100, False, ""),
        ("N2O", False): (None, True, "NE"),
        ("N2O", True): (None, True, "NE"),
    }
    assert {row["indicator_code"] for row in rows} == {"ghg_per_resident"}
    assert not any(row["is_headline"] for row in rows)
    (methane, *_) = (row for row in rows if row["gas"] == "CH4")
    assert "甲烷" in methane["title_zh"]
    assert ", CH4" in methane["title_en"]


def lineage_of_indicators(world: World) -> Callable[..., list[tuple[str, str, str]]]:
    """What an indicator of the county in 2020 rests on, in order: role, table and id."""
    world.show_lineage("county_indicators")
    parents: dict[str, list[tuple[str, str, str]]] = {}
    for row in world.query("select * from lineage.county_indicators order by child_id, position"):
        parents.setdefault(row["child_id"], []).append((row["role"], row["parent_table"], row["parent_id"]))
    told = world.rows("marts/county_indicators")

    def parents_of(**named: object) -> list[tuple[str, str, str]]:
        about = {"year": 2020, "region_code": QUXIAN, "basis_id": OFFICIAL} | named
        (row,) = (row for row in told if row | about == row)
        return parents[row_id("marts.county_indicators", row)]

    return parents_of


def test_an_intensity_rests_on_its_numerator_and_on_the_gdp_of_its_prices(world: World) -> None:
    sectors = [
        gdp(7, 2015, sector_code="primary_industry"),
        gdp(8, 2015, year=2019),
        gdp(9),
        gdp(6, 2015, region_code=DAZHU),
    ]
    beside = [co2("E.2", 4, gas="CH4"), co2("E.2", 5, year=2019), co2("E.2", 6, region_code=DAZHU)]
    indicators(world, [*CELLS, *beside], [gdp(1_000_000, 2015), *sectors], PEOPLE)
    here, parents_of = f"{OFFICIAL}/{QUXIAN}/2020", lineage_of_indicators(world)
    over = ("denominator", "core.gdp", f"{QUXIAN}/2020/2015/")
    about: Row = {"indicator_code": "co2_per_gdp", "price_base_year": 2015, "grid_factor_year": 0}
    fuels = [("numerator", "marts.county_inventory", f"{here}/{category}/CO2") for category in ("E.1.1", "E.2")]
    assert parents_of(**about, caliber=FUEL) == [*fuels, over]
    for method, variant in (("bottom_up", "current_factor"), ("standard_coal", "standard_coal")):
        whole = ("numerator", "marts.assessed_calibers", f"{here}/{variant}/0/energy/total")
        assert parents_of(**about, caliber=WITH, method=method) == [whole, over]
    people = ("denominator", "core.mean_population", f"{QUXIAN}/2020")
    assert parents_of(indicator_code="co2_per_resident", caliber=FUEL) == [*fuels, people]
    assert parents_of(indicator_code="energy_co2", caliber=FUEL) == fuels


def test_a_total_without_land_use_rests_on_two_lines_of_the_form(world: World) -> None:
    energy = [ENERGY | {"calorific_tce": 100}, ENERGY | {"calorific_tce": 9, "row_code": "residual"}]
    of_the_report(
        world,
        FORM,
        core__gdp=[],
        core__mean_population=[{"persons": 10}],
        marts__form_cells=BY_GAS,
        marts__energy_balance=energy,
    )
    here, parents_of = f"{OFFICIAL}/{QUXIAN}/2020", lineage_of_indicators(world)
    people = ("denominator", "core.mean_population", f"{QUXIAN}/2020")
    used = ("denominator", "marts.energy_balance", f"{QUXIAN}/2020/energy_consumption/total")
    lines = [
        (role, "marts.provincial_summary", f"{here}/{line}")
        for role, line in (("numerator", "total"), ("minus", "lulucf"))
    ]
    cells = [
        (role, "marts.form_cells", f"{here}/provincial/{line}/CH4")
        for role, line in (("numerator", "total"), ("minus", "lulucf"))
    ]
    for is_with, count in ((False, 2), (True, 1)):
        about: Row = {"caliber": "total", "is_with_lulucf": is_with}
        per_head = about | {"indicator_code": "ghg_per_resident"}
        assert parents_of(**per_head, gas="") == [*lines[:count], people]
        assert parents_of(**per_head, gas="CH4") == [*cells[:count], people]
        assert parents_of(**about, indicator_code="co2_per_primary_energy") == [*lines[:count], used]

"""Views of one data set: IPCC, GPC and assessed CO2 from the same emissions, and the bridge that explains each total.

The world holds one category of each kind that some view treats in its own way; every expected total is added by hand.
"""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.staged_rows import DAZHU
from tests.world import FORMS, OFFICIAL, QUXIAN, SECOND, Row, World

NewWorld = Callable[..., World]

#: Category → line of the provincial form, IPCC code, counts in the total, GPC reference by sector. Of waste, `urban`
#: is what the county makes and treats, `rural` what is brought in, `trade` what is sent out.
CARDS: dict[str, tuple[str, str, bool, dict[str, str]]] = {
    "E.1.1": ("energy.fossil.energy_industries", "1.A.1.a", True, {"power": "I.4.4", "heat_supply": "I.4.1"}),
    "E.2": ("energy.fossil.industry_construction", "1.A.2", True, {"industry": "I.3.1"}),
    "E.7": ("energy.non_energy_use", "2.D.1", True, {"": "IV.2"}),
    "E.10": ("energy.oil_gas", "1.B.2.b", True, {"": "I.8.1"}),
    "P.1": ("ippu.cement", "2.A.1", True, {"": "IV.1"}),
    "P.12": ("ippu.hfc", "2.F.1", True, {"": "IV.2"}),
    "A.1": ("agriculture.rice", "3.C.7", True, {"": "V.3"}),
    "L.1": ("lulucf.forest.arbor", "3.B.1", True, {"": "V.2"}),
    "L.9": ("lulucf.other", "", True, {}),
    "W.1": ("waste.solid", "4.A", True, {"urban": "III.1.1", "rural": "III.1.3"}),
    "W.2": ("", "", False, {"trade": "III.1.2"}),
    "S2.1": ("memo.electricity", "", False, {}),
    "S2.3": ("", "", False, {"industry": "I.3.2", "urban": "I.1.2"}),
    "S3.1": ("", "", False, {"industry": "I.3.3"}),
    "M.1": ("memo.bunkers.aviation", "1.A.3.a.i", False, {"": "II.4.3"}),
}

#: Tonnes by category, sector and gas; the potentials of SAR are 21 for CH4, 310 for N2O and 1300 for HFC-134a.
TONNES: dict[tuple[str, str, str], str] = {
    ("E.1.1", "power", "CO2"): "1000.000001",
    ("E.1.1", "heat_supply", "CO2"): "200",
    ("E.1.1", "power", "N2O"): "0.5",
    ("E.2", "industry", "CO2"): "500",
    ("E.7", "", "CO2"): "3",
    ("E.10", "", "CH4"): "10",
    ("E.10", "", "CO2"): "2",
    ("P.1", "", "CO2"): "400",
    ("P.12", "", "HFC134a"): "0.1",
    ("A.1", "", "CH4"): "100",
    ("L.1", "", "CO2"): "-700",
    ("L.9", "", "CO2"): "-5",
    ("W.1", "urban", "CH4"): "20",
    ("W.1", "rural", "CH4"): "5",
    ("W.2", "trade", "CH4"): "2",
    ("S2.1", "", "CO2"): "-300",
    ("S2.3", "industry", "CO2"): "90",
    ("S2.3", "urban", "CO2"): "60",
    ("S3.1", "industry", "CO2"): "9",
    ("M.1", "", "CO2"): "7",
}

FUEL = Decimal("1700.000001")  # E.1.1 and E.2
PROVINCIAL = FUEL + Decimal("155") + 3 + 210 + 2 + 400 + 130 + 2100 - 700 - 5 + 420 + 105

TOTALS = {
    "provincial": PROVINCIAL,
    "provincial_without_lulucf": PROVINCIAL + 705,
    "ipcc": PROVINCIAL + 5,
    # heat supply, industry, oil and gas, own waste inside and outside, electricity of industry and households
    "gpc_basic": Decimal(200 + 500 + 212 + 420 + 42 + 150),
    "gpc_basic_plus": Decimal(200 + 500 + 212 + 420 + 42 + 150) + 3 + 400 + 130 + 2100 - 700 + 9 + 7,
    "gpc_territorial": PROVINCIAL + 5,
    "assessment": FUEL - 300,
}


def fill(
    world: World,
    tonnes: dict[tuple[str, str, str], str] = TONNES,
    places: dict[tuple[str, str, int], int] | None = None,
    **place: object,
) -> None:
    """Cards, emissions and everything below the views; of several places each so many times the tonnes."""
    world.make("core/bases", "core/gwps", "core/price_bases")
    world.put(
        "core/categories",
        [
            {
                "category_code": code,
                "title_zh": code,
                "provincial_line_code": line,
                "provincial_line_if_energy": line,
                "ipcc_2006_code": ipcc,
                "ipcc_2006_code_if_energy": ipcc,
                "is_in_total": is_in_total,
                "is_removal": line.startswith("lulucf"),
            }
            for code, (line, ipcc, is_in_total, _) in CARDS.items()
        ],
    )
    world.put(
        "core/category_views",
        [
            {"category_code": code, "sector_code": sector, "gpc_line_code": reference}
            for code, (*_, gpc) in CARDS.items()
            for sector, reference in gpc.items()
        ],
    )
    asked = sorted({(category, gas) for category, _, gas in TONNES | tonnes})
    world.put(
        "core/category_gases",
        [
            {"edition": "provincial_2011", "category_code": category, "gas": gas, "method": "multiply"}
            for category, gas in asked
        ],
    )
    years = [(region, year) for region in world.run.region_codes for year in world.run.years]
    world.put("core/deliveries", [{"table_name": "t", "region_code": region, "year": year} for region, year in years])
    emissions: list[Row] = [
        {"category_code": category, "sector_code": sector, "gas": gas, "emissions_t": mass} | place
        for (category, sector, gas), mass in tonnes.items()
    ]
    for (basis, region, year), times in (places or {}).items():
        there = {"basis_id": basis, "region_code": region, "year": year}
        emissions += [
            row | there | {"emissions_t": times * Decimal(row["emissions_t"])} for row in emissions[: len(tonnes)]
        ]
    world.put("core/emissions", emissions[len(tonnes) if places else 0 :])
    world.build_all(
        "core/standard_coal",
        "core/inventories",
        "marts/county_inventory",
        *FORMS,
        "marts/ipcc_summary",
        "marts/gpc_summary",
        "marts/assessment_co2",
        "marts/view_bridge",
    )


@pytest.fixture
def views(world: World) -> World:
    fill(world)
    return world


def total(world: World, view: str) -> Decimal:
    where = {
        "provincial": "emissions_tco2e from marts.form_cells where form_code = 'provincial' and line_code = 'total' "
        "and gas_column = 'all'",
        "ipcc": "emissions_tco2e from marts.ipcc_summary where line_code = 'total'",
        "gpc_basic": "emissions_tco2e from marts.gpc_summary where line_code = 'BASIC'",
        "gpc_basic_plus": "emissions_tco2e from marts.gpc_summary where line_code = 'BASIC+'",
        "gpc_territorial": "emissions_tco2e from marts.gpc_summary where line_code = 'territorial'",
        "assessment": "co2_t from marts.assessment_co2 where variant = 'current_factor'",
        "provincial_without_lulucf": "amount_tco2e from marts.view_bridge where step_code = 'end' "
        "and view_code = 'provincial_without_lulucf'",
    }[view]
    ((total,),) = (row.values() for row in world.query(f"select {where}"))
    return Decimal(total)


@pytest.mark.parametrize("view", TOTALS)
def test_every_view_is_what_one_adds_by_hand(views: World, view: str) -> None:
    assert total(views, view) == TOTALS[view]


@pytest.mark.parametrize("view", [view for view in TOTALS if view != "provincial"])
def test_the_bridge_leads_from_the_provincial_total_to_the_view(views: World, view: str) -> None:
    rows = views.rows("marts/view_bridge", f"view_code = '{view}'")
    steps = {row["step_code"]: row["amount_tco2e"] for row in rows if row["step_code"] in ("start", "end")}
    assert steps == {"start": TOTALS["provincial"], "end": TOTALS[view]}
    assert sum(row["amount_tco2e"] for row in rows if row["step_code"] != "end") == TOTALS[view]


def steps_of(world: World, view: str) -> dict[tuple[str, str, str], Decimal]:
    return {
        (row["step_code"], row["category_code"], row["gas"]): row["amount_tco2e"]
        for row in world.rows("marts/view_bridge", f"view_code = '{view}' and step_code not in ('start', 'end')")
    }


def test_each_step_says_why(views: World) -> None:
    assert steps_of(views, "provincial_without_lulucf") == {
        ("lulucf_excluded", "L.1", "CO2"): 700,
        ("lulucf_excluded", "L.9", "CO2"): 5,
    }
    assert steps_of(views, "ipcc") == {("no_ipcc_line", "L.9", "CO2"): 5}
    assert steps_of(views, "gpc_territorial") == {("no_gpc_line", "L.9", "CO2"): 5}
    assert steps_of(views, "gpc_basic") == {
        ("grid_generation_territorial", "E.1.1", "CO2"): Decimal("-1000.000001"),
        ("grid_generation_territorial", "E.1.1", "N2O"): -155,
        ("imported_waste_territorial", "W.1", "CH4"): -105,
        ("basic_plus_only", "E.7", "CO2"): -3,
        ("basic_plus_only", "P.1", "CO2"): -400,
        ("basic_plus_only", "P.12", "HFC134a"): -130,
        ("basic_plus_only", "A.1", "CH4"): -2100,
        ("basic_plus_only", "L.1", "CO2"): 700,
        ("no_gpc_line", "L.9", "CO2"): 5,
        ("grid_energy_added", "S2.3", "CO2"): 150,
        ("scope_3_added", "W.2", "CH4"): 42,
    }
    assert steps_of(views, "assessment") == {
        ("lulucf_excluded", "L.1", "CO2"): 700,
        ("lulucf_excluded", "L.9", "CO2"): 5,
        ("other_gases_excluded", "E.1.1", "N2O"): -155,
        ("other_gases_excluded", "E.10", "CH4"): -210,
        ("other_gases_excluded", "P.12", "HFC134a"): -130,
        ("other_gases_excluded", "A.1", "CH4"): -2100,
        ("other_gases_excluded", "W.1", "CH4"): -525,
        ("process_excluded", "E.7", "CO2"): -3,
        ("process_excluded", "P.1", "CO2"): -400,
        ("not_combustion_excluded", "E.10", "CO2"): -2,
        ("electricity_added", "S2.1", "CO2"): -300,
    }


def test_another_gas_is_left_out_of_assessed_carbon_dioxide_as_such_whatever_emits_it(world: World) -> None:
    """Methane of burnt forest is no carbon dioxide of land use, that of a process no process."""
    places = [("E.1.1", "power"), ("E.2", "industry"), ("E.7", ""), ("P.1", ""), ("L.1", "")]
    fill(world, TONNES | {(category, sector, "CH4"): "1" for category, sector in places})
    steps = {key[1:]: key[0] for key in steps_of(world, "assessment")}
    assert {category: steps[category, "CH4"] for category, _ in places} == {
        category: "other_gases_excluded" for category, _ in places
    }


def test_a_view_without_a_total_has_no_bridge(world: World) -> None:
    fill(world, {key: mass for key, mass in TONNES.items() if key[0] != "S2.1"})
    assert world.rows("marts/assessment_co2", "co2_t is not null") == []
    assert {row["view_code"] for row in world.rows("marts/view_bridge")} == set(TOTALS) - {"provincial", "assessment"}


def test_a_county_without_any_figure_is_bridged_from_nothing_to_nothing(world: World) -> None:
    fill(world, {})
    rows = world.rows("marts/view_bridge")
    assert {row["step_code"] for row in rows} == {"start", "end"}
    assert {row["amount_tco2e"] for row in rows} == {0}


#: Tonnes by view, step, category and gas.
STEPS: dict[tuple[str, str, str, str], str] = {
    ("provincial_without_lulucf", "lulucf_excluded", "L.1", "CO2"): "700",
    ("provincial_without_lulucf", "lulucf_excluded", "L.9", "CO2"): "5",
    ("ipcc", "no_ipcc_line", "L.9", "CO2"): "5",
    ("gpc_territorial", "no_gpc_line", "L.9", "CO2"): "5",
    ("gpc_basic", "grid_generation_territorial", "E.1.1", "CO2"): "-1000.000001",
    ("gpc_basic", "grid_generation_territorial", "E.1.1", "N2O"): "-0.5",
    ("gpc_basic", "imported_waste_territorial", "W.1", "CH4"): "-5",
    ("gpc_basic", "basic_plus_only", "E.7", "CO2"): "-3",
    ("gpc_basic", "basic_plus_only", "P.1", "CO2"): "-400",
    ("gpc_basic", "basic_plus_only", "P.12", "HFC134a"): "-0.1",
    ("gpc_basic", "basic_plus_only", "A.1", "CH4"): "-100",
    ("gpc_basic", "basic_plus_only", "L.1", "CO2"): "700",
    ("gpc_basic", "no_gpc_line", "L.9", "CO2"): "5",
    ("gpc_basic", "grid_energy_added", "S2.3", "CO2"): "150",
    ("gpc_basic", "scope_3_added", "W.2", "CH4"): "2",
    ("gpc_basic_plus", "grid_generation_territorial", "E.1.1", "CO2"): "-1000.000001",
    ("gpc_basic_plus", "grid_generation_territorial", "E.1.1", "N2O"): "-0.5",
    ("gpc_basic_plus", "imported_waste_territorial", "W.1", "CH4"): "-5",
    ("gpc_basic_plus", "no_gpc_line", "L.9", "CO2"): "5",
    ("gpc_basic_plus", "grid_energy_added", "S2.3", "CO2"): "150",
    ("gpc_basic_plus", "scope_3_added", "W.2", "CH4"): "2",
    ("gpc_basic_plus", "scope_3_added", "S3.1", "CO2"): "9",
    ("gpc_basic_plus", "scope_3_added", "M.1", "CO2"): "7",
    ("assessment", "lulucf_excluded", "L.1", "CO2"): "700",
    ("assessment", "lulucf_excluded", "L.9", "CO2"): "5",
    ("assessment", "other_gases_excluded", "E.1.1", "N2O"): "-0.5",
    ("assessment", "other_gases_excluded", "E.10", "CH4"): "-10",
    ("assessment", "other_gases_excluded", "P.12", "HFC134a"): "-0.1",
    ("assessment", "other_gases_excluded", "A.1", "CH4"): "-100",
    ("assessment", "other_gases_excluded", "W.1", "CH4"): "-25",
    ("assessment", "process_excluded", "E.7", "CO2"): "-3",
    ("assessment", "process_excluded", "P.1", "CO2"): "-400",
    ("assessment", "not_combustion_excluded", "E.10", "CO2"): "-2",
    ("assessment", "electricity_added", "S2.1", "CO2"): "-300",
}
#: Tonnes in the provincial total, and what a tonne of each gas is worth.
STARTS = {"CO2": "1400.000001", "CH4": "135", "N2O": "0.5", "HFC134a": "0.1"}
POTENTIALS = {
    OFFICIAL: {"CO2": 1, "CH4": 21, "N2O": 310, "HFC134a": 1300},
    SECOND: {"CO2": 1, "CH4": 28, "N2O": 265, "HFC134a": 1300},
}


def test_bases_regions_and_years_are_bridged_apart(new_world: NewWorld) -> None:
    """Each place emits so many times what the first one does; every step of every view, in the order of its list."""
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020), bases=(OFFICIAL, SECOND))
    places = [
        (basis, region, year) for basis in (OFFICIAL, SECOND) for region in (QUXIAN, DAZHU) for year in (2019, 2020)
    ]
    fill(world, places={place: n for n, place in enumerate(places, 1)})
    listed = {row["step_code"]: row for row in world.query("from forms.view_steps")}
    amounts: dict[tuple[object, ...], Decimal] = {}
    for n, place in enumerate(places, 1):
        potential = POTENTIALS[place[0]]
        start = sum(n * Decimal(mass) * potential[gas] for gas, mass in STARTS.items())
        for view in TOTALS:
            if view != "provincial":
                amounts[*place, view, "start", "", ""] = start
                amounts[*place, view, "end", "", ""] = start
        for (view, step, category, gas), mass in STEPS.items():
            amounts[*place, view, step, category, gas] = n * Decimal(mass) * potential[gas]
            amounts[*place, view, "end", "", ""] += n * Decimal(mass) * potential[gas]
    names = ("basis_id", "region_code", "year", "view_code", "step_code", "category_code", "gas", "amount_tco2e")
    rows = world.rows("marts/view_bridge")
    assert sorted(tuple(row[name] for name in names) for row in rows) == sorted((*key, v) for key, v in amounts.items())
    for row in rows:
        assert row["category_title_zh"] == row["category_code"]
        step = listed[row["step_code"]]
        assert (row["step_number"], row["step_title_zh"]) == (int(step["line_number"]), step["title_zh"])
    world.show_lineage("view_bridge")
    ends = {
        "provincial_without_lulucf": ("sector_summary", "gross"),
        "ipcc": ("ipcc_summary", "total"),
        "gpc_basic": ("gpc_summary", "BASIC"),
        "gpc_basic_plus": ("gpc_summary", "BASIC+"),
        "gpc_territorial": ("gpc_summary", "territorial"),
        "assessment": ("assessment_co2", "current_factor/0"),
    }
    told = []
    for (basis, region, year, view, step, category, gas), amount in amounts.items():
        parent = {"start": ("provincial_summary", "total"), "end": ends[str(view)]}
        table, line = parent.get(str(step), ("county_inventory", f"{category}/{gas}"))
        child = "/".join(map(str, (basis, region, year, view, step, category, gas)))
        told.append((child, region, "part", f"marts.{table}", f"{basis}/{region}/{year}/{line}", float(amount)))
    names = ("child_id", "region_code", "role", "parent_table", "parent_id", "value_used")
    assert sorted(tuple(row[name] for name in names) for row in world.query("from lineage.view_bridge")) == sorted(told)


# -- the IPCC table


def ipcc(world: World) -> dict[str, Row]:
    return {row["line_code"]: row for row in world.rows("marts/ipcc_summary")}


def test_an_ipcc_line_is_the_sum_of_the_codes_below_it_at_every_level(views: World) -> None:
    rows = ipcc(views)
    assert rows["1.A.1.a"]["co2_t"] == rows["1.A.1"]["co2_t"] == Decimal("1200.000001")
    assert rows["1.A"]["co2_t"] == FUEL
    assert rows["1"]["co2_t"] == FUEL + 2
    assert (rows["2.D"]["co2_t"], rows["2.A"]["co2_t"], rows["2"]["co2_t"]) == (3, 400, 403)
    assert rows["3.B"]["co2_t"] == -700
    assert rows["total"]["co2_t"] == FUEL + 2 + 403 - 700


def test_a_category_may_stand_on_a_code_that_has_parts(views: World) -> None:
    """2.D.1 and 1.B.2.b are leaves, 1.A.2 and 4.A are not: their own figure is all that the line holds."""
    rows = ipcc(views)
    assert (rows["1.A.2"]["co2_t"], rows["4.A"]["ch4_t"], rows["4"]["ch4_t"]) == (500, 25, 25)


def test_memo_items_are_on_no_ipcc_line(views: World) -> None:
    rows = ipcc(views)
    assert "1.A.3.a.i" not in rows
    assert rows["1.A.3"]["co2_key"] == "NE"


def test_fluorinated_gases_of_the_ipcc_table_are_equivalents(views: World) -> None:
    assert (ipcc(views)["2.F.1"]["hfcs_tco2e"], ipcc(views)["total"]["hfcs_tco2e"]) == (130, 130)


def test_a_line_that_no_category_serves_is_named_as_missing_up_to_the_total(views: World) -> None:
    rows = ipcc(views)
    assert (rows["4.D"]["emissions_key"], rows["4.D"]["reason_zh"]) == ("NE", "本系统尚未核算该类别")
    for parent in ("4", "total"):
        assert rows[parent]["is_incomplete"]
        assert "4.D 废水" in rows[parent]["reason_zh"]
    assert not rows["2.A"]["is_incomplete"]


def test_lines_that_are_neither_asked_nor_used_are_left_out(views: World) -> None:
    assert {"2.H", "5", "1.A.1.b"}.isdisjoint(ipcc(views))


# -- the GPC form


def gpc(world: World) -> dict[str, Row]:
    return {row["line_code"]: row for row in world.rows("marts/gpc_summary")}


def test_sectors_of_a_category_stand_on_their_own_lines(views: World) -> None:
    rows = gpc(views)
    assert (rows["I.4.4"]["co2_tco2e"], rows["I.4.4"]["n2o_tco2e"]) == (Decimal("1000.000001"), 155)
    assert rows["I.4.1"]["emissions_tco2e"] == 200
    assert (rows["I.3.2"]["emissions_tco2e"], rows["I.1.2"]["emissions_tco2e"], rows["I.3.3"]["emissions_tco2e"]) == (
        90,
        60,
        9,
    )
    assert (
        rows["III.1.1"]["emissions_tco2e"],
        rows["III.1.2"]["emissions_tco2e"],
        rows["III.1.3"]["emissions_tco2e"],
    ) == (420, 42, 105)


def test_only_what_the_level_asks_for_counts(views: World) -> None:
    rows = gpc(views)
    flags = {name: [rows[name][f"is_in_{flag}"] for flag in ("basic", "basic_plus", "territorial")] for name in rows}
    assert flags["I.3.1"] == [True, True, True]
    assert flags["I.4.4"] == flags["III.1.3"] == [False, False, True]
    assert flags["I.3.2"] == flags["III.1.2"] == [True, True, False]
    assert flags["I.3.3"] == [False, True, False]
    assert flags["IV.1"] == flags["V.2"] == [False, True, True]


def test_a_line_is_as_good_as_the_worst_it_rests_on(world: World) -> None:
    world.make("core/bases", "core/gwps")
    fill(world)
    common: Row = {"category_code": "E.2", "sector_code": "industry", "emissions_t": 1}
    world.put(
        "core/emissions",
        [
            common | {"fuel_code": "coke", "data_class": "A", "evidence": "original"},
            common | {"fuel_code": "diesel", "data_class": "B", "evidence": "original", "factor_years": "2019"},
            {"category_code": "P.1", "emissions_t": 1, "data_class": "A", "evidence": "original"},
            # what nobody read is no better for being borrowed and of another year
            {"category_code": "A.1", "gas": "CH4", "emissions_t": 1, "data_class": "C", "evidence": "recalled"}
            | {"is_fallback": True, "factor_years": "2019"},
            {"category_code": "E.10", "emissions_t": 1, "data_class": "D", "evidence": "secondary"},
            {"category_code": "E.7", "emissions_t": 1, "data_class": "A", "evidence": "original", "is_fallback": True},
        ],
    )
    rows = {row["line_code"]: row for row in world.build_all("marts/form_cells", "marts/gpc_summary")}
    quality = {name: (rows[name]["activity_quality"], rows[name]["factor_quality"]) for name in rows}
    assert quality["I.3.1"] == ("M", "M")
    assert quality["IV.1"] == ("H", "H")
    assert quality["IV.2"] == ("H", "M"), "a factor of another edition"
    assert quality["V.3"] == ("L", "L")
    assert quality["I.8.1"] == ("L", "M")
    assert quality["BASIC+"] == ("L", "L")
    assert quality["II.1.1"] == ("", "")


BEST: Row = {"data_class": "A", "evidence": "original", "emissions_t": 1}
#: Nothing, by the worst of figures and factors.
NOTHING: Row = {"data_class": "D", "evidence": "recalled", "emissions_t": 0}


@pytest.mark.parametrize(
    ("feedstock", "coolant", "gaps", "line"),
    [(BEST, NOTHING, ("NO", "NE"), ("H", "H")), (NOTHING, None, ("NO",), ("", ""))],
    ids=["nothing, and more that is not known", "nothing on a line on which another thing does not occur"],
)
def test_what_is_no_figure_on_a_line_makes_neither_it_nor_the_total_worse(
    world: World, feedstock: Row, coolant: Row | None, gaps: tuple[str, ...], line: tuple[str, str]
) -> None:
    """Feedstock and coolants stand on one line of the GPC."""
    fill(world)
    hfc: Row = {"category_code": "P.12", "gas": "HFC134a"}
    emissions = [{"category_code": "P.1"} | BEST, {"category_code": "E.7"} | feedstock]
    world.put("core/emissions", [*emissions, *([] if coolant is None else [hfc | coolant])])
    about: dict[str, Row] = {
        "NO": {"notation_key": "NO", "reason_code": "none_reported", "reason_zh": "无"},
        "NE": {"notation_key": "NE", "reason_code": "no_factor", "reason_zh": "缺少", "item_code": "cars_new"},
    }
    world.put("marts/completeness", [hfc | about[key] for key in gaps])
    built = world.build_all("marts/county_inventory", "marts/form_cells", "marts/gpc_summary")
    quality = {row["line_code"]: (row["activity_quality"], row["factor_quality"]) for row in built}
    assert (quality["IV.2"], quality["IV.1"], quality["BASIC+"]) == (line, ("H", "H"), ("H", "H"))


def test_a_gap_of_a_sector_marks_its_line_and_no_other(world: World) -> None:
    fill(world)
    gap: Row = {"notation_key": "NE", "reason_code": "no_factor", "reason_zh": "缺少排放因子", "gas": "CO2"}
    world.put(
        "marts/completeness",
        [
            gap | {"category_code": "E.1.1", "category_title_zh": "火电", "sector_code": "power", "fuel_code": "coke"},
            gap | {"category_code": "P.1", "category_title_zh": "水泥", "notation_key": "NO"},
        ],
    )
    world.put("core/emissions", [{"category_code": "E.1.1", "sector_code": "power", "emissions_t": 5}])
    rows = {row["line_code"]: row for row in world.build_all("marts/form_cells", "marts/gpc_summary")}
    assert (rows["I.4.4"]["emissions_key"], rows["I.4.4"]["is_incomplete"]) == ("", True)
    assert rows["I.4.4"]["reason_zh"] == "火电：缺少排放因子"
    assert rows["I.4.1"]["emissions_key"] == "NE"
    assert (rows["IV.1"]["emissions_key"], rows["IV.1"]["is_incomplete"]) == ("NO", False)


# -- assessed CO2


def electricity(world: World, net: object, factors: dict[int, float], basis: str = OFFICIAL) -> dict[str, Row]:
    """Assessed CO2 of 2022 by variant, with these factors of the grid and this net import in MWh."""
    current = max((factor for year, factor in factors.items() if year <= 2022), default=None)
    tonnes = {} if current is None else {("S2.1", "", "CO2"): str(Decimal(str(net)) * Decimal(str(factors[2022])))}
    key: Row = {"category_code": "S2.1", "sector_code": "", "fuel_code": "electricity"}
    world.put_factor_regions()
    burnt = {"category_code": "E.2", "sector_code": "industry", "year": 2022}
    world.put(
        "core/activities",
        [
            key | {"year": 2022, "amount": net, "unit_code": "mwh"},
            burnt | {"fuel_code": "raw_coal", "amount": 1000, "unit_code": "t"},
            burnt | {"fuel_code": "diesel", "amount": 100, "unit_code": "t"},
            burnt | {"fuel_code": "natural_gas", "amount": 10_000, "unit_code": "m3"},
            burnt | {"fuel_code": "straw", "amount": 9999, "unit_code": "t"},
            burnt
            | {"category_code": "E.7", "fuel_code": "diesel", "sector_code": "", "amount": 9999, "unit_code": "t"},
        ],
    )
    world.put(
        "core/factors",
        [
            key | {"basis_id": basis, "year": year, "role": "factor", "method": "multiply", "value": value}
            for year, value in factors.items()
        ],
    )
    world.make("core/factor_values__declared")
    world.build("core/factor_values")
    fill(world, {("E.2", "industry", "CO2"): "2000"} | tonnes, year=2022, basis_id=basis)
    return {row["variant"]: row for row in world.rows("marts/assessment_co2")}


def test_the_factor_of_the_base_year_is_held_and_no_other_stands_for_it(new_world: NewWorld) -> None:
    rows = electricity(new_world(years=(2022,)), 1000, {2019: 0.2475, 2020: 0.1031, 2021: 0.9, 2022: 0.1404})
    assert rows["current_factor"]["electricity_co2_t"] == Decimal("140.4")
    assert rows["current_factor"]["electricity_factor"] == Decimal("0.1404")
    assert rows["fixed_factor"]["electricity_co2_t"] == Decimal("103.1")
    assert rows["fixed_factor"]["co2_t"] == Decimal("2103.1")
    assert {row["net_electricity_mwh"] for row in rows.values()} == {1000}


@pytest.mark.parametrize(("last", "held"), [(2020, []), (2022, [2020]), (2025, [2020]), (2026, [2020, 2025])])
def test_a_factor_is_held_at_the_base_of_each_plan_period_that_has_begun(
    new_world: NewWorld, last: int, held: list[int]
) -> None:
    world = new_world(years=tuple(range(2020, last + 1)))
    electricity(world, 1000, {2020: 0.2, 2022: 0.1404, 2024: 0.9, 2025: 0.1})
    rows = world.rows("marts/assessment_co2", "variant = 'fixed_factor'")
    assert {row["factor_base_year"]: (row["title_zh"], row["electricity_factor"]) for row in rows} == {
        base: (
            f"燃料燃烧（分品种核算）加净调入电力（{base}年因子固定不变）",
            {2020: Decimal("0.2"), 2025: Decimal("0.1")}[base],
        )
        for base in held
    }
    fixed = world.rows("marts/assessment_co2", "variant = 'standard_coal_fixed'")
    assert {row["factor_base_year"] for row in fixed} == set(held)
    others = world.rows("marts/assessment_co2", "variant in ('current_factor', 'standard_coal')")
    assert {row["factor_base_year"] for row in others} == {0}


def test_without_a_factor_of_the_base_year_the_fixed_variant_is_not_estimated(new_world: NewWorld) -> None:
    row = electricity(new_world(years=(2022,)), 1000, {2019: 0.2475, 2021: 0.1255, 2022: 0.1404})["fixed_factor"]
    assert (row["co2_t"], row["notation_key"]) == (None, "NE")
    assert (row["electricity_factor"], row["electricity_factor_key"]) == (None, "NE")
    assert row["reason_zh"].endswith("缺少电网因子")


@pytest.mark.parametrize(("reason", "is_whole"), [("no_factor", True), ("partial", False)])
def test_a_factor_that_is_held_asks_for_none_of_the_year(new_world: NewWorld, reason: str, is_whole: bool) -> None:
    """Nothing was published for 2022; what the year does not know of the amount stays unknown."""
    world = new_world(years=(2022,))
    electricity(world, 1000, {2020: 0.1031, 2022: 0.1404})
    missing = {"emissions_t": None, "emissions_tco2e": None, "notation_key": "NE", "reason_code": reason}
    cells = [
        row | (missing | {"is_incomplete": True} if row["category_code"] == "S2.1" else {})
        for row in world.rows("marts/county_inventory", "category_code in ('E.2', 'S2.1')")
    ]
    world.put_inventory(cells)
    rows = {row["variant"]: row for row in world.build("marts/assessment_co2")}
    assert (rows["current_factor"]["co2_t"], rows["current_factor"]["is_incomplete"]) == (None, True)
    assert (rows["fixed_factor"]["co2_t"], rows["fixed_factor"]["is_incomplete"]) == (Decimal("2103.1"), not is_whole)
    assert (rows["fixed_factor"]["reason_zh"] == "") == is_whole


def test_a_figure_that_is_not_estimated_is_not_complete_even_if_the_edition_does_not_ask_for_electricity(
    world: World,
) -> None:
    cells: list[Row] = [
        {"category_code": "E.2", "gas": "CO2", "emissions_t": 7, "emissions_tco2e": 7},
        {"category_code": "S2.1", "gas": "CO2", "emissions_t": None, "emissions_tco2e": None, "notation_key": "NA"},
    ]
    world.make("core/bases", "core/categories")
    world.build("core/category_lines")
    world.put_inventory(cells)
    rows = world.build("marts/assessment_co2")
    assert {row["notation_key"] for row in rows} == {"NE"}
    assert all(row["is_incomplete"] for row in rows)


def test_standard_coal_times_a_coefficient_for_each_kind_of_fuel(new_world: NewWorld) -> None:
    """1000 t × 0.7143 × 2.66 + 100 t × 1.4571 × 1.73 + 1 (10⁴ m³) × 13.3 × 1.56, and 140.4 of electricity."""
    row = electricity(new_world(years=(2022,)), 1000, {2022: 0.1404})["standard_coal"]
    expected = Decimal("1900.038") + Decimal("252.0783") + Decimal("20.748")
    assert (row["fuel_co2_t"], row["co2_t"]) == (expected, expected + Decimal("140.4"))


def test_standard_coal_too_is_counted_with_the_factor_of_the_base_year_held(new_world: NewWorld) -> None:
    row = electricity(new_world(years=(2022,)), 1000, {2020: 0.1031, 2022: 0.1404})["standard_coal_fixed"]
    expected = Decimal("1900.038") + Decimal("252.0783") + Decimal("20.748")
    assert (row["fuel_co2_t"], row["co2_t"]) == (expected, expected + Decimal("103.1"))
    assert row["title_zh"].endswith("加净调入电力（2020年因子固定不变）")


@pytest.mark.parametrize("lacking", ["standard_coal", "co2_per_standard_coal"])
def test_a_fuel_without_a_coefficient_leaves_no_sum_of_standard_coal(new_world: NewWorld, lacking: str) -> None:
    world = new_world(years=(2022,))
    whole = electricity(world, 1000, {2022: 0.1404})
    diesel = f"subject_code = 'diesel' and property = '{lacking}'"
    assert world.rows("core/factor_values", diesel)
    world.put("core/factor_values", world.rows("core/factor_values", f"not ({diesel})"))
    rows = {row["variant"]: row for row in world.build_all("core/standard_coal", "marts/assessment_co2")}
    for variant in ("standard_coal", "standard_coal_fixed"):
        row = rows.pop(variant)
        assert (row["fuel_co2_t"], row["co2_t"], row["notation_key"], row["is_incomplete"]) == (None, None, "NE", True)
    assert rows == {variant: whole[variant] for variant in rows} != {}


def test_a_grid_factor_is_shown_to_nine_places(new_world: NewWorld) -> None:
    rows = electricity(new_world(years=(2022,)), 100_000, {2020: 0.2000000006, 2022: 0.1234567894})
    factors = {variant: row["electricity_factor"] for variant, row in rows.items()}
    assert factors["current_factor"] == factors["standard_coal"] == Decimal("0.123456789")
    assert factors["fixed_factor"] == Decimal("0.200000001")


def test_power_that_is_sent_out_by_another_rule_keeps_its_figure_under_a_fixed_factor(new_world: NewWorld) -> None:
    world = new_world(years=(2022,))
    factors = {2020: 0.2, 2022: 0.1}
    assert electricity(world, -1000, factors)["fixed_factor"]["electricity_co2_t"] == -200
    world.put("core/bases", [row | {"export_rule": "own_mix"} for row in world.rows("core/bases")])
    rows = {row["variant"]: row for row in world.build("marts/assessment_co2")}
    assert rows["fixed_factor"]["electricity_co2_t"] == rows["current_factor"]["electricity_co2_t"] == -100
    world.put("core/factors", [row for row in world.rows("core/factors") if row["year"] == 2022])
    rows = {row["variant"]: row for row in world.build("marts/assessment_co2")}
    assert rows["current_factor"]["electricity_factor_key"] == ""
    assert rows["fixed_factor"]["electricity_factor_key"] == "NA"  # counted without a factor of the grid


def test_without_fuel_there_is_no_assessed_figure(world: World) -> None:
    fill(world, {("S2.1", "", "CO2"): "5"})
    for row in world.rows("marts/assessment_co2"):
        assert (row["co2_t"], row["notation_key"], row["is_incomplete"]) == (None, "NE", True)
        assert "缺少燃料燃烧" in row["reason_zh"]

"""The cells of the forms: each gas of a line, the whole of it, and nothing silent."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from schemas import forms
from tests.assets.marts.test_provincial_summary import cell, fill
from tests.staged_rows import DAZHU
from tests.world import FORMS, OFFICIAL, QUXIAN, SECOND, Row, World


def cells(world: World, *inventory: Row) -> dict[tuple[str, str, str], Row]:
    """Cells by form, line and column, over an inventory on the project's own cards."""
    world.make("core/categories", "core/bases", "core/category_views")
    fill(world, inventory)
    return {(row["form_code"], row["line_code"], row["gas_column"]): row for row in world.rows("marts/form_cells")}


def test_a_gas_that_nothing_on_a_line_emits_has_no_cell_but_every_line_has_a_whole(world: World) -> None:
    found = cells(world, cell("P.1", tonnes=5))
    assert ("provincial", "ippu.cement", "CH4") not in found
    whole = {line for form, line, column in found if form == "provincial" and column == "all"}
    assert whole == {*forms.lines("provincial_lines"), "gross"}
    assert {line for form, line, _ in found if form == "gpc"} == {*forms.lines("gpc_lines"), *forms.lines("gpc_totals")}


def test_masses_of_several_gases_are_not_added_but_their_equivalents_are(world: World) -> None:
    found = cells(
        world,
        cell("P.10", "CF4", 1, emissions_tco2e=6500),
        cell("P.10", "C2F6", 1, emissions_tco2e=9200),
        cell("P.10", "SF6", "0.5", emissions_tco2e=11950),
        cell("P.10", "N2O", 2, emissions_tco2e=620),
    )
    line = {column: found["provincial", "ippu.semiconductor", column] for column in ("PFCs", "SF6", "N2O", "all")}
    assert {name: (row["emissions_t"], row["mass_key"]) for name, row in line.items()} == {
        "PFCs": (None, "NA"),
        "SF6": (Decimal("0.5"), ""),
        "N2O": (2, ""),
        "all": (None, "NA"),
    }
    amounts = {name: row["emissions_tco2e"] for name, row in line.items()}
    assert amounts == {"PFCs": 15700, "SF6": 11950, "N2O": 620, "all": 28270}


def test_the_total_without_land_use_is_every_sector_but_that(world: World) -> None:
    found = cells(world, cell("E.2", tonnes=5), cell("L.1.1", tonnes=-7), cell("S2.1", tonnes=11))
    amounts = {line: found["provincial", line, "all"]["emissions_tco2e"] for line in ("gross", "total", "lulucf")}
    assert amounts == {"gross": 5, "total": -2, "lulucf": -7}
    assert found["provincial", "energy", "all"]["emissions_tco2e"] == 5


def test_a_key_says_why_and_what_is_whole_says_nothing(world: World) -> None:
    none: Row = {"notation_key": "NO", "reason_code": "none_reported", "reason_zh": "交付资料注明无此项"}
    found = cells(world, cell("P.1", tonnes=5), cell("P.2", **none), cell("P.3"))
    reasons = {line: found["provincial", line, "all"]["reason_zh"] for line in ("ippu.cement", "ippu.lime", "ippu")}
    assert reasons == {"ippu.cement": "", "ippu.lime": none["reason_zh"], "ippu": "未估算或不完整：3.钢铁生产过程"}


def test_of_what_is_missing_and_what_is_not_asked_only_the_missing_is_told(world: World) -> None:
    """Each reason once, in order; where nothing is missing, every reason."""
    not_asked: Row = {"notation_key": "NA", "reason_code": "outside_edition", "reason_zh": "丙"}
    none: Row = {"notation_key": "NO", "reason_code": "none_reported", "reason_zh": "甲"}
    found = cells(
        world,
        cell("P.10", "CF4", reason_zh="乙"),
        cell("P.10", "C2F6", reason_zh="丁"),
        cell("P.10", "SF6", reason_zh="乙"),
        cell("P.10", "HFC23", **not_asked),
        cell("P.2", "CO2", **not_asked),
        cell("P.2", "CH4", **none),
    )
    told = {line: found["provincial", line, "all"]["reason_zh"] for line in ("ippu.semiconductor", "ippu.lime")}
    assert told == {"ippu.semiconductor": "丁；乙", "ippu.lime": "丙；甲"}


def test_a_sum_names_what_is_missing_in_the_order_of_the_form(world: World) -> None:
    reason = cells(world, cell("A.1", "CH4"), cell("E.9", "CH4"))["provincial", "total", "all"]["reason_zh"]
    assert reason.index("煤炭开采") < reason.index("稻田")


def test_a_county_without_inventory_rows_still_has_every_line(world: World) -> None:
    world.make("core/categories", "core/bases", "core/category_views")
    world.put("core/inventories", [{}])
    rows = world.build_all(*FORMS)
    assert {row["emissions_tco2e"] for row in rows} == {None}
    assert {row["line_code"] for row in rows if row["form_code"] == "provincial"} > set(forms.lines("provincial_lines"))


def test_lines_of_bases_do_not_mix(new_world: Callable[..., World]) -> None:
    world = new_world(bases=(OFFICIAL, SECOND))
    cells(world, cell("E.2", tonnes=1), cell("E.2", tonnes=10, basis_id=SECOND))
    totals = world.rows("marts/form_cells", "line_code = 'total' and gas_column = 'all' and form_code = 'ipcc'")
    assert {row["basis_id"]: row["emissions_tco2e"] for row in totals} == {OFFICIAL: 1, SECOND: 10}


#: A form of three lines by sector, one of two by category, one that names a line as another form does.
LINES: list[Row] = [
    {"form_code": "gpc", "line_code": "I.2.1", "is_served": True},
    {"form_code": "gpc", "line_code": "I.2.2", "is_served": True},
    {"form_code": "gpc", "line_code": "BASIC", "is_served": True},
    {"form_code": "ipcc", "line_code": "1", "is_served": True},
    {"form_code": "ipcc", "line_code": "1.A", "parent_code": "1", "is_served": True},
    {"form_code": "provincial", "line_code": "1", "is_served": False},
]
PARTS = [("gpc", "BASIC", "I.2.1"), ("gpc", "BASIC", "I.2.2"), ("ipcc", "1", "1.A")]
SECTORS = {"trade": "I.2.1", "other_services": "I.2.2"}
CATEGORY: Row = {"category_code": "E.4", "category_title_zh": "服务业"}


def gap(key: str, sector: str = "other_services", **other: object) -> Row:
    """What completeness says of a sector of services."""
    reason = {"NE": "no_activity_data", "NO": "none_reported", "IE": "included_elsewhere", "NA": "outside_edition"}
    return CATEGORY | {"sector_code": sector, "notation_key": key, "reason_code": reason[key], "reason_zh": key} | other


def by_sector(
    world: World, gaps: list[Row], emitted: dict[str, int | None], places: list[Row] | None = None
) -> dict[tuple[str, str, str], Row]:
    """Cells of this county and year over services by sector; what a neighbour, a year and a basis say beside it."""
    elsewhere: list[Row] = [{"region_code": DAZHU}, {"year": 2019}, {"basis_id": SECOND}]
    sar = {
        "edition": "provincial_2011",
        "gwp_set": "sar",
        "grid_factor_policy": "provincial",
        "export_rule": "grid_factor",
        "electricity_method": "calorific",
        "waste_energy_sector": "waste",
    }
    world.put("core/bases", [sar | {"basis_id": basis} for basis in (OFFICIAL, SECOND)])
    world.put("core/gwps", [{"gwp_set": "sar", "gas": gas, "gwp": 1} for gas in ("CO2", "CH4", "N2O")])
    world.put(
        "core/form_lines",
        [{"line_title_zh": f"行{row['line_code']}", "line_number": n} | row for n, row in enumerate(LINES, 1)],
    )
    own = [(row["form_code"], row["line_code"], row["line_code"]) for row in LINES]
    tree = {part: int(part in PARTS) for part in [*own, *PARTS]}
    world.put(
        "core/form_parts",
        [{"form_code": f, "line_code": line, "part_code": part, "depth": d} for (f, line, part), d in tree.items()],
    )
    by_sectors = [CATEGORY_PLACE | {"sector_code": s, "line_code": line} for s, line in SECTORS.items()]
    by_category = {"category_code": "E.4", "form_code": "ipcc", "line_code": "1.A"}
    world.put(
        "core/form_places",
        [row | {"basis_id": b} for b in (OFFICIAL, SECOND) for row in places or [*by_sectors, by_category]],
    )
    world.put_inventory([CATEGORY | {"emissions_t": 5, "emissions_tco2e": 5} | other for other in ({}, *elsewhere)])
    world.put("marts/completeness", [*gaps, *(gap("NO") | other for other in elsewhere)])
    world.put(
        "core/emissions",
        [
            {"category_code": "E.4", "sector_code": sector, "emissions_t": tonnes}
            for sector, tonnes in emitted.items()
            if tonnes is not None
        ]
        + [{"category_code": "E.4", "sector_code": "trade", "emissions_t": 77} | other for other in elsewhere],
    )
    rows = [r for r in world.build("marts/form_cells") if (r["basis_id"], r["region_code"], r["year"]) == HERE]
    return {(row["form_code"], row["line_code"], row["gas_column"]): row for row in rows}


HERE = (OFFICIAL, QUXIAN, 2020)
CATEGORY_PLACE = {"category_code": "E.4", "form_code": "gpc"}


@pytest.mark.parametrize(
    ("keys", "mass", "key", "is_incomplete"),
    [
        ([], 0, "", False),
        (["NO"], None, "NO", False),
        (["NO", "IE"], None, "IE", False),
        (["NO", "NA"], None, "NO", False),
        (["IE"], 0, "", False),
        (["NO", "NE"], 0, "", True),
    ],
)
def test_nothing_is_a_mass_unless_it_does_not_occur(
    world: World, keys: list[str], mass: int | None, key: str, is_incomplete: bool
) -> None:
    gaps = [gap(each, fuel_code=fuel) for each, fuel in zip(keys, ("raw_coal", "diesel"), strict=False)]
    found = by_sector(world, gaps, {"trade": 5, "other_services": 0})
    row = found["gpc", "I.2.2", "CO2"]
    assert (row["emissions_t"], row["mass_key"], row["is_incomplete"]) == (mass, key, is_incomplete)
    assert found["gpc", "I.2.1", "CO2"]["emissions_t"] == 5
    assert found["gpc", "BASIC", "CO2"]["emissions_t"] == 5


def test_a_mass_stands_even_where_part_of_it_does_not_occur(world: World) -> None:
    row = by_sector(world, [gap("NO")], {"trade": 5, "other_services": 3})["gpc", "I.2.2", "CO2"]
    assert (row["emissions_t"], row["mass_key"]) == (3, "")


@pytest.mark.parametrize(("sector", "lines"), [("trade", {"I.2.1"}), ("", {"I.2.1", "I.2.2"})])
def test_what_a_sector_lacks_stands_on_its_line_and_what_a_category_lacks_on_all(
    world: World, sector: str, lines: set[str]
) -> None:
    found = by_sector(world, [gap("NE", sector)], {"trade": 5, "other_services": 3})
    told = {line: found["gpc", line, "all"]["reason_zh"] for line in ("I.2.1", "I.2.2")}
    assert told == {line: "服务业：NE" if line in lines else "" for line in told}
    assert found["gpc", "BASIC", "all"]["reason_zh"] == "未估算或不完整：" + "、".join(sorted(lines))
    assert found["ipcc", "1.A", "all"]["is_incomplete"] is False


def test_a_line_of_which_nothing_is_told_lacks_data_and_one_without_categories_is_not_computed(world: World) -> None:
    """What a neighbour, another year and another basis tell of the line says nothing here."""
    found = by_sector(world, [], {"trade": 5})
    silent, unserved = found["gpc", "I.2.2", "all"], found["provincial", "1", "all"]
    assert (silent["emissions_key"], silent["reason_zh"]) == ("NE", "缺少活动水平数据")
    assert (unserved["emissions_key"], unserved["reason_zh"]) == ("NE", "本系统尚未核算该类别")
    assert found["gpc", "I.2.2", "N2O"]["mass_key"] == "NE"
    assert found["ipcc", "1", "all"]["reason_zh"] == ""
    assert ("ipcc", "1", "N2O") not in found


def test_a_sum_names_what_is_missing_as_its_form_names_lines(world: World) -> None:
    places = [CATEGORY_PLACE | {"form_code": "ipcc", "line_code": "1.A"}]
    by_sector(world, [], {}, places)
    world.put_inventory([CATEGORY | {"notation_key": "NE", "reason_code": "no_factor", "reason_zh": "缺"}])
    found = {(r["form_code"], r["line_code"]): r for r in world.build("marts/form_cells") if r["gas_column"] == "all"}
    assert found["ipcc", "1.A"]["reason_zh"] == "缺"
    assert found["ipcc", "1"]["reason_zh"] == "未估算或不完整：1.A 行1.A"


#: Two counties, years and bases: how many times the amounts of this one, and what methane weighs there.
TIMES = {
    HERE: (1, 21),
    (OFFICIAL, DAZHU, 2020): (3, 21),
    (OFFICIAL, QUXIAN, 2019): (5, 21),
    (SECOND, QUXIAN, 2020): (7, 28),
}


def test_every_cell_of_two_counties_years_and_bases(world: World) -> None:
    """Three categories of trade and services: E.4 on a line a sector, E.6 beside it, E.7 of which nothing is known.

    E.4 and E.6 share a line of IPCC and emit as much; here, and nowhere else, nothing occurs in other services. The
    second basis puts E.7 on another line of the GPC. The provincial form has lines by the names of those of IPCC.
    """
    amounts = [
        ("E.4", "trade", "diesel", "CO2", 4),
        ("E.4", "trade", "raw_coal", "CO2", 6),
        ("E.4", "trade", "diesel", "CH4", 2),
        ("E.4", "other_services", "diesel", "CO2", 0),
        ("E.4", "", "straw", "CO2", 80),  # of no sector: on the lines of its category, on none of the GPC
        ("E.6", "trade", "raw_coal", "CO2", 10),
        ("E.6", "trade", "raw_coal", "CH4", 0),
        ("E.7", "trade", "raw_coal", "CO2", 90),  # half of what is asked: no number of the inventory
    ]
    whole = [("E.4", "CO2", 10), ("E.4", "CH4", 2), ("E.6", "CO2", 10), ("E.6", "CH4", 0)]
    bases = [{"edition": "provincial_2011", "grid_factor_policy": "provincial", "export_rule": "grid_factor"}]
    bases[0] |= {"electricity_method": "calorific", "waste_energy_sector": "waste"}
    world.put("core/bases", [bases[0] | {"basis_id": b, "gwp_set": g} for b, g in ((OFFICIAL, "sar"), (SECOND, "ar5"))])
    gwps = {"sar": 21, "ar5": 28}
    world.put(
        "core/gwps",
        [{"gwp_set": s, "gas": gas, "gwp": n} for s, m in gwps.items() for gas, n in (("CO2", 1), ("CH4", m))],
    )
    lines = [
        ("gpc", "I.2.1", "", True),
        ("gpc", "I.2.2", "", True),
        ("gpc", "II.1", "", True),
        ("gpc", "III.1", "", True),
        ("gpc", "III.2", "", True),
        ("gpc", "BASIC", "", True),
        ("ipcc", "1", "", True),
        ("ipcc", "1.A", "1", True),
        ("ipcc", "1.B", "1", True),
        ("ipcc", "2", "", False),
        ("ipcc", "2.A", "2", False),
        ("provincial", "1", "", True),
        ("provincial", "1.A", "", True),
    ]
    world.put(
        "core/form_lines",
        [
            {"form_code": f, "line_code": line, "parent_code": p, "is_served": s, "line_number": n}
            | {"line_title_zh": f"行{n}"}
            for n, (f, line, p, s) in enumerate(lines, 1)
        ],
    )
    below = [("gpc", "BASIC", part) for part in ("I.2.1", "I.2.2", "II.1")]
    below += [("ipcc", "1", "1.A"), ("ipcc", "1", "1.B"), ("ipcc", "2", "2.A")]
    world.put(
        "core/form_parts",
        [{"form_code": f, "line_code": line, "part_code": part, "depth": 1} for f, line, part in below]
        + [{"form_code": f, "line_code": line, "part_code": line} for f, line, _, _ in lines],
    )
    places = [
        ("gpc", "E.4", "trade", "I.2.1"),
        ("gpc", "E.4", "other_services", "I.2.2"),
        ("gpc", "E.6", "trade", "II.1"),
        ("ipcc", "E.4", "", "1.A"),
        ("ipcc", "E.6", "", "1.A"),
        ("ipcc", "E.7", "", "1.B"),
        ("ipcc", "E.9", "", "1"),
        ("provincial", "E.4", "", "1.A"),
    ]
    world.put(
        "core/form_places",
        [
            {"basis_id": b, "form_code": f, "category_code": c, "sector_code": s, "line_code": line}
            for b in (OFFICIAL, SECOND)
            for f, c, s, line in [*places, ("gpc", "E.7", "trade", "III.1" if b == OFFICIAL else "III.2")]
        ],
    )
    there = {place: dict(zip(("basis_id", "region_code", "year"), place, strict=True)) for place in TIMES}
    lacks: Row = {"notation_key": "NE", "reason_code": "partial", "reason_zh": "缺一半"}
    none: Row = {"gas": "N2O", "notation_key": "NO", "reason_code": "none_reported", "reason_zh": "无"}
    half: Row = {"is_incomplete": True, "reason_zh": "缺系数"}
    world.put_inventory(
        [
            there[place]
            | {"category_code": c, "gas": g, "emissions_t": t * n, "emissions_tco2e": t * n * (m if g == "CH4" else 1)}
            | (half if (c, g) == ("E.4", "CH4") else {})
            for place, (n, m) in TIMES.items()
            for c, g, t in whole
        ]
        + [there[place] | {"category_code": c} | lacks for place in TIMES for c in ("E.7", "E.9")]
        + [there[place] | {"category_code": "E.6"} | none for place in TIMES]
    )
    world.put(
        "core/emissions",
        [
            there[place] | {"category_code": c, "sector_code": s, "fuel_code": f, "gas": g, "emissions_t": t * times}
            for place, (times, _) in TIMES.items()
            for c, s, f, g, t in amounts
        ],
    )
    world.put(
        "marts/completeness",
        [gap("NO", category_code="E.4")]
        + [there[place] | gap("NE", "", category_code="E.7", category_title_zh="农业") for place in TIMES],
    )
    rows = world.build("marts/form_cells")
    titles = {(f, line): f"行{n}" for n, (f, line, _, _) in enumerate(lines, 1)}
    assert {row["line_title_zh"] == titles[row["form_code"], row["line_code"]] for row in rows} == {True}
    # form, line, column: mass, its key, equivalent, its key, whether incomplete, why
    for place, (n, m) in TIMES.items():
        known, silent = ("III.1", "III.2") if place[0] == OFFICIAL else ("III.2", "III.1")
        nothing = (None, "NO", None, "NO", False, "") if place == HERE else (0, "", 0, "", False, "")
        expected = {
            ("gpc", "I.2.1", "CO2"): (10 * n, "", 10 * n, "", False, ""),
            ("gpc", "I.2.1", "CH4"): (2 * n, "", 2 * n * m, "", False, ""),
            ("gpc", "I.2.1", "all"): (None, "NA", 10 * n + 2 * n * m, "", False, ""),
            ("gpc", "I.2.2", "CO2"): nothing,
            ("gpc", "I.2.2", "all"): (None, "NA", *nothing[2:5], "服务业：NO" if place == HERE else ""),
            ("gpc", "II.1", "CO2"): (10 * n, "", 10 * n, "", False, ""),
            ("gpc", "II.1", "CH4"): (0, "", 0, "", False, ""),
            ("gpc", "II.1", "all"): (None, "NA", 10 * n, "", False, ""),
            ("gpc", known, "CO2"): (None, "NE", None, "NE", True, ""),
            ("gpc", known, "all"): (None, "NA", None, "NE", True, "农业：NE"),
            ("gpc", "BASIC", "CO2"): (20 * n, "", 20 * n, "", False, ""),
            ("gpc", "BASIC", "CH4"): (2 * n, "", 2 * n * m, "", False, ""),
            ("gpc", "BASIC", "all"): (None, "NA", 20 * n + 2 * n * m, "", False, ""),
            ("ipcc", "1.A", "CO2"): (20 * n, "", 20 * n, "", False, ""),
            ("ipcc", "1.A", "CH4"): (2 * n, "", 2 * n * m, "", True, ""),
            ("ipcc", "1.A", "all"): (None, "NA", 20 * n + 2 * n * m, "", True, "缺系数"),
            ("ipcc", "1.A", "N2O"): (None, "NO", None, "NO", False, ""),
            ("ipcc", "1.B", "CO2"): (None, "NE", None, "NE", True, ""),
            ("ipcc", "1.B", "all"): (None, "NA", None, "NE", True, "缺一半"),
            ("ipcc", "1", "CO2"): (20 * n, "", 20 * n, "", True, ""),
            ("ipcc", "1", "CH4"): (2 * n, "", 2 * n * m, "", True, ""),
            ("ipcc", "1", "N2O"): (None, "NO", None, "NO", False, ""),
            ("ipcc", "1", "all"): (None, "NA", 20 * n + 2 * n * m, "", True, "未估算或不完整：1 行7、1.A 行8、1.B 行9"),
            ("provincial", "1", "all"): (None, "NA", None, "NA", False, ""),
            ("provincial", "1.A", "CO2"): (10 * n, "", 10 * n, "", False, ""),
            ("provincial", "1.A", "CH4"): (2 * n, "", 2 * n * m, "", True, ""),
            ("provincial", "1.A", "all"): (None, "NA", 10 * n + 2 * n * m, "", True, "缺系数"),
        }
        uncounted = [("ipcc", "2.A", "本系统尚未核算该类别"), ("ipcc", "2", "未估算或不完整：2.A 行11")]
        for form, line, why in [*uncounted, ("gpc", silent, "缺少活动水平数据")]:
            unknown = dict.fromkeys(("CO2", "CH4", "N2O", "SF6"), (None, "NE", None, "NE", True, ""))
            unknown |= dict.fromkeys(("HFCs", "PFCs"), (None, "NA", None, "NE", True, ""))
            unknown["all"] = (None, "NA", None, "NE", True, why)
            expected |= {(form, line, column): cell for column, cell in unknown.items()}
        names = ("emissions_t", "mass_key", "emissions_tco2e", "emissions_key", "is_incomplete", "reason_zh")
        own = [row for row in rows if (row["basis_id"], row["region_code"], row["year"]) == place]
        found = {
            (row["form_code"], row["line_code"], row["gas_column"]): tuple(row[name] for name in names) for row in own
        }
        assert found == expected
        assert len(own) == len(found)
    # what cells of the neighbour, three times as large, rest on
    here = f"{OFFICIAL}/{DAZHU}/2020"
    rests = {
        "gpc/I.2.1/CO2": [("E.4/trade/raw_coal//CO2", 18), ("E.4/trade/diesel//CO2", 12)],
        "gpc/I.2.1/all": [
            ("E.4/trade/diesel//CH4", 126), ("E.4/trade/raw_coal//CO2", 18), ("E.4/trade/diesel//CO2", 12),
        ],
        "gpc/BASIC/CH4": [("gpc/I.2.1/CH4", 126), ("gpc/II.1/CH4", 0)],
        "gpc/III.1/all": [("E.7/CO2", None), ("gpc/III.1", None)],
        "ipcc/1.A/CH4": [("E.4/CH4", 126), ("E.6/CH4", 0)],
        "ipcc/1.A/N2O": [("E.6/N2O", None), ("ipcc/1.A", None)],
        "ipcc/1/CH4": [("ipcc/1.A/CH4", 126)],
        "ipcc/1.B/CO2": [("E.7/CO2", None), ("ipcc/1.B", None)],
    }  # fmt: skip
    for child, parents in rests.items():
        told = world.parents("form_cells", f"{here}/{child}")
        assert [(row["parent_id"].removeprefix(f"{here}/"), row["value_used"]) for row in told] == parents, child

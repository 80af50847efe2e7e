"""The summary form: every line the sum of its parts, no cell blank, and what is missing below is named above."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from schemas.forms import read_form
from tests.world import FORMS, OFFICIAL, QUXIAN, Row, World

LINES = {row["line_code"]: row for row in read_form("provincial_lines")}
LEAVES = [code for code in LINES if code not in {row["parent_code"] for row in LINES.values()}]
CELLS = ("co2_t", "ch4_t", "n2o_t", "hfcs_tco2e", "pfcs_tco2e", "sf6_t", "emissions_tco2e")


def key_of(name: str) -> str:
    """The key column beside an amount."""
    return f"{name.rpartition('_')[0]}_key"


def cell(category: str, gas: str = "CO2", tonnes: object = None, **other: object) -> Row:
    held: Row = {"emissions_t": tonnes, "emissions_tco2e": tonnes}
    missing: Row = {"notation_key": "NE", "reason_code": "no_activity_data", "reason_zh": "缺少活动水平数据"}
    return {"category_code": category, "gas": gas} | (missing if tonnes is None else held) | other


def summary(world: World, *cells: Row, without: str = "") -> dict[str, Row]:
    """The form by line, as if there were no card for one category."""
    world.make("core/categories", "core/bases")
    world.put("core/categories", [row for row in world.rows("core/categories") if row["category_code"] != without])
    fill(world, cells)
    return {row["line_code"]: row for row in world.build("marts/provincial_summary")}


def fill(world: World, cells: Sequence[Row]) -> None:
    """The cells of the forms over an inventory."""
    places = {(row.get("basis_id", OFFICIAL), row.get("region_code", QUXIAN), row.get("year", 2020)) for row in cells}
    world.put("core/inventories", [{"basis_id": b, "region_code": r, "year": y} for b, r, y in sorted(places)])
    world.put("marts/county_inventory", cells)
    world.build_all(*FORMS)


def test_the_form_has_every_line_in_its_order(world: World) -> None:
    rows = summary(world, cell("E.2", tonnes=1))
    numbers = {code: row["line_number"] for code, row in rows.items()}
    assert numbers == {code: int(row["line_number"]) for code, row in LINES.items()}
    assert {code: row["line_title_zh"] for code, row in rows.items()} == {c: r["title_zh"] for c, r in LINES.items()}


def test_a_line_is_as_deep_as_its_parents_are_many(world: World) -> None:
    rows = summary(world, cell("E.2", tonnes=1))
    for code, line in LINES.items():
        parent = line["parent_code"]
        assert rows[code]["line_level"] == (rows[parent]["line_level"] + 1 if parent else 0)


def test_a_line_is_the_exact_sum_of_its_parts_up_to_the_total(world: World) -> None:
    rows = summary(
        world,
        cell("E.1.1", tonnes="0.000001"),
        cell("E.2", tonnes="2"),
        cell("E.5.1", tonnes="30"),
        cell("P.1", tonnes="400"),
        cell("A.1", "CH4", "5000", emissions_tco2e="105000"),
    )
    assert rows["energy.fossil"]["co2_t"] == rows["energy"]["co2_t"] == Decimal("32.000001")
    assert rows["ippu"]["co2_t"] == rows["ippu.cement"]["co2_t"] == 400
    assert rows["agriculture"]["ch4_t"] == 5000
    assert rows["total"]["co2_t"] == Decimal("432.000001")
    assert rows["total"]["ch4_t"] == 5000
    assert rows["total"]["emissions_tco2e"] == Decimal("105432.000001")


def test_removals_count_with_their_sign(world: World) -> None:
    rows = summary(world, cell("E.2", tonnes=5), cell("P.1", tonnes=-7))
    assert rows["total"]["co2_t"] == -2


def test_memo_items_are_in_no_total(world: World) -> None:
    rows = summary(world, cell("E.2", tonnes=5), cell("S2.1", tonnes=-100))
    assert (rows["total"]["co2_t"], rows["memo.electricity"]["co2_t"]) == (5, -100)
    memo = {line for line in LINES if line.startswith("memo.")}
    assert {code for code, row in rows.items() if row["is_memo"]} == memo


@pytest.mark.parametrize("code", LINES)
def test_no_cell_is_blank(world: World, code: str) -> None:
    row = summary(world, cell("E.2", tonnes=5), cell("A.1", "CH4"))[code]
    for name in CELLS:
        assert (row[name] is None) == (row[key_of(name)] != "")


def test_zero_is_a_number(world: World) -> None:
    row = summary(world, cell("E.2", tonnes=0))["energy.fossil.industry_construction"]
    assert (row["co2_t"], row["co2_key"]) == (0, "")


def test_a_category_that_is_not_estimated_shows_so_up_to_the_total(world: World) -> None:
    rows = summary(world, cell("E.2", tonnes=5), cell("E.5.1"))
    leaf = rows["energy.fossil.residential"]
    assert (leaf["co2_key"], leaf["is_incomplete"], leaf["reason_zh"]) == ("NE", True, "缺少活动水平数据")
    for parent in ("energy.fossil", "energy", "total"):
        assert rows[parent]["is_incomplete"] is True
        assert rows[parent]["co2_t"] == 5
        assert "居民生活" in rows[parent]["reason_zh"]


def test_an_incomplete_number_shows_so_up_to_the_total(world: World) -> None:
    rows = summary(world, cell("E.2", tonnes=5, is_incomplete=True, reason_code="partial", reason_zh="缺系数"))
    for code in ("energy.fossil.industry_construction", "energy.fossil", "energy", "total"):
        assert (rows[code]["is_incomplete"], rows[code]["co2_key"]) == (True, "")


def test_a_line_that_two_categories_serve_is_their_sum_and_incomplete_if_one_of_them_is(world: World) -> None:
    world.make("core/categories")
    cards = world.rows("core/categories")
    line = next(card["provincial_line_code"] for card in cards if card["category_code"] == "P.1")
    served = [card | {"provincial_line_code": line} if card["category_code"] == "E.2" else card for card in cards]
    world.put("core/categories", served)
    world.make("core/bases")
    fill(world, [cell("P.1", tonnes=5), cell("E.2", tonnes=7, is_incomplete=True)])
    rows = {row["line_code"]: row for row in world.build("marts/provincial_summary")}
    assert (rows[line]["co2_t"], rows[line]["emissions_tco2e"], rows[line]["is_incomplete"]) == (12, 12, True)


def test_what_is_complete_taints_nothing_beside_it(world: World) -> None:
    rows = summary(world, cell("P.1", tonnes=5), cell("E.2"))
    assert rows["ippu.cement"]["is_incomplete"] is False
    assert rows["energy.fossil.industry_construction"]["is_incomplete"] is True


def test_a_line_that_no_category_serves_yet_is_not_estimated_and_says_so(world: World) -> None:
    rows = summary(world, cell("E.2", tonnes=5), without="P.2")
    row = rows["ippu.lime"]
    assert (row["co2_key"], row["emissions_key"], row["is_incomplete"]) == ("NE", "NE", True)
    assert "本系统尚未核算" in row["reason_zh"]


def test_a_gas_that_a_category_does_not_emit_is_not_applicable(world: World) -> None:
    row = summary(world, cell("P.1", tonnes=5))["ippu.cement"]
    assert [row[key_of(name)] for name in CELLS[:-1]] == ["", "NA", "NA", "NA", "NA", "NA"]


def test_a_gas_outside_the_edition_is_not_applicable_and_taints_nothing(world: World) -> None:
    outside = cell("P.1", "CH4", None, notation_key="NA", reason_code="outside_edition", reason_zh="该版指南不要求核算")
    row = summary(world, cell("P.1", tonnes=5), outside)["ippu.cement"]
    assert (row["ch4_key"], row["is_incomplete"]) == ("NA", False)


@pytest.mark.parametrize("leaf", LEAVES)
def test_every_leaf_is_below_the_total_or_a_memo_item(leaf: str) -> None:
    line = LINES[leaf]
    while line["parent_code"]:
        line = LINES[line["parent_code"]]
    assert (line["line_code"] == "total") != (line["is_memo"] == "true")


def test_fluorinated_gases_are_added_as_equivalents_and_no_mass_of_one_is_added_to_another(world: World) -> None:
    rows = summary(
        world,
        cell("P.1", "HFC134a", 2, emissions_tco2e=2600),
        cell("P.1", "HFC32", 3, emissions_tco2e=1950),
        cell("P.1", "CF4", 1, emissions_tco2e=6500),
        cell("P.1", "C2F6", 1, emissions_tco2e=9200),
        cell("P.1", "SF6", "0.5", emissions_tco2e=11950),
        cell("P.1", "NF3", 1, emissions_tco2e=17200),
    )
    for code in ("ippu.cement", "ippu", "total"):
        row = rows[code]
        assert (row["hfcs_tco2e"], row["pfcs_tco2e"], row["sf6_t"]) == (4550, 15700, Decimal("0.5"))
        assert row["emissions_tco2e"] == 2600 + 1950 + 6500 + 9200 + 11950 + 17200


@pytest.mark.parametrize(
    ("keys", "shown"),
    [(("NO", "NE"), "NE"), (("NO", "NA"), "NO"), (("NA", "IE"), "IE"), (("IE", "C"), "C"), (("NA", "NA"), "NA")],
)
def test_of_several_keys_the_one_is_shown_that_asks_most_of_the_reader(
    world: World, keys: tuple[str, str], shown: str
) -> None:
    cells = [
        cell("E.2", gas, None, notation_key=key, reason_code="no_factor")
        for gas, key in zip(("HFC32", "HFC125"), keys, strict=True)
    ]
    assert summary(world, *cells)["energy.fossil.industry_construction"]["hfcs_key"] == shown


def test_waste_that_gives_energy_stands_where_the_basis_puts_it(new_world: Callable[..., World]) -> None:
    bases = (OFFICIAL, "ipcc_2006-ar5")  # the first counts it as waste, the second as energy
    world = new_world(bases=bases)
    world.make("core/bases")
    places = {"provincial_line_code": "waste.solid", "provincial_line_if_energy": "energy.fossil.energy_industries"}
    codes = {"ipcc_2006_code": "4.C.1", "ipcc_2006_code_if_energy": "1.A.1.a"}
    world.put("core/categories", [{"category_code": "W.3", "is_in_total": True} | places | codes])
    fill(world, [cell("W.3", tonnes=7, basis_id=basis) for basis in bases])
    world.build_all("marts/provincial_summary", "marts/ipcc_summary")
    for table, waste, energy in (("provincial", "waste", "energy"), ("ipcc", "4", "1")):
        rows = world.query(f"select basis_id, line_code, co2_t from marts.{table}_summary where co2_t is not null")
        found = {(row["basis_id"], row["line_code"]): row["co2_t"] for row in rows}
        assert found[bases[0], waste] == found[bases[1], energy] == 7
        assert found[bases[0], "total"] == found[bases[1], "total"] == 7
        assert (bases[0], energy) not in found
        assert (bases[1], waste) not in found


def test_a_line_is_incomplete_where_one_of_its_gases_is(world: World) -> None:
    summary(world, cell("E.2", tonnes=7), cell("E.2", "CH4", 2, is_incomplete=True), cell("E.4", tonnes=1))
    world.compute("marts/ipcc_summary")
    for table, lacks, whole in (
        ("ipcc", "1.A.2", "1.A.4.a"),
        ("provincial", "energy.fossil.industry_construction", "energy.fossil.services"),
    ):
        found = {row["line_code"]: row["is_incomplete"] for row in world.rows(f"marts/{table}_summary")}
        assert (found[lacks], found[whole]) == (True, False)


def test_bases_regions_and_years_do_not_mix(new_world: Callable[..., World]) -> None:
    others: list[Row] = [{"basis_id": "ceads-ar5"}, {"region_code": "511724"}, {"year": 2019}]
    world = new_world(bases=(OFFICIAL, "ceads-ar5"))
    summary(world, cell("E.2", tonnes=1), *(cell("E.2", tonnes=10) | other for other in others))
    totals = world.rows("marts/provincial_summary", "line_code = 'total'")
    assert sorted(row["co2_t"] for row in totals) == [1, 10, 10, 10]


def test_c21_rice_is_the_published_share_of_all_methane(world: World) -> None:
    """China 2005: 7.93 Mt of methane from rice are 17.84 % of the total, which is therefore 44.45 Mt."""
    rice, others = Decimal(7_930_000), Decimal(36_520_700)
    rows = summary(
        world,
        cell("A.1", "CH4", rice, emissions_tco2e=rice * 21),
        cell("A.3", "CH4", 10_000_000, emissions_tco2e=210_000_000),
        cell("W.1", "CH4", others - 10_000_000, emissions_tco2e=(others - 10_000_000) * 21),
    )
    share = rows["agriculture.rice"]["ch4_t"] / rows["total"]["ch4_t"]
    assert round(share * 100, 2) == Decimal("17.84")
    assert rows["total"]["emissions_tco2e"] == rows["total"]["ch4_t"] * 21


COLUMNS = ("CO2", "CH4", "N2O", "HFCs", "PFCs", "SF6", "other", "all")
#: What each form shows of a column: a mass, its equivalent, or nothing.
SHOWN = {
    "provincial": dict.fromkeys(("co2", "ch4", "n2o", "sf6"), "t") | dict.fromkeys(("hfcs", "pfcs"), "tco2e"),
    "sector": dict.fromkeys(("co2", "ch4", "n2o", "hfcs", "pfcs", "sf6", "nf3"), "tco2e"),
}
SHOWN |= {"ipcc": SHOWN["provincial"], "gpc": SHOWN["sector"]}
#: Lines of each form: two that are known everywhere, one that is not known in two places.
ASKED = {
    "provincial": ("energy", "total", "waste"),
    "sector": ("energy", "gross", "waste"),
    "ipcc": ("1", "total", "2"),
    "gpc": ("I.1.1", "BASIC", "III.1.1"),
}
CODES = sorted({line for lines in ASKED.values() for line in lines})
#: All forms hold all lines here, and other amounts.
FACTORS = {"provincial": 1, "ipcc": 1000, "gpc": 100_000}
OTHER = "provincial_2011-ar5"
#: Places by how many times the amounts of the first they have.
PLACES: dict[int, Row] = {
    1: {"basis_id": OFFICIAL, "region_code": QUXIAN, "year": 2020},
    3: {"basis_id": OTHER, "region_code": QUXIAN, "year": 2020},
    5: {"basis_id": OFFICIAL, "region_code": "511724", "year": 2020},
    7: {"basis_id": OFFICIAL, "region_code": QUXIAN, "year": 2019},
    9: {"basis_id": OFFICIAL, "region_code": QUXIAN, "year": 2018},
}
#: The one gas of which the line that is not known says a key.
KNOWN = {1: "CO2", 9: "CH4"}
#: What the quality of a line rests on: the worst of two figures, of two factors.
GRADES: dict[str, tuple[Row, Row]] = {
    "I.1.1": ({"data_class": "A", "evidence": "original"}, {"data_class": "B", "evidence": "secondary"}),
    "III.1.1": ({"data_class": "C", "evidence": "original"}, {"data_class": "A", "evidence": "original"}),
}


def cells_of(form: str, line: str, times: int, unknown: str) -> list[Row]:
    """The cells of a line; not always is the whole the largest."""
    about = PLACES[times] | {"form_code": form, "line_code": line, "line_title_zh": "", "reason_zh": f"{form}{line}"}
    if line == unknown and times in KNOWN:
        gas: Row = {"gas_column": KNOWN[times], "mass_key": "IE", "emissions_key": "NO", "reason_zh": "龟"}
        whole: Row = {"gas_column": "all", "mass_key": "NO", "is_incomplete": True, "reason_zh": "缺"}
        return [about | gas, about | whole | {"emissions_key": "NE" if KNOWN[times] == "CO2" else "C"}]
    amounts = [amount_of(form, line, times, column) for column in COLUMNS]
    return [
        about | {"gas_column": column, "emissions_t": amount, "emissions_tco2e": amount * 20}
        for column, amount in zip(COLUMNS, amounts, strict=True)
    ]


def amount_of(form: str, line: str, times: int, column: str) -> int:
    """Tonnes of a cell, a twentieth of its equivalent."""
    return times * FACTORS[form] * (10 * (CODES.index(line) + 1) + (COLUMNS.index(column) + 1 + times) % 8)


def put_form(world: World, form: str) -> None:
    """All forms, in which this one has a line that is not known; a sum of another form is none of the GPC's."""
    world.put(
        "core/form_lines",
        [
            {"form_code": f, "line_code": line, "line_number": n * factor, "line_title_zh": f"{f}行{line}"}
            | {"line_title_en": f"{f} {line}", "line_level": n, "is_memo": line == "waste"}
            for f, factor in FACTORS.items()
            for n, line in enumerate(CODES, 1)
        ],
    )
    parts = [("gpc", line, line) for line in ASKED["gpc"]]
    parts += [("gpc", total, "III.1.1") for total in ("BASIC", "BASIC+", "territorial")] + [("gpc", "BASIC", "I.1.1")]
    parts += [("ipcc", "I.1.1", "III.1.1"), ("ipcc", "BASIC+", "I.1.1"), ("ipcc", "III.1.1", "I.1.1")]
    world.put("core/form_parts", [{"form_code": f, "line_code": a, "part_code": b} for f, a, b in parts])
    lines = [(f, line, times) for times in PLACES for f in FACTORS for line in CODES]
    world.put("marts/form_cells", [cell for about in lines for cell in cells_of(*about, ASKED[form][2])])


def put_grades(world: World) -> None:
    """What lines of the GPC rest on, and the worst that they do not.

    That is a gas of which the inventory has no number, a sector of which only another form has a line, and a category
    that in the second basis stands on another line, and is on one that is not known in the first.
    """
    stands = [("gpc", "E.2", "", "I.1.1"), ("gpc", "E.4", "", "III.1.1"), ("gpc", "E.4", "rural", "I.1.1")]
    stands += [("ipcc", "E.4", "road", "I.1.1")]
    world.put(
        "core/form_places",
        [
            {"basis_id": basis, "form_code": f, "category_code": c, "sector_code": s, "line_code": line}
            for basis, own in ((OFFICIAL, "III.1.1"), (OTHER, "I.1.1"))
            for f, c, s, line in (*stands, ("gpc", "E.10", "", own))
        ],
    )
    places, served = PLACES.values(), [("E.2", "I.1.1"), ("E.4", "III.1.1")]
    known = [place | {"category_code": c} for place in places for c, _ in served] + [{"category_code": "E.10"}]
    unknown: Row = {"category_code": "E.2", "gas": "N2O", "notation_key": "NE", "reason_code": "no_factor"}
    world.put_inventory(
        [row | {"emissions_t": 1, "emissions_tco2e": 1} for row in known]
        + [place | unknown | {"reason_zh": "缺"} for place in places]
    )
    worst: Row = {"emissions_t": 1, "data_class": "D", "evidence": "recalled"}
    world.put(
        "core/emissions",
        [
            place | {"category_code": c, "fuel_code": fuel, "emissions_t": 1} | grade
            for place in places
            for c, line in served
            for fuel, grade in zip(("coke", "diesel"), GRADES[line], strict=True)
        ]
        + [place | {"category_code": "E.2", "gas": "N2O"} | worst for place in places]
        + [place | {"category_code": "E.4", "sector_code": "road"} | worst for place in places]
        + [{"category_code": "E.10"} | worst],
    )


def row_of(form: str, line: str, times: int) -> Row:
    """What the row of a line must hold."""
    source = {"sector": "provincial"}.get(form, form)
    lacks = line == ASKED[form][2] and times in KNOWN
    expected: Row = {"is_incomplete": lacks, "emissions_key": "", "emissions_tco2e": None}
    if lacks:
        expected["emissions_key"] = "NE" if KNOWN[times] == "CO2" else "C"
    else:
        expected["emissions_tco2e"] = 20 * amount_of(source, line, times, "all")
    for name, unit in SHOWN[form].items():
        column = {"nf3": "other", "hfcs": "HFCs", "pfcs": "PFCs"}.get(name, name.upper())
        amount = amount_of(source, line, times, column) * (1 if unit == "t" else 20)
        key = ("IE" if unit == "t" else "NO") if column == KNOWN.get(times) else "NA"
        expected |= {f"{name}_{unit}": None if lacks else amount, f"{name}_key": key if lacks else ""}
    if form != "sector":
        expected |= {"line_number": (CODES.index(line) + 1) * FACTORS[form], "line_title_zh": f"{form}行{line}"}
        expected["reason_zh"] = "缺" if lacks else f"{form}{line}"
    return expected


def summed_up(world: World, form: str) -> dict[tuple[int, str], Row]:
    """The rows of a summary, by place and line."""
    put_form(world, form)
    if form == "gpc":
        put_grades(world)
    world.compute(f"marts/{form}_summary", is_judged=False)
    rows = world.rows(f"marts/{form}_summary")
    found = {(n, row["line_code"]): row for row in rows for n, place in PLACES.items() if place.items() <= row.items()}
    assert len(rows) == len(found)
    return found


@pytest.mark.parametrize("form", SHOWN)
def test_every_column_of_a_form_is_its_cell_in_each_county_year_and_basis(world: World, form: str) -> None:
    found = summed_up(world, form)
    lines = {"ipcc": set(CODES), "sector": {*ASKED["sector"], "total"}}.get(form, set(ASKED[form]))
    assert set(found) == {(times, line) for times in PLACES for line in lines}
    for (times, line), row in found.items():
        expected = row_of(form, line, times)
        assert {name: row[name] for name in expected} == expected


def test_lines_of_the_gpc_are_as_good_as_what_they_rest_on_in_their_place(world: World) -> None:
    """What a line that is not known rests on makes no total worse."""
    names = ("activity_quality", "factor_quality", "scope", "is_in_basic", "is_in_basic_plus", "is_in_territorial")
    known = {
        "I.1.1": ("M", "M", 1, True, False, False),
        "BASIC": ("L", "M", 0, True, False, False),
        "III.1.1": ("L", "H", 1, True, True, True),
    }
    unknown = {"BASIC": ("M", "M", *known["BASIC"][2:]), "III.1.1": ("", "", *known["III.1.1"][2:])}
    found = {key: tuple(row[name] for name in names) for key, row in summed_up(world, "gpc").items()}
    assert found == {
        (times, line): unknown.get(line, grades) if times in KNOWN else grades
        for times in PLACES
        for line, grades in known.items()
    }

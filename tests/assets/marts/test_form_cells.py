"""The cells of the forms: each gas of a line, the whole of it, and nothing silent."""

from collections.abc import Callable
from decimal import Decimal

from schemas import forms
from tests.assets.marts.test_provincial_summary import cell, fill
from tests.world import FORMS, OFFICIAL, SECOND, Row, World


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
    )
    line = {column: found["provincial", "ippu.semiconductor", column] for column in ("PFCs", "SF6", "all")}
    assert {name: (row["emissions_t"], row["mass_key"]) for name, row in line.items()} == {
        "PFCs": (None, "NA"),
        "SF6": (Decimal("0.5"), ""),
        "all": (None, "NA"),
    }
    assert {name: row["emissions_tco2e"] for name, row in line.items()} == {"PFCs": 15700, "SF6": 11950, "all": 27650}


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

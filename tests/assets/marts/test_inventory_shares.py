"""What a year's emissions are made of: every way to divide them holds all of it, shares are of what is emitted."""

from decimal import Decimal

import pytest

from schemas.codes import read_codes
from schemas.forms import read_form
from tests.staged_rows import DAZHU
from tests.world import SECOND, Row, World

#: Category → line of the provincial form, gas, tonnes CO2e, in the total.
CELLS: dict[str, tuple[str, str, int | None, bool]] = {
    "E.1.1": ("energy.fossil.energy_industries", "CO2", 600, True),
    "E.4": ("energy.fossil.services", "CO2", 100, True),
    "E.5": ("energy.fossil.residential", "CO2", 200, True),
    "A.1": ("agriculture.rice", "CH4", 100, True),
    "A.3": ("agriculture.enteric", "CH4", None, True),
    "L.1": ("lulucf.forest.arbor", "CO2", -250, True),
    "S2.1": ("memo.electricity", "CO2", -50, False),
}


def divide(world: World, **changed: Row) -> dict[tuple[str, str], Row]:
    """The table by breakdown and part; ``changed`` says what is else of a category (dots are underscores)."""
    world.put(
        "core/category_lines",
        [{"category_code": code, "provincial_line_code": line} for code, (line, *_) in CELLS.items()],
    )
    world.put("core/categories", [{"category_code": code, "title_zh": f"{code} 的名称"} for code in CELLS])
    world.put(
        "marts/county_inventory",
        [
            {
                "category_code": code,
                "gas": gas,
                "emissions_t": tonnes,
                "emissions_tco2e": tonnes,
                "notation_key": "" if tonnes is not None else "NE",
                "reason_code": "" if tonnes is not None else "no_activity_data",
                "is_incomplete": tonnes is None,
                "is_in_total": is_in_total,
            }
            | changed.get(code.replace(".", "_"), {})
            for code, (_, gas, tonnes, is_in_total) in CELLS.items()
        ],
    )
    return {(row["breakdown_code"], row["part_code"]): row for row in world.build("marts/inventory_shares")}


@pytest.mark.parametrize("breakdown", ["trend_part", "chapter", "category", "gas", "coverage"])
def test_every_way_to_divide_the_total_holds_all_of_it(world: World, breakdown: str) -> None:
    rows = divide(world)
    assert sum(r["emissions_tco2e"] or 0 for (b, _), r in rows.items() if b == breakdown and r["is_in_total"]) == 750


@pytest.mark.parametrize("other", [{"region_code": DAZHU}, {"year": 2019}, {"basis_id": SECOND}], ids=str)
def test_a_share_is_of_what_the_county_emits_in_the_year_by_the_basis(world: World, other: Row) -> None:
    """Elsewhere everything is ten times as much."""
    alone = divide(world)
    cells = world.rows("marts/county_inventory")
    more = [row | other | {"emissions_tco2e": row["emissions_tco2e"] and row["emissions_tco2e"] * 10} for row in cells]
    world.put("marts/county_inventory", [*cells, *more])
    rows = [row for row in world.build("marts/inventory_shares") if not other.items() <= row.items()]
    found = {(row["breakdown_code"], row["part_code"]): row["share_pct"] for row in rows}
    assert [found["trend_part", "energy_industries"], found["category", "E.4"], found["category", "L.1"]] == [
        60,
        10,
        -25,
    ]
    assert len(rows) == len(alone)


def test_a_share_is_of_what_is_emitted_and_not_of_what_is_left_after_removals(world: World) -> None:
    rows = divide(world)
    assert rows["trend_part", "energy_industries"]["share_pct"] == 60
    assert rows["trend_part", "services_residential_agriculture"]["share_pct"] == 30
    assert rows["category", "E.4"]["share_pct"] == 10
    assert rows["chapter", "energy"]["share_pct"] == 90
    assert rows["chapter", "lulucf"]["share_pct"] == -25


def test_gases_share_out_the_sum_of_the_gases(world: World) -> None:
    rows = divide(world)
    assert rows["gas", "CO2"]["emissions_tco2e"] == 650
    assert rows["gas", "CO2"]["share_pct"] == Decimal("86.666666667")


def test_what_is_not_in_the_total_has_no_share_and_no_chapter(world: World) -> None:
    rows = divide(world)
    memo = rows["category", "S2.1"]
    assert (memo["emissions_tco2e"], memo["share_pct"], memo["share_key"]) == (-50, None, "NA")
    assert ("chapter", "memo") not in rows


def test_a_part_without_a_number_has_the_key_that_asks_most(world: World) -> None:
    row = divide(world, A_1={"emissions_t": None, "emissions_tco2e": None, "notation_key": "NO"})[
        "chapter", "agriculture"
    ]
    assert (row["emissions_tco2e"], row["notation_key"]) == (None, "NE")
    assert (row["share_pct"], row["share_key"]) == (None, "NE")


def test_where_nothing_is_emitted_there_is_no_share_but_every_part(world: World) -> None:
    nothing = {"emissions_t": None, "emissions_tco2e": None, "notation_key": "NE", "reason_code": "no_activity_data"}
    rows = divide(world, E_1_1=nothing, E_4=nothing, E_5=nothing, A_1=nothing)
    shares = {part: row for (breakdown, part), row in rows.items() if breakdown == "trend_part"}
    assert {part: (row["emissions_tco2e"], row["share_pct"], row["share_key"]) for part, row in shares.items()} == {
        "energy_industries": (None, None, "NE"),
        "services_residential_agriculture": (None, None, "NE"),
        "agriculture": (None, None, "NE"),
        "lulucf": (-250, None, "NA"),
    }


def test_partly_counted_and_confidential_categories_are_counted(world: World) -> None:
    secret = {"emissions_t": None, "emissions_tco2e": None, "notation_key": "C", "reason_code": "no_activity_data"}
    rows = divide(world, E_4={"is_incomplete": True}, A_1=secret)
    partial, confidential = rows["coverage", "partial"], rows["coverage", "confidential"]
    assert (partial["emissions_tco2e"], partial["categories"]) == (100, 1)
    assert (confidential["emissions_tco2e"], confidential["notation_key"], confidential["categories"]) == (None, "C", 1)
    assert rows["coverage", "complete"]["emissions_tco2e"] == 550
    assert rows["chapter", "agriculture"]["categories"] == 1, "what is not estimated has no figure"


def test_parts_carry_the_titles_of_their_lists(world: World) -> None:
    rows = divide(world)
    assert rows["trend_part", "lulucf"]["part_title_zh"] == "土地利用变化与林业"
    assert rows["chapter", "energy"]["part_title_zh"] == "能源活动"
    assert rows["gas", "CH4"]["part_title_zh"] == "甲烷"
    assert rows["category", "A.1"]["part_title_zh"] == "A.1 的名称"


def test_every_line_of_the_form_belongs_to_one_part_of_the_trend() -> None:
    lines = read_form("provincial_lines")
    parents = {line["parent_code"] for line in lines}
    parts = [row for row in read_codes("breakdown_parts") if row["breakdown_code"] == "trend_part"]
    for line in lines:
        if line["line_code"] not in parents and line["is_memo"] == "false":
            members = [member for part in parts for member in part["members"].split()]
            holders = [member for member in members if f"{line['line_code']}.".startswith(f"{member}.")]
            assert len(holders) == 1, line["line_code"]

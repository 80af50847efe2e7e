"""A year is a headline when the tables behind the categories have come which made 95 % of the year before."""

from collections.abc import Iterable

import pytest

from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

COAL, CEMENT, WASTE = "industry__energy_consumption", "yearbook__industrial_products", "sanitation__waste"
UNIT = {"unit_code": "cny", "base_unit_code": "cny"}
TABLES = (COAL, CEMENT, WASTE)
#: 90 %, 6 % and 4 % of the year: the last one is not needed for 95 %.
CATEGORIES = {"E.1.1": (90, COAL), "P.1": (-6, CEMENT), "W.1": (4, WASTE)}


def progress(
    world: World,
    come: dict[int, Iterable[str]],
    sources: Iterable[Row] = (),
    used: bool = True,
    elsewhere: Iterable[Row] = (),
    tonnes: dict[str, int] | None = None,
) -> dict[int, Row]:
    """The table by year, of tables that came in each year, beside deliveries of other counties."""
    world.put(
        "core/deliveries",
        [
            {
                "table_name": table,
                "title_zh": f"《{table}》",
                "year": year,
                "status": "delivered" if table in got else "missing",
            }
            for year, got in come.items()
            for table in TABLES
        ]
        + list(elsewhere),
    )
    cells = [
        {"year": year, "category_code": code, "emissions_t": amount, "emissions_tco2e": amount}
        for year in come
        for code, amount in (tonnes or {code: made for code, (made, _) in CATEGORIES.items()}).items()
    ]
    world.put_inventory(
        [*cells, *({"year": y, "category_code": "S2.1", "emissions_tco2e": 999, "is_in_total": False} for y in come)]
    )
    ends = [
        {
            "year": year,
            "category_code": code,
            "end_table": "core.observations",
            "end_id": f"{table}/{year}",
            "is_used": used,
        }
        for year in come
        for code, (_, table) in CATEGORIES.items()
    ]
    world.put("marts/category_sources", [*ends, *sources])
    figures = [
        {"observation_id": f"{table}/{year}", "table_name": table, "year": year, "item_code": "gdp", **UNIT}
        for year in come
        for table in TABLES
    ]
    world.put("core/observations", figures)
    return {row["year"]: row for row in world.build("marts/year_progress")}


def test_half_a_year_is_no_headline_and_says_what_is_missing(world: World) -> None:
    rows = progress(world, {2019: TABLES, 2020: [CEMENT]})
    assert (rows[2019]["reference_year"], rows[2019]["key_tables"], rows[2019]["is_headline"]) == (None, 0, True)
    assert (rows[2020]["reference_year"], rows[2020]["key_tables"], rows[2020]["key_delivered"]) == (2019, 2, 1)
    assert (rows[2020]["is_headline"], rows[2020]["key_missing_zh"]) == (False, f"《{COAL}》")


def test_what_another_county_delivered_is_still_missing_here(world: World) -> None:
    there = {"region_code": DAZHU, "table_name": COAL, "year": 2020, "status": "delivered"}
    row = progress(world, {2019: TABLES, 2020: [CEMENT]}, elsewhere=[there])[2020]
    assert (row["key_tables"], row["key_delivered"], row["is_headline"]) == (2, 1, False)


def test_what_made_five_percent_is_not_waited_for(world: World) -> None:
    row = progress(world, {2019: TABLES, 2020: [COAL, CEMENT]})[2020]
    assert (row["is_headline"], row["key_tables"], row["key_missing_zh"]) == (True, 2, "")


def test_what_made_exactly_the_rest_is_not_waited_for(world: World) -> None:
    """95 and 5 of 100, beside which nothing was emitted by a third."""
    tonnes = {"E.1.1": 95, "P.1": 5, "W.1": 0}
    row = progress(world, {2019: TABLES, 2020: [COAL]}, tonnes=tonnes)[2020]
    assert (row["key_tables"], row["is_headline"]) == (1, True)


def test_of_two_that_weigh_the_same_the_first_by_its_code_is_waited_for(world: World) -> None:
    tonnes = {"E.1.1": 92, "P.1": 4, "W.1": 4}
    row = progress(world, {2019: TABLES, 2020: [COAL]}, tonnes=tonnes)[2020]
    assert (row["key_tables"], row["key_missing_zh"]) == (2, f"《{CEMENT}》")


def test_a_category_weighs_what_all_its_gases_weigh(world: World) -> None:
    """Of 100: waste makes 2 and 2, cement 3, and 93 and 4 are enough."""
    progress(world, {2019: TABLES, 2020: [COAL]}, tonnes={"E.1.1": 93, "P.1": 3, "W.1": 2})
    cells = world.rows("marts/county_inventory")
    world.put_inventory([*cells, *(row | {"gas": "N2O"} for row in cells if row["category_code"] == "W.1")])
    row = world.build("marts/year_progress")[-1]
    assert (row["year"], row["key_tables"], row["key_missing_zh"]) == (2020, 2, f"《{WASTE}》")


def test_each_basis_waits_for_what_weighs_most_in_it(world: World) -> None:
    """In the other basis that is waste, of which nothing has come."""
    progress(world, {2019: TABLES, 2020: [COAL, CEMENT]})
    for table in ("marts/county_inventory", "marts/category_sources"):
        here = world.rows(table)
        there = [row | {"basis_id": SECOND} for row in here if row["category_code"] == "W.1"]
        if table == "marts/county_inventory":
            heavy = {"emissions_t": 9999, "emissions_tco2e": 9999}
            world.put_inventory([*here, *(row | heavy for row in there)])
        else:
            world.put(table, [*here, *there])
    rows = [row for row in world.build("marts/year_progress") if row["year"] == 2020]
    found = {row["basis_id"]: (row["key_tables"], row["key_delivered"], row["is_headline"]) for row in rows}
    assert found == {OFFICIAL: (2, 2, True), SECOND: (1, 0, False)}
    assert len(rows) == 2


def test_what_weighed_most_before_the_year_of_reference_is_not_waited_for(world: World) -> None:
    """In 2018 waste was nearly everything, and coal rested on its table too."""
    progress(world, {2018: TABLES, 2019: TABLES, 2020: [COAL, CEMENT]})
    heavy: Row = {"year": 2018, "category_code": "W.1"}
    cells = world.rows("marts/county_inventory")
    world.put_inventory([row | ({"emissions_tco2e": 9999} if heavy.items() <= row.items() else {}) for row in cells])
    ends = world.rows("marts/category_sources")
    behind_coal = [row | {"category_code": "E.1.1"} for row in ends if heavy.items() <= row.items()]
    world.put("marts/category_sources", [*ends, *behind_coal])
    row = world.build("marts/year_progress")[-1]
    assert (row["reference_year"], row["key_tables"], row["is_headline"]) == (2019, 2, True)


def test_tables_that_are_missing_are_named_once_and_in_order(world: World) -> None:
    again = {"category_code": "P.1", "end_table": "core.observations", "end_id": f"{COAL}/2019", "is_used": True}
    row = progress(world, {2019: TABLES, 2020: [WASTE]}, [again | {"year": 2019}])[2020]
    assert (row["key_tables"], row["key_missing_zh"]) == (2, f"《{COAL}》、《{CEMENT}》")


def test_what_a_neighbour_emits_and_waits_for_is_nothing_to_this_county(world: World) -> None:
    """Its waste weighs most, and of 2020 nothing has come there."""
    there: Row = {"region_code": DAZHU}
    progress(world, {2019: TABLES, 2020: [COAL, CEMENT]})
    for table, rows in {
        "core/deliveries": [{"status": "delivered", "year": 2019}, {"status": "missing", "year": 2020}],
        "core/observations": [{"observation_id": "there", "year": 2019, "item_code": "gdp"} | UNIT],
    }.items():
        world.put(table, [*world.rows(table), *(row | there | {"table_name": WASTE} for row in rows)])
    heavy: Row = {"category_code": "W.1", "emissions_t": 9999, "emissions_tco2e": 9999} | there
    world.put_inventory([*world.rows("marts/county_inventory"), *(heavy | {"year": year} for year in (2019, 2020))])
    end: Row = {"category_code": "W.1", "end_table": "core.observations", "end_id": "there", "is_used": True}
    ends = [end | there | {"year": 2019, "category_code": code} for code in ("W.1", "E.1.1")]
    world.put("marts/category_sources", [*world.rows("marts/category_sources"), *ends])
    rows = {(row["region_code"], row["year"]): row for row in world.build("marts/year_progress")}
    here, other = rows[QUXIAN, 2020], rows[DAZHU, 2020]
    assert (here["key_tables"], here["is_headline"]) == (2, True)
    assert (other["key_tables"], other["key_delivered"], other["is_headline"]) == (1, 0, False)


def test_a_removal_counts_by_its_size(world: World) -> None:
    row = progress(world, {2019: TABLES, 2020: [COAL, WASTE]})[2020]
    assert (row["is_headline"], row["key_missing_zh"]) == (False, f"《{CEMENT}》")


def test_a_half_year_is_no_measure_for_the_one_after_it(world: World) -> None:
    rows = progress(world, {2018: TABLES, 2019: [WASTE], 2020: [COAL]})
    assert [rows[year]["reference_year"] for year in (2019, 2020)] == [2018, 2018]
    assert [rows[year]["is_headline"] for year in (2018, 2019, 2020)] == [True, False, False]


def test_of_years_that_came_alike_the_later_one_is_the_measure(world: World) -> None:
    assert progress(world, {2018: TABLES, 2019: TABLES, 2020: TABLES})[2020]["reference_year"] == 2019


@pytest.mark.parametrize(
    "strange",
    [{"end_table": "core.factor_values"}, {"is_used": False}, {"year": 2018}, {"basis_id": SECOND}],
    ids=["a factor", "unused", "another year", "another basis"],
)
def test_only_figures_of_the_year_that_its_emissions_rest_on_are_waited_for(world: World, strange: Row) -> None:
    """The waste table stands behind the coal, but not in this way."""
    end = {"year": 2019, "category_code": "E.1.1", "end_table": "core.observations", "end_id": f"{WASTE}/2019"}
    assert progress(world, {2019: TABLES, 2020: [COAL, CEMENT]}, [end | {"is_used": True}])[2020]["key_tables"] == 3
    assert (
        progress(world, {2019: TABLES, 2020: [COAL, CEMENT]}, [end | {"is_used": True} | strange])[2020]["key_tables"]
        == 2
    )


def test_a_year_of_which_a_figure_in_force_is_preliminary_names_the_tables(world: World) -> None:
    progress(world, {2019: TABLES, 2020: TABLES})
    levels = [(COAL, "county"), (COAL, "city"), (CEMENT, "county"), (WASTE, "county")]
    world.put(
        "core/printed_tables",
        [{"table_name": n, "region_level": r, "title_zh": f"表{n}", "title_en": f"table {n}"} for n, r in levels]
        + [{"table_name": "bulletin", "title_zh": "公报", "title_en": "bulletin", "is_only_compared": True}],
    )
    said: list[Row] = [
        {"table_name": COAL, "year": 2020},
        {"table_name": CEMENT, "year": 2020},
        # a final figure has come since; the neighbour
        {"table_name": WASTE, "year": 2020, "is_preferred": False},
        {"table_name": WASTE, "year": 2020, "region_code": DAZHU},
        # a quick figure that is part of nothing
        {"table_name": "bulletin", "year": 2020},
    ]
    rows = [row | {"vintage": "preliminary"} for row in said] + [{"table_name": WASTE, "year": 2019}]
    numbered = [row | {"observation_id": f"o{n}", "item_code": "gdp"} | UNIT for n, row in enumerate(rows)]
    world.put("core/observations", numbered)
    before, row = world.build("marts/year_progress")
    assert (before["preliminary_zh"], before["preliminary_en"]) == ("", "")
    assert (row["preliminary_zh"], row["preliminary_en"]) == (f"表{COAL}、表{CEMENT}", f"table {COAL}, table {CEMENT}")


def test_what_another_county_delivered_is_no_measure_here(world: World) -> None:
    """It delivered four tables of 2018; here three came of either year, and the later one is the measure."""
    there = {"region_code": DAZHU, "year": 2018, "status": "delivered"}
    more = [there | {"table_name": table} for table in (*TABLES, "yearbook__gdp")]
    row = progress(world, {2018: TABLES, 2019: TABLES, 2020: [CEMENT]}, elsewhere=more)[2020]
    assert (row["reference_year"], row["key_missing_zh"]) == (2019, f"《{COAL}》")


def test_a_table_that_no_year_is_asked_for_is_not_waited_for(world: World) -> None:
    assert progress(world, {2019: TABLES, 2020: [CEMENT]}, used=False)[2020]["is_headline"]

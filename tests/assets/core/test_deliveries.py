"""Deliveries: what is expected of a region, what came, and which file it came in."""

from collections.abc import Callable
from itertools import product

import pytest

from tests.staged_rows import DAZHU, NEWER_FILE
from tests.world import FILE, QUXIAN, SICHUAN, Row, World

NewWorld = Callable[..., World]
GDP, BALANCE = "yearbook__gdp", "energy_yearbook__provincial_balance"
FLOOR = "institutions__floor_area"


def deliveries(world: World, *holdings: Row) -> list[Row]:
    world.make("core/regions", "core/printed_tables", "core/reported_years", "core/required_figures")
    world.put(
        "core/delivered_files",
        [
            {"file_sha256": FILE, "file_name": "2024.xlsx", "last_period": "2024", "delivery_sequence": 2},
            {"file_sha256": NEWER_FILE, "file_name": "2025.xlsx", "last_period": "2025", "delivery_sequence": 1},
        ],
    )
    world.put("core/delivered_holdings", holdings)
    return world.build("core/deliveries")


def test_every_table_of_a_countys_level_is_expected_in_every_year(new_world: NewWorld) -> None:
    world = new_world(years=(2019, 2020, 2021))
    rows = deliveries(world, {"table_name": GDP, "year": 2020})
    tables = {row["table_name"] for row in world.rows("core/printed_tables", "region_level = 'county'")}
    assert {(row["table_name"], row["year"]) for row in rows} == {(t, y) for t in tables for y in (2019, 2020, 2021)}
    assert [(row["table_name"], row["year"]) for row in rows if row["status"] == "delivered"] == [(GDP, 2020)]


def test_nothing_at_all_is_all_missing(world: World) -> None:
    rows = deliveries(world)
    assert rows
    assert {(row["status"], row["file_name"], row["is_synthetic"]) for row in rows} == {("missing", "", False)}


def test_a_county_is_asked_for_no_balance_and_a_province_for_no_returns(new_world: NewWorld) -> None:
    rows = deliveries(new_world(regions=(QUXIAN, SICHUAN)))
    assert BALANCE not in {row["table_name"] for row in rows if row["region_code"] == QUXIAN}
    assert {row["table_name"] for row in rows if row["region_code"] == SICHUAN} == {BALANCE}


def test_what_came_though_nobody_asked_for_it_is_expected_from_then_on(new_world: NewWorld) -> None:
    world = new_world(years=(2019, 2020))
    rows = deliveries(world, {"table_name": BALANCE, "year": 2019})
    found = {row["year"]: row["status"] for row in rows if row["table_name"] == BALANCE}
    assert found == {2019: "delivered", 2020: "missing"}


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"last_period": "2024", "delivery_sequence": 2}, {"last_period": "2025", "delivery_sequence": 1}),
        ({"last_period": "2024", "delivery_sequence": 1}, {"last_period": "2024", "delivery_sequence": 2}),
    ],
    ids=["the younger book, whenever it came", "of two of one year the one that came last"],
)
def test_of_two_editions_the_one_in_force_is_named(world: World, older: Row, newer: Row) -> None:
    holdings = [{"table_name": GDP, "year": 2020, "file_sha256": file} for file in (FILE, NEWER_FILE)]
    for books in ((older, newer), (newer, older)):
        deliveries(world, *holdings)
        files = zip((FILE, NEWER_FILE), ("one.xlsx", "other.xlsx"), books, strict=True)
        world.put("core/delivered_files", [book | {"file_sha256": file, "file_name": n} for file, n, book in files])
        (row,) = [row for row in world.build("core/deliveries") if row["status"] == "delivered"]
        assert row["file_name"] == ("one.xlsx", "other.xlsx")[books.index(newer)]


def test_a_file_is_named_where_its_table_its_region_and_its_year_are(new_world: NewWorld) -> None:
    """A book for each, but the last, which nobody delivered; one book is synthetic."""
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020))
    places = list(product((GDP, "yearbook__population"), (QUXIAN, DAZHU), (2019, 2020)))
    books = {place: f"{number}" * 64 for number, place in enumerate(places[:-1])}
    keys = ("table_name", "region_code", "year")
    deliveries(world, *(dict(zip(keys, place, strict=True)) | {"file_sha256": book} for place, book in books.items()))
    synthetic = books[GDP, DAZHU, 2019]
    world.put(
        "core/delivered_files",
        [{"file_sha256": book, "file_name": book[:1], "is_synthetic": book == synthetic} for book in books.values()],
    )
    found = {tuple(row[key] for key in keys): row for row in world.build("core/deliveries")}
    assert {place: found[place]["file_sha256"] for place in places} == {place: books.get(place, "") for place in places}
    assert [row["file_name"] for row in found.values() if row["is_synthetic"]] == [synthetic[:1]]


@pytest.mark.parametrize("other", [{"region_code": "511724"}, {"year": 2018}])
def test_what_is_not_reported_is_not_listed(world: World, other: Row) -> None:
    rows = deliveries(world, {"table_name": GDP, "year": 2020} | other)
    assert {row["status"] for row in rows} == {"missing"}


def test_a_table_has_its_title_and_the_department_that_delivers_it(world: World) -> None:
    assert all(row["title_zh"] and row["department_zh"] for row in deliveries(world))


def test_a_survey_or_a_history_is_expected_of_no_year(new_world: NewWorld) -> None:
    survey = "sanitation__waste_composition"
    world = new_world(years=(2019, 2020))
    rows = deliveries(world, {"table_name": survey, "year": 2020})
    assert [row["region_level"] for row in world.rows("core/printed_tables", f"table_name = '{survey}'")] == [""]
    assert survey not in {row["table_name"] for row in rows}


def test_a_table_is_not_expected_of_years_before_it_was_printed(new_world: NewWorld) -> None:
    world = new_world(years=(2014, 2015, 2016))
    deliveries(world, {"table_name": FLOOR, "year": 2016})
    found = {row["year"]: row["status"] for row in world.rows("core/deliveries", f"table_name = '{FLOOR}'")}
    assert found == {2015: "missing", 2016: "delivered"}


def test_what_came_is_listed_even_of_years_before_it_was_printed(new_world: NewWorld) -> None:
    world = new_world(years=(2013, 2014, 2015))
    deliveries(world, {"table_name": FLOOR, "year": 2014})
    found = {row["year"]: row["status"] for row in world.rows("core/deliveries", f"table_name = '{FLOOR}'")}
    assert found == {2014: "delivered", 2015: "missing"}


def returned(item: str, status: str = "reported") -> Row:
    """A line of the form that came with the newer file."""
    return {
        "table_name": "departments__form",
        "source_id": "departments",
        "vintage": "returned",
        "period": "2020",
        "item_code": item,
        "amount": 1 if status == "reported" else None,
        "unit_code": "person",
        "value_status": status,
        "file_sha256": NEWER_FILE,
    }


@pytest.mark.parametrize(
    ("rest", "came"),
    [
        ([returned("population_registered"), returned("population_resident_urban")], True),
        ([returned("population_registered"), returned("population_resident_urban", "not_available")], True),
        ([returned("population_registered"), returned("population_resident_urban", "blank")], False),
        ([returned("population_registered")], False),
    ],
)
def test_a_form_with_an_answer_for_every_figure_of_a_table_stands_for_it(
    world: World, rest: list[Row], came: bool
) -> None:
    world.put("staged/departments__form", [returned("population_resident"), *rest])
    found = [row for row in deliveries(world) if row["table_name"] == "yearbook__population"]
    assert [(row["status"], row["file_name"]) for row in found] == [
        ("delivered", "2025.xlsx") if came else ("missing", "")
    ]


def test_the_table_itself_is_named_before_a_form(world: World) -> None:
    answers = [returned(f"population_{which}") for which in ("resident", "registered", "resident_urban")]
    world.put("staged/departments__form", answers)
    rows = deliveries(world, {"table_name": "yearbook__population", "year": 2020, "file_sha256": FILE})
    assert [row["file_name"] for row in rows if row["table_name"] == "yearbook__population"] == ["2024.xlsx"]


def stood_for(world: World, figures: list[Row], answers: list[Row]) -> dict[int, str]:
    """Where a table is asked for these figures: the form that stands for it, by year."""
    world.put("staged/departments__form", answers)
    deliveries(world)
    table = "yearbook__population"
    world.put("core/required_figures", [{"table_name": table, "last_year": 9999} | figure for figure in figures])
    rows = [row for row in world.build("core/deliveries") if row["table_name"] == table]
    return {row["year"]: row["file_name"] for row in rows if row["status"] == "delivered"}


RESIDENT, URBAN = "population_resident", "population_resident_urban"


@pytest.mark.parametrize(
    ("first", "last", "answered", "stands"),
    [(2020, 2020, {2019, 2020}, {2019}), (2019, 2019, {2019, 2020}, {2020}), (2021, 9999, {2019}, {2019})],
)
def test_a_form_owes_a_figure_from_its_first_year_to_its_last(
    new_world: NewWorld, first: int, last: int, answered: set[int], stands: set[int]
) -> None:
    """One figure is asked of every year and answered in some, another asked of some and never answered."""
    figures = [{"item_code": RESIDENT}, {"item_code": URBAN, "first_year": first, "last_year": last}]
    answers = [returned(RESIDENT) | {"period": str(year)} for year in answered]
    assert set(stood_for(new_world(years=(2019, 2020)), figures, answers)) == stands


@pytest.mark.parametrize(
    ("column", "asked", "other"),
    [("sector_code", ("urban", "rural"), "industry"), ("fuel_code", ("raw_coal", "diesel"), "coke")],
)
def test_what_was_asked_of_one_sector_or_fuel_is_not_answered_by_another(
    world: World, column: str, asked: tuple[str, str], other: str
) -> None:
    figures = [{"item_code": "electricity_use", column: code} for code in asked]
    answers = [returned("electricity_use") | {column: code} for code in (asked[0], other, asked[1])]
    assert stood_for(world, figures, answers[:2]) == {}
    assert stood_for(world, figures, answers[::2]) == {2020: "2025.xlsx"}


def test_of_two_forms_with_all_answers_the_one_that_came_last_is_named(world: World) -> None:
    figures = [{"item_code": item} for item in (RESIDENT, URBAN)]
    answers = [returned(item) | {"file_sha256": file} for item in (RESIDENT, URBAN) for file in (FILE, NEWER_FILE)]
    assert stood_for(world, figures, answers) == {2020: "2024.xlsx"}


def test_what_was_asked_of_one_item_is_not_answered_by_another(world: World) -> None:
    figures = [{"item_code": item} for item in (RESIDENT, URBAN)]
    assert stood_for(world, figures, [returned(RESIDENT), returned("population_registered")]) == {}
    assert stood_for(world, figures, [returned(RESIDENT), returned(URBAN)]) == {2020: "2025.xlsx"}


def test_an_answer_in_a_file_that_is_no_longer_in_force_is_none(world: World) -> None:
    figures = [{"item_code": item} for item in (RESIDENT, URBAN)]
    answers = [returned(RESIDENT), returned(URBAN) | {"file_sha256": "c" * 64}]
    assert stood_for(world, figures, answers) == {}


def test_a_form_stands_for_a_table_whose_file_is_no_longer_in_force(world: World) -> None:
    answers = [returned(f"population_{which}") for which in ("resident", "registered", "resident_urban")]
    world.put("staged/departments__form", answers)
    rows = deliveries(world, {"table_name": "yearbook__population", "year": 2020, "file_sha256": "c" * 64})
    assert [row["file_name"] for row in rows if row["table_name"] == "yearbook__population"] == ["2025.xlsx"]


def test_a_table_of_two_levels_has_one_title_and_the_first_of_its_years(new_world: NewWorld) -> None:
    """Counties and provinces deliver it; whichever level is asked, it is told by the same name."""
    world = new_world(regions=(QUXIAN, SICHUAN), years=(2018, 2019, 2020))
    deliveries(world)
    names = ("title_zh", "department_zh", "first_year")
    first, second, unasked = ("县级表", "县局", 2019), ("省级表", "省局", 2020), ("一次调查", "调查队", 1990)
    for told in ((first, second, unasked), (second, first, unasked)):
        levels = zip(("county", "province", ""), told, strict=True)
        usual = {"table_name": GDP, "data_class": "B"}
        rows = [usual | {"region_level": level} | dict(zip(names, of, strict=True)) for level, of in levels]
        world.put("core/printed_tables", rows)
        listed = [(row["region_code"], row["year"], *(row[name] for name in names[:2])) for row in world.build(ASKED)]
        assert sorted(listed) == [(place, year, *first[:2]) for place in (SICHUAN, QUXIAN) for year in (2019, 2020)]


ASKED = "core/deliveries"

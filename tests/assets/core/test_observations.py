"""Observations: which figure is in force, what a missing mark is worth, and that nothing which lost is thrown away."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.staged_rows import DAZHU, NEWER_FILE, Row, observed, printed, stage
from tests.world import World


def observations(world: World, *rows: Row) -> list[Row]:
    stage(world, rows)
    world.make("core/regions")
    return world.build("core/observations")


def in_force(rows: list[Row]) -> list[Decimal | None]:
    return [row["amount_base"] for row in rows if row["is_preferred"]]


CLINKER = "clinker_output"


@pytest.mark.parametrize(
    ("delivered", "winner"),
    [
        (["preliminary", "final"], "final"),
        (["final", "revised"], "revised"),
        (["preliminary", "revised"], "revised"),
        (["revised", "preliminary", "final"], "revised"),
        (["preliminary"], "preliminary"),
        (["preliminary", "returned"], "returned"),
        (["returned", "final"], "final"),
    ],
)
def test_a_revision_beats_a_final_figure_and_that_a_preliminary_one(
    world: World, delivered: list[str], winner: str
) -> None:
    amounts = {"preliminary": 1, "final": 2, "revised": 3, "returned": 4}
    rows = observations(world, *(observed(CLINKER, amounts[vintage], vintage=vintage) for vintage in delivered))
    assert in_force(rows) == [amounts[winner]]


def test_of_two_sources_the_first_by_name_wins(world: World) -> None:
    rows = observations(world, observed(CLINKER, 1, source_id="yearbook"), observed(CLINKER, 2, source_id="industry"))
    assert in_force(rows) == [2]


def test_a_vintage_counts_more_than_a_source(world: World) -> None:
    rows = observations(
        world,
        observed(CLINKER, 1, source_id="a", vintage="preliminary"),
        observed(CLINKER, 2, source_id="b", vintage="final"),
    )
    assert in_force(rows) == [2]


@pytest.mark.parametrize("vintage", ["revised", "final"])
def test_a_vintage_and_a_source_count_more_than_the_age_of_a_book(world: World, vintage: str) -> None:
    rows = observations(
        world,
        observed(CLINKER, 1, source_id="a" if vintage == "final" else "c", vintage=vintage),
        observed(CLINKER, 2, source_id="b", file_sha256=NEWER_FILE),
    )
    assert in_force(rows) == [1]


def test_of_two_editions_the_younger_book_wins(world: World) -> None:
    rows = observations(world, observed(CLINKER, 1), observed(CLINKER, 2, file_sha256=NEWER_FILE))
    assert in_force(rows) == [2]


def test_an_old_book_that_is_delivered_late_does_not_win(world: World) -> None:
    observations(world, observed(CLINKER, 1), observed(CLINKER, 2, file_sha256=NEWER_FILE))
    files = world.rows("core/delivered_files")
    world.put("core/delivered_files", [row | {"delivery_sequence": 3 - row["delivery_sequence"]} for row in files])
    (winner,) = [row for row in world.build("core/observations") if row["is_preferred"]]
    assert (winner["amount_base"], winner["observation_id"]) == (2, "book/final/511725/2020/clinker_output///")


def test_of_two_deliveries_of_one_edition_the_later_wins(world: World) -> None:
    observations(world, observed(CLINKER, 1), observed(CLINKER, 2, file_sha256=NEWER_FILE))
    world.put("core/delivered_files", [row | {"last_period": "2020"} for row in world.rows("core/delivered_files")])
    (winner,) = [row for row in world.build("core/observations") if row["is_preferred"]]
    assert (winner["amount_base"], winner["observation_id"]) == (2, f"book/final/511725/2020/{CLINKER}///")

    files = world.rows("core/delivered_files")
    world.put("core/delivered_files", [row | {"delivery_sequence": 3 - row["delivery_sequence"]} for row in files])
    (winner,) = [row for row in world.build("core/observations") if row["is_preferred"]]
    assert (winner["amount_base"], winner["observation_id"]) == (1, f"book/final/511725/2020/{CLINKER}///")


def test_a_plant_in_an_older_book_is_known_by_its_natural_key(world: World) -> None:
    plant = observed(CLINKER, 1, facility_code="P1")
    rows = observations(world, plant, observed(CLINKER, 2, file_sha256=NEWER_FILE))
    assert f"book/final/511725/2020/{CLINKER}///P1" in {row["observation_id"] for row in rows}


def test_the_year_of_one_plant_does_not_stand_for_the_months_of_another(world: World) -> None:
    months = [observed(CLINKER, 1, facility_code="P1", period=f"2020-{month:02}") for month in (1, 2)]
    assert sorted(in_force(observations(world, observed(CLINKER, 9, facility_code="P2"), *months))) == [1, 1, 9]


def test_a_month_that_was_delivered_twice_is_one_of_twelve(world: World) -> None:
    months = [observed(CLINKER, 1, period=f"2020-{month:02}") for month in range(1, 12)]
    again = observed(CLINKER, 2, period="2020-11", file_sha256=NEWER_FILE)
    assert not any(row["is_whole_year"] for row in observations(world, *months, again))
    assert all(
        row["is_whole_year"] for row in observations(world, *months, again, observed(CLINKER, 1, period="2020-12"))
    )


def test_the_loser_is_kept_under_a_name_of_its_own(world: World) -> None:
    rows = observations(
        world,
        observed(CLINKER, 1),
        observed(CLINKER, 2, file_sha256=NEWER_FILE),
        observed(CLINKER, 3, vintage="preliminary"),
        observed(CLINKER, 4, source_id="yearbook"),
    )
    assert {row["observation_id"]: row["amount_base"] for row in rows} == {
        f"book/final/511725/2020/{CLINKER}////{'a' * 12}": 1,
        f"book/final/511725/2020/{CLINKER}///": 2,
        f"book/preliminary/511725/2020/{CLINKER}///": 3,
        f"yearbook/final/511725/2020/{CLINKER}///": 4,
    }
    assert in_force(rows) == [2]


def test_the_name_of_the_figure_in_force_does_not_depend_on_what_it_beats(world: World) -> None:
    (alone,) = observations(world, observed(CLINKER, 2, file_sha256=NEWER_FILE))
    among = observations(world, observed(CLINKER, 1), observed(CLINKER, 2, file_sha256=NEWER_FILE))
    assert alone["observation_id"] in {row["observation_id"] for row in among if row["is_preferred"]}


def test_the_figure_in_force_is_known_by_its_natural_key(world: World) -> None:
    rows = observations(world, observed(CLINKER, 1), observed(CLINKER, 2, file_sha256=NEWER_FILE))
    (winner,) = [row for row in rows if row["is_preferred"]]
    assert winner["observation_id"] == "book/final/511725/2020/clinker_output///"


@pytest.mark.parametrize("other", [{"period": "2019"}, {"region_code": DAZHU}, {"facility_code": "P1"}])
def test_figures_of_different_things_do_not_compete(new_world: Callable[..., World], other: Row) -> None:
    world = new_world(regions=("511725", DAZHU))
    assert len(in_force(observations(world, observed(CLINKER, 1), observed(CLINKER, 2) | other))) == 2


@pytest.mark.parametrize("status", ["blank", "not_available", "not_applicable", "confidential"])
def test_a_missing_mark_is_not_zero(world: World, status: str) -> None:
    (row,) = observations(world, printed(CLINKER, status))
    assert (row["amount_base"], row["value_status"]) == (None, status)


@pytest.mark.parametrize("status", ["zero_or_none", "below_half_unit"])
def test_none_and_less_than_half_a_unit_are_zero(world: World, status: str) -> None:
    (row,) = observations(world, printed(CLINKER, status))
    assert (row["amount_base"], row["amount"], row["value_status"]) == (0, None, status)


@pytest.mark.parametrize(
    ("item", "amount", "unit", "base", "base_unit"),
    [
        (CLINKER, "128.5", "10kt", "1285000", "t"),
        ("gas_sales", "1234.5", "10k_m3", "12345000", "m3"),
        ("electricity_use", "7", "10k_kwh", "70", "mwh"),
        ("electricity_use", "123456", "kwh", "123.456", "mwh"),
        ("sown_area_rice", "15", "mu", "1", "ha"),
        ("sown_area_rice", "1", "10k_mu", "666.666666667", "ha"),
        ("gdp", "2747195", "10k_cny", "27471950000", "cny"),
        ("gdp_growth", "-3.2", "pct", "-0.032", "fraction"),
        ("population_resident", "88.63", "10k_person", "886300", "person"),
    ],
)
def test_an_amount_is_brought_to_the_base_unit_of_its_dimension(
    world: World, item: str, amount: str, unit: str, base: str, base_unit: str
) -> None:
    (row,) = observations(world, observed(item, amount, unit_code=unit))
    assert (row["amount_base"], row["base_unit_code"]) == (Decimal(base), base_unit)
    assert (row["amount"], row["unit_code"]) == (Decimal(amount), unit)


def test_every_unit_has_a_base_unit(world: World) -> None:
    units = world.query("select unit_code from codes.units")
    bases = world.query("select dimension from codes.units where is_base = 'true'")
    assert len({row["dimension"] for row in bases}) == len(bases)
    dimensions = world.query("select distinct dimension from codes.units")
    assert {row["dimension"] for row in dimensions} == {row["dimension"] for row in bases}
    rows = [observed(CLINKER, 1, unit_code=unit["unit_code"], facility_code=unit["unit_code"]) for unit in units]
    assert len(observations(world, *rows)) == len(units)


@pytest.mark.parametrize(("period", "year"), [("2024", 2024), ("2024-03", 2024), ("2024-01/03", 2024)])
def test_a_period_belongs_to_its_year(new_world: Callable[..., World], period: str, year: int) -> None:
    (row,) = observations(new_world(years=(2024,)), observed("electricity_use", 1, "urban", period=period))
    assert (row["year"], row["period"]) == (year, period)


def test_a_region_that_is_not_reported_is_left_out(world: World) -> None:
    rows = observations(world, observed(CLINKER, 1), observed(CLINKER, 2, region_code=DAZHU))
    assert {row["region_code"] for row in rows} == {"511725"}


def test_the_cell_travels_along(world: World) -> None:
    (row,) = observations(
        world, observed(CLINKER, 1, sheet="5-3", cell="B7", printed_text="1①", note="①", is_total=True)
    )
    assert (row["file_name"], row["sheet"], row["cell"], row["printed_text"]) == ("book.xlsx", "5-3", "B7", "1①")
    assert (row["note"], row["is_total"]) == ("①", True)


def test_a_figure_of_the_whole_year_and_its_months_are_not_both_counted(world: World) -> None:
    """The grid company reports months, the yearbook the year: added up, electricity would be used twice."""
    grid = months(10, *range(1, 13), source_id="grid")
    assert in_force(observations(world, *grid)) == [10] * 12
    rows = observations(world, *grid, observed("electricity_use", 121, "urban", source_id="yearbook"))
    assert in_force(rows) == [121]
    assert len(rows) == 13


def whole_years(rows: list[Row]) -> list[Decimal | None]:
    """What may be counted: in force, and of a year that is complete."""
    return [row["amount_base"] for row in rows if row["is_preferred"] and row["is_whole_year"]]


def months(amount: object, *numbers: int, **other: object) -> list[Row]:
    return [observed("electricity_use", amount, "urban", period=f"2020-{number:02}", **other) for number in numbers]


def test_a_year_of_months_is_a_year_only_with_all_twelve(world: World) -> None:
    assert whole_years(observations(world, *months(10, *range(1, 13)))) == [10] * 12
    assert whole_years(observations(world, *months(10, *range(1, 12)))) == []


def test_a_blank_month_is_a_missing_month(world: World) -> None:
    december = printed("electricity_use", "blank", "urban", period="2020-12")
    assert whole_years(observations(world, *months(10, *range(1, 12)), december)) == []


def test_a_month_without_use_is_a_month(world: World) -> None:
    december = printed("electricity_use", "zero_or_none", "urban", period="2020-12")
    assert sum(filter(None, whole_years(observations(world, *months(10, *range(1, 12)), december)))) == 110


def test_half_a_year_revised_makes_no_half_year(world: World) -> None:
    """Six revised months win over the six they revise; the other six stay as they were: together they are the year."""
    rows = observations(world, *months(10, *range(1, 13)), *months(11, *range(1, 7), vintage="revised"))
    counted = whole_years(rows)
    assert sum(filter(None, counted)) in (6 * 11 + 6 * 10, 0)
    assert len(counted) in (12, 0)


def test_two_files_of_half_a_year_each_are_a_year_or_none(world: World) -> None:
    rows = observations(world, *months(10, *range(1, 7)), *months(10, *range(7, 13), file_sha256=NEWER_FILE))
    assert sum(filter(None, whole_years(rows))) in (120, 0)


def test_a_year_without_a_figure_does_not_hide_its_months(world: World) -> None:
    grid = months(10, 1, 2, source_id="grid")
    rows = observations(world, *grid, printed("electricity_use", "not_available", "urban", source_id="yearbook"))
    assert [amount for amount in in_force(rows) if amount is not None] == [10, 10]


FORM: Row = {"source_id": "departments", "table_name": "departments__form", "vintage": "returned"}


def test_a_line_of_a_form_that_nobody_filled_in_says_nothing(world: World) -> None:
    blank = printed(CLINKER, "blank", **FORM)
    assert in_force(observations(world, observed(CLINKER, 1, vintage="preliminary"), blank)) == [1]


def test_none_on_a_form_counts_where_nothing_final_is_printed(world: World) -> None:
    none = printed(CLINKER, "zero_or_none", **FORM)
    assert in_force(observations(world, observed(CLINKER, 1, vintage="preliminary"), none)) == [0]


def test_of_two_preliminary_figures_the_printed_one_counts(world: World) -> None:
    form = observed(CLINKER, 2, **FORM | {"vintage": "preliminary"})
    assert in_force(observations(world, form, observed(CLINKER, 1, source_id="yearbook", vintage="preliminary"))) == [1]


#: A figure, and others that are like it but for one thing.
USE: Row = {"item_code": "energy_survey_use", "sector_code": "industry", "fuel_code": "diesel"}
LIKE_IT: dict[str, Row] = {
    "": {},
    "region_code": {"region_code": DAZHU},
    "period": {"period": "2019"},
    "item_code": {"item_code": "industry_energy_purchase"},
    "sector_code": {"sector_code": "trade"},
    "fuel_code": {"fuel_code": "gasoline"},
    "facility_code": {"facility_code": "P1"},
}
KEY = ("region_code", "period", "item_code", "sector_code", "fuel_code", "facility_code")


def use(amount: object, **other: object) -> Row:
    usual: Row = {"region_code": "511725", "period": "2020", "facility_code": ""}
    return usual | USE | {"amount": amount, "unit_code": "t"} | other


def test_each_figure_has_its_own_editions_vintages_and_sources(new_world: Callable[..., World]) -> None:
    """Two editions of it in one book, a quick one before, and the same in another book: one is in force."""
    world = new_world(regions=("511725", DAZHU), years=(2019, 2020))
    ways: list[tuple[Row, str, bool]] = [
        ({}, f"/{'a' * 12}", False),
        ({"file_sha256": NEWER_FILE}, "", True),
        ({"vintage": "preliminary"}, "", False),
        ({"source_id": "yearbook"}, "", False),
    ]
    delivered = [
        (use(place, **like | way), edition, is_preferred)
        for place, (like, (way, edition, is_preferred)) in enumerate(
            (like, way) for like in LIKE_IT.values() for way in ways
        )
    ]
    rows = observations(world, *(row for row, _, _ in delivered))
    assert {row["observation_id"]: (row["amount"], row["year"], row["is_preferred"]) for row in rows} == {
        f"{row.get('source_id', 'book')}/{row.get('vintage', 'final')}/"
        + "/".join(row[name] for name in KEY)
        + edition: (row["amount"], int(row["period"]), is_preferred)
        for row, edition, is_preferred in delivered
    }
    assert all(row["is_whole_year"] for row in rows)


def test_only_the_year_of_the_figure_itself_stands_for_its_months(new_world: Callable[..., World]) -> None:
    """Others that are like it but for one thing are printed for the year; its own twelve months are counted."""
    world = new_world(regions=("511725", DAZHU), years=(2019, 2020))
    others = [use(9, **like) for name, like in LIKE_IT.items() if name]
    twelve = [use(1, period=f"2020-{month:02}") for month in range(1, 13)]
    rows = observations(world, *others, *twelve)
    assert [row["amount_base"] for row in rows if row["is_preferred"] and row["is_whole_year"]].count(1) == 12
    assert len(whole_years(rows)) == 18
    # a year that some book prints without a figure says nothing about the months of another book
    rows = observations(world, *others, *twelve, use(None, value_status="not_available", source_id="yearbook"))
    assert whole_years(rows).count(1) == 12
    rows = observations(world, *others, *twelve, use(12))
    assert sorted(filter(None, in_force(rows))) == [9] * 6 + [12]


def test_months_of_others_complete_no_year(new_world: Callable[..., World]) -> None:
    """Eleven months of it, and December of others that are like it but for one thing."""
    world = new_world(regions=("511725", DAZHU), years=(2019, 2020))
    eleven = [use(1, period=f"2020-{month:02}") for month in range(1, 12)]
    december = {name: use(1, **{"period": "2020-12"} | like) for name, like in LIKE_IT.items()}
    december["period"]["period"] = "2019-12"
    assert len(whole_years(observations(world, *eleven, *december.values()))) == 12
    del december[""]
    assert whole_years(observations(world, *eleven, *december.values())) == []


def test_a_quarter_is_no_whole_year(world: World) -> None:
    (row,) = observations(world, use(1, period="2020-01/03"))
    assert (row["year"], row["is_whole_year"], row["is_preferred"]) == (2020, False, True)
    twelve = [use(1, period=f"2020-{month:02}") for month in range(1, 13)]
    assert whole_years(observations(world, *twelve, use(3, period="2020-01/03"))) == [], "it would be counted twice"


def test_what_a_book_prints_as_blank_is_in_force_as_any_figure_of_its_vintage(world: World) -> None:
    """Other than a line of a form that nobody filled in."""
    rows = observations(world, use(1), use(None, value_status="blank", vintage="revised"))
    assert {row["vintage"]: row["is_preferred"] for row in rows} == {"final": False, "revised": True}


def test_a_file_that_is_no_longer_in_force_is_not_read(world: World) -> None:
    observations(world, use(1), use(2, file_sha256=NEWER_FILE))
    world.put("core/delivered_files", world.rows("core/delivered_files", f"file_sha256 != '{NEWER_FILE}'"))
    assert [(row["amount"], row["is_preferred"]) for row in world.build("core/observations")] == [(1, True)]

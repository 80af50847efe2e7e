"""Months to date of form 205-1, and the log of waste plants: read, checked, and no part of the inventory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from assets.raw import load_printed_tables
from pipelines.reading.cells import Sheet
from schemas.problems import Refusals
from tests.deliveries import INDUSTRY, SAMPLE
from tests.faults.desk import put
from tests.lakes import Row, build_tables, rows_of
from tests.pipelines.reading.sheets import change, refused, staged_of
from tests.planted.books import Book, page_of
from tests.sample.energy import accounts_by_year
from tests.sample.monthly_reports import BOOKS, LOG, TO_DATE, YEAR
from tests.sample.waste import waste_by_year

SPECS = load_printed_tables()
MONTHS, PLANTS = SPECS["industry__energy_to_date"], SPECS["waste_plants__monthly_log"]
TREATMENT = SAMPLE / "渠县生活垃圾处理情况.xlsx"

Find = Callable[..., Sheet]


def book(folder: Path, name: str, **cells: Decimal | float | str | None) -> Path:
    """A monthly report with some cells changed."""
    changed = put(**cells)(Book(name, [page_of(sheet) for sheet in BOOKS[name]]))
    assert isinstance(changed, Book)
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(changed.content())
    return folder / name


#: What came through the gate, by the cell of what was burnt.
GATE = {f"C{c.row + 1}": c.value for c in BOOKS[LOG][0].cells if c.column == 1 and isinstance(c.value, Decimal)}
COAL = accounts_by_year()[YEAR]["raw_coal"].consumption


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Both reports beside the annual tables."""
    folder = tmp_path_factory.mktemp("right")
    files = [INDUSTRY, TREATMENT, book(folder, TO_DATE), book(folder, LOG)]
    with build_tables(folder / "data", files, ["marts/cross_checks"]) as connection:
        yield connection


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A December 2 % above the annual form; the gate where the furnace belongs, and in two months more than that."""
    folder = tmp_path_factory.mktemp("wrong")
    gate = GATE | {"C9": GATE["C9"] * Decimal("1.11"), "C10": GATE["C10"] * Decimal("1.09")}
    december = book(folder, TO_DATE, M3=COAL * Decimal("1.02"))
    files = [INDUSTRY, TREATMENT, december, book(folder, LOG, **gate)]
    with build_tables(folder / "data", files, ["marts/check_results"]) as connection:
        yield connection


def compared(connection: duckdb.DuckDBPyConnection, check_code: str) -> list[Row]:
    """Both sides of a comparison."""
    asked = "select * from marts.cross_checks where check_code = $code and year = $year order by fuel_code"
    return rows_of(connection, asked, code=check_code, year=YEAR)


def test_months_to_date_are_periods_and_the_last_is_the_year(sheet_of: Find) -> None:  # Q26
    observations, _ = staged_of(MONTHS, sheet_of(TO_DATE))
    coal = {o.period: o.amount for o in observations if o.fuel_code == "raw_coal"}
    assert [*coal] == [f"{YEAR}", *(f"{YEAR}-{month:02}" for month in range(2, 12))]
    assert coal[str(YEAR)] == accounts_by_year()[YEAR]["raw_coal"].consumption
    assert {o.item_code for o in observations} == {"industry_energy_used_to_date"}
    assert {o.vintage for o in observations} == {"preliminary"}


def test_a_month_that_is_left_out_of_the_year_is_no_year(sheet_of: Find) -> None:
    without = change(sheet_of(TO_DATE), {"M2": f"{YEAR}年1—11月累计"})
    assert ("E-HEADER-MISSING", "A2") in refused(staged_of, MONTHS, without)


def test_the_cumulated_december_is_the_year_of_the_annual_form(right: duckdb.DuckDBPyConnection) -> None:
    rows = compared(right, "industry_to_date")
    used = {fuel: account.consumption for fuel, account in accounts_by_year()[YEAR].items()}
    assert {row["fuel_code"] for row in rows} == {fuel for fuel, amount in used.items() if amount}
    assert all(row["first_amount"] == row["second_amount"] and row["is_within_limit"] for row in rows)


def test_a_december_that_is_not_the_year_is_told(wrong: duckdb.DuckDBPyConnection) -> None:
    rows = compared(wrong, "industry_to_date")
    assert [row["fuel_code"] for row in rows if not row["is_within_limit"]] == ["raw_coal"]


@pytest.mark.parametrize(("cell", "month", "other"), [("F3", "-05", "E3"), ("M3", "", "L3")])
def test_a_figure_to_date_that_falls_is_refused_with_its_cell(
    tmp_path: Path, cell: str, month: str, other: str
) -> None:
    """The month alone, where the months to date belong; in December too."""
    with pytest.raises(Refusals) as refusals:
        build_tables(tmp_path / "data", [book(tmp_path, TO_DATE, **{cell: 90000})], ["core/observations"])
    (refusal,) = refusals.value.refusals
    assert (refusal.code, refusal.place.cell, refusal.details["other"]) == ("E-TO-DATE", cell, other)
    assert f"{YEAR}{month}" in refusal.details["label"]


def test_the_log_keeps_the_gate_and_the_furnace_apart(sheet_of: Find) -> None:
    observations, _ = staged_of(PLANTS, sheet_of(LOG))
    items = {o.item_code for o in observations}
    assert items == {"incinerator_received", "incinerator_burnt", "landfill_received"}
    burnt = sum(o.amount for o in observations if o.item_code == "incinerator_burnt" and o.amount is not None)
    waste = waste_by_year()
    assert burnt == (waste["burnt"][YEAR] + waste["imported"][YEAR]) * 10000
    assert {o.value_status for o in observations if o.item_code == "landfill_received"} == {"zero_or_none"}


def test_eleven_months_of_the_log_are_no_year(sheet_of: Find) -> None:
    assert ("E-PERIOD", "A4") in refused(staged_of, PLANTS, change(sheet_of(LOG), {"A15": "合计"}))


def test_the_months_of_the_log_are_the_year_that_the_inventory_uses(right: duckdb.DuckDBPyConnection) -> None:
    (row,) = compared(right, "waste_burnt")
    assert row["first_amount"] == row["second_amount"]
    assert (row["is_within_limit"], row["first_file"], row["second_file"]) == (True, TREATMENT.name, LOG)


def test_a_log_in_which_the_gate_stands_for_the_furnace_is_told(wrong: duckdb.DuckDBPyConnection) -> None:
    """What came in is 1.2 times what was burnt."""
    (row,) = compared(wrong, "waste_burnt")
    assert not row["is_within_limit"]


def test_a_month_in_which_more_is_burnt_than_came_in_is_held_beyond_the_bound(
    wrong: duckdb.DuckDBPyConnection,
) -> None:
    """The pit holds a week's waste: a month may burn 1.09 times what came in, and not 1.11 times."""
    found = "select cell from marts.check_results where rule_code = 'H-BAND' and file_name = $name"
    assert rows_of(wrong, found, name=LOG) == [{"cell": "C9"}]


def test_nothing_of_the_monthly_reports_reaches_the_inventory(wrong: duckdb.DuckDBPyConnection) -> None:
    """Not even what is wrong in them."""
    found = "select parent_id from core.activity_inputs where parent_kind = 'observation'"
    items = {row["parent_id"].split("/")[4] for row in rows_of(wrong, found)}
    assert "waste_incinerated" in items
    assert not {item for item in items if item.endswith("_to_date") or item.startswith("incinerator_")}

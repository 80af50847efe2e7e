"""The edition before, as .xls and in the layout of its day: every figure is that of the book in force."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.deliveries.comparison import compare_files
from pipelines.deliveries.intake import receive
from pipelines.deliveries.readers import Sheet, read_files
from pipelines.settings import Settings
from schemas.problems import Refusal
from tests.deliveries import YEARBOOK
from tests.lakes import build_tables, rows_of
from tests.planted.books import Book, page_of
from tests.sample.earlier_yearbook import NAME, earlier_yearbook_sheets

TABLES = {f"yearbook__{table}" for table in ("gdp", "population", "crop_areas", "industrial_products")}


def edition(folder: Path, suffix: str, name: str = NAME) -> Path:
    path = folder / f"{name}.{suffix}"
    path.write_bytes(Book(path.name, [page_of(sheet) for sheet in earlier_yearbook_sheets()]).content())
    return path


def sheets_of(path: Path) -> list[Sheet]:
    (sheets,) = read_files([(path, path.name)])
    assert not isinstance(sheets, Refusal)
    return sheets


@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
def test_the_book_of_2024_is_recognised_by_its_content_and_ends_in_2023(tmp_path: Path, suffix: str) -> None:
    book = edition(tmp_path, suffix, "一本书")
    (file,) = receive(Settings(data_dir=tmp_path / "data"), [book]).registered
    years = tuple(str(year) for year in range(2005, 2024))
    assert {(held.table, held.region_code, held.periods) for held in file.holdings} == {
        (table, "511725", years) for table in TABLES
    }


@pytest.mark.parametrize(("year", "refused"), [(2023, False), (2024, False), (2025, True), (2022, True)])
def test_a_book_is_called_by_the_year_after_its_latest_figures(tmp_path: Path, year: int, refused: bool) -> None:
    report = receive(Settings(data_dir=tmp_path / "data"), [edition(tmp_path, "xls", f"渠县统计年鉴{year}")])
    assert {refusal.code for refusal in report.refusals} == ({"E-YEAR-MISMATCH"} if refused else set())


def test_two_editions_print_the_same_figures_in_other_layouts_and_units(tmp_path: Path) -> None:
    """494 figures in 亿元, 人, 亩 and 千公顷 against those in 万元, 万人, 万亩 and 公顷."""
    earlier = edition(tmp_path, "xls")
    compared = compare_files(sheets_of(YEARBOOK), YEARBOOK.name, sheets_of(earlier), earlier.name)
    assert (compared.refusals, compared.changes, compared.are_twins) == ([], [], False)


def test_both_formats_of_an_edition_are_twins(tmp_path: Path) -> None:
    files = [edition(tmp_path, "xlsx"), edition(tmp_path, "xls")]
    report = receive(Settings(data_dir=tmp_path / "data"), files)
    assert ([file.file_name for file in report.registered], report.refusals) == ([files[1].name], [])
    assert [(notice.code, notice.place.file) for notice in report.notices] == [("I-TWIN", files[0].name)]


@pytest.mark.parametrize("is_late", [False, True])
def test_the_younger_book_counts_whichever_came_first(tmp_path: Path, is_late: bool) -> None:
    books = [edition(tmp_path, "xls"), YEARBOOK]
    settings = Settings(data_dir=tmp_path / "data")
    for book in reversed(books) if is_late else books:
        last = receive(settings, [book])
    assert ([notice.code for notice in last.notices], last.refusals) == (["I-NEW-EDITION"], [])
    with build_tables(settings.data_dir, (), ["core/observations"]) as connection:
        found = "select distinct file_name from core.observations where is_preferred"
        assert rows_of(connection, found) == [{"file_name": YEARBOOK.name}]

"""The shipped folders are what the generator writes, and the manifest tells the origin of every data cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.sample import balance_2007, facts, grid_csv, industry_forms, yearbook
from tests.sample.delivery import DELIVERIES, FIRST, SECOND
from tests.sample.generate import DATA_FOLDER, main, workbooks
from tests.sample.interpolation import YEARS
from tests.sample.sheet import cell_name

FORMS = {"205-1": (6, 3, 15, 10), "205-2": (5, 3, 14, 5)}
# The data block of each sheet as (first row, first column, last row, last column), counted from zero.
BLOCKS = {
    "sample": {
        "1-2 地区生产总值": (4, 1, 23, 5),
        "2-1 人口": (3, 1, 22, 3),
        "4-5 农作物播种面积": (4, 1, 23, 11),
        "5-3 主要工业产品产量": (3, 2, 9, 21),
        "供气量": (3, 1, 22, 5),
    }
    | FORMS,
    "sample/2025": {
        "1-2 地区生产总值": (4, 1, 24, 5),
        "2-1 人口": (3, 1, 23, 3),
        "4-5 农作物播种面积": (4, 1, 24, 11),
        "5-3 主要工业产品产量": (3, 2, 9, 22),
        "供气量": (3, 1, 3, 5),
    }
    | FORMS,
    "sichuan_2007": {"Sheet1": (10, 2, 42, 23)},
}
for each in DELIVERIES:
    sheets_of_all = [sheet for sheets in workbooks(each).values() for sheet in sheets]
    BLOCKS[each.folder] |= {sheet.name: sheet.block for sheet in sheets_of_all if sheet.block}
FOLDERS = list(BLOCKS)
#: What stands beside the delivered files of a folder and is written by hand.
BY_HAND = {"README.md", "confirmations.csv"}
Key = tuple[str, str, str]


def manifest(folder: str) -> dict[Key, dict[str, str]]:
    """Rows of a manifest by file, sheet and cell."""
    with (DATA_FOLDER / folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    keyed = {(row["file"], row["sheet"], row["cell"]): row for row in rows}
    assert len(keyed) == len(rows), "a cell is listed twice"
    return keyed


def same_text(stored: object, listed: str) -> bool:
    """A stored number equals the listed digits; stored text equals the listed text."""
    if isinstance(stored, float | int) and not isinstance(stored, bool):
        return Decimal(repr(stored)) == Decimal(listed)
    return stored == listed


def delivered_cells(folder: str) -> dict[Key, object]:
    """Every data cell of a folder, read from the delivered files themselves."""
    found: dict[Key, object] = {}
    for path in sorted((DATA_FOLDER / folder).glob("*.xlsx")):
        workbook = CalamineWorkbook.from_path(path)
        for sheet in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            top, left, bottom, right = BLOCKS[folder][sheet]
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    found[path.name, sheet, cell_name(row, column)] = rows[row][column]
    for path in sorted((DATA_FOLDER / folder).glob("国网*.csv")):
        lines = path.read_bytes().decode("gb18030").splitlines()
        for row, cells in enumerate(csv.reader(lines[1:]), 1):
            for column, text in enumerate(cells[7:] if any(cells) else [], 7):
                found[path.name, "", cell_name(row, column)] = text
    return found


def test_generating_again_gives_the_shipped_bytes(tmp_path: Path) -> None:
    main([str(tmp_path)])
    for folder in FOLDERS:
        written, shipped = (
            {path.name: path.read_bytes() for path in (data / folder).iterdir() if path.is_file()}
            for data in (tmp_path, DATA_FOLDER)
        )
        for name in BY_HAND:
            shipped.pop(name, None)
        assert sorted(written) == sorted(shipped)
        assert [name for name in written if written[name] != shipped[name]] == []


def test_the_sample_has_every_delivery_of_every_year() -> None:
    names = {path.name for path in (DATA_FOLDER / "sample").iterdir() if path.is_file()}
    names_2025 = {path.name for path in (DATA_FOLDER / "sample" / "2025").iterdir()}
    assert names - workbooks(FIRST).keys() == {grid_csv.file_name(year) for year in FIRST.years} | {
        "manifest.csv",
        *BY_HAND,
    }
    assert names_2025 - workbooks(SECOND).keys() == {grid_csv.file_name(2025), "manifest.csv", "confirmations.csv"}
    assert {industry_forms.file_name(year) for year in FIRST.years} < names


def test_a_year_later_every_source_reports_once_more_but_the_gazetteer() -> None:
    first, second = ({re.sub(r"_?20\d\d", "", name) for name in workbooks(delivery)} for delivery in DELIVERIES)
    assert first - second == {"渠县历史生活垃圾清运量.xlsx"}
    assert second <= first


def test_what_was_preliminary_is_final_in_the_next_book_and_no_other_figure_of_it_moved() -> None:
    books = []
    for delivery in DELIVERIES:
        book = CalamineWorkbook.from_path(DATA_FOLDER / delivery.folder / yearbook.file_name(delivery))
        rows = book.get_sheet_by_name("1-2 地区生产总值").to_python(skip_empty_area=False)
        books.append({row[0]: row[1:] for row in rows if isinstance(row[0], float)})
    first, second = books
    assert [year for year in first if first[year] != second[year]] == [2024]
    assert (first[2024][0], second[2024][0]) == (4365312, 4379846)
    assert second.keys() - first.keys() == {2025}


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_manifest_lists_every_data_cell_with_its_text(folder: str) -> None:
    listed, delivered = manifest(folder), delivered_cells(folder)
    data_rows = {key for key, row in listed.items() if row["evidence"] != "layout"}
    assert data_rows == set(delivered)
    wrong = [key for key, stored in delivered.items() if not same_text(stored, listed[key]["printed_text"])]
    assert wrong == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_manifest_row_says_real_or_synthetic_with_a_source(folder: str) -> None:
    for row in manifest(folder).values():
        assert row["evidence"] in ("real", "synthetic", "layout")
        assert (row["source"] == "") == (row["evidence"] == "layout")
        if row["evidence"] == "real":
            assert not row["source"].startswith("synthetic")
        if row["evidence"] == "layout":
            assert row["quirk"].startswith("Q")


def test_real_figures_of_the_yearbook_are_the_typed_facts_with_their_source() -> None:
    columns: dict[tuple[str, int, int], Mapping[int, facts.Fact]] = {
        ("1-2 地区生产总值", 4, 1): facts.GDP_10K_CNY,
        ("1-2 地区生产总值", 4, 5): facts.GDP_GROWTH_PCT,
        ("2-1 人口", 3, 1): facts.REGISTERED_10K,
        ("2-1 人口", 3, 2): facts.RESIDENT_10K,
        ("2-1 人口", 3, 3): facts.URBAN_10K,
        ("4-5 农作物播种面积", 4, 2): facts.GRAIN_AREA_HA,
    }
    expected: dict[Key, tuple[Decimal, str]] = {}
    for (sheet, first_row, column), typed in columns.items():
        for year, fact in typed.items():
            cell = cell_name(first_row + year - YEARS.start, column)
            expected[yearbook.file_name(FIRST), sheet, cell] = (Decimal(fact.printed), fact.source)
    found = {
        key: (Decimal(row["printed_text"]), row["source"])
        for key, row in manifest("sample").items()
        if row["evidence"] == "real" and key[1] in ("1-2 地区生产总值", "2-1 人口", "4-5 农作物播种面积")
    }
    assert found == expected


def test_real_generation_is_the_sum_of_the_published_plants() -> None:
    found = {
        row["cell"]: row["printed_text"]
        for key, row in manifest("sample").items()
        if row["evidence"] == "real" and key[1] == "5-3 主要工业产品产量"
    }
    assert found == {"D7": str(13858 + 232436 + 181770), "G7": str(8629 + 235152)}


def test_every_other_real_cell_of_the_sample_is_a_standard_coal_coefficient() -> None:
    for (_, sheet, cell), row in manifest("sample").items():
        if row["evidence"] == "real" and sheet.startswith("205"):
            assert (cell[0], row["source"]) == ("K", industry_forms.COEFFICIENT_SOURCE)


def test_the_sample_shows_the_quirks_its_readme_does_not_exclude() -> None:
    shown = {quirk for row in manifest("sample").values() for quirk in row["quirk"].split()}
    absent = {"Q01", "Q10", "Q11", "Q12", "Q14", "Q22", "Q23", "Q27", "Q31", "Q32"}
    assert shown == {f"Q{number:02}" for number in range(1, 33)} - absent
    readme = (DATA_FOLDER / "sample" / "README.md").read_text(encoding="utf-8")
    assert all(quirk in readme for quirk in absent)


def test_the_sichuan_table_keeps_its_wrong_unit_row() -> None:
    workbook = CalamineWorkbook.from_path(DATA_FOLDER / "sichuan_2007" / balance_2007.FILE_NAME)
    rows = workbook.get_sheet_by_name("Sheet1").to_python(skip_empty_area=False)
    units = {name: (rows[4][column], rows[8][column]) for column, name in enumerate(rows[3]) if column > 1}
    assert units["焦炉煤气"] == ("(万吨)", "(108 cu.m)")
    assert units["其他煤气"] == ("(万吨)", "(108 cu.m)")
    assert units["天然气"] == ("", "(108 cu.m)")
    assert units["原煤"] == ("(万吨)", "(104 tn)")

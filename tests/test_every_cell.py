"""Every cell that a release quotes is in the delivered file, at that address, with that text: read with another reader.

The files are those that ship with the project, found by their digest; they are opened with openpyxl and the csv module,
which the pipeline does not use, and old workbooks with calamine alone.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import coordinate_to_tuple, get_column_letter
from python_calamine import CalamineWorkbook

from tests.conftest import BuiltRelease
from tests.deliveries import SAMPLE, SICHUAN_2007
from tests.lakes import build_tables, rows_of
from tests.originals import original

Cells = Mapping[tuple[str, str], object]


def workbook_cells(path: Path) -> Cells:
    book = openpyxl.load_workbook(path)
    found = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    book.close()
    return found


def old_workbook_cells(path: Path) -> Cells:
    book = CalamineWorkbook.from_path(str(path))
    found: dict[tuple[str, str], object] = {}
    for name in book.sheet_names:
        for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1):
            found |= {
                (name, f"{get_column_letter(column)}{row}"): value
                for column, value in enumerate(values, start=1)
                if value != ""
            }
    return found


def csv_cells(path: Path) -> Cells:
    lines = csv.reader(io.StringIO(path.read_bytes().decode("gb18030"), newline=""))
    return {
        ("", f"{get_column_letter(column)}{line}"): text
        for line, texts in enumerate(lines, start=1)
        for column, text in enumerate(texts, start=1)
        if text != ""
    }


READERS: dict[str, Callable[[Path], Cells]] = {
    ".xlsx": workbook_cells,
    ".xls": old_workbook_cells,
    ".csv": csv_cells,
}


@cache
def files_by_digest(*folders: Path) -> Mapping[str, Path]:
    paths = [path for folder in folders for path in (folder.iterdir() if folder.is_dir() else [folder])]
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths if path.suffix in READERS}


@cache
def cells_of(path: Path) -> Cells:
    return READERS[path.suffix](path)


def says_the_same(printed: str, value: object) -> bool:
    """A text is quoted to the letter; a number may be stored with other zeros behind the point."""
    if value is None:
        return printed == ""
    if isinstance(value, str):
        return printed == value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return Decimal(printed) == Decimal(repr(value))
    except InvalidOperation:
        return False


def test_the_comparison_is_strict() -> None:
    assert says_the_same("12.50", 12.5)
    assert says_the_same("5 572", "5 572")
    assert says_the_same("", None)
    for printed, value in [("12.5", 12.51), ("5572", "5 572"), ("0", None), ("", 0), ("1", True), ("—", "-")]:
        assert not says_the_same(printed, value)


def wrong_quotes(rows: list[dict[str, str]], *folders: Path) -> list[dict[str, str]]:
    """Quotes that are not what stands in the file of that digest."""
    files = files_by_digest(*folders)
    return [
        row
        for row in rows
        if row["file_name"] != files[row["file_sha256"]].name
        or not says_the_same(row["printed_text"], cells_of(files[row["file_sha256"]]).get((row["sheet"], row["cell"])))
    ]


def raw_tables(built: BuiltRelease) -> list[str]:
    tables = built.rows("select table_name from duckdb_tables() where schema_name = 'raw' order by 1")
    return [row["table_name"] for row in tables]


QUOTE = "select distinct file_sha256, file_name, sheet, cell, printed_text"


def test_every_raw_cell_of_the_sample_is_in_its_file(sample: BuiltRelease) -> None:
    counted = 0
    for table in raw_tables(sample):
        rows = sample.rows(f"{QUOTE} from raw.{table}")
        assert wrong_quotes(rows, SAMPLE) == []
        counted += len(rows)
    assert counted > 15_000


def test_every_cell_a_published_number_of_the_sample_leads_to_is_in_its_file(sample: BuiltRelease) -> None:
    rows = sample.rows(f"{QUOTE} from marts.inventory_trace where end_table = 'core.observations'")
    assert len(rows) > 900
    assert wrong_quotes(rows, SAMPLE) == []


def test_every_observation_of_the_sample_is_in_its_file(sample: BuiltRelease) -> None:
    rows = sample.rows(f"{QUOTE} from core.observations")
    assert wrong_quotes(rows, SAMPLE) == []


@pytest.mark.parametrize(
    "relation", ["raw.energy_yearbook__provincial_balance", "core.observations", "marts.inventory_trace"]
)
def test_every_cell_of_the_province_is_in_its_file(relation: str, sichuan: BuiltRelease) -> None:
    rows = sichuan.rows(f"{QUOTE} from {relation} where file_name != ''")
    assert len(rows) > 50
    assert wrong_quotes(rows, SICHUAN_2007) == []


def test_every_cell_of_the_original_old_workbook_is_in_it(tmp_path: Path) -> None:
    path = original("energy_balance_2007/6-23_sichuan_energy_balance_physical_2007.xls")
    connection = build_tables(tmp_path, [path], region="510000", years="2007", edition="ceads")
    with connection:
        rows = rows_of(connection, f"{QUOTE} from raw.energy_yearbook__provincial_balance")
    assert len(rows) > 500
    assert wrong_quotes(rows, path) == []


def test_no_cell_of_a_declared_range_is_left_out(sample: BuiltRelease) -> None:
    """Between the first and the last quoted cell of a table there is no number that the release does not know."""
    files = files_by_digest(SAMPLE)
    for table in raw_tables(sample):
        quoted: dict[tuple[str, str], set[tuple[int, int]]] = {}
        for row in sample.rows(f"{QUOTE} from raw.{table}"):
            quoted.setdefault((row["file_sha256"], row["sheet"]), set()).add(coordinate_to_tuple(row["cell"]))
        for (digest, sheet), places in quoted.items():
            top, bottom = min(row for row, _ in places), max(row for row, _ in places)
            left, right = min(column for _, column in places), max(column for _, column in places)
            for (name, cell), value in cells_of(files[digest]).items():
                row, column = coordinate_to_tuple(cell)
                is_inside = name == sheet and top <= row <= bottom and left <= column <= right
                if is_inside and isinstance(value, int | float):
                    assert (row, column) in places, f"{files[digest].name} {sheet} {cell}"

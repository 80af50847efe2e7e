"""A delivered file that can be changed anywhere and written again: cells of the generator, with their formats.

Here: the sample's files as books, and books as bytes. Not here: what is changed, and what a reader makes of it.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.faults import ole
from tests.originals import BESIDE
from tests.sample import balance_2007, grid_csv
from tests.sample.delivery import FIRST
from tests.sample.generate import workbooks
from tests.sample.sheet import Sheet
from tests.sample.workbook import BASE, STYLES

At = tuple[int, int]
Value = Decimal | str | None


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a value as the generator says it, and how it is written."""

    value: Value
    style: str = "plain"
    number_format: str = ""
    formula: str = ""
    """Written in front of the value, which is then its result; `uncalculated` is one without a result."""
    raised: str = ""
    """Raised behind the value."""


@dataclass
class Page:
    """One sheet."""

    name: str
    cells: dict[At, Cell]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_hidden: bool = False

    @property
    def size(self) -> At:
        """Rows and columns that hold something."""
        filled = [at for at, cell in self.cells.items() if cell.value is not None]
        return max(row for row, _ in filled) + 1, max(column for _, column in filled) + 1

    def move(self, place: Callable[[int, int], At]) -> None:
        """Put every cell, and every end of a merged area, somewhere else."""
        self.cells = {place(*at): cell for at, cell in self.cells.items()}
        ends = [(place(top, left), place(bottom, right)) for top, left, bottom, right in self.merges]
        self.merges = [(*first, *last) for first, last in ends]


@dataclass
class Book:
    """One delivered file."""

    name: str
    pages: list[Page]
    encoding: str = "gb18030"
    line_end: str = "\r\n"
    quoting: int = csv.QUOTE_MINIMAL

    @property
    def suffix(self) -> str:
        """What its name ends in, and what it is written as."""
        return self.name.rpartition(".")[2]

    def copy(self) -> Book:
        """One that may be changed."""
        pages = [
            replace(
                page,
                cells=dict(page.cells),
                merges=list(page.merges),
                hidden_rows=set(page.hidden_rows),
                hidden_columns=set(page.hidden_columns),
            )
            for page in self.pages
        ]
        return replace(self, pages=pages)

    def content(self) -> bytes:
        """The bytes that are delivered."""
        return {"csv": _csv, "xls": _xls, "xlsx": _xlsx}[self.suffix](self)


@cache
def sample_books() -> Mapping[str, Book]:
    """Every file that the sample county delivers, by name, as its generator describes it."""
    books = {name: Book(name, [page_of(sheet) for sheet in pages]) for name, pages in workbooks(FIRST).items()}
    for year in FIRST.years:
        rows = [grid_csv.header(year), *grid_csv.table(year)]
        books[grid_csv.file_name(year)] = Book(grid_csv.file_name(year), [Page("", dict(_texts(rows)))])
    return books


#: Tables of the energy yearbook that lie beside the checkout, below `tests.originals.BESIDE`.
REAL = {"6-23 四川能源平衡表(原件)-2007.xlsx": "energy_balance_2007/6-23_sichuan_energy_balance_physical_2007.xls"}


@cache
def real_books() -> Mapping[str, Book]:
    """The balance of a province as it was re-typed; originals, where they are there, as another reader reads them."""
    books = {balance_2007.FILE_NAME: Book(balance_2007.FILE_NAME, [page_of(balance_2007.balance_sheet())])}
    for name, path in REAL.items():
        if (BESIDE / path).exists():
            books[name] = Book(name, list(_original(BESIDE / path)))
    return books


def base_books() -> Mapping[str, Book]:
    """Everything that may be changed."""
    return {**sample_books(), **real_books()}


def _original(path: Path) -> Iterator[Page]:
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        cells = {
            (row, column): Cell(Decimal(repr(value)) if isinstance(value, float) else str(value))
            for row, values in enumerate(sheet.to_python(skip_empty_area=False))
            for column, value in enumerate(values)
            if value != ""
        }
        yield Page(name, cells, [(*start, *end) for start, end in sheet.merged_cell_ranges or []])


def one_of_each(books: Mapping[str, Book], of_series: int) -> list[str]:
    """Names of all files, but of a series of many years only the first and the last ones, so many of them."""
    series: dict[str, list[str]] = {}
    for name in sorted(books):
        series.setdefault(re.sub(r"_\d{4}", "", name), []).append(name)
    half = of_series // 2
    return [name for names in series.values() for name in dict.fromkeys([*names[:half], *names[half - of_series :]])]


def page_of(sheet: Sheet) -> Page:
    return Page(
        sheet.name,
        {(cell.row, cell.column): Cell(cell.value, cell.style) for cell in sheet.cells},
        list(sheet.merges),
    )


def _texts(rows: list[list[str]]) -> Iterator[tuple[At, Cell]]:
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            yield (row, column), Cell(text)


def printed(value: Value) -> str:
    """A value as a CSV prints it."""
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else value


def _csv(book: Book) -> bytes:
    (page,) = book.pages
    rows, columns = page.size
    text = StringIO()
    writer = csv.writer(text, lineterminator=book.line_end, quoting=book.quoting)  # type: ignore[arg-type]
    for row in range(rows):
        writer.writerow([printed(page.cells.get((row, column), Cell(None)).value) for column in range(columns)])
    return text.getvalue().encode(book.encoding)


def _xls(book: Book) -> bytes:
    """An old workbook; formats are not written."""
    texts: dict[str, int] = {}
    sheets: dict[str, bytes] = {}
    for page in book.pages:
        content = b""
        for (row, column), cell in sorted(page.cells.items()):
            if isinstance(cell.value, Decimal):
                content += ole.number(row, column, float(cell.value))
            elif cell.value:
                content += ole.label(row, column, texts.setdefault(cell.value, len(texts)))
        sheets[page.name or "Sheet1"] = content + ole.merged(page.merges)
    (name, first), *others = sheets.items()
    return ole.xls(first, texts=texts, name=name, further=dict(others))


def _xlsx(book: Book) -> bytes:
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats: dict[tuple[str, str], Any] = {}

    def format_of(cell: Cell) -> Any:
        key = (cell.style, cell.number_format)
        if key not in formats:
            asked = {"num_format": cell.number_format} if cell.number_format else {}
            formats[key] = workbook.add_format(BASE | STYLES[cell.style] | asked)
        return formats[key]

    raised = workbook.add_format({"font_script": 1})
    for page in book.pages:
        _put_page(workbook.add_worksheet(page.name), page, format_of, raised)
    if book.pages[0].is_hidden:
        workbook.worksheets()[-1].activate()
        workbook.worksheets()[-1].set_first_sheet()
    workbook.close()
    return _as_calculated(buffer.getvalue())


def _put_page(worksheet: Any, page: Page, format_of: Callable[[Cell], Any], raised: Any) -> None:
    for area in page.merges:
        if area[:2] != area[2:]:
            worksheet.merge_range(*area, "", format_of(page.cells.get(area[:2], Cell(None))))
    for at, cell in page.cells.items():
        _write(worksheet, at, cell, format_of(cell), raised)
    for row in page.hidden_rows:
        worksheet.set_row(row, None, None, {"hidden": True})
    for column in page.hidden_columns:
        worksheet.set_column(column, column, None, None, {"hidden": True})
    if page.is_hidden:
        worksheet.hide()


def _write(worksheet: Any, at: At, cell: Cell, style: Any, raised: Any) -> None:
    value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
    if cell.formula:
        worksheet.write_formula(*at, f"={cell.formula.removeprefix('uncalculated ')}", style, _result(cell, value))
    elif cell.raised:
        worksheet.write_rich_string(*at, printed(cell.value), raised, cell.raised, style)
    elif value is None:
        worksheet.write_blank(*at, None, style)
    elif isinstance(value, float):
        worksheet.write_number(*at, value, style)
    else:
        worksheet.write_string(*at, value, style)


NO_RESULT = 987654321.125
"""Stands where a formula has no result, until the bytes are there."""


def _result(cell: Cell, value: float | str | None) -> float | str:
    return NO_RESULT if cell.formula.startswith("uncalculated ") or value is None else value


def _as_calculated(content: bytes) -> bytes:
    """A workbook with formulas as an office program writes it: calculated, but for those that have no result."""
    mark = f"<v>{NO_RESULT!r}</v>".encode()
    with zipfile.ZipFile(BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    if not any(b"<f>" in part for part in parts.values()):
        return content
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part.replace(mark, b"").replace(b' fullCalcOnLoad="1"', b""))
    return target.getvalue()

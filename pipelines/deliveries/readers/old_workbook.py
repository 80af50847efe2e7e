"""Reading .xls: xlrd's values, with the formulas which the preflight found empty.

What must not be read at all belongs to `biff`; how a number is written as text to `printed_numbers`.
"""

import io
import math

import xlrd

from pipelines.deliveries.readers.findings import Address, SheetFindings
from pipelines.deliveries.readers.printed_numbers import number_cell, number_text
from pipelines.deliveries.readers.rich_text import struck, written
from pipelines.deliveries.readers.workbook import date_text
from pipelines.reading.cells import Cell, Sheet, is_blank, make_sheet
from schemas.problems import Place, Refusal

_POSITIONS = {1: "superscript", 2: "subscript"}
"""By what xlrd calls the escapement of a font."""


def read_old_workbook(content: bytes, file: str, findings: list[SheetFindings]) -> list[Sheet]:
    """Return the worksheets in workbook order."""
    try:
        # with `ragged_rows` a cell in the last corner does not fill the grid; what xlrd has to say is not asked for
        book = xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
        if book.datemode:
            raise Refusal("E-DATE1904", Place(file))
        if book.sheet_names() != [sheet.name for sheet in findings]:
            raise Refusal("E-READER-DISAGREE", Place(file), found="、".join(book.sheet_names()))
        return [_read_sheet(book, book.sheet_by_index(index), found) for index, found in enumerate(findings)]
    except (Refusal, MemoryError, RecursionError):
        raise
    except Exception as error:  # xlrd lets AssertionError, IndexError, struct.error and others through
        raise Refusal("E-OLE-BROKEN", Place(file)) from error


def _read_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet, findings: SheetFindings) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    struck_fonts = {number for number, font in enumerate(book.font_list) if font.struck_out}
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            address = (row, column)
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            known = book.format_map.get(style.format_key)
            number_format: str = known.format_str if known else ""
            if address in findings.errors:
                cell = Cell(findings.errors[address], "error")
            elif isinstance(value, float) and kind != xlrd.XL_CELL_DATE:  # with an unknown format it is called a text
                cell = _number(value, address, number_format, findings)
            else:
                cell = _other(_with_runs(book, sheet, address, value), kind, number_format)
            if cell.text:
                findings.reach(address)
                is_struck = style.font_index in struck_fonts
                cells[address] = Cell(struck(cell.text), "text") if is_struck else cell
    return make_sheet(
        findings.name,
        cells,
        findings.merged([(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]),
        is_hidden=sheet.visibility != 0,
        hidden_rows=frozenset(row for row, _ in cells if row in sheet.rowinfo_map and sheet.rowinfo_map[row].hidden),
        hidden_columns=frozenset(c for _, c in cells if c in sheet.colinfo_map and sheet.colinfo_map[c].hidden),
    )


def _number(value: float, address: Address, number_format: str, findings: SheetFindings) -> Cell:
    if not math.isfinite(value):
        return Cell(str(value), "error")
    if cell := number_cell(value, number_format):
        return cell
    raise findings.refuse_format(address, number_text(value), number_format)


def _with_runs(book: xlrd.Book, sheet: xlrd.sheet.Sheet, address: Address, value: object) -> object:
    """A text of several runs, as those that are raised, lowered or struck out are written; anything else as it is."""
    starts = sheet.rich_text_runlist_map.get(address)
    if not starts or not isinstance(value, str):
        return value
    positions = [(0, ""), *((start, _position(book.font_list[font])) for start, font in starts)]
    ends = [start for start, _ in positions[1:]] + [len(value)]
    return written([(position, value[start:end]) for (start, position), end in zip(positions, ends, strict=True)])


def _position(font: xlrd.formatting.Font) -> str:
    return "struck" if font.struck_out else _POSITIONS.get(font.escapement, "")


def _other(value: object, kind: int, number_format: str) -> Cell:
    """A cell that holds no number; a blank one has no text."""
    match kind, value:
        case xlrd.XL_CELL_TEXT, str():
            return Cell("" if is_blank(value) else value, "text")
        case xlrd.XL_CELL_BOOLEAN, _:
            return Cell("TRUE" if value else "FALSE", "text")
        case xlrd.XL_CELL_ERROR, int():
            return Cell(xlrd.error_text_from_code.get(value, "#ERROR"), "error")
        case xlrd.XL_CELL_DATE, float():
            return Cell(_date_text(value, number_format), "date")
    return Cell("", "blank")


def _date_text(value: float, number_format: str) -> str:
    """A date or, below 1, a time; what is no date of the calendar is shown as `#####` and keeps its number."""
    try:
        moment = xlrd.xldate_as_datetime(value, 0)
    except OverflowError:
        return number_text(value)
    return date_text(moment if value >= 1 else moment.time(), number_format)

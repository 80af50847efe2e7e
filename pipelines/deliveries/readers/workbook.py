"""Reading .xlsx: calamine's values, held against what the preflight found in the same cells.

How a number is written as text belongs to `printed_numbers`, what must not be read at all to `preflight`.
"""

import datetime
import io

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipelines.deliveries.readers.findings import Address, SheetFindings
from pipelines.deliveries.readers.printed_numbers import number_cell, number_text, period_text
from pipelines.deliveries.readers.rich_text import struck
from pipelines.reading.cells import Cell, Sheet, is_blank, make_sheet
from schemas.problems import Place, Refusal

Value = int | float | str | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta


def read_workbook(content: bytes, file: str, findings: list[SheetFindings]) -> list[Sheet]:
    """Return the worksheets in workbook order; chart sheets hold no cells and are left out."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [sheet.name for sheet in book.sheets_metadata]
        if names != [sheet.name for sheet in findings]:
            raise Refusal("E-READER-DISAGREE", Place(file), found="、".join(names))
        return [
            _read_sheet(book.get_sheet_by_index(index), findings[index], meta.visible != SheetVisibleEnum.Visible)
            for index, meta in enumerate(book.sheets_metadata)
            if meta.typ == SheetTypeEnum.WorkSheet
        ]
    except CalamineError as error:
        raise Refusal("E-ZIP-BROKEN", Place(file)) from error


def _read_sheet(sheet: CalamineSheet, findings: SheetFindings, is_hidden: bool) -> Sheet:
    cells = {address: Cell(text, "error") for address, text in findings.errors.items()}
    # With skip_empty_area an address would count from the first cell that is filled, not from A1.
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            address = (row, column)
            if value != "" and address not in findings.errors and (cell := _cell(value, address, findings)):
                cells[address] = Cell(struck(cell.text), "text") if address in findings.struck else cell
    if missing := (findings.numbers.keys() | findings.texts) - cells.keys():
        raise Refusal("E-READER-DISAGREE", findings.place(min(missing)), found="")
    return make_sheet(
        findings.name,
        cells,
        findings.merged([(*start, *end) for start, end in sheet.merged_cell_ranges or []]),
        is_hidden=is_hidden,
        hidden_rows=frozenset(row for row, _ in cells if row in findings.hidden_rows),
        hidden_columns=frozenset(column for _, column in cells if column in findings.hidden_columns),
    )


def _cell(value: Value, address: Address, findings: SheetFindings) -> Cell | None:
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", "text")
    if isinstance(value, int | float):
        return _number(value, address, findings)
    if isinstance(value, str):
        if address in findings.numbers:
            raise Refusal("E-READER-DISAGREE", findings.place(address), found=value)
        return None if is_blank(value) else Cell(findings.marked.get(address, value), "text")
    return Cell(date_text(value, findings.formats.get(address, "")), "date")


def _number(value: float, address: Address, findings: SheetFindings) -> Cell:
    if findings.numbers.get(address) != value:
        raise Refusal("E-READER-DISAGREE", findings.place(address), found=value)
    if value in (float("inf"), float("-inf")):
        return Cell(str(value), "error")
    number_format = findings.formats.get(address, "")
    if cell := number_cell(value, number_format):
        return cell
    raise findings.refuse_format(address, number_text(value), number_format)


def date_text(value: Value, number_format: str) -> str:
    """Return a date or a time as ISO 8601 writes it; midnight is the date alone.

    Office programs take `2024年1月` for a date and keep its first day: what is printed is the month, or the year.
    """
    if isinstance(value, datetime.date) and (period := period_text(value, number_format)):
        return period
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)

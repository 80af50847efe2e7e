"""An answer as a file: CSV with every digit, or a workbook whose cells are numbers and texts and never formulas.

A file is put in its place when it is whole.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from math import isfinite
from pathlib import Path
from typing import Any, TextIO

from pipelines.query.answer import Answer, Row, written
from schemas.problems import Place, Refusal

#: What a sheet and a cell of a workbook hold, and the digits of a number.
ROWS, CHARACTERS, DIGITS = 1_048_576, 32_767, 15


def require_outside(path: Path, data_dir: Path) -> None:
    """Answers go anywhere but into the data folder: its register, deliveries and releases have such names too.

    Raises:
        Refusal: E-QUERY-INSIDE.
    """
    if path.parent.resolve().is_relative_to(data_dir.resolve()):
        raise Refusal("E-QUERY-INSIDE", Place(str(path)), found=data_dir)


@contextmanager
def put_in_place(path: Path) -> Iterator[Path]:
    """Where to write a file that stands at ``path`` only when it is whole.

    Raises:
        Refusal: E-DISK-FULL, it cannot be written there.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield beside
        beside.replace(path)
    except OSError as error:
        raise Refusal("E-DISK-FULL", Place(str(path)), found=error.strerror or error) from error
    finally:
        beside.unlink(missing_ok=True)


def write_csv(answer: Answer, stream: TextIO) -> int:
    """Write lines of comma-separated values and return their number; a blank is nothing, an empty text is ``""``."""
    stream.write(_line(answer.names))
    rows = 0
    for block in answer.blocks:
        stream.writelines(map(_line, block))
        rows += len(block)
    return rows


def _line(values: Iterable[object]) -> str:
    return ",".join(map(_field, values)) + "\r\n"


def _field(value: object) -> str:
    if value is None:
        return ""
    text = written(value)
    if text and not any(character in text for character in ',"\r\n') and text == text.strip():
        return text
    return '"' + text.replace('"', '""') + '"'


def write_workbook(answer: Answer, path: Path) -> tuple[int, int]:
    """Write a workbook; its rows, and how many numbers have more digits than a workbook keeps.

    Raises:
        Refusal: E-QUERY-CELL, a text is longer than a cell.
    """
    # here, because a question need not wait for it
    import xlsxwriter

    rows = rounded = 0
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        dated = workbook.add_format({"num_format": "yyyy-mm-dd"})
        timed = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheets, sheet, place = count(1), None, ROWS
        for row in _rows(answer):
            if place == ROWS:  # a sheet is full: the answer goes on in the next one
                sheet, place = workbook.add_worksheet(str(next(sheets))), 1
                sheet.freeze_panes(1, 0)
                sheet.set_column(0, max(len(answer.names) - 1, 0), 16)
                for column, name in enumerate(answer.names):
                    sheet.write_string(0, column, _text(name), bold)
            if row is None:
                continue
            for column, value in enumerate(row):
                rounded += _write(sheet, place, column, value, dated, timed)
            place += 1
            rows += 1
    return rows, rounded


def _rows(answer: Answer) -> Iterator[Row | None]:
    """The rows, after nothing: an answer without rows has a sheet too."""
    yield None
    for block in answer.blocks:
        yield from block


def _write(sheet: Any, row: int, column: int, value: object, dated: Any, timed: Any) -> bool:
    """Write a cell; whether it is a number that lost digits."""
    match value:
        case None:
            return False
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float() | Decimal() if isfinite(value):
            sheet.write_number(row, column, float(value))
            return isinstance(value, int | Decimal) and len(Decimal(value).normalize().as_tuple().digits) > DIGITS
        case datetime() if value.tzinfo is None and value.year >= 1900:
            sheet.write_datetime(row, column, value, timed)
        case date() if not isinstance(value, datetime) and value.year >= 1900:
            sheet.write_datetime(row, column, value, dated)
        case _:
            sheet.write_string(row, column, _text(value))
    return False


def _text(value: object) -> str:
    """A text that a cell holds whole.

    Raises:
        Refusal: E-QUERY-CELL.
    """
    text = written(value)
    if len(text) > CHARACTERS:
        raise Refusal("E-QUERY-CELL", found=len(text), limit=CHARACTERS)
    return text

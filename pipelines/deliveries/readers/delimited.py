"""Reading .csv: which encoding, and strictly one shape. Every cell is text; the sheet's name is empty.

What a text means does not belong here. A file that could be read in two ways is refused with its line.
"""

import codecs
import csv
import io
import re

from pipelines.deliveries.readers import limits
from pipelines.deliveries.readers.findings import too_far
from pipelines.reading.cells import Cell, Sheet, a1, is_blank, make_sheet
from schemas.problems import Place, Refusal

MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GB18030"}
OTHER_SEPARATORS = ("\t", ";", "；", "，", "|")
_HINT = ["sep=", ""]
"""A first line by which Excel is told the separator; it is no line of the table."""

_END = "\x1a"
"""How programs of old end a file."""

HAN_IN_UTF8 = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")


def read_delimited(content: bytes, file: str) -> list[Sheet]:
    """Return the one sheet of a CSV file."""
    text, encoding = decode(content, file)
    if "\0" in text:
        raise Refusal("E-CSV-NUL", Place(file, line=text[: text.index("\0")].count("\n") + 1))
    cells: dict[tuple[int, int], Cell] = {}
    for row, record in enumerate(_records(text, file)):
        if record and (row >= limits.ROWS or len(record) > limits.COLUMNS):
            raise too_far(Place(file, cell=a1(row, len(record) - 1)))
        for column, value in enumerate(record):
            if not is_blank(value):
                cells[row, column] = Cell(value, "text")
    return [make_sheet("", cells, encoding=NAMES[encoding])]


def decode(content: bytes, file: str) -> tuple[str, str]:
    """Return the text and its encoding: by its mark, else UTF-8, else GB18030; never with replacements."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return _decode(content[len(mark) :], encoding, len(mark), file), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        _check_not_mixed(content, error.start, file)
        return _decode(content, "gb18030", 0, file), "gb18030"


def _decode(content: bytes, encoding: str, offset: int, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        byte = error.start + offset
        raise Refusal("E-ENC", Place(file), found=NAMES[encoding], byte=byte) from error


def _check_not_mixed(content: bytes, first_error: int, file: str) -> None:
    """Refuse a file that is UTF-8 in some lines and not in others.

    GB18030 accepts most UTF-8 as other characters, so that decoding alone would not notice. A whole line
    that is valid UTF-8 and has Han characters in it is hardly ever GB18030 by chance: its pairs would have
    to fall on triples to the end of the line.
    """
    start = 0
    is_first = True
    for line in content.splitlines(keepends=True):
        if not line.isascii():
            if _is_utf8_han(line):
                found, byte = ("UTF-8", first_error) if is_first else ("GB18030", start)
                raise Refusal("E-ENC", Place(file), found=found, byte=byte)
            is_first = False
        start += len(line)


def _is_utf8_han(line: bytes) -> bool:
    if not HAN_IN_UTF8.search(line):
        return False
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _records(text: str, file: str) -> list[list[str]]:
    """Split into records of one width; a line on which nothing stands is a record without cells."""
    reader = csv.reader(io.StringIO(text.removesuffix(_END), newline=""), strict=True)
    records: list[list[str]] = []
    width, line = 0, 1
    try:
        for record in reader:
            if not width and record != _HINT:
                _check_separator(record, file, line)
                width = len(record)
            if width and record and len(record) != width:
                raise Refusal("E-CSV-RAGGED", Place(file, line=line), found=len(record), expected=width)
            records.append(record if width else [])
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refusal("E-CSV-FIELD", Place(file, line=line)) from error
    return records


def _check_separator(first: list[str], file: str, line: int) -> None:
    if len(first) == 1:
        for separator in OTHER_SEPARATORS:
            if separator in first[0]:
                shown = "TAB" if separator == "\t" else separator
                raise Refusal("E-CSV-DIALECT", Place(file, line=line), found=shown)

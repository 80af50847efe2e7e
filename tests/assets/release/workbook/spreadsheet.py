"""What a spreadsheet calculates of the formulas of our workbooks: binary64, from left to right.

``ROUND`` is that of the inventory, half to even on the binary number; where a spreadsheet's own would give another
figure the workbook says ``ROUNDDOWN``, which cuts off.
"""

import re
from collections.abc import Callable
from decimal import ROUND_DOWN, Decimal
from io import BytesIO
from math import exp, fsum
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from assets.release.workbook.book import Book

REFERENCE = re.compile(r"(?:'([^']+)'!)?\$?([A-Z]+)\$?(\d+)")
TERM = re.compile(r"EXP|[0-9.]+|[-+*/()]|(?:'[^']+'!)?\$?[A-Z]+\$?\d+")


def written(write: Callable[[Book], object]) -> bytes:
    """A workbook with nothing in it but what is written here."""
    stream = BytesIO()
    book = Book(stream, "内部版")
    write(book)
    book.workbook.close()
    return stream.getvalue()


def sheet_of(write: Callable[[Book], object]) -> Any:
    """The first sheet of such a workbook."""
    return load_workbook(BytesIO(written(write))).worksheets[0]


class Spreadsheet:
    """A workbook: what is written in its cells, what is shown in them, and what they calculate to."""

    def __init__(self, path: Path) -> None:
        self.written = load_workbook(path)
        self.shown = load_workbook(path, data_only=True)

    def formulas(self, *names: str) -> list[tuple[str, str, str]]:
        """Sheet, address and text of every formula on the sheets whose names begin so."""
        return [
            (sheet.title, cell.coordinate, cell.value)
            for sheet in self.written.worksheets
            if sheet.title.startswith(names)
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]

    def value(self, sheet: str, address: str) -> Any:
        """What a cell calculates to."""
        written = self.written[sheet][address].value
        return self.calculate(sheet, written[1:]) if str(written).startswith("=") else written

    def calculate(self, sheet: str, formula: str) -> float:
        """What a formula gives."""
        if match := re.fullmatch(r"(ROUND|ROUNDDOWN)\((.+),6\)", formula):
            value = self._sum(sheet, TERM.findall(match[2]))
            if match[1] == "ROUND":
                return float(f"{value:.6f}")
            # a spreadsheet cuts the 15 digits that it shows
            return float(Decimal(f"{value:.15g}").quantize(Decimal("0.000001"), ROUND_DOWN))
        if match := re.fullmatch(r"SUM\(([A-Z]+)(\d+):\1(\d+)\)", formula):
            rows = range(int(match[2]), int(match[3]) + 1)
            values = [self.value(sheet, f"{match[1]}{row}") for row in rows]
            return fsum(value for value in values if isinstance(value, int | float))
        return self._sum(sheet, TERM.findall(formula))

    def _sum(self, sheet: str, terms: list[str]) -> float:
        value = self._product(sheet, terms)
        while terms and terms[0] in "+-":
            sign = terms.pop(0)
            other = self._product(sheet, terms)
            value = value + other if sign == "+" else value - other
        return value

    def _product(self, sheet: str, terms: list[str]) -> float:
        value = self._factor(sheet, terms)
        while terms and terms[0] in "*/":
            sign = terms.pop(0)
            other = self._factor(sheet, terms)
            value = value * other if sign == "*" else value / other
        return value

    def _factor(self, sheet: str, terms: list[str]) -> float:
        term = terms.pop(0)
        if term == "-":
            return -self._factor(sheet, terms)
        if term == "EXP":
            return exp(self._factor(sheet, terms))
        if term == "(":
            value = self._sum(sheet, terms)
            assert terms.pop(0) == ")"
            return value
        if match := REFERENCE.fullmatch(term):
            return float(self.value(match[1] or sheet, match[2] + match[3]))
        return float(term)

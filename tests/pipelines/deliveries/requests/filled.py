"""Forms as departments fill them in: generated answers, and what they answered."""

from decimal import ROUND_UP, Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl

from assets.raw import load_printed_tables
from assets.requests import FIRST_ROW
from assets.requests.form import NAMES
from pipelines.reading.units import find_unit

UNIT, LAST, ENTRY, CODE = (NAMES.index(name) + 1 for name in ("计量单位", "上年数", "本年数", "代码"))


class Answer(NamedTuple):
    """What a department wrote for a figure: a number, or a word."""

    code: str
    unit: str
    given: Decimal | str | None


def fill(form: Path, target: Path) -> list[Answer]:
    """Answer every line: a little more than last year, `无` where there was none, every tenth line not at all."""
    book = openpyxl.load_workbook(form)
    sheet = book.active
    rows, answers = range(FIRST_ROW + 1, sheet.max_row + 1), {}
    for row in rows:
        last = sheet.cell(row, LAST).value
        given: Decimal | str | None = None if row % 10 == 0 else "无"
        if not isinstance(last, str):
            given = round(Decimal(repr(last * 1.01 + row / 1000)), 4)
        code = sheet.cell(row, CODE).value
        answers[code] = Answer(code, sheet.cell(row, UNIT).value, given)
    for _ in range(3):  # a total may be a part of another one
        _add_up(answers)
    for row in rows:
        given = answers[sheet.cell(row, CODE).value].given
        sheet.cell(row, ENTRY).value = float(given) if isinstance(given, Decimal) else given
    sheet["C5"], sheet["E5"], sheet["I5"] = "张三", 8272828, "2026-09-30"
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    book.close()
    return list(answers.values())


def _add_up(answers: dict[str, Answer]) -> None:
    """Make totals of their parts, and no smaller than what is among them, as the tables print them."""

    def scale(code: str) -> Decimal:
        unit = find_unit(answers[code].unit)
        assert unit is not None
        return Decimal(unit.numerator) / unit.denominator

    def number(code: str) -> Decimal | None:
        given = answers[code].given if code in answers else None
        return Decimal(0) if given == "无" else given * scale(code) if isinstance(given, Decimal) else None

    for layout in (layout for spec in load_printed_tables().values() for layout in spec.layouts):
        for total in layout.totals if not layout.is_returned_whole else ():
            lines: dict[tuple[object, ...], dict[str, str]] = {}
            for f in layout.figures():
                own, other = (f.row, f.column) if total.axis == "row" else (f.column, f.row)
                lines.setdefault((f.keys, other), {})[own] = f.code
            for line in lines.values():
                whole, amounts = line.get(total.total, ""), [number(line[name]) for name in total.parts if name in line]
                told = [amount for amount in amounts if amount is not None]
                if total.severity == "note" or number(whole) is None or not told:
                    continue
                if total.kind == "sum" and len(told) < len(amounts):
                    continue
                amount = sum(told) if total.kind == "sum" else max(number(whole) or Decimal(0), *told)
                given = (amount / scale(whole)).quantize(Decimal("0.0001"), ROUND_UP)
                answers[whole] = answers[whole]._replace(given=given)

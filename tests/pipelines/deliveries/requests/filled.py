"""Forms as departments fill them in: generated answers, and what they answered."""

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl

from assets.requests import FIRST_ROW
from assets.requests.form import NAMES

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
    answers = []
    for row in range(FIRST_ROW + 1, sheet.max_row + 1):
        last = sheet.cell(row, LAST).value
        given: float | str | None = "无" if isinstance(last, str) else round(last * 1.01 + row / 1000, 4)
        given = None if row % 10 == 0 and isinstance(given, str) else given
        sheet.cell(row, ENTRY).value = given
        said = Decimal(repr(given)) if isinstance(given, float) else given
        answers.append(Answer(sheet.cell(row, CODE).value, sheet.cell(row, UNIT).value, said))
    sheet["C5"], sheet["E5"], sheet["I5"] = "张三", 8272828, "2026-09-30"
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    book.close()
    return answers

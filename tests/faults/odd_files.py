"""Files that somebody else thought of: legal ones that look wrong, wrong ones that look legal. Each found something.

Those that were right at once are not kept here: a thousand damaged seeds are in `test_bad_files`.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
from openpyxl.styles import Font

from tests.faults import made, ole, xlsx
from tests.faults.desk import CEMENT, GAS, GRID, MEAT, Change, Sent, judged, put, readable, the_same, unreadable
from tests.planted.books import Book


def _by_hand(change: Callable[[openpyxl.Workbook], object]) -> Change:
    """A delivered workbook opened, changed and saved by another program."""

    def changed(book: Book) -> bytes:
        opened, saved = openpyxl.load_workbook(io.BytesIO(book.content())), io.BytesIO()
        change(opened)
        opened.save(saved)
        return saved.getvalue()

    return changed


def _months_as_dates(number_format: str) -> Change:
    """Excel takes a typed `2024年1月` for the first day of that month."""

    def change(book: openpyxl.Workbook) -> None:
        for cell in book.worksheets[0][3]:
            if month := re.fullmatch(r"(\d{4})年(\d+)月", str(cell.value)):
                cell.value, cell.number_format = datetime.date(int(month[1]), int(month[2]), 1), number_format

    return _by_hand(change)


def _years_as_dates(number_format: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        for row in range(4, 14):
            cell = book.worksheets[0].cell(row, 1)
            cell.value, cell.number_format = datetime.date(int(str(cell.value)[:4]), 12, 31), number_format

    return _by_hand(change)


def _struck_out(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["B5"].font = Font(strike=True)


def _in_the_sheet(pattern: str, new: str) -> Change:
    """The part of the first sheet with a text replaced."""

    def change(book: Book) -> bytes:
        with zipfile.ZipFile(io.BytesIO(book.content())) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        part = "xl/worksheets/sheet1.xml"
        parts[part], count = re.subn(pattern.encode(), new.encode(), parts[part], count=1)
        assert count
        return xlsx.pack(parts)

    return change


def _filtered(book: openpyxl.Workbook) -> None:
    book.worksheets[0].auto_filter.ref = "A3:E13"
    book.worksheets[0].row_dimensions[6].hidden = True


def _text(change: Callable[[str], str]) -> Change:
    """The export of the grid company with its text changed."""
    return lambda book: change(book.content().decode("gb18030")).encode("gb18030")


def _old_struck_out() -> bytes:
    """`1215` of which `12` is struck out, and a number that is, in an old workbook."""
    fonts = ole.font() + ole.font(strike=True)
    cells = ole.label(0, 0, 0) + ole.number(0, 1, 7, 1)
    styles = ole.style(0) + ole.style(0, font=1)
    return ole.xls(cells, globals_=fonts + styles, styles=(), texts=[ole.rich_text("1215", [(0, 1), (2, 0)])])


NUMBERS = [f"{column}{row}" for row in range(4, 14) for column in "BCDE"]

_STRUCK_RUN = '<c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>12</t></r><r><t>15</t></r></is></c>'

ODD: list[Sent] = [
    the_same("months that are dates", CEMENT, _months_as_dates('yyyy"年"m"月";@')),
    the_same("months that are dates with a dash", CEMENT, _months_as_dates("yyyy-mm")),
    the_same("months that are dates of a format by number", CEMENT, _months_as_dates("mmm-yy")),
    judged("months without a year", CEMENT, _months_as_dates('m"月"'), "E-LABEL-UNKNOWN", "2024-01-01"),
    judged(
        "months as Excel writes them",
        GRID,
        _text(lambda text: text.replace("2024年", "24/")),
        "E-PERIOD",
        "H1：所属时期 24/1月",
    ),
    the_same("years that are dates", MEAT, _years_as_dates('yyyy"年"')),
    the_same("years that are dates without 年", MEAT, _years_as_dates("yyyy")),
    judged(
        "years of two digits", MEAT, put(**{f"A{row}": f"{row + 11}年" for row in range(4, 14)}), "E-LAYOUT", "没有四位"
    ),
    readable("a part struck out", "划.xlsx", made.cells(_STRUCK_RUN), A1="1̶2̶15"),
    readable("old ones struck out", "划.xls", _old_struck_out, A1="1̶2̶15", B1="7̶"),
    judged("a figure struck out", MEAT, _by_hand(_struck_out), "E-NUM", "单元格 B5"),
    judged("a row without height", MEAT, _in_the_sheet('<row r="6"', '<row ht="0" r="6"'), "E-HIDDEN", "单元格 A6"),
    judged(
        "a column without width",
        MEAT,
        _in_the_sheet("<sheetData>", '<cols><col min="3" max="3" width="0"/></cols><sheetData>'),
        "E-HIDDEN",
        "单元格 C3",
    ),
    judged("a row filtered out", MEAT, _by_hand(_filtered), "E-HIDDEN", "筛选"),
    unreadable(
        "two sheets of one name",
        "双.xlsx",
        lambda: xlsx.pack(xlsx.parts(names=["Abc", "aBC"])),
        "E-XML-BROKEN",
        "表“Abc”",
    ),
    judged("a form that nobody filled in", MEAT, put(**dict.fromkeys(NUMBERS)), "E-LAYOUT", "空表"),
    the_same(
        "a form with one figure", MEAT, put(**(dict.fromkeys(NUMBERS) | {"E13": 22009})), dict.fromkeys(NUMBERS[:-1])
    ),
    the_same("a hint for Excel above", GRID, _text(lambda text: f"sep=,\r\n{text}")),
    the_same("blank lines without end", GRID, _text(lambda text: text + "\r\n" * 30_000)),
    judged("two figures in one cell", MEAT, put(B13="73\n231"), "E-NUM", "单元格 B13"),
    judged(
        "a first year without its label", GAS, put(A4=None, F4=1.5), "E-LAYOUT", "B4：版式与登记的不一致：应为 项目名称"
    ),
    the_same("an end of file of old", GRID, _text(lambda text: f"{text}\x1a")),
    the_same("tabs that keep numbers texts", GRID, _text(lambda text: re.sub(r",(\d+\.\d+)", ",\t\\1", text))),
    the_same("a county with all that it lies in", MEAT, put(A1="四川省达州市渠县主要畜产品产量（2015-2024年）")),
    the_same("the unit in brackets", MEAT, put(A2="（单位：吨）")),
    the_same("the unit behind a gap", MEAT, put(A2="2024年                单位：吨")),
    the_same("a number before the title", MEAT, put(A1="表12-3 渠县主要畜产品产量（2015-2024年）")),
    the_same("a number of another kind", MEAT, put(A1="附件2：渠县主要畜产品产量（2015-2024年）")),
    the_same("a continued table", MEAT, put(A1="续表 渠县主要畜产品产量（2015-2024年）")),
]

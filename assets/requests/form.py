"""The form of one department: printed labels that cannot be typed over, one column to fill, codes that nobody sees."""

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from xlsxwriter.worksheet import Worksheet

from assets.release.workbook.book import Book, decimals_of

#: Columns with their widths; those without one are hidden. The names are those that the declaration reads.
COLUMNS = {
    "序号": 5,
    "原表": 18,
    "指标": 26,
    "含义": 28,
    "计量单位": 10,
    "上年数": 13,
    "本年数": 14,
    "用途": 40,
    "备注": 16,
    "代码": 0,
    "校验": 0,
}
NAMES, WIDTHS = tuple(COLUMNS), tuple(COLUMNS.values())
ENTRY, NOTE = NAMES.index("本年数"), NAMES.index("备注")

#: Row of the first line, from 0: above it stand title, legal header, respondent, what to do, and the heads.
FIRST_ROW = 8

#: Answers besides a number, as the declaration reads them.
ANSWERS = ("无", "不掌握")

#: Blank places above the table: label, its column, first and last column of the place.
LEGAL = (("制表机关：", 1, 2, 2), ("批准文号：", 3, 4, 6), ("有效期至：", 7, 8, 8))
RESPONDENT = (("填报人：", 1, 2, 2), ("联系电话：", 3, 4, 6), ("填报日期：", 7, 8, 8))
HEADS = (("单位负责人：", 1, 2, 2), ("数据性质：", 3, 4, 6))

TO_DO = (
    "填表说明：①只填“本年数”和“备注”两列（黄色），按印好的单位填数；没有这项业务的选“无”，有但没有数的选“不掌握”，不填的按未报处理，"
    "不当作零。②要算比例的，分子、分母分开填，不填比例。③名称、单位、次序都不能改，不要插入、删除或移动行，否则整份表退回。"
    "④本部门有自己的统计表、年报的，可以直接交原表；两者都交的，以原表为准。"
)

OPEN: dict[str, object] = {"bg_color": "#FFF9DB", "locked": False, "border": 1}
ALLOWED = {"format_columns": True, "format_rows": True, "select_locked_cells": True}


@dataclass(frozen=True)
class Line:
    """A figure that is asked for."""

    table: str
    label: str
    meaning: str
    unit: str
    last: Decimal | None
    """Last year's figure, in the unit."""
    last_reason: str
    """Why there is none."""
    why: str
    code: str
    seal: str


@dataclass(frozen=True)
class Form:
    """What one department is asked for."""

    region: str
    region_code: str
    year: int
    department: str
    due: str
    lines: tuple[Line, ...]

    @property
    def about(self) -> str:
        """Whose figures of which year it is for."""
        return f"地区：{self.region}（{self.region_code}）　数据年份：{self.year}年　填报单位：{self.department}"

    @property
    def title(self) -> str:
        """What the declaration recognises."""
        return f"{self.region}温室气体清单报送表（{self.year}年，{self.department}）"


def write_form(form: Form) -> bytes:
    """The workbook of a form; the same form is the same bytes."""
    stream = BytesIO()
    book = Book(stream, form.about)
    sheet = book.sheet("报送表", form.title, f"请于 {form.due} 以前交回统计局", [width or 8 for width in WIDTHS])
    for row, places in enumerate((LEGAL, RESPONDENT, HEADS), start=3):
        _write_places(book, sheet, row, places)
    sheet.data_validation(5, 4, 5, 4, _choice([f"{form.year}年为最终数", f"{form.year}年为初步数"]))
    book.across(sheet, 6, 0, NOTE, TO_DO, text_wrap=True, valign="top")
    sheet.set_row(6, 48)
    for column, name in enumerate(NAMES):
        book.head(sheet, FIRST_ROW - 1, column, name)
        if not WIDTHS[column]:
            sheet.set_column(column, column, None, None, {"hidden": True})
    for number, line in enumerate(form.lines, start=1):
        _write_line(book, sheet, number, line, is_first=number == 1 or form.lines[number - 2].table != line.table)
    _guard(book, sheet, len(form.lines))
    book.workbook.close()
    return stream.getvalue()


def _write_places(book: Book, sheet: Worksheet, row: int, places: tuple[tuple[str, int, int, int], ...]) -> None:
    sheet.set_row(row, 20)
    for label, at, first, last in places:
        book.text(sheet, row, at, label, align="right")
        if last > first:
            sheet.merge_range(row, first, row, last, "", book.look(**OPEN))
        else:
            sheet.write_blank(row, first, None, book.look(**OPEN))


def _write_line(book: Book, sheet: Worksheet, number: int, line: Line, *, is_first: bool) -> None:
    row = FIRST_ROW + number - 1
    texts = [str(number), line.table if is_first else "", line.label, line.meaning, line.unit]
    wrapped = {**dict(enumerate(texts)), NAMES.index("用途"): line.why}
    book.fit_row(sheet, row, wrapped, WIDTHS)
    for column, text in wrapped.items():
        centred = {"align": "center"} if NAMES[column] in ("序号", "计量单位") else {}
        book.text(sheet, row, column, text, border=1, text_wrap=True, **centred)
    last = NAMES.index("上年数")
    if line.last is not None:
        decimals = decimals_of(float(line.last), 15)
        sheet.write_number(row, last, float(line.last), book.number_look(decimals, font_color="#57606A"))
    else:
        grey: dict[str, object] = {"font_color": "#8A94A0", "font_size": 9, "align": "center"}
        book.text(sheet, row, last, line.last_reason, border=1, text_wrap=True, **grey)
    sheet.write_blank(row, ENTRY, None, book.look(**OPEN, num_format="#,##0.##########", align="right"))
    sheet.write_blank(row, NOTE, None, book.look(**OPEN, text_wrap=True))
    book.text(sheet, row, NAMES.index("代码"), line.code)
    book.text(sheet, row, NAMES.index("校验"), line.seal)


def _guard(book: Book, sheet: Worksheet, lines: int) -> None:
    """Drop-downs, a sign where something else than a number stands, and no way to type over the labels."""
    last = FIRST_ROW + lines - 1
    sheet.data_validation(FIRST_ROW, ENTRY, last, ENTRY, _choice(list(ANSWERS)))
    cell = f"G{FIRST_ROW + 1}"
    is_wrong = f'=AND({cell}<>"",NOT(ISNUMBER({cell})),' + ",".join(f'{cell}<>"{word}"' for word in ANSWERS) + ")"
    red = book.workbook.add_format({"bg_color": "#FFC9C9", "font_color": "#A61E1E"})
    sheet.conditional_format(FIRST_ROW, ENTRY, last, ENTRY, {"type": "formula", "criteria": is_wrong, "format": red})
    sheet.protect("", ALLOWED)
    sheet.freeze_panes(FIRST_ROW, NAMES.index("含义"))
    sheet.repeat_rows(FIRST_ROW - 1)
    sheet.print_area(0, 0, last, NOTE)
    sheet.set_selection(FIRST_ROW, ENTRY, FIRST_ROW, ENTRY)


def _choice(words: list[str]) -> dict[str, object]:
    """A drop-down that offers words and lets a number pass."""
    return {"validate": "list", "source": words, "show_error": False}

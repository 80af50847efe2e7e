"""Ways in which a workbook can be written otherwise, and ways in which it can say something else.

Each operator takes a good file and chance, and returns the file changed in one way, or nothing where the file has no
place for it. `same` leaves every figure what it is; `other` makes the file say something that is not so, in a way that
a rule can know, from the file or from the one in force; of `unknowable` ones nothing but the true figure tells.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from openpyxl.utils import coordinate_to_tuple, get_column_letter

from tests.planted.books import At, Book, Cell, Page, printed
from tests.planted.truth import Known

Kind = Literal["same", "other", "unknowable"]
Change = Callable[[Known, random.Random], Book | bytes | None]


@dataclass(frozen=True)
class Operator:
    """One way, by name."""

    name: str
    kind: Kind
    change: Change


OPERATORS: dict[str, Operator] = {}

#: What stands for a figure that is none.
MARKS = ("…", "—", "无", "不详", "-")

SERIES = 3
"""Years beside which one can be told to be a thousandth."""


def operator(kind: Kind) -> Callable[[Change], Change]:
    """Enter an operator under the name of its function."""

    def enter(change: Change) -> Change:
        name = change.__name__.removeprefix("_")
        OPERATORS[name] = Operator(name, kind, change)
        return change

    return enter


class Laid:
    """A page with figures that may be changed: where its header, its labels and its figures are."""

    def __init__(self, known: Known, chance: random.Random) -> None:
        self.book = known.book.copy()
        self.chance = chance
        pages = [page for page in self.book.pages if known.page_places(page)]
        self.page = chance.choice(pages)
        self.cells = self.page.cells
        self.keys = known.page_places(self.page)
        self.rows = sorted({row for row, _ in self.keys})
        self.columns = sorted({column for _, column in self.keys})
        self.top, self.left = self.rows[0], self.columns[0]
        self.is_csv = self.book.suffix == "csv"

    def labels(self) -> list[At]:
        """Texts in the header and left of the figures; titles and notes are none."""
        wide = {area[:2] for area in self.page.merges if area[0] == area[2] and area[3] - area[1] > 2}
        title = -1 if self.is_csv else 0
        return [
            at
            for at, cell in sorted(self.cells.items())
            if isinstance(cell.value, str)
            and cell.value
            and at not in wide
            and not re.match(r"(计量|综合)?单位[：:]|表 ", cell.value)
            and (title < at[0] < self.top or at[0] in self.rows)
            and (at[0] < self.top or at[1] < self.left)
        ]

    def figure(self, is_text: bool = False) -> At:
        """A figure that is known and not nothing."""
        return self.chance.choice(self.figures(is_text))

    def figures(self, is_text: bool = False) -> list[At]:
        """Figures that are stored as numbers (or as any)."""
        found = [at for at in self.keys if is_text or self.is_csv or isinstance(self.cells[at].value, Decimal)]
        return [at for at in found if self.text(at).strip("0.")]

    def text(self, at: At) -> str:
        """What a cell prints."""
        return printed(self.cells[at].value)

    def put(self, at: At, value: Decimal | str | None, **how: str) -> Book:
        """Another value in a cell."""
        self.cells[at] = replace(self.cells.get(at, Cell(None)), value=value, **how)
        return self.book

    def each(self, places: Iterable[At], change: Callable[[str], str]) -> Book | None:
        """Texts written otherwise; nothing if that changes none."""
        changed = False
        for at in places:
            text = self.cells[at].value
            if isinstance(text, str) and (new := change(text)) != text:
                self.put(at, new)
                changed = True
        return self.book if changed else None

    def as_number(self, at: At, value: Decimal) -> Book:
        """Another figure, written as the one before."""
        return self.put(at, printed(value) if self.is_csv else value)


def summed(laid: Laid, known: Known) -> list[At]:
    """Figures of a page that stand in a printed sum."""
    addresses = {
        cell for check in known.sums if check.sheet == laid.page.name for cell in (check.cell, *check.other_cells)
    }
    places = {(row - 1, column - 1) for row, column in map(coordinate_to_tuple, addresses)}
    return [at for at in laid.figures() if at in places]


def with_digit(text: str, chance: random.Random) -> str:
    """A number with one digit that counts replaced by another one."""
    places = [at for at, digit in enumerate(text) if digit.isdecimal()][:3]
    at = chance.choice(places)
    digit = chance.choice([new for new in "123456789" if abs(int(new) - int(text[at])) > 1])
    return f"{text[:at]}{digit}{text[at + 1 :]}"


# ------------------------------------------------------------------------------------- the same, written otherwise


@operator("same")
def _blanks_around_labels(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each(laid.labels(), lambda text: f"　{text} ")


@operator("same")
def _blank_between_two_characters(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each(laid.labels(), lambda text: re.sub(r"^([一-鿿])([一-鿿])$", r"\1　\2", text))


@operator("same")
def _no_blanks_in_labels(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each(laid.labels(), lambda text: re.sub(r"[　 ]", "", text))


@operator("same")
def _line_breaks_in_headers(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    header = [at for at in laid.labels() if at[0] < laid.top]
    return laid.each(header, lambda text: f"{text[:2]}\n{text[2:]}" if len(text) > 3 and "\n" not in text else text)


@operator("same")
def _no_line_breaks_in_headers(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each(laid.labels(), lambda text: text.replace("\n", ""))


@operator("same")
def _invisible_characters_in_labels(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each(laid.labels(), lambda text: f"{text[:1]}\u200b{text[1:]}\u00a0")


@operator("same")
def _brackets_of_the_other_width(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each(laid.labels(), lambda text: text.translate(str.maketrans("（）()", "()（）")))


@operator("same")
def _title_with_blanks(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return (
        None if laid.is_csv else laid.each([(0, 0)], lambda text: "　" + re.sub(r"([一-鿿])（", r"\1 （", text) + "  ")
    )


@operator("same")
def _title_not_merged(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    before = len(laid.page.merges)
    laid.page.merges = [area for area in laid.page.merges if area[0] > 0]
    return laid.book if len(laid.page.merges) < before else None


def _with_rows(known: Known, chance: random.Random, at: Callable[[Laid], int], count: int) -> Book:
    laid = Laid(known, chance)
    row = at(laid)
    laid.page.move(lambda r, c: (r + count if r >= row else r, c))
    return laid.book


@operator("same")
def _blank_rows_above(known: Known, chance: random.Random) -> Book | None:
    return None if known.book.suffix == "csv" else _with_rows(known, chance, lambda laid: 0, 2)


@operator("same")
def _blank_row_below_title(known: Known, chance: random.Random) -> Book | None:
    return None if known.book.suffix == "csv" else _with_rows(known, chance, lambda laid: 1, 1)


@operator("same")
def _blank_row_above_figures(known: Known, chance: random.Random) -> Book | None:
    return _with_rows(known, chance, lambda laid: laid.top, 1)


@operator("same")
def _blank_row_between_figures(known: Known, chance: random.Random) -> Book | None:
    if len(Laid(known, chance).rows) < 2:
        return None
    return _with_rows(known, chance, lambda laid: chance.choice(laid.rows[1:]) if len(laid.rows) > 1 else laid.top, 1)


@operator("same")
def _blank_column_on_the_left(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    laid.page.move(lambda row, column: (row, column + 1))
    return laid.book


@operator("same")
def _blank_column_between_figures(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    if len(laid.columns) < 2:
        return None
    at = chance.choice(laid.columns[1:])
    laid.page.move(lambda row, column: (row, column + 1 if column >= at else column))
    return laid.book


@operator("same")
def _sheets_in_another_order(known: Known, chance: random.Random) -> Book | None:
    book = known.book.copy()
    book.pages.reverse()
    return book if len(book.pages) > 1 else None


@operator("same")
def _sheets_renamed(known: Known, chance: random.Random) -> Book | None:
    book = known.book.copy()
    for number, page in enumerate(book.pages, 1):
        page.name = f"Sheet{number}"
    return None if book.suffix == "csv" else book


@operator("same")
def _sheet_of_text_first(known: Known, chance: random.Random) -> Book | None:
    book = known.book.copy()
    book.pages.insert(0, Page("填报说明", {(0, 0): Cell("填报说明"), (1, 0): Cell("一、请于3月底前报送。")}))
    return None if book.suffix == "csv" else book


@operator("same")
def _sheet_of_another_table(known: Known, chance: random.Random) -> Book | None:
    cells = {
        (0, 0): Cell("学校和学生数"),
        (1, 0): Cell("年份"),
        (1, 1): Cell("学校数（所）"),
        (1, 2): Cell("学生数（人）"),
    }
    cells |= {(2, 0): Cell(Decimal(2024)), (2, 1): Cell(Decimal(97)), (2, 2): Cell(Decimal(123456))}
    book = known.book.copy()
    book.pages.append(Page("15-1 教育", cells))
    return None if book.suffix == "csv" else book


@operator("same")
def _empty_hidden_sheet(known: Known, chance: random.Random) -> Book | None:
    book = known.book.copy()
    book.pages.append(Page("Sheet9", {(0, 0): Cell("备用")}, is_hidden=True))
    return None if book.suffix == "csv" else book


@operator("same")
def _numbers_with_separators(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    for at in laid.figures():
        laid.put(at, laid.cells[at].value, number_format="#,##0.00###")
    return None if laid.is_csv else laid.book


@operator("same")
def _numbers_of_general_format(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    for at in laid.figures():
        laid.put(at, laid.cells[at].value, number_format="General")
    return None if laid.is_csv else laid.book


@operator("same")
def _numbers_as_text(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    for at in laid.figures():
        laid.put(at, laid.text(at), style="data_text")
    return None if laid.is_csv else laid.book


def _grouped(text: str, mark: str) -> str:
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}".replace(",", mark) + point + rest


def _with_groups(known: Known, chance: random.Random, mark: str) -> Book | None:
    laid = Laid(known, chance)
    found = [at for at in laid.figures() if abs(Decimal(laid.text(at))) >= 1000]
    for at in found:
        laid.put(at, _grouped(laid.text(at), mark), style="data_text")
    return laid.book if found else None


@operator("same")
def _text_grouped_by_commas(known: Known, chance: random.Random) -> Book | None:
    return _with_groups(known, chance, ",")


@operator("same")
def _text_grouped_by_blanks(known: Known, chance: random.Random) -> Book | None:
    return _with_groups(known, chance, " ")


@operator("same")
def _full_width_digits(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    for at in laid.figures()[::3]:
        laid.put(at, laid.text(at).translate(wide), style="data_text")
    return laid.book if laid.figures() else None


@operator("same")
def _blanks_around_text_figures(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    for at in laid.figures()[::2]:
        laid.put(at, f" {laid.text(at)}　", style="data_text")
    return laid.book if laid.figures() else None


@operator("same")
def _apostrophe_of_text(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    at = laid.figure()
    return None if laid.is_csv else laid.put(at, laid.text(at), style="data_text", number_format="@")


@operator("same")
def _zeros_behind_the_point(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    for at in laid.figures():
        text = laid.text(at)
        laid.put(at, text + ("0" if "." in text else ".00"), style="data_text")
    return laid.book


@operator("same")
def _dust_of_binary_fractions(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    if laid.is_csv:
        return None
    for at in laid.figures()[::4]:
        value = laid.cells[at].value
        assert isinstance(value, Decimal)
        laid.put(at, Decimal(repr(float(value) * (1 + 2**-52))))
    return laid.book


@operator("same")
def _footnote_mark_in_a_circle(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    at = laid.figure()
    return laid.put(at, f"{laid.text(at)}①", style="data_text")


@operator("same")
def _formula_with_its_result(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    if laid.is_csv:
        return None
    for at in laid.figures()[::5]:
        laid.put(at, laid.cells[at].value, formula=f"{laid.text(at)}+0")
    return laid.book


#: Spellings of units that suppliers use one for the other.
SPELLINGS = {
    "万千瓦时": "万kWh",
    "万立方米": "10⁴m³",
    "万公顷": "10⁴hm²",
    "公顷": "hm²",
    "万吨": "10⁴t",
    "百万千焦": "吉焦",
    "吨标准煤": "吨标煤",
    "%": "％",
    "万元": "万　元",
}


def _units(laid: Laid) -> list[At]:
    """Cells above or left of the figures that name a unit."""
    areas = [at for at in laid.cells if at[0] < laid.top or (at[0] in laid.rows and at[1] < laid.left)]
    return [at for at in areas if isinstance(laid.cells[at].value, str)]


@operator("same")
def _units_of_another_spelling(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)

    def respelt(text: str) -> str:
        for one, other in SPELLINGS.items():
            if text.removeprefix("单位：") == one or re.search(rf"[(（]{one}[)）]", text):
                return text.replace(one, other)
        return text

    return laid.each(_units(laid), respelt)


@operator("same")
def _unit_line_of_other_words(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each(_units(laid), lambda text: re.sub("^单位：", "计量单位: ", text))


@operator("same")
def _notes_below(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    row = laid.page.size[0] + 1
    for number, text in enumerate(["注：本表由各乡镇汇总。", "填表人：王敏", "审核：2025年3月12日"]):
        laid.put((row + number, 0), text)
    return None if laid.is_csv else laid.book


@operator("same")
def _frame_around_the_table(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    rows, columns = laid.page.size
    for row in range(rows + 4):
        for column in range(columns + 3):
            laid.cells.setdefault((row, column), Cell(None, "tail"))
    return None if laid.is_csv else laid.book


@operator("same")
def _years_of_another_form(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    changed = False
    for at in [at for at in laid.cells if at[1] < laid.left or at[0] < laid.top]:
        if (found := re.fullmatch(r"(\d{4})年", laid.text(at))) is not None:
            laid.put(at, found[1])
            changed = True
        elif isinstance(laid.cells[at].value, Decimal) and re.fullmatch(r"(19|20)\d\d", laid.text(at)):
            laid.put(at, f"{laid.text(at)}年", style="text")
            changed = True
    return laid.book if changed else None


@operator("same")
def _years_from_last_to_first(known: Known, chance: random.Random) -> Book | None:
    """Rows of years in the reverse order."""
    laid = Laid(known, chance)
    if laid.is_csv or not all(
        re.fullmatch(r"\d{4}年?", laid.text((row, 0))) for row in laid.rows if (row, 0) in laid.cells
    ):
        return None
    first, last = laid.rows[0], laid.rows[-1]
    laid.page.move(lambda row, column: (first + last - row, column) if first <= row <= last else (row, column))
    return laid.book


def _swap(page: Page, one: int, other: int, axis: int) -> None:
    """Exchange two rows (0) or columns (1), labels and all."""
    places = {one: other, other: one}
    page.move(lambda row, column: (places.get(row, row), column) if axis == 0 else (row, places.get(column, column)))


def _can_move(page: Page, numbers: Iterable[int], axis: int) -> list[int]:
    """Rows or columns that no merge joins with another one; titles and notes may be merged over all of them."""
    joined = {
        number
        for top, left, bottom, right in page.merges
        for first, last, size in [((top, bottom, 3) if axis == 0 else (left, right, len(list(numbers)) - 1))]
        if 0 < last - first < max(size, 1)
        for number in range(first, last + 1)
    }
    return [number for number in numbers if number not in joined]


@operator("same")
def _columns_in_another_order(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    free = _can_move(laid.page, laid.columns, 1)
    texts = [
        printed(laid.cells[laid.top - 1, column].value) if (laid.top - 1, column) in laid.cells else ""
        for column in free
    ]
    if len(free) < 2 or any(re.match(r"#|其中", text) for text in texts):  # where a part stands says of what
        return None
    _swap(laid.page, *chance.sample(free, 2), 1)
    return laid.book


@operator("same")
def _header_once_more(known: Known, chance: random.Random) -> Book | None:
    """A page break within the table: the last rows of the header are printed again."""
    laid = Laid(known, chance)
    if laid.is_csv or len(laid.rows) < 4:
        return None
    header = min((row for row, _ in laid.labels() if row < laid.top), default=laid.top)
    if header == laid.top:
        return None
    # rows of which nothing is known are no header
    marked = {row for (row, column), cell in laid.cells.items() if column in laid.columns and cell.value in MARKS}
    end = min(row for row in (*marked, laid.top) if row > header)
    height, at = end - header, laid.rows[len(laid.rows) // 2]
    merges = [area for area in laid.page.merges if header <= area[0] and area[2] < end]
    repeated = {place: cell for place, cell in laid.cells.items() if header <= place[0] < end}
    laid.page.move(lambda row, column: (row + height if row >= at else row, column))
    laid.page.cells |= {(row - header + at, column): cell for (row, column), cell in repeated.items()}
    laid.page.merges += [(top - header + at, left, bottom - header + at, right) for top, left, bottom, right in merges]
    return laid.book


@operator("same")
def _name_of_a_copy(known: Known, chance: random.Random) -> Book:
    book = known.book.copy()
    return replace(book, name=f"附件2：{book.name.rpartition('.')[0]}(1)（定稿）.{book.suffix}")


@operator("same")
def _twin_of_another_kind(known: Known, chance: random.Random) -> Book | None:
    book = known.book.copy()
    if len(book.pages) != 1 or any(top > 0 for top, *_ in book.pages[0].merges):
        return None  # neither says what is merged
    is_small = len(book.pages[0].cells) < 300  # as far as the tests can write old workbooks
    suffix = "xlsx" if book.suffix == "csv" else chance.choice(["csv", "xls"] if is_small else ["csv"])
    book.pages[0].name = "表"
    return replace(book, name=f"{book.name.rpartition('.')[0]}.{suffix}")


@operator("same")
def _another_encoding(known: Known, chance: random.Random) -> Book | None:
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16"])
    return replace(known.book, encoding=encoding) if known.book.suffix == "csv" else None


@operator("same")
def _other_line_ends_and_quotes(known: Known, chance: random.Random) -> Book | None:
    return replace(known.book, line_end="\n", quoting=1) if known.book.suffix == "csv" else None


# ------------------------------------------------------------------------------------------- something that is not so


@operator("other")
def _digit_of_a_sum(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    if not (places := summed(laid, known)):
        return None
    at = chance.choice(places)
    return laid.as_number(at, Decimal(with_digit(laid.text(at), chance)))


@operator("other")
def _point_moved_in_a_sum(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    if not (places := summed(laid, known)):
        return None
    at = chance.choice(places)
    return laid.as_number(at, Decimal(laid.text(at)).scaleb(chance.choice([-2, -1, 1, 2])))


#: Units that are taken for each other.
MISTAKEN = {
    "万千瓦时": "千瓦时",
    "万立方米": "立方米",
    "万公顷": "公顷",
    "公顷": "亩",
    "万亩": "公顷",
    "万吨": "吨",
    "万元": "亿元",
    "万人": "人",
    "万头": "头",
    "万只": "只",
    "吨标准煤": "万吨标准煤",
    "吨": "万吨",
    "头": "万头",
    "立方米": "万立方米",
    "千瓦": "万千瓦",
}


@operator("other")
def _wrong_unit(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)

    def mistaken(text: str) -> str:
        for one, other in MISTAKEN.items():
            if re.search(rf"(?:[(（：:、]|^){one}(?:[)）、]|$)", text):
                return text.replace(one, other)
        return text

    places = [at for at in _units(laid) if mistaken(laid.text(at)) != laid.text(at)]
    return laid.each([chance.choice(places)], mistaken) if places else None


@operator("other")
def _no_unit(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    lines = [at for at in _units(laid) if re.fullmatch(r"单位[：:].+", laid.text(at))]
    return laid.put(lines[0], None) if lines else None


@operator("other")
def _neighbouring_columns_exchanged(known: Known, chance: random.Random) -> Book | None:
    """The figures of two columns, not their headers."""
    laid = Laid(known, chance)
    pairs = list(zip(laid.columns, laid.columns[1:], strict=False))
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    return _exchanged(laid, [((row, one), (row, other)) for row in laid.rows])


@operator("other")
def _neighbouring_rows_exchanged(known: Known, chance: random.Random) -> Book | None:
    """The figures of two rows, not their labels."""
    laid = Laid(known, chance)
    pairs = list(zip(laid.rows, laid.rows[1:], strict=False))
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    return _exchanged(laid, [((one, column), (other, column)) for column in laid.columns])


def _exchanged(laid: Laid, pairs: Iterable[tuple[At, At]]) -> Book | None:
    """Two lines exchanged; nothing where both say the same or one of them is printed otherwise."""
    pairs = [(a, b) for a, b in pairs if a in laid.cells and b in laid.cells]
    if all(laid.text(a) == laid.text(b) for a, b in pairs):
        return None
    for one, other in pairs:
        laid.cells[one], laid.cells[other] = laid.cells[other], laid.cells[one]
    return laid.book


@operator("other")
def _row_left_out(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    row = chance.choice(laid.rows)
    laid.page.cells = {at: cell for at, cell in laid.cells.items() if at[0] != row}
    laid.page.merges = [area for area in laid.page.merges if area[0] != row]
    laid.page.move(lambda r, c: (r - 1 if r > row else r, c))
    return laid.book


@operator("other")
def _column_left_out(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    free = _can_move(laid.page, laid.columns, 1)
    if not free:
        return None
    gone = chance.choice(free)
    laid.page.cells = {at: cell for at, cell in laid.cells.items() if at[1] != gone}
    laid.page.merges = [area for area in laid.page.merges if not area[1] == area[3] == gone]
    laid.page.move(lambda row, column: (row, column - 1 if column > gone else column))
    return laid.book


@operator("other")
def _row_twice(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    row = chance.choice(laid.rows)
    copied = {at: cell for at, cell in laid.cells.items() if at[0] == row}
    laid.page.move(lambda r, c: (r + 1 if r > row else r, c))
    laid.page.cells |= {(row + 1, column): cell for (_, column), cell in copied.items()}
    return laid.book


@operator("other")
def _year_of_a_row(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    places = list(_stub_years(laid))
    if len(places) < 2:
        return None
    at = chance.choice(places[1:])
    year = int(laid.text(at)[:4]) - 1
    return laid.put(at, Decimal(year) if isinstance(laid.cells[at].value, Decimal) else f"{year}{laid.text(at)[4:]}")


def _stub_years(laid: Laid) -> list[At]:
    """Years beside or above figures, one by one."""
    stub = [(row, column) for row in laid.rows for column in range(laid.left)]
    header = [(row, column) for row in range(laid.top) for column in laid.columns]
    return [
        at for at in (*stub, *header) if at in laid.cells and re.fullmatch(r"(19|20)\d\d(年\d{0,2}月?)?", laid.text(at))
    ]


@operator("other")
def _all_years_shifted(known: Known, chance: random.Random) -> Book | None:
    """A whole file one year later than it is: what was 2023 is now called 2024."""
    laid = Laid(known, chance)
    if len(places := _stub_years(laid)) < 2:
        return None
    for at in places:
        year, is_number = int(laid.text(at)[:4]) + 1, isinstance(laid.cells[at].value, Decimal)
        laid.put(at, Decimal(year) if is_number else f"{year}{laid.text(at)[4:]}")
    return laid.book


@operator("other")
def _year_in_the_title(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each([(0, 0)], lambda text: re.sub(r"(20\d\d)(年?）?)$", lambda m: f"{int(m[1]) - 1}{m[2]}", text))


@operator("other")
def _year_in_the_name(known: Known, chance: random.Random) -> Book | None:
    book = known.book.copy()
    name = re.sub(r"_(\d{4})", lambda m: f"_{int(m[1]) - 1}", book.name)
    return replace(book, name=name) if name != book.name else None


@operator("other")
def _negative(known: Known, chance: random.Random) -> Book:
    laid = Laid(known, chance)
    at = laid.figure()
    return laid.as_number(at, -abs(Decimal(laid.text(at))))


def _as_text(known: Known, chance: random.Random, change: Callable[[str], str], least: int = 0) -> Book | None:
    laid = Laid(known, chance)
    found = [at for at in laid.figures() if abs(Decimal(laid.text(at))) >= least]
    if not found:
        return None
    at = chance.choice(found)
    new = change(laid.text(at))
    return laid.put(at, new, style="data_text") if new != laid.text(at) else None


@operator("other")
def _decimal_comma(known: Known, chance: random.Random) -> Book | None:
    return _as_text(known, chance, lambda text: text.replace(".", ","))


@operator("other")
def _points_between_thousands(known: Known, chance: random.Random) -> Book | None:
    return _as_text(known, chance, lambda text: _grouped(text.partition(".")[0], "."), least=1_000_000)


@operator("other")
def _comma_in_the_wrong_place(known: Known, chance: random.Random) -> Book | None:
    return _as_text(known, chance, lambda text: f"{text[:2]},{text[2:]}" if text[5:6].isdecimal() else text, least=1000)


@operator("other")
def _two_points(known: Known, chance: random.Random) -> Book | None:
    return _as_text(known, chance, lambda text: f"{text}.5" if "." in text else f"{text}.2.5")


@operator("other")
def _letter_for_a_digit(known: Known, chance: random.Random) -> Book | None:
    return _as_text(known, chance, lambda text: text.replace("0", "O").replace("1", "l"))


@operator("other")
def _words_beside_the_figure(known: Known, chance: random.Random) -> Book | None:
    form = chance.choice(["约{}", "{}左右", "{}吨", "{}万", ">{}", "{}%", "{}e3", "{}（估）"])
    return _as_text(known, chance, form.format)


@operator("other")
def _footnote_digit_behind_the_figure(known: Known, chance: random.Random) -> Book | None:
    """A raised 1 that is typed as a raised digit, or set as one."""
    laid = Laid(known, chance)
    at = laid.figure()
    if laid.is_csv:
        return laid.put(at, f"{laid.text(at)}¹")
    return laid.put(at, laid.text(at), raised="1", style="data_text")


@operator("other")
def _format_that_scales(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    shape = chance.choice(["0.00,", "0!.0,", "0%", '0.0"万"', "0.00E+00", "0.0,,"])
    for at in laid.figures():
        laid.put(at, laid.cells[at].value, number_format=shape)
    return None if laid.is_csv else laid.book


@operator("other")
def _figure_as_a_date(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    at = laid.figure()
    return None if laid.is_csv else laid.put(at, laid.cells[at].value, number_format="yyyy-mm-dd")


@operator("other")
def _hidden_row(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    row = chance.choice(laid.rows)
    laid.page.hidden_rows.add(row)
    at = chance.choice([at for at in laid.keys if at[0] == row])
    return None if laid.is_csv else laid.as_number(at, Decimal(7))


@operator("other")
def _hidden_column(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    column = chance.choice(laid.columns)
    laid.page.hidden_columns.add(column)
    at = chance.choice([at for at in laid.keys if at[1] == column])
    return None if laid.is_csv else laid.as_number(at, Decimal(7))


@operator("other")
def _hidden_sheet(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    laid.page.is_hidden = True
    laid.book.pages.append(Page("说明", {(0, 0): Cell("说明")}))
    at = laid.figure()
    return None if laid.is_csv else laid.as_number(at, Decimal(7))


@operator("other")
def _formula_without_result(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    at = laid.figure()
    above = f"{get_column_letter(at[1] + 1)}{at[0]}"
    return None if laid.is_csv else laid.put(at, laid.cells[at].value, formula=f"uncalculated {above}+1")


@operator("other")
def _error_for_a_figure(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    error = chance.choice(["#REF!", "#DIV/0!", "#N/A", "#VALUE!"])
    at = laid.figure()
    return laid.put(at, error) if laid.is_csv else laid.put(at, error, formula="1/0")


@operator("other")
def _two_years_in_one_merged_cell(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    found = [at for at in laid.figures() if (at[0] + 1, at[1]) in laid.keys]
    if laid.is_csv or not found:
        return None
    row, column = chance.choice(found)
    laid.page.merges.append((row, column, row + 1, column))
    del laid.cells[row + 1, column]
    return laid.book


@operator("other")
def _figure_of_a_sum_left_blank(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.put(chance.choice(places), None) if (places := summed(laid, known)) else None


@operator("other")
def _mark_for_a_figure_of_a_sum(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.put(chance.choice(places), "—") if (places := summed(laid, known)) else None


@operator("other")
def _labels_one_row_lower(known: Known, chance: random.Random) -> Book | None:
    """The labels slip by one row against the figures."""
    laid = Laid(known, chance)
    if len(laid.rows) < 3:
        return None
    first, last = laid.rows[0], laid.rows[-1]
    stub = {at: cell for at, cell in laid.cells.items() if first <= at[0] <= last and at[1] < laid.left}
    for at in stub:
        del laid.cells[at]
    laid.cells.update({(row + 1 if row < last else first, column): cell for (row, column), cell in stub.items()})
    return laid.book


@operator("other")
def _figures_one_row_lower(known: Known, chance: random.Random) -> Book | None:
    """One column slips by one row."""
    laid = Laid(known, chance)
    column = chance.choice(laid.columns)
    rows = [row for row in laid.rows if (row, column) in laid.cells]
    texts = [laid.text((row, column)) for row in rows]
    slipped = {text for text, other in zip(texts, [texts[-1], *texts[:-1]], strict=True) if text != other}
    if len([text for text in slipped if len(re.findall(r"\d", text)) >= 3]) < 3:
        return None  # a few small numbers may be anything
    cells = [laid.cells[row, column] for row in rows]
    for row, cell in zip(rows, [cells[-1], *cells[:-1]], strict=True):
        laid.cells[row, column] = cell
    return laid.book


@operator("other")
def _another_county_in_the_title(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    places = [at for at, cell in laid.cells.items() if isinstance(cell.value, str) and at[0] not in laid.rows]
    if laid.is_csv:
        places = [(row, 3) for row in laid.rows]
    return laid.each(places, lambda text: re.sub("渠[　 ]?县", "大竹县", text))


@operator("other")
def _another_county_in_the_name(known: Known, chance: random.Random) -> Book | None:
    book = known.book.copy()
    return replace(book, name=book.name.replace("渠县", "大竹县")) if "渠县" in book.name else None


@operator("other")
def _unknown_label(known: Known, chance: random.Random) -> Book | None:
    """A label that the declaration does not know, with figures beside it."""
    laid = Laid(known, chance)
    labels = [at for at in laid.labels() if at[0] == laid.top - 1 and at[1] in laid.columns]
    labels += [at for at in laid.labels() if at[0] in laid.rows and not re.search(r"\d{4}", laid.text(at))]
    return laid.put(chance.choice(labels), "其他未列项目") if labels else None


@operator("other")
def _row_of_another_label_added(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    row = laid.rows[-1]
    copied = {at: cell for at, cell in laid.cells.items() if at[0] == row}
    laid.page.move(lambda r, c: (r + 1 if r > row else r, c))
    for (_, column), cell in copied.items():
        laid.page.cells[row + 1, column] = replace(cell, value="新增项目") if column < laid.left else cell
    return laid.book


@operator("other")
def _cut_off(known: Known, chance: random.Random) -> bytes:
    """The bytes end somewhere: a transfer that broke off."""
    content = known.book.content()
    if known.book.suffix != "csv":
        return content[: int(len(content) * chance.uniform(0.2, 0.98))]
    lines = content.splitlines(keepends=True)
    at = chance.randrange(2, len(lines) - 1)
    return b"".join(lines[:at]) + lines[at][: len(lines[at]) // 2]


@operator("other")
def _bit_turned(known: Known, chance: random.Random) -> bytes | None:
    content = bytearray(known.book.content())
    content[chance.randrange(200, len(content) - 200)] ^= 1 << chance.randrange(8)
    return None if known.book.suffix == "csv" else bytes(content)


@operator("other")
def _kind_that_is_not_its_own(known: Known, chance: random.Random) -> bytes:
    other = known.book.copy()
    if other.suffix == "csv":
        other = replace(other, name="x.xlsx", pages=[replace(other.pages[0], name="x")])
        return other.content()
    return b"\xef\xbb\xbf" + "<html><table><tr><td>年份</td></tr></table></html>".encode()


@operator("other")
def _commas_that_part_a_number(known: Known, chance: random.Random) -> bytes | None:
    """A CSV that writes 1,234.5 without quotes."""
    if known.book.suffix != "csv":
        return None
    laid = Laid(known, chance)
    at = chance.choice([at for at in laid.figures() if abs(Decimal(laid.text(at))) >= 1000])
    laid.put(at, _grouped(laid.text(at), ","))
    return laid.book.content().replace(b'"', b"")


@operator("other")
def _title_of_another_table(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    if laid.is_csv:
        return None
    title = "渠县天然气公司分类供气量" if "天然气公司" not in known.book.name else "渠县成品油零售量（2005-2024年）"
    return laid.put((0, 0), title)


@operator("other")
def _fraction_for_a_percentage(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    percent = [at for at in _units(laid) if re.search(r"[%％]", laid.text(at)) and at[1] in laid.columns]
    columns = {at[1] for at in percent}
    places = [at for at in laid.figures() if at[1] in columns]
    for at in places:
        laid.as_number(at, Decimal(laid.text(at)) / 100)
    return laid.book if places else None


# ---------------------------------------------------------------------------------------------- nothing tells


def _unsummed(laid: Laid, known: Known) -> list[At]:
    inside = set(summed(laid, known))
    return [at for at in laid.figures() if at not in inside]


@operator("unknowable")
def _digit_of_no_sum(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    if not (places := _unsummed(laid, known)):
        return None
    at = chance.choice(places)
    return laid.as_number(at, Decimal(with_digit(laid.text(at), chance)))


@operator("unknowable")
def _digits_transposed_in_no_sum(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    places = [
        at for at in _unsummed(laid, known) if re.match(r"\d\d", laid.text(at)) and len(set(laid.text(at)[:2])) == 2
    ]
    if not places:
        return None
    at = chance.choice(places)
    text = laid.text(at)
    return laid.as_number(at, Decimal(text[1] + text[0] + text[2:]))


@operator("unknowable")
def _figure_of_no_sum_left_blank(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.put(chance.choice(places), None) if (places := _unsummed(laid, known)) else None


@operator("unknowable")
def _mark_for_a_figure_of_no_sum(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.put(chance.choice(places), "—") if (places := _unsummed(laid, known)) else None


def _grouped_by_a_point(laid: Laid, known: Known, of_series: bool) -> Book | None:
    """1.234 for 1234, in a series of years or where a file has one year alone."""
    lines = Counter((*key[:2], *key[3:]) for key in laid.keys.values())
    places = [
        at
        for at in _unsummed(laid, known)
        if 1000 <= Decimal(laid.text(at)) < 1_000_000
        and (lines[(*laid.keys[at][:2], *laid.keys[at][3:])] > SERIES) == of_series
    ]
    if not places:
        return None
    at = laid.chance.choice(places)
    return laid.put(at, _grouped(laid.text(at).partition(".")[0], "."), style="data_text")


@operator("other")
def _one_point_between_thousands(known: Known, chance: random.Random) -> Book | None:
    return _grouped_by_a_point(Laid(known, chance), known, of_series=True)


@operator("unknowable")
def _one_point_between_thousands_of_a_single_year(known: Known, chance: random.Random) -> Book | None:
    """Only the years before tell, which other files hold: the run compares with them."""
    return _grouped_by_a_point(Laid(known, chance), known, of_series=False)

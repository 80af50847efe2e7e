"""Ways in which a workbook can be written otherwise: every figure is what it was."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from tests.planted.books import Book, Cell, Page, printed
from tests.planted.laid import MARKS, Laid, can_move, grouped, operator, units
from tests.planted.truth import Known


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
    return laid.each(header, lambda text: re.sub(r"^([^\n]?[一-鿿])([一-鿿][^\n]+)$", r"\1\n\2", text))


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
    return Laid(known, chance).shown_as("#,##0.00###")


@operator("same")
def _numbers_of_general_format(known: Known, chance: random.Random) -> Book | None:
    return Laid(known, chance).shown_as("General")


@operator("same")
def _numbers_as_text(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    for at in laid.figures():
        laid.put(at, laid.text(at), style="data_text")
    return None if laid.is_csv else laid.book


def _with_groups(known: Known, chance: random.Random, mark: str) -> Book | None:
    laid = Laid(known, chance)
    found = [at for at in laid.figures() if abs(Decimal(laid.text(at))) >= 1000]
    for at in found:
        laid.put(at, grouped(laid.text(at), mark), style="data_text")
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


@operator("same")
def _units_of_another_spelling(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)

    def respelt(text: str) -> str:
        for one, other in SPELLINGS.items():
            if text.removeprefix("单位：") == one or re.search(rf"[(（]{one}[)）]", text):
                return text.replace(one, other)
        return text

    return laid.each(units(laid), respelt)


@operator("same")
def _unit_line_of_other_words(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each(units(laid), lambda text: re.sub("^单位：", "计量单位: ", text))


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


@operator("same")
def _columns_in_another_order(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    free = can_move(laid.page, laid.columns, 1)
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


@operator("same")
def _unit_line_in_brackets(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each(units(laid), lambda text: re.sub("^(单位：.+)$", r"（\1）", text))


@operator("same")
def _unit_line_behind_a_gap(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each(units(laid), lambda text: re.sub("^(单位：.+)$", r"制表：县统计局　　　　\1", text))


@operator("same")
def _title_with_a_number(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    number = chance.choice(["表3 ", "附表2-1　", "附件5：", "续表 "])
    title = re.compile(r"^(?:\d+-\d+ )?渠")
    return None if laid.is_csv else laid.each([(0, 0)], lambda text: title.sub(f"{number}渠", text))


@operator("same")
def _marks_repeated(known: Known, chance: random.Random) -> Book | None:
    """`——` for `—`, `……` for `…`, as keyboards write them."""
    laid = Laid(known, chance)
    within = [at for at in laid.cells if at[0] in laid.rows and at[1] in laid.columns]
    return laid.each(within, lambda text: text * 2 if text in ("—", "…") else text)


@operator("same")
def _marks_with_blanks(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    within = [at for at in laid.cells if at[0] in laid.rows and at[1] in laid.columns]
    return laid.each(within, lambda text: f" {text}　" if text in MARKS else text)


@operator("same")
def _text_grouped_by_narrow_blanks(known: Known, chance: random.Random) -> Book | None:
    return _with_groups(known, chance, chance.choice(["\u00a0", "\u202f", "\u2009"]))


@operator("same")
def _text_grouped_by_full_width_commas(known: Known, chance: random.Random) -> Book | None:
    return _with_groups(known, chance, "，")


@operator("same")
def _plus_before_figures(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    found = [at for at in laid.figures() if Decimal(laid.text(at)) > 0]
    for at in found[::3]:
        laid.put(at, f"+{laid.text(at)}", style="data_text")
    return laid.book if found else None


@operator("same")
def _tabs_before_figures(known: Known, chance: random.Random) -> Book | None:
    """As systems export numbers that a spreadsheet shall not round."""
    laid = Laid(known, chance)
    for at in laid.figures():
        laid.put(at, f"\t{laid.text(at)}", style="data_text")
    return laid.book if laid.figures() else None


@operator("same")
def _footnote_in_brackets(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    at = laid.figure()
    return laid.put(at, f"{laid.text(at)}{chance.choice(['[1]', '（注1）', '*'])}", style="data_text")


@operator("same")
def _footnotes_behind_labels(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    labels = [at for at in laid.labels() if not re.search(r"\d|[)）①-⑳]$", laid.text(at))]
    return laid.each(labels[::2], lambda text: f"{text}①")

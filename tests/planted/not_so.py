"""Ways in which a workbook can say something that is not so; at the end those that nothing in it tells."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from openpyxl.utils import get_column_letter

from tests.planted.books import At, Book, Cell, Page
from tests.planted.laid import SERIES, Laid, can_move, grouped, may_be_negative, operator, summed, units, with_digit
from tests.planted.truth import Known


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

    places = [at for at in units(laid) if mistaken(laid.text(at)) != laid.text(at)]
    return laid.each([chance.choice(places)], mistaken) if places else None


@operator("other")
def _no_unit(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    lines = [at for at in units(laid) if re.fullmatch(r"单位[：:].+", laid.text(at))]
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
    """Two lines exchanged; nothing where both say the same, or where one prints a figure the other prints none."""
    pairs = [(a, b) for a, b in pairs if a in laid.cells and b in laid.cells]
    if all(laid.text(a) == laid.text(b) for a, b in pairs if a in laid.keys and b in laid.keys):
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
    free = can_move(laid.page, laid.columns, 1)
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
def _negative(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    places = [at for at in laid.figures() if not may_be_negative(laid.keys[at])]
    if not places:
        return None
    at = chance.choice(places)
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
    return _as_text(known, chance, lambda text: grouped(text.partition(".")[0], "."), least=1_000_000)


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
    laid.put(at, grouped(laid.text(at), ","))
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
    percent = [at for at in units(laid) if re.search(r"[%％]", laid.text(at)) and at[1] in laid.columns]
    columns = {at[1] for at in percent}
    places = [at for at in laid.figures() if at[1] in columns]
    for at in places:
        laid.as_number(at, Decimal(laid.text(at)) / 100)
    return laid.book if places else None


@operator("other")
def _digits_transposed_in_a_sum(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    places = [at for at in summed(laid, known) if re.match(r"([1-9])(?!\1)\d", laid.text(at))]
    if not places:
        return None
    at = chance.choice(places)
    text = laid.text(at)
    return laid.as_number(at, Decimal(text[1] + text[0] + text[2:]))


@operator("other")
def _digit_more_in_a_sum(known: Known, chance: random.Random) -> Book | None:
    """A key pressed twice."""
    laid = Laid(known, chance)
    if not (places := summed(laid, known)):
        return None
    at = chance.choice(places)
    return laid.as_number(at, Decimal(laid.text(at)[:1] + laid.text(at)))


@operator("other")
def _point_lost_in_a_sum(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    places = [at for at in summed(laid, known) if "." in laid.text(at)]
    if not places:
        return None
    at = chance.choice(places)
    return laid.as_number(at, Decimal(laid.text(at).replace(".", "")))


@operator("other")
def _column_copied_over_its_neighbour(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    pairs = list(zip(laid.columns, laid.columns[1:], strict=False))
    chosen = [pair for pair in pairs if len(_changed(laid, *pair, 1)) >= SERIES]
    if not chosen:
        return None
    one, other = chance.choice(chosen)
    for row in _changed(laid, one, other, 1):
        laid.cells[row, other] = laid.cells[row, one]
    return laid.book


@operator("other")
def _row_copied_over_its_neighbour(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    pairs = list(zip(laid.rows, laid.rows[1:], strict=False))
    chosen = [pair for pair in pairs if len(_changed(laid, *pair, 0)) >= SERIES]
    if not chosen:
        return None
    one, other = chance.choice(chosen)
    for column in _changed(laid, one, other, 0):
        laid.cells[other, column] = laid.cells[one, column]
    return laid.book


def _changed(laid: Laid, one: int, other: int, axis: int) -> list[int]:
    """Where two rows or columns have known figures of three digits that are not the same."""
    across = laid.columns if axis == 0 else laid.rows
    pairs = {at: ((one, at), (other, at)) if axis == 0 else ((at, one), (at, other)) for at in across}
    return [
        at
        for at, (a, b) in pairs.items()
        if a in laid.keys
        and b in laid.keys
        and laid.text(a) != laid.text(b)
        and len(re.findall(r"\d", laid.text(a))) >= SERIES
    ]


@operator("other")
def _noise_within_a_figure(known: Known, chance: random.Random) -> Book | None:
    """Characters of a page that wants not to be copied: 27胞47195."""
    return _as_text(known, chance, lambda text: f"{text[:2]}胞{text[2:]}")


@operator("other")
def _figure_in_words(known: Known, chance: random.Random) -> Book | None:
    words = str.maketrans("0123456789.", "〇一二三四五六七八九点")
    return _as_text(known, chance, lambda text: text.translate(words))


@operator("other")
def _range_for_a_figure(known: Known, chance: random.Random) -> Book | None:
    form = chance.choice(["{}-{}", "{}～{}", "{}至{}", "{}/{}"])
    return _as_text(known, chance, lambda text: form.format(text, text))


@operator("other")
def _header_twice(known: Known, chance: random.Random) -> Book | None:
    """One column under the header of its neighbour."""
    laid = Laid(known, chance)
    row = laid.top - 1
    texts = {column: laid.text((row, column)) for column in laid.columns if (row, column) in laid.cells}
    pairs = [
        (a, b) for a, b in zip(texts, [*texts][1:], strict=False) if texts[a] and texts[b] and texts[a] != texts[b]
    ]
    above = {laid.text((row - 1, column)) for column in laid.columns if (row - 1, column) in laid.cells} - {""}
    if not pairs or above:
        return None
    one, other = chance.choice(pairs)
    return laid.put((row, other), texts[one])


@operator("other")
def _title_of_more_years(known: Known, chance: random.Random) -> Book | None:
    laid = Laid(known, chance)
    return laid.each(
        [(0, 0)], lambda text: re.sub(r"\((20\d\d)-|（(20\d\d)-", lambda m: f"（{int(m[1] or m[2]) - 1}-", text)
    )


@operator("other")
def _figures_all_blank(known: Known, chance: random.Random) -> Book | None:
    """The form as it was sent out."""
    laid = Laid(known, chance)
    for at in laid.keys:
        laid.put(at, None)
    return laid.book


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
    return laid.put(at, grouped(laid.text(at).partition(".")[0], "."), style="data_text")


@operator("other")
def _one_point_between_thousands(known: Known, chance: random.Random) -> Book | None:
    return _grouped_by_a_point(Laid(known, chance), known, of_series=True)


@operator("unknowable")
def _one_point_between_thousands_of_a_single_year(known: Known, chance: random.Random) -> Book | None:
    """Only the years before tell, which other files hold: the run compares with them."""
    return _grouped_by_a_point(Laid(known, chance), known, of_series=False)

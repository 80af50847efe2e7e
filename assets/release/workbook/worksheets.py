"""底稿: activity × factor = emission, a row each, one sheet a sector, so that anybody can multiply again.

Factor values are references to the list of factors; factor, emission and CO2 equivalent are live formulas over the
cells of their row. Mass is rounded to the gram and shown to the kilogram. A spreadsheet rounds the 15 digits that it
shows, and half up; the inventory rounds the binary number, half to even. Where they would part, the formula says
``ROUNDDOWN``, so that what is calculated is what is published.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any, NamedTuple

import duckdb
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from assets.release import figures
from assets.release.figures import Region, Row
from assets.release.workbook import workings
from assets.release.workbook.book import HEAD_LOOKS, Book, Exact, decimals_of
from assets.release.workbook.factors import Listed
from schemas import vocabulary
from schemas.codes import read_codes

#: Sheets by the chapter of the report that they work out.
NAMES = {
    "energy": "能源活动",
    "ippu": "工业生产过程",
    "agriculture": "农业",
    "lulucf": "土地利用变化和林业",
    "waste": "废弃物处理",
    "memo": "电力和信息项",
}

LABEL, GAS, AMOUNT, UNIT, PARTS = range(5)
LEFT, PART_WIDTH, RIGHT = (30, 7, 15, 9), 11, (13, 16, 8, 16, 46)
LEFT_HEADS = ("活动水平", "气体", "数量", "单位")
RIGHT_HEADS = (
    "排放因子（吨/单位）",
    "排放量（吨）",
    "增温潜势",
    "排放量（吨CO₂当量）",
    "活动水平所在单元格",
    "因子编号",
)

HEAD, FIRST = 3, 4
BLOCK = {"border": 1, "bold": True, "text_wrap": True, "bg_color": "#DCE6F1"}
FAINT = {"border": 1, "align": "center", "font_color": "#A9B1BC"}

#: Inputs of a method beside amount and factor: heading, and the fields of the row.
MEMORY = {
    "first_order_decay": (("年初存量（吨，历年推算）", "opening_t"), ("年分解率", "rate")),
    "bank": (("年初存量（吨，历年推算）", "opening_t"), ("年排放率", "rate")),
    "stock_difference": (("前次调查", "amount_before"), ("间隔年数", "years")),
}

#: What makes the emission of a row, of the cells amount ``a``, factor ``f`` and further inputs ``x``, ``y``.
FORMULAS = {
    "multiply": "{a}*{f}",
    "first_order_decay": "{x}*(1-EXP(-{y}))",
    "bank": "({x}*(1-{y})+{a}*{f})*{y}",
    "stock_difference": "({a}-{x})/{y}*{f}",
}
SAID = {
    "multiply": "",
    "first_order_decay": "：年初存量 ×（1－e^－年分解率）；本年填埋的明年起分解",
    "bank": "：（年初存量 ×（1－年排放率）＋数量 × 排放因子）× 年排放率",
    "stock_difference": "：（数量－前次调查）÷ 间隔年数 × 排放因子",
}


class Place(NamedTuple):
    """A sheet that is being filled: how many columns its widest block has for parts."""

    sheet: Worksheet
    parts: int

    @property
    def right(self) -> int:
        """The column of the factor, the first of those on the right."""
        return PARTS + self.parts

    @property
    def last(self) -> int:
        """The last column."""
        return self.right + len(RIGHT)


def _widths(parts: int) -> list[float]:
    """Widths of all columns; the numbers of the parts stand in one line."""
    return [*LEFT, *([PART_WIDTH] * parts), *RIGHT, 8 + 4 * parts]


def write_worksheets(
    book: Book,
    connection: duckdb.DuckDBPyConnection,
    region: Region,
    suffix: str,
    listed: Mapping[str, Listed],
) -> None:
    """Add the sheets of a region, those that have anything to say."""
    rows = workings.worksheets(connection, region)
    cells = workings.activity_sources(connection, region)
    totals = _known(figures.shares(connection, region, "category"), region)
    whole = _known(figures.shares(connection, region, "chapter"), region)
    gaps = [row for row in figures.gaps(connection, region) if region.latest in row["years"]]
    for chapter in (row for row in read_codes("breakdown_parts") if row["breakdown_code"] == "chapter"):
        letters, code = chapter["members"].split(), chapter["part_code"]
        counted = [row for row in rows if row["category_code"][0] in letters and row["category_code"] in totals]
        missing = [row for row in gaps if row["category_code"][0] in letters]
        if not counted and not missing:
            continue
        title = f"{region.name}{region.label(region.latest)}{NAMES[code]}核算底稿"
        place = _open(book, f"底稿_{NAMES[code]}{suffix}", title, counted)
        at, summed = FIRST, list[str]()
        for category, found in groupby(counted, key=lambda row: row["category_code"]):
            at = _category(book, place, at, list(found), totals[category], cells, listed, summed)
        if summed and code in whole:
            at = _sum(book, place, at, f"{NAMES[code]}合计", "+".join(summed), whole[code]["emissions_tco2e"])
        _missing(book, place, at + 1, missing)


def _known(shares: Mapping[str, Mapping[int, Row]], region: Region) -> dict[str, Row]:
    """Parts of the latest year that have a figure, by code."""
    latest = {code: by_year.get(region.latest) for code, by_year in shares.items()}
    return {code: row for code, row in latest.items() if row and row["emissions_tco2e"] is not None}


def _open(book: Book, name: str, title: str, rows: Sequence[Row]) -> Place:
    parts = max(1, *(len(_factor_parts(row)) + len(MEMORY.get(row["method"], ())) for row in rows), 1)
    note = "排放量、因子为公式；因子的组成引用“因子清单”；显示到千克，计算到克"
    place = Place(book.sheet(name, title, note, _widths(parts)), parts)
    for column, text in enumerate(LEFT_HEADS):
        book.head(place.sheet, HEAD, column, text)
    book.across(place.sheet, HEAD, PARTS, place.right - 1, "因子的组成（相乘；名称见各段）", **HEAD_LOOKS)
    for column, text in enumerate(RIGHT_HEADS, place.right):
        book.head(place.sheet, HEAD, column, text)
    place.sheet.set_row(HEAD, 32)
    place.sheet.freeze_panes(FIRST, 1)
    place.sheet.repeat_rows(HEAD)
    return place


def _factor_parts(row: Row) -> list[Row]:
    """The values that are multiplied to make the factor of a row; a factor that the export rule gives has none."""
    return [] if row["is_own_mix"] else [part for part in row["parts"] if part["role"] == "factor"]


def _category(
    book: Book,
    place: Place,
    at: int,
    rows: Sequence[Row],
    total: Row,
    cells: Mapping[tuple[str, ...], list[Row]],
    listed: Mapping[str, Listed],
    summed: list[str],
) -> int:
    """A category: its rows, those alike below one heading, and its sum; return the first free row."""
    first = at
    shown = [row for row in rows if row["emissions_t"] or row["amount"]]
    for (_, _, titles), block in groupby(sorted(shown, key=_kind), key=_kind):
        at = _block(book, place, at, list(block), titles, cells, listed)
    zero = sorted({row["activity_title_zh"] for row in rows if row not in shown})
    if zero:
        at = _said(book, place, at, f"活动水平为零，排放为零：{'、'.join(zero)}")
    name = f"{rows[0]['category_code']} {rows[0]['category_title_zh']}小计"
    column = xl_col_to_name(place.right + 3)
    at = _sum(book, place, at, name, f"SUM({column}{first + 1}:{column}{at})", total["emissions_tco2e"])
    if total["is_in_total"]:
        summed.append(f"{column}{at}")
    return at + 1


def _kind(row: Row) -> tuple[str, bool, tuple[str, ...]]:
    return row["method"], row["is_own_mix"], tuple(part["title_zh"] for part in _factor_parts(row))


def _block(
    book: Book,
    place: Place,
    at: int,
    rows: Sequence[Row],
    titles: Sequence[str],
    cells: Mapping[tuple[str, ...], list[Row]],
    listed: Mapping[str, Listed],
) -> int:
    """Rows that are made alike, below what they multiply."""
    row = rows[0]
    units = [_units(each["parts"][index] for each in rows) for index in range(len(titles))]
    heads = [f"{title}（{unit}）" if unit else title for title, unit in zip(titles, units, strict=True)]
    heads += [title for title, _ in MEMORY.get(row["method"], ())]
    said = "：数量 × 本县电厂单位发电排放（净调出规则）" if row["is_own_mix"] else SAID[row["method"]]
    about = f"{row['category_code']} {row['category_title_zh']}{said}"
    book.across(place.sheet, at, 0, PARTS - 1, about, **BLOCK)
    for column, text in enumerate([*heads, *([""] * (place.parts - len(heads)))], PARTS):
        book.text(place.sheet, at, column, text, align="center", **BLOCK)
    book.across(place.sheet, at, place.right, place.last, "", **BLOCK)
    wide = [sum(LEFT), *([PART_WIDTH] * place.parts)]
    book.fit_row(place.sheet, at, dict(enumerate([about, *heads])), wide)
    for line, each in enumerate(rows, at + 1):
        _row(book, place, line, each, cells, listed)
    return at + 1 + len(rows)


def _units(parts: Iterable[Row]) -> str:
    """The units in which one part of a factor stands in the rows of a block."""
    return "或".join(sorted({part["unit_zh"] for part in parts} - {"比值"}))


def _row(
    book: Book,
    place: Place,
    at: int,
    row: Row,
    cells: Mapping[tuple[str, ...], list[Row]],
    listed: Mapping[str, Listed],
) -> None:
    """An emission: what it is made of, the formulas that make it, and where its figures are printed."""
    sheet, right = place.sheet, place.right
    key = tuple(row[name] for name in ("category_code", "sector_code", "fuel_code", "item_code"))
    numbers = [str(listed[part["factor_id"]].number) for part in row["parts"] if part["factor_id"] in listed]
    texts = {
        LABEL: row["activity_title_zh"],
        GAS: row["formula"],
        UNIT: row["unit_zh"] or "—",
        right + 4: _where(cells.get(key, [])) or "—",
        right + 5: " ".join(numbers) or "—",
    }
    book.fit_row(sheet, at, texts, _widths(place.parts))
    for column, text in texts.items():
        align: dict[str, object] = {"align": "center"} if column in (GAS, UNIT) else {"indent": 1}
        book.text(sheet, at, column, text, border=1, text_wrap=True, **align)
    _number(book, sheet, at, AMOUNT, row["amount"])
    parts = _factor_parts(row)
    for column, part in enumerate(parts, PARTS):
        _part(book, sheet, at, column, part, listed)
    inputs = row | {"years": row["amount_year"] - row["before_year"]}
    for column, (_, field) in enumerate(MEMORY.get(row["method"], ()), PARTS + len(parts)):
        _number(book, sheet, at, column, inputs[field])
    used = len(parts) + len(MEMORY.get(row["method"], ()))
    for column in range(PARTS + used, right):
        book.text(sheet, at, column, "—", **FAINT)
    names = [f"{xl_col_to_name(column)}{at + 1}" for column in range(place.last + 1)]
    if parts and row["factor"] is not None:
        product = "*".join(names[PARTS : PARTS + len(parts)])
        sheet.write_formula(at, right, f"={product}", book.number_look(decimals_of(row["factor"])), row["factor"])
    else:
        _number(book, sheet, at, right, row["factor"])
    made = FORMULAS[row["method"]].format(
        a=names[AMOUNT], f=names[right], x=names[PARTS + len(parts)], y=names[PARTS + len(parts) + 1]
    )
    formula = f"={'ROUNDDOWN' if _is_rounded_up(row) else 'ROUND'}({made},6)"
    sheet.write_formula(at, right + 1, formula, book.number_look(3), float(row["emissions_t"]))
    _number(book, sheet, at, right + 2, row["gwp"])
    if row["emissions_tco2e"] is None:
        book.cell(sheet, at, right + 3, None, row["gwp_key"])
    else:
        formula = f"={names[right + 1]}*{names[right + 2]}"
        sheet.write_formula(at, right + 3, formula, book.number_look(3), float(row["emissions_tco2e"]))


def _is_rounded_up(row: Row) -> bool:
    """Whether a spreadsheet would round a product away from the published mass."""
    if row["method"] != "multiply":
        return False
    shown = Decimal(f"{float(row['amount']) * row['factor']:.15g}")
    return bool(abs(shown.quantize(row["emissions_t"], ROUND_HALF_UP)) > abs(row["emissions_t"]))


def _part(book: Book, sheet: Worksheet, at: int, column: int, part: Row, listed: Mapping[str, Listed]) -> None:
    """A value of the list, by reference; one between two years stands in no list."""
    found = listed.get(part["factor_id"])
    if found is None or found.value != part["value_used"]:
        _number(book, sheet, at, column, part["value_used"], italic=True)
    else:
        look = book.number_look(decimals_of(found.value))
        sheet.write_formula(at, column, f"={found.cell}", look, found.value)


def _number(book: Book, sheet: Worksheet, at: int, column: int, value: Any, **looks: object) -> None:
    """A figure with all its digits, or a dash where the method has none."""
    if value is None:
        book.text(sheet, at, column, "—", **FAINT)
    else:
        number = Exact(float(value))
        decimals = decimals_of(number, digits=12, most=3) if column == AMOUNT else decimals_of(number)
        sheet.write_number(at, column, number, book.number_look(decimals, **looks))


def _sum(book: Book, place: Place, at: int, title: str, formula: str, value: Any) -> int:
    """A sum over the column of CO2 equivalents; return the first free row."""
    for column in range(place.last + 1):
        book.text(place.sheet, at, column, "", border=1, bg_color="#F4F6F8")
    book.across(place.sheet, at, 0, place.right + 2, title, border=1, bold=True, align="right", bg_color="#F4F6F8")
    look = book.number_look(3, bold=True, bg_color="#F4F6F8")
    place.sheet.write_formula(at, place.right + 3, f"={formula}", look, float(value))
    return at + 1


def _said(book: Book, place: Place, at: int, text: str, **looks: object) -> int:
    """A line of words across the sheet; return the first free row."""
    book.across(place.sheet, at, 0, place.last, text, border=1, text_wrap=True, **looks)
    book.fit_row(place.sheet, at, {0: text}, [sum(_widths(place.parts))])
    return at + 1


def _where(sources: Iterable[Row]) -> str:
    """Printed cells, by file and sheet, and the shares that divide them."""
    cells: dict[tuple[str, str], list[str]] = {}
    shares = []
    for row in sources:
        if row["file_name"]:
            cells.setdefault((row["file_name"], row["sheet"]), []).append(row["cell"])
        else:
            shares.append(f"分摊：{row['source_title']} {row['locator']}")
    said, before = [], ""
    for (file, sheet), found in cells.items():
        place = (sheet,) if file == before else (file, sheet)
        said.append(" › ".join(filter(None, (*place, _ranges(found)))))
        before = file
    return "；".join(dict.fromkeys([*said, *shares]))


def _ranges(cells: Sequence[str]) -> str:
    """Addresses, those below or beside each other as one range, whichever makes fewer."""
    places = [xl_cell_to_rowcol(cell) for cell in cells]
    below = _runs(sorted(places, key=lambda place: place[::-1]), (1, 0))
    beside = _runs(sorted(places), (0, 1))
    return "、".join(below if len(below) <= len(beside) else beside)


def _runs(places: Sequence[tuple[int, int]], step: tuple[int, int]) -> list[str]:
    """Rows and columns in order, each a step after the one before as one range."""
    runs: list[list[tuple[int, int]]] = []
    for row, column in places:
        if runs and (row - step[0], column - step[1]) == runs[-1][-1]:
            runs[-1].append((row, column))
        else:
            runs.append([(row, column)])
    ends = [[xl_rowcol_to_cell(*place) for place in (run[0], run[-1])] for run in runs]
    return [first if first == last else f"{first}:{last}" for first, last in ends]


def _missing(book: Book, place: Place, at: int, gaps: Sequence[Row]) -> None:
    """What has no figure this year: its key, why, and who has the data; what the edition does not ask for in a line."""
    asked = [row for row in gaps if row["notation_key"] != "NA"]
    outside = [row for row in gaps if row["notation_key"] == "NA"]
    if asked:
        at = _said(book, place, at, "没有数字的（标记、原因、掌握数据的部门）", bold=True, bg_color="#DCE6F1")
    for row in asked:
        key, meaning = row["notation_key"], vocabulary.NOTATION_KEYS[row["notation_key"]][0]
        what = "、".join(row["objects"]) or "整个类别"
        text = f"{key}（{meaning}） {_named(row)}：{what}；{row['reason_zh']}；{row['department_zh']}"
        at = _said(book, place, at, text)
    if outside:
        text = f"NA（该版指南没有这部分）：{'；'.join(map(_named, outside))}"
        _said(book, place, at, text, font_color="#5B6673")


def _named(gap: Row) -> str:
    """Category and gases of a gap."""
    gases = "、".join(workings.GASES[gas] for gas in gap["gases"])
    return f"{gap['category_code']} {gap['category_title_zh']} {gases}"

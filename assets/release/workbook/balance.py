"""能源平衡表 of the year reported last, as statistics print it: physical, as standard coal, and in the simple form.

Its sums are live formulas over the cells beside them, which hold the figures of the mart; what makes a sum is said by
the lists of the form. How a sheet looks otherwise is not decided here.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import duckdb
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from assets.release import figures
from assets.release.figures import Region, Row
from assets.release.numbers import fitting_decimals
from assets.release.workbook.book import Book
from schemas.forms import read_form

TERMS = read_form("energy_balance_terms")
PARTS = {row["fuel_code"]: row["part_codes"].split() for row in read_form("energy_balance_columns")}

HEAD, FIRST = 3, 5
LABEL_WIDTH, WIDTH, HEIGHT = 25, 9.8, 21

Place = tuple[str, str]


def write_balances(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Add the sheets of a region, if its balance has any figures."""
    found = figures.energy_balance(connection, region)
    full = [row for row in found if row["form_code"] == "full"]
    simple = [row for row in found if row["form_code"] == "simple"]
    if not found:
        return
    year = region.latest
    physical = [row for row in full if row["fuel_code"] != "energy_total"]
    _sheet(book, f"能源平衡表(实物量){suffix}", f"{region.name}能源平衡表(实物量)-{year}", physical, "amount")
    _standard(book, f"能源平衡表(标准量){suffix}", f"{region.name}能源平衡表(标准量)-{year}", full)
    shown = [row for row in simple if row["fuel_code"] != "energy_total"]
    title = f"{region.name}能源平衡表(实物量,简易)-{year}"
    _sheet(book, f"能源平衡表(简易){suffix}", title, shown, "amount", "表式由完整表归并，待与上级的简易表式核对；")


def _standard(book: Book, name: str, title: str, rows: Sequence[Row]) -> None:
    """Fuels by heat; all energy, and electricity, also by the coal that makes electricity."""
    by_heat = [row | {"unit_zh": "吨标准煤"} for row in rows]
    by_coal = [
        row
        | {
            "fuel_code": f"{row['fuel_code']}_by_coal",
            "column_number": row["column_number"] + 10,
            "fuel_title_zh": f"{row['fuel_title_zh']}（发电煤耗计算法）",
            "calorific_tce": row["coal_equivalent_tce"],
            "calorific_tce_key": row["coal_equivalent_tce_key"],
        }
        for row in by_heat
        if row["fuel_code"] in ("electricity", "energy_total")
    ]
    for row in by_heat:
        if row["fuel_code"] == "energy_total":
            row["fuel_title_zh"] = "能源合计（电热当量计算法）"
    _sheet(book, name, title, [*by_heat, *by_coal], "calorific_tce")


def _sheet(book: Book, name: str, title: str, rows: Sequence[Row], measure: str, note: str = "") -> None:
    """A table of lines and fuels on one printed page, sums as formulas."""
    lines = {row["line_code"]: row for row in sorted(rows, key=lambda row: row["line_number"])}
    fuels = {row["fuel_code"]: row for row in sorted(rows, key=lambda row: row["column_number"])}
    widths = [LABEL_WIDTH, *([WIDTH] * len(fuels))]
    sheet = book.sheet(name, title, f"{note}斜体：不完整；底纹：所印的合计与各格之和不同", widths, pages=1)
    places = {
        (line, fuel): xl_rowcol_to_cell(at, column)
        for at, line in enumerate(lines, FIRST)
        for column, fuel in enumerate(fuels, 1)
    }
    book.head(sheet, HEAD, 0, "项目", rows=2)
    sheet.set_row(HEAD, 32)
    for column, fuel in enumerate(fuels.values(), 1):
        book.head(sheet, HEAD, column, fuel["fuel_title_zh"])
        book.head(sheet, HEAD + 1, column, f"({fuel['unit_zh']})")
    for at, line in enumerate(lines.values(), FIRST):
        sheet.set_row(at, HEIGHT)
        is_bold = line["line_level"] == 0
        book.text(sheet, at, 0, line["line_title_zh"], border=1, indent=line["line_level"], bold=is_bold)
    cells = {(row["line_code"], row["fuel_code"]): row for row in rows}
    is_reprinted = any(row["printed_amount_key"] != "NA" for row in rows)
    for column, fuel in enumerate(fuels, 1):
        decimals = 2 if is_reprinted else fitting_decimals(cells[line, fuel][measure] for line in lines)
        for at, line in enumerate(lines, FIRST):
            row = cells[line, fuel]
            looks: dict[str, Any] = {"bold": row["line_level"] == 0, "italic": row["is_incomplete"]}
            if row["is_apart"] and measure == "amount":
                looks["bg_color"] = "#FDE68A"
            formula = _formula(line, fuel, cells, places, measure)
            _cell(book, sheet, (at, column), (row[measure], row[f"{measure}_key"]), decimals, formula, **looks)
    sheet.freeze_panes(FIRST, 1)
    sheet.repeat_rows(HEAD, HEAD + 1)
    sheet.repeat_columns(0)
    _notes(book, sheet, FIRST + len(lines), rows if measure == "amount" else [], places)


def _cell(
    book: Book,
    sheet: Worksheet,
    at: tuple[int, int],
    value: tuple[Decimal | None, str],
    decimals: int,
    formula: str,
    **looks: Any,
) -> None:
    """A number or its key; of a sum the formula too, with what it gives today."""
    number, key = value
    if not formula:
        book.cell(sheet, *at, number, key, decimals, **looks)
        return
    look = book.number_look(decimals, align="center" if number is None else "right", **looks)
    sheet.write_formula(*at, formula, look, key if number is None else float(number))


def _formula(line: str, fuel: str, cells: dict[Place, Row], places: dict[Place, str], measure: str) -> str:
    """What makes a sum, over cells of this sheet; blank for a figure, and for a sum of cells that it does not show."""
    plus, minus = _terms(line, fuel, places)
    if not plus:
        parts = _parts(fuel)
        plus, minus = [(line, part) for part in parts[0]], [(line, part) for part in parts[1]]
    if not plus or any(place not in places for place in [*plus, *minus]):
        return ""
    row = cells[line, fuel]
    counted = [*plus, *minus]
    if line == "difference" and row[measure] is None:
        counted = [("supply_total", fuel)]
    key = row[f"{measure}_key"] or "NO"
    total = f"SUM({_listed(plus, places)})" + (f"-SUM({_listed(minus, places)})" if minus else "")
    return f'=IF(COUNT({_listed(counted, places)})=0,"{key}",{total})'


def _terms(line: str, fuel: str, places: dict[Place, str]) -> tuple[list[Place], list[Place]]:
    """Lines that a line adds up and takes off; lines that a form shows only as their sum stand as that."""
    signs = _direct_terms(line, fuel)
    shown = {code for code, _ in places}
    for whole in ("net_inflow", "transformation_other"):
        inner = _direct_terms(whole, fuel)
        if whole in shown and whole != line and inner.keys() <= signs.keys():
            common = {signs.pop(code) for code in inner}
            signs[whole] = common.pop()
    return (
        [(code, fuel) for code, sign in signs.items() if sign == "1"],
        [(code, fuel) for code, sign in signs.items() if sign == "-1"],
    )


def _direct_terms(line: str, fuel: str) -> dict[str, str]:
    base = fuel.removesuffix("_by_coal")
    return {
        term["part_code"]: term["sign"]
        for term in TERMS
        if term["line_code"] == line
        and (not term["fuel_codes"] or base in term["fuel_codes"].split())
        and base not in term["excluded_fuel_codes"].split()
    }


def _parts(fuel: str) -> tuple[list[str], list[str]]:
    """Columns that a column adds up and takes off."""
    if fuel == "energy_total_by_coal":
        return ["energy_total", "electricity_by_coal"], ["electricity"]
    return PARTS.get(fuel, []), []


def _listed(wanted: Iterable[Place], places: dict[Place, str]) -> str:
    return ",".join(places[place] for place in wanted)


def _notes(book: Book, sheet: Worksheet, at: int, rows: Sequence[Row], places: dict[Place, str]) -> None:
    """Where the printed balance that was taken differs from the sum of its own cells."""
    for row in rows:
        if row["is_apart"]:
            place = places[row["line_code"], row["fuel_code"]]
            said = "未印" if row["printed_amount"] is None else f"印为{row['printed_amount'].normalize():f}"
            book.text(
                sheet, at, 0, f"注：{place} {row['line_title_zh']}·{row['fuel_title_zh']}，来源表{said}，此处为各格之和"
            )
            at += 1

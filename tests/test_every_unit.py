"""Every number of a page is a value of some mart in the unit that the page prints beside it, not in any that fits.

The unit is read where a reader finds it: in the head of the column, in the caption of the table, in the line below the
title of a sheet, or behind the number itself. Numbers of the report are known by marks that are printed behind them.
"""

import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from assets.release import numbers, report, workbook
from schemas.contract import load_contract
from tests.conftest import BuiltRelease
from tests.test_every_number import TABLES

#: Printed unit → units of the columns that hold such values, and how many of them one printed unit is. The first that
#: occurs in a text counts: longer ones stand first. 万吨 alone may be of anything that is weighed.
UNITS: dict[str, tuple[set[str], int]] = {
    "万吨二氧化碳当量": ({"t CO2e"}, 10_000),
    "万吨CO₂当量": ({"t CO2e"}, 10_000),
    "万吨标准煤": ({"tce"}, 10_000),
    "吨标准煤/万元": ({"吨标准煤/万元"}, 1),
    "吨标准煤": ({"tce", "吨标准煤"}, 1),
    "千克标准煤/吨": ({"kgce/t"}, 1),
    "吨/兆瓦时": ({"t CO2/MWh"}, 1),
    "亿千瓦时": ({"mwh"}, 100_000),
    "万千瓦时": ({"mwh"}, 10),
    "吉焦": ({"gj"}, 1),
    "tCO₂/万元": ({"tCO₂/万元"}, 1),
    "tCO₂e/人": ({"tCO₂e/人"}, 1),
    "tCO₂/人": ({"tCO₂/人"}, 1),
    "tCO₂/tce": ({"tCO₂/tce"}, 1),
    "二氧化碳＝1": ({"t CO2e/t"}, 1),
    "万立方米": ({"m3"}, 10_000),
    "万吨": ({"t", "t CO2e", "tce"}, 10_000),
    "吨二氧化碳当量": ({"t CO2e"}, 1),
    "吨CO₂当量": ({"t CO2e"}, 1),
    "吨": ({"t", "吨"}, 1),
    "%": ({"%"}, 1),
}


def unit_in(*texts: str) -> str:
    """The unit that the first of the texts with a unit declares; '' if none does."""
    return next((unit for text in texts for unit in UNITS if unit in text), "")


@pytest.fixture(scope="module")
def published(sample: BuiltRelease) -> dict[str, set[Decimal]]:
    """Values of all marts by the unit of their column, or by the unit that stands in their row."""
    found: dict[str, set[Decimal]] = {unit: set() for units, _ in UNITS.values() for unit in units}
    for layer, table in TABLES:
        for column in load_contract(layer, table).columns:
            if column.is_figure and column.unit in found:
                rows = sample.rows(
                    f"select distinct {column.name} as value from {layer}.{table} where value is not null"
                )
                found[column.unit] |= {row["value"] for row in rows}
    for row in sample.rows("select distinct unit_zh, value from marts.county_indicators where value is not null"):
        found.setdefault(row["unit_zh"], set()).add(row["value"])
    for row in sample.rows("select unit_code, first_amount, second_amount from marts.cross_checks"):
        found[row["unit_code"]] |= {row["first_amount"], row["second_amount"]}
    for row in sample.rows(
        """
        select base.unit_code, cell.amount * unit.numerator::integer / unit.denominator::integer as amount
        from marts.energy_balance_table as cell inner join codes.units as unit using (unit_code)
        inner join codes.units as base on unit.dimension = base.dimension and base.is_base = 'true'
        where cell.amount is not null
        """
    ):
        found[row["unit_code"]].add(Decimal(repr(row["amount"])))
    return found


def is_published(value: Decimal, unit: str, published: dict[str, set[Decimal]]) -> bool:
    """Whether a column in this unit holds the value."""
    units, per = UNITS[unit]
    return any(value * per in published[one] for one in units)


def written(content: bytes) -> Iterator[tuple[str, Decimal, str]]:
    """Every number of a workbook: place, value, the unit that its sheet declares."""
    for sheet in load_workbook(BytesIO(content)):
        caption = str(sheet["A3"].value)
        heads: dict[int, list[str]] = {}
        below: dict[int, bool] = {}
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                at = cell.column
                if cell.fill.fill_type:
                    heads[at] = [*(heads.get(at, []) if below.get(at) else []), str(cell.value)]
                below[at] = bool(cell.fill.fill_type)
                if isinstance(cell.value, int | float):
                    head = "".join(heads.get(at, [])).replace("\n", "")
                    label = str(row[0].value)
                    parts = caption.split("，")
                    own = [part for part in parts if part.startswith(f"{head}排放量")]
                    unit = unit_in(head, label, *own, *(part for part in parts if "排放量" not in part))
                    yield f"{sheet.title}!{cell.coordinate}", Decimal(repr(cell.value)), unit


def test_a_workbook_holds_every_number_in_the_unit_of_its_column(
    sample: BuiltRelease, published: dict[str, set[Decimal]]
) -> None:
    cells = list(written(workbook.render(sample.connection)))
    assert len(cells) > 4_000
    assert [place for place, value, unit in cells if not unit or not is_published(value, unit, published)] == []


#: Columns of the marts whose values are changes.
CHANGES = re.compile(r"(change|comparable|difference|potentials|factors|coverage)_(tco2e|pct)")


@pytest.fixture
def marked(sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[Decimal]]:
    """The report with a mark ⟦n⟧ behind each number, and the numbers themselves as they are before rounding."""
    found: list[Decimal] = []
    grouped = numbers.grouped

    def mark(value: Decimal, decimals: int) -> str:
        found.append(value)
        return f"{grouped(value, decimals)}⟦{len(found) - 1}⟧"

    for module in [module for name, module in sys.modules.items() if name.startswith("assets.release")]:
        if vars(module).get("grouped") is grouped:
            monkeypatch.setattr(module, "grouped", mark)
    return report.render(sample.connection).decode(), found


def plain(markup: str) -> str:
    """Text without tags."""
    return re.sub(r"<[^>]*>", "", markup).strip()


def printed(page: str) -> Iterator[tuple[int, str, str]]:
    """Every mark of a page: its number, the text in front of it, the unit behind it, above it or of its drawing."""
    for block in re.split(r"(<table.*?</table>|<svg.*?</svg>)", page, flags=re.DOTALL):
        heads = [plain(cell) for cell in re.findall(r"<th\b.*?</th>", block.split("</thead>")[0], re.DOTALL)]
        caption = plain("".join(re.findall(r"<caption>.*?</caption>", block, re.DOTALL)))
        for mark in re.finditer(r"⟦(\d+)⟧", block):
            before, after = block[: mark.start()], plain(block[mark.end() :].split("</td>")[0])
            unit = next((unit for unit in UNITS if after.startswith(unit)), "")
            if not unit and block.startswith("<table"):
                column = len(re.findall(r"<t[hd]\b", before.rsplit("<tr", 1)[-1])) - 1
                unit = unit_in(heads[column], caption)
            elif not unit and block.startswith("<svg"):
                unit = unit_in(plain(block))
            yield int(mark[1]), plain(before)[-30:], unit


def test_the_report_prints_every_number_in_the_unit_beside_it(
    marked: tuple[str, list[Decimal]], published: dict[str, set[Decimal]]
) -> None:
    page, values = marked
    found = list(printed(page))
    assert len(found) > 500
    assert [
        (before, values[number], unit)
        for number, before, unit in found
        if not unit or not is_published(values[number], unit, published)
    ] == []


@pytest.fixture(scope="module")
def changes(sample: BuiltRelease) -> set[Decimal]:
    """Values that only columns of changes hold; not those that an amount or a share happens to equal."""
    found: dict[bool, set[Decimal]] = {True: set(), False: set()}
    for layer, table in TABLES:
        for column in load_contract(layer, table).columns:
            if column.is_figure and table not in ("bridge_steps", "view_bridge", "energy_balance"):
                rows = sample.rows(f"select distinct {column.name} as value from {layer}.{table}")
                is_change = bool(CHANGES.fullmatch(column.name))
                found[is_change] |= {row["value"] for row in rows if row["value"]}
    for row in sample.rows("select emissions_tco2e, step_code in ('start', 'end') as is_end from marts.bridge_steps"):
        found[not row["is_end"]].add(row["emissions_tco2e"])
    for row in sample.rows(
        "select row_code, coalesce(coal_equivalent_tce, calorific_tce) as tce from marts.energy_balance"
    ):
        found[row["row_code"] == "residual"] |= {row["tce"]}
    return {value for value in found[True] - found[False] if value}


def test_the_report_prints_every_change_with_its_sign(marked: tuple[str, list[Decimal]], changes: set[Decimal]) -> None:
    page, values = marked
    signs = {
        (values[number], before): bool(re.search(r"([+−][\d,.]+|≈0)$", before))
        for number, before, unit in printed(page)
        if values[number] * UNITS[unit][1] in changes
    }
    assert len(signs) > 15
    assert [shown for shown, is_signed in signs.items() if not is_signed] == []

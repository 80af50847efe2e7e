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
from schemas.codes import read_codes
from schemas.contract import load_contract
from tests.conftest import BuiltRelease
from tests.test_every_number import TABLES

OF_INDICATORS = {row["unit_zh"] for row in read_codes("indicators")} - {"千克标准煤/吨"}

#: Printed unit → units of the columns that hold such values, and how many of them one printed unit is. The first that
#: occurs in a text counts: longer ones stand first. 万吨 alone may be of anything that is weighed.
UNITS: dict[str, tuple[set[str], int]] = {
    "万吨二氧化碳当量": ({"t CO2e"}, 10_000),
    "万吨CO₂当量": ({"t CO2e"}, 10_000),
    "万吨标准煤": ({"tce", "吨标准煤"}, 10_000),
    "千克标准煤/吨": ({"kgce/t", "千克标准煤/吨"}, 1),
    **{unit: ({unit}, 1) for unit in sorted(OF_INDICATORS, key=len, reverse=True) if "/" in unit},
    "吨标准煤": ({"tce", "吨标准煤"}, 1),
    "吨/兆瓦时": ({"t CO2/MWh"}, 1),
    "亿千瓦时": ({"mwh"}, 100_000),
    "万千瓦时": ({"mwh"}, 10),
    "万千瓦": ({"万千瓦"}, 1),
    "吉焦": ({"gj"}, 1),
    "二氧化碳＝1": ({"t CO2e/t"}, 1),
    "万立方米": ({"m3"}, 10_000),
    "万吨": ({"t", "t CO2e", "tce", "吨"}, 10_000),
    "吨二氧化碳当量": ({"t CO2e"}, 1),
    "吨CO₂当量": ({"t CO2e"}, 1),
    "吨": ({"t", "吨"}, 1),
    "百分点": ({"百分点"}, 1),
    "%": ({"%"}, 1),
}


def unit_in(*texts: str) -> str:
    """The unit that the first of the texts with a unit declares; '' if none does."""
    return next((unit for text in texts for unit in UNITS if unit in text), "")


#: Figures whose unit stands in their row, and what says it there. Shares lie points apart.
APART = "if(unit_zh = '%', '百分点', unit_zh)"
OF_ROWS = {
    "county_indicators": {"value": "unit_zh"},
    "target_status": {
        "threshold": "unit_zh",
        "value": "unit_zh",
        "distance": APART,
        "required_rate": "rate_unit_zh",
        "achieved_rate": "rate_unit_zh",
    },
    "target_paths": {"path_value": "unit_zh", "actual_value": "unit_zh"},
    "cross_checks": {"first_amount": "unit_code", "second_amount": "unit_code"},
}


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
    for table, figures in OF_ROWS.items():
        for figure, unit in figures.items():
            rows = sample.rows(
                f"select distinct {unit} as unit, {figure} as value from marts.{table} where {figure} is not null"
            )
            for row in rows:
                found.setdefault(row["unit"], set()).add(row["value"])
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
    """Whether a column in this unit holds the value, or a row that says this unit."""
    units, per = UNITS.get(unit, (set(), 1))
    return value in published.get(unit, ()) or any(value * per in published[one] for one in units)


def unit_of_row(heads: list[str], texts: list[str], at: int) -> str:
    """What the nearest column of units in front of a column says; '' if there is none."""
    said = next((texts[column] for column in range(at - 1, -1, -1) if heads[column].endswith("单位")), "")
    return "百分点" if said == "%" and "%的为百分点" in heads[at] else said


def written(content: bytes) -> Iterator[tuple[str, Decimal, str]]:
    """Every number of a workbook: place, value, the unit that its row or its sheet declares.

    But of worksheets and the list of factors, which hold figures of core and are compared with them cell by cell in
    `assets/release/workbook/test_worksheets.py` and `test_factors.py`, units too.
    """
    for sheet in load_workbook(BytesIO(content)):
        if sheet.title.startswith(("底稿", "因子清单")):
            continue
        caption = str(sheet["A3"].value)
        heads = [""] * sheet.max_column
        is_head = [False] * sheet.max_column
        for row in sheet.iter_rows(min_row=4):
            texts = [str(cell.value or "").replace("\n", "") for cell in row]
            for at, cell in enumerate(row):
                if cell.fill.fill_type:
                    heads[at] = (heads[at] if is_head[at] else "") + texts[at]
                is_head[at] = bool(cell.fill.fill_type)
                if isinstance(cell.value, int | float):
                    parts = caption.split("，")
                    own = [part for part in parts if part.startswith(f"{heads[at]}排放量")]
                    general = [part for part in parts if "排放量" not in part]
                    unit = unit_of_row(heads, texts, at) or unit_in(heads[at], texts[0], *own, *general)
                    yield f"{sheet.title}!{cell.coordinate}", Decimal(repr(cell.value)), unit


def test_a_workbook_holds_every_number_in_the_unit_of_its_column(
    sample: BuiltRelease, published: dict[str, set[Decimal]]
) -> None:
    cells = list(written(workbook.render(sample.connection)))
    assert len(cells) > 4_000
    assert [place for place, value, unit in cells if not unit or not is_published(value, unit, published)] == []


#: Columns of the marts whose values are changes, and of rows that may be one or not the condition.
CHANGES = re.compile(
    r"(change|comparable|difference|potentials|factors|coverage|effect)_(tco2e|t|pct)|\w+_change_pct|distance"
)
CHANGE_ROWS = {
    ("county_indicators", "value"): "base_year != 0",
    ("target_status", "threshold"): "kind in ('change', 'trend')",
    ("target_status", "value"): "kind in ('change', 'trend')",
    ("bridge_steps", "emissions_tco2e"): "step_code not in ('start', 'end')",
}


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
            if column.is_figure and table not in ("view_bridge", "energy_balance"):
                is_change = CHANGE_ROWS.get((table, column.name), str(bool(CHANGES.fullmatch(column.name))))
                rows = sample.rows(
                    f"select distinct {column.name} as value, {is_change} as is_change from {layer}.{table}"
                )
                for row in rows:
                    found[row["is_change"]].add(row["value"])
    for row in sample.rows(
        "select row_code, coalesce(coal_equivalent_tce, calorific_tce) as tce from marts.energy_balance"
    ):
        found[row["row_code"] == "residual"] |= {row["tce"]}
    return {value for value in found[True] - found[False] if value}


def says_its_sign(before: str, value: Decimal) -> bool:
    """Whether a change stands behind its sign, or behind a word that says it."""
    words = "上升|增加" if value > 0 else "下降|减少"
    return bool(re.search(rf"([+−][\d,.]+|≈0|({words}) [\d,.]+)$", before))


def test_the_report_prints_every_change_with_its_sign(marked: tuple[str, list[Decimal]], changes: set[Decimal]) -> None:
    page, values = marked
    signs = {
        (values[number], before): says_its_sign(before, values[number])
        for number, before, unit in printed(page)
        if values[number] * UNITS[unit][1] in changes
    }
    assert len(signs) > 15
    assert [shown for shown, is_signed in signs.items() if not is_signed] == []


def test_a_word_of_the_wrong_direction_is_no_sign() -> None:
    assert says_its_sign("比2020年下降 19.4", Decimal("-19.4"))
    assert not says_its_sign("比2020年下降 19.4", Decimal("19.4"))
    assert not says_its_sign("比2020年 19.4", Decimal("-19.4"))

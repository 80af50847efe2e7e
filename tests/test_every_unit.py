"""Every number of a page is a value of some mart in the unit that the page prints beside it, not in any that fits.

The unit is read where a reader finds it: in the head of the column, in the caption of the table, in the line below the
title of a sheet.
"""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from assets.release import workbook
from schemas.contract import load_contract
from tests.conftest import BuiltRelease
from tests.test_every_number import TABLES

#: Printed unit → units of the columns that hold such values, and how many of them one printed unit is. The first that
#: occurs in a text counts: longer ones stand first. 万吨 alone may be of anything that is weighed.
UNITS: dict[str, tuple[set[str], int]] = {
    "万吨二氧化碳当量": ({"t CO2e"}, 10_000),
    "万吨CO₂当量": ({"t CO2e"}, 10_000),
    "万吨标准煤": ({"tce"}, 10_000),
    "千克标准煤/吨": ({"kgce/t"}, 1),
    "吨/兆瓦时": ({"t CO2/MWh"}, 1),
    "亿千瓦时": ({"mwh"}, 100_000),
    "tCO₂/万元": ({"tCO₂/万元"}, 1),
    "tCO₂e/人": ({"tCO₂e/人"}, 1),
    "tCO₂/人": ({"tCO₂/人"}, 1),
    "tCO₂/tce": ({"tCO₂/tce"}, 1),
    "二氧化碳＝1": ({"t CO2e/t"}, 1),
    "万立方米": ({"m3"}, 10_000),
    "万吨": ({"t", "t CO2e", "tce"}, 10_000),
    "吨二氧化碳当量": ({"t CO2e"}, 1),
    "吨CO₂当量": ({"t CO2e"}, 1),
    "吨": ({"t"}, 1),
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
        found[row["unit_zh"]].add(row["value"])
    for row in sample.rows("select unit_code, first_amount, second_amount from marts.cross_checks"):
        found[row["unit_code"]] |= {row["first_amount"], row["second_amount"]}
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
                    head = "".join(heads.get(at, []))
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

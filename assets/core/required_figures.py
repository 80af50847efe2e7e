"""Figures that a printed table holds for a year: a form on which all of them were returned stands for the table."""

from collections.abc import Iterator

from assets.raw import load_printed_tables
from factors import read_rules
from schemas.specs.printed_table import Layout, PrintedTable

NEEDS = ()
INPUTS = ("assets/raw/*.yaml", "factors/rules/ratio_parts.csv")


def build() -> list[dict[str, object]]:
    """One row a figure and span of years in which it is printed; none of tables that are asked for as they are."""
    ratios = {row["item_code"] for row in read_rules("ratio_parts")}
    return [
        {
            "table_name": name,
            "first_year": first,
            "last_year": last,
            "item_code": figure.item_code,
            "sector_code": figure.sector_code,
            "fuel_code": figure.fuel_code,
        }
        for name, spec in load_printed_tables().items()
        for layout, first, last in _spans(spec)
        for figure in layout.figures()
        if not figure.is_optional and figure.item_code not in ratios
    ]


def _spans(spec: PrintedTable) -> Iterator[tuple[Layout, int, int]]:
    """Each layout that a form can stand for, with the years for which no later one says what is printed."""
    for number, layout in enumerate(spec.layouts, start=1):
        later = ((after.first_year or 0) - 1 for after in spec.layouts[number:])
        first, last = layout.first_year or 0, min(layout.last_year or 9999, *later, 9999)
        if first <= last and not layout.is_returned_whole:
            yield layout, first, last

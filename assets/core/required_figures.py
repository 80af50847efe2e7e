"""Figures that a printed table holds for a year: a form on which all of them were returned stands for the table."""

from assets.raw import load_printed_tables
from factors import read_rules

NEEDS = ()
INPUTS = ("assets/raw/*.yaml", "factors/rules/ratio_parts.csv")


def build() -> list[dict[str, object]]:
    """One row a figure and span of years in which it is printed; of tables by months none."""
    ratios = {row["item_code"] for row in read_rules("ratio_parts")}
    return [
        {
            "table_name": name,
            "first_year": layout.first_year or 0,
            "last_year": min(filter(None, (layout.last_year, *before)), default=9999),
            "item_code": figure.item_code,
            "sector_code": figure.sector_code,
            "fuel_code": figure.fuel_code,
        }
        for name, spec in load_printed_tables().items()
        for number, layout in enumerate(spec.layouts, start=1)
        for before in [[later.first_year - 1 for later in spec.layouts[number:] if later.first_year]]
        for figure in layout.figures()
        if not figure.is_optional and not figure.is_monthly and figure.item_code not in ratios
    ]

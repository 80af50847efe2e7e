"""Price bases: the rows of ``factors/tables/price_bases.csv``; in force is that of the plan period of the last year.

A base year belongs to the plan period that ends with it: 2025 stands in prices of 2020, so that it compares with 2020.
"""

import factors
from assets.needs import Run

NEEDS = ("run",)
INPUTS = ("factors/tables/price_bases.csv", "factors/sources.yaml")


def build(run: Run) -> list[dict[str, object]]:
    """One row a price base."""
    rows = factors.load_price_bases()
    in_force = max((row.price_base_year for row in rows if row.price_base_year < run.years[-1]), default=None)
    return [
        {
            "price_base_year": row.price_base_year,
            "title_zh": row.title_zh,
            "title_en": row.title_en,
            "is_in_force": row.price_base_year == in_force,
            "holds_grid_factor": row.holds_grid_factor,
            "evidence": row.evidence,
        }
        for row in rows
    ]

"""What must be reported for a category to be complete: sectors with the fuels they are known to burn, and items."""

import factors
from assets.builders.run import Run

DEPS = ()
INPUTS = ("factors/categories/*.yaml",)


def build(run: Run) -> list[dict[str, object]]:
    """One row a category, sector, fuel and item; an empty fuel means any."""
    return [
        {
            "category_code": card.code,
            "sector_code": subject.sector,
            "fuel_code": subject.fuel,
            "item_code": subject.item,
        }
        for card in factors.load_categories()
        for subject in card.expected_activities()
    ]

"""What must be reported for a category to be complete: sectors with the fuels they are known to burn, and items."""

import factors

NEEDS = ()
INPUTS = ("factors/categories/*.yaml",)


def build() -> list[dict[str, object]]:
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

"""Fuels of a sector that are counted elsewhere, as the cards say: notation key IE."""

import factors

NEEDS = ()
INPUTS = ("factors/categories/*.yaml",)


def build() -> list[dict[str, object]]:
    """One row a category, sector and fuel."""
    return [
        {"category_code": card.code, "sector_code": sector, "fuel_code": fuel, "target_category_code": target}
        for card in factors.load_categories()
        for sector, fuel, target in card.included_elsewhere()
    ]

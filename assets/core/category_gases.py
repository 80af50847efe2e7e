"""Which gases each edition asks for, category by category: what is not here is outside the edition."""

import factors
from assets.builders.run import Run

DEPS = ()
INPUTS = ("factors/categories/*.yaml",)


def build(run: Run) -> list[dict[str, object]]:
    """One row an edition, category, sector and gas."""
    return [
        {"edition": edition, "category_code": card.code, "sector_code": sector, "gas": gas}
        for card in factors.load_categories()
        for edition, sector, gas in card.asked_gases()
    ]

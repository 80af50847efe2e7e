"""Which gases each edition asks for, part by part of a category, and by which method: what is not here is outside."""

import factors

NEEDS = ()
INPUTS = ("factors/categories/*.yaml",)


def build() -> list[dict[str, object]]:
    """One row an edition, category, sector, item and gas."""
    return [
        {"category_code": card.code, **asked._asdict()}
        for card in factors.load_categories()
        for asked in card.asked_gases()
    ]

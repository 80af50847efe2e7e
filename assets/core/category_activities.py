"""What feeds each category: the terms its card names."""

import factors

NEEDS = ()
INPUTS = ("factors/categories/*.yaml",)


def build() -> list[dict[str, object]]:
    """One row a term of a card."""
    return [
        {"category_code": card.code, **term._asdict()}
        for card in factors.load_categories()
        for term in card.activity_terms()
    ]

"""What feeds each category: the terms its card names."""

import factors
from assets.builders.run import Run

DEPS = ()
INPUTS = ("factors/categories/*.yaml",)


def build(run: Run) -> list[dict[str, object]]:
    """One row a term of a card."""
    return [
        {"category_code": card.code, **term._asdict()}
        for card in factors.load_categories()
        for term in card.activity_terms()
    ]

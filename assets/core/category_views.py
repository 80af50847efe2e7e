"""Category views: where each sector of a category stands in the GPC, by its card.

The line of the provincial form and the IPCC category belong to a whole category and stand in ``core.categories``.
"""

import factors

NEEDS = ()
INPUTS = ("factors/categories/*.yaml",)


def build() -> list[dict[str, object]]:
    """One row a category and sector that has a place in the GPC."""
    return [
        {"category_code": card.code, "sector_code": sector, "gpc_line_code": reference}
        for card in factors.load_categories()
        for sector, reference in card.gpc_references()
    ]

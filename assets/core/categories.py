"""Categories: what the cards in ``factors/categories`` say of each."""

import factors

NEEDS = ()
INPUTS = ("factors/categories/*.yaml",)


def build() -> list[dict[str, object]]:
    """One row a card."""
    return [
        {
            "category_code": card.code,
            "title_zh": card.title_zh,
            "title_en": card.title_en,
            "provincial_line_code": card.provincial_line,
            "ipcc_2006_code": card.ipcc_2006,
            "provincial_line_if_energy": (card.energy_recovery or card).provincial_line,
            "ipcc_2006_code_if_energy": (card.energy_recovery or card).ipcc_2006,
            "gpc_line_codes": " ".join(entry.reference for entry in card.gpc),
            "method": card.method,
            "is_in_total": card.in_total,
            "is_removal": card.is_removal,
            "department_zh": card.department,
        }
        for card in factors.load_categories()
    ]

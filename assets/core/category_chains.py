"""How the factors of each category may be made: chains in order of preference."""

import factors

NEEDS = ()
INPUTS = ("factors/categories/*.yaml", "factors/rules/factor_chains.csv")


def build() -> list[dict[str, object]]:
    """One row a category, chain and gas: how many values the chain needs, and its place in the order of preference."""
    lengths: dict[tuple[str, str, str], int] = {}
    for part in factors.read_rules("factor_chains"):
        key = part["chain_code"], part["role"], part["gas"]
        lengths[key] = lengths.get(key, 0) + 1
    return [
        {
            "category_code": card.code,
            "chain_code": chain,
            "role": role,
            "gas": gas,
            "chain_rank": card.chains.index(chain) + 1,
            "parts": parts,
            "is_measured_first": card.measured_first,
            "carried_years": card.other_years.carried,
            "interpolated_years": card.other_years.interpolated,
        }
        for card in factors.load_categories()
        for (chain, role, gas), parts in lengths.items()
        if chain in card.chains
    ]

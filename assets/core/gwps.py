"""Global warming potentials, as printed in the assessment reports."""

import factors

NEEDS = ()
INPUTS = ("factors/tables/gwp.csv", "factors/sources.yaml")


def build() -> list[dict[str, object]]:
    """One row a set and gas."""
    return [
        {"gwp_set": row.gwp_set, "gas": row.gas, "gwp": row.value, "factor_id": row.factor_id}
        for row in factors.load_gwps()
    ]

"""Global warming potentials, as printed in the assessment reports."""

import factors
from assets.builders.run import Run

DEPS = ()
INPUTS = ("factors/tables/gwp.csv", "factors/sources.yaml")


def build(run: Run) -> list[dict[str, object]]:
    """One row a set and gas."""
    return [
        {"gwp_set": row.gwp_set, "gas": row.gas, "gwp": row.value, "factor_id": row.factor_id}
        for row in factors.load_gwps()
    ]

"""Check results: what the checks wrote while the run went on, collected."""

from collections.abc import Sequence

from assets.needs import Stamp

NEEDS = (
    "stamps",
    "raw/*",
    "staged/*",
    "core/*",
    "marts/assessment_co2",
    "marts/completeness",
    "marts/county_*",
    "marts/cross_checks",
    "marts/energy_*",
    "marts/form_cells",
    "marts/key_indicators",
    "marts/*_shares",
    "marts/*_summary",
    "marts/view_bridge",
)


def build(stamps: Sequence[Stamp]) -> list[dict[str, object]]:
    """One row a table, rule and subject."""
    return list(stamps)

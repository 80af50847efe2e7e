"""Check results: what the checks wrote while the run went on, collected."""

from assets.builders.lake import Lake
from assets.builders.printed_assets import checks_of
from assets.builders.run import Run
from assets.builders.sql import partitions_of

DEPS = (
    "raw/*",
    "staged/*",
    "core/*",
    "marts/assessment_co2",
    "marts/completeness",
    "marts/county_*",
    "marts/cross_checks",
    "marts/energy_*",
    "marts/key_indicators",
    "marts/*_summary",
    "marts/view_bridge",
)


def build(run: Run, deps: tuple[str, ...]) -> list[dict[str, object]]:
    """One row a table, rule and subject."""
    lake = Lake(run.data_dir / "lake")
    return [check for name in deps for check in _checks(lake, name, run)]


def _checks(lake: Lake, name: str, run: Run) -> list[dict[str, object]]:
    if name.startswith(("raw/", "staged/")):
        return checks_of(lake, name, partitions_of(name, run))
    return lake.record(name).checks

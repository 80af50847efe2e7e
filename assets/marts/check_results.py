"""Check results: what the checks wrote while the run went on, collected."""

from assets.builders.lake import Lake
from assets.builders.run import Run

DEPS = ("raw/*", "staged/*", "core/*", "marts/completeness", "marts/county_*", "marts/provincial_summary")


def build(run: Run, deps: tuple[str, ...]) -> list[dict[str, object]]:
    """One row a table, rule and subject."""
    lake = Lake(run.data_dir / "lake")
    return [check for name in deps for check in lake.record(name).checks]

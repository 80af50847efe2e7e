"""The years of the run: what is published covers them; methods look at every year delivered."""

from assets.needs import Run

NEEDS = ("run",)


def build(run: Run) -> list[dict[str, object]]:
    """One row a year."""
    return [{"year": year} for year in run.years]

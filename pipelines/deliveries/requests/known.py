"""What a release knows of the figures that are asked for again."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from pipelines.deliveries.requests.lines import Key
from pipelines.lake.releases import database_of, shown_release
from schemas.problems import Refusal

LAST_YEAR = Path(__file__).parents[3] / "assets" / "requests" / "last_year.sql"

#: Printed tables that came for a year.
HELD = "select distinct table_name from core.delivered_holdings where region_code = $region and year = $year"


@dataclass(frozen=True)
class Known:
    """The last figure in force, and what rests on it."""

    year: int
    amount: Decimal | None
    unit_code: str
    value_status: str
    categories: tuple[str, ...]
    tonnes: float | None
    """CO2e of the year before that is computed from it."""
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Release:
    """What there was a year before the one that is asked for; nothing if there is no release."""

    is_there: bool
    figures: dict[Key, Known]
    tables: frozenset[str]
    """Printed tables that came for the year before."""


def known_of(data_dir: Path, region: str, year: int) -> Release:
    """What the current release, or the first draft, knows of a region up to a year."""
    try:
        database = database_of(shown_release(data_dir))
    except Refusal:
        return Release(False, {}, frozenset())
    asked = {"region": region, "year": year}
    with duckdb.connect(str(database), read_only=True) as connection:
        for name, value in asked.items():
            connection.execute(f"set variable {name} = $value", {"value": value})
        rows = connection.execute(LAST_YEAR.read_text(encoding="utf-8")).fetchall()
        held = connection.execute(HELD, asked).fetchall()
    figures = {
        (item, sector, fuel): Known(last, amount, unit, status, tuple(categories), tonnes, tuple(targets))
        for item, sector, fuel, last, amount, unit, status, categories, tonnes, targets in rows
    }
    return Release(True, figures, frozenset(table for (table,) in held))

"""Totals that are no longer those of the release before: whoever revises the past is told by how much.

Only the official basis and whole years are compared. What moved a total does not belong here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from assets.release.numbers import signed, wan
from factors import read_rules
from pipelines.lake.files import Lake
from pipelines.lake.releases import POINTER, current_release, database_of
from schemas.codes.regions import english_name, region_name
from schemas.problems import Refusal

#: Total of a region and year, by basis, region and year.
Totals = Mapping[tuple[str, str, int], Decimal]

TABLES = ("core/bases", "marts/provincial_summary", "marts/year_progress")


@dataclass(frozen=True)
class Moved:
    """A total that was published otherwise, in 10⁴ t CO2e."""

    region_code: str
    year: int
    before: Decimal
    after: Decimal

    @property
    def told(self) -> tuple[str, str]:
        """What is said of it, in Chinese and in English."""
        zh, en = region_name(self.region_code), english_name(self.region_code)
        sizes = [wan(tonnes) for tonnes in (self.before, self.after)]
        change = signed(100 * (self.after - self.before) / abs(self.before), 1) + "%"
        return (
            f"{self.year}年{zh}总排放由当前发布的 {sizes[0]} 变为 {sizes[1]} 万吨（{change}）：请核对改动的资料",
            f"{self.year} {en}: the total was {sizes[0]} in the current release and is {sizes[1]} 10⁴ t ({change})",
        )


def published_totals(data_dir: Path) -> Totals:
    """Totals of the current release; none if there is none, or an older one that has no such tables."""
    try:
        with duckdb.connect(str(database_of(current_release(data_dir, POINTER))), read_only=True) as connection:
            return totals(connection)
    except (Refusal, duckdb.Error):
        return {}


def built_totals(data_dir: Path) -> Totals:
    """Totals as they stand in the lake."""
    lake = Lake(data_dir / "lake")
    with duckdb.connect(":memory:") as connection:
        connection.execute("create schema core; create schema marts")
        for asset in TABLES:
            (file,) = lake.verified_files(asset)
            connection.execute(
                f"create table {asset.replace('/', '.')} as select * from read_parquet($file)", {"file": str(file)}
            )
        return totals(connection)


def totals(connection: duckdb.DuckDBPyConnection) -> Totals:
    """Totals of whole years in the official basis."""
    rows = connection.execute(
        """
        select basis_id, region_code, year, emissions_tco2e
        from marts.provincial_summary
        inner join core.bases using (basis_id)
        inner join marts.year_progress using (basis_id, region_code, year)
        where line_code = 'total' and is_official and is_headline and emissions_tco2e is not null
        order by all
        """
    ).fetchall()
    return {(basis, region, year): tonnes for basis, region, year, tonnes in rows}


def moved_totals(before: Totals, after: Totals) -> Iterator[Moved]:
    """Totals that moved by more than the rule lets pass without a word."""
    (rule,) = read_rules("recalculation")
    for (basis, region, year), tonnes in after.items():
        earlier = before.get((basis, region, year))
        if earlier and abs(tonnes - earlier) > Decimal(rule["moved_share"]) * abs(earlier):
            yield Moved(region, year, earlier, tonnes)

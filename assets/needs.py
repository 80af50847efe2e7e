"""What one run is about: where the data live, which regions, years and bases. Nothing here reads the environment."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """Scope and means of one run.

    Attributes:
        data_dir: the data folder (deliveries, register, lake, releases).
        region_codes: regions to report, six-digit codes.
        years: data years to report, ascending.
        delivered_years: for each printed table, every data year delivered for these regions; methods look across years.
        basis_ids: bases to build; the first is the official one.
        threads: threads of the DuckDB engine.
        memory: memory limit of the DuckDB engine, as DuckDB writes it.
        profile: ``draft``, or ``official``: nothing may rest on a recalled factor that nobody signed for.
    """

    data_dir: Path
    region_codes: tuple[str, ...]
    years: tuple[int, ...]
    basis_ids: tuple[str, ...]
    threads: int = 2
    memory: str = "6GB"
    delivered_years: tuple[tuple[str, tuple[int, ...]], ...] = ()
    profile: str = "draft"

    def visible_years(self, table: str) -> tuple[int, ...]:
        """Years of a printed table that a run sees: those it reports, and all that were delivered of this table."""
        return tuple(sorted({*self.years, *dict(self.delivered_years).get(table, ())}))

    @property
    def scope(self) -> str:
        """The part of a run that results depend on, as one line of text."""
        parts = [",".join(self.region_codes), ",".join(map(str, self.years)), ",".join(self.basis_ids), self.profile]
        return "|".join(parts)

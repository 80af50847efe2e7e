"""What an asset may ask to be handed: scope of the run, deliveries in force, what checks wrote and persons confirmed.

A Python asset names what it wants in ``NEEDS``; nothing here opens a file, and how a thing is found is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb
import pandas as pd


def read_frame(engine: duckdb.DuckDBPyConnection, statement: str) -> pd.DataFrame:
    """What a statement selects of the tables that an asset is handed, as an Arrow-backed frame: decimals stay so."""
    frame: pd.DataFrame = engine.sql(statement).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)
    return frame


class Held(Protocol):
    """A printed table of one region that a delivered file holds, for some periods."""

    @property
    def table(self) -> str:
        """Name of the table, ``<source>__<table>``."""

    @property
    def region_code(self) -> str:
        """Code of the region that the table is about."""

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods it has figures for."""

    @property
    def last_period(self) -> str:
        """The period by which an edition of a series is known."""


class Delivery(Protocol):
    """A delivered file in force."""

    @property
    def file_sha256(self) -> str:
        """Content digest."""

    @property
    def file_name(self) -> str:
        """Name under which it was delivered."""

    @property
    def holdings(self) -> Sequence[Held]:
        """What it holds."""

    @property
    def is_synthetic(self) -> bool:
        """Whether it holds sample data."""


@dataclass(frozen=True)
class Confirmation:
    """Who vouches for a place that a check holds, and why."""

    by: str = ""
    reason: str = ""


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
        profile: ``draft``, or ``official``: nothing may rest on a recalled factor that nobody signed for, or on one of
            another year.
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

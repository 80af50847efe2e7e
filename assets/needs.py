"""What an asset may ask to be handed: scope of the run, deliveries in force, what checks wrote and persons confirmed.

A Python asset names what it wants in ``NEEDS``; nothing here opens a file, and how a thing is found is not known here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import duckdb
import pandas as pd


def read_frame(engine: duckdb.DuckDBPyConnection, statement: str) -> pd.DataFrame:
    """What a statement selects of the tables that an asset is handed, as an Arrow-backed frame: decimals stay so."""
    frame: pd.DataFrame = engine.sql(statement).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)
    return frame


class TracedRow(NamedTuple):
    """A row on the way down from a published number, as people read it.

    Attributes:
        kind: ``row`` for a computed one, ``cell`` for a printed one, ``factor`` for a value of a document; ``unknown``
            for one that was asked for and its table does not have, as a form prints cells that it asks nobody for.
        words: of a row its titles before and after its year, the year between them, figure and unit; of a cell file,
            sheet, address, its row and column headings, the text, its unit and what is noted of it; of a factor its
            name, figure, unit, document, place and evidence.
        inputs: the rows it was computed from: how each counts, in words, and its place in the list; first the parts,
            the largest first.
        parts: how many of the inputs are parts, of which the first few are shown.
    """

    kind: str
    words: tuple[str, ...]
    inputs: list[tuple[str, int]]
    parts: int


#: The walk down from published rows, each its table and its id, of some regions: what people read of them first, in
#: their order, and then of every row below one of them, once.
Trace = Callable[[Sequence[tuple[str, str]], Sequence[str]], list[TracedRow]]


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
        previous_official: the official release when this one is made and the head of the journal by which it is so;
            empty if there is none.
    """

    data_dir: Path
    region_codes: tuple[str, ...]
    years: tuple[int, ...]
    basis_ids: tuple[str, ...]
    threads: int = 2
    memory: str = "6GB"
    delivered_years: tuple[tuple[str, tuple[int, ...]], ...] = ()
    profile: str = "draft"
    previous_official: tuple[str, str] = ("", "")

    def visible_years(self, table: str) -> tuple[int, ...]:
        """Years of a printed table that a run sees: those it reports, and all that were delivered of this table."""
        return tuple(sorted({*self.years, *dict(self.delivered_years).get(table, ())}))

    @property
    def scope(self) -> str:
        """The part of a run that results depend on, as one line of text."""
        parts = [",".join(self.region_codes), ",".join(map(str, self.years)), ",".join(self.basis_ids), self.profile]
        return "|".join(parts)

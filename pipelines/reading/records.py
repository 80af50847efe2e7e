"""The rows that reading a printed table yields, and how header paths are written. Nothing is decided here."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from schemas.problems import Language, plain

PATH = " › "
"""Between the parts of a header path, from the outermost to the innermost."""


class Recognised(NamedTuple):
    """A known table of one region in a delivered file."""

    table: str
    region_code: str
    periods: tuple[str, ...]
    part: str = ""
    """Whose part of the table, where several deliver one each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCell:
    """A cell of a printed table, its address and the texts that say what it is (`schemas/raw/cells.py`)."""

    file_sha256: str
    file_name: str
    sheet: str
    cell: str
    title_text: str
    region_text: str
    period: str
    row_path: str
    column_path: str
    unit_text: str
    vintage_text: str
    printed_text: str
    cell_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A figure read from a cell, in the printed unit (`schemas/staged/observations.py`)."""

    region_code: str
    period: str
    item_code: str
    sector_code: str
    fuel_code: str
    facility_code: str = ""
    amount: Decimal | None
    unit_code: str
    value_status: str
    is_total: bool
    printed_text: str
    respondents: int | None = None
    largest_share_pct: Decimal | None = None
    source_id: str
    table_name: str
    file_sha256: str
    sheet: str
    cell: str
    vintage: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """A check of printed figures against each other: what was compared, where, and how it came out.

    `outcome`: passed | failed | not_checked (a part is printed as confidential or not available).
    """

    rule: str
    severity: str
    outcome: str
    file_sha256: str
    file_name: str
    sheet: str
    cell: str
    other_cells: tuple[str, ...] = ()
    subject: str
    period: str
    found: Decimal | None = None
    expected: Decimal | None = None
    difference: Decimal | None = None
    limit: Decimal | None = None
    reason: str = ""

    def told(self, lang: Language) -> str:
        """What the figures are and by how much they differ; where they stand is told apart."""
        found, expected, apart = map(plain, (self.found, self.expected, self.difference))
        if lang == "en":
            return f"{self.period}: {found} ≠ {expected}, {apart} apart ({self.reason})"
        return f"{self.period}：{found} ≠ {expected}，相差 {apart}（{self.reason}）"

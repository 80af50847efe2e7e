"""What a form said when it was made, kept line by line in a hidden column, and whether it still says so.

    511725|2025|县统计局|9|184|地区生产总值|万元|gdp|primary_industry||5d1c…

A seal names region, year and department of the form, the row on which its line stands and that of the last line, label
and unit, and the code of what is asked; the digest of all that stands behind it. It keeps honest people from mistakes.
Which forms were asked for is known elsewhere (`deliveries/requests`).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from typing import Self

from pipelines.reading.found import RowFound, Spot, TableFound
from pipelines.reading.regions import find_region
from schemas.codes.regions import region_name
from schemas.problems import Refusal
from schemas.specs.labels import canonical_title


@dataclass(frozen=True, slots=True)
class Seal:
    """The parts of a seal; rows are numbered as people see them."""

    region_code: str
    year: str
    department: str
    row: str
    last_row: str
    label: str
    unit: str
    code: str

    @property
    def text(self) -> str:
        """As it stands in its cell."""
        return "|".join([*astuple(self), self.digest])

    @property
    def digest(self) -> str:
        """Of all its parts."""
        return hashlib.sha256("|".join(astuple(self)).encode()).hexdigest()[:16]

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The seal that a cell holds; None if it holds none, or one that was changed."""
        said, _, digest = text.rpartition("|")
        parts = said.split("|", len(fields(cls)) - 1)  # the last of them, the code, has such marks of its own
        if len(parts) < len(fields(cls)):
            return None
        seal = cls(*parts)
        return seal if seal.digest == digest else None


def judge_seals(table: TableFound) -> Iterator[Refusal]:
    """Yield the first thing in which a form is no longer what it was made as, of a row each.

    Codes E-FORM-KEY, E-FORM-ROW, E-FORM-TEXT, E-REGION and E-YEAR-MISMATCH; nothing for a table that is not sealed.
    """
    columns = table.of_role("seal")
    if not columns or not table.rows:
        return
    seals = [(row, _read(table, row, columns[0].index)) for row in table.rows]
    about = next((seal for _, seal in seals if seal), None)
    if about is None:
        yield table.refusal("E-FORM-KEY", table.rows[0].label)
        return
    yield from _judge_title(table, about)
    moved = next((refusal for row, seal in seals if (refusal := _judge_place(table, row, seal))), None)
    if moved or (moved := _judge_end(table, about)):
        yield moved  # below a row that was put in or taken out all others stand elsewhere, too
        return
    for row, seal in seals:
        if seal is None or _about(seal) != _about(about) or seal.code != (row.keys[0].text if row.keys else ""):
            yield table.refusal("E-FORM-KEY", row.label)
        else:
            yield from _judge_texts(table, row, seal)


def _read(table: TableFound, row: RowFound, column: int) -> Seal | None:
    return Seal.read(table.sheet.cell(row.index, column).text)


def _about(seal: Seal) -> tuple[str, ...]:
    return seal.region_code, seal.year, seal.department, seal.last_row


def _judge_title(table: TableFound, seal: Seal) -> Iterator[Refusal]:
    """Region, year and department that the title says."""
    groups = table.groups
    if (year := groups.get("year", "")) != seal.year:
        yield table.refusal("E-YEAR-MISMATCH", table.title, found=year, expected=seal.year, other="发出的表 / the form")
    if find_region(groups.get("region", ""), int(seal.year), (frozenset({seal.region_code}),)) != seal.region_code:
        expected = f"{region_name(seal.region_code)}（{seal.region_code}）"
        yield table.refusal("E-REGION", table.title, found=groups.get("region", ""), expected=expected)
    if (department := groups.get("department", "")) != canonical_title(seal.department):
        yield table.refusal("E-FORM-TEXT", table.title, found=department, expected=seal.department)


def _judge_place(table: TableFound, row: RowFound, seal: Seal | None) -> Refusal | None:
    """A row that was put in has no seal, or another one's; below it all rows stand elsewhere."""
    number = row.index + 1
    if seal is None and not any(spot.text for spot in row.keys):
        return table.refusal("E-FORM-ROW", row.label, label=row.label.text, found=number, expected="—")
    if seal and seal.row != str(number):
        return table.refusal("E-FORM-ROW", row.label, label=row.label.text, found=number, expected=seal.row)
    return None


def _judge_end(table: TableFound, about: Seal) -> Refusal | None:
    last = table.rows[-1]
    if about.last_row == str(last.index + 1):
        return None
    spot = Spot("", last.index + 1, last.label.column)
    return table.refusal("E-FORM-ROW", spot, label="最后一行 / the last line", found="—", expected=about.last_row)


def _judge_texts(table: TableFound, row: RowFound, seal: Seal) -> Iterator[Refusal]:
    units = row.units or (Spot("", row.index, row.label.column),)
    for spot, expected in ((row.label, seal.label), (units[0], seal.unit)):
        if canonical_title(spot.text) != canonical_title(expected):
            yield table.refusal("E-FORM-TEXT", spot, found=spot.text or "空白", expected=expected)

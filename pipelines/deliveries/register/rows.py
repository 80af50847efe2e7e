"""The rows of `D/register.csv`: one a delivered file, in the order of delivery, with no clock in it.

Here belongs the form of the register. Deciding what is taken in belongs to `registration`.

`tables`, `region_codes` and `periods` are lists of equal length joined by `|`: the first table is of the
first region and has the first periods. Years in a row are written `2005-2024`; gaps are joined by `+`.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipelines.lake.files import write_bytes
from schemas.problems import Place, Refusal

FILE_NAME = "register.csv"
COLUMNS = (
    "file_sha256",
    "size_bytes",
    "file_name",
    "delivery_sequence",
    "tables",
    "region_codes",
    "periods",
    "vintage",
    "supersedes",
    "is_synthetic",
    "encoding",
    "note",
)
SHA256 = re.compile(r"[0-9a-f]{64}")
YEAR = re.compile(r"\d{4}")
YEARS = re.compile(r"(\d{4})-(\d{4})")


class Holding(NamedTuple):
    """A printed table of one region that a file holds, for some periods."""

    table: str
    region_code: str
    periods: tuple[str, ...]

    @property
    def last_period(self) -> str:
        """The period by which an edition of a series is known."""
        return max(self.periods)

    def __str__(self) -> str:
        return f"{self.table} {self.region_code} {join_periods(self.periods)}"


@dataclass(frozen=True, slots=True)
class RegisteredFile:
    """A delivered file that was taken in."""

    file_sha256: str
    size_bytes: int
    file_name: str
    delivery_sequence: int
    holdings: tuple[Holding, ...]
    vintage: str
    supersedes: tuple[str, ...] = ()
    is_synthetic: bool = False
    encoding: str = ""
    note: str = ""

    def holds(self, table: str, year: str) -> bool:
        """Tell whether the file has a table for a year or a part of it."""
        return any(
            holding.table == table and any(period[:4] == year for period in holding.periods)
            for holding in self.holdings
        )


def registered_files(data_dir: Path) -> list[RegisteredFile]:
    """Return the files in force, oldest delivery first: those that no later file supersedes."""
    rows = read_register(data_dir)
    superseded = {digest for row in rows for digest in row.supersedes}
    return [row for row in rows if row.file_sha256 not in superseded]


def read_register(data_dir: Path) -> list[RegisteredFile]:
    """Return all rows, superseded ones too; none when nothing was delivered yet."""
    path = data_dir / FILE_NAME
    if not path.exists():
        return []
    rows = _rows_of(path.read_bytes())
    if not rows or tuple(rows[0]) != COLUMNS:
        raise _damaged(1, "、".join(rows[0]) if rows else "")
    return [_parse(dict(zip(COLUMNS, row, strict=False)), line) for line, row in enumerate(rows[1:], start=2)]


def _rows_of(content: bytes) -> list[list[str]]:
    """The rows of a register; one that is no CSV in UTF-8 any more is refused at its first such line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _damaged(content[: error.start].count(b"\n") + 1, str(error)) from error
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        return list(reader)
    except csv.Error as error:
        raise _damaged(reader.line_num, str(error)) from error


def write_register(data_dir: Path, rows: Iterable[RegisteredFile]) -> None:
    """Write the register whole or not at all."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_format(row) for row in rows)
    # With its mark Excel shows the Chinese names of a UTF-8 file as they are.
    write_bytes(data_dir / FILE_NAME, text.getvalue().encode("utf-8-sig"))


def join_periods(periods: Iterable[str]) -> str:
    """Write periods shortly: `2005-2024`, `2005+2007-2009`, `2024-03`."""
    runs: list[list[str]] = []
    for period in sorted(set(periods)):
        if runs and YEAR.fullmatch(period) and runs[-1][-1] == str(int(period) - 1):
            runs[-1].append(period)
        else:
            runs.append([period])
    return "+".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def split_periods(text: str) -> tuple[str, ...]:
    """Return the periods that `join_periods` wrote."""
    periods: list[str] = []
    for run in text.split("+"):
        if match := YEARS.fullmatch(run):
            periods += [str(year) for year in range(int(match[1]), int(match[2]) + 1)]
        else:
            periods.append(run)
    return tuple(periods)


def _format(row: RegisteredFile) -> list[str]:
    return [
        row.file_sha256,
        str(row.size_bytes),
        row.file_name,
        str(row.delivery_sequence),
        "|".join(holding.table for holding in row.holdings),
        "|".join(holding.region_code for holding in row.holdings),
        "|".join(join_periods(holding.periods) for holding in row.holdings),
        row.vintage,
        "|".join(row.supersedes),
        "true" if row.is_synthetic else "false",
        row.encoding,
        row.note,
    ]


def _parse(row: dict[str, str], line: int) -> RegisteredFile:
    try:
        if not SHA256.fullmatch(row["file_sha256"]):
            raise ValueError(row["file_sha256"])
        parts = (row[column].split("|") for column in ("tables", "region_codes", "periods"))
        return RegisteredFile(
            row["file_sha256"],
            int(row["size_bytes"]),
            row["file_name"],
            int(row["delivery_sequence"]),
            tuple(Holding(table, region, split_periods(text)) for table, region, text in zip(*parts, strict=True)),
            row["vintage"],
            tuple(digest for digest in row["supersedes"].split("|") if digest),
            {"true": True, "false": False}[row["is_synthetic"]],
            row["encoding"],
            row["note"],
        )
    except (KeyError, ValueError) as error:
        raise _damaged(line, str(error)) from error


def _damaged(line: int, found: str) -> Refusal:
    return Refusal("E-REGISTER", Place(FILE_NAME, line=line), found=found)

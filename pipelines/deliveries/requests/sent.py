"""Which forms were sent, `D/requests.csv`, and that a form which comes back is one of them.

One line a form, by its seal: the digest of the seals of all its lines. Only a form that was sent counts, of a year that
was asked for: so last year's form does not pass for this year's, nor one that somebody put together.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.lake.files import write_bytes
from pipelines.reading import Recognised
from pipelines.reading.cells import Sheet
from pipelines.reading.seal import Seal
from schemas.codes.regions import region_name
from schemas.problems import Place, Refusal

FILE_NAME = "requests.csv"

#: The table as which forms are read.
TABLE = "departments__form"


class Sent(NamedTuple):
    """A form that was sent."""

    region_code: str
    year: str
    department: str
    lines: str
    due: str
    sha256: str
    """Of the seals of its lines."""


def seal_of(seals: Iterable[str]) -> str:
    """The seal of a whole form."""
    return hashlib.sha256("\n".join(seals).encode()).hexdigest()


def read_sent(data_dir: Path) -> list[Sent]:
    """All forms that were sent, oldest first."""
    path = data_dir / FILE_NAME
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [Sent(**row) for row in csv.DictReader(stream)]


def keep_sent(data_dir: Path, sent: Iterable[Sent]) -> None:
    """Add forms to those that were sent, each once, with its last date; the caller holds the lock of the folder."""
    known = {form.sha256: form for form in [*read_sent(data_dir), *sent]}
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([Sent._fields, *known.values()])
    write_bytes(data_dir / FILE_NAME, stream.getvalue().encode("utf-8-sig"))


def judge_sent(
    data_dir: Path, recognised: Iterable[Recognised], sheets: Sequence[Sheet], file_name: str
) -> Iterator[Refusal]:
    """Yield E-FORM-UNASKED for a form that nobody sent from this data folder."""
    known = {form.sha256 for form in read_sent(data_dir)}
    for table in recognised:
        if table.table == TABLE and seal_of(_seals(sheets)) not in known:
            year = table.periods[0]
            found = f"{region_name(table.region_code)} {year}年 {table.part}"
            yield Refusal("E-FORM-UNASKED", Place(file_name), found=found, year=year)


def _seals(sheets: Sequence[Sheet]) -> list[str]:
    """The seals of a form, from top to bottom."""
    cells = (cell for sheet in sheets for _, cell in sorted(sheet.cells.items()))
    return [cell.text for cell in cells if cell.text.count("|") > 8 and Seal.read(cell.text)]

"""What departments answered on the forms in force, before any run has read them: the page of the year asks that."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from assets.raw import load_printed_tables
from pipelines.deliveries.register import RegisteredFile, load_sheets
from pipelines.deliveries.requests.sent import TABLE
from pipelines.reading import read_observations, read_raw
from schemas.problems import Refusal, Refusals

#: What is said of an answer.
COLUMNS = ("region_code", "period", "item_code", "sector_code", "fuel_code", "value_status", "file_sha256")


def answers(data_dir: Path, files: Sequence[RegisteredFile]) -> Iterator[Mapping[str, object]]:
    """One row a line of every form; a form that can no longer be read says nothing, and the next run says why."""
    spec = load_printed_tables()[TABLE]
    for file in files:
        expected = (frozenset(held.region_code for held in file.holdings if held.table == TABLE),)
        if any(expected):
            with suppress(Refusal, Refusals):
                sheets = load_sheets(data_dir, file.file_sha256)
                cells = read_raw(spec, sheets, file.file_sha256, file.file_name, expected=expected)
                rows, _ = read_observations(spec, cells, expected={file.file_sha256: expected})
                for values in rows[list(COLUMNS)].itertuples(index=False):
                    yield dict(zip(COLUMNS, values, strict=True))

"""Raw cells and observations as Arrow-backed frames, typed and ordered as their contracts say, and back."""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd
import pyarrow as pa

from pipelines.reading.records import Observation, RawCell
from schemas.contract import load_contract


def raw_frame(cells: Iterable[RawCell]) -> pd.DataFrame:
    """Raw cells as a frame, ordered by period, file, sheet, row and column."""
    return _frame("raw", cells)


def staged_frame(observations: Iterable[Observation]) -> pd.DataFrame:
    """Observations as a frame, ordered by period, file, sheet, row and column."""
    return _frame("staged", observations)


def cells_of(rows: pa.Table) -> list[RawCell]:
    """Raw cells of a table of the lake, those of a file together and in the order of the sheet."""
    cells = [RawCell(**row) for row in rows.to_pylist()]
    return sorted(cells, key=lambda c: (c.file_sha256, c.sheet, *_position(c.cell)))


def _frame(layer: str, rows: Iterable[RawCell] | Iterable[Observation]) -> pd.DataFrame:
    ordered = sorted(rows, key=lambda row: (row.period, row.file_sha256, row.sheet, *_position(row.cell)))
    schema = load_contract(layer, "*").arrow_schema
    columns = {name: [getattr(row, name) for row in ordered] for name in schema.names}
    frame: pd.DataFrame = pa.table(columns, schema=schema).to_pandas(types_mapper=pd.ArrowDtype)
    return frame


@lru_cache(65536)
def _position(cell: str) -> tuple[int, int]:
    """Row and column of an address such as `AB12`, both from 1."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column

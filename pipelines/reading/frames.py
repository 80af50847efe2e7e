"""Raw cells and observations as Arrow-backed frames in the order of their contracts, and back."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import pandas as pd
import pyarrow as pa

from pipelines.reading.records import Observation, RawCell

_TYPES = {
    "amount": pa.decimal128(38, 12),
    "largest_share_pct": pa.decimal128(9, 4),
    "respondents": pa.int64(),
    "is_total": pa.bool_(),
}


def raw_frame(cells: Iterable[RawCell]) -> pd.DataFrame:
    """Raw cells as a frame, ordered by period, file, sheet, row and column."""
    ordered = sorted(cells, key=lambda c: (c.period, c.file_sha256, c.sheet, *_position(c.cell)))
    return _frame(RawCell._fields, ordered)


def staged_frame(observations: Iterable[Observation]) -> pd.DataFrame:
    """Observations as a frame, ordered by period, file, sheet, row and column."""
    ordered = sorted(observations, key=lambda o: (o.period, o.file_sha256, o.sheet, *_position(o.cell)))
    return _frame(Observation._fields, ordered)


def cells_of(frame: pd.DataFrame) -> list[RawCell]:
    """Raw cells of a frame, those of a file together and in the order of the sheet."""
    rows = pa.Table.from_pandas(frame, preserve_index=False).select(RawCell._fields).to_pylist()
    cells = [RawCell(**row) for row in rows]
    return sorted(cells, key=lambda c: (c.file_sha256, c.sheet, *_position(c.cell)))


def _frame(fields: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    columns = zip(*rows, strict=True) if rows else [()] * len(fields)
    table = pa.table(
        {name: pa.array(values, _TYPES.get(name, pa.string())) for name, values in zip(fields, columns, strict=True)}
    )
    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


@lru_cache(65536)
def _position(cell: str) -> tuple[int, int]:
    """Row and column of an address such as `AB12`, both from 1."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column

"""Raw cells and observations as Arrow-backed frames in the order of their contracts, and back."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import pandas as pd
import pyarrow as pa

from assets.builders.printed_table.records import Observation, RawCell

_TYPES = {
    "amount": pa.decimal128(38, 12),
    "largest_share_pct": pa.decimal128(9, 4),
    "respondents": pa.int64(),
    "is_total": pa.bool_(),
}


def raw_frame(cells: Iterable[RawCell]) -> pd.DataFrame:
    """Raw cells as a frame, ordered by period, file, sheet, row and column."""
    return _frame(RawCell._fields, sorted(cells, key=_address))


def staged_frame(observations: Iterable[Observation]) -> pd.DataFrame:
    """Observations as a frame, ordered by period, file, sheet, row and column."""
    return _frame(Observation._fields, sorted(observations, key=_address))


def cells_of(frame: pd.DataFrame) -> list[RawCell]:
    """Raw cells of a frame, those of a file together and in the order of the sheet."""
    columns = [frame[name].array._pa_array.to_pylist() for name in RawCell._fields]  # type: ignore[attr-defined]
    cells = [RawCell(*values) for values in zip(*columns, strict=True)]
    return sorted(cells, key=lambda cell: (cell.file_sha256, cell.sheet, *_position(cell.cell)))


def _frame(fields: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    columns = zip(*rows, strict=True) if rows else [()] * len(fields)
    table = pa.table(
        {
            name: pa.array(values, _TYPES.get(name, pa.string()))
            for name, values in zip(fields, columns, strict=True)
        }
    )
    return table.to_pandas(types_mapper=pd.ArrowDtype)


def _address(row: RawCell | Observation) -> tuple[str, str, str, int, int]:
    return (row.period, row.file_sha256, row.sheet, *_position(row.cell))


@lru_cache(65536)
def _position(cell: str) -> tuple[int, int]:
    """Row and column of an address such as `AB12`, both from 1."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column

from dataclasses import replace

import pandas as pd
import pyarrow as pa

from pipelines.reading import cells_of, raw_frame, staged_frame
from tests.pipelines.reading.sheets import raw_of, staged_of
from tests.pipelines.reading.toy import SPEC, toy


def test_columns_are_arrow_backed_and_exact() -> None:
    frame = staged_frame(staged_of(SPEC, toy())[0])
    assert frame.dtypes["amount"] == pd.ArrowDtype(pa.decimal128(38, 12))
    assert frame.dtypes["largest_share_pct"] == pd.ArrowDtype(pa.decimal128(9, 4))
    assert frame.dtypes["respondents"] == pd.ArrowDtype(pa.int64())
    assert frame.dtypes["sheet"] == pd.ArrowDtype(pa.string())
    assert staged_frame([]).dtypes.equals(frame.dtypes)


def test_columns_beyond_the_alphabet_stand_behind_it() -> None:
    cell = raw_of(SPEC, toy())[0]
    order = ["A1", "Z1", "AA1", "AZ1", "BA1", "ZZ1", "AAA1", "A2", "B2", "A10"]
    cells = [replace(cell, cell=address) for address in order]
    assert raw_frame(cells[::-1])["cell"].tolist() == order
    assert cells_of(pa.Table.from_pandas(raw_frame(cells)[::-1])) == cells


def test_rows_stand_in_the_order_of_the_sheet_whatever_their_order_was() -> None:
    raw = raw_of(SPEC, toy())
    assert raw_frame(raw[::-1]).equals(raw_frame(raw))
    assert raw_frame(raw)["cell"].tolist()[:5] == ["C5", "D5", "E5", "F5", "C6"]
    assert cells_of(pa.Table.from_pandas(raw_frame(raw[::-1]))) == raw

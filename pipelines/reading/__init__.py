"""How cells of a delivered sheet become raw cells and observations, as declared by one YAML a table.

    specs = load_printed_tables()
    for table, region_code, periods in recognise(sheets, "…2024.xlsx"): ...
    raw = read_raw(specs["gas__supply"], sheets, sha256, "…xlsx")
    observations, checks = read_observations(specs["gas__supply"], raw)

- `names`, `units`, `regions`  what a printed text stands for: as declared, or as somebody has answered
- `locate`, `body`  title, header and rows in a sheet, as `found`
- `judge`, `judge_units`, `periods`  whether they are as declared;  `outside`  what stands beside them
- `sentences`     what running text says
- `read`          sheets to raw cells;  `observe`  raw cells to observations;  `parse`  one cell
- `totals`, `form_totals`, `series`, `commas`, `corrections`  printed figures against each other, and known misprints
- `records`, `frames`  the rows, one by one and as data frames;  `judge_rows`  whether these keep their contract

The declarations are `assets/raw`. Opening files belongs to `deliveries/readers`; converting, choosing and
computing belong to `core`.
"""

from pipelines.reading.corrections import apply_corrections
from pipelines.reading.frames import cells_of, raw_frame, staged_frame
from pipelines.reading.judge_rows import judge_rows
from pipelines.reading.names import NO_ANSWERS, Answer, Answers
from pipelines.reading.observe import answered_cells, read_observations
from pipelines.reading.parse import is_number
from pipelines.reading.read import read_raw, recognise
from pipelines.reading.records import CheckRow, Observation, RawCell, Recognised
from pipelines.reading.regions import Expected
from schemas.codes import FOLDER

#: Lists that are searched for what is printed: a further row of one may be what a text means.
SEARCHED = (FOLDER / "regions.csv", FOLDER / "units.csv")

__all__ = [
    "NO_ANSWERS",
    "SEARCHED",
    "Answer",
    "Answers",
    "CheckRow",
    "Expected",
    "Observation",
    "RawCell",
    "Recognised",
    "answered_cells",
    "apply_corrections",
    "cells_of",
    "is_number",
    "judge_rows",
    "raw_frame",
    "read_observations",
    "read_raw",
    "recognise",
    "staged_frame",
]

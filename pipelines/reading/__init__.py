"""How cells of a delivered sheet become raw cells and observations, as declared by one YAML a table.

    specs = load_table_specs()
    for table, region_code, periods in recognise(sheets, "…2024.xlsx"): ...
    raw = read_raw(specs["gas__supply"], sheets, sha256, "…xlsx")
    observations, checks = read_observations(specs["gas__supply"], raw)

- `declarations`  the YAML files;  `names`, `units`, `regions`  what a printed text stands for
- `locate`, `body`  title, header and rows in a sheet, as `found`
- `judge`, `judge_units`, `periods`  whether they are as declared
- `read`          sheets to raw cells;  `observe`  raw cells to observations;  `parse`  one cell
- `totals`, `series`, `corrections`  printed figures against each other, and known misprints
- `records`, `frames`  the rows, as tuples and as data frames

Opening files belongs to `readers`; converting, choosing and computing belong to `core`.
"""

from assets.builders.printed_table.corrections import apply_corrections, load_corrections
from assets.builders.printed_table.declarations import load_table_specs
from assets.builders.printed_table.frames import cells_of, raw_frame, staged_frame
from assets.builders.printed_table.observe import read_observations
from assets.builders.printed_table.read import read_raw, recognise
from assets.builders.printed_table.records import CheckRow, Observation, RawCell, Recognised

__all__ = [
    "CheckRow",
    "Observation",
    "RawCell",
    "Recognised",
    "apply_corrections",
    "cells_of",
    "load_corrections",
    "load_table_specs",
    "raw_frame",
    "read_observations",
    "read_raw",
    "recognise",
    "staged_frame",
]

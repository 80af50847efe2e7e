"""What a delivered file may at most be. Far above every real table seen, far below what hurts the machine."""

MB = 1024 * 1024

FILE_BYTES = 20 * MB
"""A county's largest delivered file is a grid export of a few MB."""

UNPACKED_BYTES = 200 * MB
UNPACKED_RATIO = 200
RATIO_FROM_BYTES = 1 * MB
"""Real worksheets compress up to about 1:30; smaller parts may be anything."""

PARTS = 2_000
SHEETS = 64
ROWS = 20_000
COLUMNS = 512
LINE_CHARACTERS = 10_000
"""Of running text. A paragraph of a county's bulletin has a few hundred; one of the nation's, with notes, 2 000."""

CELLS_IN_BOX = 2_000_000
"""Rows times columns of one sheet: the reader holds the box, not the cells (32 bytes each)."""

MERGES = 5_000
"""Merged areas of one sheet; real tables have up to a few dozen, a long list with merged names one every few rows."""

GRID_ROWS = 1_048_576
GRID_COLUMNS = 16_384
"""The grid of Excel itself; an address beyond it is not an address."""

MEMORY_BYTES = 256 * MB
"""Address space of the child. Measured: 23 MB for the 42 files of a county, 100 MB for 200 000 cells."""

CPU_SECONDS = 20
WALL_SECONDS = 30.0
"""Measured: 5 ms for a real table, 1.5 s for a workbook of 200 000 cells."""

ANSWER_BYTES = 64 * MB

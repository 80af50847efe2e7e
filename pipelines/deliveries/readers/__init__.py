"""Reading delivered files: bytes in, sheets of cells out, in a child process with limits.

    for answer in read_files([(path_in_store, "电力.csv")]): ...

- `cells`      the types
- `preflight`  refuses what must not be parsed, and finds what a reader would lose
- `workbook`   .xlsx;  `old_workbook`  .xls;  `delimited`  .csv;  `printed_numbers`, `rich_text`  as it is printed
- `process`    the child seen from outside;  `child`, `serve`  the child seen from inside
"""

from pipelines.deliveries.readers.process import read_files
from pipelines.reading.cells import BLANK, Area, Cell, CellKind, Sheet, a1, is_blank

__all__ = ["BLANK", "Area", "Cell", "CellKind", "Sheet", "a1", "is_blank", "read_files"]

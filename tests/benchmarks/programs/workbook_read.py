"""Read a workbook: ``python -m tests.benchmarks.programs.workbook_read WAY FILE``.

WAY is `ours`, which reads it in the child and judges it down to observations and printed totals, or `calamine`, which
takes all of its cells.
"""

import sys
from pathlib import Path

from python_calamine import CalamineWorkbook

from pipelines.deliveries.judgement import judge
from pipelines.deliveries.readers import read_files
from schemas.problems import Refusal
from tests.benchmarks.programs import Stopwatch, tell


def main(way: str, path: str) -> None:
    """Read; tell what it took, how many cells are not blank, their sum; of ours what reading alone took."""
    watch = Stopwatch()
    read = _ours(Path(path)) if way == "ours" else _calamine(path)
    tell(watch.read() | read)


def _ours(path: Path) -> dict[str, float]:
    watch = Stopwatch()
    (sheets,) = read_files([(path, path.name)])
    reading = watch.read()["cpu"]
    if isinstance(sheets, Refusal):
        raise sheets
    (judged,) = judge(sheets, path.name).values()
    assert not [check for check in judged.checks if check.outcome == "failed"]
    cells = [cell for sheet in sheets for cell in sheet.cells.values()]
    numbers = sum(float(cell.text) for cell in cells if cell.kind == "number")
    return {"cells": len(cells), "sum": numbers, "reading": reading}


def _calamine(path: str) -> dict[str, float]:
    book = CalamineWorkbook.from_path(path)
    sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    cells = [cell for sheet in sheets for row in sheet for cell in row if cell != ""]
    return {"cells": len(cells), "sum": sum(cell for cell in cells if isinstance(cell, float))}


if __name__ == "__main__":
    main(*sys.argv[1:])

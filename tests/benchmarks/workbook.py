"""A large workbook, read and judged, against its bare cells."""

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Line, at_most, cost_of, median, program

SHEETS = 50
TIMES = 3
TIMES_CALAMINE = 6


def workbook(folder: Path) -> Iterator[Line]:
    """As many sheets as one file may hold of a table, to observations, against all cells by calamine alone."""
    file = folder / "分行业能源.xlsx"
    size = program("workbook_file", file, SHEETS)[1]
    found: dict[str, list[dict[str, Any]]] = {"ours": [], "calamine": []}
    for _ in range(TIMES):
        for way, results in found.items():
            results.append(program("workbook_read", way, file)[1])
    assert len({(result["cells"], result["sum"]) for results in found.values() for result in results}) == 1, found
    ours, bare = (median(map(cost_of, results)) for results in found.values())
    what = "a workbook of {sheets} sheets × {rows} rows × {columns} columns".format(**size)
    reading = statistics.median(result["reading"] for result in found["ours"])
    yield Line(f"{what}, read and judged", f"{ours}; {reading:.2f} s CPU of it to read, in a child")
    yield at_most("read and judged ÷ all cells by calamine", ours.cpu / bare.cpu, TIMES_CALAMINE, told=bare)

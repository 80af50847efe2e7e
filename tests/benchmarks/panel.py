"""The energy panel of all counties of the country, against other roads to the same sums."""

import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Cost, Line, NoMemory, at_most, cost_of, median, no_memory, program

COUNTIES = 2843
TIMES = 3
#: How often each road is gone; the slowest once.
ROADS = {"to_gram": TIMES, "printf": TIMES, "polars": TIMES, "pandas": 1}
#: Exact sums are the same; those of binary numbers differ in their last digits.
TOLERANCES = {"to_gram": 0, "printf": 0, "polars": 1e-9, "pandas": 1e-9}
REACHES = {"to_gram": 2.4, "printf": 0.8}
STRETCH = 1.5


def panel(folder: Path, counties: int = COUNTIES) -> Iterator[Line]:
    """Core SQL with contracts and the written inventory, 20 years × 150 items of every county, 31 factor regions."""
    what = f"the panel of {counties} counties"
    data = folder / "panel"
    program("panel_inputs", data, counties)
    costs: dict[str, list[Cost]] = {"ours": [], **{road: [] for road in ROADS}}
    refused: dict[str, NoMemory] = {}
    for turn in range(TIMES):
        for road, cost in costs.items():
            if road in refused or turn >= ROADS.get(road, TIMES):
                continue
            try:
                gone = program("panel_ours", data) if road == "ours" else program("panel_by_hand", road, data)
                cost.append(cost_of(gone[1]))
            except NoMemory as problem:
                refused[road] = problem
    if "ours" in refused:
        yield no_memory(what, f"≤ {REACHES['to_gram']} × to_gram", refused["ours"])
        return
    ours = median(costs["ours"])
    yield Line(what, str(ours))
    for road in ROADS:
        if road in refused:
            yield Line(f"{road} on the panel", f"not enough memory: {refused[road]}")
            continue
        program("panel_compare", data / "ours.parquet", data / f"{road}.parquet", TOLERANCES[road])
        theirs = median(costs[road])
        ratio = statistics.median(a.cpu / b.cpu for a, b in zip(costs["ours"], costs[road], strict=False))
        if road in REACHES:
            told = f"{theirs}; stretch {STRETCH}" if road == "to_gram" else theirs
            yield at_most(f"ours ÷ one statement by hand with {road}", ratio, REACHES[road], told=told)
        else:
            yield Line(f"ours ÷ {road}", f"{ratio:.2f} ({theirs})")

"""Whole runs of the sample: the first one, one without changes, one after a changed cell."""

import shutil
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import ROOT, Cost, Line, at_most, median, program, run

SAMPLE = ROOT / "data" / "sample"
GAS = SAMPLE / "渠县天然气公司供气量.xlsx"
TIMES = 3

FLOOR, EMPTY_GRAPH, FSYNCS = 2.0, 3.5, 400
AGAIN_SECONDS = 0.8
SHARE_OF_THE_REST, SHARE_OF_ALL = 20, 35


@cache
def sample_data(folder: Path) -> Path:
    """A data folder in which the sample was built, for all that asks for one."""
    program("whole_run", folder / "sample", SAMPLE)
    return folder / "sample"


def floor(folder: Path) -> Iterator[Line]:
    """The first run against what it cannot do without, and against an empty Dagster graph of its size."""
    data, statements = sample_data(folder), folder / "statements.json"
    program("statements", data, statements)
    program("floor", statements, SAMPLE, data / "lake")  # the same rows
    runs: list[tuple[Cost, dict[str, Any]]] = []
    floors, graphs = [], []
    for number in range(TIMES):
        runs.append(program("whole_run", folder / f"first-{number}", SAMPLE))
        floors.append(program("floor", statements, SAMPLE)[0])
        graphs.append(program("empty_graph")[0])
        shutil.rmtree(folder / f"first-{number}")
    first, least, graph = (median(costs) for costs in ([cost for cost, _ in runs], floors, graphs))
    yield Line(f"first run of the sample, {len(runs[0][1]['built'])} assets built", str(first))
    yield at_most("first run ÷ all its SQL and one reading of its files", first.cpu / least.cpu, FLOOR, told=least)
    yield at_most("first run ÷ an empty graph of as many assets", first.cpu / graph.cpu, EMPTY_GRAPH, told=graph)
    yield at_most("fsyncs of our own files in a first run", runs[0][1]["fsyncs"], FSYNCS, places=0)


def again(folder: Path) -> Iterator[Line]:
    """A second `qingdan run` on the same folder; the larger of wall and CPU counts."""
    data, costs = sample_data(folder), []
    released = (data / "CURRENT").read_bytes()
    for _ in range(TIMES):
        costs.append(run("-m", "qingdan", "run", "--data", data, "--inbox", SAMPLE)[0])
        assert (data / "CURRENT").read_bytes() == released
    cost = median(costs)
    yield at_most("a run when nothing changed", max(cost.wall, cost.cpu), AGAIN_SECONDS, " s", cost)


def changed(folder: Path) -> Iterator[Line]:
    """A run after one cell was changed, as a share of a full run."""
    shares: dict[str, list[float]] = {"rest": [], "all": []}
    for number in range(TIMES):
        data, inbox = folder / f"changed-{number}", folder / f"changed-inbox-{number}"
        shutil.copytree(SAMPLE, inbox)
        full, before = program("whole_run", data, inbox)
        program("change_cell", inbox / GAS.name, "6045.24", "6045.25")  # within the rounding of the printed total
        again, after = program("whole_run", data, inbox)
        read = {name for name in after["built"] if name.startswith(("raw/", "staged/"))}
        assert read == {"raw/gas__supply", "staged/gas__supply"}, read
        rest, full_rest = (
            cost.cpu - told["imports"] - told["release"] for cost, told in ((again, after), (full, before))
        )
        shares["rest"].append(100 * rest / full_rest)
        shares["all"].append(100 * again.cpu / full.cpu)
        if not number:
            fresh = folder / "changed-fresh"
            program("whole_run", fresh, inbox)
            program("block_compare", data, fresh)  # as if the cell had never been another
            shutil.rmtree(fresh)
        for path in (data, inbox):
            shutil.rmtree(path)
    told = f"{rest:.2f} of {full_rest:.2f} s CPU; {len(after['built'])} assets built"
    without = "one changed cell ÷ a full run, without imports and the release's writing"
    yield at_most(without, statistics.median(shares["rest"]), SHARE_OF_THE_REST, " %", told, 1)
    told = f"{again.cpu:.2f} of {full.cpu:.2f} s CPU"
    yield at_most("one changed cell ÷ a full run", statistics.median(shares["all"]), SHARE_OF_ALL, " %", told, 1)

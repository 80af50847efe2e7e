"""Blocks of 10, 100 and 500 counties: what a county costs, and whether the next hundred cost the same."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import ROOT, Cost, Line, NoMemory, at_most, cost_of, no_memory, program
from tests.benchmarks.runs import sample_data

SIZES = (10, 100, 500)
#: At this size a county may cost so much; the slope is that of the larger one to it.
MIDDLE = 100
SECONDS, GIGABYTES, SLOPE = 0.25, 1.5, 1.15
BALANCE = ROOT / "data" / "sichuan_2007"


def counties(folder: Path, sizes: tuple[int, ...] = SIZES) -> Iterator[Line]:
    """Core and marts of energy with four bases and 20 years, contracts and writing included, each size by itself."""
    costs: dict[int, Cost] = {}
    program("whole_run", folder / "province", BALANCE)
    lakes = [path / "lake" for path in (sample_data(folder), folder / "province")]
    for size in sizes:
        what = f"core and marts of {size} counties"
        block = folder / f"counties-{size}"
        try:
            program("block_inputs", block, size, *lakes)
            found = program("block", block)[1]
        except NoMemory as refused:
            yield no_memory(what, "", refused)
            continue
        costs[size] = cost_of(found)
        if size != sizes[0]:
            program("block_compare", folder / f"counties-{sizes[0]}", block)
            shutil.rmtree(block)
        dearest = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in found["dearest"].items())
        yield Line(what, f"{costs[size].cpu / size:.2f} s CPU a county ({costs[size]}; most: {dearest})")
    if MIDDLE in costs:
        yield at_most(f"CPU a county of {MIDDLE}", costs[MIDDLE].cpu / MIDDLE, SECONDS, " s")
        yield at_most(f"peak memory of {MIDDLE} counties", costs[MIDDLE].gigabytes, GIGABYTES, " GB")
    if MIDDLE in costs and (largest := max(costs)) > MIDDLE:
        slope = costs[largest].cpu / largest / (costs[MIDDLE].cpu / MIDDLE)
        yield at_most(f"CPU a county of {largest} ÷ of {MIDDLE}", slope, SLOPE)

"""Blocks of 10 to 500 counties: what a county costs, and whether the next hundred cost the same."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import ROOT, Cost, Line, NoMemory, at_most, cost_of, no_memory, program
from tests.benchmarks.runs import sample_data

#: The largest province has 190 counties or so.
PROVINCE, WORKER = 190, 4.0
SIZES = (10, 100, PROVINCE, 500)
#: At this size a county may cost so much; the slope is that of the larger one to it.
MIDDLE = 100
SECONDS, GIGABYTES, SLOPE = 0.25, 1.5, 1.15
BALANCE = ROOT / "data" / "sichuan_2007"


def counties(folder: Path, sizes: tuple[int, ...] = SIZES) -> Iterator[Line]:
    """Core and marts of energy with four bases and 20 years, contracts and writing included, each size by itself."""
    costs: dict[int, Cost] = {}
    refused: dict[int, NoMemory] = {}
    program("whole_run", folder / "province", BALANCE)
    lakes = [path / "lake" for path in (sample_data(folder), folder / "province")]
    for size in sizes:
        block = folder / f"counties-{size}"
        try:
            program("block_inputs", block, size, *lakes)
            found = program("block", block)[1]
        except NoMemory as problem:
            refused[size] = problem
            yield no_memory(f"core and marts of {size} counties", "", problem)
            continue
        costs[size] = cost_of(found)
        if size != sizes[0]:
            program("block_compare", folder / f"counties-{sizes[0]}", block)
            shutil.rmtree(block)
        dearest = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in found["dearest"].items())
        told = f"{costs[size].cpu / size:.2f} s CPU a county ({costs[size]}; most: {dearest})"
        yield Line(f"core and marts of {size} counties", told)
    yield from _verdicts(costs, refused, max(sizes))


def _verdicts(costs: dict[int, Cost], refused: dict[int, NoMemory], largest: int) -> Iterator[Line]:
    each, memory, slope = (
        f"CPU a county of {MIDDLE}",
        f"peak memory of {MIDDLE} counties",
        f"CPU a county of {largest} ÷ of {MIDDLE}",
    )
    if MIDDLE in refused:
        yield no_memory(each, f"≤ {SECONDS:g} s", refused[MIDDLE])
        yield no_memory(memory, f"≤ {GIGABYTES:g} GB", refused[MIDDLE])
    elif MIDDLE in costs:
        yield at_most(each, costs[MIDDLE].cpu / MIDDLE, SECONDS, " s")
        yield at_most(memory, costs[MIDDLE].gigabytes, GIGABYTES, " GB")
    most = f"peak memory of {PROVINCE} counties, the largest province, in a worker with {WORKER:g} GB"
    if PROVINCE in refused:
        yield no_memory(most, f"≤ {WORKER:g} GB", refused[PROVINCE])
    elif PROVINCE in costs:
        yield at_most(most, costs[PROVINCE].gigabytes, WORKER, " GB")
    if lacking := refused.get(largest) or refused.get(MIDDLE):
        yield no_memory(slope, f"≤ {SLOPE:g}", lacking)
    elif {MIDDLE, largest} <= costs.keys():
        yield at_most(slope, costs[largest].cpu / largest / (costs[MIDDLE].cpu / MIDDLE), SLOPE)

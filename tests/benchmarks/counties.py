"""Blocks of 10 to 500 counties: what a county costs, whether the next hundred cost the same; the country in blocks."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemas.codes.regions import current_regions
from tests.benchmarks.measure import ROOT, Cost, Line, NoMemory, at_most, cost_of, no_memory, program
from tests.benchmarks.runs import sample_data

#: The largest province has 190 counties or so.
PROVINCE, WORKER = 190, 4.0
SIZES = (10, 100, PROVINCE, 500)
#: Gigabytes of a worker for a block larger than any province.
LARGE = 12.0
#: From the smallest to the largest.
PROVINCES = ("110000", "640000", "460000", "500000", "630000", "220000", "540000", "620000", "320000", "510000")
#: At this size a county may cost so much; the slope is that of the larger one to it.
MIDDLE = 100
SECONDS, GIGABYTES, SLOPE = 0.25, 1.5, 1.15
BALANCE = ROOT / "data" / "sichuan_2007"


def counties(folder: Path, sizes: tuple[int, ...] = SIZES) -> Iterator[Line]:
    """Core and marts of energy with four bases and 20 years, contracts and writing included, each size by itself."""
    costs: dict[int, Cost] = {}
    refused: dict[int, NoMemory] = {}
    lakes = _lakes(folder)
    for size in sizes:
        block = folder / f"counties-{size}"
        try:
            found = _built(block, size, lakes)
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


def provinces(folder: Path) -> Iterator[Line]:
    """The country in blocks: ten provinces, each with as many counties as it has, one after the other."""
    lakes, counted = _lakes(folder), _counties()
    costs: dict[str, Cost] = {}
    for code in PROVINCES:
        block = folder / f"province-{code}"
        costs[code] = cost_of(_built(block, counted[code], lakes))
        shutil.rmtree(block)
        yield Line(f"{current_regions()[code]['name_en']}, {counted[code]} counties", str(costs[code]))
    computed, all_counties = sum(counted[code] for code in PROVINCES), counted.total()
    cpu, wall = (
        sum(getattr(cost, name) for cost in costs.values()) / computed * all_counties / 3600 for name in ("cpu", "wall")
    )
    yield at_most("peak memory of a province", max(cost.gigabytes for cost in costs.values()), WORKER, " GB")
    yield Line(f"all {all_counties:,} counties, by these {computed}", f"{cpu:.1f} h CPU, {wall:.1f} h on one machine")


def _counties() -> Counter[str]:
    """How many counties each province has now, by its code."""
    return Counter(
        f"{code[:2]}0000"
        for code, region in current_regions().items()
        if region["region_level"] == "county" and not region["valid_to"]
    )


def _lakes(folder: Path) -> list[Path]:
    """Where the figures of a county and those of a province come from."""
    if not (folder / "province").exists():
        program("whole_run", folder / "province", BALANCE)
    return [path / "lake" for path in (sample_data(folder), folder / "province")]


def _built(block: Path, size: int, lakes: list[Path]) -> dict[str, Any]:
    """Build the core and marts of so many counties; what the program told.

    Raises:
        NoMemory: they need more than a worker has.
    """
    memory = f"{WORKER if size <= PROVINCE else LARGE:g}GB"
    program("block_inputs", block, size, *lakes, QINGDAN_MEMORY=memory)
    return program("block", block, QINGDAN_MEMORY=memory)[1]


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

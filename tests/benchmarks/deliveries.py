"""Deliveries: what the files of a further county cost, and many files that cannot be taken in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Cost, Line, NoMemory, at_most, cost_of, no_memory, program
from tests.benchmarks.runs import SAMPLE

COUNTIES = (1, 3, 10)
A_FURTHER_COUNTY = 2.5
FEW, MANY = 1_000, 2_000
TWICE_AS_MANY = 2.5
KNOWN, BESIDE_KNOWN = 997, 2
TOGETHER, A_FILE_JUDGED = (1, 30), 0.2


def files(folder: Path) -> Iterator[Line]:
    """From the delivered files of 1, 3 and 10 counties to a release; as many as the list of regions knows."""
    regions = program("county_files", SAMPLE, folder / "files", max(COUNTIES))[1]["regions"]
    costs: dict[int, Cost] = {}
    for count in dict.fromkeys(min(count, len(regions)) for count in COUNTIES):
        what, data = f"from the delivered files of {count} counties", folder / f"files-{count}"
        chosen = regions[:count]
        try:
            inboxes = [folder / "files" / region for region in chosen]
            costs[count] = program("whole_run", data, *inboxes, QINGDAN_ALLOWED_REGIONS=",".join(chosen))[0]
        except NoMemory as refused:
            yield no_memory(what, "", refused)
            continue
        program("county_compare", data)
        shutil.rmtree(data)
        yield Line(what, str(costs[count]))
    if len(costs) > 1:
        last = max(costs)
        further = (costs[last].cpu - costs[1].cpu) / (last - 1)
        yield at_most(f"CPU of a further county, of {last}", further, A_FURTHER_COUNTY, " s")


def known(folder: Path) -> Iterator[Line]:
    """Three new files of an inbox, beside a thousand that are in force and beside none."""
    alone, beside = (cost_of(program("inbox", count)[1]) for count in (0, KNOWN))
    yield at_most(f"3 new files beside {KNOWN} known ones ÷ 3 alone", beside.cpu / alone.cpu, BESIDE_KNOWN, told=beside)


def judged(folder: Path) -> Iterator[Line]:
    """Files judged beside twenty years in force, without Dagster: one alone, and those of a year together."""
    for count in TOGETHER:
        found = program("judged", count)[1]
        cost = cost_of(found)
        each = cost.cpu / found["files"]
        yield at_most(
            f"CPU of a file judged, {found['files']} at once", each, A_FILE_JUDGED, " s", told=f"{cost} in all"
        )


def refused(folder: Path) -> Iterator[Line]:
    """Twice as many files that contradict one another, or are the same under other names, take twice as long."""
    for kind in ("contradicting", "the same"):
        few, many = (cost_of(program("refused", kind, count)[1]) for count in (FEW, MANY))
        what = f"{MANY} files that are {kind} ÷ {FEW}"
        yield at_most(what, many.cpu / few.cpu, TWICE_AS_MANY, told=many)

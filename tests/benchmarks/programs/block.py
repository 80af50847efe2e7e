"""Everything between what a block delivered and its release: core and marts, with the product's own builders.

``python -m tests.benchmarks.programs.block FOLDER`` builds them on what ``block_inputs`` wrote.
"""

import sys
from pathlib import Path

from assets import load_assets
from tests.benchmarks.programs import Stopwatch, cpu_seconds, tell
from tests.benchmarks.programs.block_inputs import run_of
from tests.benchmarks.programs.deposits import build_from_declarations

GIVEN = ("core/regions", "core/delivered_files", "core/delivered_holdings")


def main(folder: str) -> None:
    """Build; tell what it took, and which tables took most of it."""
    run = run_of(Path(folder))
    names = [name for name in load_assets() if name.startswith(("core/", "marts/")) and name not in GIVEN]
    watch, costs = Stopwatch(), {}
    for name in names:
        started = cpu_seconds()
        build_from_declarations(run, [name])
        costs[name] = round(cpu_seconds() - started, 2)
    dearest = sorted(costs, key=lambda name: -costs[name])[:5]
    tell(watch.read() | {"built": len(names), "dearest": {name: costs[name] for name in dearest}})


if __name__ == "__main__":
    main(*sys.argv[1:])

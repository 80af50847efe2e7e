"""The product's road from the energy panel to the inventory of every county, with contracts and writing.

``python -m tests.benchmarks.programs.panel_ours FOLDER`` builds what lies between with the product's own builders, and
writes the sums of regions, years, categories and gases as FOLDER/ours.parquet.
"""

import sys
from pathlib import Path

from pipelines.building.engine import borrow_engine, literal
from pipelines.building.sql import show_upstream
from tests.benchmarks.programs import Stopwatch, tell
from tests.benchmarks.programs.deposits import build_from_declarations, needed_for
from tests.benchmarks.programs.panel_inputs import GIVEN, run_of

#: The table in which the emissions of energy use stand, and the grain of an inventory.
TARGET = "core/emissions__multiply"
SUMS = f"""
    select region_code, year, category_code, gas, sum(emissions_t) as emissions_t
    from {TARGET.replace("/", ".")}
    group by all
"""


def main(folder: str) -> None:
    """Build, sum, write; tell what it took."""
    run, names = run_of(Path(folder)), needed_for(TARGET, GIVEN)
    watch = Stopwatch()
    build_from_declarations(run, names)
    with borrow_engine(run) as engine:
        show_upstream(engine, run, [TARGET.replace("/", ".")], [*GIVEN, *names])
        target = literal(str(Path(folder, "ours.parquet")))
        engine.execute(f"copy ({SUMS}) to {target} (format parquet, compression zstd)")
    tell(watch.read())


if __name__ == "__main__":
    main(*sys.argv[1:])

"""``make bench``: four comparisons, each asserted equal where there is something to compare, printed as ratios."""

import os
import platform
import tempfile
from pathlib import Path

from tests.benchmarks import deliveries, panel, runs


def main() -> None:
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        for comparison in (
            runs.against_an_empty_graph,
            runs.after_one_changed_cell,
            panel.against_other_engines,
            deliveries.of_refused_files,
        ):
            print(f"\n== {(comparison.__doc__ or '').splitlines()[0]}", flush=True)
            comparison(Path(folder))


if __name__ == "__main__":
    main()

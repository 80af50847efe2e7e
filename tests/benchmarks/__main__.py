"""``make bench``: what the product costs beside what it could cost, each with its reach and whether that is met.

python -m tests.benchmarks [--write FILE] [BENCH …]
"""

import argparse
import os
import platform
import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks import commands, counties, deliveries, panel, runs, workbook
from tests.benchmarks.measure import Bench, Line, NoMemory

BENCHES: dict[str, Bench] = {
    bench.__name__: bench
    for bench in (
        commands.commands,
        runs.floor,
        runs.again,
        runs.changed,
        panel.panel,
        counties.counties,
        counties.provinces,
        deliveries.files,
        workbook.workbook,
        deliveries.known,
        deliveries.judged,
        deliveries.refused,
    )
}
LIBRARIES = ("dagster", "duckdb", "pandas", "pandera", "polars", "pyarrow", "python-calamine", "sqlglot")


def main() -> None:
    """Run the benchmarks that were named, or all; print the table, write it where that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=f"of {', '.join(BENCHES)}; all if none is named")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table there too, as Markdown")
    arguments = parser.parse_args()
    if unknown := set(arguments.benches) - set(BENCHES):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"
    lines: list[Line] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.benches or BENCHES:
            print(f"\n== {name}: {(BENCHES[name].__doc__ or '').splitlines()[0]}", flush=True)
            try:
                for line in BENCHES[name](Path(folder)):
                    print(f"   {line.what}: {line.measured}  {line.reach}  {line.verdict}".rstrip(), flush=True)
                    lines.append(line)
            except (AssertionError, NoMemory, RuntimeError) as error:  # the others have something to say
                print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
                failed.append(name)
                lines.append(Line(name, f"failed: {type(error).__name__}", "", False))
    table = "\n".join([*machine(), "", *rows(lines)])
    print(f"\n{table}")
    if arguments.write:
        arguments.write.write_text(f"{table}\n", encoding="utf-8")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def machine() -> Iterator[str]:
    """When, on which machine, how busy (wall seconds hold the work of others too), with which versions."""
    model = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    yield (
        f"{datetime.now(UTC).date().isoformat()}, {model[1] if model else platform.machine()}, {os.cpu_count()} cores, "
        f"{pages * size / 2**30:.0f} GB, {platform.system()}, load {os.getloadavg()[2]:.1f}"
    )
    libraries = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    yield f"Python {platform.python_version()}, {libraries}"


def rows(lines: list[Line]) -> Iterator[str]:
    """The table, as text that is Markdown too."""
    table = [("line", "measured", "reach", ""), *((i.what, i.measured, i.reach, i.verdict) for i in lines)]
    widths = [max(len(row[column]) for row in table) for column in range(4)]
    for number, row in enumerate(table):
        yield f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        if not number:
            yield f"|{'|'.join('-' * (width + 2) for width in widths)}|"


if __name__ == "__main__":
    main()

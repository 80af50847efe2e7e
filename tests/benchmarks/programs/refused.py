"""Register many files that cannot be taken in.

``python -m tests.benchmarks.programs.refused KIND COUNT``; KIND is `contradicting`, pairs of one edition among editions
that all overlap, or `the same`, unknown copies of one file.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.deliveries.register import register_files
from tests.benchmarks.programs import Stopwatch, tell


class Held(NamedTuple):
    table: str
    region_code: str
    periods: tuple[str, ...]
    part: str = ""


def main(kind: str, count: str) -> None:
    """Register them; tell what it took."""
    is_same = kind == "the same"

    def recognise(sheets: object, name: str) -> list[Held]:
        return [] if is_same else list(_holdings(int(name.removesuffix(".csv")) // 2))

    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder, "inbox")
        inbox.mkdir()
        for number in range(int(count)):
            (inbox / f"{number:05}.csv").write_text("0,0\n" if is_same else f"{number},1\n")
        watch = Stopwatch()
        report = register_files(Path(folder, "data"), inbox.iterdir(), recognise)
        found = watch.read()
    assert len(report.refusals) == int(count)
    tell(found)


def _holdings(last: int) -> Iterator[Held]:
    """A yearbook of ten tables that begin in 1949."""
    periods = (*map(str, range(1949, 1969)), f"{2000 + last}")
    return (Held(f"table{number}", "511725", periods) for number in range(10))


if __name__ == "__main__":
    main(*sys.argv[1:])

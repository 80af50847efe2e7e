"""Registering many files that cannot be taken in: twice as many must take about twice as long."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.deliveries.register import register_files

FEW, MANY = 1_000, 2_000


class Held(NamedTuple):
    table: str
    region_code: str
    periods: tuple[str, ...]


def of_refused_files(folder: Path) -> None:
    """(d) twice as many files that contradict one another, or are the same under other names (reach: 2.5)."""
    for title, is_same in (("contradicting", False), ("the same", True)):
        seconds = [_register(folder / f"{title}-{count}", count, is_same=is_same) for count in (FEW, MANY)]
        print(f"   {title}: {FEW} in {seconds[0]:.2f} s, {MANY} in {seconds[1]:.2f} s = {seconds[1] / seconds[0]:.2f}")


def _register(folder: Path, count: int, *, is_same: bool) -> float:
    """Seconds to refuse so many files: pairs of one edition among editions that all overlap, or unknown copies."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for number in range(count):
        (inbox / f"{number:05}.csv").write_text("0,0\n" if is_same else f"{number},1\n")

    def recognise(sheets: object, name: str) -> list[Held]:
        last = int(name.removesuffix(".csv")) // 2
        return [] if is_same else list(_holdings(last))

    started = time.perf_counter()
    report = register_files(folder / "data", inbox.iterdir(), recognise)
    seconds = time.perf_counter() - started
    assert len(report.refusals) == count
    shutil.rmtree(folder)
    return seconds


def _holdings(last: int) -> Iterator[Held]:
    """A yearbook of ten tables that begin in 1949."""
    periods = (*map(str, range(1949, 1969)), f"{2000 + last}")
    return (Held(f"table{number}", "511725", periods) for number in range(10))

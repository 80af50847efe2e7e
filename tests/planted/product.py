"""The same deliveries by the product itself: registered beside all other files, and built as a run builds them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.deliveries.intake import take_in
from pipelines.lake.files import Lake
from pipelines.settings import Settings
from schemas.check_result import place_id
from schemas.problems import Refusal, Refusals
from tests.deliveries import SAMPLE, copy_of
from tests.lakes import build_tables
from tests.planted.county import TABLES
from tests.planted.figures import Outcome, Planted, planted_book
from tests.planted.truth import refused

#: One of each state that a delivery may end in, by rules of judgement, of comparison and over tables.
CASES = (
    Planted("revision", "渠县天然气公司供气量.xlsx", "x 10^2", "cell"),
    Planted("revision", "渠县成品油零售量.xlsx", "x 10^4", "table"),
    Planted("revision", "渠县能源补充调查.xlsx", "x 10^1", "cell"),
    Planted("revision", "渠县水泥厂月度数据_2024.xlsx", "x 1.2", "cell"),
    Planted("revision", "渠县污水去向和膳食.xlsx", "all years late", "table"),
    Planted("first", "渠县煤炭生产情况.xlsx", "x 10^4", "table"),
    Planted("first", "渠县农村能源.xlsx", "x 10^-4", "table"),
    Planted("first", "渠县成品油零售量.xlsx", "x 10^4", "table"),
)


def by_the_product(cases: Sequence[Planted], folder: Path) -> list[Outcome]:
    """What becomes of revisions of files in force, and of files of which none has come."""
    files = [path for path in sorted(SAMPLE.iterdir()) if path.suffix in (".xlsx", ".csv")]
    delivered = [path for path in files if path.name not in ("manifest.csv", "confirmations.csv")]
    first = {case.name for case in cases if case.road == "first"}
    build_tables(folder / "revision", delivered, TABLES).close()
    build_tables(folder / "first", [path for path in delivered if path.name not in first], TABLES).close()
    usual = set(_held(folder / "revision"))
    return [_one(case, copy_of(folder / case.road, folder / str(number)), usual) for number, case in enumerate(cases)]


def _one(case: Planted, data_dir: Path, usual: set[str]) -> Outcome:
    book = planted_book(case)
    assert book
    path = data_dir.with_suffix(".inbox") / book.name
    path.parent.mkdir()
    path.write_bytes(book.content())
    try:
        take_in(Settings(data_dir=data_dir), [path])
        build_tables(data_dir, until=TABLES).close()
    except (Refusal, Refusals) as problem:
        return Outcome(case, "blocked", (refused(problem),))
    held = tuple(place for place in _held(data_dir) if place not in usual)
    return Outcome(case, "held" if held else "passed", held)


def _held(data_dir: Path) -> list[str]:
    lake = Lake(data_dir / "lake")
    return [
        f"{check['rule_code']} {found['label']} {place_id(check['rule_code'], found)}"
        for table in TABLES
        for check in lake.record(table).checks
        if check["severity"] == "hold"
        for found in check["found"]
    ]

"""A table that is as a whole some factor larger than in the file before is refused; one that was revised is not."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pipelines.deliveries import comparison
from pipelines.deliveries.comparison import FEWEST, KEY, scale_errors
from pipelines.deliveries.judgement import Judged, judge
from pipelines.deliveries.readers import read_files
from tests.deliveries import DELIVERIES, SAMPLE

#: One file of each series: the last year's where there is one a year.
FILES = sorted({re.sub(r"\d", "", path.name): path for path in DELIVERIES}.values())


@cache
def judged(path: Path) -> dict[str, Judged]:
    (sheets,) = read_files([(path, path.name)])
    assert isinstance(sheets, list)
    return judge(sheets, path.name)


Found = list[tuple[str, object]]
Compare = Callable[[dict[str, Judged], dict[str, Judged]], Found]


def scaled(known: dict[str, Judged], table: str, factor: Decimal, share: float = 1) -> dict[str, Judged]:
    """The same with the figures of a table multiplied, or of the first part of them."""
    rows = known[table].observations.copy()
    limit = int(len(rows) * share)
    rows["amount"] = [
        amount if amount is None or number >= limit else amount * factor
        for number, amount in enumerate(rows["amount"].astype(object).where(rows["amount"].notna(), None))
    ]
    return known | {table: known[table]._replace(observations=rows)}


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch) -> Compare:
    def run(newer: dict[str, Judged], older: dict[str, Judged]) -> Found:
        answers = {"newer": newer, "older": older}
        monkeypatch.setattr(comparison, "judge", lambda _, name: answers[name])
        return [(r.code, r.details["power"]) for r in scale_errors([], "newer", [], "older")]

    return run


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_table_that_is_ten_thousand_times_larger_or_smaller_is_refused(path: Path, compare: Compare) -> None:
    known = judged(path)
    for table, found in known.items():
        figures = found.observations
        if len(figures[figures["amount"].notna() & (figures["amount"] != 0)][KEY].drop_duplicates()) < FEWEST:
            continue
        for factor, shown in ((Decimal(10_000), "10^4"), (Decimal("0.0001"), "1/10^4"), (Decimal(15), "15")):
            assert compare(scaled(known, table, factor), known)[:1] == [("E-REVISION-SCALE", shown)], table


@pytest.mark.parametrize("factor", ["1", "1.04", "0.9", "1.5"])
def test_a_revision_is_not_refused(factor: str, compare: Compare) -> None:
    known = judged(SAMPLE / "渠县天然气公司供气量.xlsx")
    (table,) = known
    assert compare(scaled(known, table, Decimal(factor)), known) == []


def test_some_figures_that_are_corrected_alike_are_not_the_unit_of_the_table(compare: Compare) -> None:
    known = judged(SAMPLE / "渠县成品油零售量.xlsx")
    (table,) = known
    assert compare(scaled(known, table, Decimal(10_000), share=0.05), known) == []

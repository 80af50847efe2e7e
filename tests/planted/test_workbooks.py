"""A part of what `python -m tests.planted rates` draws: every operator on some files of each kind."""

from collections import Counter

import pytest

from tests.planted.books import sample_books
from tests.planted.operators import OPERATORS
from tests.planted.truth import known, meant
from tests.planted.workbooks import Outcome, mutants, outcomes

FILES = ["渠县天然气公司供气量.xlsx", "渠县规模以上工业能源_2024.xlsx", "国网渠县供电公司_分行业售用电_2024.csv"]

#: Of one series, of several tables, in months, with keys, with units beside rows; cheap to read.
CHANGED = [
    *FILES[::2],
    "渠县水泥厂月度数据_2024.xlsx",
    "渠县铁路水运燃料.xlsx",
    "渠县畜产品产量.xlsx",
    "渠县环境统计.xlsx",
]

#: What needs a file of another kind; `python -m tests.planted rates` has them all.
ELSEWHERE = {"one_point_between_thousands_of_a_single_year", "fraction_for_a_percentage"}


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    return list(outcomes(mutants(1, names=CHANGED), workers=1))


def told(found: list[Outcome], kind: str, *verdicts: str) -> list[tuple[str, str, str]]:
    return [
        (outcome.mutant.name, outcome.mutant.operator, outcome.said)
        for outcome in found
        if OPERATORS[outcome.mutant.operator].kind == kind and outcome.verdict in verdicts
    ]


def test_there_are_many_operators_of_both_kinds() -> None:
    kinds = Counter(operator.kind for operator in OPERATORS.values())
    assert kinds["same"] + kinds["other"] >= 90
    assert min(kinds["same"], kinds["other"]) >= 50


def test_five_hundred_files_are_changed(found: list[Outcome]) -> None:
    assert len(found) >= 500
    assert {outcome.mutant.operator for outcome in found} >= OPERATORS.keys() - ELSEWHERE


def test_what_is_written_otherwise_is_read_as_it_is(found: list[Outcome]) -> None:
    assert len(told(found, "same", "true")) > 200
    assert told(found, "same", "refused", "compared", "false") == []


def test_what_says_something_else_is_never_read_so(found: list[Outcome]) -> None:
    assert len(told(found, "other", "refused", "compared")) > 200
    assert told(found, "other", "false") == []


def test_the_figures_are_those_of_the_generator() -> None:
    """Year by year: the period that was read stands beside, above or over the figure that the generator put there."""
    for name in FILES:
        truth = known(name)
        pages = {page.name: page for page in truth.book.pages}
        assert len(truth.figures) > 90
        for (sheet, (row, column)), key in truth.places.items():
            page = pages[sheet]
            texts = [
                str(cell.value) for at, cell in page.cells.items() if at[0] == row or at[1] == column or at[0] == 0
            ]
            assert any(key[2][:4] in text for text in [*texts, name]), (name, sheet, row, column)


def test_a_book_is_written_as_the_generator_writes_it() -> None:
    assert meant("１ 234.5①") == meant("1234.5")
    assert meant("—") is None
    book = sample_books()[FILES[2]]
    assert book.content().decode("gb18030").startswith("类型,汇总方式")

"""A small part of what `python -m tests.planted figures` shows: gross errors by every road, and files without one."""

from collections.abc import Iterator

import pytest

from tests.deliveries import YEARBOOK
from tests.planted.books import sample_books
from tests.planted.county import County
from tests.planted.figures import Planted, in_force, outcome_of, planted_book
from tests.planted.truth import known

GAS, SURVEY, HERDS = "渠县天然气公司供气量.xlsx", "渠县能源补充调查.xlsx", "渠县畜牧业统计.xlsx"
GRID, DIET = "国网渠县供电公司_分行业售用电_2024.csv", "渠县污水去向和膳食.xlsx"

#: By road, file, error and how much: the state, and a rule that says so.
CASES = {
    Planted("revision", GAS, "x 10^2", "cell"): ("blocked", "E-SUM"),
    Planted("revision", DIET, "x 10^4", "item"): ("blocked", "E-REVISION-SCALE"),
    Planted("revision", HERDS, "all years late", "table"): ("blocked", "E-REVISION-MOVED"),
    Planted("next", SURVEY, "x 15", "year"): ("held", "H-STEP"),
    Planted("next", GRID, "last year again", "table"): ("held", "H-COPY"),
    Planted("first", GAS, "x 10^4", "table"): ("blocked", "E-UNIT-RANGE"),
    Planted("first", DIET, "x 4.1868", "table"): ("held", "H-BAND"),
    # nothing that is known beforehand tells by how much a quantity may be wrong that a county reports once
    Planted("next", GAS, "x 1.2", "year"): ("passed", ""),
}


@pytest.fixture(scope="module")
def county() -> Iterator[County]:
    """What is in force: the files below, and the yearbook, by whose people figures are measured."""
    county = County({YEARBOOK.name, GRID.replace("2024", "2023"), *(planted.name for planted in CASES)})
    yield county
    county.close()


@pytest.mark.parametrize("planted", CASES, ids=" ".join)
def test_a_gross_error_does_not_pass(planted: Planted, county: County) -> None:
    state, rule = CASES[planted]
    outcome = outcome_of(planted, county)
    assert outcome.state == state
    assert rule in {said.split()[0] for said in outcome.rules} or not outcome.rules


@pytest.mark.parametrize("name", [GAS, GRID])
def test_a_good_delivery_passes(name: str, county: County) -> None:
    assert county.verdict(sample_books()[name], in_force("next", known(name))).state == "passed"
    assert len(county.usual) <= 2 * 20, "held places of twenty years that nothing is wrong with"


def test_an_error_changes_what_it_says_and_nothing_else() -> None:
    good, wrong = sample_books()[GAS], planted_book(Planted("revision", GAS, "x 10^2", "cell"))
    assert wrong
    pairs = [(good.pages[0].cells[at].value, cell.value) for at, cell in wrong.pages[0].cells.items()]
    ((before, after),) = [pair for pair in pairs if pair[0] != pair[1]]
    assert after == before * 100  # type: ignore[operator]

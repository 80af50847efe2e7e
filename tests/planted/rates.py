"""How often what is delivered is judged as it should be: `python -m tests.planted rates 10000`.

Ways of changing a file on every file, gross errors in deliveries, and deliveries without an error, drawn by one seed.
Each rate has its bound, and a broken one ends the program with 1. The interval is Wilson's, of 95 %.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.planted import figures, workbooks
from tests.planted.books import REAL, real_books
from tests.planted.operators import OPERATORS
from tests.sample.delivery import FIRST

#: Of ten changed deliveries one has a gross error and goes through the tables, which takes ten times as long.
SHARE_OF_FIGURES = 10
Z = 1.96

Say = Callable[[str], None]


class Rate(NamedTuple):
    """How many of how many, and how many there may be."""

    title: str
    count: int
    of: int
    limit: float
    is_most: bool

    @property
    def keeps(self) -> bool:
        """Whether the bound is kept."""
        share = self.count / max(self.of, 1)
        return share <= self.limit if self.is_most else share >= self.limit

    def __str__(self) -> str:
        low, high = _interval(self.count, self.of)
        bound = f"{'≤' if self.is_most else '≥'} {self.limit:g}"
        shown = f"{self.count:6} of {self.of:6} = {self.count / max(self.of, 1):8.4f}"
        interval = f"({low:.4f} - {high:.4f})" if self.count <= self.of else " " * 17
        return f"{self.title:52}{shown} {interval} {bound:>8} {'kept' if self.keeps else 'BROKEN'}"


def _interval(count: int, of: int) -> tuple[float, float]:
    if not of or count > of:
        return 0.0, 1.0
    share, spread = count / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / of / 4)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def show_rates(number: int, say: Say, progress: Say) -> bool:
    """Say what is not as it should be, then the rates; whether all bounds are kept."""
    for name, path in REAL.items():
        if name not in real_books():
            say(f"{path} is not beside the checkout: not among the files")
    of_figures = number // SHARE_OF_FIGURES
    rates = [*_of_workbooks(number - of_figures, say, progress), *_of_figures(of_figures, say, progress)]
    say("\n".join(map(str, rates)))
    return all(rate.keeps for rate in rates)


def _of_workbooks(number: int, say: Say, progress: Say) -> Iterator[Rate]:
    found = []
    for outcome in _drawn(number):
        found.append(outcome)
        kind = OPERATORS[outcome.mutant.operator].kind
        if (kind, outcome.verdict) == ("other", "false") or (kind == "same" and outcome.verdict != "true"):
            say(" ".join(map(str, (kind, *outcome.mutant, outcome.verdict, outcome.said))))
        if len(found) % 200 == 0:
            progress(f"{len(found)} of {number} changed files")
    kinds = {kind: [one for one in found if OPERATORS[one.mutant.operator].kind == kind] for kind in ("other", "same")}
    wrong = [one for one in kinds["other"] if one.verdict == "false"]
    refused = [one for one in kinds["same"] if one.verdict != "true"]
    yield Rate("wrong values accepted", len(wrong), len(kinds["other"]), 0, is_most=True)
    yield Rate("meaning-preserving changes refused", len(refused), len(kinds["same"]), 0.03, is_most=True)


def _drawn(number: int) -> Iterator[workbooks.Outcome]:
    """Files changed one by one, in rounds of every operator on every file, each round in an order of its own."""
    chance, count = random.Random(workbooks.SEED), 0
    for seed in range(number):
        in_round = [mutant._replace(seed=seed) for mutant in workbooks.mutants(1)]
        for mutant in chance.sample(in_round, len(in_round)):
            if outcome := workbooks.outcome_of(mutant):
                yield outcome
                count += 1
            if count == number:
                return


def _of_figures(number: int, say: Say, progress: Say) -> Iterator[Rate]:
    stopped = gross = 0
    for count, planted in enumerate(figures.deliveries(number), 1):
        outcome = figures.outcome_of(planted)
        gross += planted.is_gross
        stopped += planted.is_gross and outcome.state != "passed"
        if planted.is_gross and outcome.state == "passed":
            say(" ".join(("passed", *planted)))
        if count % 100 == 0:
            progress(f"{count} of {number} deliveries with an error")
    yield Rate("gross errors of suppliers stopped", stopped, gross, 0.98, is_most=False)
    held = len(figures.county().usual)
    for name, verdict in figures.good_verdicts(figures.names_of("revision")):
        if verdict.state != "passed":
            say(" ".join((verdict.state, name, *verdict.rules)))
            held += len(verdict.rules)
    yield Rate("places held in a clean year of a county", held, len(FIRST.years), 2, is_most=True)

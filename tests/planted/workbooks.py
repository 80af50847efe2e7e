"""The sample's files, each changed in one way: refused, read as its generator says, or read otherwise.

A changed file goes the way of a revision: reading, judgement, comparison with the file in force.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from typing import Literal, NamedTuple

from pipelines.deliveries import comparison
from pipelines.deliveries.judgement import judge
from pipelines.deliveries.register.registration import with_parents
from schemas.problems import Refusal, Refusals
from tests.planted.books import Book, base_books, one_of_each
from tests.planted.operators import OPERATORS
from tests.planted.truth import close_reader, figures_of, known, reader, refused

Verdict = Literal["refused", "compared", "true", "false"]
"""Refused by itself, refused beside the file in force, read with the true figures, read with others."""

SEED = 2025


class Mutant(NamedTuple):
    """A file, how it is changed, and the seed of chance."""

    name: str
    operator: str
    seed: int


class Outcome(NamedTuple):
    """What became of one; `said` is the code of the refusal, or what is not true."""

    mutant: Mutant
    verdict: Verdict
    said: str


def mutants(times: int, of_series: int = 4, names: Iterable[str] = ()) -> list[Mutant]:
    """Every operator on every file, so many times."""
    files = list(names) or one_of_each(base_books(), of_series)
    return [Mutant(name, operator, seed) for seed in range(times) for name in files for operator in OPERATORS]


def is_same(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two figures are one, but for the dust of binary fractions."""
    return one == other or bool(one and other and abs(one / other - 1) < Decimal("1e-12"))


def outcome_of(mutant: Mutant) -> Outcome | None:
    """What becomes of a mutant; nothing where the file has no place for the change."""
    truth = known(mutant.name)
    changed = OPERATORS[mutant.operator].change(truth, random.Random(f"{SEED} {mutant}"))
    if changed is None:
        return None
    name = changed.name if isinstance(changed, Book) else mutant.name
    sheets = reader().read(changed.content() if isinstance(changed, Book) else changed, name)
    if isinstance(sheets, Refusal):
        return Outcome(mutant, "refused", sheets.code)
    try:
        judged = judge(sheets, name)
    except (Refusal, Refusals) as problem:
        return Outcome(mutant, "refused", refused(problem))
    for problem in comparison.revision_errors(judged, sheets, name, truth.judged, mutant.name):
        return Outcome(mutant, "compared", problem.code)
    read = figures_of(judged)
    if {key[1] for key in read} - with_parents({key[1] for key in truth.figures}):
        return Outcome(mutant, "compared", "E-HOME")  # as the register does in a folder that is at home elsewhere
    if name == mutant.name and {key[:3] for key in truth.figures} - {key[:3] for key in read}:
        return Outcome(mutant, "compared", "E-REVISION-PARTIAL")  # as the register does with a file of that name
    keys = {*read, *truth.figures}
    wrong = sorted(key for key in keys if key not in read or not is_same(read[key], truth.figures.get(key)))
    said = f"{len(wrong)}: {'/'.join(wrong[0])}" if wrong else ""
    return Outcome(mutant, "false" if wrong else "true", said)


def outcomes(asked: Sequence[Mutant], workers: int = 2) -> Iterator[Outcome]:
    """What becomes of all of them; files are shared out whole, so that each is read once."""
    if workers == 1:
        yield from filter(None, map(outcome_of, asked))
        return
    close_reader()  # each worker has its own
    with ProcessPoolExecutor(workers) as pool:
        yield from filter(None, pool.map(outcome_of, sorted(asked), chunksize=40))


def table_of(found: Sequence[Outcome]) -> str:
    """One line an operator: how many, refused, refused beside the file in force, true, false."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in found:
        counts[outcome.mutant.operator][outcome.verdict] += 1
    lines = []
    for kind in ("same", "other", "unknowable"):
        names = [name for name, operator in OPERATORS.items() if operator.kind == kind and name in counts]
        total = sum((counts[name] for name in names), Counter[str]())
        lines += ["", f"{kind:48}{'n':>6}{'refused':>9}{'compared':>9}{'true':>7}{'false':>7}"]
        lines += [_line(name, counts[name]) for name in names] + [_line("all of them", total)]
    return "\n".join(lines)


def _line(name: str, counts: Counter[str]) -> str:
    shown = f"{counts['refused']:9}{counts['compared']:9}{counts['true']:7}{counts['false']:7}"
    return f"  {name.replace('_', ' '):46}{counts.total():6}{shown}"

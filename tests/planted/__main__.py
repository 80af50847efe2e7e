"""`python -m tests.planted workbooks` and `… figures`: both tables, and one by one what is not as it should be."""

from __future__ import annotations

import sys
from collections import Counter

from tests.planted import figures, workbooks
from tests.planted.operators import OPERATORS


def show_workbooks() -> None:
    """Every operator on every file of the sample."""
    found = list(workbooks.outcomes(workbooks.mutants(times=1)))
    print(f"{len(found)} mutants by {len(OPERATORS)} operators")
    print(workbooks.table_of(found))
    for outcome in found:
        kind = OPERATORS[outcome.mutant.operator].kind
        if (kind, outcome.verdict) in (
            ("same", "refused"),
            ("same", "compared"),
            ("same", "false"),
            ("other", "false"),
        ):
            print(kind, *outcome.mutant, outcome.verdict, outcome.said)


def show_figures() -> None:
    """Errors in 300 deliveries, then deliveries without one."""
    found = list(figures.outcomes(figures.deliveries(300)))
    print(f"{len(found)} deliveries with an error")
    print(figures.table_of(found))
    for outcome in found:
        if outcome.planted.is_gross and outcome.state == "passed":
            print("passed", *outcome.planted)
    good = list(figures.good_verdicts(figures.names_of("revision")))
    print(f"\n{len(good)} deliveries without an error: {dict(Counter(verdict.state for _, verdict in good))}")
    for name, verdict in good:
        if verdict.state != "passed":
            print(verdict.state, name, *verdict.rules)


if __name__ == "__main__":
    {"workbooks": show_workbooks, "figures": show_figures}[sys.argv[1]]()

"""`python -m tests.planted workbooks`, `… figures`, `… product`: tables, and one by one what is not as it should be.

`… rates 10000`: so many deliveries of all kinds, and whether the rates of `tests.planted.rates` keep their bounds.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

from tests.planted import figures, product, rates, workbooks
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


def show_product() -> None:
    """Some deliveries by the judge and by the whole product, which must say the same."""
    with tempfile.TemporaryDirectory() as folder:
        by_the_product = product.by_the_product(product.CASES, Path(folder))
    for outcome in by_the_product:
        judged = figures.outcome_of(outcome.planted)
        same = (judged.state, judged.rules[:1]) == (outcome.state, outcome.rules[:1])
        print("same" if same else f"not as judged ({judged.state} {judged.rules[:2]})", *outcome.planted)
        print("   ", outcome.state, *outcome.rules[:2])


if __name__ == "__main__":
    if sys.argv[1] == "rates":
        say, progress = partial(print, flush=True), partial(print, file=sys.stderr, flush=True)
        sys.exit(not rates.show_rates(int(sys.argv[2]), say, progress))
    {"workbooks": show_workbooks, "figures": show_figures, "product": show_product}[sys.argv[1]]()

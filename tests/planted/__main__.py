"""`python -m tests.planted workbooks` and `python -m tests.planted figures`: both tables, and what is not as it should be."""

from __future__ import annotations

import sys

from tests.planted import workbooks
from tests.planted.operators import OPERATORS


def show_workbooks() -> None:
    """Every operator on every file of the sample."""
    found = list(workbooks.outcomes(workbooks.mutants(times=1)))
    print(f"{len(found)} mutants by {len(OPERATORS)} operators")
    print(workbooks.table_of(found))
    for outcome in found:
        kind = OPERATORS[outcome.mutant.operator].kind
        if (kind, outcome.verdict) in (("same", "refused"), ("same", "compared"), ("same", "false"), ("other", "false")):
            print(kind, *outcome.mutant, outcome.verdict, outcome.said)


if __name__ == "__main__":
    {"workbooks": show_workbooks}[sys.argv[1]]()

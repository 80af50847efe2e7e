"""Check results: what the checks wrote while the run went on, collected."""

from collections.abc import Sequence

from schemas.check_result import CheckResult

NEEDS = ("stamps", "raw/*", "staged/*", "core/*", "marts/*")


def build(stamps: Sequence[CheckResult]) -> list[CheckResult]:
    """One row a table, rule and subject."""
    return list(stamps)

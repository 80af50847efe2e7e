"""What a check writes while the run goes on: one shape for rules of contracts, rule files and printed totals."""

from collections.abc import Iterable
from typing import TypedDict


class CheckResult(TypedDict):
    """A row of ``marts.check_results``."""

    table_name: str
    rule_code: str
    subject: str
    title_zh: str
    severity: str
    rows_checked: int
    rows_failed: int
    outcome: str
    places: str
    limit_text: str


def check_result(
    table_name: str,
    rule_code: str,
    title_zh: str,
    severity: str,
    rows_checked: int,
    rows_failed: int,
    places: Iterable[str],
    *,
    subject: str = "",
    limit_text: str = "0",
) -> CheckResult:
    """What came of a rule: it passed, or by its severity it failed (``error``) or warned (``warning``).

    ``subject`` is what was checked, the rule itself where it says that.
    """
    return CheckResult(
        table_name=table_name,
        rule_code=rule_code,
        subject=subject or title_zh,
        title_zh=title_zh,
        severity=severity,
        rows_checked=rows_checked,
        rows_failed=rows_failed,
        outcome="passed" if not rows_failed else "failed" if severity == "error" else "warned",
        places="\n".join(places),
        limit_text=limit_text,
    )

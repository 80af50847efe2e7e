"""What a check writes while the run goes on: one shape for rules of contracts, rule files and printed totals.

A rule *blocks* (nothing is written), *holds* (what it found is computed, but nothing current rests on it until a person
has confirmed that place), or is a *note*.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypedDict

from schemas.problems import plain

Severity = Literal["block", "hold", "note"]
SEVERITIES: tuple[Severity, ...] = ("block", "hold", "note")

#: What is said of a place that such a rule found.
OUTCOMES = {"block": "blocked", "hold": "held", "note": "noted"}

#: The rule that notes which labels are read as somebody has answered: an assumption, not a finding.
ANSWERED = "I-ANSWERED"

#: What `place_id` looks like.
PLACE_ID = re.compile(r"[0-9a-f]{12}")


class Found(TypedDict):
    """One place that a rule has something to say about."""

    label: str
    found_year: int | None
    file_name: str
    sheet: str
    cell: str
    value_text: str
    limit_text: str
    message_zh: str
    message_en: str


class CheckResult(TypedDict):
    """What came of one rule over one table."""

    table_name: str
    rule_code: str
    subject: str
    title_zh: str
    severity: str
    rows_checked: int
    found: list[Found]


def check_result(
    table_name: str,
    rule_code: str,
    title_zh: str,
    severity: str,
    rows_checked: int,
    found: Iterable[Found],
    *,
    subject: str = "",
) -> CheckResult:
    """What came of a rule; ``subject`` is what was checked, the rule itself where it says that."""
    return CheckResult(
        table_name=table_name,
        rule_code=rule_code,
        subject=subject or title_zh,
        title_zh=title_zh,
        severity=severity,
        rows_checked=rows_checked,
        found=list(found),
    )


def found_in(row: Mapping[str, Any], message_zh: str, message_en: str) -> Found:
    """The place that a row of a rule file tells of; what it does not say is blank."""
    said = defaultdict(str, {name: plain(value) for name, value in row.items()})
    return Found(
        label=said["label"],
        found_year=row.get("year"),
        file_name=said["file"],
        sheet=said["sheet"],
        cell=said["cell"],
        value_text=said["found"] or said["difference"],
        limit_text=said["expected"] or said["limit"],
        message_zh=message_zh,
        message_en=message_en,
    )


def place_id(rule_code: str, found: Found) -> str:
    """What a person confirms: this rule about this cell with this value. Another value has to be confirmed anew."""
    said = (rule_code, found["label"], found["file_name"], found["sheet"], found["cell"], found["value_text"])
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]

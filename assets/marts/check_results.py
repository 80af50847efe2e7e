"""Check results: what the checks wrote while the run went on, with what persons have confirmed since."""

from collections.abc import Iterator, Mapping, Sequence

from assets.needs import Confirmation
from schemas.check_result import ANSWERED, OUTCOMES, CheckResult, Found, place_id

NEEDS = ("stamps", "confirmations", "raw/*", "staged/*", "core/*", "marts/*")

NOTHING = Found(
    label="",
    found_year=None,
    file_name="",
    sheet="",
    cell="",
    value_text="",
    limit_text="",
    message_zh="",
    message_en="",
)


def build(stamps: Sequence[CheckResult], confirmations: Mapping[str, Confirmation]) -> list[dict[str, object]]:
    """One row a rule that found nothing, one row a place that it found."""
    return [row for stamp in stamps for row in _rows(stamp, confirmations)]


def _rows(stamp: CheckResult, confirmations: Mapping[str, Confirmation]) -> Iterator[dict[str, object]]:
    rule: dict[str, object] = {**stamp, "rows_failed": len(stamp["found"])}
    del rule["found"]
    nobody = Confirmation()
    if not stamp["found"]:
        yield rule | _place(NOTHING, nobody) | {"place_number": 0, "outcome": "passed", "place_id": ""}
    for number, found in enumerate(stamp["found"], start=1):
        identity = place_id(stamp["rule_code"], found)
        is_answered = stamp["rule_code"] == ANSWERED
        confirmed = confirmations.get(identity, nobody) if is_answered or stamp["severity"] == "hold" else nobody
        vouched = "assumed" if is_answered else "confirmed"
        outcome = vouched if confirmed != nobody else OUTCOMES[stamp["severity"]]
        yield rule | _place(found, confirmed) | {"place_number": number, "outcome": outcome, "place_id": identity}


def _place(found: Found, confirmed: Confirmation) -> dict[str, object]:
    return {**found, "confirmed_by": confirmed.by, "confirmed_reason": confirmed.reason}

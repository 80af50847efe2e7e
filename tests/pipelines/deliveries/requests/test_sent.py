"""Forms that were sent: written down once each, and known again by the seals of their lines."""

from pathlib import Path

from pipelines.deliveries.requests.sent import Sent, judge_sent, keep_sent, read_sent, seal_of
from pipelines.reading import Recognised
from tests.pipelines.reading.sheets import change
from tests.pipelines.reading.test_seal import form

FORM = Recognised("departments__form", "511725", ("2024",), "县统计局")
SHEET = form()
SEALS = [SHEET.cell(row, 10).text for row in range(2, 6)]
SENT = Sent("511725", "2024", "县统计局", "4", "2025-10-31", seal_of(SEALS))


def unasked(data_dir: Path, recognised: Recognised = FORM, **changes: str) -> list[str]:
    sheet = change(SHEET, changes)
    return [refusal.code for refusal in judge_sent(data_dir, [recognised], [sheet], "表.xlsx")]


def test_what_was_sent_is_kept_once_with_its_last_day(tmp_path: Path) -> None:
    assert read_sent(tmp_path) == []
    keep_sent(tmp_path, [SENT])
    keep_sent(tmp_path, [later := SENT._replace(due="2025-11-05"), other := SENT._replace(sha256="0")])
    assert read_sent(tmp_path) == [later, other]


def test_a_form_that_was_sent_is_known_and_another_is_not(tmp_path: Path) -> None:
    assert unasked(tmp_path) == ["E-FORM-UNASKED"]
    keep_sent(tmp_path, [SENT])
    assert unasked(tmp_path, G3="17") == []
    assert unasked(tmp_path, K3=SEALS[1]) == ["E-FORM-UNASKED"]


def test_other_tables_need_not_have_been_asked_for(tmp_path: Path) -> None:
    assert unasked(tmp_path, Recognised("yearbook__gdp", "511725", ("2024",))) == []

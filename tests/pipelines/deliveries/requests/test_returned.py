"""What was answered on the forms in force, before a run has read them."""

from pathlib import Path

import openpyxl

from pipelines.deliveries.intake import take_in
from pipelines.deliveries.register import registered_files
from pipelines.deliveries.requests.asking import ask
from pipelines.deliveries.requests.returned import answers
from pipelines.lake.lock import hold_lock
from pipelines.settings import Settings
from tests.deliveries import overwrite


def test_each_line_of_a_form_in_force_is_answered_or_blank(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    with hold_lock(data_dir):
        form = (
            ask(data_dir, "511725", 2025, "2026-10-31", tmp_path).folder / "渠县温室气体清单报送表_县公安局_2025.xlsx"
        )
    book = openpyxl.load_workbook(form)
    book.active["G9"], book.active["G10"] = 12, "无"
    book.save(form)
    take_in(Settings(data_dir=data_dir), [form])
    files = registered_files(data_dir)
    found = [(row["item_code"], row["period"], row["value_status"]) for row in answers(data_dir, files)]
    assert [status for _, _, status in found] == ["reported", "zero_or_none", *["blank"] * 6]
    assert found[0][:2] == ("vehicles", "2025")

    overwrite(data_dir / "delivered" / files[0].file_sha256, b"")
    assert list(answers(data_dir, files)) == []

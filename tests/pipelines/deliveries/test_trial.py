"""What was set aside waits until something has come for all of it."""

from pathlib import Path

import pytest

from pipelines.deliveries.journal import append_events, read_journal
from pipelines.deliveries.register import Holding, RegisteredFile
from pipelines.deliveries.register.rows import delivery_event, in_force, read_register, state_event
from pipelines.deliveries.trial import waiting, withdraw
from schemas.problems import Refusal

GDP, PEOPLE = (Holding(f"yearbook__{table}", "511725", ("2024",)) for table in ("gdp", "population"))


def test_a_file_is_withdrawn_by_its_name_however_a_keyboard_composes_it(tmp_path: Path) -> None:
    come(tmp_path, "a\u00e9.xlsx", GDP)
    assert withdraw(tmp_path, "ae\u0301.xlsx", "甲", "错了").file_name == "a\u00e9.xlsx"


def test_of_several_files_the_one_is_withdrawn_that_is_named_or_whose_digest_begins_so(tmp_path: Path) -> None:
    come(tmp_path, "a.xlsx", GDP)
    come(tmp_path, "b.xlsx", PEOPLE)
    come(tmp_path, "c.xlsx", Holding("gas__supply", "511725", ("2024",)))
    for name in ("aaaaaaa", "d.xlsx"):  # a digest of which eight digits are said tells files apart
        with pytest.raises(Refusal, match="E-NOT-IN-FORCE"):
            withdraw(tmp_path, name, "甲", "错了")
    assert [withdraw(tmp_path, name, "甲", "错了").file_name for name in ("b.xlsx", "aaaaaaaa")] == ["b.xlsx", "a.xlsx"]
    assert [file.file_name for file in in_force(read_register(tmp_path))] == ["c.xlsx"]


def come(folder: Path, name: str, *holdings: Holding) -> None:
    file = RegisteredFile(name[0] * 64, 17, name, 0, holdings, "final")
    append_events(folder, read_journal(folder), [delivery_event(file)])


@pytest.mark.parametrize(
    ("later", "is_waiting"),
    [([], True), ([GDP], True), ([PEOPLE], True), ([GDP, PEOPLE], False)],
    ids=["nothing", "one table", "the other", "both"],
)
def test_a_file_waits_until_each_of_its_tables_has_come_again(
    tmp_path: Path, later: list[Holding], is_waiting: bool
) -> None:
    come(tmp_path, "a.xlsx", GDP, PEOPLE)  # what is in force since before brings nothing in its place
    come(tmp_path, "b.xlsx", GDP, PEOPLE)
    wrong = read_register(tmp_path)[-1]
    append_events(tmp_path, read_journal(tmp_path), [state_event("set aside", [wrong], reason="因为")])
    for number, holding in enumerate(later):
        come(tmp_path, f"{'cd'[number]}.xlsx", holding)
    assert [(file.file_name, file.reason) for file in waiting(tmp_path)] == [("b.xlsx", "因为")] * is_waiting

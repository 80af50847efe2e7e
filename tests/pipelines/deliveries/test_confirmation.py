"""Confirmations that lie beside the deliveries: taken in once, each with place, name and reason."""

from pathlib import Path

import duckdb
import pytest

from assets.needs import Confirmation
from pipelines.deliveries.confirmation import confirm, take_in_confirmations
from pipelines.deliveries.journal import read_journal
from pipelines.deliveries.register import confirmations
from schemas.problems import Misuse, Refusal

PLACE, OTHER = "0123456789ab", "ba9876543210"


def beside(folder: Path, *rows: str) -> Path:
    inbox = folder / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / "confirmations.csv").write_text("\n".join(("place,by,reason,said", *rows)), encoding="utf-8-sig")
    return inbox


def test_what_lies_beside_the_deliveries_is_taken_in_once(tmp_path: Path) -> None:
    inbox = beside(tmp_path, f"{PLACE},王敏,投产,H-STEP 熟料 2024", f"{OTHER},李强,停产,")
    for _ in range(2):
        take_in_confirmations(tmp_path, inbox)
    assert confirmations(tmp_path) == {PLACE: Confirmation("王敏", "投产"), OTHER: Confirmation("李强", "停产")}
    assert [event.place for event in read_journal(tmp_path)] == [f"{PLACE} H-STEP 熟料 2024", f"{OTHER} "]


def test_another_reason_is_another_confirmation_and_the_last_word_counts(tmp_path: Path) -> None:
    take_in_confirmations(tmp_path, beside(tmp_path, f"{PLACE},王敏,投产,"))
    take_in_confirmations(tmp_path, beside(tmp_path, f"{PLACE},王敏,改口径,"))
    assert confirmations(tmp_path) == {PLACE: Confirmation("王敏", "改口径")}
    assert len(read_journal(tmp_path)) == 2


def test_an_inbox_without_confirmations_confirms_nothing(tmp_path: Path) -> None:
    take_in_confirmations(tmp_path, tmp_path)
    assert read_journal(tmp_path) == []


@pytest.mark.parametrize(
    "row",
    [f"{PLACE},,投产,", f"{PLACE},王敏,  ,", ",王敏,投产,", f"{PLACE[:6]},王敏,投产,", "H-STEP,王敏,投产,", PLACE],
    ids=str,
)
def test_a_row_that_does_not_say_place_name_and_reason_is_refused_whole(tmp_path: Path, row: str) -> None:
    inbox = beside(tmp_path, f"{OTHER},李强,停产,", row)
    with pytest.raises(Refusal) as refused:
        take_in_confirmations(tmp_path, inbox)
    assert (refused.value.code, refused.value.place.line) == ("E-CONFIRMATION", 3)
    assert read_journal(tmp_path) == []


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A data folder whose draft holds a place."""
    digest = "a" * 64
    restricted = tmp_path / "releases" / digest / "restricted"
    restricted.mkdir(parents=True)
    (tmp_path / "DRAFT").write_text(digest, encoding="utf-8")
    with duckdb.connect(str(restricted / "qingdan.duckdb")) as connection:
        connection.execute("create schema marts")
        said = "'H-STEP' as rule_code, '熟料 2024' as label, '表.xlsx' as file_name, '1' as sheet, 'B2' as cell"
        connection.execute(
            "create table marts.check_results as "
            f"select '{PLACE}' as place_id, {said}, '98' as value_text, 'held' as outcome"
        )
    return tmp_path


@pytest.mark.parametrize("typed", [PLACE[:6], PLACE[:7], PLACE])
def test_six_characters_of_a_place_are_enough(draft: Path, typed: str) -> None:
    assert confirm(draft, typed, "王敏", "投产") == ("H-STEP 熟料 2024 表.xlsx 1 B2 98", 0)
    assert confirmations(draft) == {PLACE: Confirmation("王敏", "投产")}


@pytest.mark.parametrize("typed", ["", PLACE[:5], OTHER[:6]])
def test_fewer_characters_or_those_of_no_place_are_refused_with_what_waits(draft: Path, typed: str) -> None:
    with pytest.raises(Misuse) as refused:
        confirm(draft, typed, "王敏", "投产")
    assert refused.value.details["expected"] == f"{PLACE} H-STEP 熟料 2024 表.xlsx 1 B2 98"
    assert confirmations(draft) == {}


def test_where_nothing_waits_nothing_is_confirmed(tmp_path: Path) -> None:
    with pytest.raises(Misuse) as refused:
        confirm(tmp_path, PLACE, "王敏", "投产")
    assert refused.value.details["expected"] == "—"

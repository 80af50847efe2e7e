"""A delivered file finds its block: by the folder in which it lies, or by the region that it is about."""

from pathlib import Path

import pytest

from pipelines.blocks.inbox import divide
from pipelines.deliveries.answering import answer
from pipelines.deliveries.intake import take_in
from pipelines.settings import Settings, in_block
from schemas.problems import Refusal
from tests.deliveries import BALANCE, with_cells
from tests.pipelines.test_blocks import DAZHU, HECHUAN, QUXIAN, gas_of


def shares(root: Path, *inboxes: Path, by_county: bool = False) -> dict[str, list[str]]:
    division = divide(root / "blocks", inboxes, by_county)
    assert division.refusals == []
    return {block: sorted(path.name for path in share.files) for block, share in division.shares.items()}


def test_the_region_of_a_file_decides(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    gas = {code: gas_of(code, inbox).name for code in (QUXIAN, DAZHU, HECHUAN)}
    assert shares(tmp_path, inbox) == {"51": sorted([gas[QUXIAN], gas[DAZHU]]), "50": [gas[HECHUAN]]}
    assert shares(tmp_path, inbox, by_county=True) == {code: [name] for code, name in gas.items()}
    assert [path for path in (tmp_path / "blocks").rglob("*") if path.suffix != ".json" and path.is_file()] == []


def test_what_a_province_delivers_goes_to_its_counties_too(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    gas = gas_of(QUXIAN, inbox).name
    (inbox / BALANCE.name).write_bytes(BALANCE.read_bytes())
    assert shares(tmp_path, inbox) == {"51": sorted([gas, BALANCE.name])}
    assert shares(tmp_path, inbox, by_county=True) == {"51": [BALANCE.name], QUXIAN: sorted([gas, BALANCE.name])}


def test_a_folder_that_is_called_like_a_block_says_so(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    names = {block: gas_of(code, inbox / block).name for block, code in ((QUXIAN, QUXIAN), ("51", DAZHU))}
    gas_of(HECHUAN, inbox / "earlier")
    assert shares(tmp_path, inbox) == {block: [name] for block, name in names.items()}


def test_a_region_stays_in_the_block_that_reports_it(tmp_path: Path) -> None:
    file = gas_of(QUXIAN, tmp_path / "first")
    take_in(in_block(Settings(tmp_path, block="51")), [file])
    again = gas_of(QUXIAN, tmp_path / "inbox")
    assert shares(tmp_path, tmp_path / "inbox", by_county=True) == {"51": [again.name]}
    take_in(in_block(Settings(tmp_path, block=QUXIAN)), [file])
    assert shares(tmp_path, tmp_path / "inbox") == {QUXIAN: [again.name]}


def test_a_header_that_a_block_has_answered_is_known_when_the_block_of_a_file_is_looked_for(tmp_path: Path) -> None:
    take_in(in_block(Settings(tmp_path, block=QUXIAN)), [gas_of(QUXIAN, tmp_path / "first")])
    inbox = tmp_path / "inbox"
    renamed = with_cells(gas_of(QUXIAN, tmp_path / "second"), inbox, "供气量", {"B3": "供气量合计"})
    division = divide(tmp_path / "blocks", [inbox], False)
    assert [refusal.code for refusal in division.refusals] == ["E-LABEL-UNKNOWN", "E-HEADER-MISSING"]
    said = {"table": "gas__supply", "label": "供气量合计", "meaning": "供气总量", "until": "2024"}
    answer(tmp_path / "blocks" / QUXIAN, said | {"by": "王敏", "reason": "改名"})
    assert shares(tmp_path, inbox) == {QUXIAN: [renamed.name]}


def test_a_file_of_which_no_block_is_known_is_refused_and_stops_no_other(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    gas_of(QUXIAN, inbox)
    (inbox / "notes.csv").write_text("no table", encoding="utf-8")
    division = divide(tmp_path / "blocks", [inbox], False)
    assert ([refusal.place.file for refusal in division.refusals], [*division.shares]) == (["notes.csv"], ["51"])
    with pytest.raises(Refusal, match="E-MISSING-FILE"):
        divide(tmp_path / "blocks", [tmp_path / "nowhere"], False)

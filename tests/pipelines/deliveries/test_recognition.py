from pathlib import Path

import pytest

from pipelines.deliveries import recognition
from pipelines.deliveries.answering import answer
from pipelines.deliveries.recognition import recognise_again
from pipelines.deliveries.register import read_register, register_files
from pipelines.reading import Recognised, recognise
from schemas.problems import Refusal
from tests.deliveries import GAS, YEARBOOK

TABLES = ["yearbook__crop_areas", "yearbook__gdp", "yearbook__industrial_products", "yearbook__population"]


def without_population(sheets: object, name: str) -> list[Recognised]:
    """What was recognised before the table of population was declared."""
    return [found for found in recognise(sheets, name) if found.table != "yearbook__population"]  # type: ignore[arg-type]


def held(data_dir: Path) -> list[list[str]]:
    return [[holding.table for holding in row.holdings] for row in read_register(data_dir)]


def test_a_table_that_is_declared_later_is_found_in_a_file_that_was_delivered_earlier(tmp_path: Path) -> None:
    register_files(tmp_path, [GAS, YEARBOOK], without_population)
    assert held(tmp_path) == [["gas__supply"], [t for t in TABLES if t != "yearbook__population"]]
    recognise_again(tmp_path, recognise)
    assert held(tmp_path) == [["gas__supply"], TABLES]
    assert [row.delivery_sequence for row in read_register(tmp_path)] == [1, 2]


def test_it_is_looked_for_once_a_change_of_declarations_or_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register_files(tmp_path, [GAS], recognise)
    asked: list[str] = []

    def recognise_and_tell(sheets: object, name: str) -> list[Recognised]:
        asked.append(name)
        return recognise(sheets, name)  # type: ignore[arg-type]

    for _ in range(2):
        recognise_again(tmp_path, recognise_and_tell)
    assert asked == [GAS.name]
    for changed in ("files_digest", "reader_digest"):
        monkeypatch.setattr(recognition, changed, lambda *paths: "edited")
        recognise_again(tmp_path, recognise_and_tell)
    assert asked == [GAS.name] * 3
    said = {
        "table": "gas__supply",
        "label": "民用",
        "meaning": "居民生活",
        "until": "2024",
        "by": "王敏",
        "reason": "新",
    }
    answer(tmp_path, said)
    for _ in range(2):
        recognise_again(tmp_path, recognise_and_tell)
    assert asked == [GAS.name] * 4


def test_a_file_that_can_no_longer_be_read_stays_as_it_was_registered(tmp_path: Path) -> None:
    register_files(tmp_path, [GAS], recognise)
    before = (tmp_path / "register.csv").read_bytes()

    def refuse(sheets: object, name: str) -> list[Recognised]:
        raise Refusal("E-LAYOUT")

    recognise_again(tmp_path, refuse)
    assert (tmp_path / "register.csv").read_bytes() == before


def test_an_empty_register_stays_empty(tmp_path: Path) -> None:
    recognise_again(tmp_path, recognise)
    assert not (tmp_path / "register.csv").exists()


def test_what_judges_a_delivery_is_among_what_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: set[str] = set()
    monkeypatch.setattr(recognition, "files_digest", lambda paths: looked_at.update(path.name for path in paths) or "")
    recognise_again(tmp_path, recognise)
    assert {"judgement.py", "judge.py", "locate.py", "gas__supply.yaml", "regions.csv", "units.csv"} <= looked_at

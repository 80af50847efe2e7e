"""A register that is damaged or gone is made again, and no delivered file is lost on the way."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.deliveries.journal import FILE_NAME, HEAD_NAME, append_events, read_journal
from pipelines.deliveries.register import Holding, RegisteredFile, due_years, read_register, registered_files
from pipelines.deliveries.register.beside import synthetic_names
from pipelines.deliveries.register.delivered import delivered_path, describe
from pipelines.deliveries.register.rebuild import rebuild
from pipelines.deliveries.register.rows import delivery_event, due_event, facts_of, home_of, state_event
from pipelines.lake.releases import CONTENT, as_json
from schemas.problems import Refusal

HOLDINGS = (Holding("yearbook__gdp", "511725", ("2024",)), Holding("balance", "510000", ("2024",)))


def delivery(number: int) -> RegisteredFile:
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return RegisteredFile(digest, 1, f"{number}.xlsx", number, HOLDINGS, "final", is_synthetic=number == 1)


@pytest.fixture
def files(tmp_path: Path) -> list[RegisteredFile]:
    """Two deliveries that were accepted, with their copies and what stands beside these."""
    files = [delivery(1), delivery(2)]
    (tmp_path / "delivered").mkdir()
    for file in files:
        delivered_path(tmp_path, file.file_sha256).write_text(str(file.delivery_sequence))
        describe(tmp_path, file.file_sha256, facts_of(file))
    append_events(tmp_path, [], [*map(delivery_event, files), state_event("accepted", files)])
    return files


def put_release(data_dir: Path, said: dict[str, object]) -> None:
    content = as_json(said | {"files": {}})
    release = data_dir / "releases" / hashlib.sha256(content).hexdigest()
    release.mkdir(parents=True)
    (release / CONTENT).write_bytes(content)


def nobody(taken: Sequence[Path]) -> object:
    raise AssertionError(taken)


@pytest.mark.parametrize("damage", [b"", b"not a register", None])
def test_it_is_made_again_from_what_stands_beside_the_delivered_files(
    files: list[RegisteredFile], damage: bytes | None, tmp_path: Path
) -> None:
    """All of it is lost, or one line is: deliveries stand beside their files, what became of them in their lines."""
    path = tmp_path / FILE_NAME
    path.write_bytes(path.read_bytes().replace(b"1.xlsx", b"9.xlsx") if damage is None else damage)
    with pytest.raises(Refusal):
        read_register(tmp_path)
    expected = [replace(file, state="accepted" if damage is None else "on trial") for file in files]
    assert rebuild(tmp_path, nobody) == (expected, [])
    assert registered_files(tmp_path) == expected
    assert home_of(read_journal(tmp_path)) == ("511725",)


def test_a_copy_with_nothing_beside_it_is_taken_in_again_under_the_name_that_a_release_knows(
    files: list[RegisteredFile], tmp_path: Path
) -> None:
    for name in (FILE_NAME, HEAD_NAME, *(f"delivered/{file.file_sha256}.json" for file in files)):
        (tmp_path / name).unlink()
    inputs = [{"sha256": f.file_sha256, "file_name": f.file_name, "is_synthetic": f.is_synthetic} for f in files]
    put_release(tmp_path, {"inputs": inputs})
    nameless = hashlib.sha256(b"3").hexdigest()
    delivered_path(tmp_path, nameless).write_text("3")
    taken = []

    def take_in(paths: Sequence[Path]) -> None:
        taken.extend((path.name, path.read_text(), path.name in synthetic_names(path.parent)) for path in paths)

    assert rebuild(tmp_path, take_in) == ([], [nameless])
    assert sorted(taken) == [("1.xlsx", "1", True), ("2.xlsx", "2", False)]


def test_a_year_that_was_called_in_is_known_from_its_line_or_from_a_release(
    files: list[RegisteredFile], tmp_path: Path
) -> None:
    append_events(tmp_path, read_journal(tmp_path), [due_event(2024)])
    put_release(tmp_path, {"inputs": [], "due_years": [2023, 2024]})
    path = tmp_path / FILE_NAME
    path.write_bytes(path.read_bytes().replace(b"1.xlsx", b"9.xlsx"))
    rebuild(tmp_path, nobody)
    assert due_years(tmp_path) == (2023, 2024)
    path.write_bytes(b"")
    rebuild(tmp_path, nobody)
    assert due_years(tmp_path) == (2023, 2024)

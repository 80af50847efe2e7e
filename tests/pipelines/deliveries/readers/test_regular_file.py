import os
from pathlib import Path

import pytest

from pipelines.deliveries.readers import limits
from pipelines.deliveries.readers.regular_file import read_regular_file
from schemas.problems import Refusal


def code_of(path: Path, *, is_delivery: bool = True) -> str:
    with pytest.raises(Refusal) as caught:
        read_regular_file(path, "名", is_delivery=is_delivery)
    assert caught.value.place.file == "名"
    return caught.value.code


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    assert read_regular_file(tmp_path / "a", "a", is_delivery=True) == b"1"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert code_of(tmp_path / "a") == "E-MISSING-FILE"
    (tmp_path / "a").write_bytes(b"1")
    assert code_of(tmp_path / "a" / "b") == "E-MISSING-FILE"


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert code_of(tmp_path / "b") == "E-NOTFILE"


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    assert code_of(tmp_path / "a") == "E-NOTFILE"


def test_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "E-NOTFILE"
    assert code_of(Path(os.devnull)) == "E-NOTFILE"


def test_a_second_name_of_another_file_is_refused_as_delivery_only(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    assert code_of(tmp_path / "b") == "E-NOTFILE"
    assert read_regular_file(tmp_path / "b", "b") == b"1"


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    assert code_of(tmp_path / "a") == "E-SIZE"
    os.truncate(tmp_path / "a", limits.FILE_BYTES)
    assert len(read_regular_file(tmp_path / "a", "a")) == limits.FILE_BYTES


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1")
    first_look = os.fstat

    def look_and_write(handle: int) -> os.stat_result:
        seen = first_look(handle)
        with path.open("ab") as file:
            file.write(b"2")
        return seen

    monkeypatch.setattr(os, "fstat", look_and_write)
    assert code_of(path) == "E-BUSY"

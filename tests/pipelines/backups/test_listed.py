"""Which backup is meant, and whether its lists are what was written."""

from pathlib import Path

import pytest

from pipelines.backups.listed import Backup, backups_in, damage, find_backup, read_backup, write_lists
from schemas.problems import Refusal

DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of "abc", FIPS 180-2, B.1


def made(folder: Path) -> Backup:
    backup = Backup(folder, {"供气 量.xlsx": DIGEST})
    backup.file("供气 量.xlsx").parent.mkdir(parents=True)
    backup.file("供气 量.xlsx").write_bytes(b"abc")
    write_lists(backup, {"program": "qingdan"})
    return backup


def test_a_backup_is_read_as_it_was_written(tmp_path: Path) -> None:
    backup = made(tmp_path / "2026-11-30_031500")
    assert read_backup(backup.folder) == backup
    assert (backup.folder / "SHA256SUMS").read_text(encoding="utf-8") == f"{DIGEST}  data/供气 量.xlsx\n"
    assert [*damage(backup)] == []


def test_the_last_of_several_is_meant_and_other_folders_are_none(tmp_path: Path) -> None:
    for name in ("2026-11-30_031500", "2026-12-01_031500", "2026-12-01_031500_2", "照片", ".pending"):
        made(tmp_path / name)
    assert [path.name for path in backups_in(tmp_path)] == [
        "2026-11-30_031500",
        "2026-12-01_031500",
        "2026-12-01_031500_2",
    ]
    assert find_backup(tmp_path).folder.name == "2026-12-01_031500_2"
    assert find_backup(tmp_path / "照片").folder.name == "照片", "who copies one elsewhere names it"


def test_where_there_is_none_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        find_backup(tmp_path)
    assert refused.value.code == "E-MISSING-FILE"


def test_a_changed_line_is_refused(tmp_path: Path) -> None:
    backup = made(tmp_path / "2026-11-30_031500")
    listed = backup.folder / "SHA256SUMS"
    listed.write_text(listed.read_text(encoding="utf-8").replace("供气", "供水"), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_backup(backup.folder)
    assert (refused.value.code, refused.value.place.file) == ("E-BACKUP", str(listed))


def test_a_seal_that_says_nothing_is_refused_as_such(tmp_path: Path) -> None:
    backup = made(tmp_path / "2026-11-30_031500")
    for said in (b"{}", b"[]", b"\xff", b'{"list": ""}'):
        (backup.folder / "BACKUP.json").write_bytes(said)
        with pytest.raises(Refusal) as refused:
            read_backup(backup.folder)
        assert (refused.value.code, refused.value.place.file) == ("E-BACKUP", str(backup.folder / "BACKUP.json"))
    (backup.folder / "BACKUP.json").unlink()
    with pytest.raises(Refusal) as refused:
        read_backup(backup.folder)
    assert (refused.value.code, refused.value.place.file) == ("E-MISSING-FILE", str(backup.folder / "BACKUP.json"))


def test_a_backup_in_which_others_lie_is_meant_itself(tmp_path: Path) -> None:
    backup = made(tmp_path / "照片")
    made(backup.folder / "2026-11-30_031500")
    assert find_backup(backup.folder) == backup


def test_what_is_missing_or_changed_is_named_and_files_are_listed_by_name(tmp_path: Path) -> None:
    names = ["c", "a", "b/1", "b/0"]
    backup = Backup(tmp_path / "2026-11-30_031500", dict.fromkeys(names, DIGEST))
    for name in names:
        backup.file(name).parent.mkdir(parents=True, exist_ok=True)
        backup.file(name).write_bytes(b"abc")
    write_lists(backup, {})
    assert list(read_backup(backup.folder).files) == ["a", "b/0", "b/1", "c"]
    backup.file("c").write_bytes(b"abd")
    backup.file("b/0").unlink()
    found = [(refusal.code, refusal.place.file) for refusal in damage(read_backup(backup.folder))]
    assert found == [("E-BACKUP", str(backup.file("b/0"))), ("E-BACKUP", str(backup.file("c")))]


def test_a_link_is_no_file_of_a_backup(tmp_path: Path) -> None:
    backup = made(tmp_path / "2026-11-30_031500")
    (elsewhere := tmp_path / "elsewhere").write_bytes(b"abc")
    backup.file("供气 量.xlsx").unlink()
    backup.file("供气 量.xlsx").symlink_to(elsewhere)
    assert [refusal.code for refusal in damage(backup)] == ["E-BACKUP"]

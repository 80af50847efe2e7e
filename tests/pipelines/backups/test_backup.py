"""A backup holds what cannot be made again, costs what is new, and is there whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.backups import backup as module
from pipelines.backups.backup import BackedUp, back_up
from pipelines.backups.listed import backups_in, damage, read_backup
from pipelines.lake.lock import hold_lock
from pipelines.lake.migrations import register_of_events
from schemas.problems import Misuse, Refusal, Refusals
from tests.deliveries import ROOT, flip, overwrite
from tests.pipelines.backups.conftest import deliver, make_official, publish


def make(data: Path, target: Path, **asked: bool) -> BackedUp:
    return back_up(data, target, lambda done, total, name: None, **asked)


def test_a_backup_holds_everything_but_what_is_made_again(data: Path, target: Path) -> None:
    made = make(data, target)
    assert made.is_new
    assert made.left_out == []
    tops = {name.replace("blocks/511725/", "").partition("/")[0] for name in made.backup.files}
    assert tops == {
        "CURRENT",
        "FORMAT",
        "REGISTER.head",
        "delivered",
        "national",
        "register.csv",
        "releases",
        "requests",
    }
    assert not [name for name in made.backup.files if "/." in f"/{name}"]
    for name in made.backup.files:
        assert made.backup.file(name).read_bytes() == (data / name).read_bytes()
    assert len([name for name in made.backup.files if name.endswith("report.html")]) == 5


def test_it_is_read_without_the_program(data: Path, target: Path) -> None:
    folder = make(data, target).backup.folder
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    checked = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert len(checked.stdout.splitlines()) == len(read_backup(folder).files)


def test_the_next_one_copies_what_is_new_and_links_the_rest(data: Path, target: Path) -> None:
    first = make(data, target).backup
    deliver(data, b"another file")
    publish(data, "newer")
    second = make(data, target)
    new = {name for name, digest in second.backup.files.items() if digest not in first.files.values()}
    assert {name.partition("/")[0] for name in new} == {
        "CURRENT",
        "REGISTER.head",
        "delivered",
        "register.csv",
        "releases",
    }
    assert second.copied == len(new)
    for name in second.backup.files.keys() - new:
        assert second.backup.file(name).stat().st_nlink > 1
    assert backups_in(target) == [first.folder, second.backup.folder]
    assert not [*damage(first), *damage(second.backup)]


def test_where_nothing_changed_there_is_no_other(data: Path, target: Path) -> None:
    first = make(data, target)
    again = make(data, target)
    assert (again.is_new, again.copied, again.backup.folder) == (False, 0, first.backup.folder)
    assert backups_in(target) == [first.backup.folder]


def test_what_was_damaged_in_the_backup_before_is_copied_again(data: Path, target: Path) -> None:
    first = make(data, target).backup
    (name,) = [name for name in first.files if name.startswith("delivered/")]
    flip(first.file(name), 3)
    second = make(data, target)
    assert (second.is_new, second.copied) == (True, 1)
    assert not [*damage(second.backup)]
    assert [refusal.place.file for refusal in damage(first)] == [str(first.file(name))]


def test_what_is_gone_or_called_otherwise_is_another_backup_though_nothing_is_copied(data: Path, target: Path) -> None:
    first = make(data, target).backup
    (data / "requests/2026/县发改局.xlsx").rename(data / "requests/2026/县住建局.xlsx")
    renamed = make(data, target)
    assert (renamed.is_new, renamed.copied) == (True, 0)
    assert renamed.backup.files.keys() ^ first.files.keys() == {
        f"requests/2026/县{name}局.xlsx" for name in ("发改", "住建")
    }
    (data / "requests/2026/县住建局.xlsx").unlink()
    assert make(data, target).is_new
    assert not make(data, target).is_new


def test_what_is_missing_in_the_backup_before_is_copied_again(data: Path, target: Path) -> None:
    first = make(data, target).backup
    first.file("requests/2026/县发改局.xlsx").unlink()
    second = make(data, target)
    assert (second.is_new, second.copied, [*damage(second.backup)]) == (True, 1, []), "the other one like it is linked"


def test_nothing_in_a_backup_changes_with_the_data_folder(data: Path, target: Path) -> None:
    """They have no file in common: a bit that turns in one would turn in the other."""
    made = make(data, target)
    ours = {path.stat().st_ino for path in data.rglob("*") if path.is_file()}
    assert not ours & {made.backup.file(name).stat().st_ino for name in made.backup.files}


def test_releases_of_before_may_be_left_out(data: Path, target: Path) -> None:
    made = make(data, target, is_all=False)
    reports = [made.backup.file(name).read_text() for name in sorted(made.backup.files) if name.endswith(".html")]
    assert sorted(reports) == ["current", "current", "union"]


def test_a_draft_and_what_is_official_are_pointed_to(data: Path, target: Path) -> None:
    make_official(data)
    publish(data, "newer")
    publish(data, "draft", "draft")
    made = make(data, target, is_all=False)
    files = [name for name in made.backup.files if name.startswith("releases") and name.endswith(".html")]
    assert sorted(made.backup.file(name).read_text() for name in files) == ["current", "draft", "newer"]


def test_what_is_no_plain_file_is_left_out_and_told(data: Path, target: Path) -> None:
    (data / "inbox").mkdir()
    (data / "inbox" / "供热.xlsx").write_bytes(b"1")
    (data / "inbox" / "link.xlsx").symlink_to("/etc/passwd")
    (data / "inbox" / "two\nlines.xlsx").write_bytes(b"2")
    os.mkfifo(data / "inbox" / "pipe.xlsx")
    (data / "inbox" / "folder").symlink_to(data / "releases")
    made = make(data, target)
    assert made.left_out == ["inbox/folder", "inbox/link.xlsx", "inbox/pipe.xlsx", "inbox/two\nlines.xlsx"]
    assert [name for name in made.backup.files if name.startswith("inbox")] == ["inbox/供热.xlsx"]


def test_a_damaged_folder_is_not_backed_up_as_if_it_were_whole(data: Path, target: Path) -> None:
    first = make(data, target).backup
    (page,) = (data / "releases" / (data / "CURRENT").read_text().strip()).rglob("report.html")
    overwrite(page, b"changed")
    with pytest.raises(Refusals) as refused:
        make(data, target)
    assert [refusal.code for refusal in refused.value.refusals] == ["E-VERIFY"]
    assert backups_in(target) == [first.folder]


def test_a_folder_that_has_to_be_migrated_first_is_backed_up_as_it_is(data: Path, target: Path) -> None:
    (data / "FORMAT").unlink()
    overwrite(data / "register.csv", ",".join(register_of_events.WITHOUT_PLACE).encode())
    made = make(data, target)
    assert "FORMAT" not in made.backup.files
    assert made.backup.file("register.csv").read_bytes() == (data / "register.csv").read_bytes()


def test_what_is_official_and_damaged_is_found(data: Path, target: Path) -> None:
    make_official(data)
    publish(data, "newer")
    (page,) = (data / "releases" / (data / "OFFICIAL").read_text().strip()).rglob("report.html")
    overwrite(page, b"changed")
    with pytest.raises(Refusals) as refused:
        make(data, target)
    assert [refusal.code for refusal in refused.value.refusals] == ["E-VERIFY"]


def test_a_damaged_block_is_found_too(data: Path, target: Path) -> None:
    overwrite(data / "blocks" / "511725" / "register.csv", b"")
    with pytest.raises(Refusals) as refused:
        make(data, target)
    assert {refusal.code for refusal in refused.value.refusals} == {"E-REGISTER"}


KILLED = """
import os, sys
from pathlib import Path
from pipelines.backups.backup import back_up
back_up(Path(sys.argv[1]), Path(sys.argv[2]), lambda done, *_: done == int(sys.argv[3]) and os.kill(os.getpid(), 9))
"""


@pytest.mark.parametrize("step", [0, 12, 27])
def test_one_that_is_killed_leaves_the_one_before(step: int, data: Path, target: Path) -> None:
    first = make(data, target).backup
    deliver(data, b"another file")
    publish(data, "newer")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(data), str(target), str(step)], cwd=ROOT, check=False)
    assert killed.returncode == -9
    assert backups_in(target) == [first.folder]
    assert not [*damage(first)]
    second = make(data, target).backup
    assert not [*damage(second)]
    assert not (target / module.PENDING).exists()


def test_a_full_disk_is_refused_and_leaves_the_one_before(
    data: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make(data, target).backup
    deliver(data, b"another file")

    def full(source: Path, place: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.shutil, "copyfile", full)
    with pytest.raises(Refusal) as refused:
        make(data, target)
    assert (refused.value.code, refused.value.place.file) == ("E-DISK-FULL", str(target))
    assert backups_in(target) == [first.folder]
    assert not (target / module.PENDING).exists()


def test_a_disk_that_does_not_keep_what_is_written_is_found(
    data: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module.shutil, "copyfile", lambda source, place: place.write_bytes(source.read_bytes()[:-1]))
    with pytest.raises(Refusal) as refused:
        make(data, target)
    assert refused.value.code == "E-BACKUP"
    assert backups_in(target) == []


def test_nobody_writes_meanwhile(data: Path, target: Path) -> None:
    with hold_lock(data / "blocks" / "511725"), pytest.raises(Refusal) as refused:
        make(data, target)
    assert refused.value.code == "E-LOCKED"


@pytest.mark.parametrize("place", ["", "backups"])
def test_a_folder_is_not_backed_up_into_itself(place: str, data: Path) -> None:
    with pytest.raises(Misuse) as refused:
        make(data, data / place)
    assert refused.value.code == "E-USE"


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path, target: Path) -> None:
    with pytest.raises(Refusal) as refused:
        make(tmp_path / "nowhere", target)
    assert refused.value.code == "E-MISSING-FILE"
    assert not (tmp_path / "nowhere").exists()

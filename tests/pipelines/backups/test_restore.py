"""A lost machine is back at a verified release; what is damaged or incomplete brings nothing back."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.backups import restore as module
from pipelines.backups.backup import back_up
from pipelines.backups.listed import Backup, write_lists
from pipelines.backups.restore import restore
from pipelines.lake.releases import current_release
from schemas.problems import Refusal, Refusals
from tests.commands import ask
from tests.deliveries import ROOT, flip, overwrite
from tests.pipelines.backups.conftest import deliver, lose, make_official, publish


def silent(done: int, total: int, name: str) -> None:
    """Nobody watches."""


@pytest.fixture
def made(data: Path, target: Path) -> Backup:
    """A backup of the folder, which is lost."""
    backup = back_up(data, target, silent).backup
    lose(data)
    return backup


def test_a_drill(town: Path, tmp_path: Path) -> None:
    """A county's folder is lost; of the backup the same release comes back, and a run finds nothing else to publish."""
    release = current_release(town).name
    register = (town / "register.csv").read_bytes()
    answer = ask("backup", tmp_path / "disk", "--data", town)
    assert (answer.code, answer.out.startswith("✓ 已备份：")) == (0, True), answer.err
    lose(town)
    answer = ask("restore", tmp_path / "disk", "--data", town)
    assert answer.code == 0, answer.err
    assert f"✓ 核验通过：发布 {release[:16]}" in answer.out
    assert current_release(town).name == release
    assert (town / "register.csv").read_bytes() == register
    assert sorted(path.name for path in (town / "current").iterdir()) == [
        "dictionary.html",
        "qingdan.duckdb",
        "report.html",
        "tables.xlsx",
    ]
    answer = ask("verify", "--data", town)
    assert (answer.code, "⚠" in answer.out) == (0, False), answer.err
    assert not (town / "lake").exists()
    answer = ask("run", "--data", town)
    assert answer.code == 0, answer.err
    assert [path.name for path in (town / "releases").iterdir()] == [release]
    assert current_release(town).name == release


def test_everything_that_was_backed_up_is_back(made: Backup, data: Path, target: Path) -> None:
    restore(target, data, silent)
    for name in made.files:
        assert (data / name).read_bytes() == made.file(name).read_bytes()
    for folder in (data, data / "blocks" / "511725", data / "national"):
        assert (folder / "current" / "report.html").read_bytes() == (
            current_release(folder) / "restricted" / "report.html"
        ).read_bytes()
        assert ask("verify", "--data", folder).code == 0
    (delivered,) = (data / "delivered").iterdir()
    assert delivered.stat().st_mode & 0o777 == 0o444


def test_the_last_one_is_taken_unless_another_is_named(data: Path, target: Path) -> None:
    first = back_up(data, target, silent).backup.folder
    publish(data, "newer")
    back_up(data, target, silent)
    for source, report in ((target, "newer"), (first, "current")):
        lose(data)
        restore(source, data, silent)
        assert (data / "current" / "report.html").read_text() == report


@pytest.mark.parametrize("name", ["delivered/", "register.csv", "CURRENT", "report.html", "national/"])
def test_a_turned_bit_is_refused_and_its_file_named(name: str, made: Backup, data: Path) -> None:
    file = next(made.file(known) for known in made.files if name in known)
    flip(file, 0)
    with pytest.raises(Refusals) as refused:
        restore(made.folder, data, silent)
    assert [(refusal.code, refusal.place.file) for refusal in refused.value.refusals] == [("E-BACKUP", str(file))]
    assert not data.exists()


def test_a_missing_file_is_refused_and_named(made: Backup, data: Path) -> None:
    made.file("register.csv").unlink()
    with pytest.raises(Refusals) as refused:
        restore(made.folder, data, silent)
    assert [refusal.place.file for refusal in refused.value.refusals] == [str(made.file("register.csv"))]
    assert not data.exists()


@pytest.mark.parametrize(("name", "code"), [("SHA256SUMS", "E-BACKUP"), ("BACKUP.json", "E-BACKUP")])
def test_a_list_that_is_cut_off_is_refused(name: str, code: str, made: Backup, data: Path) -> None:
    overwrite(made.folder / name, (made.folder / name).read_bytes()[:-70])
    with pytest.raises(Refusal) as refused:
        restore(made.folder, data, silent)
    assert (refused.value.code, refused.value.place.file) == (code, str(made.folder / name))
    (made.folder / name).unlink()
    with pytest.raises(Refusal) as refused:
        restore(made.folder, data, silent)
    assert (refused.value.code, refused.value.place.file) == ("E-MISSING-FILE", str(made.folder / name))


def test_what_is_in_the_place_is_not_touched(data: Path, target: Path) -> None:
    back_up(data, target, silent)
    (data / "CURRENT").write_text("something")
    with pytest.raises(Refusal) as refused:
        restore(target, data, silent)
    assert (refused.value.code, refused.value.place.file) == ("E-NOT-EMPTY", str(data))
    assert (data / "CURRENT").read_text() == "something"


def test_a_command_that_restores_nothing_leaves_nothing(data: Path, target: Path) -> None:
    """Not even how it ended: the folder may be somebody else's, and an empty one must stay empty for the next try."""
    backup = back_up(data, target, silent).backup
    flip(backup.file("register.csv"), 0)
    lose(data)
    data.mkdir()
    answer = ask("restore", target, "--data", data)
    assert (answer.code, answer.err.split()[0]) == (1, "E-BACKUP")
    assert list(data.iterdir()) == []
    (data / "家书.txt").write_text("")
    answer = ask("restore", target, "--data", data)
    assert (answer.code, answer.err.split()[0]) == (1, "E-NOT-EMPTY")
    assert [path.name for path in data.iterdir()] == ["家书.txt"]


def test_an_empty_folder_will_do(made: Backup, data: Path) -> None:
    data.mkdir()
    restore(made.folder, data, silent)
    assert current_release(data).is_dir()


def test_a_backup_of_a_folder_that_was_damaged_is_refused(made: Backup, data: Path) -> None:
    """Its lists are right, and no release stands where a pointer leads."""
    gone = [name for name in made.files if (made.file("CURRENT").read_text().strip()) in name and "blocks" not in name]
    for name in gone:
        made.file(name).unlink()
    write_lists(Backup(made.folder, {name: digest for name, digest in made.files.items() if name not in gone}), {})
    with pytest.raises(Refusals) as refused:
        restore(made.folder, data, silent)
    assert {refusal.code for refusal in refused.value.refusals} == {"E-VERIFY"}
    assert not data.exists()


KILLED = """
import os, sys
from pathlib import Path
from pipelines.backups.restore import restore
restore(Path(sys.argv[1]), Path(sys.argv[2]), lambda done, *_: done == 5 and os.kill(os.getpid(), 9))
"""


def test_one_that_is_killed_leaves_no_folder_that_looks_whole(made: Backup, data: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(made.folder), str(data)], cwd=ROOT, check=False)
    assert killed.returncode == -9
    assert not data.exists()
    restore(made.folder, data, silent)
    assert current_release(data).is_dir()
    assert not [path for path in data.parent.iterdir() if path.name.endswith(".restoring")]


def test_a_full_disk_is_refused_and_leaves_nothing(made: Backup, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, place: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.shutil, "copyfile", full)
    with pytest.raises(Refusal) as refused:
        restore(made.folder, data, silent)
    assert (refused.value.code, refused.value.place.file) == ("E-DISK-FULL", str(data))
    assert [path for path in data.parent.iterdir() if "data" in path.name] == []


def test_a_register_of_an_older_backup_beside_a_newer_release_is_a_gap(data: Path, target: Path) -> None:
    older = back_up(data, target, silent).backup
    deliver(data, b"another file")
    publish(data, "newer")
    for name in ("register.csv", "REGISTER.head"):
        overwrite(data / name, older.file(name).read_bytes())
    answer = ask("verify", "--data", data)
    assert (answer.code, "E-REGISTER 文件《register.csv》" in answer.err) == (1, True)
    with pytest.raises(Refusals) as refused:
        back_up(data, target, silent)
    assert [refusal.code for refusal in refused.value.refusals] == ["E-REGISTER"]


def test_what_is_official_comes_back_with_its_chain_and_not_without(data: Path, target: Path) -> None:
    make_official(data)
    made = back_up(data, target, silent).backup
    lose(data)
    restore(target, data, silent)
    assert (data / "official" / "report.html").read_text() == "current"
    lose(data)
    listed = {name: digest for name, digest in made.files.items() if name not in ("releases.csv", "RELEASES.head")}
    write_lists(Backup(made.folder, listed), {})
    with pytest.raises(Refusals) as refused:
        restore(target, data, silent)
    assert "E-OFFICIAL" in {refusal.code for refusal in refused.value.refusals}
    assert not data.exists()


def test_an_older_format_comes_back_as_it_was(data: Path, target: Path) -> None:
    (data / "FORMAT").unlink()
    content = (data / "register.csv").read_text(encoding="utf-8-sig").replace(",place,", ",", 1)
    overwrite(data / "register.csv", content.encode("utf-8-sig"))
    assert ask("verify", "--data", data).err.startswith("E-FORMAT ")
    assert ask("backup", target, "--data", data).code == 0
    lose(data)
    answer = ask("restore", target, "--data", data)
    assert (answer.code, "E-FORMAT" in answer.out, "qingdan migrate" in answer.out) == (0, True, True)

"""The lake: a flipped byte is found before it is read, a killed writer leaves the old file, nothing is overlooked."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.lake.files import (
    WHOLE,
    Lake,
    Partition,
    Record,
    disk_errors_refused,
    link,
    settle,
    sha256_of,
    write_bytes,
)
from schemas.problems import Refusal
from tests.deliveries import ROOT

ASSET = "core/emissions"
OLD, NEW = b"the old table", b"the new table"


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


def keep(lake: Lake, content: bytes = OLD, partition: str = WHOLE) -> Path:
    """A file of a partition; years are slices of one file, which is written again with each."""
    path = lake.file(ASSET, partition)
    write_bytes(path, content)
    known = lake.record(ASSET).partitions
    lake.keep(ASSET, Record(known | {partition: Partition("made from", sha256_of(path), 1)}))
    return path


def refusal_of(lake: Lake, *partitions: str) -> Refusal:
    with pytest.raises(Refusal) as refused:
        lake.verified_files(ASSET, partitions or (WHOLE,))
    assert refused.value.code == "E-VERIFY"
    return refused.value


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.ENAMETOOLONG])
def test_a_disk_that_says_no_is_a_refusal_and_another_error_is_not(number: int) -> None:
    with pytest.raises(Refusal) as refused, disk_errors_refused():
        raise OSError(number, "no", "/数据")
    assert (refused.value.code, refused.value.place.file) == ("E-DISK-FULL", "/数据")
    with pytest.raises(FileNotFoundError), disk_errors_refused():
        raise FileNotFoundError(errno.ENOENT, "a mistake of the program")


def test_the_path_is_the_name(lake: Lake) -> None:
    assert lake.file("core/gdp") == lake.root / "core" / "gdp.parquet"
    assert lake.file("raw/yearbook__gdp", "2020") == lake.root / "raw" / "yearbook__gdp.parquet"
    assert lake.file("release/database", "public", ".duckdb") == lake.root / "release" / "database" / "public.duckdb"


def test_what_was_kept_is_found(lake: Lake) -> None:
    path = keep(lake)
    assert [*lake.verified_files(ASSET)] == [path]


@pytest.mark.parametrize("position", range(0, 8 * len(OLD), 7))
def test_a_flipped_bit_is_found_before_it_is_read(lake: Lake, position: int) -> None:
    path = keep(lake)
    content = bytearray(OLD)
    content[position // 8] ^= 1 << position % 8
    path.write_bytes(content)
    assert refusal_of(lake).place.file == "core/emissions.parquet"


def test_a_truncated_file_is_found(lake: Lake) -> None:
    keep(lake).write_bytes(OLD[:-1])
    refusal_of(lake)


def test_a_missing_file_is_refused(lake: Lake) -> None:
    keep(lake).unlink()
    refusal_of(lake)


def test_a_table_that_was_never_built_is_refused(lake: Lake) -> None:
    assert lake.record(ASSET) == Record()
    refusal_of(lake)


def test_a_missing_partition_is_refused_and_not_taken_for_an_empty_year(lake: Lake) -> None:
    path = keep(lake, partition="2019")
    assert [*lake.verified_files(ASSET, ["2019"])] == [path]
    assert refusal_of(lake, "2019", "2020").place.file == f"{ASSET} 2020"


def test_a_year_without_rows_has_a_record_and_no_file(lake: Lake) -> None:
    path = keep(lake, partition="2019")
    known = lake.record(ASSET).partitions
    lake.keep(ASSET, Record(known | {"2020": Partition("made from", "", 0)}))
    assert [*lake.verified_files(ASSET, ["2019", "2020"])] == [path]


def test_a_record_comes_back_as_it_was_kept(lake: Lake) -> None:
    record = Record(
        {"2019": Partition("a", "b", 3), "2020": Partition("c", "", 0)},
        [{"rule_code": "E-SUM", "places": "渠县", "rows_failed": 0}],
    )
    lake.keep(ASSET, record)
    assert lake.record(ASSET) == record


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"partitions": 1}', b'{"partitions": {}, "checks": []', b"\xff"]
)
def test_a_damaged_record_counts_as_none_so_that_the_table_is_built_again(lake: Lake, content: bytes) -> None:
    keep(lake)
    lake.file(ASSET, suffix=".json").write_bytes(content)
    assert lake.record(ASSET) == Record()
    refusal_of(lake)


def test_partitions_that_were_damaged_are_not_intact(lake: Lake) -> None:
    for tier in ("one", "two", "three"):
        keep(lake, partition=tier)
    lake.file(ASSET, "two").write_bytes(NEW)
    lake.file(ASSET, "one").unlink()
    assert sorted(lake.intact_partitions(ASSET)) == ["three"]


@pytest.mark.parametrize("is_gone", [True, False])
def test_years_are_slices_of_one_file_and_share_its_fate_but_for_those_without_rows(lake: Lake, is_gone: bool) -> None:
    for year in ("2018", "2019"):
        path = keep(lake, partition=year)
    known = lake.record(ASSET).partitions
    lake.keep(ASSET, Record(known | {"2021": Partition("made from", "", 0)}))
    assert [*lake.verified_files(ASSET, known)] == [path]
    assert sorted(lake.intact_partitions(ASSET)) == ["2018", "2019", "2021"]
    path.unlink() if is_gone else path.write_bytes(NEW)
    assert sorted(lake.intact_partitions(ASSET)) == ["2021"]
    refusal_of(lake, "2018")


def test_a_file_holds_more_than_the_years_asked_for_if_another_one_has_rows(lake: Lake) -> None:
    for year in ("2018", "2019"):
        keep(lake, partition=year)
    lake.keep(ASSET, Record(lake.record(ASSET).partitions | {"2021": Partition("made from", "", 0)}))
    assert lake.holds_more_than(ASSET, ["2019"])
    assert not lake.holds_more_than(ASSET, ["2018", "2019"]), "a year without rows adds nothing"


def test_a_result_of_a_check_that_somebody_edits_makes_the_table_be_built_again(lake: Lake) -> None:
    keep(lake)
    record = lake.record(ASSET)
    lake.keep(ASSET, Record(record.partitions, [{"outcome": "warned"}]))  # type: ignore[list-item]
    assert lake.record(ASSET).checks == [{"outcome": "warned"}]
    path = lake.file(ASSET, suffix=".json")
    path.write_bytes(path.read_bytes().replace(b"warned", b"passed"))
    assert lake.record(ASSET) == Record()


def test_any_flipped_bit_of_a_record_is_refused(lake: Lake) -> None:
    keep(lake)
    record = lake.file(ASSET, suffix=".json")
    content = record.read_bytes()
    outcomes = []
    for position in range(0, 8 * len(content), 11):
        damaged = bytearray(content)
        damaged[position // 8] ^= 1 << position % 8
        record.write_bytes(damaged)
        outcomes.append(outcome_of(lake))
    assert set(outcomes) == {"E-VERIFY"}


def outcome_of(lake: Lake) -> object:
    try:
        return lake.verified_files(ASSET)
    except Refusal as refusal:
        return refusal.code


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_writer_that_breaks_off_leaves_the_old_file(lake: Lake, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = keep(lake)

    def break_off(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        if step == "write":
            patched.setattr(Path, "open", break_off)
        elif step == "fsync":
            patched.setattr(os, "fsync", break_off)
        else:
            patched.setattr(Path, "replace", break_off)
        with pytest.raises(OSError, match="no space"):
            write_bytes(path, NEW)
    assert path.read_bytes() == OLD
    assert [*lake.verified_files(ASSET)] == [path]


#: Replaces a file in another process, which kills itself at one point of the way.
KILLED = """
import os, pathlib, signal, sys
from pipelines.lake import files as lake
path, new, beside = map(pathlib.Path, sys.argv[2:5])
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[1] == "before sync":
    os.fsync = die
else:
    pathlib.Path.replace = die
if sys.argv[1] == "settling":
    lake.settle(beside, path)
lake.write_bytes(path, new.read_bytes())
"""


@pytest.mark.parametrize("moment", ["before sync", "before rename", "settling"])
def test_a_killed_writer_leaves_the_old_file_and_the_next_one_succeeds(lake: Lake, moment: str, tmp_path: Path) -> None:
    path = keep(lake)
    new, beside = tmp_path / "new", lake.root / "core" / ".emissions.parquet"
    new.write_bytes(NEW)
    beside.write_bytes(NEW)
    arguments = [moment, str(path), str(new), str(beside)]
    killed = subprocess.run([sys.executable, "-c", KILLED, *arguments], cwd=ROOT, check=False)
    assert killed.returncode == -9
    assert [*lake.verified_files(ASSET)] == [path]
    assert path.read_bytes() == OLD
    write_bytes(path, NEW)
    assert path.read_bytes() == NEW


def test_settling_gives_the_digest_of_what_was_written(lake: Lake, tmp_path: Path) -> None:
    beside, path = tmp_path / ".a.parquet", tmp_path / "a.parquet"
    beside.write_bytes(NEW)
    assert settle(beside, path) == sha256_of(path)
    assert (beside.exists(), path.read_bytes()) == (False, NEW)


def test_two_records_of_the_same_facts_are_the_same_bytes(lake: Lake) -> None:
    """The order in which partitions were built must not show."""
    one, other = {"2019": Partition("a", "b", 1)}, {"2020": Partition("c", "d", 2)}
    texts = []
    for partitions in (one | other, other | one):
        lake.keep(ASSET, Record(partitions))
        texts.append(lake.file(ASSET, suffix=".json").read_bytes())
    assert texts[0] == texts[1]
    assert list(json.loads(texts[0])["partitions"]) == ["2019", "2020"]


def test_a_file_of_a_release_is_the_file_of_the_lake_until_that_is_written_anew(tmp_path: Path) -> None:
    source, target = tmp_path / "table.parquet", tmp_path / "release.parquet"
    write_bytes(source, b"rows")
    link(source, target)
    assert target.stat().st_ino == source.stat().st_ino
    write_bytes(source, b"other rows")
    assert target.read_bytes() == b"rows"


def test_where_there_are_no_links_a_release_holds_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*paths: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    source, target = tmp_path / "table.parquet", tmp_path / "release.parquet"
    write_bytes(source, b"rows")
    link(source, target)
    assert target.read_bytes() == b"rows"
    assert target.stat().st_ino != source.stat().st_ino

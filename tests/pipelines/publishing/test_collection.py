"""What is removed: never what something leads to, and only what nobody can ask for any more."""

import json
import os
import shutil
from pathlib import Path

import pytest

from assets import load_assets
from pipelines.deliveries.journal import Event, append_events
from pipelines.deliveries.register import Holding, RegisteredFile
from pipelines.deliveries.register.rows import delivery_event
from pipelines.lake.files import WHOLE, Lake, Partition, Record
from pipelines.lake.publications import FILE_NAME
from pipelines.lake.releases import ENVELOPE, as_json, verify_release
from pipelines.publishing import collection
from pipelines.publishing.collection import remove, unneeded
from pipelines.publishing.rollback import roll_back
from pipelines.publishing.statements import verify_signatures
from schemas.problems import Refusal
from tests.offices import PREPARES, Office


@pytest.fixture
def full(office: Office) -> Office:
    """A register that knows the one delivered file."""
    holding = Holding("gas__supply", "511725", ("2024",))
    file = RegisteredFile(office.delivered.name, 18, "年鉴.xlsx", 0, (holding,), "final")
    append_events(office.root, [], [delivery_event(file)])
    return office


def names(office: Office, last: int = 1) -> set[str]:
    return {gone.path.relative_to(office.root).as_posix() for gone in unneeded(office.root, last)}


def follow_on(office: Office, said: str) -> Path:
    """A release that names the current one as the one before it, as those of a run do."""
    before, release = office.named("CURRENT"), office.make(said)
    envelope = json.loads((release / ENVELOPE).read_bytes()) | {"previous_release": before}
    from pipelines.lake.releases import _seal

    (release / ENVELOPE).write_bytes(as_json(_seal({k: v for k, v in envelope.items() if k != "digest"})))
    return release


def test_what_pointers_and_the_journal_name_stays_and_so_do_the_last_ones(full: Office) -> None:
    official = full.make_official("1")
    signed = full.make("2")
    full.sign("prepared", PREPARES)
    left = full.make("3")
    roll_back(full.root, official.name, "张局", "数字有误")
    went_on = full.make("4")
    old, before, current = full.make("5"), follow_on(full, "6"), follow_on(full, "7")
    draft = full.make("8", status="draft")
    assert names(full, last=1) == {f"releases/{old.name}", f"releases/{before.name}"}
    assert names(full, last=2) == {f"releases/{old.name}"}
    assert names(full, last=3) == set()
    remove(full.root, unneeded(full.root, 1))
    kept = {path.name for path in (full.root / "releases").iterdir()}
    assert kept == {release.name for release in (official, signed, left, went_on, current, draft)}
    assert [*verify_release(official, full.root), *verify_signatures(full.root)] == []


def test_what_was_built_last_stays_though_nothing_points_to_it_yet(full: Office) -> None:
    other, built = full.make("1"), full.make("2")
    full.make("3")
    Lake(full.root / "lake").keep("release/package", Record({WHOLE: Partition("", built.name, 0)}, []))
    assert names(full) == {f"releases/{other.name}"}


def test_every_official_release_stays_for_ever(full: Office) -> None:
    releases = [full.make_official(said) for said in "1234"]
    full.make("5")
    assert names(full) == set()
    assert all(not any(verify_release(release, full.root)) for release in releases)


def test_what_a_kill_left_goes_and_what_is_being_removed_is_found_again(full: Office) -> None:
    full.make("1")
    for name in (".staging-17", ".damaged-abc", f".removed-{'a' * 64}"):
        (full.root / "releases" / name).mkdir()
    assert names(full) == {f"releases/{n}" for n in (".staging-17", ".damaged-abc", f".removed-{'a' * 64}")}
    remove(full.root, unneeded(full.root, 1))
    assert names(full) == set()


def test_a_release_that_is_being_removed_is_never_found_half(full: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    old, _ = full.make("1"), full.make("2")

    def killed(path: Path) -> None:
        (path / "content.json").unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(collection.shutil, "rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            remove(full.root, unneeded(full.root, 1))
    assert not old.exists()
    assert names(full) == {f"releases/.removed-{old.name}"}


@pytest.mark.parametrize("is_lost", [False, True])
def test_delivered_files_of_the_register_stay_and_all_of_them_where_lines_were_lost(
    is_lost: bool, office: Office
) -> None:
    known, unknown = office.delivered.name, "b" * 64
    for name in (f"delivered/{unknown}", f"delivered/{unknown}.json", f"read/{unknown}.json"):
        (office.root / name).parent.mkdir(exist_ok=True)
        (office.root / name).write_text("{}")
    (office.root / "read" / f"{known}.json").write_text("{}")
    (office.root / "read" / "declarations.txt").write_text("")
    lines = [Event(event="delivered", file_sha256=known), *([Event(event="lost")] if is_lost else [])]
    append_events(office.root, [], lines)
    gone = {f"delivered/{unknown}", f"delivered/{unknown}.json", f"read/{unknown}.json"}
    assert names(office) == (set() if is_lost else gone)


def test_a_delivered_file_that_only_a_release_names_stays(office: Office) -> None:
    office.make("1")
    append_events(office.root, [], [Event(event="delivered", file_sha256="c" * 64)])
    assert names(office) == set()


def test_tables_without_an_asset_and_signatures_without_a_line_go(full: Office) -> None:
    full.make_official()
    known, gone = next(name for name in load_assets() if name.startswith("core/")), "core/no_such_table"
    files = [f"lake/{known}.parquet", f"lake/{known}.json", f"lake/{gone}.parquet", f"lake/{gone}.json"]
    files += ["lake/release/report/restricted.html", f"signatures/{'d' * 64}/prepared.json", "lake/core/.half"]
    files += ["lake/core/a_table.parquet", "lake/core/another.parquet", f"signatures/{'d' * 64}/city.json"]
    for name in files:
        (full.root / name).parent.mkdir(parents=True, exist_ok=True)
        (full.root / name).write_text("{}")
    found = unneeded(full.root, 1)
    assert [each.path.relative_to(full.root).as_posix() for each in found] == [
        *("lake/core/a_table.parquet", "lake/core/another.parquet", f"lake/{gone}.json", f"lake/{gone}.parquet"),
        *(f"signatures/{'d' * 64}/{role}.json" for role in ("city", "prepared")),
    ]
    assert [each.bytes for each in found] == [2] * 6


def test_what_stands_in_the_lake_too_frees_nothing(full: Office) -> None:
    old, _ = full.make("1"), full.make("2")
    (full.root / "lake").mkdir()
    os.link(old / "restricted/report.html", full.root / "lake" / ".other")
    (gone,) = unneeded(full.root, 1)
    own = sum(path.stat().st_size for path in old.rglob("*") if path.is_file())
    assert gone.bytes == own - (old / "restricted/report.html").stat().st_size


def test_a_damaged_journal_vouches_for_nothing_and_nothing_goes(full: Office) -> None:
    full.make_official("1")
    full.make("2")
    (full.root / FILE_NAME).unlink()
    with pytest.raises(Refusal, match="E-CHAIN"):
        unneeded(full.root, 1)


def test_a_reader_of_the_current_release_reads_on_while_others_go(full: Office) -> None:
    old, current = full.make("1"), full.make("2")
    with (current / "restricted/report.html").open(encoding="utf-8") as reader:
        remove(full.root, unneeded(full.root, 1))
        assert reader.read() == "<p>2</p>"
    assert (old.exists(), current.exists()) == (False, True)
    shutil.rmtree(full.root)

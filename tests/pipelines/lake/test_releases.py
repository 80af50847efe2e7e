"""Releases: whatever is changed is found, CURRENT moves last, and the same content is published once."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.lake import releases
from pipelines.lake.files import settle, sha256_of
from pipelines.lake.releases import (
    CONTENT,
    DRAFT,
    ENVELOPE,
    POINTER,
    altered_copies,
    as_json,
    current_release,
    find_release,
    is_pointed_to,
    latest_release,
    pointed_releases,
    publish_folder,
    show_pointed,
    shown_path,
    shown_release,
    verify_release,
)
from schemas.problems import Refusal

#: One file of every kind that a release holds.
FILES = {
    "restricted/parquet/core/emissions.parquet": b"PAR1 emissions PAR1",
    "restricted/parquet/staged/yearbook__gdp.parquet": b"PAR1 gdp PAR1",
    "restricted/qingdan.duckdb": b"DUCK restricted",
    "restricted/report.html": "<p>渠县</p>".encode(),
    "restricted/tables.xlsx": b"PK tables",
    "public/qingdan.duckdb": b"DUCK public",
    "restricted/dictionary.html": b"<p>public</p>",
}
DELIVERED = b"what was delivered"


class Folder:
    """A data folder with one delivered file, in which releases are published."""

    def __init__(self, root: Path) -> None:
        self.root = root
        copy = root / "delivered" / "copy"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(DELIVERED)
        self.delivered = copy.rename(copy.with_name(sha256_of(copy)))

    def publish(self, files: dict[str, bytes] | None = None, status: str = "current", **envelope: Any) -> Path:
        staging = self.root / "releases" / ".staging"
        for name, content in (FILES if files is None else files).items():
            path = staging / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        content = {"status": status, "inputs": [{"sha256": self.delivered.name, "file_name": "年鉴.xlsx"}]}
        try:
            digest = publish_folder(self.root, staging, content, {"python": "3.11"} | envelope)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        return self.root / "releases" / digest

    def problems(self, release: Path) -> list[Refusal]:
        return list(verify_release(release, self.root))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_an_untouched_release_verifies(folder: Folder) -> None:
    release = folder.publish()
    assert folder.problems(release) == []
    assert current_release(folder.root) == release
    assert is_pointed_to(folder.root, release.name)


def test_the_name_is_the_digest_of_the_content_list(folder: Folder) -> None:
    release = folder.publish()
    assert sha256_of(release / CONTENT) == release.name
    assert json.loads((release / ENVELOPE).read_bytes())["release"] == release.name


def test_databases_are_in_the_envelope_and_everything_else_is_content(folder: Folder) -> None:
    release = folder.publish()
    content, envelope = (json.loads((release / name).read_bytes())["files"] for name in (CONTENT, ENVELOPE))
    assert set(envelope) == {name for name in FILES if name.endswith(".duckdb")}
    assert set(content) == set(FILES) - set(envelope)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("position", [0, 37, -1])
def test_a_flipped_bit_is_found_in_every_kind_of_file(folder: Folder, name: str, position: int) -> None:
    release = folder.publish()
    flip(release / name, position)
    assert [(problem.code, problem.place.file) for problem in folder.problems(release)] == [("E-VERIFY", name)]
    assert not is_pointed_to(folder.root, release.name)


@pytest.mark.parametrize("name", [CONTENT, ENVELOPE])
def test_any_flipped_bit_of_a_list_is_found(folder: Folder, name: str) -> None:
    release = folder.publish({"public/report.html": b"x", "public/qingdan.duckdb": b"y"})
    intact = (release / name).read_bytes()
    for position in range(0, 8 * len(intact), 3):
        flip(release / name, position)
        assert folder.problems(release), f"bit {position}: {(release / name).read_bytes()!r}"
        (release / name).write_bytes(intact)
    assert folder.problems(release) == []


@pytest.mark.parametrize("name", [CONTENT, ENVELOPE])
@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"{}", b"\xff", b'{"files": 1}'])
def test_a_list_that_is_none_is_a_refusal_and_no_crash(folder: Folder, name: str, content: bytes) -> None:
    release = folder.publish()
    (release / name).write_bytes(content)
    assert {problem.code for problem in folder.problems(release)} == {"E-VERIFY"}


def flip(path: Path, position: int) -> None:
    """Flip one bit; a position counts from the end if it is negative."""
    content = bytearray(path.read_bytes())
    position %= 8 * len(content)
    content[position // 8] ^= 1 << position % 8
    path.write_bytes(content)


CHANGES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a file is added": (
        lambda release: (release / "restricted" / "more.csv").write_bytes(b"x"),
        {"restricted/more.csv"},
    ),
    "a hidden file is added": (lambda release: (release / ".hidden").write_bytes(b"x"), {".hidden"}),
    "a file is added beside the lists": (lambda release: (release / "note.txt").write_bytes(b"x"), {"note.txt"}),
    "a file is removed": (
        lambda release: (release / "restricted/dictionary.html").unlink(),
        {"restricted/dictionary.html"},
    ),
    "a file is renamed": (
        lambda release: (release / "restricted/tables.xlsx").rename(release / "restricted/forms.xlsx"),
        {"restricted/tables.xlsx", "restricted/forms.xlsx"},
    ),
    "two files are exchanged": (
        lambda release: exchange(release / "restricted/report.html", release / "restricted/dictionary.html"),
        {"restricted/report.html", "restricted/dictionary.html"},
    ),
    "an empty folder is added": (lambda release: (release / "restricted" / "more").mkdir(), {"restricted/more"}),
    "a link to nothing is added": (lambda release: (release / "more").symlink_to("nowhere"), {"more"}),
    "a link to a folder is added": (lambda release: (release / "more").symlink_to("restricted"), {"more"}),
    "a pipe is added": (lambda release: os.mkfifo(release / "more"), {"more"}),
    "a file is replaced by a link to the same bytes": (
        lambda release: put_aside(release / "restricted/report.html"),
        {"restricted/report.html"},
    ),
    "a list is replaced by a link to the same bytes": (lambda release: put_aside(release / ENVELOPE), {ENVELOPE}),
    "a file is replaced by a pipe": (
        lambda release: ((release / "public/qingdan.duckdb").unlink(), os.mkfifo(release / "public/qingdan.duckdb")),
        {"public/qingdan.duckdb"},
    ),
    "a file is replaced by a folder": (
        lambda release: ((release / "public/qingdan.duckdb").unlink(), (release / "public/qingdan.duckdb").mkdir()),
        {"public/qingdan.duckdb"},
    ),
    "a folder is replaced by a link": (
        lambda release: put_aside(release / "public"),
        {"public", "public/qingdan.duckdb"},
    ),
}


def put_aside(path: Path) -> None:
    """Leave a link in the place of a file or folder of a release."""
    aside = next(above for above in path.parents if above.name == "releases") / "aside"
    path.rename(aside)
    path.symlink_to(aside)


def exchange(one: Path, other: Path) -> None:
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


@pytest.mark.parametrize("change", CHANGES)
def test_files_that_come_go_or_move_are_found(folder: Folder, change: str) -> None:
    release = folder.publish()
    make, places = CHANGES[change]
    make(release)
    assert {problem.place.file for problem in folder.problems(release)} == places


@pytest.mark.parametrize("name", [CONTENT, ENVELOPE])
def test_a_missing_list_is_found(folder: Folder, name: str) -> None:
    release = folder.publish()
    (release / name).unlink()
    assert folder.problems(release)


def test_a_release_under_another_name_is_found(folder: Folder) -> None:
    release = folder.publish()
    renamed = release.rename(release.with_name("0" * 64))
    assert folder.problems(renamed)


def test_lists_of_another_release_are_found(folder: Folder) -> None:
    one, other = folder.publish(), folder.publish(FILES | {"public/more.csv": b"x"})
    for name in (CONTENT, ENVELOPE):
        shutil.copy(other / name, one / name)
    assert folder.problems(one)


def test_a_release_whose_folder_is_a_link_is_found(folder: Folder) -> None:
    release = folder.publish()
    release.rename(folder.root / "aside")
    release.symlink_to(folder.root / "aside")
    assert [problem.place.file for problem in folder.problems(release)] == [release.name]


@pytest.mark.parametrize("change", ["flipped", "missing", "linked"])
def test_a_changed_delivery_is_found_under_the_name_it_came_with(folder: Folder, change: str) -> None:
    release = folder.publish()
    if change == "flipped":
        flip(folder.delivered, 3)
    elif change == "linked":
        folder.delivered.rename(folder.root / "aside")
        folder.delivered.symlink_to(folder.root / "aside")
    else:
        folder.delivered.unlink()
    assert [problem.place.file for problem in folder.problems(release)] == ["年鉴.xlsx"]


# -- publication


def test_current_moves_only_after_the_release_was_verified(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = folder.publish()
    seen: list[Path] = []

    def refuse(release: Path, data_dir: Path) -> list[Refusal]:
        seen.append(current_release(data_dir))
        return [Refusal("E-VERIFY", found="test")]

    monkeypatch.setattr(releases, "verify_release", refuse)
    with pytest.raises(Refusal):
        folder.publish(FILES | {"public/more.csv": b"x"})
    assert seen == [before]
    assert current_release(folder.root) == before


@pytest.mark.parametrize("moment", ["rename", "pointer"])
def test_a_publication_that_breaks_off_leaves_the_old_release(
    folder: Folder, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = folder.publish()
    new = FILES | {"public/more.csv": b"x"}

    def break_off(path: Path, *_: object) -> None:
        if moment == "rename" or path.name == POINTER:
            raise OSError("killed")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_[0])  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(*((Path, "rename") if moment == "rename" else (releases, "write_bytes")), break_off)
        with pytest.raises(OSError, match="killed"):
            folder.publish(new)
    assert current_release(folder.root) == before
    assert folder.problems(before) == []
    after = folder.publish(new)
    assert current_release(folder.root) == after != before


OPENED = ("dictionary.html", "qingdan.duckdb", "report.html", "tables.xlsx")


def shown(folder: Folder, name: str) -> dict[str, bytes]:
    """What people find under a path that stays."""
    return {path.name: path.read_bytes() for path in (folder.root / name).glob("*")}


def test_what_people_open_stands_under_a_path_that_stays(folder: Folder) -> None:
    first = folder.publish()
    expected = {name: FILES[f"restricted/{name}"] for name in OPENED}
    assert shown(folder, "current") == expected
    assert shown_path(folder.root, first / "restricted" / "report.html") == folder.root / "current" / "report.html"
    second = folder.publish(FILES | {"restricted/report.html": b"new"})
    assert shown(folder, "current") == expected | {"report.html": b"new"}
    # of a release that nothing points to any more there is no copy
    assert shown_path(folder.root, first / "restricted" / "report.html") == first / "restricted" / "report.html"
    assert folder.problems(second) == []


def test_a_draft_stands_beside_what_is_current_and_goes_with_it(folder: Folder) -> None:
    folder.publish()
    draft = folder.publish(FILES | {"restricted/report.html": b"draft"}, status="draft")
    assert (shown(folder, "current")["report.html"], shown(folder, "draft")["report.html"]) == (
        FILES["restricted/report.html"], b"draft"
    )  # fmt: skip
    assert shown_path(folder.root, draft / "restricted" / "report.html") == folder.root / "draft" / "report.html"
    folder.publish(FILES | {"restricted/report.html": b"confirmed"})
    assert shown(folder, "current")["report.html"] == b"confirmed"
    assert not (folder.root / "draft").exists()


def test_who_saves_into_a_copy_changes_no_release_and_is_told(folder: Folder) -> None:
    release = folder.publish()
    assert list(altered_copies(folder.root)) == []
    with (folder.root / "current" / "tables.xlsx").open("ab") as file:
        file.write(b"mine")
    (folder.root / "current" / "report.html").unlink()
    assert folder.problems(release) == []
    assert [notice.place.file for notice in altered_copies(folder.root)] == [
        "current/report.html",
        "current/tables.xlsx",
    ]
    (folder.root / "current" / "qingdan.duckdb").unlink()
    (folder.root / "current" / "qingdan.duckdb").symlink_to(release / "restricted" / "qingdan.duckdb")
    show_pointed(folder.root)
    assert list(altered_copies(folder.root)) == []
    assert not (folder.root / "current" / "qingdan.duckdb").is_symlink()


@pytest.mark.parametrize("link", ["current", "current/.report.html"])
def test_no_copy_is_written_through_a_link(folder: Folder, tmp_path: Path, link: str) -> None:
    """A link in place of the folder, or of the file that becomes the copy."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.html").write_bytes(b"mine")
    (folder.root / link).parent.mkdir(exist_ok=True)
    (folder.root / link).symlink_to(elsewhere if link == "current" else elsewhere / "mine.html")
    folder.publish()
    assert {path.name: path.read_bytes() for path in elsewhere.glob("*")} == {"mine.html": b"mine"}
    assert set(shown(folder, "current")) == set(OPENED)
    assert list(altered_copies(folder.root)) == []


def test_a_copy_of_something_else_is_not_named_as_the_place_to_look(folder: Folder) -> None:
    report = folder.publish() / "restricted" / "report.html"
    assert shown_path(folder.root, report) == folder.root / "current" / "report.html"
    (folder.root / "current" / "report.html").write_bytes(b"of last year")
    assert shown_path(folder.root, report) == report


def test_copies_that_a_kill_left_behind_are_brought_up_to_date(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pointer has moved, the copies have not, or only some of them."""
    folder.publish()
    for nth in range(1, 4):
        new = {name: content + str(nth).encode() for name, content in FILES.items()}
        done: list[Path] = []

        def break_off(beside: Path, path: Path, nth: int = nth, done: list[Path] = done) -> str:
            done.append(path)
            if len(done) == nth:
                raise KeyboardInterrupt
            return settle(beside, path)

        with monkeypatch.context() as patched:
            patched.setattr(releases, "settle", break_off)
            with pytest.raises(KeyboardInterrupt):
                folder.publish(new)
        assert len(list(altered_copies(folder.root))) == 4 - (nth - 1)
        show_pointed(folder.root)
        assert list(altered_copies(folder.root)) == []
        assert set(shown(folder, "current")) == set(OPENED)


def test_a_copy_that_cannot_be_written_is_taken_away_and_the_release_stands(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    folder.publish()
    with monkeypatch.context() as patched:
        patched.setattr(releases.shutil, "copyfile", is_full)
        release = folder.publish(FILES | {"restricted/report.html": b"new"})
    assert current_release(folder.root) == release
    assert set(shown(folder, "current")) == set(OPENED) - {"report.html"}
    assert shown_path(folder.root, release / "restricted" / "report.html") == release / "restricted" / "report.html"


def test_what_somebody_wrote_into_a_database_does_not_stay_beside_the_next_one(folder: Folder) -> None:
    folder.publish()
    (folder.root / "current" / "qingdan.duckdb.wal").write_bytes(b"mine")
    folder.publish(FILES | {"restricted/qingdan.duckdb": b"DUCK new", "restricted/report.html": b"new"})
    assert not (folder.root / "current" / "qingdan.duckdb.wal").exists()


def test_the_same_content_is_only_pointed_to(folder: Folder) -> None:
    first = folder.publish()
    stamp = {path: path.stat().st_mtime_ns for path in first.rglob("*") if path.is_file()}
    second = folder.publish(FILES | {"public/more.csv": b"x"})
    assert current_release(folder.root) == second
    assert folder.publish(python="another run, another envelope") == first
    assert current_release(folder.root) == first
    assert {path: path.stat().st_mtime_ns for path in first.rglob("*") if path.is_file()} == stamp
    assert len([path for path in (folder.root / "releases").iterdir() if path.is_dir()]) == 2


def test_a_database_that_differs_from_build_to_build_does_not_change_the_name(folder: Folder) -> None:
    assert folder.publish() == folder.publish(FILES | {"restricted/qingdan.duckdb": b"DUCK built again"})


def test_a_damaged_release_is_replaced_when_it_is_published_again(folder: Folder) -> None:
    release = folder.publish()
    flip(release / "restricted/report.html", 5)
    assert folder.publish() == release
    assert folder.problems(release) == []


def test_no_release_is_named_where_there_is_none(folder: Folder) -> None:
    with pytest.raises(Refusal) as refused:
        current_release(folder.root)
    assert refused.value.code == "E-MISSING-FILE"
    assert not is_pointed_to(folder.root, "0" * 64)


@pytest.mark.parametrize("text", ["", "\n", "..", "../..", "nothing", "0" * 64, "0" * 63 + "/"])
def test_a_pointer_to_no_release_is_refused(folder: Folder, text: str) -> None:
    folder.publish()
    (folder.root / POINTER).write_text(text, encoding="utf-8")
    with pytest.raises(Refusal):
        current_release(folder.root)


def test_a_release_is_found_by_the_beginning_of_its_name(folder: Folder) -> None:
    release, other = folder.publish(), folder.publish(FILES | {"public/more.csv": b"x"})
    assert find_release(folder.root, release.name[:12]) == release
    assert find_release(folder.root) == other
    for wrong in ("z", "../" + release.name, "*", release.name + "0"):
        with pytest.raises(Refusal):
            find_release(folder.root, wrong)


# -- drafts


def test_a_draft_stands_beside_the_current_release_and_never_in_its_place(folder: Folder) -> None:
    current, draft = folder.publish(), folder.publish(FILES | {"public/more.csv": b"x"}, status="draft")
    assert current_release(folder.root) == shown_release(folder.root) == find_release(folder.root) == current
    assert latest_release(folder.root) == shown_release(folder.root, is_draft=True) == draft
    assert pointed_releases(folder.root) == [current, draft]
    assert is_pointed_to(folder.root, current.name)
    assert is_pointed_to(folder.root, draft.name)
    assert folder.problems(draft) == []


def test_where_nothing_is_current_the_draft_is_shown(folder: Folder) -> None:
    draft = folder.publish(status="draft")
    assert shown_release(folder.root) == latest_release(folder.root) == draft
    assert not (folder.root / POINTER).exists()


def test_what_becomes_current_ends_the_draft(folder: Folder) -> None:
    draft, current = folder.publish(status="draft"), folder.publish()
    assert draft != current, "its status is content"
    assert not (folder.root / DRAFT).exists()
    assert latest_release(folder.root) == current
    assert not is_pointed_to(folder.root, draft.name)


def test_a_kill_between_the_two_pointers_leaves_no_draft_over_what_is_current(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = folder.publish()
    folder.publish(FILES | {"public/more.csv": b"x"}, status="draft")
    with monkeypatch.context() as patched:
        write = releases.write_bytes
        patched.setattr(releases, "write_bytes", lambda path, content: _killed(path) or write(path, content))
        with pytest.raises(OSError, match="killed"):
            folder.publish(FILES | {"public/more.csv": b"y"})
    assert current_release(folder.root) == latest_release(folder.root) == before


def _killed(path: Path) -> None:
    if path.name == POINTER:
        raise OSError("killed")


def test_json_is_written_one_way_only() -> None:
    assert as_json({"b": "渠县", "a": (1, 2)}) == '{\n "a": [\n  1,\n  2\n ],\n "b": "渠县"\n}\n'.encode()
    assert as_json({"a": [1, 2], "b": "渠县"}) == as_json({"b": "渠县", "a": (1, 2)})

"""The register: it is one that releases found, and what is whole of a damaged one is kept."""

from pathlib import Path

import pytest

from pipelines.deliveries import journal
from pipelines.deliveries.journal import (
    FILE_NAME,
    Event,
    append_events,
    read_journal,
    require_anchored,
    rewrite,
    salvage,
)
from pipelines.lake.journal import NOTHING, head_of
from schemas.problems import Refusal

EVENTS = [
    Event(event="delivered", file_sha256="a" * 64, size_bytes="17", file_name="年鉴,2025.xlsx", is_synthetic="true"),
    Event(event="accepted", about="1"),
    Event(event="withdrawn", about="1", signed_by="王", reason='一"二'),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    append_events(tmp_path, append_events(tmp_path, [], EVENTS[:1]), EVENTS[1:])
    return tmp_path


def quoting(head: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask whether the register is one that a release with this head was built from."""
    monkeypatch.setattr(journal, "read_list", lambda release, name: {"register": head})
    require_anchored(folder, folder / "release")


def test_a_head_that_a_release_quotes_is_one_that_the_register_had(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = read_journal(folder)
    for count in range(4):
        quoting(head_of(events[:count]), folder, monkeypatch)
    for head in (f"2 {events[2].sha256}", f"4 {events[2].sha256}", f"9 {NOTHING}", ""):
        with pytest.raises(Refusal, match="E-REGISTER"):
            quoting(head, folder, monkeypatch)


@pytest.mark.parametrize("is_emptied", [True, False], ids=["gone with its head", "an older one with its head"])
def test_a_register_that_is_replaced_with_its_head_is_found_by_what_releases_quote(
    is_emptied: bool, folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    events, other = read_journal(folder), tmp_path_factory.mktemp("other")
    if not is_emptied:
        append_events(other, [], events[:2])
    with pytest.raises(Refusal, match="E-REGISTER"):
        quoting(head_of(events), other, monkeypatch)


def test_what_is_whole_is_saved_and_what_is_lost_is_called_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = read_journal(folder)
    content = (folder / FILE_NAME).read_bytes()
    endless = b"x" * 131_073
    (folder / FILE_NAME).write_bytes(content.replace(b"accepted", b"Accepted") + endless)
    assert salvage(folder) == {1: first, 3: third}
    rewrite(folder, salvage(folder), ["4 of a release"], "why")
    events = read_journal(folder)
    assert [event.event for event in events] == ["delivered", "lost", "withdrawn", "lost", "rebuilt"]
    assert events[-1].reason == "why"
    assert (folder / f"{FILE_NAME}.damaged").read_bytes() != content
    assert second not in events
    quoting(f"3 {third.sha256}", folder, monkeypatch)  # it cannot tell any more
    with pytest.raises(Refusal, match="E-REGISTER"):
        quoting(f"6 {third.sha256}", folder, monkeypatch)  # what was built afterwards it can

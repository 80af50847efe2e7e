"""A journal, the register as an example: no line can be changed, taken out, put in or cut off without being found."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.deliveries.journal import FILE_NAME, HEAD_NAME, REGISTER, Event, append_events, read_journal
from pipelines.lake import journal
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


def test_lines_are_read_as_they_were_written_each_with_the_digest_of_the_one_before(folder: Path) -> None:
    events = read_journal(folder)
    assert [replace(event, number="", previous="") for event in events] == EVENTS
    assert [event.number for event in events] == ["1", "2", "3"]
    assert [event.previous for event in events] == [NOTHING, events[0].sha256, events[1].sha256]
    assert NOTHING == "0000000000000000000000000000000000000000000000000000000000000000", "as long as a digest"
    assert (folder / HEAD_NAME).read_text() == f"3 {events[2].sha256}\n"
    assert (folder / FILE_NAME).read_bytes().startswith(b"\xef\xbb\xbfnumber,event,"), (
        "Excel shows Chinese with its mark"
    )


def test_where_nothing_was_delivered_there_are_no_lines(tmp_path: Path) -> None:
    assert read_journal(tmp_path) == []


def test_any_flipped_bit_is_found(folder: Path) -> None:
    content = (folder / FILE_NAME).read_bytes()
    for position in range(8 * len(content)):
        changed = bytearray(content)
        changed[position // 8] ^= 1 << position % 8
        (folder / FILE_NAME).write_bytes(changed)
        with pytest.raises(Refusal) as caught:
            read_journal(folder)
        assert (caught.value.code, caught.value.place.file) == ("E-REGISTER", FILE_NAME), position


@pytest.mark.parametrize(
    ("damage", "line"), [(b"\xff", 2), ("年鉴".encode("gb18030"), 2), (b"x" * 131_073, 2), (b"", 1)]
)
def test_a_register_that_is_no_text_any_more_is_refused_with_its_line(folder: Path, damage: bytes, line: int) -> None:
    path = folder / FILE_NAME
    path.write_bytes(path.read_bytes().replace("年鉴".encode(), damage) if damage else b"\xff" + path.read_bytes())
    with pytest.raises(Refusal) as caught:
        read_journal(folder)
    assert (caught.value.code, caught.value.place.line) == ("E-REGISTER", line)
    assert caught.value.render().isprintable()


def swapped(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[2], lines[1], lines[3]]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda lines: [lines[0], *lines[2:]], 2),
        (lambda lines: [*lines[:2], lines[3]], 3),
        (lambda lines: lines[:3], 4),
        (lambda lines: lines[:1], 2),
        (lambda lines: [], 2),
        (swapped, 2),
        (lambda lines: [*lines, lines[3]], 5),
        (lambda lines: [lines[0], lines[1], lines[1], *lines[2:]], 3),
        (lambda lines: [lines[0], lines[1].replace(b"2025", b"2024"), *lines[2:]], 2),
        (lambda lines: [*lines[:2], lines[2].replace(b"accepted", b"withdrawn"), lines[3]], 3),
        (lambda lines: [*lines[:3], lines[3].replace("王".encode(), "李".encode())], 4),
        (lambda lines: [*lines[:2], lines[2].replace(b"accepted,", b"accepted,,"), lines[3]], 3),
        (lambda lines: [lines[0].replace(b"event", b"what"), *lines[1:]], 1),
        (lambda lines: [lines[0][:3]], 1),
        (lambda lines: [line.replace(b"\n", b"\r\n") for line in lines], 1),
    ],
    ids=[
        *("first gone", "one gone", "last gone", "all gone", "file empty", "two swapped", "last twice", "first twice"),
        *("first changed", "one changed", "last changed", "a column more", "heading changed"),
        *("heading gone", "written otherwise"),
    ],
)
def test_a_line_that_is_gone_moved_or_added_is_named(folder: Path, change: object, line: int) -> None:
    lines = (folder / FILE_NAME).read_bytes().splitlines(keepends=True)
    (folder / FILE_NAME).write_bytes(b"".join(change(lines)))  # type: ignore[operator]
    with pytest.raises(Refusal) as caught:
        read_journal(folder)
    assert (caught.value.code, caught.value.place.line) == ("E-REGISTER", line)


def damage(folder: Path) -> tuple[int | None, dict[str, object]]:
    """The line that is named, and what is found there and expected."""
    with pytest.raises(Refusal) as caught:
        read_journal(folder)
    return caught.value.place.line, caught.value.details


def test_it_is_told_what_is_found_in_a_line_and_what_is_expected(folder: Path) -> None:
    events, path = read_journal(folder), folder / FILE_NAME
    lines = path.read_bytes().splitlines(keepends=True)
    columns = (
        "number、event、about、file_sha256、size_bytes、file_name、tables、region_codes、periods、vintage、supersedes、"
    )
    columns += "is_synthetic、encoding、place、signed_by、reason、previous"

    def told(*changed: bytes) -> tuple[int | None, dict[str, object]]:
        path.write_bytes(b"".join(changed))
        return damage(folder)

    assert told(*lines[:3]) == (
        4,
        {"found": f"2 行 {events[1].sha256[:12]}", "expected": f"3 行 {events[2].sha256[:12]}"},
    )
    found, expected = events[1].sha256[:12], replace(events[1], about="2").sha256[:12]
    assert told(*lines[:2], lines[2].replace(b",1,", b",2,"), lines[3]) == (3, {"found": found, "expected": expected})
    assert told(*lines[:2], b"1,2\n") == (3, {"found": "2 列 | columns", "expected": "17"})
    assert told(lines[0].replace(b"about", b"what")) == (
        1,
        {"found": columns.replace("about", "what"), "expected": columns},
    )
    assert told(b"\xef\xbb\xbf") == (1, {"found": "", "expected": columns})
    assert told(*lines[:3], lines[3].replace(b",1,", b',"1",')) == (
        1,
        {"found": "写法已改变 | written otherwise", "expected": ""},
    )


def test_of_two_ends_both_are_told_and_what_follows_the_longer_one_is_named(folder: Path) -> None:
    events = read_journal(folder)
    longer = append_events(folder, events, [Event(event="accepted", about="1")] * 2)
    (folder / HEAD_NAME).write_text(f"{head_of(events[:2])}\n{head_of(events)}\n")
    two, three, five = events[1].sha256[:12], events[2].sha256[:12], longer[4].sha256[:12]
    assert damage(folder) == (5, {"found": f"5 行 {five}", "expected": f"2 行 {two} / 3 行 {three}"})


@pytest.mark.parametrize(("head", "expected"), [("", ""), ("\n", "0 行 "), ("x y\n", "x 行 y")])
def test_a_head_that_says_nothing_vouches_for_no_line(folder: Path, head: str, expected: str) -> None:
    digest = read_journal(folder)[2].sha256[:12]
    (folder / HEAD_NAME).write_text(head)
    assert damage(folder) == (2, {"found": f"3 行 {digest}", "expected": expected})


def test_of_a_damaged_journal_the_lines_are_left_for_which_the_next_one_or_the_head_vouches(folder: Path) -> None:
    first, second, third = read_journal(folder)
    unnumbered = replace(first, number="x")
    after = replace(third, number="4", previous=unnumbered.sha256)  # vouches for it; nothing vouches for this one
    changed = replace(second, about="2")
    lines = [Event().line, first.line, "\n", "1,2\n", changed.line, unnumbered.line, after.line, third.line]
    (folder / FILE_NAME).write_text("".join(lines), encoding="utf-8-sig")
    assert REGISTER.salvage(folder) == {1: first, 3: third}


def test_a_line_that_somebody_adds_with_the_right_digest_lacks_its_head(folder: Path) -> None:
    events = read_journal(folder)
    forged = Event(number="4", event="accepted", about="1", previous=events[-1].sha256)
    with (folder / FILE_NAME).open("a", encoding="utf-8") as file:
        file.write(forged.line)
    with pytest.raises(Refusal, match="E-REGISTER") as caught:
        read_journal(folder)
    assert caught.value.place.line == 5


@pytest.mark.parametrize("writes", [0, 1, 2, 3])
def test_a_kill_between_any_two_writes_leaves_one_end_or_the_other(
    folder: Path, writes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, write = read_journal(folder), journal.write_bytes
    done: list[Path] = []

    def killed(path: Path, content: bytes) -> None:
        if len(done) == writes:
            raise KeyboardInterrupt
        done.append(path)
        write(path, content)

    monkeypatch.setattr(journal, "write_bytes", killed)
    if writes < 3:
        with pytest.raises(KeyboardInterrupt):
            append_events(folder, known, [Event(event="accepted", about="1")])
    else:
        append_events(folder, known, [Event(event="accepted", about="1")])
    monkeypatch.undo()
    events = read_journal(folder)
    assert len(events) == (3 if writes < 2 else 4)
    REGISTER.settle(folder)
    assert (folder / HEAD_NAME).read_text() == f"{head_of(events)}\n"
    append_events(folder, events, [Event(event="home", region_codes="511725")])
    assert len(read_journal(folder)) == len(events) + 1

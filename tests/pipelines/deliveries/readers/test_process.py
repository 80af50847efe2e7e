import os
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.deliveries.readers import Sheet, read_files
from pipelines.deliveries.readers.process import CHILD, Reader
from schemas.problems import Refusal

CSV = "年份,电\n2024,1\n".encode()
CHILD_FILE = CHILD[-1]

Command = Callable[[str], tuple[str, ...]]


@pytest.fixture
def misbehaving(tmp_path: Path) -> Command:
    """A child like ours, in which looking at a file named x.csv runs a given statement first."""

    def write(statement: str) -> tuple[str, ...]:
        script = tmp_path / "child.py"
        script.write_text(
            textwrap.dedent(f"""
            import ctypes, os, runpy, signal, sys, time
            child = runpy.run_path({CHILD_FILE!r})
            child["load_bare_packages"]()
            from pipelines.deliveries.readers import serve
            inspect = serve.inspect
            def misbehave(content, file):
                if file == "x.csv":
                    {statement}
                return inspect(content, file)
            serve.inspect = misbehave
            child["answer_requests"]()
            """)
        )
        return (sys.executable, "-I", str(script))

    return write


def read_three(command: tuple[str, ...], seconds: float = 20) -> Refusal:
    """Read a good file, the one that goes wrong, and a good one again; return what became of the second."""
    with Reader(command, seconds) as reader:
        answers = [reader.read(CSV, name) for name in ("a.csv", "x.csv", "b.csv")]
    assert isinstance(answers[0], list)
    assert isinstance(answers[2], list), "the file after it is read by a new child"
    assert isinstance(answers[1], Refusal)
    assert answers[1].place.file == "x.csv"
    return answers[1]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("os.abort()", "SIGABRT"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("ctypes.string_at(0)", "SIGSEGV"),
        ("os._exit(3)", "exit 3"),
        ("raise KeyError(file)", "exit 1"),
        ("os.write(1, b'x'); os.close(3); os._exit(0)", "exit 0"),
    ],
)
def test_a_child_that_dies_costs_one_file(misbehaving: Command, statement: str, found: str) -> None:
    refusal = read_three(misbehaving(statement))
    assert (refusal.code, refusal.details["found"]) == ("E-PARSE-CRASH", found)


def test_a_child_that_hangs_is_ended(misbehaving: Command) -> None:
    started = time.monotonic()
    refusal = read_three(misbehaving("time.sleep(60)"), 1.5)
    assert (refusal.code, refusal.details["found"]) == ("E-PARSE-LIMIT", "1.5 s")
    assert time.monotonic() - started < 60, "the child would have gone on"


def test_a_child_that_wants_too_much_memory_says_so_and_lives(misbehaving: Command) -> None:
    command = misbehaving("bytearray(10**9)")
    refusal = read_three(command)
    assert (refusal.code, refusal.details["found"]) == ("E-PARSE-LIMIT", "256 MB")


def test_a_child_cannot_write(misbehaving: Command, tmp_path: Path) -> None:
    target = tmp_path / "evil"
    statement = f"os.write(os.open({str(target)!r}, os.O_CREAT | os.O_WRONLY), b'x')"
    assert read_three(misbehaving(statement)).code == "E-PARSE-CRASH"
    assert target.stat().st_size == 0


def test_what_a_library_prints_does_not_reach_the_answers(misbehaving: Command) -> None:
    command = misbehaving("print('noise', flush=True)")
    with Reader(command) as reader:
        assert isinstance(reader.read(CSV, "x.csv"), list)


def test_an_answer_that_is_no_answer_is_a_crash(tmp_path: Path) -> None:
    script = tmp_path / "child.py"
    script.write_text(
        "import sys, time\n"
        "for answer in (b'ready', b'[not json'):\n"
        "    sys.stdout.buffer.write(len(answer).to_bytes(4, 'little') + answer)\n"
        "    sys.stdout.buffer.flush()\n"
        "    sys.stdin.buffer.read(4)\n"
    )
    with Reader((sys.executable, "-I", str(script))) as reader:
        answer = reader.read(CSV, "a.csv")
    assert isinstance(answer, Refusal)
    assert answer.code == "E-PARSE-CRASH"


def test_a_reader_that_cannot_start_is_our_fault_and_not_that_of_the_file() -> None:
    with Reader((sys.executable, "-I", "-c", "import no_such_library")) as reader:
        with pytest.raises(RuntimeError, match="no_such_library"):
            reader.read(CSV, "a.csv")
        assert reader.child is None


def test_a_child_knows_nothing_of_the_environment_and_few_modules(misbehaving: Command) -> None:
    loaded = "{name.split('.')[0] for name in sys.modules}"
    statement = f"assert not os.environ.get('PATH') and not {loaded} & {{'pandas', 'dagster', 'pydantic', 'duckdb'}}"
    with Reader(misbehaving(statement)) as reader:
        assert isinstance(reader.read(CSV, "x.csv"), list)


def test_one_child_reads_many_files_and_none_is_left() -> None:
    with Reader() as reader:
        pids = set()
        for number in range(5):
            assert isinstance(reader.read(CSV, f"{number}.csv"), list)
            assert reader.child is not None
            pids.add(reader.child.pid)
        assert len(pids) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(pids.pop(), 0)


def test_answers_are_in_the_order_of_the_files_whatever_became_of_them(tmp_path: Path) -> None:
    good, bad = tmp_path / "1", tmp_path / "2"
    good.write_bytes(CSV)
    bad.write_bytes(b"")
    answers = read_files([(good, "好.csv"), (bad, "空.csv"), (tmp_path / "3", "无.csv"), (good, "好.csv")])
    kinds = [answer.code if isinstance(answer, Refusal) else answer[0].name for answer in answers]
    assert kinds == ["", "E-FILE-EMPTY", "E-MISSING-FILE", ""]


def test_a_large_file_fits_through_the_pipes() -> None:
    content = ("甲" * 100 + ",1\n").encode() * 10_000
    with Reader() as reader:
        (sheet,) = _sheets(reader.read(content, "大.csv"))
    assert len(sheet.cells) == 20_000


def test_two_readers_in_two_threads_do_not_meet() -> None:
    counts: list[int] = []

    def read_some() -> None:
        with Reader() as reader:
            counts.append(sum(len(_sheets(reader.read(CSV, "a.csv"))[0].cells) for _ in range(5)))

    threads = [threading.Thread(target=read_some) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [20, 20]


def _sheets(answer: list[Sheet] | Refusal) -> list[Sheet]:
    assert isinstance(answer, list)
    return answer

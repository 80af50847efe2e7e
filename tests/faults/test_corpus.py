"""Each of the hundred ways is sent to a bureau: what is told of it, where, and what its reader can do."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.deliveries.intake import take_in
from pipelines.deliveries.readers import limits
from pipelines.deliveries.readers.process import Reader
from pipelines.settings import Settings
from schemas.problems import PROBLEMS, Refusals
from tests.faults.corpus import CASES
from tests.faults.desk import Desk, Sent
from tests.faults.odd_files import ODD

SENT = [
    *(pytest.param(sent, id=f"{number} {sent.what}") for number, several in CASES.items() for sent in several),
    *(pytest.param(sent, id=sent.what) for sent in ODD),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    yield desk
    desk.close()


def test_the_hundred_ways_are_numbered() -> None:
    assert sorted(CASES) == list(range(1, 101))
    assert all(CASES.values())


@pytest.mark.parametrize("sent", SENT)
def test_what_is_sent_is_told_with_code_place_and_remedy(sent: Sent, desk: Desk) -> None:
    told = sent.say(desk)
    if not sent.code:
        assert told == []
        return
    assert any(line.startswith(f"{sent.code} ") and sent.place in line for line in told), told
    for line in told:
        code, _, rest = line.partition(" ")
        assert f"处理：{PROBLEMS[code].remedy_zh}"[:8] in rest
        assert "？" not in rest, "a detail is missing"
        assert len(line) < 1000


MADE = [sent for several in (*CASES.values(), ODD) for sent in several if sent.code and sent.make]
CPU_SECONDS = 5
"""For each file; with a clock of the child's own, so that a busy machine changes nothing."""


def test_refused_files_leave_no_trace_in_the_data(tmp_path: Path) -> None:
    inbox, settings = tmp_path / "inbox", Settings(data_dir=tmp_path / "data")
    for number, sent in enumerate(MADE):
        content, name = sent.make()  # type: ignore[misc]
        (inbox / str(number)).mkdir(parents=True)
        (inbox / str(number) / name).write_bytes(content)
    with pytest.raises(Refusals) as caught:
        take_in(settings, sorted(inbox.glob("*/*")))
    refused = {(refusal.code, refusal.place.file) for refusal in caught.value.refusals}
    assert {(sent.code, sent.make()[1]) for sent in MADE} <= refused  # type: ignore[misc]
    assert [path for path in settings.data_dir.rglob("*") if path.is_file() and path.suffix != ".txt"] == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not say what a process has used")
def test_one_child_reads_each_file_in_little_time_and_memory() -> None:
    with Reader() as reader:
        used = 0.0
        for sent in MADE:
            reader.read(*sent.make())  # type: ignore[misc]
            assert reader.child is not None, f"{sent.what} ended it"
            status, stat = (Path(f"/proc/{reader.child.pid}/{name}").read_text() for name in ("status", "stat"))
            peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
            assert int(peak.split()[1]) * 1024 < limits.MEMORY_BYTES, sent.what
            before, used = used, sum(map(int, stat.rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")
            assert used - before < CPU_SECONDS, sent.what

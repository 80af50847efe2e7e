import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.lake.lock import hold_lock
from schemas.problems import Refusal
from tests.commands import ask
from tests.deliveries import GAS, ROOT

HOLD = "import sys; from pathlib import Path; from pipelines.lake.lock import hold_lock\n"
HOLD += "with hold_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of ``tmp_path``."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_refused_and_told_who_is_first(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused, hold_lock(tmp_path):
        raise AssertionError("two owners")
    assert (refused.value.code, refused.value.details) == ("E-LOCKED", {"found": f"pid {owner.pid}"})


@pytest.mark.parametrize("command", [("run", "--inbox", GAS.parent), ("register", GAS)])
def test_who_would_write_waits_and_writes_nothing(
    command: tuple[object, ...], owner: subprocess.Popen[str], tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    answer = ask(*command, "--data", tmp_path)
    assert answer.code == 1
    assert f"E-LOCKED 文件《{tmp_path}》：另一个运行正在使用此数据夹（pid {owner.pid}）" in answer.err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_killed_owner_leaves_no_lock(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    owner.kill()
    owner.wait()
    with hold_lock(tmp_path):
        assert (tmp_path / ".lock").read_text() == f"pid {os.getpid()}"


def test_who_waits_gets_the_lock_when_its_owner_ends(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    threading.Timer(0.2, owner.kill).start()
    with hold_lock(tmp_path, wait=True):
        assert owner.wait() != 0
        assert (tmp_path / ".lock").read_text() == f"pid {os.getpid()}"


def test_a_lock_is_free_again_after_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(Refusal), hold_lock(tmp_path):
        raise Refusal("E-MISSING-FILE")
    with hold_lock(tmp_path):
        pass


def test_questions_do_not_wait_for_a_run(folder: Path) -> None:
    with hold_lock(folder):
        assert ask("verify", "--data", folder).code == 0
        assert ask("query", "select 1", "--data", folder).code == 0
        assert ask("trace", "总排放", "2024", "--data", folder).code == 0


def test_a_place_that_can_hold_no_data_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = ask("register", GAS, "--data", tmp_path / "file")
    assert answer.code == 1
    assert answer.err.startswith("E-DISK-FULL")

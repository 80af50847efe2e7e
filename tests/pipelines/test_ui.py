"""`qingdan ui` as it is started: who is answered, and that nothing of it is left when it is stopped."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines import ui
from tests.commands import ask
from tests.deliveries import ROOT

MUTATION = "mutation { wipeAssets(assetPartitionRanges: []) { __typename } }"


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def started(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    data = tmp_path_factory.mktemp("ui")
    command = [sys.executable, "-m", "qingdan", "ui", "--data", str(data), "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with (
        (data / "log").open("w") as log,
        subprocess.Popen(command, cwd=data, env=environment, stdout=log, stderr=log, text=True) as process,
    ):
        while process.poll() is None:
            try:
                assert request(port, "GET", "/server_info", host=f"127.0.0.1:{port}")[0] == 200
                break
            except ConnectionError:
                time.sleep(0.2)
        yield process
        process.kill()


def request(port: int, method: str, target: str, body: str = "", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest(method, target, skip_host=True)
    for name, value in {"content-length": str(len(body)), **headers}.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders(body.encode())
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_only_the_own_page_can_change_something(started: subprocess.Popen[str], port: int) -> None:
    own = f"127.0.0.1:{port}"
    body = json.dumps({"query": MUTATION})
    json_of = {"content_type": "application/json"}
    assert request(port, "GET", "/", host=own)[0] == 200
    assert request(port, "GET", "/", host="evil.example")[0] == 403
    assert request(port, "POST", "/graphql", body, host=own, origin="http://evil.example", **json_of)[0] == 403
    assert request(port, "GET", "/graphql?query=mutation%7Bx%7D", host=own)[0] == 403
    status, text = request(port, "POST", "/graphql", body, host=own, origin=f"http://{own}", **json_of)
    assert (status, '"wipeAssets"' in text) == (200, True)


def test_a_port_in_use_is_named(started: subprocess.Popen[str], port: int, tmp_path: Path) -> None:
    assert started.poll() is None, "else pages are opened here, and nobody ends them"
    answer = ask("ui", "--port", port, "--data", tmp_path)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f"E-PORT 地址 127.0.0.1:{port} 已被")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_it_when_it_is_stopped(started: subprocess.Popen[str], port: int) -> None:
    sessions = {session for _, parent, session in processes() if parent == started.pid}
    assert len(sessions) == 2
    started.send_signal(signal.SIGTERM)
    assert started.wait() == 0
    assert [pid for pid, _, session in processes() if session in sessions] == []
    with pytest.raises(ConnectionError):
        request(port, "GET", "/server_info", host=f"127.0.0.1:{port}")


def processes() -> list[tuple[int, int, int]]:
    """Number, parent and session of every process, but for those that have ended and wait to be counted off."""
    command = ["ps", "-eo", "pid=,ppid=,sess=,stat="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return [(int(pid), int(parent), int(session)) for pid, parent, session, state in rows if state[0] != "Z"]


STUBBORN = """
import signal, subprocess, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
print("ready", flush=True)
subprocess.run([sys.executable, "-c", "import time; time.sleep(600)"])
"""


def test_what_does_not_end_when_it_is_asked_is_ended_by_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui, "SECONDS_TO_END", 0.1)
    with subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, start_new_session=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        ui.end([child])
        assert child.returncode == -signal.SIGKILL
    assert [pid for pid, _, session in processes() if session == child.pid] == []

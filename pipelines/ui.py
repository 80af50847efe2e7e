"""Dagster's pages and schedules on this machine: two processes that live and end with the command that started them."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from pipelines.settings import Settings, child_environment
from schemas.problems import Refusal

HOST = "127.0.0.1"
INSTANCE = "telemetry:\n  enabled: false\nnux:\n  enabled: false\nconcurrency:\n  runs:\n    max_concurrent_runs: 1\n"
CHECKOUT = Path(__file__).resolve().parents[1]
SECONDS_TO_END = 10.0
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def require_free(port: int) -> None:
    """Refuse a port that another program uses.

    Raises:
        Refusal: E-PORT.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the webserver asks for it
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Refusal("E-PORT", found=f"{HOST}:{port}") from error


def _make_databases(home: Path) -> None:
    """Make Dagster's databases before two processes want to: the one that comes second would end with an error."""
    import dagster as dg

    with dg.DagsterInstance.from_config(str(home)) as instance:
        instance.get_runs(limit=1)
        instance.all_instigator_state()
        instance.get_asset_keys()


def serve(settings: Settings, port: int) -> int:
    """Serve until one of the processes ends or somebody stops us; returns the exit code."""
    data_dir, block = settings.data_dir.resolve(), settings.block
    home = data_dir / "dagster"
    home.mkdir(parents=True, exist_ok=True)
    (home / "dagster.yaml").write_text(INSTANCE, encoding="utf-8")
    _make_databases(home)
    environment = child_environment(
        DAGSTER_HOME=str(home),
        QINGDAN_DATA=str(data_dir),
        QINGDAN_BLOCK="",  # its data folder is named already
        QINGDAN_ALLOWED_REGIONS=",".join(filter(None, [block, settings.allowed_regions])),
    )
    definitions = ("-m", "pipelines.definitions", "-d", str(CHECKOUT))
    commands = (
        (sys.executable, "-m", "pipelines.guard", "--host", HOST, "--port", str(port), *definitions),
        (str(Path(sys.executable).with_name("dagster-daemon")), "run", *definitions),
    )
    for number in STOPPING:
        signal.signal(number, _stop)
    children: list[subprocess.Popen[bytes]] = []
    try:
        # sessions of their own: what they start themselves is ended with them
        children.extend(
            subprocess.Popen(command, env=environment, cwd=CHECKOUT, start_new_session=True) for command in commands
        )
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
        return next(child.returncode for child in children if child.returncode is not None) or 1
    finally:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        end(children)


def end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask processes to end, and end by force what is left of them and of what they started."""
    for child in children:
        _send(child, signal.SIGINT)
    deadline = time.monotonic() + SECONDS_TO_END
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.0, deadline - time.monotonic()))
        _send(child, signal.SIGKILL)
        child.wait()


def _send(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, number)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)

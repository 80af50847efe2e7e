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


def bring_up_to_date(data_dir: Path, home: Path) -> dict[str, str]:
    """Tell the instance of what commands have built since it was told last.

    Its databases are made on the way, before two processes want to: the one that comes second would end with an error.

    Returns:
        Settings of Dagster for the processes that use the instance.
    """
    from pipelines.history import tell
    from pipelines.instance import BATCHED, service_instance

    with service_instance(home) as instance:
        instance.get_runs(limit=1)
        instance.all_instigator_state()
        tell(instance, data_dir)
    return {"DAGSTER_HOME": str(home), **BATCHED}


def serve(settings: Settings, port: int) -> int:
    """Serve until one of the processes ends or somebody stops us; returns the exit code."""
    data_dir, block = settings.data_dir.resolve(), settings.block
    environment = child_environment(
        **bring_up_to_date(data_dir, data_dir / "dagster"),
        QINGDAN_DATA=str(data_dir),
        QINGDAN_INBOX=os.pathsep.join(str(inbox.resolve()) for inbox in settings.inboxes),
        QINGDAN_AUTOMATIC="on" if settings.is_automatic else "off",
        QINGDAN_BLOCK="",  # its data folder is named already
        QINGDAN_ALLOWED_REGIONS=",".join(filter(None, [block, settings.allowed_regions])),
    )
    definitions = ("-m", "pipelines.service", "-d", str(CHECKOUT))
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

"""The parts of a cluster on this machine, each a process of its own: an S3-compatible store, a scheduler, workers.

Here: starting, stopping, killing, and what stands in /proc of them. Not here: what is asked of the cluster.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread

from tests.deliveries import ROOT

BIN = Path(sys.executable).parent
CHILD = "pipelines.blocks.child"


def wait_for(what: Callable[[], object], seconds: float = 120) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


class Cluster:
    """A store, a scheduler and two workers."""

    def __init__(self, folder: Path, memory: str) -> None:
        self.folder, self.running = folder, ExitStack()
        store, scheduler = free_port(), free_port()
        self.store = f"s3://qingdan/blocks?scheme=http&endpoint_override=127.0.0.1:{store}&allow_bucket_creation=true"
        self.environment = dict(os.environ) | {
            "PYTHONPATH": str(ROOT),
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_EC2_METADATA_DISABLED": "true",
            "DAGSTER_DISABLE_TELEMETRY": "1",
            "QINGDAN_EXECUTOR": "dask",
            "QINGDAN_DASK": f"tcp://127.0.0.1:{scheduler}",
            "QINGDAN_STORE": self.store,
            "QINGDAN_MEMORY": memory,
            "QINGDAN_THREADS": "1",
        }
        self.server = self.start("moto_server", "-H", "127.0.0.1", "-p", str(store))
        at = ("--host", "127.0.0.1", "--port", str(scheduler), "--no-dashboard")
        self.scheduler = self.start("dask", "scheduler", *at)
        wait_for(lambda: answers(store) and answers(scheduler))
        self.workers = [self.start_worker(str(number)) for number in (1, 2)]

    def start_worker(self, name: str) -> subprocess.Popen[bytes]:
        """Start a worker that nobody starts again."""
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self.folder / "dask"))
        scheduler = self.environment["QINGDAN_DASK"]
        return self.start("dask", "worker", scheduler, *options, QINGDAN_SCRATCH=str(self.scratch(name)))

    def scratch(self, name: str) -> Path:
        return self.folder / f"worker-{name}"

    def start(self, program: str, *options: str, **settings: str) -> subprocess.Popen[bytes]:
        """Start a process that ends with the cluster."""
        log = self.running.enter_context((self.folder / f"{program}-{len(list(self.folder.iterdir()))}.log").open("wb"))
        process = subprocess.Popen(
            [str(BIN / program), *options], cwd=ROOT, env=self.environment | settings, stdout=log, stderr=log
        )
        self.running.callback(end, process)
        return process

    def qingdan(self, *typed: object, **settings: str) -> subprocess.Popen[str]:
        """Type a command, as the coordinator."""
        command = [sys.executable, str(ROOT / "qingdan.py"), *map(str, typed)]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment | settings,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    @contextmanager
    def without_store(self) -> Iterator[None]:
        """The store answers nobody."""
        self.server.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.server.send_signal(signal.SIGCONT)


def end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGCONT)
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    """Processes in which a worker computes a block."""
    listed = Path(f"/proc/{process.pid}/task").glob("*/children")
    numbers = [int(number) for path in listed for number in path.read_text(encoding="ascii").split()]
    return [number for number in numbers if CHILD in said_by(number, "cmdline")]


def said_by(process: int, name: str) -> str:
    """A file of a process in /proc; nothing if it has ended."""
    try:
        return Path(f"/proc/{process}/{name}").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


@contextmanager
def watched_memory(cluster: Cluster) -> Iterator[Mapping[int, int]]:
    """The most memory, in bytes, that each process of a block has had."""
    most: dict[int, int] = {}
    ended = Event()

    def watch() -> None:
        while not ended.wait(0.05):
            for worker in cluster.workers:
                for child in children_of(worker):
                    for line in said_by(child, "status").splitlines():
                        if line.startswith("VmHWM:"):
                            most[child] = int(line.split()[1]) * 1024

    watching = Thread(target=watch)
    watching.start()
    try:
        yield most
    finally:
        ended.set()
        watching.join()

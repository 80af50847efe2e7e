"""Runs in a process of its own, in an environment that differs from this one in everything that must not matter."""

import os
import subprocess
import sys
from pathlib import Path

from tests.deliveries import ROOT

RUN = "from pipelines.cli import main; main()"

FAR_WEST = {  # one thread, no language
    "QINGDAN_THREADS": "1",
    "TZ": "America/St_Johns",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONHASHSEED": "1",
    "PYTHONIOENCODING": "gbk",
}
FAR_EAST = {  # more threads than cores, Turkish
    "QINGDAN_THREADS": "3",
    "QINGDAN_MEMORY": "1GB",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "4711",
    "PYTHONIOENCODING": "ascii",
}


def run_elsewhere(environment: dict[str, str], data: Path, inbox: Path, *asked: str) -> None:
    """Run the command line over an inbox; it must end well."""
    command = [sys.executable, "-c", RUN, "run", "--data", str(data), "--inbox", str(inbox), *asked]
    cleared = {name: value for name, value in os.environ.items() if not name.startswith("QINGDAN_")}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=cleared | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout

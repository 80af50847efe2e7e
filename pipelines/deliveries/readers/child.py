"""The script that the child process runs: `python -I child.py`, requests on stdin, answers on stdout.

It loads the files of this folder and the catalogue of problems, and nothing else of the project: the
packages above would bring Dagster and pandas with them, which takes seconds.
"""

import os
import sys
import types
from pathlib import Path


def load_bare_packages() -> None:
    """Make our modules importable without running the `__init__` of the packages they are in."""
    checkout = Path(__file__).resolve().parents[3]
    for package in (
        "pipelines",
        "pipelines.deliveries",
        "pipelines.deliveries.readers",
        "pipelines.reading",
        "schemas",
    ):
        module = types.ModuleType(package)
        module.__path__ = [str(checkout.joinpath(*package.split(".")))]
        sys.modules[package] = module


def answer_requests() -> None:
    """Answer until stdin is closed."""
    from pipelines.deliveries.readers.serve import serve

    # Answers keep the pipe to themselves: what a library prints goes to stderr.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    load_bare_packages()
    answer_requests()

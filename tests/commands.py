"""The command line, asked in this process: what it prints, and the exit code."""

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

from pipelines.cli import main


class Answer(NamedTuple):
    """What a command said; of its progress nothing, which depends on how fast the machine is."""

    code: int
    out: str
    err: str


def ask(*arguments: object) -> Answer:
    """Type a command."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
    said = "".join(line for line in err.getvalue().splitlines(keepends=True) if not line.startswith("… "))
    return Answer(code if isinstance(code, int) else 0 if code is None else 1, out.getvalue(), said)

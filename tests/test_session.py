"""What a person sees of the tests: at the end, the summary."""

import os
import subprocess
import sys

from tests.deliveries import ROOT

#: Hypothesis, which holds the tests to the end of the process, and tests that name DuckDB's types.
FILES = ("tests/pipelines/deliveries/register/test_rows.py", "tests/assets/core/test_region_scopes.py")


def test_the_summary_is_the_last_thing_that_is_said() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "years or region", *FILES]
    mine = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        command, cwd=ROOT, env=mine, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert " passed" in done.stdout.splitlines()[-1]

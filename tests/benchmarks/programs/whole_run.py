"""One run as ``qingdan run`` does it: what it built, and how much of its time are imports and the release's writing.

python -m tests.benchmarks.programs.whole_run DATA INBOX …, set up by the environment otherwise, as the command is.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pipelines.summary  # noqa: F401  the command imports it too
from pipelines import definitions
from pipelines.execute import execute
from pipelines.settings import read_environment
from tests.benchmarks.programs import cpu_seconds, tell


def main(data: str, *inboxes: str) -> None:
    """Run once and tell."""
    found: dict[str, Any] = {"imports": cpu_seconds(), "release": 0.0, "fsyncs": 0}
    fsync, build = os.fsync, definitions.build_asset  # type: ignore[attr-defined]

    def counted(descriptor: int) -> None:
        found["fsyncs"] += 1
        fsync(descriptor)

    def timed(asset: Any, *arguments: Any) -> Any:
        started = cpu_seconds()
        built = build(asset, *arguments)
        found["release"] += cpu_seconds() - started if asset.layer == "release" else 0.0
        return built

    settings = replace(read_environment(), data_dir=Path(data), inboxes=tuple(map(Path, inboxes)))
    with patch.object(os, "fsync", counted), patch.object(definitions, "build_asset", timed):
        outcome = execute(settings, lambda *_: None)
    assert not outcome.refusals, outcome.refusals
    assert not outcome.set_aside, outcome.set_aside
    tell(found | {"built": outcome.executed})


if __name__ == "__main__":
    main(*sys.argv[1:])

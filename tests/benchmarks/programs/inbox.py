"""Take in an inbox of which most is known.

``python -m tests.benchmarks.programs.inbox KNOWN``; three files of the sample are new beside so many that are in force.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from pipelines.deliveries.intake import receive
from pipelines.deliveries.register import register_files
from pipelines.settings import Settings
from tests.benchmarks.programs import Stopwatch, tell
from tests.deliveries import GAS, INDUSTRY, YEARBOOK

NEW = (GAS, INDUSTRY, YEARBOOK)


class Held(NamedTuple):
    table: str
    region_code: str
    periods: tuple[str, ...]
    part: str = ""


def main(known: str) -> None:
    """Register what is known by a table of its own each, then the inbox; tell what that took."""
    with tempfile.TemporaryDirectory() as folder:
        inbox, data = Path(folder, "inbox"), Path(folder, "data")
        inbox.mkdir()
        settings = Settings(data_dir=data, inboxes=(inbox,))
        receive(settings)  # what is recognised by the declarations of today is not looked at again
        for number in range(int(known)):
            (inbox / f"{number:05}.csv").write_text(f"{number},1\n")
        register_files(data, inbox.iterdir(), lambda _, name: [Held(f"table{name}", "511725", ("2024",))])
        for path in NEW:
            shutil.copy(path, inbox)
        watch = Stopwatch()
        report = receive(settings)
        found = watch.read()
    assert [file.file_name for file in report.registered] == sorted(path.name for path in NEW)
    assert len(report.notices) >= int(known)
    tell(found)


if __name__ == "__main__":
    main(*sys.argv[1:])

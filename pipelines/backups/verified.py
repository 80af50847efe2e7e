"""Whether a data folder is whole: what its pointers name, and that its journals are those that they rest on."""

from collections.abc import Iterator
from pathlib import Path

from pipelines.backups.contents import data_folders
from pipelines.deliveries.journal import require_anchored
from pipelines.lake.releases import SHOWN, current_release, verify_release
from pipelines.publishing.statements import require_chained
from schemas.problems import Refusal


def faults(data_dir: Path) -> Iterator[Refusal]:
    """What is wrong in a data folder and in those in it: E-VERIFY, E-REGISTER, E-CHAIN, E-OFFICIAL, E-FORMAT."""
    for folder in data_folders(data_dir):
        for pointer in SHOWN:
            if not (folder / pointer).exists():
                continue
            try:
                release = current_release(folder, pointer)
                yield from verify_release(release, folder)
                require_anchored(folder, release)
                require_chained(folder, release)
            except Refusal as refusal:
                yield refusal

"""What a killed run leaves behind: files half written beside their places. The next run removes them."""

import re
from pathlib import Path

#: ``.<name>.<process>`` of ``write_bytes``, and ``.<name>`` of the writers that are not ours.
PENDING = re.compile(r"\..+\.\d+")


def remove_leftovers(data_dir: Path) -> None:
    """Remove half-written files; the caller holds the lock, so nobody is writing them."""
    beside = [path for folder in (data_dir, data_dir / "read") for path in folder.glob(".*")]
    pending = [path for path in beside if PENDING.fullmatch(path.name)]
    for path in [*pending, *(data_dir / "lake").rglob(".*")]:
        if path.is_file():
            path.unlink()

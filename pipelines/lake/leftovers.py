"""What a killed process leaves behind: files half written, copies that were tried on. The next run removes them."""

import re
import shutil
from pathlib import Path

#: ``.<name>.<process>`` of ``write_bytes``, and ``.<name>`` of the writers that are not ours.
PENDING = re.compile(r"\..+\.\d+")

#: How the name of a copy of the data folder begins, on which files are tried.
REHEARSAL = ".rehearsal-"


def remove_leftovers(data_dir: Path) -> None:
    """Remove half-written files and copies; the caller holds the lock, so nobody is writing them."""
    names = ("delivered", "read", "official", "signatures/*")
    folders = [data_dir, *(folder for name in names for folder in data_dir.glob(name))]
    beside = [path for folder in folders for path in folder.glob(".*")]
    pending = [path for path in beside if PENDING.fullmatch(path.name)]
    for path in [*pending, *(data_dir / "lake").rglob(".*")]:
        if path.is_file():
            path.unlink()
    for copy in data_dir.glob(f"{REHEARSAL}*"):
        shutil.rmtree(copy)

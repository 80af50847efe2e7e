"""What a data folder holds that cannot be made again: everything but a short list.

What somebody adds to a data folder is kept unless it is added to the list here, too.
"""

import os
import stat
from pathlib import Path

from pipelines.lake.releases import SHOWN
from pipelines.rest import YEAR_PAGE

#: What commands make again from what is kept, or that only shows it.
MADE_AGAIN = frozenset({"lake", "read", "dagster", "store", YEAR_PAGE, *SHOWN.values()})


def data_folders(data_dir: Path) -> list[Path]:
    """A data folder and those in it: of its blocks, and of their union."""
    found = [data_dir, *sorted((data_dir / "blocks").glob("[0-9]*")), data_dir / "national"]
    return [folder for folder in found if folder.is_dir()]


def kept_files(data_dir: Path) -> tuple[list[str], list[str]]:
    """Names of the files that cannot be made again, and of what is left out because it is no file or has no plain name.

    A name with a dot in front is a lock, a state or something half written.
    """
    made_again = {folder / name for folder in data_folders(data_dir) for name in MADE_AGAIN}
    kept: list[str] = []
    left_out: list[str] = []
    for place, folders, names in os.walk(data_dir):
        found = [Path(place, name) for name in [*folders, *names] if not name.startswith(".")]
        folders[:] = [path.name for path in found if path not in made_again and stat.S_ISDIR(path.lstat().st_mode)]
        for path in found:
            if path.name in folders or path in made_again:
                continue
            is_plain = stat.S_ISREG(path.lstat().st_mode) and path.name.isprintable() and "\\" not in path.name
            (kept if is_plain else left_out).append(path.relative_to(data_dir).as_posix())
    return sorted(kept), sorted(left_out)

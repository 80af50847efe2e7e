"""Whether a run would find everything as the last one left it: then there is nothing to take in, to plan or to build.

To work that out from the declarations takes two seconds, most of them imports; to compare the bytes of everything that
a run looks at takes a tenth of one. Only a run that ended well, with nothing to tell of its deliveries, leaves a state.
"""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from pipelines.lake.digests import digest_of, source_tree_digest, writers
from pipelines.lake.files import sha256_of, write_bytes
from pipelines.lake.lock import hold_lock
from pipelines.lake.releases import SHOWN, pointed_releases
from pipelines.settings import Settings

#: The state of a data folder when its last run ended.
FILE_NAME = ".rest"

#: The page of the year, which no run looks at: it is written last, and tells of what a run leaves.
YEAR_PAGE = "index.html"

#: Folders of a data folder that a run looks at, besides the releases that are pointed to.
FOLDERS = ("delivered", "lake", "read", *SHOWN.values())


def is_at_rest(settings: Settings) -> bool:
    """Whether the program, the settings, the inboxes and the data folder are what they were when a run had ended.

    Raises:
        Refusal: E-LOCKED, another process runs.
    """
    kept = settings.data_dir / FILE_NAME
    if not kept.exists():
        return False
    with hold_lock(settings.data_dir):
        return kept.read_text(encoding="utf-8", errors="replace") == (_state(settings) or None)


def keep_rest(settings: Settings) -> None:
    """Write down the state in which a run leaves everything; the caller holds the lock."""
    write_bytes(settings.data_dir / FILE_NAME, _state(settings).encode(), is_synced=False)


def _state(settings: Settings) -> str:
    """Digest of every byte that a run looks at; empty if something cannot be compared, such as a link."""
    data_dir = settings.data_dir
    folders = [*(data_dir / name for name in FOLDERS), *pointed_releases(data_dir), *settings.inbox_dirs]
    files = [path for path in sorted(data_dir.glob("[!.]*")) if not path.is_dir() and path.name != YEAR_PAGE]
    files += (path for folder in folders for path in _files_below(folder))
    known: dict[tuple[int, int], str] = {}  # a file of the lake stands in a release too, under another name
    said = [sys.version, source_tree_digest(), writers(), repr(settings)]
    try:
        for path in files:
            found = path.lstat()
            if not stat.S_ISREG(found.st_mode):
                return ""
            same = (found.st_dev, found.st_ino)
            if same not in known:
                known[same] = sha256_of(path)
            said.append(f"{path} {known[same]}")
    except OSError:  # gone, or not to be read
        return ""
    return digest_of(*said)


def _files_below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(place, name).is_symlink()]
        yield from (Path(place, name) for name in sorted([*names, *links]))

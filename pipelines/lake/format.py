"""The format of a data folder, by number: which program may open it, and what brings an earlier one up to date.

What is made again from deliveries, lake and readings, has no format. What has one cannot be made again: the register,
delivered files, releases, pointers. A folder that does not say its format is of the first; one for which nothing
changed since its own opens as it is.
"""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from pipelines.lake.files import write_bytes
from pipelines.lake.migrations import register_of_events
from schemas.problems import Place, Refusal

FILE_NAME = "FORMAT"

#: What leads to a format, from the one before: ``is_needed(data_dir)`` and ``migrate(data_dir)``, which may be killed
#: anywhere and is then done again. It uses no form that a later format may change.
MIGRATIONS: dict[int, ModuleType] = {2: register_of_events}

FORMAT = max(MIGRATIONS)


def open_format(data_dir: Path) -> None:
    """Mark a folder as one of today's format; the caller holds its lock.

    Raises:
        Refusal: as `require_format`.
    """
    require_format(data_dir)
    if format_of(data_dir) != FORMAT:
        write_bytes(data_dir / FILE_NAME, f"{FORMAT}\n".encode())


def require_format(data_dir: Path) -> None:
    """Refuse a folder that this program would misunderstand.

    Raises:
        Refusal: E-FORMAT, it has to be migrated first; E-FORMAT-NEWER, a later program wrote it.
    """
    found = format_of(data_dir)
    if any(_needed(data_dir, found)):
        raise Refusal("E-FORMAT", Place(str(data_dir)), found=found, expected=FORMAT)


def migrate(data_dir: Path) -> tuple[int, int]:
    """Bring a folder up to today's format, step by step; the caller holds its lock.

    Returns:
        The format that it had, and the one that it has.

    Raises:
        Refusal: E-FORMAT-NEWER; or what a step finds damaged.
    """
    before = format_of(data_dir)
    for step in _needed(data_dir, before):
        step.migrate(data_dir)
    open_format(data_dir)
    return before, FORMAT


def format_of(data_dir: Path) -> int:
    """The format that a folder says it has.

    Raises:
        Refusal: E-FORMAT-NEWER, no program up to this one writes it.
    """
    path = data_dir / FILE_NAME
    said = path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else "1"
    if said not in map(str, range(1, FORMAT + 1)):
        raise Refusal("E-FORMAT-NEWER", Place(str(data_dir)), found=said, expected=FORMAT)
    return int(said)


def _needed(data_dir: Path, found: int) -> Iterator[ModuleType]:
    """Steps from a format to today's that have something to do, each asked when those before it are done."""
    return (step for number, step in sorted(MIGRATIONS.items()) if number > found and step.is_needed(data_dir))

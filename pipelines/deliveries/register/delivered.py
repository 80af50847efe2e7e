"""The bytes of delivered files, `D/delivered/<sha256>`: written once, read-only, checked at every use.

A copy is staged first, and settled once the file is accepted: a kill at any moment leaves at most a staged
copy, which the next registration removes. What a file says does not belong here.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipelines.deliveries.readers.regular_file import read_regular_file
from pipelines.lake.files import disk_errors_refused, write_bytes
from schemas.problems import Place, Refusal

READ_ONLY = 0o444


def delivered_path(data_dir: Path, digest: str) -> Path:
    """Return where the copy of a delivered file is."""
    return data_dir / "delivered" / digest


def staged_path(data_dir: Path, digest: str) -> Path:
    """Return where a copy waits until its file is accepted."""
    return data_dir / "delivered" / f".{digest}.staged"


def read_delivered(data_dir: Path, digest: str, name: str) -> bytes:
    """Return the bytes of a registered file; refuse them when they are not those registered."""
    return _verified(delivered_path(data_dir, digest), digest, name)


def is_intact(data_dir: Path, digest: str) -> bool:
    """Tell whether the copy of a registered file is there and is what was registered."""
    try:
        read_delivered(data_dir, digest, "")
    except Refusal:
        return False
    return True


def stage(data_dir: Path, digest: str, content: bytes, name: str) -> None:
    """Write a copy beside its place."""
    path = staged_path(data_dir, digest)
    with disk_errors_refused(name):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, READ_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)


def read_staged(data_dir: Path, digest: str, name: str) -> bytes:
    """Return the bytes of a staged copy as they came to the disk."""
    return _verified(staged_path(data_dir, digest), digest, name)


def settle(data_dir: Path, digest: str) -> None:
    """Put a staged copy in its place."""
    staged_path(data_dir, digest).replace(delivered_path(data_dir, digest))


def describe(data_dir: Path, digest: str, facts: Mapping[str, str]) -> None:
    """Keep beside a copy what the register says of its delivery, so that the register can be made again."""
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_bytes(delivered_path(data_dir, digest).with_suffix(".json"), text.encode())


def copies(data_dir: Path) -> Iterator[str]:
    """Digests of the copies that are whole."""
    for path in sorted((data_dir / "delivered").glob("[0-9a-f]*")):
        if not path.suffix and is_intact(data_dir, path.name):
            yield path.name


def descriptions(data_dir: Path) -> Iterator[dict[str, str]]:
    """What stands beside the copies that are whole."""
    for path in sorted((data_dir / "delivered").glob("*.json")):
        try:
            facts = json.loads(path.read_bytes())
        except ValueError:
            continue
        if isinstance(facts, dict) and is_intact(data_dir, path.stem):
            yield {str(name): str(value) for name, value in facts.items()}


def discard(data_dir: Path, digest: str) -> None:
    """Remove a staged copy."""
    staged_path(data_dir, digest).unlink(missing_ok=True)


def sweep(data_dir: Path) -> None:
    """Remove what a killed registration left; the caller holds the lock of the data folder."""
    for path in (data_dir / "delivered").glob(".*.staged"):
        path.unlink()


def sync_folder(data_dir: Path) -> None:
    """Make renames survive a loss of power before the register names their files."""
    handle = os.open(data_dir / "delivered", os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _verified(path: Path, digest: str, name: str) -> bytes:
    content = read_regular_file(path, name)
    if hashlib.sha256(content).hexdigest() != digest:
        raise Refusal("E-DAMAGED", Place(name))
    return content

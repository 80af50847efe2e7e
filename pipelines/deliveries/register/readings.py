"""The sheets of delivered files as they were read, `D/read/<sha256>.json`, so that no file is read twice.

A reading names the reader that made it and begins with its own digest. When it is missing, damaged or of
another reader, the file is read again. The delivered bytes are checked every time: they are the record.
"""

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.readers.process import Reader
from pipelines.deliveries.register.delivered import read_delivered
from pipelines.deliveries.register.rows import read_register
from pipelines.lake.digests import digest_of, files_digest
from pipelines.reading.cells import from_record, to_record
from schemas.problems import Place, Refusal

READERS = Path(__file__).parents[1] / "readers"
CELLS = Path(__file__).parents[2] / "reading" / "cells.py"


def load_sheets(data_dir: Path, file_sha256: str) -> list[Sheet]:
    """Return the sheets of a registered file; read it again when its reading is missing or outdated."""
    return load_all_sheets(data_dir, [file_sha256])[file_sha256]


def load_all_sheets(data_dir: Path, digests: Collection[str]) -> dict[str, list[Sheet]]:
    """Return the sheets of several registered files, reading again in one child process what has to be."""
    names = {row.file_sha256: row.file_name for row in read_register(data_dir)}
    with Reader() as reader:
        return {digest: _load(data_dir, digest, names, reader) for digest in digests}


def _load(data_dir: Path, digest: str, names: Mapping[str, str], reader: Reader) -> list[Sheet]:
    if digest not in names:
        raise Refusal("E-MISSING-FILE", Place(digest))
    content = read_delivered(data_dir, digest, names[digest])
    sheets = find_reading(data_dir, digest)
    if sheets is None:
        answer = reader.read(content, names[digest])
        if isinstance(answer, Refusal):
            raise answer
        keep_reading(data_dir, digest, answer)
        sheets = answer
    return sheets


def reading_path(data_dir: Path, digest: str) -> Path:
    """Return where the reading of a file is."""
    return data_dir / "read" / f"{digest}.json"


def keep_reading(data_dir: Path, digest: str, sheets: list[Sheet]) -> None:
    """Write the reading of a file."""
    body = {"reader": reader_digest(), "sheets": [to_record(sheet) for sheet in sheets]}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    path = reading_path(data_dir, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    # Not synced: what a loss of power leaves is noticed by its digest, and the file is read again.
    beside.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
    beside.replace(path)


def find_reading(data_dir: Path, digest: str) -> list[Sheet] | None:
    """Return the reading of a file, or nothing when there is none of this reader or it is damaged."""
    try:
        own_digest, _, text = reading_path(data_dir, digest).read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    if hashlib.sha256(text).hexdigest().encode() != own_digest:
        return None
    body = json.loads(text)
    return [from_record(record) for record in body["sheets"]] if body["reader"] == reader_digest() else None


@cache
def reader_digest() -> str:
    """Digest of what a reading depends on besides the file: our readers and the libraries under them."""
    libraries = (f"{name}=={version(name)}" for name in ("python-calamine", "xlrd"))
    return digest_of(files_digest([*READERS.glob("*.py"), CELLS]), *libraries)

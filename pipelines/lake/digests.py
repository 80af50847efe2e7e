"""What a table is made from, as digests: code, declarations, parameters, inputs. Equal digests, equal tables."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("assets", "factors", "pipelines", "schemas")
#: Libraries whose version is in the bytes they write, or in how a cell is read.
WRITERS = ("duckdb", "pyarrow", "pandas", "python-calamine", "xlsxwriter")
SUFFIXES = {".py", ".sql", ".yaml", ".csv", ".html", ".css"}


def digest_of(*parts: str) -> str:
    """SHA-256 of some texts, each with its length so that no two lists run together."""
    return hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()


@cache
def file_digest(path: Path) -> str:
    """SHA-256 of one source file; a process sees one state of the source tree."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files_digest(paths: Iterable[Path]) -> str:
    """Digest of some files with their places in the source tree."""
    return digest_of(*(f"{path.relative_to(ROOT).as_posix()}={file_digest(path)}" for path in sorted(paths)))


def source_files() -> list[Path]:
    """All files of the four packages that a result may depend on."""
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.suffix in SUFFIXES)


@cache
def machinery_digest() -> str:
    """Digest of what every table is built with: readers, builders, loaders of declarations, contracts' base, lists."""
    rooms = [ROOT / "pipelines" / room for room in ("building", "deliveries", "lake", "reading")]
    folders = [*rooms, *(ROOT / "schemas" / room for room in ("codes", "forms", "specs"))]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES]
    loaders = [path for room in ("", "raw", "staged") for path in (ROOT / "assets" / room).glob("*.py")]
    loose = [*(ROOT / "factors").glob("*.py"), *(ROOT / "schemas").glob("*.py"), *loaders]
    versions = (f"{library} {version(library)}" for library in WRITERS)
    return digest_of(files_digest([*files, *loose]), *versions)


@cache
def source_tree_digest() -> str:
    """Digest of the four packages."""
    return files_digest(source_files())

"""What a table is made from, as digests: code, declarations, parameters, inputs. Equal digests, equal tables."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("assets", "factors", "pipelines", "schemas")
#: Libraries whose version is in the bytes they write, or in how a cell is read.
WRITERS = ("duckdb", "pyarrow", "pandas", "python-calamine", "xlsxwriter")
SUFFIXES = {".py", ".sql", ".yaml", ".csv", ".html", ".css", ".js"}

_FROM = re.compile(rf"^[ \t]*from ((?:{'|'.join(PACKAGES)})[\w.]*) import (?:\(([^)]*)\)|(.*))", re.MULTILINE)
_IMPORT = re.compile(rf"^[ \t]*import ((?:{'|'.join(PACKAGES)})[\w.]*)", re.MULTILINE)


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
def writers() -> str:
    """Versions of the libraries that write, or read a cell."""
    return " ".join(f"{library} {version(library)}" for library in WRITERS)


@cache
def modules_of(*names: str) -> frozenset[Path]:
    """Files of the four packages that some modules import, and what those import, with their own."""
    found, waiting = set[Path](), {file for name in names if (file := _file_of(name))}
    while waiting:
        found |= waiting
        waiting = {file for path in waiting for file in _imported_by(path)} - found
    return frozenset(found)


@cache
def _imported_by(path: Path) -> frozenset[Path]:
    """Files of the modules that one imports by name, anywhere in it."""
    text = path.read_text(encoding="utf-8")
    names = set(_IMPORT.findall(text))
    for package, several, one in _FROM.findall(text):
        members = [part.split(" as ")[0].strip() for part in (several or one.split("#")[0]).split(",")]
        modules = [name for member in members if _file_of(name := f"{package}.{member}")]
        names |= {*modules, package} if len(modules) < len([*filter(None, members)]) else {*modules}
    return frozenset(file for name in names if (file := _file_of(name)))


@cache
def _file_of(module: str) -> Path | None:
    place = ROOT.joinpath(*module.split("."))
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.exists()), None)


@cache
def source_tree_digest() -> str:
    """Digest of the four packages."""
    return files_digest(source_files())

"""Printed tables: one declaration each, ``<source>__<table>.yaml``; the file name is the table."""

from functools import lru_cache
from pathlib import Path

from schemas.specs.printed_table import PrintedTable
from schemas.specs.yaml import load_declaration

FOLDER = Path(__file__).parent


def load_printed_tables(folder: Path = FOLDER) -> dict[str, PrintedTable]:
    """Read every declaration in a folder, by table name (the name of the file).

    Raises:
        Refusal: E-SPEC or E-YAML-… for the first declaration that is wrong.
    """
    paths = sorted(folder.glob("*.yaml"))
    return {path.stem: _load(path, (seen := path.stat()).st_mtime_ns, seen.st_size) for path in paths}


@lru_cache(256)
def _load(path: Path, _changed: int, _size: int) -> PrintedTable:
    return load_declaration(path, PrintedTable, name=path.stem)

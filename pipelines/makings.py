"""What an asset is made by, besides its inputs: the modules behind it, its declaration, the lists that it reads.

Two digests say it. ``made``: with another one the table may be another. ``judged``: what its rows must keep, the closed
lists of its contract and the words that its rules leave behind; with another one the same table is judged again. So a
reworded message touches the tables that hold it, a new item those that read the list of items, and a change in how a
workbook is read no statement.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from assets import Asset
from assets.lists import FOLDERS, LISTS
from pipelines.deliveries.register.readings import reader_digest
from pipelines.lake.digests import ROOT, SUFFIXES, digest_of, files_digest, modules_of, source_tree_digest, writers
from pipelines.reading import SEARCHED
from schemas.codes import read_codes
from schemas.problems import PROBLEMS

#: The module that builds an asset, by its layer and the ending of its file.
BUILDERS = {"raw": "printed", "staged": "printed", ".sql": "sql", ".py": "python", "release": "pages"}

#: Things of the release that show the source tree itself: every statement, list and message.
SHOW_THE_TREE = ("release/database", "release/dictionary", "release/package")

#: Lists of which reading asks what a declaration names.
NAMED = ("fuels", "items", "sectors")

_READ = re.compile(r"\b(read_codes|codes|read_rules|read_form|lines)\(\"(\w+)\"\)")
_FOLDER_OF = {"read_codes": "codes", "codes": "codes", "read_rules": "rules", "read_form": "forms", "lines": "forms"}


class Making(NamedTuple):
    """Digest of what makes a table, besides its inputs, and of what its rows are judged by."""

    made: str
    judged: str


def making_of(asset: Asset) -> Making:
    """What an asset is made and judged by in this state of the source tree."""
    return Making(digest_of(writers(), *_behind(asset)), digest_of(*_judging(asset)))


def _behind(asset: Asset) -> Iterable[str]:
    if asset.name in SHOW_THE_TREE:
        return [source_tree_digest()]
    builder = BUILDERS.get(asset.layer) or BUILDERS[asset.path.suffix]
    modules = {f"pipelines.building.{builder}"}
    if asset.contract:
        modules.add(f"schemas.{asset.contract.layer}.{asset.contract.name}")
    own = modules_of(asset.module.__name__) if asset.path.suffix == ".py" else frozenset[Path]()
    files = {*modules_of(*modules), *own, asset.path, *asset.inputs, *_lists_read_by(own)}
    if asset.layer == "release":
        files |= _shown_on_pages()
    if asset.is_partitioned:
        files |= {*SEARCHED}
        return [files_digest(files), reader_digest(), _named_in(asset.path)]  # a child starts the readers, by name
    return [files_digest(files)]


def _judging(asset: Asset) -> list[str]:
    """The row rules of a contract in full, and of the rules that leave words behind, those words."""
    if not asset.contract or asset.is_partitioned:  # what a printed table may say, its declaration names
        return []
    return [
        asset.contract.violations_sql(""),
        *("".join(PROBLEMS[check.code]) for check in asset.contract.checks if check.severity != "block"),
    ]


def _lists_read_by(modules: Iterable[Path]) -> set[Path]:
    """Lists that modules read by name."""
    found = {call for path in modules for call in _READ.findall(path.read_text(encoding="utf-8"))}
    return {FOLDERS[_FOLDER_OF[function]] / f"{name}.csv" for function, name in found}


def _named_in(declaration: Path) -> str:
    """Rows of the lists for the codes that a declaration of a printed table names."""
    words = set(re.findall(r"\w+", declaration.read_text(encoding="utf-8")))
    rows = (row for name in NAMED for row in read_codes(name) if next(iter(row.values())) in words)
    return digest_of(*("|".join(row.values()) for row in rows))


@cache
def _shown_on_pages() -> frozenset[Path]:
    """What a page may quote besides its tables: titles of all lists, figures behind results, how rows hang together.

    Messages are not among them: what a rule says of a row stands in the table of checks.
    """
    places = [ROOT / "assets" / "release", ROOT / "factors"]
    files = {path for place in places for path in place.rglob("*") if path.suffix in SUFFIXES - {".py"}}
    lists = {path for name, path in LISTS.items() if name != "codes.problems"}
    return frozenset({*files, *lists, *(ROOT / "assets").glob("*/*.lineage.sql")})

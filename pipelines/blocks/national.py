"""The national release: the tables of all blocks side by side, a folder a province, and sums over their counties.

A table is ``restricted/parquet/marts/<table>/province=51/<block>.parquet``, the very files of the blocks' releases;
the sums are ``restricted/parquet/national/<table>.parquet``. What is in force of the blocks is taken, drafts are not;
blocks of another program, other years or other bases are refused, for their rows would not be those of one run.
"""

import os
import platform
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from assets.lists import FOLDERS
from assets.needs import Run
from pipelines.blocks.inbox import blocks_in
from pipelines.building.engine import literal, open_engine, quote, show_lists
from pipelines.building.table import validate, write_table
from pipelines.lake.digests import digest_of, source_tree_digest
from pipelines.lake.files import Lake, link, sha256_of
from pipelines.lake.journal import head_of
from pipelines.lake.lock import hold_lock
from pipelines.lake.releases import CONTENT, POINTER, current_release, publish_folder, read_list
from pipelines.settings import Settings
from schemas.check_result import CheckResult
from schemas.codes.regions import COUNTRY
from schemas.contract import Contract, load_contract
from schemas.problems import Place, Refusal, Refusals

SUMS = Path(__file__).parents[2] / "assets" / "national"
MARTS = "restricted/parquet/marts/"

#: What a release says of the tables of all blocks, so that a query finds them in a copy of the folder.
VIEWS = "views.sql"


@dataclass(frozen=True)
class Released:
    """The release of a block that is in force."""

    block: str
    folder: Path
    content: Mapping[str, Any]

    @property
    def tables(self) -> dict[str, str]:
        """Digests of its marts, by table."""
        files: Mapping[str, str] = self.content["files"]
        found = {name: sha256 for name, sha256 in files.items() if name.startswith(MARTS)}
        return {name.removeprefix(MARTS).removesuffix(".parquet"): sha256 for name, sha256 in found.items()}

    def file(self, table: str) -> Path:
        """Where one of them lies."""
        return self.folder / f"{MARTS}{table}.parquet"


def national_dir(settings: Settings) -> Path:
    """Data folder of the national releases."""
    return settings.data_dir / "national"


def publish_national(settings: Settings) -> Path:
    """Publish the union of what is in force of the blocks, unless it is published; returns its folder.

    Raises:
        Refusals: E-STALE, blocks do not fit together; E-VERIFY, a file of a block was changed; E-MISSING-FILE, no block
            has a release.
    """
    data_dir = national_dir(settings)
    with hold_lock(data_dir):
        released, without = _released(settings.data_dir / "blocks")
        said = _content(released, without)
        known = _current(data_dir)
        if known and all(known[1].get(name) == value for name, value in said.items()):
            return known[0]
        for left in (data_dir / "releases").glob(".staging-*"):  # of a killed run: the lock is ours
            shutil.rmtree(left)
        staging = data_dir / "releases" / f".staging-{os.getpid()}"
        try:
            tables = _link_tables(released, staging)
            for name, path in _sums(settings, released).items():
                tables[f"national.{name}"] = f"restricted/parquet/national/{name}.parquet"
                (staging / "restricted/parquet/national").mkdir(exist_ok=True)
                link(path, staging / tables[f"national.{name}"])
            (staging / VIEWS).write_text(_views(tables), encoding="utf-8")
            digest = publish_folder(data_dir, staging, said, _envelope(data_dir))
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        return data_dir / "releases" / digest


def _current(data_dir: Path) -> tuple[Path, dict[str, Any]] | None:
    try:
        release = current_release(data_dir)
    except Refusal:
        return None
    content = read_list(release, CONTENT)
    return (release, content) if content else None


def _released(root: Path) -> tuple[list[Released], list[str]]:
    """Releases in force that make one, and the blocks that have none.

    Raises:
        Refusals: E-STALE, some were made by another program, for other years or bases, or tell of the same region.
    """
    released, without = [], []
    for block in blocks_in(root):
        found = _current(root / block)
        if found:
            released.append(Released(block, *found))
        else:
            without.append(block)
    if not released:
        raise Refusal("E-MISSING-FILE", Place(file=str(root)))
    seen: dict[str, str] = {}
    refusals = []
    first = _scope(released[0])
    for each in released:
        is_other = each.content["source_tree"] != source_tree_digest() or _scope(each) != first
        twice = [seen[code] for code in each.content["scope"]["regions"] if code in seen]
        if is_other or twice:
            refusals.append(Refusal("E-STALE", table="national", found=each.block))
        seen |= dict.fromkeys(each.content["scope"]["regions"], each.block)
    if refusals:
        raise Refusals(refusals)
    return released, without


def _scope(released: Released) -> dict[str, Any]:
    return {name: said for name, said in released.content["scope"].items() if name != "regions"}


def _content(released: Iterable[Released], without: list[str]) -> dict[str, Any]:
    """What must be the same everywhere, but for digests of files."""
    blocks = {each.block: each.folder.name for each in released}
    regions = sorted(code for each in released for code in each.content["scope"]["regions"])
    return {
        "status": "current",
        "blocks": blocks,
        "blocks_without_release": without,
        "scope": _scope(next(iter(released))) | {"regions": regions},
        "inputs": [],  # each block's release lists its own
        "source_tree": source_tree_digest(),
    }


def _link_tables(released: Iterable[Released], staging: Path) -> dict[str, str]:
    """Put the tables of the blocks side by side; returns where each table is, as a pattern.

    Raises:
        Refusal: E-VERIFY, a file is not what its release says.
    """
    tables: dict[str, str] = {}
    for each in released:
        for table, sha256 in each.tables.items():
            folder = staging / MARTS / table / f"province={each.block[:2]}"
            folder.mkdir(parents=True, exist_ok=True)
            link(each.file(table), folder / f"{each.block}.parquet")
            if sha256_of(folder / f"{each.block}.parquet") != sha256:
                raise Refusal("E-VERIFY", Place(file=f"{each.block}/{table}"), found="内容已改变 | content changed")
            tables[f"marts.{table}"] = f"{MARTS}{table}/*/*.parquet"
    return tables


def _sums(settings: Settings, released: Iterable[Released]) -> dict[str, Path]:
    """Compute the sums over the counties of all blocks, hold them to their contracts, and write them."""
    data_dir, lake = national_dir(settings), Lake(national_dir(settings) / "lake")
    found = {}
    with open_engine(_run(settings), [settings.data_dir / "blocks"]) as connection:
        for table in sorted({table for each in released for table in each.tables}):
            files = [literal(str(each.file(table).resolve())) for each in released if table in each.tables]
            source = f"select * from read_parquet([{', '.join(files)}])"
            connection.execute(f"create view marts.{quote(table)} as {source}")
        for contract, checks in sum_up(connection):
            made_from = digest_of(source_tree_digest(), *(each.folder.name for each in released))
            write_table(connection, contract, contract.name, lake, made_from, checks)
            found[contract.name] = data_dir / "lake" / "national" / f"{contract.name}.parquet"
    return found


def sum_up(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Contract, list[CheckResult]]]:
    """Compute the sums in an engine that shows the marts; yields each with what its contract says.

    Raises:
        Refusals: E-CONTRACT.
    """
    show_lists(connection)
    regions = literal(str((FOLDERS["codes"] / "regions.csv").resolve()))
    connection.execute(f"create table codes.regions as from read_csv({regions}, header = true, all_varchar = true)")
    connection.execute("create schema national")
    for path in sorted(SUMS.glob("*.sql")):
        contract = load_contract("national", path.stem)
        connection.execute(f"create table national.{quote(path.stem)} as {path.read_text(encoding='utf-8')}")
        yield contract, validate(connection, contract, path.stem)


def _run(settings: Settings) -> Run:
    return Run(
        data_dir=national_dir(settings),
        region_codes=(COUNTRY,),
        years=(),
        basis_ids=(),
        threads=settings.threads,
        memory=settings.memory,
        delivered_years=(),
        profile=settings.profile,
    )


def _views(tables: Mapping[str, str]) -> str:
    """Statements that show all tables to a DuckDB that is started in the folder."""
    lines = [
        "-- 在本文件夹中打开 | opened in this folder: duckdb -init views.sql",
        "create schema if not exists marts;",
        "create schema if not exists national;",
    ]
    for name, pattern in tables.items():
        options = ", hive_partitioning = true, hive_types = {'province': varchar}" if "*" in pattern else ""
        lines.append(f"create or replace view {name} as from read_parquet('{pattern}'{options});")
    return "\n".join(lines) + "\n"


def _envelope(data_dir: Path) -> dict[str, Any]:
    pointer = data_dir / POINTER
    return {
        "python": platform.python_version(),
        "register": head_of([]),  # deliveries stand in the registers of the blocks
        "previous_release": pointer.read_text(encoding="utf-8").strip() if pointer.exists() else "",
    }

"""Build a table from one SQL statement: parse it, show it its upstream tables, compute, validate, write.

The statement names its upstream tables and nothing else: which files, partitions and years are visible is decided here.
``layer."*"`` is the union of every table of a layer, ``layer."name__*"`` of every table whose name begins so.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from assets import Asset
from assets.lists import LISTS
from assets.needs import Run
from assets.statements import checked_tables, matching, only_part
from pipelines.building.engine import borrow_engine, quote, show_files, show_lineage, show_lists
from pipelines.building.table import Built, Wanted, copy_table, stream_table, validate, write_table
from pipelines.lake.files import WHOLE, Lake, Partition, Record, Slice, sha256_of, write_bytes
from schemas.check_result import CheckResult
from schemas.contract import load_contract

#: What is computed from more than this is not held in memory before it is written.
LARGE_BYTES = 20_000_000


def show_upstream(
    connection: duckdb.DuckDBPyConnection,
    run: Run,
    references: Iterable[str],
    assets: Iterable[str],
    with_rows: bool = True,
) -> int:
    """Make what is referenced visible: lists, tables (empty ones if not ``with_rows``), unions, lineage.

    Returns:
        How many bytes there are to read.
    """
    lake, known, size = Lake(run.data_dir / "lake"), list(assets), 0
    references = sorted(references, key=lambda reference: reference.startswith("lineage."))
    for reference in references:
        if reference in LISTS:
            show_lists(connection, [reference])
            continue
        layer, table = reference.split(".", 1)
        if layer == "lineage":
            show_lineage(connection, table)
            continue
        contract = load_contract(layer, "observations" if table == "*" else table)
        files: dict[Path, Slice] = {}
        for asset in matching(reference, known) if with_rows else ():
            files |= visible_files(lake, asset, run)
        show_files(connection, contract, table, files)
        size += sum(path.stat().st_size for path in files)
    return size


def partitions_of(asset: str, run: Run) -> tuple[str, ...]:
    """Partitions of an asset that a run sees: its visible years in raw and staged, else the whole table."""
    layer, table = asset.split("/")
    return tuple(map(str, run.visible_years(table))) if layer in ("raw", "staged") else (WHOLE,)


def visible_files(lake: Lake, asset: str, run: Run) -> dict[Path, Slice]:
    """Files of an asset, each with what the run sees of it.

    Raises:
        Refusal: E-VERIFY, a file is not what was written.
    """
    partitions = partitions_of(asset, run)
    years = partitions if lake.holds_more_than(asset, partitions) else ()
    return {path: Slice(sha256, years) for path, sha256 in lake.verified_files(asset, partitions).items()}


def judge_again(asset: Asset, run: Run) -> list[CheckResult]:
    """Hold the table that stands in the lake to its contract and its checks.

    Raises:
        Refusals: it breaks what it is held to now.
    """
    assert asset.contract is not None  # only things of the release have none
    if asset.contract.is_view:
        return []
    with borrow_engine(run) as connection:
        references = {f"{asset.layer}.{asset.table}", *checked_tables(asset.contract)}
        show_upstream(connection, run, references, [*asset.deps, asset.name])
        return validate(connection, asset.contract, asset.table)


def build_sql(asset: Asset, run: Run, wanted: Wanted) -> Built:
    """Compute ``<layer>.<table>`` from its statement and write it; a view is checked and kept as text.

    Raises:
        Refusals: the result breaks its contract or a check; nothing is written.
    """
    table, contract, made_from = asset.table, asset.contract, wanted[WHOLE]
    assert contract is not None  # only things of the release have none
    sql = asset.path.read_text(encoding="utf-8")
    lake = Lake(run.data_dir / "lake")
    if not contract.checks and (part := only_part(sql, asset.deps)):
        return copy_table(contract, table, part, lake, made_from)
    with borrow_engine(run) as connection:
        # a view is written down, not computed: the columns of what it reads are enough
        size = show_upstream(connection, run, asset.reads, asset.deps, with_rows=not contract.is_view)
        is_large = size > LARGE_BYTES
        kind = "view" if contract.is_view or is_large else "table"
        connection.execute(f"create {kind} {contract.layer}.{quote(table)} as {sql}")
        if is_large:
            return stream_table(connection, contract, table, lake, made_from)
        checks = validate(connection, contract, table)
        if not contract.is_view:
            return write_table(connection, contract, table, lake, made_from, checks)
    kept = lake.file(f"{contract.layer}/{table}", suffix=".sql")
    write_bytes(kept, sql.encode())
    lake.keep(f"{contract.layer}/{table}", Record({WHOLE: Partition(made_from, sha256_of(kept), 0)}, checks))
    return Built(0, checks, sha256=sha256_of(kept))

"""The release: everything people receive, in two tiers, written whole or not at all."""

import os
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet

from assets.builders.digests import files_digest, source_files, source_tree_digest
from assets.builders.lake import WHOLE, Lake, Partition, Record
from assets.builders.python_assets import TIERS, tables_of
from assets.builders.register import registered_files
from assets.builders.releases import POINTER, publish_folder
from assets.builders.run import Run
from assets.builders.sql import partitions_of
from assets.builders.table import Built
from schemas.contract import load_contract
from schemas.problems import Refusal, Refusals

DEPS = (
    "raw/*",
    "staged/*",
    "core/*",
    "marts/*",
    "release/database",
    "release/tables",
    "release/report",
    "release/dictionary",
)
TITLE_ZH, TITLE_EN = "发布", "release"
READS_REGISTER = True

FILES = {
    "release/database": "qingdan.duckdb",
    "release/tables": "tables.xlsx",
    "release/report": "report.html",
    "release/dictionary": "dictionary.html",
}


def build(run: Run, deps: tuple[str, ...], made_from: str) -> Built:
    """Assemble a staging folder, then publish it under its digest."""
    lake = Lake(run.data_dir / "lake")
    if run.profile == "official":
        refuse_recalled(lake, run.basis_ids[0])
    for left in (run.data_dir / "releases").glob(".staging-*"):  # of a killed run: the lock is ours
        shutil.rmtree(left)
    staging = run.data_dir / "releases" / f".staging-{os.getpid()}"
    for tier in TIERS:
        _copy_files(lake, tier, staging / tier)
        tables = [name for name in deps if name not in FILES]
        _copy_tables(lake, run, tables_of(tier, tables), staging / tier / "parquet")
    missing = _missing_deliveries(lake)
    try:
        digest = publish_folder(run.data_dir, staging, _content(run, missing), _envelope(run))
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    lake.keep("release/package", Record({WHOLE: Partition(made_from, digest, len(missing))}))
    return Built(len(missing), sha256=digest)


def refuse_recalled(lake: Lake, basis_id: str) -> None:
    """Refuse an official release in which a figure of the official basis rests on a recalled factor unsigned for.

    Raises:
        Refusals: E-RECALLED, one a factor.
    """
    (path,) = lake.verified_files("marts/recalled_factors")
    unsigned = {
        row["factor_id"]: row
        for row in pa.Table.to_pylist(parquet.read_table(path))
        if row["basis_id"] == basis_id and not row["is_waived"]
    }
    if unsigned:
        raise Refusals(
            [
                Refusal(
                    "E-RECALLED", found=factor, label=row["categories"], other=f"{row['source_id']} {row['locator']}"
                )
                for factor, row in sorted(unsigned.items())
            ]
        )


def _copy_files(lake: Lake, tier: str, target: Path) -> None:
    target.mkdir(parents=True)
    for asset, name in FILES.items():
        (path,) = lake.verified_files(asset, [tier], name[name.index(".") :])
        shutil.copyfile(path, target / name)


def _copy_tables(lake: Lake, run: Run, names: list[str], target: Path) -> None:
    """Parquet files as they lie in the lake: ``<layer>/<table>.parquet`` or ``<layer>/<table>/<year>.parquet``."""
    for name in names:
        if load_contract(*name.split("/")).is_view:
            continue  # a view is a question to the tables; the database answers it
        for path in lake.verified_files(name, partitions_of(name, run)):
            copy = target / path.relative_to(lake.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _missing_deliveries(lake: Lake) -> list[dict[str, object]]:
    (path,) = lake.verified_files("core/deliveries")
    rows: list[dict[str, object]] = pa.Table.to_pylist(parquet.read_table(path))
    return [
        {k: row[k] for k in ("table_name", "region_code", "year", "department_zh")}
        for row in rows
        if row["status"] == "missing"
    ]


def _content(run: Run, missing: list[dict[str, object]]) -> dict[str, object]:
    """What must be the same everywhere: scope, inputs, factors, code; the files are added on publication."""
    return {
        "status": "draft",
        "profile": run.profile,
        "missing_deliveries": missing,
        "scope": {
            "regions": run.region_codes,
            "years": run.years,
            "bases": run.basis_ids,
            "official_basis": run.basis_ids[0],
        },
        "inputs": [
            {"sha256": file.file_sha256, "file_name": file.file_name, "is_synthetic": file.is_synthetic}
            for file in registered_files(run.data_dir)
        ],
        "factors": files_digest(path for path in source_files() if path.parts[-3:-1] == ("factors", "tables")),
        "source_tree": source_tree_digest(),
    }


def _envelope(run: Run) -> dict[str, object]:
    """What cannot be the same everywhere: versions of what ran, and the release before."""
    pointer = run.data_dir / POINTER
    return {
        "python": platform.python_version(),
        "libraries": {
            name: version(name) for name in ("dagster", "duckdb", "pandas", "pandera", "pyarrow", "python-calamine")
        },
        "previous_release": pointer.read_text(encoding="utf-8").strip() if pointer.exists() else "",
    }

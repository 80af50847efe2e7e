"""Assemble the release in a staging folder, then publish it under its digest."""

import os
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

from assets import Asset, load_assets
from assets.needs import Run
from pipelines.building.engine import borrow_engine
from pipelines.building.pages import TIERS, show_tables
from pipelines.building.printed import read_years, write_rows
from pipelines.building.python import handed
from pipelines.building.sql import visible_files
from pipelines.building.table import Built, Wanted
from pipelines.deliveries.journal import read_journal
from pipelines.deliveries.register import confirmations
from pipelines.lake.digests import files_digest, source_files, source_tree_digest
from pipelines.lake.files import WHOLE, Lake, Partition, Record, link
from pipelines.lake.journal import head_of
from pipelines.lake.releases import POINTER, publish_folder
from pipelines.proof.moved import note_changes
from schemas.contract import load_contract
from schemas.problems import Refusals

LIBRARIES = ("dagster", "duckdb", "pandas", "pandera", "pyarrow", "python-calamine")


def build_package(asset: Asset, run: Run, wanted: Wanted) -> Built:
    """Put together what the release holds, list it, give it its name.

    Raises:
        Refusals: the asset says why there may be no release.
    """
    lake, module = Lake(run.data_dir / "lake"), asset.module
    with borrow_engine(run) as engine:
        show_tables(engine, run, module.ASKS)
        things = handed(asset, run) | {"engine": engine}
        if refused := module.refusals(run, engine):
            raise Refusals(refused)
        said = module.content(**things)
    for left in (run.data_dir / "releases").glob(".staging-*"):  # of a killed run: the lock is ours
        shutil.rmtree(left)
    staging = run.data_dir / "releases" / f".staging-{os.getpid()}"
    try:
        for tier in TIERS:
            _copy_files(lake, asset, tier, staging / tier)
            _link_tables(lake, run, asset, staging / tier / "parquet")
        is_held = _moves_published(run)
        digest = publish_folder(run.data_dir, staging, said | _sources(), _envelope(run), is_held=is_held)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    missing = len(said["missing_deliveries"])
    lake.keep(asset.name, Record({WHOLE: Partition(wanted[WHOLE], digest, missing)}))
    return Built(missing, sha256=digest)


def _moves_published(run: Run) -> bool:
    """Whether what is built moves published figures beyond the bounds, and nobody has confirmed that.

    The release does not say so: it is the same, whatever was published before.
    """
    return bool(note_changes(run.data_dir).held(confirmations(run.data_dir)))


def _copy_files(lake: Lake, asset: Asset, tier: str, target: Path) -> None:
    target.mkdir(parents=True)
    known = load_assets()
    for thing in (known[name] for name in asset.deps if name.startswith("release/")):
        (path,) = lake.verified_files(thing.name, [tier], thing.suffix)
        shutil.copyfile(path, target / thing.file_name)


def _link_tables(lake: Lake, run: Run, asset: Asset, target: Path) -> None:
    """Parquet files as they lie in the lake, ``<layer>/<table>.parquet``; of a printed table the years of the run."""
    for name in asset.deps:
        if name.startswith("release/") or load_contract(*name.split("/")).is_view:
            continue  # a view is a question to the tables; the database answers it
        for path, part in visible_files(lake, name, run).items():
            copy = target / path.relative_to(lake.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if part.years:
                write_rows(read_years(lake, name, part.years), copy)
            else:
                link(path, copy)


def _sources() -> dict[str, object]:
    """Digests of the factors and of the source tree."""
    return {
        "factors": files_digest(path for path in source_files() if path.parts[-3:-1] == ("factors", "tables")),
        "source_tree": source_tree_digest(),
    }


def _envelope(run: Run) -> dict[str, object]:
    """What cannot be the same everywhere: versions of what ran, and the release before."""
    pointer = run.data_dir / POINTER
    return {
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "register": head_of(read_journal(run.data_dir)),
        "previous_release": pointer.read_text(encoding="utf-8").strip() if pointer.exists() else "",
    }

"""What a run would say of files that nobody has taken in: the run itself, on a copy of the data folder.

Nothing is registered and no release is made. The copy is links to the same bytes: whatever is written, in a run or
here, is renamed into its place, so that neither sees what the other writes.
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as parquet

from assets import load_assets
from pipelines.deliveries.intake import take_in
from pipelines.deliveries.journal import FILE_NAME, HEAD_NAME
from pipelines.execute import Progress, run_once
from pipelines.lake.files import Lake
from pipelines.lake.leftovers import REHEARSAL
from pipelines.lake.lock import hold_lock
from pipelines.proof.moved import Moved, built_totals, moved_totals, published_totals
from pipelines.settings import Settings
from schemas.problems import Notice, Refusals

#: What of a data folder a run builds on; releases and the inbox are not among it.
SHARED = (FILE_NAME, HEAD_NAME, "delivered", "read", "lake")

RESULTS = "marts/check_results"


@dataclass(frozen=True)
class Rehearsed:
    """What files would bring: notices of the register, places that would be held or only noted, totals that move."""

    notices: list[Notice]
    found: list[dict[str, str]] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)

    @property
    def held(self) -> list[dict[str, str]]:
        """What a person would have to confirm."""
        return [row for row in self.found if row["outcome"] == "held"]


def rehearse(settings: Settings, files: Sequence[Path], show: Progress) -> Rehearsed:
    """Take some files in and build every table, on a copy; what the checks find besides what they find today.

    Raises:
        Refusal: another process holds the data folder, or its register is damaged.
        Refusals: the register or the run would refuse the files.
    """
    with hold_lock(settings.data_dir), TemporaryDirectory(prefix=REHEARSAL, dir=settings.data_dir) as folder:
        tried = replace(settings, data_dir=Path(folder), inboxes=())
        for name in SHARED:
            _share(settings.data_dir / name, tried.data_dir / name)
        report = take_in(tried, files)
        if not report.registered:
            return Rehearsed(report.notices)
        tables = {name: asset for name, asset in load_assets().items() if asset.layer != "release"}
        if refusals := run_once(tried, report, [], show, tables).refusals:
            raise Refusals(refusals)
        known = {row["place_id"] for row in _found(settings.data_dir)}
        found = [row for row in _found(tried.data_dir) if row["place_id"] not in known]
        published = published_totals(settings.data_dir)
        return Rehearsed(report.notices, found, list(moved_totals(published, built_totals(tried.data_dir))))


def _share(path: Path, copy: Path) -> None:
    """Link a file, or all files of a folder; copy them where the file system has no links."""
    if path.is_dir():
        shutil.copytree(path, copy, copy_function=_link)
    elif path.exists():
        _link(path, copy)


def _link(path: str | Path, copy: str | Path) -> None:
    try:
        os.link(path, copy)
    except OSError:
        shutil.copy2(path, copy)


def _found(data_dir: Path) -> list[dict[str, str]]:
    """Places that are held or noted and what is assumed, as the last run of a folder left them."""
    lake = Lake(data_dir / "lake")
    files = [*lake.verified_files(RESULTS)] if lake.intact_partitions(RESULTS) else []
    columns = ["outcome", "place_id", "message_zh", "message_en"]
    rows = [row for file in files for row in parquet.read_table(file, columns=columns).to_pylist()]
    return [row for row in rows if row["outcome"] in ("held", "assumed", "noted")]

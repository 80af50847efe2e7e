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
from pipelines.deliveries import trial
from pipelines.deliveries.intake import receive
from pipelines.deliveries.journal import FILE_NAME, HEAD_NAME
from pipelines.deliveries.register import RegistrationReport, confirmations, registered_files
from pipelines.deliveries.register.rows import ON_TRIAL
from pipelines.deliveries.remarks import Remark
from pipelines.deliveries.requests.sent import FILE_NAME as REQUESTS
from pipelines.execute import Progress, run_once
from pipelines.lake.files import Lake
from pipelines.lake.leftovers import REHEARSAL
from pipelines.lake.lock import hold_lock
from pipelines.proof.moved import Changes, compare, published_tables
from pipelines.settings import Settings
from schemas.problems import Language, Notice, Refusal

#: What of a data folder a run builds on; releases and the inbox are not among it.
SHARED = (FILE_NAME, HEAD_NAME, REQUESTS, "delivered", "read", "lake")

RESULTS = "marts/check_results"

COLUMNS = ["outcome", "rule_code", "place_id", "file_name", "sheet", "cell", "message_zh", "message_en"]


@dataclass(frozen=True)
class Rehearsed:
    """What files would bring: what is told or refused, places that would be held or only noted, figures that move."""

    notices: list[Notice]
    refusals: list[Refusal] = field(default_factory=list)
    found: list[dict[str, str]] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)

    def remarks(self, lang: Language) -> list[Remark]:
        """All that is to be said, with what moves beyond the bounds."""
        problems: list[Refusal | Notice] = [*self.refusals, *self.notices]
        told = [Remark.of(problem, lang) for problem in problems]
        told += [Remark.of_result(row, lang) for row in self.found]
        return told + [Remark.of_change(change, lang) for change in self.changes.figures]


def rehearse(settings: Settings, files: Sequence[Path], show: Progress) -> Rehearsed:
    """Take some files in and build every table, on a copy; what the checks find besides what they find today.

    Raises:
        Refusal: another process holds the data folder, or its register is damaged.
    """
    with hold_lock(settings.data_dir), TemporaryDirectory(prefix=REHEARSAL, dir=settings.data_dir) as folder:
        tried = replace(settings, data_dir=Path(folder), inboxes=())
        for name in SHARED:
            _share(settings.data_dir / name, tried.data_dir / name)
        report = receive(tried, files)
        refusals = [*report.refusals, *_run(tried, report, show)] if report.registered else report.refusals
        if not report.registered or not _on_trial(tried.data_dir):
            return Rehearsed(report.notices, refusals)
        known = {row["place_id"] for row in _found(settings.data_dir)}
        found = [row for row in _found(tried.data_dir) if row["place_id"] not in known]
        changes = compare(published_tables(settings.data_dir), tried.data_dir / "lake")
        found += changes.held(confirmations(settings.data_dir))
        return Rehearsed(report.notices, refusals, found, changes)


def _run(settings: Settings, report: RegistrationReport, show: Progress) -> list[Refusal]:
    """Build all tables as a run does, without the files that it sets aside; tells why they are."""
    tables = {name: asset for name, asset in load_assets().items() if asset.layer != "release"}
    refusals: list[Refusal] = []
    while found := run_once(settings, report, refusals, show, tables).refusals:
        refusals += found
        trial.set_aside(settings.data_dir, found)
        if not _on_trial(settings.data_dir):
            break
    return refusals


def _on_trial(data_dir: Path) -> bool:
    return any(file.state == ON_TRIAL for file in registered_files(data_dir))


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
    rows = [row for file in files for row in parquet.read_table(file, columns=COLUMNS).to_pylist()]
    return [row for row in rows if row["outcome"] in ("held", "assumed", "noted")]

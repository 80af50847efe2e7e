"""A data folder of a few bytes, with all that a real one has: deliveries, releases, caches, leftovers."""

import hashlib
import shutil
from pathlib import Path

import pytest

from pipelines.deliveries.journal import Event, append_events, head_of, read_journal
from pipelines.lake.files import write_bytes
from pipelines.lake.format import open_format
from pipelines.lake.publications import SIGNED, Publication, record
from pipelines.lake.releases import publish_folder

DELIVERED = b"a delivered file"


def deliver(data_dir: Path, content: bytes) -> None:
    """A line of the register, and the file it is about."""
    digest = hashlib.sha256(content).hexdigest()
    write_bytes(data_dir / "delivered" / digest, content)
    (data_dir / "delivered" / digest).chmod(0o444)
    line = Event(event="delivered", file_sha256=digest, size_bytes=str(len(content)), file_name="供气量.xlsx")
    append_events(data_dir, read_journal(data_dir), [line])


def publish(data_dir: Path, report: str, status: str = "current") -> str:
    """A release with a page, over all that was delivered."""
    staging = data_dir / "releases" / ".staging-1"
    write_bytes(staging / "restricted" / "report.html", report.encode())
    write_bytes(staging / "restricted" / "parquet" / "marts" / "same.parquet", b"the same in every release")
    inputs = [{"sha256": path.name, "file_name": path.name} for path in data_dir.glob("delivered/[!.]*")]
    envelope = {"register": head_of(read_journal(data_dir))}
    return publish_folder(data_dir, staging, {"status": status, "inputs": inputs}, envelope)


def make_official(data_dir: Path) -> None:
    """The current release is signed for all steps."""
    release = (data_dir / "CURRENT").read_text().strip()
    record(data_dir, Publication(event=SIGNED, release=release, role="reviewed", roles="prepared reviewed"))
    (data_dir / "OFFICIAL").write_text(f"{release}\n")


def fill(data_dir: Path) -> Path:
    """A delivery, a release of before and the current one, and what a run leaves besides."""
    deliver(data_dir, DELIVERED)
    open_format(data_dir)
    publish(data_dir, "before")
    publish(data_dir, "current")
    for made_again in ("lake/core/emissions.parquet", "read/1.json", ".rest", "delivered/.1.staged", "store/objects/1"):
        write_bytes(data_dir / made_again, b"made again")
    write_bytes(data_dir / "requests" / "2026" / "县发改局.xlsx", b"a form")
    return data_dir


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Such a folder, with a block and the union of blocks in it."""
    folder = fill(tmp_path / "data")
    fill(folder / "blocks" / "511725")
    publish(folder / "national", "union")
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where its backups go."""
    return tmp_path / "备份盘"


def lose(data_dir: Path) -> None:
    """The machine is gone."""
    shutil.rmtree(data_dir)

"""Which delivered file belongs to which block: the folder in which it lies says so, or the region that it is about.

In an inbox, a folder that is called like a block (`51`, `511725`) holds deliveries of that block. Any other file goes
to the block of its region, and to those whose regions lie in it: a county rests on tables of its province, too. Whether
it is in order is judged when the block takes it in.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from pipelines.deliveries.readers.process import Reader
from pipelines.deliveries.readers.regular_file import read_regular_file
from pipelines.deliveries.register import RegisteredFile, answers, inbox_files, read_register
from pipelines.deliveries.register.names import accept_name, is_temporary
from pipelines.deliveries.register.readings import keep_reading, reading_path
from pipelines.lake.files import link
from pipelines.reading import Answers, recognise
from schemas.codes.regions import COUNTRY, all_blocks, block_line, block_of
from schemas.problems import Place, Refusal, Refusals


@dataclass
class Share:
    """What is delivered to a block: files, and the folders in which they lay."""

    files: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    def add(self, path: Path) -> None:
        """Add a file."""
        self.files.append(path)
        if path.parent not in self.folders:
            self.folders.append(path.parent)


@dataclass
class Division:
    """The deliveries of all blocks, and the files of which no block is known."""

    shares: dict[str, Share] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)


def blocks_in(root: Path) -> list[str]:
    """Blocks that have a data folder."""
    return sorted(path.name for path in root.glob("*") if path.is_dir() and path.name in all_blocks())


def divide(root: Path, inboxes: Iterable[Path], by_county: bool) -> Division:
    """Find the block of every file; ``root`` holds the data folders of the blocks.

    Args:
        root: folder of the blocks.
        inboxes: where files were dropped.
        by_county: whether a region without a block gets one of its own, or that of its province.

    Raises:
        Refusal: E-MISSING-FILE, there is no such inbox.
    """
    division = Division()
    loose: list[Path] = []
    for inbox in inboxes:
        loose += inbox_files(inbox)
        for folder in sorted(inbox.iterdir()):
            if folder.is_dir() and folder.name in all_blocks():
                for path in inbox_files(folder):
                    division.shares.setdefault(folder.name, Share()).add(path)
    delivered = {block: read_register(root / block) for block in blocks_in(root)}
    told = [answers(root / block) for block in delivered]  # of which block a file is, is not known yet
    said = {table: tuple(chain(*(one.get(table, ()) for one in told))) for table in {*chain(*told)}}
    regions = dict(_regions_of(root, loose, delivered, said, division.refusals))
    home = _home(delivered)
    known = {*delivered, *division.shares}
    found_in = {
        code: own if (own := block_of(code)) in known else home.get(code) or (own if by_county else code[:2])
        for code in {*chain(*regions.values())} - {COUNTRY}
    }
    below: dict[str, list[str]] = {}
    for block in sorted(known.union(found_in.values())):
        for code in block_line(block)[1:]:
            below.setdefault(code, []).append(block)
    for path, codes in regions.items():
        blocks = {found_in[code] for code in codes - {COUNTRY}}
        for block in sorted(blocks.union(*(below.get(code, ()) for code in codes))):
            division.shares.setdefault(block, Share()).add(path)
            _hand_on(path, root, block)
    shutil.rmtree(root / "read", ignore_errors=True)
    return division


def _home(delivered: Mapping[str, Sequence[RegisteredFile]]) -> dict[str, str]:
    """Blocks in which regions are reported already."""
    return {
        held.region_code: block
        for block, files in delivered.items()
        for file in files
        for held in file.holdings
        if held.region_code not in block_line(block)[1:]
    }


def _regions_of(
    root: Path,
    paths: Iterable[Path],
    delivered: Mapping[str, Sequence[RegisteredFile]],
    said: Answers,
    refusals: list[Refusal],
) -> Iterator[tuple[Path, set[str]]]:
    """Regions of each file; of one that was delivered before as the register says, of a new one as it is recognised."""
    known: dict[str, set[str]] = {}
    for file in chain(*delivered.values()):
        known.setdefault(file.file_sha256, set()).update(held.region_code for held in file.holdings)
    with Reader() as reader:
        for path in paths:
            if is_temporary(path.name):
                continue
            try:
                name = accept_name(path.name)
                content = read_regular_file(path, name, is_delivery=True)
                digest = hashlib.sha256(content).hexdigest()
                yield path, known.get(digest) or _recognised(root, reader, content, digest, name, said)
            except Refusal as refusal:
                refusals.append(refusal)
            except Refusals as several:
                refusals += several.refusals


def _recognised(root: Path, reader: Reader, content: bytes, digest: str, name: str, said: Answers) -> set[str]:
    sheets = reader.read(content, name)
    if isinstance(sheets, Refusal):
        raise sheets
    found = {table.region_code for table in recognise(sheets, name, answers=said)}
    if not found:
        raise Refusal("E-TABLE-UNKNOWN", Place(name))
    keep_reading(root, digest, sheets)
    return found


def _hand_on(path: Path, root: Path, block: str) -> None:
    """Leave to a block how a file was read, so that it is not read twice."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    reading, target = reading_path(root, digest), reading_path(root / block, digest)
    if reading.exists() and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        link(reading, target)

"""Taking delivered files into the register: each file whole or not at all, refused ones leave nothing behind.

What a file holds is told by `recognise`, from its content and never from its name alone. The caller holds the
lock of the data folder.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from pipelines.deliveries.changes import Change, Compared, list_changes
from pipelines.deliveries.journal import FILE_NAME, Event, append_events, read_journal
from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.readers.process import Reader
from pipelines.deliveries.readers.regular_file import read_regular_file
from pipelines.deliveries.register import delivered
from pipelines.deliveries.register.beside import BESIDE_DELIVERIES, says_sample, synthetic_names
from pipelines.deliveries.register.editions import Shelf, find_conflicts, settle_editions
from pipelines.deliveries.register.names import accept_name, is_marked_copy, is_open, is_temporary
from pipelines.deliveries.register.readings import find_reading, keep_reading, load_all_sheets, reading_path
from pipelines.deliveries.register.rows import (
    Holding,
    RegisteredFile,
    delivery_event,
    facts_of,
    home_of,
    in_force,
    told_by,
)
from pipelines.lake.files import disk_errors_refused
from schemas.codes.regions import block_name, region_line, regions_of_block
from schemas.problems import Notice, Place, Refusal, Refusals


class Recognised(Protocol):
    """A printed table that was recognised in a file."""

    @property
    def table(self) -> str:
        """Name of the table, `<source>__<table>`."""

    @property
    def region_code(self) -> str:
        """Code of the region that the table is about."""

    @property
    def periods(self) -> Collection[str]:
        """The periods that the table has figures for."""

    @property
    def part(self) -> str:
        """Whose part of the table it is, where several deliver one each."""


Recognise = Callable[[Sequence[Sheet], str], Sequence[Recognised]]

#: Compares the sheets of a named file with those of another one that holds the same.
Compare = Callable[[Sequence[Sheet], str, Sequence[Sheet], str], Compared]


def compare_nothing(*_: object) -> Compared:
    """Find nothing wrong, nothing changed and nothing that is known to be the same."""
    return Compared((), (), are_twins=False)


@dataclass(slots=True)
class RegistrationReport:
    """What became of the files of one registration."""

    registered: list[RegisteredFile] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    """Figures that a file prints otherwise than one that it replaces or overlaps."""


def inbox_files(inbox: Path) -> list[Path]:
    """Return what was dropped into a folder: all but hidden files and what stands beside deliveries."""
    if not inbox.is_dir():
        raise Refusal("E-MISSING-FILE", Place(str(inbox)))
    return sorted(
        path
        for path in inbox.iterdir()
        if path.name not in BESIDE_DELIVERIES
        and (path.is_symlink() or not path.is_dir())
        and (is_temporary(path.name) or not path.name.startswith("."))
    )


def register_files(
    data_dir: Path,
    files: Iterable[Path],
    recognise: Recognise,
    *,
    compare: Compare = compare_nothing,
    region: str = "",
    allowed_regions: Collection[str] = (),
    vintage: str = "final",
    is_asked: bool = False,
) -> RegistrationReport:
    """Take files in, in the order of their names, whatever the order in which they are given.

    Args:
        data_dir: the data folder.
        files: where they were dropped; they stay there.
        recognise: tells which tables sheets hold, of which region and periods; may raise refusals.
        compare: tells what is wrong with a file beside one in force that holds the same.
        region: code of the region that makes its home in a folder where nothing was delivered yet.
        allowed_regions: codes of regions that may be delivered, now and later, besides those at home.
        vintage: what the deliveries are said to be: preliminary, final or revised.
        is_asked: whether a person named these files: then bytes that do not count any more are taken in again.

    Raises:
        Refusal: a manifest beside the files cannot be read; nobody knows then which of them are synthetic.
    """
    ordered = sorted(files, key=lambda path: (path.name, str(path)))
    synthetic = {folder: synthetic_names(folder) for folder in dict.fromkeys(path.parent for path in ordered)}
    home = {region} - {""}
    registration = Registration(data_dir, recognise, compare, home, allowed_regions, vintage, synthetic, is_asked)
    for path in ordered:
        registration.stage(path)
    registration.read()
    registration.drop_twins()
    registration.refuse_conflicts()
    registration.commit()
    return registration.report


class Registration:
    """One registration on its way: files that are staged, then read, then settled."""

    def __init__(
        self,
        data_dir: Path,
        recognise: Recognise,
        compare: Compare,
        new_home: Collection[str],
        allowed_regions: Collection[str],
        vintage: str,
        synthetic: Mapping[Path, Collection[str]],
        is_asked: bool,
    ) -> None:
        self.data_dir = data_dir
        self.recognise = recognise
        self.compare = compare
        self.is_asked = is_asked
        self.vintage = vintage
        self.report = RegistrationReport()
        self.events = read_journal(data_dir)
        known = told_by(self.events)
        self.known = {row.file_sha256: row for row in known}
        self.in_force = {row.file_sha256: row for row in in_force(known)}
        self.home = {*(home_of(self.events) or new_home), *allowed_regions}
        """Regions, or a block of them, of which a file may be; none until the first delivery has settled it."""
        self.synthetic = synthetic
        self.arrivals: dict[str, RegisteredFile] = {}
        self.copies: dict[str, list[RegisteredFile]] = {}
        """The same bytes under further names: the first name that is not refused counts."""
        delivered.sweep(data_dir)

    def stage(self, path: Path) -> None:
        """Take a copy of a file, unless it is not acceptable or was registered already."""
        for is_none, code in ((is_temporary, "I-LOCK-FILE"), (is_marked_copy, "I-CHECK-COPY")):
            if is_none(path.name):
                self.report.notices.append(Notice(code, Place(path.name), {}))
                return
        with self.collected():
            name = accept_name(path.name)
            content = read_regular_file(path, name, is_delivery=True)
            if is_open(path):
                raise Refusal("E-BUSY", Place(name))
            digest = hashlib.sha256(content).hexdigest()
            if digest not in self.arrivals and self.is_known(digest, content, name):
                return
            is_synthetic = name in self.synthetic[path.parent]
            arrival = RegisteredFile(digest, len(content), name, 0, (), self.vintage, is_synthetic=is_synthetic)
            if digest in self.arrivals:
                self.copies.setdefault(digest, []).append(arrival)
            else:
                delivered.stage(self.data_dir, digest, content, name)
                self.arrivals[digest] = arrival

    def is_known(self, digest: str, content: bytes, name: str) -> bool:
        """Tell whether the same bytes were delivered before and are not wanted again."""
        earlier = self.known.get(digest)
        if earlier is None:
            return False
        if digest not in self.in_force:
            if self.is_asked:
                return False
            code = {"set aside": "I-SET-ASIDE", "withdrawn": "I-WITHDRAWN"}.get(earlier.state, "I-SUPERSEDED")
            self.report.notices.append(Notice(code, Place(name), {"other": earlier.file_name, "found": earlier.reason}))
            return True
        if not delivered.is_intact(self.data_dir, digest):
            delivered.stage(self.data_dir, digest, content, name)
            delivered.settle(self.data_dir, digest)
        self.report.notices.append(Notice("I-SAME-FILE", Place(name), {"other": earlier.file_name}))
        return True

    def read(self) -> None:
        """Read the staged copies in one child process and find out what they hold, under the first name that fits."""
        with Reader() as reader:
            for digest, first in list(self.arrivals.items()):
                names = [first, *self.copies.pop(digest, ())]
                for number, arrival in enumerate(names, start=1):
                    with self.collected(arrival if number == len(names) else None):
                        self.arrivals[digest] = self.read_one(reader, arrival)
                        self.copies[digest] = names[number:]
                        break

    def read_one(self, reader: Reader, arrival: RegisteredFile) -> RegisteredFile:
        """Return a file with what it holds; its reading is kept."""
        content = delivered.read_staged(self.data_dir, arrival.file_sha256, arrival.file_name)
        sheets = find_reading(self.data_dir, arrival.file_sha256) or reader.read(content, arrival.file_name)
        if isinstance(sheets, Refusal):
            raise sheets
        holdings = self.identify(sheets, arrival.file_name)
        with disk_errors_refused(arrival.file_name):
            keep_reading(self.data_dir, arrival.file_sha256, sheets)
        is_synthetic = arrival.is_synthetic or says_sample(sheets)
        encoding = sheets[0].encoding if sheets else ""
        return replace(arrival, holdings=holdings, encoding=encoding, is_synthetic=is_synthetic)

    def identify(self, sheets: Sequence[Sheet], name: str) -> tuple[Holding, ...]:
        """Return what a file holds; refuse a file without a known table, or of a region that is not at home here."""
        recognised = self.recognise(sheets, name)
        if not recognised:
            raise Refusal("E-TABLE-UNKNOWN", Place(name))
        regions = {table.region_code for table in recognised}
        if self.home and (foreign := regions - with_parents(self.home)):
            raise foreign_regions(name, foreign, self.home)
        return merge_holdings(recognised, name)

    def drop_twins(self) -> None:
        """Of files under several names that print the same figures keep one: that in force, its revision, or the first.

        Each is compared with the one in force and with one other that came: a thousand are a thousand comparisons.
        """
        names = {file.file_name for file in self.in_force.values()}
        known: dict[tuple[Holding, ...], list[RegisteredFile]] = {}
        for file in self.in_force.values():
            known.setdefault(file.holdings, []).append(file)
        for arrival in sorted(self.arrivals.values(), key=lambda file: (file.file_name not in names, file.file_name)):
            with self.collected(arrival):
                same = known.setdefault(arrival.holdings, [])
                others = (other for other in same if other.file_name != arrival.file_name)
                if twin := next((other for other in others if self.compared(arrival, other).are_twins), None):
                    for copy in (arrival, *self.copies.pop(arrival.file_sha256, ())):
                        notice = Notice("I-TWIN", Place(copy.file_name), {"other": twin.file_name})
                        self.report.notices.append(notice)
                    self.forget(arrival)
                elif not any(other.file_sha256 in self.arrivals for other in same):
                    same.append(arrival)

    def refuse_conflicts(self) -> None:
        """Refuse all files of this registration that contradict one another, or that make a home of two regions."""
        arrivals = list(self.arrivals.values())
        for arrival, refusal in zip(arrivals, find_conflicts(arrivals), strict=True):
            with self.collected(arrival):
                if refusal:
                    raise refusal

        if not self.home:
            regions = {held.region_code for arrival in self.arrivals.values() for held in arrival.holdings}
            home = without_parents(regions)
            for arrival in list(self.arrivals.values()) if len(home) > 1 else ():
                with self.collected(arrival):
                    found = {held.region_code for held in arrival.holdings}
                    raise foreign_regions(arrival.file_name, found, home - found, "E-HOME-SEVERAL")
            self.home = home

    def commit(self) -> None:
        """Put the copies in their place, then name them in the register."""
        shelf = Shelf(self.in_force.values())
        registered = self.report.registered
        for arrival in list(self.arrivals.values()):
            with self.collected(arrival):
                supersedes, notices = settle_editions(arrival, shelf)
                changes = self.compare_with(arrival, shelf)
                delivered.settle(self.data_dir, arrival.file_sha256)
                number = len(self.events) + len(registered) + 1
                row = replace(arrival, delivery_sequence=number, supersedes=supersedes)
                delivered.describe(self.data_dir, row.file_sha256, facts_of(row))
                registered.append(row)
                self.report.notices += notices
                self.report.changes += changes
                for copy in self.copies.get(arrival.file_sha256, ()):
                    notice = Notice("I-SAME-FILE", Place(copy.file_name), {"other": arrival.file_name})
                    self.report.notices.append(notice)
        if registered:
            with disk_errors_refused(FILE_NAME):
                delivered.sync_folder(self.data_dir)
                if self.report.changes:  # before the register counts them: what was changed is told once
                    list_changes(self.data_dir, self.report.changes)
                append_events(self.data_dir, self.events, [*map(delivery_event, registered), *self.home_event()])

    def compare_with(self, arrival: RegisteredFile, shelf: Shelf) -> list[Change]:
        """What a file changes of those in force that hold the same; refuse one that beside them cannot be right."""
        changes: list[Change] = []
        for other, _ in shelf.overlapping(arrival):
            compared = self.compared(arrival, other)
            if compared.refusals:
                raise Refusals(compared.refusals)
            changes += compared.changes
        return changes

    def compared(self, arrival: RegisteredFile, other: RegisteredFile) -> Compared:
        """A file beside one in force, or beside another one that came."""
        newer, older = map(self.sheets_of, (arrival, other))
        return self.compare(newer, arrival.file_name, older, other.file_name)

    def sheets_of(self, file: RegisteredFile) -> Sequence[Sheet]:
        """What a file in force holds, or one that came."""
        if file.file_sha256 in self.arrivals:
            return find_reading(self.data_dir, file.file_sha256) or []
        return load_all_sheets(self.data_dir, [file.file_sha256])[file.file_sha256]

    def home_event(self) -> list[Event]:
        """The line that says which regions are at home here, if some are that were not."""
        new = self.home - {*home_of(self.events)}
        return [Event(event="home", region_codes="|".join(sorted(new)))] if new else []

    @contextmanager
    def collected(self, arrival: RegisteredFile | None = None) -> Iterator[None]:
        """Note refusals and go on with the next file; of a refused file nothing stays, and its copies are refused."""
        try:
            yield
        except (Refusal, Refusals) as problem:
            refusals = problem.refusals if isinstance(problem, Refusals) else [problem]
            self.report.refusals += refusals
            if arrival:
                for copy in self.copies.pop(arrival.file_sha256, ()):
                    self.report.refusals += [
                        Refusal(refusal.code, replace(refusal.place, file=copy.file_name), **refusal.details)
                        for refusal in refusals
                    ]
                self.forget(arrival)

    def forget(self, arrival: RegisteredFile) -> None:
        """Leave nothing of a file that is not taken in."""
        del self.arrivals[arrival.file_sha256]
        delivered.discard(self.data_dir, arrival.file_sha256)
        reading_path(self.data_dir, arrival.file_sha256).unlink(missing_ok=True)


def with_parents(codes: Collection[str]) -> set[str]:
    """Regions, or blocks of them, and all that they lie in: a county rests on tables of its province, too."""
    return {above for block in codes for code in regions_of_block(block) for above in region_line(code)}


def without_parents(codes: Collection[str]) -> set[str]:
    """Regions in which no other one of them lies: those that a folder is about."""
    return set(codes) - {parent for code in codes for parent in with_parents({code}) - {code}}


def foreign_regions(name: str, found: Collection[str], expected: Collection[str], code: str = "E-HOME") -> Refusal:
    """The refusal of a file that is about another region than those at home in the folder, or in the same delivery."""
    told = ["、".join(f"{block_name(region)}（{region}）" for region in sorted(codes)) for codes in (found, expected)]
    return Refusal(code, Place(name), found=told[0], expected=told[1])


def merge_holdings(recognised: Sequence[Recognised], name: str) -> tuple[Holding, ...]:
    """Return one holding a table, region and part, in order; two sheets may share a table, never a period of it."""
    periods: dict[tuple[str, str, str], set[str]] = {}
    for found in recognised:
        known = periods.setdefault((found.table, found.region_code, found.part), set())
        if twice := sorted(known.intersection(found.periods)):
            raise Refusal("E-TABLE-DUPLICATE", Place(name), table=found.table, other="、".join(twice))
        known.update(found.periods)
    return tuple(
        Holding(table, region, tuple(sorted(found)), part) for (table, region, part), found in sorted(periods.items())
    )

"""What a newly delivered file means for those before it: a revision, a new edition, or a contradiction.

Two files of the same series may overlap: the yearbook of 2026 prints 2024 again. An edition is known by the
last period of its table. Which edition counts for a year does not belong here: `core.observations` rules it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.deliveries.register.rows import Holding, RegisteredFile, told_holdings
from schemas.problems import Notice, Place, Refusal


@dataclass(frozen=True, slots=True)
class Overlap:
    """Periods of a table that two files both hold."""

    held: Holding
    is_same_edition: bool


class Shelf:
    """Files by the tables, parts of them and regions that they hold."""

    def __init__(self, files: Iterable[RegisteredFile] = ()) -> None:
        self.files: dict[tuple[str, str, str], list[RegisteredFile]] = {}
        for file in files:
            self.add(file)

    def add(self, file: RegisteredFile) -> None:
        """Put a file on the shelf."""
        for holding in file.holdings:
            self.files.setdefault(holding.series, []).append(file)

    def overlapping(self, file: RegisteredFile) -> Iterator[tuple[RegisteredFile, list[Overlap]]]:
        """Yield the other files that hold something which this one holds too, in order of delivery."""
        near = {
            other.file_sha256: other
            for holding in file.holdings
            for other in self.files.get(holding.series, [])
            if other.file_sha256 != file.file_sha256
        }
        for other in sorted(near.values(), key=lambda other: (other.delivery_sequence, other.file_name)):
            if overlaps := list(find_overlaps(file.holdings, other.holdings)):
                yield other, overlaps


def settle_editions(newcomer: RegisteredFile, in_force: Shelf) -> tuple[tuple[int, ...], list[Notice]]:
    """Return the numbers of the deliveries that a file supersedes and what to tell about it; refuse a contradiction."""
    superseded: list[int] = []
    notices = []
    place = Place(newcomer.file_name)
    for file, overlaps in in_force.overlapping(newcomer):
        shared = told_holdings(overlap.held for overlap in overlaps)
        is_revision = newcomer.file_name == file.file_name
        lacking = find_lacking(newcomer.holdings, file.holdings)
        if is_revision and not lacking:
            superseded += [*file.supersedes, file.delivery_sequence]
            notices.append(Notice("I-SUPERSEDES", place, {"found": file.file_sha256[:12], "other": shared}))
        elif not any(overlap.is_same_edition for overlap in overlaps):
            notices.append(Notice("I-NEW-EDITION", place, {"found": shared, "other": file.file_name}))
        elif is_revision:
            found = told_holdings(lacking)
            raise Refusal("E-REVISION-PARTIAL", place, found=found, other=file.file_name)
        else:
            raise Refusal("E-CONFLICT", place, found=shared, other=file.file_name)
    return tuple(superseded), notices


def find_conflicts(arrivals: Iterable[RegisteredFile]) -> Iterator[Refusal | None]:
    """Yield the refusal of each file of which another that came with it prints the same edition: no name wins.

    Only the first such file is named, so that a thousand contradicting ones do not make a million comparisons.
    """
    files = list(arrivals)
    editions: dict[tuple[tuple[str, str, str], str], list[RegisteredFile]] = {}
    for file in sorted(files, key=lambda file: file.file_name):
        for holding in file.holdings:
            editions.setdefault((holding.series, holding.last_period), []).append(file)
    for file in files:
        edition = (editions[holding.series, holding.last_period] for holding in file.holdings)
        others = [next(o for o in same if o is not file) for same in edition if len(same) > 1]
        if other := min(others, key=lambda other: other.file_name, default=None):
            shared = told_holdings(overlap.held for overlap in find_overlaps(file.holdings, other.holdings))
            yield Refusal("E-CONFLICT-NEW", Place(file.file_name), found=shared, other=other.file_name)
        else:
            yield None


def find_overlaps(ours: Iterable[Holding], theirs: Iterable[Holding]) -> Iterator[Overlap]:
    """Yield what two files both hold."""
    known = {holding.series: holding for holding in theirs}
    for holding in ours:
        other = known.get(holding.series)
        shared = set(holding.periods) & set(other.periods) if other else set()
        if other and shared:
            held = holding._replace(periods=tuple(sorted(shared)))
            yield Overlap(held, holding.last_period == other.last_period)


def find_lacking(ours: Iterable[Holding], theirs: Iterable[Holding]) -> list[Holding]:
    """Return what they hold and we do not."""
    known = {holding.series: set(holding.periods) for holding in ours}
    lacking = []
    for holding in theirs:
        missing = set(holding.periods) - known.get(holding.series, set())
        if missing:
            lacking.append(holding._replace(periods=tuple(sorted(missing))))
    return lacking

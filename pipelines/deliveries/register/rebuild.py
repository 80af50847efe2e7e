"""Make the register again when it was damaged or is gone: from the delivered files, which are never lost.

A whole line of the old register stands as it is. A delivery whose line is lost is told by what stands beside its file.
A copy of which neither tells is taken in again, under the name that the releases know which rest on it. Whatever became
of a delivery in a lost line has to be found out again: it is on trial.
"""

import csv
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pipelines.deliveries.journal import Event, append_events, read_journal, rewrite, salvage
from pipelines.deliveries.register.beside import MANIFEST
from pipelines.deliveries.register.delivered import copies, delivered_path, descriptions
from pipelines.deliveries.register.names import accept_name
from pipelines.deliveries.register.registration import without_parents
from pipelines.deliveries.register.rows import (
    RegisteredFile,
    confirmation_event,
    confirmations,
    due_event,
    due_years,
    home_of,
    read_register,
    told_by,
)
from pipelines.lake.releases import CONTENT, ENVELOPE, read_list

#: Takes in files that are named.
TakeIn = Callable[[Sequence[Path]], object]


def rebuild(data_dir: Path, take_in: TakeIn) -> tuple[list[RegisteredFile], list[str]]:
    """Make the register again; the caller holds the lock of the data folder.

    Returns:
        What is registered now, and the digests of copies of which nobody knows the name any more.

    Raises:
        Refusals: a file that was taken in before is refused today; the others are registered.
    """
    lines, told = salvage(data_dir), list(descriptions(data_dir))
    for facts in told:
        if facts.keys() <= set(Event.columns) and facts.get("number", "").isdecimal():
            lines.setdefault(int(facts["number"]), Event(**facts))
    heads = [str((read_list(release, ENVELOPE) or {}).get("register", "")) for release in _releases(data_dir)]
    events = rewrite(data_dir, lines, heads, "rebuilt from the delivered files")
    known = told_by(events)
    if not home_of(events) and (regions := without_parents({h.region_code for file in known for h in file.holdings})):
        append_events(data_dir, events, [Event(event="home", region_codes="|".join(sorted(regions)))])
    known_places, known_years = confirmations(data_dir), due_years(data_dir)
    said = [event for place, event in _confirmed(data_dir).items() if place not in known_places]
    if said := said + [event for year, event in _called_in(data_dir).items() if year not in known_years]:
        append_events(data_dir, read_journal(data_dir), said)
    lost = set(copies(data_dir)) - {file.file_sha256 for file in known}
    known_names = (*_inputs(data_dir), *map(_named, told))
    named = {listed.file_sha256: listed for listed in known_names if listed.file_sha256 in lost}
    if named:
        with TemporaryDirectory() as folder:
            take_in(_as_delivered(data_dir, named.values(), Path(folder)))
    return read_register(data_dir), sorted(lost - named.keys())


class _Named(NamedTuple):
    """Under which name bytes were delivered, and whether they are a sample."""

    file_sha256: str
    file_name: str
    is_synthetic: bool


def _named(facts: Mapping[str, str]) -> _Named:
    return _Named(facts.get("file_sha256", ""), facts.get("file_name", ""), facts.get("is_synthetic") == "true")


def _releases(data_dir: Path) -> list[Path]:
    return sorted((data_dir / "releases").glob("[0-9a-f]*"))


def _confirmed(data_dir: Path) -> dict[str, Event]:
    """Confirmations that releases rest on, by place."""
    return {
        row["place_id"]: confirmation_event(
            row["place_id"], row["message_zh"], row["confirmed_by"], row["confirmed_reason"]
        )
        for release in _releases(data_dir)
        for row in (read_list(release, CONTENT) or {}).get("confirmed_places", ())
    }


def _called_in(data_dir: Path) -> dict[int, Event]:
    """Years that were called in before a release was made, each with its line."""
    contents = [read_list(release, CONTENT) or {} for release in _releases(data_dir)]
    return {year: due_event(year) for content in contents for year in sorted(content.get("due_years", ()))}


def _inputs(data_dir: Path) -> Iterator[_Named]:
    """Files that releases rest on; one that was damaged tells nothing."""
    for release in _releases(data_dir):
        for listed in (read_list(release, CONTENT) or {"inputs": []})["inputs"]:
            yield _Named(listed["sha256"], listed["file_name"], listed["is_synthetic"])


def _as_delivered(data_dir: Path, named: Iterable[_Named], folder: Path) -> list[Path]:
    """Copies under their names, in folders of their own, each beside its manifest."""
    files = []
    for digest, name, is_synthetic in named:
        place = folder / digest
        place.mkdir()
        files.append(place / accept_name(name))
        shutil.copyfile(delivered_path(data_dir, digest), files[-1])
        if is_synthetic:
            with (place / MANIFEST).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([("file", "evidence"), (name, "synthetic")])
    return files

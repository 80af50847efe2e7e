"""What the register says of each delivered file: what it holds, and whether it is in force.

`tables`, `region_codes` and `periods` of a line are lists of equal length joined by `|`: the first table is of the
first region and has the first periods. Years in a row are written `2005-2024`; gaps are joined by `+`. A table of which
several departments deliver a part each is written `table:part`.

A delivery is on trial until a run has judged it. Then it is accepted, or set aside with the reasons; what was accepted
may be withdrawn. Deciding this does not belong here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from assets.needs import Confirmation
from pipelines.deliveries.changes import name_of
from pipelines.deliveries.journal import Event, damaged, read_journal
from pipelines.deliveries.register.answers import answers_of, vouched
from schemas.problems import Language

SHA256 = re.compile(r"[0-9a-f]{64}")
YEAR = re.compile(r"\d{4}")
MONTH = re.compile(r"\d{4}-\d{2}")
YEARS = re.compile(r"(\d{4})-(\d{4})")

#: State of a delivery after an event about it.
STATES = {"accepted": "accepted", "set aside": "set aside", "withdrawn": "withdrawn"}
ON_TRIAL = "on trial"
LIVE = (ON_TRIAL, "accepted")


class Holding(NamedTuple):
    """A printed table of one region that a file holds, for some periods."""

    table: str
    region_code: str
    periods: tuple[str, ...]
    part: str = ""
    """Whose part of the table, where several deliver one each."""

    @property
    def series(self) -> tuple[str, str, str]:
        """What two editions have in common: table, part and region."""
        return self.table, self.part, self.region_code

    @property
    def last_period(self) -> str:
        """The period by which an edition of a series is known."""
        return max(self.periods)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.table, self.part, self.region_code, join_periods(self.periods))))


@dataclass(frozen=True, slots=True)
class RegisteredFile:
    """A delivered file that was taken in."""

    file_sha256: str
    size_bytes: int
    file_name: str
    delivery_sequence: int
    holdings: tuple[Holding, ...]
    vintage: str
    supersedes: tuple[int, ...] = ()
    """Numbers of the deliveries that it replaces while it is in force."""
    is_synthetic: bool = False
    encoding: str = ""
    state: str = ON_TRIAL
    reason: str = ""
    """Why it was set aside or withdrawn."""

    def holds(self, table: str, year: str) -> bool:
        """Tell whether the file has a table for a year or a part of it."""
        return any(
            holding.table == table and any(period[:4] == year for period in holding.periods)
            for holding in self.holdings
        )


def registered_files(data_dir: Path) -> list[RegisteredFile]:
    """Return the files in force, those on trial too, oldest delivery first."""
    return in_force(read_register(data_dir))


def in_force(files: Iterable[RegisteredFile]) -> list[RegisteredFile]:
    """Of some deliveries, those that count and that no other one which counts supersedes."""
    live = [file for file in files if file.state in LIVE]
    superseded = {number for file in live for number in file.supersedes}
    return [file for file in live if file.delivery_sequence not in superseded]


def read_register(data_dir: Path) -> list[RegisteredFile]:
    """Return all deliveries in their order, whatever became of them."""
    return told_by(read_journal(data_dir))


def told_by(events: Sequence[Event]) -> list[RegisteredFile]:
    """What the lines of the register say of each delivery."""
    files: dict[int, RegisteredFile] = {}
    for line, event in enumerate(events, start=2):
        try:
            if event.event == "delivered":
                files[int(event.number)] = _delivered(event)
            for number in numbers_of(event.about):
                files[number] = _changed(files[number], event)
        except (KeyError, ValueError) as error:
            raise damaged(line, str(error)) from error
    return list(files.values())


def home_of(events: Iterable[Event]) -> tuple[str, ...]:
    """Codes of the regions at home in a data folder; none before the first delivery."""
    return tuple(code for event in events if event.event == "home" for code in event.region_codes.split("|"))


def confirmations(data_dir: Path) -> dict[str, Confirmation]:
    """Who vouches for which held place, and who has answered which label, by its identity; the last word counts."""
    events = read_journal(data_dir)
    confirmed = (event for event in events if event.event == "confirmed")
    said = {event.place.partition(" ")[0]: Confirmation(event.signed_by, event.reason) for event in confirmed}
    return said | vouched(answers_of(events))


def due_years(data_dir: Path) -> tuple[int, ...]:
    """Years that were called in, ascending: what is owed for one of them is missed, others nobody waits for."""
    return tuple(sorted({int(event.periods) for event in read_journal(data_dir) if event.event == "due"}))


def due_event(year: int) -> Event:
    """The line by which a year is called in."""
    return Event(event="due", periods=str(year))


def confirmation_event(place_id: str, said: str, signed_by: str, reason: str) -> Event:
    """The line by which a person vouches for a held place; ``said`` is what was held, in words."""
    return Event(event="confirmed", place=f"{place_id} {said}", signed_by=signed_by, reason=reason)


def delivery_event(file: RegisteredFile) -> Event:
    """The line of a delivery."""
    return Event(
        event="delivered",
        file_sha256=file.file_sha256,
        size_bytes=str(file.size_bytes),
        file_name=file.file_name,
        vintage=file.vintage,
        supersedes="|".join(map(str, file.supersedes)),
        is_synthetic="true" if file.is_synthetic else "false",
        encoding=file.encoding,
        **_written(file.holdings),
    )


def facts_of(file: RegisteredFile) -> dict[str, str]:
    """What the line of a delivery says, by name; only what says something."""
    event = replace(delivery_event(file), number=str(file.delivery_sequence))
    return {name: value for name in Event.columns if (value := getattr(event, name))}


def recognition_event(file: RegisteredFile) -> Event:
    """The line that says what a delivery holds by the declarations of today."""
    return Event(event="recognised", about=str(file.delivery_sequence), **_written(file.holdings))


def state_event(state: str, files: Iterable[RegisteredFile], signed_by: str = "", reason: str = "") -> Event:
    """The line that says what became of deliveries."""
    about = "+".join(str(file.delivery_sequence) for file in files)
    return Event(event=state, about=about, signed_by=signed_by, reason=reason)


def numbers_of(about: str) -> list[int]:
    """Numbers of the deliveries that a line is about."""
    return [int(number) for number in about.split("+") if number]


def join_periods(periods: Iterable[str]) -> str:
    """Write periods shortly: `2005-2024`, `2005+2007-2009`, `2024-03`."""
    runs: list[list[str]] = []
    for period in sorted(set(periods)):
        if runs and YEAR.fullmatch(period) and runs[-1][-1] == str(int(period) - 1):
            runs[-1].append(period)
        else:
            runs.append([period])
    return "+".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def told_holdings(holdings: Iterable[Holding], lang: Language = "zh") -> str:
    """Write for people what a file holds: titles of tables, names of regions, periods."""
    from assets.raw import load_printed_tables

    titles = {name: table.title_en if lang == "en" else table.title_zh for name, table in load_printed_tables().items()}
    told = (
        f"{titles.get(h.table, h.table)} {name_of(h.region_code, lang)} {told_periods(h.periods)}" for h in holdings
    )
    return ("; " if lang == "en" else "；").join(told)


def told_periods(periods: Iterable[str]) -> str:
    """Write periods for people, months of a year as one where they follow one another: `2005-2024`, `2024-01/12`."""
    runs: list[list[str]] = []
    for month in sorted({period for period in periods if MONTH.fullmatch(period)}):
        if runs and runs[-1][-1] == f"{month[:5]}{int(month[5:]) - 1:02}":
            runs[-1].append(month)
        else:
            runs.append([month])
    months = [run[0] if len(run) == 1 else f"{run[0]}/{run[-1][5:]}" for run in runs]
    others = join_periods(period for period in periods if not MONTH.fullmatch(period))
    return "、".join(filter(None, [others, *months]))


def split_periods(text: str) -> tuple[str, ...]:
    """Return the periods that `join_periods` wrote."""
    periods: list[str] = []
    for run in text.split("+"):
        if match := YEARS.fullmatch(run):
            periods += [str(year) for year in range(int(match[1]), int(match[2]) + 1)]
        else:
            periods.append(run)
    return tuple(periods)


def _written(holdings: Iterable[Holding]) -> dict[str, str]:
    held = list(holdings)
    return {
        "tables": "|".join(":".join(filter(None, (holding.table, holding.part))) for holding in held),
        "region_codes": "|".join(holding.region_code for holding in held),
        "periods": "|".join(join_periods(holding.periods) for holding in held),
    }


def _holdings(event: Event) -> tuple[Holding, ...]:
    parts = (text.split("|") for text in (event.tables, event.region_codes, event.periods))
    return tuple(
        Holding(named.partition(":")[0], region, split_periods(text), named.partition(":")[2])
        for named, region, text in zip(*parts, strict=True)
    )


def _delivered(event: Event) -> RegisteredFile:
    if not SHA256.fullmatch(event.file_sha256):
        raise ValueError(event.file_sha256)
    return RegisteredFile(
        event.file_sha256,
        int(event.size_bytes),
        event.file_name,
        int(event.number),
        _holdings(event),
        event.vintage,
        tuple(int(number) for number in event.supersedes.split("|") if number),
        {"true": True, "false": False}[event.is_synthetic],
        event.encoding,
    )


def _changed(file: RegisteredFile, event: Event) -> RegisteredFile:
    if event.event == "recognised":
        return replace(file, holdings=_holdings(event))
    return replace(file, state=STATES[event.event], reason=event.reason)

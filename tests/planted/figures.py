"""Gross errors of suppliers, planted in good deliveries: blocked, held, or passed.

A delivery comes as the next year after the years before are in force, as a revision of a file in force, or as the first
of its kind. What is wrong: one figure, a quantity over all its years, a year over all quantities, a whole table.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipelines.deliveries.judgement import Judged
from tests.planted.books import At, Book, one_of_each, printed, sample_books
from tests.planted.county import County, Verdict
from tests.planted.truth import Key, Known, close_reader, known, meant

SEED = 2025
LAST = "2024"
ROADS = ("next", "revision", "first")
FACTORS = {f"x 10^{power}": Decimal(10) ** power for power in (1, -1, 2, -2, 3, -3, 4, -4, 8, -8)} | {
    "x 15": Decimal(15),
    "/ 15": 1 / Decimal(15),
    "x 4.1868": Decimal("4.1868"),
    "/ 4.1868": 1 / Decimal("4.1868"),
}
SMALLER = {"x 2": Decimal(2), "/ 2": Decimal("0.5"), "x 1.2": Decimal("1.2")}
SCOPES = ("cell", "item", "year", "table")
MOVES = (
    "last year again",
    "all years late",
    "neighbours exchanged",
    "percentage as fraction",
    "fraction as percentage",
)
#: What is planted: an error, and of how much of the file.
ERRORS = [
    *((error, scope) for error in (*FACTORS, *SMALLER) for scope in SCOPES),
    *((error, "table") for error in MOVES for _ in range(4)),
]


class Planted(NamedTuple):
    """An error in a delivery."""

    road: str
    name: str
    error: str
    scope: str

    @property
    def is_gross(self) -> bool:
        """Whether it must not pass."""
        return self.error not in SMALLER


class Outcome(NamedTuple):
    """What became of it."""

    planted: Planted
    state: str
    rules: tuple[str, ...]


def deliveries(number: int) -> list[Planted]:
    """Errors spread over files, roads and kinds of error."""
    chance = random.Random(SEED)
    names = {road: names_of(road) for road in ROADS}
    found: dict[Planted, None] = {}
    while len(found) < number:
        for error, scope in chance.sample(ERRORS, len(ERRORS)):
            road = chance.choice(ROADS)
            tries = (Planted(road, name, error, scope) for name in chance.sample(names[road], len(names[road])))
            if planted := next((one for one in tries if one not in found and planted_book(one)), None):
                found[planted] = None
    return list(found)[:number]


def names_of(road: str) -> list[str]:
    """Files that may come by a road: of files of one year each, the last one and one more."""
    names = one_of_each(sample_books(), 2)
    return [name for name in names if road != "next" or re.search(f"_{LAST}|^[^_]+$|六氟化硫", name)]


def planted_book(planted: Planted) -> Book | None:
    """The delivery with its error; nothing if it has no such figures."""
    good, chance = known(planted.name), random.Random(f"{SEED} {planted}")
    places = _figures(good, only_last=planted.road == "next")
    if not places:
        return None
    if planted.error in MOVES:
        changed = _moved(planted, good, places, chance)
    else:
        factor = (FACTORS | SMALLER)[planted.error]
        changed = {at: _times(places[at][1], factor) for at in _scope(planted.scope, places, chance)}
    changed = {at: value for at, value in changed.items() if value != places[at][1]}
    return _with(good.book, changed) if changed else None


def _with(good: Book, changed: Mapping[tuple[str, At], Decimal]) -> Book:
    book = good.copy()
    cells = {page.name: page.cells for page in book.pages}
    for (page, at), value in changed.items():
        cell = cells[page][at]
        cells[page][at] = type(cell)(printed(value) if book.suffix == "csv" else value, cell.style)
    return book


Places = Mapping[tuple[str, At], tuple[Key, Decimal]]


def _figures(good: Known, only_last: bool) -> Places:
    """Figures that are known and not nothing, by sheet and cell."""
    cells = {(page.name, at): cell for page in good.book.pages for at, cell in page.cells.items()}
    found = {place: (key, meant(cells[place].value)) for place, key in good.places.items()}
    last = max(key[2][:4] for key, _ in found.values())
    return {
        place: (key, amount)
        for place, (key, amount) in found.items()
        if amount and (not only_last or key[2][:4] == last)
    }


def _scope(scope: str, places: Places, chance: random.Random) -> list[tuple[str, At]]:
    """Figures that one error is in."""
    first = chance.choice(sorted(places))
    key = places[first][0]
    parts = {
        "cell": lambda other: other == key,
        "item": lambda other: (other[0], *other[3:]) == (key[0], *key[3:]),
        "year": lambda other: (other[0], other[2][:4]) == (key[0], key[2][:4]),
        "table": lambda other: other[0] == key[0],
    }
    return [place for place, (other, _) in places.items() if parts[scope](other)]


def _times(amount: Decimal, factor: Decimal) -> Decimal:
    """An amount so many times larger, with four digits more at most."""
    product = amount * factor
    digits = max(-int(amount.as_tuple().exponent), 0) + 4  # type: ignore[arg-type]
    exact = product.normalize()
    return exact if -int(exact.as_tuple().exponent) <= 12 else round(product, digits)  # type: ignore[arg-type]


def _moved(planted: Planted, good: Known, places: Places, chance: random.Random) -> dict[tuple[str, At], Decimal]:
    """Figures as an error of that kind prints them."""
    table = places[chance.choice(sorted(places))][0][0]
    ours = {place: found for place, found in places.items() if found[0][0] == table}
    before = {key: amount for key, amount in _all(good).items() if amount}
    if planted.error in ("last year again", "all years late"):
        periods = {key[2][:4] for key, _ in ours.values()}
        late = {max(periods)} if planted.error == "last year again" else periods
        earlier = _file_of_year_before(planted.name) | before
        return {
            place: earlier[was]
            for place, (key, _) in ours.items()
            if key[2][:4] in late and (was := (*key[:2], str(int(key[2][:4]) - 1) + key[2][4:], *key[3:])) in earlier
        }
    if planted.error == "neighbours exchanged":
        labels = sorted({key[3:] for key, _ in ours.values()})
        if len(labels) < 2:
            return {}
        at = chance.randrange(len(labels) - 1)
        other = {labels[at]: labels[at + 1], labels[at + 1]: labels[at]}
        return {
            place: before[there]
            for place, (key, _) in ours.items()
            if key[3:] in other and (there := (*key[:3], *other[key[3:]])) in before
        }
    factor = Decimal("0.01") if planted.error == "percentage as fraction" else Decimal(100)
    percent = {
        (row.item_code)
        for found in good.judged.values()
        for row in found.observations.itertuples()
        if row.unit_code == "pct"
    }
    return {place: _times(amount, factor) for place, (key, amount) in ours.items() if key[3] in percent}


def _all(good: Known) -> dict[Key, Decimal | None]:
    cells = {(page.name, at): cell for page in good.book.pages for at, cell in page.cells.items()}
    return {key: meant(cells[place].value) for place, key in good.places.items()}


def _file_of_year_before(name: str) -> dict[Key, Decimal]:
    """Figures of the file of the year before, where each year has its own."""
    other = re.sub(r"_(\d{4})", lambda match: f"_{int(match[1]) - 1}", name)
    found = _all(known(other)) if other != name and other in sample_books() else {}
    return {key: amount for key, amount in found.items() if amount}


def in_force(road: str, good: Known) -> dict[str, Judged]:
    """What the file in force holds when a delivery comes: nothing, all of it, or all but the last year."""
    if road == "first":
        return {}
    if road == "revision":
        return dict(good.judged)
    last = max(key[2][:4] for key in good.figures)
    return {
        table: found._replace(observations=found.observations[found.observations["period"].str[:4] < last])
        for table, found in good.judged.items()
    }


@cache
def county() -> County:
    """One engine a process."""
    return County()


def outcome_of(planted: Planted, here: County | None = None) -> Outcome:
    """What becomes of a delivery."""
    book = planted_book(planted)
    assert book
    verdict = verdict_of(here or county(), planted.road, book)
    return Outcome(planted, verdict.state, verdict.rules)


def verdict_of(here: County, road: str, book: Book) -> Verdict:
    """What becomes of a delivery by a road; of a first one no other file of its series has come."""
    series = re.sub(r"_\d{4}", "", book.name)
    others = {name for name in sample_books() if re.sub(r"_\d{4}", "", name) == series} if road == "first" else set()
    return here.verdict(book, in_force(road, known(book.name)), others)


def good_verdicts(names: Iterable[str]) -> Iterator[tuple[str, Verdict]]:
    """Files without an error, by every road."""
    for name in names:
        for road in ROADS:
            if name in names_of(road):
                yield f"{road} {name}", verdict_of(county(), road, sample_books()[name])


def outcomes(asked: Sequence[Planted], workers: int = 2) -> Iterator[Outcome]:
    """What becomes of all of them."""
    if workers == 1:
        yield from map(outcome_of, asked)
        return
    close_reader()  # each worker has its own
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(outcome_of, asked, chunksize=10)


def table_of(found: Sequence[Outcome]) -> str:
    """How many were blocked, held and passed: by error, extent and road; small ones by error and extent too."""
    lines: list[str] = []
    parts = {
        "error": lambda planted: planted.error,
        "how much": lambda planted: planted.scope,
        "road": lambda planted: planted.road,
    }
    for is_gross, title in ((True, "gross"), (False, "smaller")):
        outcomes = [outcome for outcome in found if outcome.planted.is_gross == is_gross]
        more = {} if is_gross else {"error, how much": lambda planted: f"{planted.error}, {planted.scope}"}
        for part, name_of in (parts | more).items():
            counts: dict[str, Counter[str]] = defaultdict(Counter)
            for outcome in outcomes:
                counts[name_of(outcome.planted)][outcome.state] += 1
            lines += ["", f"{title + ': ' + part:26}{'n':>6}{'blocked':>9}{'held':>7}{'passed':>8}{'power':>8}"]
            lines += [_line(name, counts[name]) for name in sorted(counts)]
            lines.append(_line("all of them", sum(counts.values(), Counter[str]())))
    return "\n".join(lines)


def _line(name: str, counts: Counter[str]) -> str:
    power = 1 - counts["passed"] / max(counts.total(), 1)
    return f"  {name:24}{counts.total():6}{counts['blocked']:9}{counts['held']:7}{counts['passed']:8}{power:8.1%}"

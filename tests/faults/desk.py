"""The desk of a bureau at which a file arrives: read in the child, judged, held against the files in force.

Here: the ways by which something is told of a file, each returning the lines that a person reads. Not here: the files,
and what must be told of them (`corpus`, `odd_files`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from openpyxl.utils import coordinate_to_tuple

from pipelines.deliveries.judgement import judge
from pipelines.deliveries.readers import Sheet, a1
from pipelines.deliveries.register import register_files
from pipelines.reading import recognise
from schemas.problems import Refusal, Refusals
from tests.planted.books import At, Book, Cell, sample_books
from tests.planted.county import County
from tests.planted.truth import figures_of, known, reader
from tests.planted.workbooks import is_same

YEARBOOK, GAS, MEAT = "渠县统计年鉴2025.xlsx", "渠县天然气公司供气量.xlsx", "渠县畜产品产量.xlsx"
INDUSTRY_2010 = "渠县规模以上工业能源_2010.xlsx"
INDUSTRY, BRANCHES = "渠县规模以上工业能源_2024.xlsx", "渠县规模以上工业分行业能源.xlsx"
FARMING, HERDS, TOWNS = "渠县农业生产统计.xlsx", "渠县畜牧业统计.xlsx", "国网渠县供电公司_分乡镇用电量.xlsx"
GRID, CEMENT, POWER = (
    "国网渠县供电公司_分行业售用电_2024.csv",
    "渠县水泥厂月度数据_2024.xlsx",
    "渠县燃煤电厂月度数据_2024.xlsx",
)

#: Files that are in force when something is told beside them.
IN_FORCE = (
    *(YEARBOOK, GAS, MEAT, FARMING, HERDS, TOWNS, BRANCHES, GRID, CEMENT, POWER, INDUSTRY, "渠县发电装机容量.xlsx"),
    *(name.replace("2024", "2023") for name in (GRID, INDUSTRY)),
)

Told = list[str]


class Desk:
    """Where files arrive; what they need is made when the first one needs it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def county(self) -> County:
        """The tables on which rules stand, over the files in force."""
        return County(IN_FORCE)

    def close(self) -> None:
        """Hand back what was opened."""
        if "county" in self.__dict__:
            self.county.close()

    def new_folder(self) -> Path:
        """An empty folder of one's own."""
        path = self.folder / str(len([*self.folder.iterdir()]))
        path.mkdir()
        return path


class Sent(NamedTuple):
    """Something that arrives, and what is told of it: a code and a place in the words of a person, or nothing."""

    what: str
    say: Callable[[Desk], Told]
    code: str = ""
    place: str = ""
    make: Callable[[], tuple[bytes, str]] | None = None
    """Bytes and name of a file that is refused whatever else has come."""


@contextmanager
def _told(lines: Told) -> Iterator[None]:
    """Note what is refused, in the words of the refusal."""
    try:
        yield
    except Refusal as refusal:
        lines.append(refusal.render())
    except Refusals as several:
        lines += [refusal.render() for refusal in several.refusals]


def _sheets(content: bytes, name: str) -> list[Sheet]:
    sheets = reader().read(content, name)
    if isinstance(sheets, Refusal):
        raise sheets
    return sheets


def unreadable(what: str, name: str, make: Callable[[], bytes], code: str, place: str = "") -> Sent:
    """Bytes that are refused before anybody asks what their tables mean."""

    def say(_: Desk) -> Told:
        lines: Told = []
        with _told(lines):
            _sheets(make(), name)
        return lines

    return Sent(what, say, code, f"文件《{name}》{place}", lambda: (make(), name))


def readable(what: str, name: str, make: Callable[[], bytes], **cells: str) -> Sent:
    """Bytes in whose first sheet stands what is said, cell by cell, and nothing else."""

    def say(_: Desk) -> Told:
        lines: Told = []
        with _told(lines):
            sheet = _sheets(make(), name)[0]
            found = {a1(*address): cell.text for address, cell in sheet.cells.items()}
            assert found == cells, found
        return lines

    return Sent(what, say)


Change = Callable[[Book], Book | bytes | None]


def judged(what: str, name: str, change: Change, code: str, place: str = "") -> Sent:
    """A file of the sample, changed, as nobody has delivered it before: judged by itself."""

    def say(_: Desk) -> Told:
        lines: Told = []
        with _told(lines):
            content, sent = _delivered(name, change)
            judge(_sheets(content, sent), sent)
        return lines

    return Sent(what, say, code, place, lambda: _delivered(name, change))


def the_same(what: str, name: str, change: Change, but: Mapping[str, str | None] = {}) -> Sent:
    """A file of the sample, written otherwise: every figure is what it was, but for some at cells."""

    def say(_: Desk) -> Told:
        lines: Told = []
        with _told(lines):
            content, sent = _delivered(name, change)
            truth, found = known(name), judge(_sheets(content, sent), sent)
            expected = dict(truth.figures) | {
                truth.places[truth.book.pages[0].name, at(cell)]: None if value is None else Decimal(value)
                for cell, value in but.items()
            }
            read = figures_of(found)
            wrong = [key for key in {*read, *expected} if not is_same(read.get(key), expected.get(key))]
            assert not wrong, wrong
        return lines

    return Sent(what, say)


def beside_others(
    what: str,
    name: str,
    change: Change,
    code: str,
    place: str = "",
    *,
    is_first: bool = False,
    without: Collection[str] = (),
) -> Sent:
    """A file of the sample, changed, beside those in force: as a revision of itself, or as if it had not come yet."""

    def say(desk: Desk) -> Told:
        book = change(sample_books()[name].copy())
        assert isinstance(book, Book)
        return list(desk.county.verdict(book, {} if is_first else known(name).judged, without).said)

    return Sent(what, say, code, place)


def registered(desk: Desk, path: Path, home: str) -> Told:
    """What the register of a folder says of a file, where a region is at home."""
    report = register_files(desk.new_folder(), [path], recognise, region=home)
    return [told.render() for told in (*report.refusals, *report.notices)]


def in_the_inbox(what: str, put: Callable[[Path], object], code: str, place: str = "") -> Sent:
    """What somebody put into the inbox, told by the register; whatever it is, nothing of it stays."""

    def say(desk: Desk) -> Told:
        inbox, data = desk.new_folder(), desk.new_folder()
        put(inbox)
        report = register_files(data, sorted(inbox.iterdir()), recognise)
        assert [path for path in data.rglob("*") if path.is_file()] == []
        return [told.render() for told in (*report.refusals, *report.notices)]

    return Sent(what, say, code, place)


def declared(what: str, load: Callable[[Path], object], code: str, place: str = "") -> Sent:
    """A hand-written file that is loaded."""

    def say(desk: Desk) -> Told:
        lines: Told = []
        with _told(lines):
            load(desk.new_folder())
        return lines

    return Sent(what, say, code, place)


def _delivered(name: str, change: Change) -> tuple[bytes, str]:
    changed = change(sample_books()[name].copy())
    assert changed is not None
    return (changed.content(), changed.name) if isinstance(changed, Book) else (changed, name)


def at(cell: str) -> At:
    """Row and column of an address, from nought."""
    row, column = coordinate_to_tuple(cell)
    return row - 1, column - 1


def put(sheet: int = 0, **cells: Decimal | float | str | None) -> Change:
    """Other values in some cells of a sheet."""

    def change(book: Book) -> Book:
        for address, value in cells.items():
            old = book.pages[sheet].cells.get(at(address), Cell(None))
            new = Decimal(str(value)) if isinstance(value, float | int) else value
            style = "data_text" if isinstance(new, str) and isinstance(old.value, Decimal) else old.style
            book.pages[sheet].cells[at(address)] = Cell(new, style)
        return book

    return change


def times(factor: str, area: str, sheet: int = 0) -> Change:
    """Figures of an area so many times larger."""
    first, last = map(at, area.split(":"))

    def change(book: Book) -> Book:
        cells = book.pages[sheet].cells
        for place, cell in cells.items():
            if first[0] <= place[0] <= last[0] and first[1] <= place[1] <= last[1]:
                if isinstance(cell.value, Decimal):
                    cells[place] = Cell(cell.value * Decimal(factor), cell.style)
                elif cell.value and cell.value.replace(".", "").isdecimal():
                    cells[place] = Cell(f"{Decimal(cell.value) * Decimal(factor):f}", cell.style)
        return book

    return change


def both(*changes: Change) -> Change:
    """Several changes, one after another."""

    def change(book: Book) -> Book:
        for one in changes:
            changed = one(book)
            assert isinstance(changed, Book)
            book = changed
        return book

    return change

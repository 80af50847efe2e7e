"""How the files of the corpus are made that are no file of the sample with some cells changed.

Here: bytes, changes of a delivered book, hand-written files with a fault. Not here: what is told of them (`corpus`).
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as compute

import factors
from pipelines.deliveries.register import register_files
from pipelines.deliveries.register.names import accept_name
from pipelines.reading import recognise
from schemas.specs.yaml import parse_yaml
from tests.deliveries import state_of
from tests.faults import bad_files, xlsx
from tests.faults.bad_files import CSV
from tests.faults.desk import YEARBOOK, Change, Desk, Told, at, declared, put, unreadable
from tests.planted.books import Book, Cell, sample_books
from tests.planted.operators import OPERATORS
from tests.planted.truth import known


def whitespace_bomb() -> bytes:
    """A gigabyte of blanks in a part of a megabyte: one block, compressed once and repeated."""
    return _part_of_repeated(xlsx.worksheet(xlsx.GOOD_CELLS).encode(), b" " * 1_000_000, 1000)


def row_bomb() -> bytes:
    """Four million rows in a part of a megabyte."""
    head, tail = xlsx.worksheet("*").encode().split(b"*")
    return _part_of_repeated(head, b"<row><c><v>1</v></c></row>" * 40_000, 100, tail)


def _part_of_repeated(head: bytes, block: bytes, count: int, tail: bytes = b"") -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = first + middle * count + packer.compress(tail) + packer.flush()
    size = len(head) + count * len(block) + len(tail)
    return xlsx.with_packed_part("xl/worksheets/sheet1.xml", packed, size)


def csv(text: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text.encode(encoding)


def cells(*cells: str, **parts: str) -> Callable[[], bytes]:
    return lambda: xlsx.xlsx(f'<row r="1">{"".join(cells)}</row>', **parts)


def number(cell: str, text: str, more: str = "") -> str:
    return f'<c r="{cell}"{more}><v>{text}</v></c>'


def by(operator: str) -> Change:
    """A way of `tests.planted` in which a file is written otherwise, or says what is not so."""
    return lambda book: OPERATORS[operator].change(known(book.name), random.Random(book.name))


def encoded(encoding: str) -> Change:
    return lambda book: replace(book, encoding=encoding)


def repeated(row: int, sheet: int = 0) -> Change:
    """A row once more, below itself."""

    def change(book: Book) -> Book:
        page = book.pages[sheet]
        again = {(row, column): cell for (at_row, column), cell in page.cells.items() if at_row == row - 1}
        page.move(lambda at_row, column: (at_row + (at_row >= row), column))
        page.cells |= again
        return book

    return change


def column_put_in(letter: str, **cells: float | str) -> Change:
    """A column before another one."""

    def change(book: Book) -> Book | bytes | None:
        _, first = at(f"{letter}1")
        book.pages[0].move(lambda row, column: (row, column + (column >= first)))
        return put(**cells)(book)

    return change


def stock_and_slaughter_exchanged(book: Book) -> Book:
    """Rabbits of the end of the year stand where those that were sold belong, and the reverse: both are 万只."""
    stock, sold = book.pages[1].cells, book.pages[2].cells
    for row in range(4, 24):
        stock[row, 8], sold[row - 1, 5] = sold[row - 1, 5], stock[row, 8]
    return book


def figures_of_the_year_before(book: Book) -> Book:
    """The file of 2024 with the figures of 2023."""
    before = sample_books()[book.name.replace("2024", "2023")].pages[0].cells
    for place, cell in before.items():
        if place[0] > 0 and place[1] > 6:
            book.pages[0].cells[place] = cell
    return book


def with_dde() -> bytes:
    link = f'<externalLink xmlns="{xlsx.MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    return xlsx.with_part("xl/externalLinks/externalLink1.xml", link)


def asking_the_net(desk: Desk) -> Told:
    """An entity at an address where somebody listens: nobody comes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/a.dtd"
        told = unreadable("", "实体.xlsx", lambda: bad_files.with_dtd(f'<!DOCTYPE a SYSTEM "{address}">'), "").say(desk)
        try:
            listening.accept()
        except BlockingIOError:
            return told
    raise AssertionError("somebody asked the net")


def gbk_archive() -> bytes:
    """A delivery packed by an old Windows: names of members in GBK, without a mark that they are."""
    made = xlsx.pack({"qu.xlsx": xlsx.xlsx()})
    return made.replace(b"qu.xlsx", "渠县.xls".encode("gbk")[:7])


def as_revised(item: str) -> Callable[[Desk], Told]:
    """The yearbook in which figures of an item are those revised after a census, and the others are not."""

    def say(desk: Desk) -> Told:
        rows = desk.county.staged[YEARBOOK]
        place = rows.schema.get_field_index("vintage")
        is_of = compute.equal(rows["item_code"], item)
        vintage = compute.if_else(is_of, pa.scalar("revised"), rows["vintage"])
        return list(desk.county.tables({YEARBOOK: rows.set_column(place, rows.schema.field(place), vintage)}).said)

    return say


def named(name: str) -> Callable[[Desk], Told]:
    return declared("", lambda _: accept_name(name), "").say


def written(inbox: Path, name: str, content: bytes = CSV.encode()) -> None:
    (inbox / name).write_bytes(content)


def linked(inbox: Path) -> None:
    (inbox / "链接.csv").symlink_to("/etc/passwd")


def piped(inbox: Path) -> None:
    os.mkfifo(inbox / "管道.csv")


def lacking_a_table(desk: Desk) -> Told:
    """The yearbook again, without the sheet of people that it had."""
    inbox, data = desk.new_folder(), desk.new_folder()
    whole, part = sample_books()[YEARBOOK], sample_books()[YEARBOOK].copy()
    del part.pages[1]
    written(inbox, YEARBOOK, whole.content())
    assert register_files(data, [inbox / YEARBOOK], recognise).refusals == []
    before = state_of(data)
    written(inbox, YEARBOOK, part.content())
    report = register_files(data, [inbox / YEARBOOK], recognise)
    assert state_of(data) == before
    return [told.render() for told in report.refusals]


def yaml(text: str) -> Callable[[Path], object]:
    return lambda _: parse_yaml(text, "factors/sources.yaml")


def spoilt(load: Callable[[Path], object], name: str, old: str, new: str) -> Callable[[Path], object]:
    """A factor file with a text replaced."""

    def run(folder: Path) -> object:
        copy = shutil.copytree(factors.FOLDER, folder / "factors", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text
        (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return load(copy)

    return run


def overlapping_factors(folder: Path) -> object:
    path = "tables/fuels.csv"
    row = next(line for line in (factors.FOLDER / path).read_text().splitlines() if line.startswith(DIESEL))
    return spoilt(factors.load_factor_values, path, row, f"{row}\n{row.replace(DIESEL, DIESEL + '.again')}")(folder)


DIESEL, RECALLED = "diesel.ncv.provincial_2011", "cleaned_coal.carbon_content.provincial_2011"
DIESEL_ROW = "diesel,ncv,,42.652,gj,t,,,2005,,provincial_2011,,,,"
INDUSTRY_CARD = next(f"categories/{path.name}" for path in (factors.FOLDER / "categories").glob("E.2_*"))
SERVICES_CARD = "categories/E.4_services.yaml"


PROTECTED = xlsx.worksheet(xlsx.GOOD_CELLS, after='<sheetProtection sheet="1"/>')
HUGE = xlsx.worksheet(xlsx.GOOD_CELLS, before='<dimension ref="A1:XFD1048576"/>')
PERCENT = (
    f'<styleSheet xmlns="{xlsx.MAIN}"><cellStyleXfs><xf/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>'
)


def strict_namespace() -> bytes:
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    return xlsx.pack({name: part.replace(xlsx.MAIN.encode(), strict) for name, part in xlsx.parts().items()})


def error(error: str) -> Change:
    """An error in a cell of the table of meat."""

    def change(book: Book) -> Book:
        book.pages[0].cells[at("B5")] = Cell(error, formula="1/0")
        return book

    return change


def title(old: str, new: str) -> Change:
    """Another text in the title of the first sheet."""
    return lambda book: put(A1=str(book.pages[0].cells[0, 0].value).replace(old, new))(book)


def another_region(name: str) -> Change:
    """Another region in all titles and in the name of the file."""

    def change(book: Book) -> Book:
        for page in book.pages:
            page.cells[0, 0] = Cell(str(page.cells[0, 0].value).replace("渠县", name))
        return replace(book, name=book.name.replace("渠县", name))

    return change


def without_december(book: Book) -> Book:
    page = book.pages[0]
    (december,) = [column for (_, column), cell in page.cells.items() if cell.value == "2024年12月"]
    page.cells = {place: cell for place, cell in page.cells.items() if place[1] != december}
    page.move(lambda row, column: (row, column - (column > december)))
    return book


def all_preliminary(book: Book) -> Book:
    return put(A25="注：2023年、2024年为快报数。2023年为初步核算数。")(book)  # type: ignore[return-value]


def circle(folder: Path) -> object:
    """Industry counts its gas in services, which count theirs in industry."""
    target = "    trade: {natural_gas: E.4}"
    one = spoilt(lambda copy: copy, SERVICES_CARD, target, "    trade: {natural_gas: E.2}")(folder)
    card = Path(str(one)) / INDUSTRY_CARD
    text = card.read_text(encoding="utf-8")
    card.write_text(
        text.replace("  expected:\n", "  included_elsewhere: {industry: {natural_gas: E.4}}\n  expected:\n")
    )
    return factors.load_categories(Path(str(one)))


def waiver(factor_id: str, signature: str) -> Callable[[Path], object]:
    entry = f"waivers:\n  - {{factor_id: {factor_id}, reason: 已核, signed_on: '2026-01-31'{signature}}}\n"
    return spoilt(factors.load_waivers, "waivers.yaml", "waivers: []\n", entry)

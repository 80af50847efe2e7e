"""What an operator is, and the laid-out page that it changes: header, labels, figures.

An operator takes a good file and chance, and returns the file changed in one way, or nothing where the file has no
place for it. `same` leaves every figure what it is; `other` makes the file say something that is not so, in a way that
a rule can know, from the file or from the one in force; of `unknowable` ones nothing but the true figure tells.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from openpyxl.utils import coordinate_to_tuple

from assets.raw import load_printed_tables
from tests.planted.books import At, Book, Cell, Page, printed
from tests.planted.truth import Key, Known

Kind = Literal["same", "other", "unknowable"]
Change = Callable[[Known, random.Random], Book | bytes | None]


@dataclass(frozen=True)
class Operator:
    """One way, by name."""

    name: str
    kind: Kind
    change: Change


OPERATORS: dict[str, Operator] = {}

#: What stands for a figure that is none.
MARKS = ("…", "—", "无", "不详", "-")

SERIES = 3
"""Years beside which one can be told to be a thousandth."""


def operator(kind: Kind) -> Callable[[Change], Change]:
    """Enter an operator under the name of its function."""

    def enter(change: Change) -> Change:
        name = change.__name__.removeprefix("_")
        OPERATORS[name] = Operator(name, kind, change)
        return change

    return enter


class Laid:
    """A page with figures that may be changed: where its header, its labels and its figures are."""

    def __init__(self, known: Known, chance: random.Random) -> None:
        self.book = known.book.copy()
        self.chance = chance
        pages = [page for page in self.book.pages if known.page_places(page)]
        self.page = chance.choice(pages)
        self.cells = self.page.cells
        self.keys = known.page_places(self.page)
        self.rows = sorted({row for row, _ in self.keys})
        self.columns = sorted({column for _, column in self.keys})
        self.top, self.left = self.rows[0], self.columns[0]
        self.is_csv = self.book.suffix == "csv"

    def labels(self) -> list[At]:
        """Texts in the header and left of the figures; titles and notes are none."""
        wide = {area[:2] for area in self.page.merges if area[0] == area[2] and area[3] - area[1] > 2}
        title = -1 if self.is_csv else 0
        return [
            at
            for at, cell in sorted(self.cells.items())
            if isinstance(cell.value, str)
            and cell.value
            and at not in wide
            and not re.match(r"(计量|综合)?单位[：:]|表 ", cell.value)
            and (title < at[0] < self.top or at[0] in self.rows)
            and (at[0] < self.top or at[1] < self.left)
        ]

    def figure(self, is_text: bool = False) -> At:
        """A figure that is known and not nothing."""
        return self.chance.choice(self.figures(is_text))

    def figures(self, is_text: bool = False) -> list[At]:
        """Figures that are stored as numbers (or as any)."""
        found = [at for at in self.keys if is_text or self.is_csv or isinstance(self.cells[at].value, Decimal)]
        return [at for at in found if self.text(at).strip("0.")]

    def text(self, at: At) -> str:
        """What a cell prints."""
        return printed(self.cells[at].value)

    def put(self, at: At, value: Decimal | str | None, **how: str) -> Book:
        """Another value in a cell."""
        self.cells[at] = replace(self.cells.get(at, Cell(None)), value=value, **how)
        return self.book

    def each(self, places: Iterable[At], change: Callable[[str], str]) -> Book | None:
        """Texts written otherwise; nothing if that changes none."""
        changed = False
        for at in places:
            text = self.cells[at].value
            if isinstance(text, str) and (new := change(text)) != text:
                self.put(at, new)
                changed = True
        return self.book if changed else None

    def shown_as(self, number_format: str) -> Book | None:
        """Figures shown in another format; nothing where a file has none."""
        for at in self.figures():
            self.put(at, self.cells[at].value, number_format=number_format)
        return None if self.is_csv else self.book

    def as_number(self, at: At, value: Decimal) -> Book:
        """Another figure, written as the one before."""
        return self.put(at, printed(value) if self.is_csv else value)


@cache
def _signed(table: str) -> frozenset[str]:
    """Items of a table that are declared with a sign; '' if all of them are."""
    found: set[str] = set()
    for layout in load_printed_tables()[table].layouts:
        found |= {""} if layout.defaults.is_signed else set()
        subjects = (*layout.columns.values(), *layout.rows.values())
        found |= {subject.item_code or "" for subject in subjects if subject.is_signed}
    return frozenset(found)


def may_be_negative(key: Key) -> bool:
    """Whether a figure is of a quantity with a sign: a change, a rate, a flow of a balance."""
    return bool({"", key[3]} & _signed(key[0]))


def summed(laid: Laid, known: Known) -> list[At]:
    """Figures of a page that stand in a printed sum."""
    addresses = {
        cell for check in known.sums if check.sheet == laid.page.name for cell in (check.cell, *check.other_cells)
    }
    places = {(row - 1, column - 1) for row, column in map(coordinate_to_tuple, addresses)}
    return [at for at in laid.figures() if at in places]


def with_digit(text: str, chance: random.Random) -> str:
    """A number with one digit that counts replaced by another one."""
    places = [at for at, digit in enumerate(text) if digit.isdecimal()][:3]
    at = chance.choice(places)
    digit = chance.choice([new for new in "123456789" if abs(int(new) - int(text[at])) > 1])
    return f"{text[:at]}{digit}{text[at + 1 :]}"


def grouped(text: str, mark: str) -> str:
    """Digits of a number in threes."""
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}".replace(",", mark) + point + rest


def units(laid: Laid) -> list[At]:
    """Cells above or left of the figures that name a unit."""
    areas = [at for at in laid.cells if at[0] < laid.top or (at[0] in laid.rows and at[1] < laid.left)]
    return [at for at in areas if isinstance(laid.cells[at].value, str)]


def can_move(page: Page, numbers: Iterable[int], axis: int) -> list[int]:
    """Rows or columns that no merge joins with another one; titles and notes may be merged over all of them."""
    joined = {
        number
        for top, left, bottom, right in page.merges
        for first, last, is_wide in [(top, bottom, bottom - top > 2) if axis == 0 else (left, right, left == 0)]
        if first < last and not is_wide
        for number in range(first, last + 1)
    }
    return [number for number in numbers if number not in joined]

"""A figure that was another one before: old and new, each with its cell, and how that is told and listed.

Whoever compares makes these: the register, of a file and the one that it replaces or overlaps; a run, of the figures in
force and those that the current release rests on. What follows from a change is `proof/moved`.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipelines.lake.files import write_bytes
from schemas.codes import read_codes
from schemas.codes.regions import english_name, region_name
from schemas.problems import Language, Refusal

#: Where a data folder lists what the last delivery or run has changed.
FILE_NAME = "changes.csv"

NOTHING = {"zh": "无", "en": "none"}

_NAMED = ("种类", "地区", "期间", "项目", "原数", "现数", "单位", "变化", "是否超限")
_PLACES = ("原文件", "原表", "原单元格", "现文件", "现表", "现单元格")
HEADS = _NAMED + _PLACES

#: What formulas begin with, and what a number may look like that begins so.
FORMULA_SIGNS, NUMBER = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"), re.compile(r"[+-]?[\d,.]+%?")


class Printed(NamedTuple):
    """A figure as it is printed, and where."""

    text: str
    unit_code: str
    file: str
    sheet: str
    cell: str

    def unit(self, lang: Language) -> str:
        """The printed unit; in English its code."""
        return _titles_of("unit", lang).get(self.unit_code, self.unit_code) if lang == "zh" else self.unit_code


class Change(NamedTuple):
    """A figure that is printed otherwise, only now, or no more."""

    region_code: str
    period: str
    item_code: str
    sector_code: str
    fuel_code: str
    facility_code: str
    before: Printed | None
    after: Printed | None

    def told(self, lang: Language) -> str:
        """Which figure, old and new value, old and new cell, on one line."""
        sides = [_told(side, lang) for side in (self.before, self.after)]
        return f"{self.region(lang)} {self.period} {self.label(lang)}: {' → '.join(sides)}"

    def region(self, lang: Language) -> str:
        """Name of the region."""
        return name_of(self.region_code, lang)

    def label(self, lang: Language) -> str:
        """What the figure is of."""
        return " ".join(self._titles(lang))

    def _titles(self, lang: Language) -> Iterator[str]:
        named = zip(("item", "sector", "fuel"), (self.item_code, self.sector_code, self.fuel_code), strict=True)
        for kind, code in named:
            if code:
                yield _titles_of(kind, lang).get(code, code)
        if self.facility_code:
            yield self.facility_code


class Compared(NamedTuple):
    """A file beside another one: what is wrong with it, the figures that are printed otherwise, whether none is."""

    refusals: Sequence[Refusal]
    changes: Sequence[Change]
    are_twins: bool
    """Whether both print the same figures and no others, in whatever layout and unit."""


def name_of(region_code: str, lang: Language) -> str:
    """Name of a region."""
    return english_name(region_code) if lang == "en" else region_name(region_code)


def _told(side: Printed | None, lang: Language) -> str:
    if side is None:
        return NOTHING[lang]
    place = " › ".join(filter(None, (side.file, side.sheet, side.cell)))
    return f"{side.text} {side.unit(lang)} ({place})"


def list_changes(data_dir: Path, figures: Iterable[Change], moved: Iterable[Iterable[object]] = ()) -> None:
    """List figures, below what they have ``moved``, in a file of the data folder that a spreadsheet opens."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows([_inert(str(value)) for value in row] for row in (*moved, *map(_row, figures)))
    write_bytes(data_dir / FILE_NAME, text.getvalue().encode("utf-8-sig"), is_synced=False)


def _row(figure: Change) -> tuple[object, ...]:
    sides = [figure.before or _NONE, figure.after or _NONE]
    unit = (figure.after or figure.before or _NONE).unit("zh")
    named = (figure.region("zh"), figure.period, figure.label("zh"))
    return "数", *named, *(side.text for side in sides), unit, "", "", *(cell for side in sides for cell in side[2:])


_NONE = Printed(NOTHING["zh"], "", "", "", "")


def _inert(text: str) -> str:
    """A text that a spreadsheet takes for no formula; a negative number is none."""
    return f"'{text}" if text[:1] in FORMULA_SIGNS and not NUMBER.fullmatch(text) else text


@cache
def _titles_of(kind: str, lang: Language) -> dict[str, str]:
    return {row[f"{kind}_code"]: row[f"title_{lang}"] for row in read_codes(f"{kind}s")}

"""Units as they are printed: in a header cell, behind a label, in a unit column or in a line `单位：万元`.

The units themselves, with all their spellings, are rows of `schemas/codes/units.csv`. Converting amounts does
not belong here.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from schemas.codes import read_codes
from schemas.specs.labels import canonical_title, without_footnotes

_BRACKETS = {"(": ")", "[": "]", "【": "】", "〔": "〕"}
_BEHIND_LABEL = re.compile(r"^(?P<label>.*\S)\s*[(（\[【〔](?P<unit>[^()（）\[\]【】〔〕]+)[)）\]】〕]\s*$", re.DOTALL)
_LINE = re.compile(r"(?:计量|计算)?单位:(?P<unit>.+)|unit\s?:(?P<english>.+)", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:[备附]?注\d*[:.])?(?:\(?\d{1,2}[.、)])?(?:\d{4}年(?:起|以来|开始|及?以后|之后),?)?"
    r"(?:本表|表中|以上|上述)?(?:数据|数值|数)?"
    r"(?:(?:计量|计算)?单位(?:均|都)?(?:改?为|是|:)(?P<unit>[^,，。;；]+)|"
    r"(?:均|都)?改?[以按](?P<counted>[^,，。;；]+?)(?:计算?|为(?:计量|计算)?单位))[。;；.]?"
)
_BRACKETED = re.compile(r"^\((.*)\)$")
_GAP = re.compile(r"\s{2,}")
_BLANKS = re.compile("[\\s\u00ad\u200b-\u200d\u2060\ufeff]+")  # also those that nobody sees


class Unit(NamedTuple):
    """A unit; an amount in it times numerator / denominator is in the base unit of its dimension."""

    code: str
    title: str
    dimension: str
    numerator: int
    denominator: int


class UnitProblem(Exception):
    """Printed units that cannot be understood as one unit; `index` and `other` count the texts given."""

    def __init__(self, code: str, index: int, found: str, expected: str = "", other: int = 0) -> None:
        super().__init__(code)
        self.code, self.index, self.found, self.expected, self.other = code, index, found, expected, other


@cache
def units() -> dict[str, Unit]:
    """All units by code."""
    return {
        row["unit_code"]: Unit(
            row["unit_code"],
            row["title_zh"],
            row["dimension"],
            int(row["numerator"]),
            int(row["denominator"]),
        )
        for row in read_codes("units")
    }


@cache
def _spellings() -> dict[str, Unit]:
    """Units by every spelling; where no other unit has it, by the spelling in lower case too."""
    exact: dict[str, Unit] = {}
    for row in read_codes("units"):
        for text in (row["title_zh"], *row["aliases"].split("|")):
            form = _form(text)
            if form and not form.isdecimal():  # the 1 above a column is its number, not a unit
                exact[form] = units()[row["unit_code"]]
    lowered: dict[str, set[Unit]] = {}
    for form, unit in exact.items():
        lowered.setdefault(form.casefold(), set()).add(unit)
    return {form: next(iter(found)) for form, found in lowered.items() if len(found) == 1} | exact


@lru_cache(4096)
def find_unit(text: str) -> Unit | None:
    """The unit that a printed text names, with or without brackets and footnotes; None if it names none."""
    for form in (_form(text), _form(without_footnotes(text))):  # a raised 3 may be of m³
        if unit := _spellings().get(form) or _spellings().get(form.casefold()):
            return unit
    return None


def _form(text: str) -> str:
    """A spelling without blanks, brackets and carets: `（10^4 tn）` and `(10⁴ tn)` are `104tn`."""
    form = _BLANKS.sub("", unicodedata.normalize("NFKC", text)).replace("^", "").replace("·", "•")
    if form and form[-1] == _BRACKETS.get(form[0]):
        form = form[1:-1]
    return form


@lru_cache(16384)
def split_unit(label: str) -> tuple[str, str]:
    """Split `'水泥（万吨）'` into `('水泥', '（万吨）')`; a label without a known unit comes back whole."""
    found = _BEHIND_LABEL.match(without_footnotes(label))
    if found and find_unit(found["unit"]):
        return found["label"], found[0][len(found["label"]) :].strip()
    return label, ""


@lru_cache(16384)
def unit_of_line(text: str) -> str | None:
    """What a line says after `单位：`; None if it is no such line. `综合单位：…` is an office.

    The line may stand in brackets, or behind something else and a gap: `2024年        单位：吨`.
    """
    # a raised digit at its end is part of the unit in 万m³ and a footnote in 万吨¹
    forms = [unicodedata.normalize("NFKC", text), text, _GAP.split(text.strip())[-1]]
    lines = [_LINE.fullmatch(_BRACKETED.sub(r"\1", canonical_title(form))) for form in forms]
    found = [(line["unit"] or line["english"]).strip() for line in lines if line]
    return next(filter(find_unit, found), found[-1] if found else None)


def unit_of_note(text: str) -> str | None:
    """The unit that a note says of a whole table, as `注：本表单位为万吨。` or `以万吨计`; None if it says none.

    What is reckoned `按可比价计算` is no unit.
    """
    found = _NOTE.fullmatch(_BRACKETED.sub(r"\1", canonical_title(text)))
    if not found:
        return None
    return found["unit"] or (found["counted"] if find_unit(found["counted"]) else None)


def said_unit(text: str) -> str | None:
    """The unit that a line or a note says of a whole table; None if it is neither."""
    return unit_of_line(text) or unit_of_note(text)


def agree(texts: Sequence[str], overrides: Mapping[str, str], declared: str | None) -> Unit:
    """The one unit which all printed texts name.

    Args:
        texts: units printed for one figure, each of them a text of its own.
        overrides: printed unit, known to be wrong, to the right one.
        declared: the unit where none is printed.

    Raises:
        UnitProblem: E-UNIT-UNKNOWN or E-UNIT-DISAGREE.
    """
    known = {_form(wrong): right for wrong, right in overrides.items()}
    found: list[Unit] = []
    for index, text in enumerate(texts or ([declared] if declared else [])):
        unit = find_unit(known.get(_form(text), text))
        if unit is None:
            raise UnitProblem("E-UNIT-UNKNOWN", index, text)
        found.append(unit)
    if not found:
        raise UnitProblem("E-UNIT-UNKNOWN", 0, "")
    for index, unit in enumerate(found):
        if unit != found[-1]:
            raise UnitProblem("E-UNIT-DISAGREE", index, texts[index], texts[len(found) - 1], len(found) - 1)
    return found[0]

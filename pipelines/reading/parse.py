"""What one cell says: a number, or a missing mark with its own meaning. What is not certain is refused.

    parse_amount("12 345.6①", "text", {"…": "below_half_unit"})

Units, signs that make no sense and sums do not belong here: they need more than the cell.
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from pipelines.reading.units import find_unit
from schemas.specs.labels import FOOTNOTES

SCALE = 12
"""Decimals of an amount in `schemas/staged/observations.py`."""

LARGEST_FLOAT_DIGITS = 15
"""A binary64 keeps every integer of so many digits (IEEE 754: 2^53 is about 9.007e15)."""

LARGEST_DIGITS = 38 - SCALE

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_QUANTUM = Decimal(1).scaleb(-SCALE)
LONGEST = 64
"""Characters of a text that may be a number: digits, their groups and footnote marks."""

_PLAIN = re.compile(r"-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+)")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:(?P<mark>[ ,])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?")
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]+")
_WITH_UNIT = re.compile(r"[-+]?[0-9][0-9 ,.]*(?P<rest>[^0-9].*)")
_POWER = re.compile("10[⁰¹²³⁴-⁹]+")
_REPEATED = re.compile(r"([-—…])\1+")

#: Full-width ASCII to ASCII, minus signs to '-', blanks of all widths to ' '. Not NFKC: it turns `12③` into
#: `123`. Not what ends a line or a column: `73` above `231` in one cell are two figures.
_WIDTHS = (
    {0xFF01 + offset: 0x21 + offset for offset in range(94)}
    | dict.fromkeys(map(ord, "\u2212\u2013\u2012\ufe63"), "-")
    | dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " ")
    | dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
)


class Amount(NamedTuple):
    """A cell as read. `decimals` are those printed, without the dust of binary fractions."""

    amount: Decimal | None
    status: str
    decimals: int
    note: str


class CellProblem(Exception):
    """The cell cannot be read with certainty; `code` is a code of `schemas.problems`."""

    def __init__(self, code: str, found: str, expected: str = "") -> None:
        super().__init__(code)
        self.code, self.found, self.expected = code, found, expected


def parse_amount(text: str, kind: str, missing: Mapping[str, str]) -> Amount:
    """Read one cell of a table whose legend for missing marks is `missing` ('' is the blank cell).

    Raises:
        CellProblem: E-NUM, E-NUM-PRECISION, E-CELL-ERROR, E-TYPE-DATE, E-UNIT-INLINE or E-UNIT-PERCENT.
    """
    if kind == "number" and _PLAIN.fullmatch(text):
        return _amount(text, "", kind)
    if kind == "error":
        raise CellProblem("E-CELL-ERROR", text)
    if kind == "date":
        raise CellProblem("E-TYPE-DATE", text, "数")
    return _parse_text(text, missing)


def _parse_text(text: str, missing: Mapping[str, str]) -> Amount:
    plain = unified(text)
    if (status := missing_status(plain, missing)) is not None:
        return Amount(None, status, 0, "")
    if len(plain) > LONGEST or _POWER.fullmatch(plain):  # 10⁴ may be ten thousand, or ten with a footnote
        raise _problem(plain[:LONGEST], text)
    marks = FOOTNOTES.search(plain)
    note = f"脚注{marks[0].strip()}" if marks else ""
    number = plain[: marks.start()].rstrip() if marks else plain
    if number and (status := missing_status(number, missing)) is not None:
        return Amount(None, status, 0, note)
    number = number.removeprefix("+") if number[1:2].isdecimal() else number
    if _PLAIN.fullmatch(number):
        return _amount(number, note, "text")
    if _GROUPED.fullmatch(number):
        return _amount(number.replace(",", "").replace(" ", ""), note, "text")
    raise _problem(number, text)


def unified(text: str) -> str:
    """A text with digits, signs and blanks of one width."""
    return text.translate(_WIDTHS).strip()


def is_number(text: str) -> bool:
    """Whether a text is nothing but a number."""
    plain = unified(text) if len(text) <= LONGEST else ""
    return (_PLAIN.fullmatch(plain) or _GROUPED.fullmatch(plain)) is not None


def missing_status(text: str, missing: Mapping[str, str]) -> str | None:
    """What the legend says about a text; None if it is no mark. `……`, `...` are `…`; `——` is `—`."""
    mark = _REPEATED.sub(r"\1", text.replace("...", "…"))
    return missing.get(mark)


def _problem(number: str, text: str) -> CellProblem:
    """Word why a text is no number."""
    if _SCIENTIFIC.fullmatch(number):
        return CellProblem("E-NUM-PRECISION", text)
    rest = found["rest"].strip() if (found := _WITH_UNIT.fullmatch(number)) else ""
    if rest == "%":
        return CellProblem("E-UNIT-PERCENT", text)
    if rest and (find_unit(rest) or rest[0] in "百千万亿"):
        return CellProblem("E-UNIT-INLINE", text)
    return CellProblem("E-NUM", text)


def _amount(number: str, note: str, kind: str) -> Amount:
    digits = len(number.partition(".")[0].lstrip("-"))
    if digits > (LARGEST_FLOAT_DIGITS if kind == "number" else LARGEST_DIGITS):
        raise CellProblem("E-NUM-PRECISION", number)
    amount = Decimal(number)
    if len(number.partition(".")[2]) > SCALE:
        amount = kept(amount)
    return Amount(amount, "reported", printed_decimals(number), note)


def kept(amount: Decimal) -> Decimal:
    """An amount with as many decimals as are kept, rounded half to even."""
    return amount.quantize(_QUANTUM, context=_CONTEXT)


@lru_cache(16384)
def printed_decimals(number: str) -> int:
    """Decimals that were meant: those left after rounding to 10 significant digits.

    A .xls cell that shows 5.42 holds 5.42000000000001 (energy yearbook 2008, tables 6-x) and a cell that
    shows a blank holds 1.05e-12 (table 5-3); taking their 14 decimals for printed ones would make every sum
    fail.
    """
    fraction = number.partition(".")[2]
    if len(fraction) <= 4:
        return len(fraction)
    amount = Decimal(number)
    places = 10 - max(1, amount.adjusted() + 1)
    rounded = amount.quantize(Decimal(1).scaleb(-max(places, 0)), context=_CONTEXT)
    return max(0, -int(rounded.normalize(_CONTEXT).as_tuple().exponent))

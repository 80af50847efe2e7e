"""How a stored number is written as text: as its number format prints it.

A format may print another number than the one that is stored (`#,##0,` a thousandth, `0!.0000` a ten-thousandth), no
number at all (`;;;`), or a word beside it (`0.00"万"`). The first two are not read; a word is read with the number.
Formats are those of ECMA-376, part 1, 18.8.31.
"""

import datetime
import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipelines.reading.cells import Cell

LONGEST = 255
"""Characters of a number format, as Excel limits them."""

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"
    | [\\!](?P<escaped>.)
    | (?P<space>[_*].)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式|G/標準)
    | (?P<exponent>E[+-])
    | (?P<mark>[#0?.,/@;%1-9A-Z])
    | (?P<character>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)")
_HOLDS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_COLOUR = re.compile(r"(?:color|颜色) ?[0-9]+|black|blue|cyan|green|magenta|red|white|yellow|[黑蓝绿红白黄青]色?|洋红")
_ORDINARY = re.compile(r"(?:General|@|[#0?]+(?:,[#0?]+)*(?:\.[#0?]*)?)?", re.IGNORECASE)
_SHAPE = re.compile(
    r"""
    (?P<before>[~ ]*?)
    (?P<digits>
        [G@]
      | (?:[#0?]+ (?:,[#0?]+)* (?:[ ][#0?]{3})*)? (?:\.[#0?]*)? (?:E[#0?]+)?
      | [#0?]+ (?:[ ][#0?]+)? / [#0?1-9]+
    )
    (?P<after>[~ ]*)
    """,
    re.VERBOSE,
)
_DASHES = "-−–—－"
_BESIDE = "¥￥$€£%-() "
"""What may stand beside a number without making it another one."""

_DIGIT = re.compile(r"[\d.,]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """What a format prints in one case. `digits` is '' where it prints no number, None where it prints another."""

    condition: tuple[str, float] | None
    is_negative: bool
    """The case of negative numbers, whose minus is printed only if the section says so."""
    is_coloured: bool
    is_percent: bool
    before: str
    digits: str | None
    after: str

    @property
    def words(self) -> str:
        """What is printed beside the number."""
        return (self.before + self.after).strip()

    @property
    def prints_the_sign(self) -> bool:
        """Whether a minus is printed for negative numbers and for no other; red stands for one."""
        is_shown = "-" in self.words or "(" in self.words
        return is_shown or self.is_coloured if self.is_negative else not is_shown


def is_ordinary(number_format: str) -> bool:
    """Tell whether a format prints every number as it is; most cells have such a one."""
    return _ORDINARY.fullmatch(number_format) is not None


def number_cell(value: float, number_format: str) -> Cell | None:
    """Return the cell of a finite number as it is printed; None if another number is printed, or none."""
    if is_ordinary(number_format):
        return Cell(number_text(value), "number")
    section = _section_for(value, _sections(number_format))
    if section is None or section.digits is None or (value and not section.digits):
        return None
    is_blank_or_dash = not section.words.strip(_BESIDE + _DASHES)
    if not value and is_blank_or_dash and not section.is_percent:  # so accountants print zero
        return Cell("0", "number")
    if not section.digits:
        return Cell(section.words, "text")
    if not section.prints_the_sign or _DIGIT.search(section.words):
        return None
    if section.is_percent:
        return Cell(percent_text(value), "text")
    if not section.words.strip(_BESIDE):
        return Cell(number_text(value), "number")
    return Cell(f"{section.before}{number_text(value)}{section.after}".strip(), "text")


def _section_for(value: float, sections: Sequence[_Section]) -> _Section | None:
    """Return the section that prints a value; None if there is none."""
    if any(section.condition for section in sections):
        return next((s for s in sections if s.condition is None or _holds(value, *s.condition)), None)
    case = 1 if value < 0 else 2 if value == 0 else 0
    return next(iter(sections[case : case + 1] or sections[:1]), None)


def _holds(value: float, comparison: str, limit: float) -> bool:
    return bool(_HOLDS[comparison](value, limit))


@lru_cache(1024)
def _sections(number_format: str) -> Sequence[_Section]:
    """Take a format apart; the section for texts, the fourth or a last one that is `@`, is left out."""
    sections: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(number_format[:LONGEST]):
        if token["mark"] == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    if len(number_format) > LONGEST or len(sections) > 4:
        return ()
    is_conditional = any(token["bracket"] and _CONDITION.fullmatch(token["bracket"]) for s in sections for token in s)
    read = [_section(s, is_negative=index == 1 and not is_conditional) for index, s in enumerate(sections)]
    return read[: -1 if len(read) > 1 and read[-1].digits == "@" else 3]


def _section(tokens: Sequence[re.Match[str]], *, is_negative: bool) -> _Section:
    """Read one section. In its shape a literal is a `~` or a blank, `General` is a `G`, an exponent an `E`."""
    shape = printed = ""
    condition, is_coloured, percents = None, False, 0
    for token in tokens:
        literal, bracket = token["quoted"] or token["escaped"] or token["character"] or "", token["bracket"] or ""
        mark = "G" if token["general"] else "E" if token["exponent"] else token["mark"] or ""
        if mark == "%":
            percents += 1
            continue
        if bracket.startswith("$"):  # a currency and a language: [$¥-804]
            literal = bracket[1:].split("-")[0]
        if found := _CONDITION.fullmatch(bracket):
            condition = (found[1], float(found[2]))
        is_coloured |= _COLOUR.fullmatch(bracket.casefold()) is not None
        shape += mark or re.sub("[^ ]", "~", literal)
        printed += mark or literal
    parts = _SHAPE.fullmatch(shape)
    is_number = parts is not None and percents < 2 and re.fullmatch("|.*[#0?G@].*", parts["digits"]) is not None
    return _Section(
        condition=condition,
        is_negative=is_negative,
        is_coloured=is_coloured,
        is_percent=percents == 1,
        before=printed[: parts.end("before")] if parts else "",
        digits=parts["digits"] if parts and is_number else None,
        after=printed[parts.start("after") :] if parts else "",
    )


def period_text(value: datetime.date, number_format: str) -> str:
    """Return the year and month of a date, or one of them, if its format prints no more; '' if it prints more."""
    letters = {*re.sub(r'"[^"]*"|\[[^]]*\]|[\\!_*].', "", number_format.partition(";")[0]).casefold()}
    if "y" not in letters or letters & {*"dhse0#?"}:
        return ""
    return f"{value.year}年{value.month}月" if "m" in letters else f"{value.year}年"


def number_text(value: float) -> str:
    """Return the shortest decimal that names a double: `9310.52`, `-11`, `0.00001`."""
    text = repr(value)
    if text.endswith(".0"):
        text = text[:-2]
    return plain(Decimal(text)) if "e" in text or text == "-0" else text


def percent_text(value: float) -> str:
    """Return a number as a percentage: the stored 0.125 is printed 12.5%, and nobody may take 0.125 for it."""
    return f"{plain(Decimal(repr(float(value))).scaleb(2))}%"


def plain(value: Decimal) -> str:
    """Return a decimal without exponent, without zeros at its end, without a minus before zero."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text

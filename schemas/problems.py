"""What a refusal looks like: a stable code, the place, what was found, and what to do about it.

Here belong the exceptions by which a file, a cell or a hand-written declaration is refused, and how they
are printed. The texts themselves are rows of `schemas/codes/problems.csv`, so that a Chinese reader can
correct them without reading Python. Deciding *when* something is refused does not belong here.

A code is never renamed: operators search for it, and releases quote it. `E-` refuses, `I-` only informs.

    raise Refusal("E-NUM", Place("电力.csv", "", "D17"), found="12O3")
"""

import csv
import difflib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any, Literal, NamedTuple

Language = Literal["zh", "en"]

LONGEST_DETAIL = 400
"""Characters of a quoted text that are shown; a cell may hold 32 767."""


class Problem(NamedTuple):
    """The texts of one code. `{names}` in them are details given with the refusal."""

    zh: str
    en: str
    remedy_zh: str
    remedy_en: str


def read_problems() -> dict[str, Problem]:
    """Read the catalogue, one row a code."""
    with (Path(__file__).parent / "codes" / "problems.csv").open(encoding="utf-8", newline="") as file:
        return {row.pop("code"): Problem(**row) for row in csv.DictReader(file)}


PROBLEMS = read_problems()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a file, and inside it a sheet and cell, or a line."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    line: int = 0

    def render(self, lang: Language = "zh") -> str:
        """Name the place, e.g. `文件《…》表“…”单元格 D17`."""
        zh = ("文件《{}》", "表“{}”", "单元格 {}", "第 {} 行")
        en = ("file “{}”", "sheet “{}”", "cell {}", "line {}")
        parts = zip(zh if lang == "zh" else en, (self.file, self.sheet, self.cell, self.line), strict=True)
        return ("" if lang == "zh" else ", ").join(form.format(quote(value)) for form, value in parts if value)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell which refuses nothing (codes `I-…`)."""

    code: str
    place: Place
    details: dict[str, object]

    def render(self, lang: Language = "zh") -> str:
        """Return code, place, message and remedy in one line."""
        return render_problem(self.code, self.place, self.details, lang)


class Refusal(Exception):
    """One thing is refused. `details` fill the templates of the code."""

    def __init__(self, code: str, place: Place | None = None, **details: object) -> None:
        if code not in PROBLEMS:
            raise ValueError(f"no such problem code: {code}")
        super().__init__(code)
        self.code = code
        self.place = place or Place()
        self.details = details

    def render(self, lang: Language = "zh") -> str:
        """Return code, place, message and remedy in one line."""
        return render_problem(self.code, self.place, self.details, lang)

    def as_record(self) -> dict[str, Any]:
        """What another process is told of it, ready for JSON; a figure among the details becomes text."""
        place, details = self.place, self.details.items()
        return {
            "code": self.code,
            "place": [place.file, place.sheet, place.cell, place.line],
            "details": {name: value if isinstance(value, int) else str(value) for name, value in details},
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Refusal":
        """The refusal of which another process told."""
        return cls(record["code"], Place(*record["place"]), **record["details"])

    def __str__(self) -> str:
        return self.render()


class Misuse(Refusal):
    """What was typed is wrong, and no file is: a command that says so ends with exit code 2."""


class Refusals(Exception):
    """Several refusals found in one pass, so that a person corrects them in one go."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(len(refusals))
        self.refusals = list(refusals)

    def render(self, lang: Language = "zh") -> str:
        """Return one line a refusal."""
        return "\n".join(refusal.render(lang) for refusal in self.refusals)

    def __str__(self) -> str:
        return self.render()


def nearest(typed: str, known: Collection[str], otherwise: Collection[str] = ()) -> str:
    """Return the known names that are most like what was typed, whole or in one of their words.

    If none is, all of them, or what shall be shown `otherwise`.
    """
    words = {word: name for name in known for word in (name, *name.split())}
    close = difflib.get_close_matches(typed, words, 3, 0.6)
    return "、".join(dict.fromkeys(words[word] for word in close) or otherwise or known)


_REMEDY = {"zh": "处理：", "en": " What to do: "}
"""Between what a message says and what to do."""


def render_problem(code: str, place: Place, details: dict[str, object], lang: Language) -> str:
    """Return code, place, message and remedy; a detail that was not given is shown as `？`."""
    problem = PROBLEMS[code]
    message, remedy = (problem.zh, problem.remedy_zh) if lang == "zh" else (problem.en, problem.remedy_en)
    known = {name: quote(value) for name, value in details.items()}
    message, remedy = (_fill(text, known) for text in (message, remedy))
    where = place.render(lang)
    if lang == "zh":
        return f"{code} {where}{'：' if where else ''}{message}{_REMEDY[lang]}{remedy}"
    return f"{code} {where}{': ' if where else ''}{message}{_REMEDY[lang]}{remedy}"


def told_of(message: str, code: str, place: Place, lang: Language = "zh") -> tuple[str, str]:
    """Return what a rendered message says of a place, and what to do: for lists that name code and place beside it."""
    where, colon = place.render(lang), ": " if lang == "en" else "："
    said, _, asked = message.removeprefix(f"{code} {where}{colon if where else ''}").partition(_REMEDY[lang])
    return said, asked


def without_remedy(message: str) -> str:
    """A rendered message without what to do, for who has done it."""
    return message.partition(_REMEDY["zh"])[0]


def quote(value: object) -> str:
    r"""Return a text that came from a file so that no terminal, log or page obeys it, cut to a length.

    Control characters (with them ANSI sequences and line breaks), bidirectional and other invisible
    format characters, lone surrogates of undecodable file names: all are written as `\uXXXX`.
    """
    text = plain(value)
    return harmless(text if len(text) <= LONGEST_DETAIL else text[:LONGEST_DETAIL] + "…")


def plain(value: object) -> str:
    """Return a value as a person writes it: an exact number without the zeros that only fill its column."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) and value.is_finite() else str(value)


def harmless(text: str) -> str:
    """Return a text of any length with what a terminal would obey or hide written as an escape of JSON."""
    return text if text.isprintable() else "".join(map(_escape, text))


def fields_of(code: str) -> set[str]:
    """Return the names of the details which the templates of a code show."""
    return {name for text in PROBLEMS[code] for _, name, _, _ in Formatter().parse(text) if name}


def _escape(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        units = character.encode("utf-16-be", "surrogatepass").hex()
        return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
    return character


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "？"


def _fill(text: str, known: dict[str, str]) -> str:
    return text.format_map(_Known(known))

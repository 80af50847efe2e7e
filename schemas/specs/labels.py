"""When two printed labels are the same label.

Printed tables write one thing in many ways: blanks inside a name, brackets of two widths, numbering, `#` and
`其中`. A label is compared by its canonical form. The form is never shown and never stored: tables keep what
was printed. Units and what a label stands for do not belong here.
"""

import re
import unicodedata
from functools import lru_cache

CACHED = 16384

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

#: Marks that NFKC would turn into digits or letters: circled, bracketed and superscript footnote numbers.
FOOTNOTE_MARKS = "①-⑳⑴-⒇⓪-⓿❶-➓㉑-㉟㊱-㊿¹²³⁰-⁹⁽⁾⸴*†‡※"

_BRACKETED = r"\s*[(（\[［〔【]注?[1-9][0-9]?[)）\]］〕】]"
# 358631) may be 35863 or 358631; 35863 1) and 工业1) are clear
_HALF_BRACKETED = r"(?<![0-9０-９.,，(（\[［〔【注])[1-9][0-9]?[)）]"
FOOTNOTES = re.compile(rf"(?:[{FOOTNOTE_MARKS}]|{_BRACKETED}|{_HALF_BRACKETED})+$")
"""Footnote marks behind a label or a number: `①`, a raised `¹`, `(1)`, `[注1]`, `1)`."""

_LONGEST_FOOTNOTES = 24
_FOOTNOTE_MARKS = re.compile(f"[{FOOTNOTE_MARKS}]+$")
_CIRCLED_NUMBERING = re.compile("^[①-⑳⑴-⒛]+")
_BLANKS = re.compile(r"\s+")
_CJK = re.compile("[\u3400-\u9fff]")
_SAME = str.maketrans(
    {"【": "(", "〔": "(", "[": "(", "】": ")", "〕": ")", "]": ")"}
    | dict.fromkeys("‐‑‒–—―−﹣", "-")
    | dict.fromkeys("～〜", "~")
    | {"／": "∕", "/": "∕"}
)
_NUMBERING = re.compile(
    r"""\#+
    | 其中:?
    | [一二三四五六七八九十]+ [、.,]+
    | \( [一二三四五六七八九十]+ \)
    | \d{1,2} (?:[、,]+ | \.+(?!\d))
    | \( \d{1,2} \)
    | [A-Z] [、.]+
    """,
    re.VERBOSE,
)
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度?)?(?:-+|~|至|到)((?:19|20)\d{2})(?!\d)(?:年度?)?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年度")
_TITLE_NUMBER = re.compile(
    r"续表|(?:附?表|附件)(?:\d+(?:-\d+)*|[一二三四五六七八九十]+)[:、.]?|\d{1,2}-\d{1,3}(?![\d年])"
)
_LISTING = str.maketrans("", "", "、,，·・;")


@lru_cache(CACHED)
def canonical_label(text: str) -> str:
    """Canonical form of a row or column label: `'  （二） 制造业'` and `'2.制造业'` are both `'制造业'`.

    Blanks, numbering, `#`, `其中：`, footnote marks and the commas of a listing are dropped; widths,
    brackets, dashes and letter case are unified.
    """
    label = canonical_title(without_footnotes(_CIRCLED_NUMBERING.sub("", text.strip())))
    while (numbering := _NUMBERING.match(label)) and numbering.end() < len(label):
        label = label[numbering.end() :]
    return label.rstrip(":").translate(_LISTING).casefold()


def without_footnotes(label: str) -> str:
    """A text without the footnote marks behind it; one that is only a mark, as a column number, keeps it."""
    tail = label[-_LONGEST_FOOTNOTES:]
    return label[: -len(tail)] + (FOOTNOTES.sub("", tail) or tail) if tail else ""


@lru_cache(CACHED)
def canonical_title(text: str) -> str:
    """Canonical form of a title: widths, brackets, dashes and years unified, blanks and footnote marks dropped."""
    visible = _FOOTNOTE_MARKS.sub("", text.translate(_INVISIBLE).strip())
    unified = unicodedata.normalize("NFKC", visible).translate(_SAME)
    text = _BLANKS.sub("" if has_chinese(unified) else " ", unified).strip()
    return _YEAR.sub(r"\1年", _YEARS.sub(r"\1-\2年", text))


def without_number(title: str) -> str:
    """A canonical title without what counts the tables before it: `附件2:`, `表12-3`, `6-23`, `续表`."""
    number = _TITLE_NUMBER.match(title)
    return title[number.end() :] if number else title


def is_of_which(text: str) -> bool:
    """Whether a label says that it is one part among others (`#`, `其中：`); those add up to nothing."""
    return canonical_title(text).startswith(("#", "其中"))


def has_chinese(text: str) -> bool:
    """Whether there is a Chinese character; a header text without one, beside one with, translates it."""
    return _CJK.search(text) is not None

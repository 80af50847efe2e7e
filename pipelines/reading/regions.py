"""Which region of `schemas/codes/regions.csv` a printed name is. Which one is wanted is not decided here.

Several regions may have one name in one year: 鼓楼区 is in four cities, 吉林 is a province and a city in it. Then the
one is meant that is expected where the name is printed; if none is, or two, nobody knows.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain

from schemas.codes import read_codes
from schemas.codes.regions import COUNTRY, current_regions, region_line, region_name
from schemas.specs.labels import canonical_title

Row = Mapping[str, str]

#: What is expected where a name is printed: codes, and if none of these has it, further ones; () if nothing is known.
Expected = tuple[frozenset[str], ...]

#: The longest name has 15 characters.
LONGEST = 15

#: Characters that say what kind of region a name is and not which, and those of codes.
KINDS = re.compile(r"[省市县区州盟旗\d]")


@cache
def _regions_by_name() -> Mapping[str, list[Row]]:
    """Rows by code, name and short name, all of which the list writes in canonical form."""
    names: dict[str, list[Row]] = {}
    for row in read_codes("regions"):
        for name in {row["region_code"], row["name_zh"], row["short_name_zh"]}:
            names.setdefault(name, []).append(row)
    return names


@lru_cache(64)
def nearby(home: frozenset[str]) -> Expected:
    """What a file for some regions is about: they and what they lie in, no other is taken in; then what lies in these.

    Of a county these are the counties of its prefecture, the prefectures of its province, and all provinces; if there
    is no home, the provinces.
    """
    line = frozenset({COUNTRY}.union(*map(region_line, home)))
    return line, line | {code for code, row in current_regions().items() if row["parent_code"] in line}


@lru_cache(4096)
def find_region(text: str, year: int, expected: Expected = ()) -> str | None:
    """Code of the region with this name, short name or code in `year`; None if there is none, or no telling which.

    Of several those count that are expected, and of these those of which it is the full name: 达县 was a county, and
    what 达县地区 was called for short.
    """
    rows = regions_of(text, year)
    if len(rows) > 1:
        tiers = ([row for row in rows if row["region_code"] in codes] for codes in expected or nearby(frozenset()))
        rows = _in_full(next(filter(None, tiers), rows), text)
    return rows[0]["region_code"] if len(rows) == 1 else None


def regions_of(text: str, year: int) -> list[Row]:
    """All that have a name, short name or code in a year; or a full name behind those of what they lie in."""
    name = canonical_title(text)
    rows = _regions_by_name().get(name, ()) or _behind_what_it_lies_in(name)
    return [row for row in rows if _is_valid(row, year)]


def _behind_what_it_lies_in(name: str) -> Iterator[Row]:
    """`四川省达州市渠县` and `四川省渠县`; whoever prints `绵阳市渠县` errs in one of the two."""
    for start in range(max(1, len(name) - LONGEST), len(name) - 1):
        for row in _with_full_name(name[start:]):
            above = [region_name(code) for code in reversed(region_line(row["parent_code"])) if code != COUNTRY]
            if re.fullmatch("".join(f"(?:{re.escape(other)})?" for other in above), name[:start]):
                yield row


def regions_named_in(text: str, year: int, near: frozenset[str]) -> set[str]:
    """Regions whose full names stand in a text such as the name of a file.

    If some have a name of their own they alone count: 南京市鼓楼区 is none of the others. Two characters are chance
    unless the region is `near`: 全市和县 is about no 和县. If none has a name of its own, those near count.
    """
    sure: set[str] = set()
    near_ones: set[str] = set()
    start = 0
    while start < len(text):
        ends = range(min(len(text), start + LONGEST), start + 1, -1)
        end = next((end for end in ends if _with_full_name(text[start:end])), start + 1)
        rows = _with_full_name(text[start:end])
        codes = {row["region_code"] for row in [row for row in rows if _is_valid(row, year)] or rows}
        near_ones |= codes & near
        if len(codes) == 1 and (codes <= near or end - start > 2):
            sure |= codes
        start = end
    return (sure - {COUNTRY}) or (near_ones - {COUNTRY})


def _with_full_name(text: str) -> list[Row]:
    return [row for row in _regions_by_name().get(text, ()) if row["name_zh"] == text]


def _in_full(rows: list[Row], text: str) -> list[Row]:
    """Those of which it is the full name, or all if it is a short name."""
    name = canonical_title(text)
    return [row for row in rows if row["name_zh"] == name] or rows


def _ever_called(text: str, expected: Expected) -> list[Row]:
    rows = _in_full(_regions_by_name().get(canonical_title(text), []), text)
    near = [row for row in rows if any(row["region_code"] in codes for codes in expected)]
    return sorted(near or rows, key=lambda row: row["valid_from"])


def other_years(text: str, year: int, expected: Expected = ()) -> str:
    """The regions that have this name in other years, with code and years; '' if one has it in this year, or none had.

    Those expected are told alone. The same words serve in Chinese and in English.
    """
    if regions_of(text, year):
        return ""
    return "、".join(f"{row['name_zh']} {row['region_code']} {_years(row)}" for row in _ever_called(text, expected))


def _years(row: Row) -> str:
    return row["valid_from"] if row["valid_from"] == row["valid_to"] else f"{row['valid_from']}—{row['valid_to']}"


def region_in(text: str, year: int, expected: Expected = ()) -> str:
    """What the regions with this name were before, or became; '' if that is not known."""
    found = _related(_ever_called(text, expected), year)
    return "、".join(f"{row['name_zh']}（{row['region_code']}）" for row in found)


def places_of(rows: Iterable[Row]) -> str:
    """Regions of one name, each with what it lies in."""
    return "、".join(f"{_above(row)}{row['name_zh']}（{row['region_code']}）" for row in rows)


def _above(row: Row) -> str:
    return "".join(region_name(code) for code in reversed(region_line(row["parent_code"])) if code != COUNTRY)


def _related(rows: Iterable[Row], year: int) -> list[Row]:
    """Those valid in a year that the rows come from or became, over several steps; the latest founded first."""
    earlier, later = _successions()
    waiting, seen = list(rows), set[int]()
    found: list[Row] = []
    while waiting:
        row = waiting.pop()
        if id(row) in seen:
            continue
        seen.add(id(row))
        if _is_valid(row, year):
            found.append(row)
        else:
            waiting += (earlier if int(row["valid_from"]) > year else later).get(id(row), ())
    return sorted(found, key=lambda row: (-int(row["valid_from"]), row["region_code"]))


@cache
def _successions() -> tuple[dict[int, list[Row]], dict[int, list[Row]]]:
    """Of each row, by its identity, those that it comes from and those that it became."""
    earlier: dict[int, list[Row]] = {}
    later: dict[int, list[Row]] = {}
    for row in read_codes("regions"):
        for code in filter(None, row["predecessor_codes"].split("|")):
            if before := _predecessor(row, code):
                earlier.setdefault(id(row), []).append(before)
                if _ended_in(before, row):
                    later.setdefault(id(before), []).append(row)
    return earlier, later


def _predecessor(row: Row, code: str) -> Row | None:
    """The row of a predecessor, whose code others had too: what ended when this began, came to it, or gave a part."""
    last = int(row["valid_from"]) - 1
    rows = [other for other in _regions_by_name().get(code, ()) if other is not row]
    ended = (other for other in rows if other["valid_to"] == str(last))
    came = (other for other in reversed(rows) if _ended_in(other, row))
    return next(chain(ended, came, (other for other in rows if _is_valid(other, last))), None)


def _ended_in(row: Row, other: Row) -> bool:
    """Whether the other one was there in the year after the last of a row."""
    return row["valid_to"] != "" and _is_valid(other, int(row["valid_to"]) + 1)


def _is_valid(row: Row, year: int) -> bool:
    return int(row["valid_from"] or 0) <= year <= int(row["valid_to"] or 9999)


def nearest_region(text: str, expected: Expected = ()) -> str:
    """The known name most like `text`, among those expected first; '' if nothing is."""
    name = canonical_title(text)
    which = set(KINDS.sub("", name))
    alike = {other for other in _regions_by_name() if not which.isdisjoint(other)}
    codes = frozenset[str]().union(*expected)
    near = {other for other in alike if any(row["region_code"] in codes for row in _regions_by_name()[other])}
    close = (difflib.get_close_matches(name, names, 1, 0.6) for names in (near, alike))
    return next(chain.from_iterable(close), "")

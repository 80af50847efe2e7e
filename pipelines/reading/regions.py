"""Which region of `schemas/codes/regions.csv` a printed name is. Which one is wanted is not decided here."""

import difflib
from functools import cache, lru_cache

from schemas.codes import read_codes
from schemas.specs.labels import canonical_title


@cache
def _regions_by_name() -> dict[str, list[dict[str, str]]]:
    names: dict[str, list[dict[str, str]]] = {}
    for row in read_codes("regions"):
        for name in {row["region_code"], row["name_zh"], row["short_name_zh"]}:
            names.setdefault(canonical_title(name), []).append(row)
    return names


@lru_cache(4096)
def find_region(text: str, year: int) -> str | None:
    """Code of the region with this name, short name or code in `year`; None if there is none, or two."""
    found = {row["region_code"] for row in _regions_by_name().get(canonical_title(text), []) if _is_valid(row, year)}
    return found.pop() if len(found) == 1 else None


def other_years(text: str, year: int) -> str:
    """The years in which a region has this name, for people; '' if one has it in this year, or none ever had."""
    rows = _regions_by_name().get(canonical_title(text), [])
    if any(_is_valid(row, year) for row in rows):
        return ""
    spans = ((row["valid_from"], row["valid_to"]) for row in rows)
    return "、".join(f"{first}—{last}年" if last else f"{first}年起" for first, last in spans)


def region_in(text: str, year: int) -> str:
    """What the region with this name was called in a year before or after; '' if that is not known."""
    named = _regions_by_name().get(canonical_title(text), [])
    before = {code for row in named for code in row["predecessor_codes"].split("|")}
    codes = {row["region_code"] for row in named}
    related = [
        row
        for row in read_codes("regions")
        if row["region_code"] in before or codes & set(row["predecessor_codes"].split("|"))
    ]
    return "、".join(f"{row['name_zh']}（{row['region_code']}）" for row in related if _is_valid(row, year))


def _is_valid(row: dict[str, str], year: int) -> bool:
    return int(row["valid_from"] or 0) <= year <= int(row["valid_to"] or 9999)


def nearest_region(text: str) -> str:
    """The known name most like `text`; '' if nothing is."""
    return next(iter(difflib.get_close_matches(canonical_title(text), _regions_by_name(), 1, 0.6)), "")


def region_name(code: str) -> str:
    """Chinese name of a region, or the code itself."""
    return next((row["name_zh"] for row in read_codes("regions") if row["region_code"] == code), code)

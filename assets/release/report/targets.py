"""What a plan asked for and how far it is: every target under its first reading, and the readings that disagree."""

import re
from decimal import Decimal

import duckdb

from assets.release import figures
from assets.release.figures import Region, Row, read_rows
from assets.release.numbers import PERCENT, POINTS, decimals_in, grouped, readable, signed
from schemas import vocabulary

#: Readings that are named where they disagree; of more, their number is said.
NAMED = 2


def targets(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Every target after a year, in the order of the plan: its clauses, its verdict, what differs and why."""
    found = figures.targets(connection, region, year)
    clauses: dict[str, list[Row]] = {}
    for row in read_rows(connection, "select * from core.target_clauses order by target_id, clause_number"):
        clauses.setdefault(row["target_id"], []).append(row)
    return [_tell(row, found) | _quoted(clauses.get(row["target_id"], [])) for row in found if row["is_headline"]]


def _quoted(clauses: list[Row]) -> Row:
    """What the plan says, and where."""
    return {
        "clauses": [row["clause_zh"] for row in clauses],
        "places": list(dict.fromkeys(_place(row["place_zh"].split(" › ")) for row in clauses)),
    }


def _place(headings: list[str]) -> str:
    """The numbers of headings, ``二（八）2``; where the last one has none, its words."""
    found = [
        re.match("([一二三四五六七八九十]+)、|(（[一二三四五六七八九十]+）)|([0-9]+)[.]", text) for text in headings
    ]
    return "".join(number[number.lastindex or 0] for number in found if number) if found[-1] else headings[-1]


def _tell(row: Row, found: list[Row]) -> Row:
    unit, per = readable(row["unit_zh"])
    shown = {name: row[name] if row[name] is None else row[name] / per for name in ("threshold", "value", "distance")}
    decimals = decimals_in(unit, [shown["value"]])
    is_change = row["kind"] in ("change", "trend")
    apart = POINTS if unit == PERCENT else unit
    asked = _amount(shown["threshold"], row["threshold_key"], unit, is_signed=is_change)
    return row | {
        "verdict_zh": vocabulary.VERDICTS[row["verdict"]][0],
        "computed_zh": vocabulary.VERDICTS[row["computed_verdict"]][0] if _is_held_back(row) else "",
        "asked_zh": asked if row["kind"] in ("level", "change") else "",
        "value_zh": _amount(shown["value"], row["value_key"], unit, decimals, is_signed=is_change),
        "distance_zh": _amount(shown["distance"], row["distance_key"], apart, decimals, is_signed=True),
        "announced_zh": vocabulary.VERDICTS[row["announced_verdict"]][0] if row["announced_verdict"] else "",
        "differing": _differing(row, [other for other in found if other["target_id"] == row["target_id"]]),
    }


def _is_held_back(row: Row) -> bool:
    """Whether the figures as they stand would give a verdict that is not given."""
    return bool(row["computed_verdict"] != row["verdict"])


def _differing(row: Row, readings: list[Row]) -> list[tuple[str, str]]:
    """Other verdicts, each with the readings that have it."""
    if not row["is_sensitive"]:
        return []
    by_verdict: dict[str, list[str]] = {}
    for other in readings:
        verdict = other["computed_verdict"]
        if verdict != row["computed_verdict"] and not verdict.startswith("not_yet"):
            by_verdict.setdefault(vocabulary.VERDICTS[verdict][0], []).append(other["reading_zh"])
    return [
        (verdict, "；".join(names[:NAMED]) + (f"等{len(names)}种读法" if len(names) > NAMED else ""))
        for verdict, names in by_verdict.items()
    ]


def _amount(value: Decimal | None, key: str, unit: str, decimals: int | None = None, is_signed: bool = False) -> str:
    """A figure with its unit, or its key; without decimals as the clause prints it."""
    if value is None:
        return key
    if decimals is None:
        decimals = len(f"{value.normalize():f}".partition(".")[2])
    text = signed(value, decimals) if is_signed else grouped(value, decimals)
    return f"{text}%" if unit == PERCENT else f"{text} {unit}".strip()

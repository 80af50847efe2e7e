"""Judge a delivered file by itself: every printed table in it, down to observations and printed totals.

What other files say belongs to `comparison` and to the rules over tables.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from assets.raw import load_printed_tables
from pipelines.deliveries.readers import Sheet
from pipelines.reading import (
    NO_ANSWERS,
    Answers,
    CheckRow,
    Recognised,
    is_number,
    read_observations,
    read_raw,
    recognise,
)
from pipelines.reading.regions import Expected, nearby, regions_named_in
from schemas.codes.regions import region_line, region_name
from schemas.problems import Notice, Place, Refusal, Refusals

NOT_REGISTERED = "0" * 64


class Judged(NamedTuple):
    """A printed table of a file that was read to its last cell."""

    recognised: list[Recognised]
    observations: pd.DataFrame
    checks: list[CheckRow]
    sheets: frozenset[str]


def judge(
    sheets: Sequence[Sheet], file_name: str, expected: Expected = (), answers: Answers = NO_ANSWERS
) -> dict[str, Judged]:
    """Every printed table of a file, by name, down to observations and printed totals.

    Of several regions with a printed name the one is meant that is ``expected``; a label that no declaration knows is
    read as the ``answers`` say.

    Raises:
        Refusal: E-TABLE-UNKNOWN.
        Refusals: a cell, a label, a unit or a total is not as it must be; E-REGION, the name of the file names another
            region; E-PERIOD, a year not over; E-LAYOUT, a table in which nothing is filled in.
    """
    recognised = recognise(sheets, file_name, expected=expected, answers=answers)
    if not recognised:
        raise Refusal("E-TABLE-UNKNOWN", Place(file_name))
    tables: dict[str, list[Recognised]] = {}
    for found in recognised:
        tables.setdefault(found.table, []).append(found)
    judged: dict[str, Judged] = {}
    refusals: list[Refusal] = []
    for table, parts in tables.items():
        try:
            judged[table] = _judge_table(parts, sheets, file_name, expected, answers)
        except Refusal as refusal:
            refusals.append(refusal)
        except Refusals as several:  # what is wrong with the other tables is told in one go
            refusals += several.refusals
    if refusals:
        raise Refusals(refusals)
    return judged


def _judge_table(
    parts: list[Recognised], sheets: Sequence[Sheet], file_name: str, expected: Expected, answers: Answers
) -> Judged:
    for found in parts:
        _agree_with_name(found, file_name)
        _be_over(found, file_name)
    spec = load_printed_tables()[parts[0].table]
    cells = read_raw(spec, sheets, NOT_REGISTERED, file_name, expected=expected, answers=answers)
    observations, checks = read_observations(spec, cells, expected={NOT_REGISTERED: expected}, answers=answers)
    _be_filled_in(observations, file_name)
    return Judged(parts, observations, checks, frozenset(cell.sheet for cell in cells))


def unread(sheets: Sequence[Sheet], judged: Mapping[str, Judged], file_name: str) -> list[Notice]:
    """Tell which sheets hold figures and no known table: a yearbook has more tables than are declared."""
    known = {name for table in judged.values() for name in table.sheets}
    names = [sheet.name for sheet in sheets if sheet.name not in known and _has_figures(sheet)]
    return [Notice("I-SHEETS-UNREAD", Place(file_name), {"found": "、".join(names)})] if names else []


def _has_figures(sheet: Sheet) -> bool:
    return any(cell.kind == "number" or is_number(cell.text) for cell in sheet.cells.values())


def _agree_with_name(found: Recognised, file_name: str) -> None:
    """A file that names one region and prints another is the wrong file under the right name, or the reverse."""
    year = max(int(period[:4]) for period in found.periods)
    named = regions_named_in(file_name, year, nearby(frozenset({found.region_code}))[-1])
    if named and not named & set(region_line(found.region_code)):
        expected = "、".join(map(region_name, sorted(named)))
        raise Refusal("E-REGION", Place(file_name), found=region_name(found.region_code), expected=expected)


def _be_filled_in(observations: pd.DataFrame, file_name: str) -> None:
    """A form that comes back as it was sent out says nothing, not even that there is none."""
    if len(observations) and (observations["printed_text"] == "").all():
        first = observations.iloc[0]
        place = Place(file_name, str(first["sheet"]), str(first["cell"]))
        raise Refusal("E-LAYOUT", place, expected="填写的数或符号", found="空表")


def _be_over(found: Recognised, file_name: str) -> None:
    """A year is data once it is over in China."""
    last = datetime.now(ZoneInfo("Asia/Shanghai")).year - 1
    for period in found.periods:
        if int(period[:4]) > last:
            raise Refusal("E-PERIOD", Place(file_name), found=period, expected=f"≤ {last}")

"""What a rule is not about changes nothing of what it finds: another county or year, figures that do not count."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from schemas.contract import load_contract
from tests.schemas.test_table_checks import CASES, CHECKS, Row, Tables, faulty, found
from tests.world import OFFICIAL, QUXIAN, World

Rule = tuple[str, str]

OBSERVED = "core/observations"
FAULTS = [(name, fault) for name, case in CASES.items() for fault in case.faults]


def elsewhere(row: Row) -> Row:
    return {"region_code": "513425" if row.get("region_code", QUXIAN) == QUXIAN else "513426"}


def later(row: Row) -> Row:
    named = ("year", "earlier_year", "from_year", "base_year", "rate_year")
    year = row.get("year", 2020) + 30
    moved: Row = {name: row[name] + 30 for name in named if row.get(name)}
    return moved | {"year": year, "period": f"{year}{row.get('period', '2020')[4:]}"}


def on_another_basis(row: Row) -> Row:
    basis = "ipcc_2006-ar5" if row.get("basis_id", OFFICIAL) == OFFICIAL else "ceads-ar5"
    return {"basis_id": basis, "is_official": False}


#: Where the rows of a table may lie apart, by the column that says so.
MOVES: dict[str, Callable[[Row], Row]] = {"region_code": elsewhere, "year": later, "basis_id": on_another_basis}

#: A figure is compared with the one before it, however long ago that was; it is asked about only in the latest year;
#: or what stands in another year is known to be lacking in this one.
HAS_NO_OTHER_YEARS = {"H-STEP", "H-SUPPLY", "I-DIGITS"}


def moved(asset: str, rows: list[Row], column: str) -> list[Row]:
    """Rows that lie apart, under names of their own; none of a table that does not know of this."""
    columns = {each.name for each in load_contract(*asset.split("/")).columns}
    names = [name for name in ("observation_id", "end_id") if name in columns]
    return [
        row
        | {name: value for name, value in MOVES[column](row).items() if name in columns}
        | {name: f"{row[name]} {column}" for name in names if name in row}
        for row in rows
        if column in columns
    ]


def findings(name: Rule, tables: Tables, world: World) -> list[str]:
    return sorted(map(str, found(CHECKS[name], tables, world)))


@pytest.mark.parametrize(("name", "fault"), FAULTS, ids=str)
def test_another_county_year_or_basis_has_no_part_in_a_finding(name: Rule, fault: str, world: World) -> None:
    tables = faulty(CASES[name], fault)
    columns = [column for column in MOVES if column != "year" or name[1] not in HAS_NO_OTHER_YEARS]
    together = {
        asset: rows + [row for column in columns for row in moved(asset, CASES[name].sound[asset], column)]
        for asset, rows in tables.items()
    }
    assert findings(name, together, world) == findings(name, tables, world)


#: Figures that do not count beside those that do, and the rules for which they count all the same.
BESIDE: dict[str, tuple[Row, set[str]]] = {
    # months to date beside their year are never in force
    "not in force": ({"is_preferred": False, "vintage": "preliminary"}, {"E-TO-DATE"}),
    "a blank cell": (
        {"amount_base": None, "amount": None, "value_status": "blank"},
        {"H-CLINKER", "H-GDP", "H-BLANK"},
    ),  # it may be the last of several cells; or is what the rule is about
    "a month alone": (
        {"is_whole_year": False, "period": "2020-03"},
        # a plant's fuel is as good in one month as in a year, and a wrong unit as wrong
        {"E-CARBON", "E-CLINKER-FACTOR", "E-UNIT-NCV", "E-UNIT-RANGE", "E-UNIT-SCALE", "H-BAND", "H-MONTH", "H-WHOLE"}
        | {"H-BLANK", "I-DIGITS"}
        # what nobody prints by month
        | {"E-COVER", "E-VINTAGE", "H-GDP"}
        # what is printed by month
        | {"E-TO-DATE"},
    ),
    "of something else": (
        {"item_code": "crop_output_rice"},
        {"E-UNIT-SCALE", "H-COPY", "H-MONTH", "H-STEP", "H-WHOLE"}  # rules over whatever is printed
        | {"H-BLANK", "H-BREAK", "H-WITHIN", "I-DIGITS", "I-ROUND"},
    ),
}

#: What else does not count for some rules.
FOR_SOME: dict[str, tuple[Row, set[str]]] = {
    "a printed total": ({"is_total": True}, {"E-BALANCE", "E-FEEDSTOCK", "H-ENERGY-STOCK"}),
    "of one branch": (
        {"sector_code": "construction"},
        {"E-CAPACITY", "E-COVER", "E-UNIT-RANGE", "E-VINTAGE", "H-CAPACITY", "H-GDP", "H-KILN", "H-WASTE-RATE"}
        | {"I-CAPACITY"},
    ),
}


#: Faults of rules that read what is printed; what is less than nothing shows every cell that it is made of.
PRINTED_FAULTS = [each for each in FAULTS if OBSERVED in CASES[each[0]].sound and each[0][1] != "E-NEG-USE"]


@pytest.mark.parametrize(("name", "fault"), PRINTED_FAULTS, ids=str)
def test_a_figure_that_does_not_count_has_no_part_in_a_finding(name: Rule, fault: str, world: World) -> None:
    tables = faulty(CASES[name], fault)
    beside = [changes for changes, counted in BESIDE.values() if name[1] not in counted]
    beside += [changes for changes, rules in FOR_SOME.values() if name[1] in rules]
    large = [
        row | {"amount_base": Decimal("1000.5") * place * Decimal(str(row["amount_base"] or 1))}
        for place, row in enumerate(tables[OBSERVED], 1)
    ]
    more = [
        row | changes | {"observation_id": f"{row['observation_id']} {number}"}
        for number, changes in enumerate(beside)
        for row in large
        if "period" not in changes or "-" not in row.get("period", "")  # no month of a month
    ]
    assert findings(name, tables | {OBSERVED: tables[OBSERVED] + more}, world) == findings(name, tables, world)

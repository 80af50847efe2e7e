"""Whether the units printed for the figures of a table can be understood, agree, and fit what is measured."""

from collections.abc import Iterator

from pipelines.reading.found import ColumnFound, RowFound, Spot, TableFound
from pipelines.reading.names import Subject
from pipelines.reading.units import Unit, UnitProblem, find_unit
from schemas.problems import Refusal


def units_of(table: TableFound, column: ColumnFound, row: RowFound) -> tuple[Spot, ...]:
    """The units printed for one figure: above its column and beside its row, else under the title."""
    printed = column.units + row.units
    return printed or ((table.title_unit,) if table.title_unit else ())


def judge_units(table: TableFound) -> Iterator[Refusal]:
    """Yield E-UNIT-UNKNOWN, E-UNIT-DISAGREE and E-UNIT-DIMENSION, each misprinted unit once."""
    yield from _judge_lines(table)
    told: set[tuple[str, Spot | None]] = set()
    judged: set[tuple[str, tuple[Spot, ...], str]] = set()
    for row, column, subject in _crossings(table):
        name = column.declared.name if column.declared else ""
        spots = units_of(table, column, row)
        if (case := (name, spots, subject.dimension)) in judged:
            continue
        judged.add(case)
        for refusal, spot in _judge(table, name, spots, subject, row):
            if (refusal.code, spot) not in told:
                told.add((refusal.code, spot))
                yield refusal


def _judge_lines(table: TableFound) -> Iterator[Refusal]:
    """Lines and notes that say a unit must say the same one, and some figure must be in it.

    A column may have another unit above it, as `人均（元）` in a table in 万元; if all have, something is wrong.
    """
    lines = [(spot, unit) for spot in table.unit_lines if (unit := find_unit(spot.text))]
    for spot, unit in lines[1:]:
        first, expected = lines[0]
        if unit != expected:
            yield table.refusal("E-UNIT-DISAGREE", spot, found=spot.text, expected=first.text, other=first.cell)
    printed = [column.units + row.units for row in table.rows for column in table.data_columns]
    if lines and printed and all(printed):
        spot, unit = lines[0]
        others = dict.fromkeys(other for spots in printed for other in spots)
        if unit not in {find_unit(other.text) for other in others}:
            other = next(iter(others))
            yield table.refusal("E-UNIT-DISAGREE", spot, found=spot.text, expected=other.text, other=other.cell)


def _crossings(table: TableFound) -> Iterator[tuple[RowFound, ColumnFound, Subject]]:
    """Every crossing of a row and a column that is read, with what is measured there."""
    names = table.names
    columns = [column for column in table.data_columns if column.declared]
    for row in table.rows:
        path = names.find_row(row.path) if row.declared else None
        if path is None:
            continue
        for column in columns:
            if column.declared:
                subject = names.subject(path[0], path[1].name, column.declared.name)
                if not subject.skip:
                    yield row, column, subject


def _judge(
    table: TableFound, column: str, spots: tuple[Spot, ...], subject: Subject, row: RowFound
) -> Iterator[tuple[Refusal, Spot | None]]:
    try:
        unit: Unit = table.names.agree(column, tuple(spot.text for spot in spots))
    except UnitProblem as problem:
        spot = spots[problem.index] if spots else row.label
        other = spots[problem.other].cell if spots else ""
        found = problem.found or "未印单位"
        yield table.refusal(problem.code, spot, found=found, expected=problem.expected, other=other), spot
        return
    if unit.dimension != subject.dimension:
        spot = spots[0] if spots else row.label
        yield table.refusal("E-UNIT-DIMENSION", spot, found=spot.text, expected=subject.title), spot

"""Sheets and declarations made in memory, and the refusals that reading them gives."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from pipelines.reading import CheckRow, Observation, RawCell, read_observations, read_raw
from pipelines.reading.cells import Area, Cell, Sheet, make_sheet
from schemas.problems import Refusals
from schemas.specs.corrections import Correction
from schemas.specs.printed_table import PrintedTable
from schemas.specs.yaml import parse_yaml, validate

SAMPLE = Path(__file__).parents[3] / "data" / "sample"
SICHUAN_2007 = Path(__file__).parents[3] / "data" / "sichuan_2007"
DIGEST = "0" * 64

Value = str | int | float | Cell | None


def make(*rows: Iterable[Value], merged: Iterable[str] = (), name: str = "表1", **facts: object) -> Sheet:
    """A sheet from its rows; numbers become number cells, None and '' are blank; `merged` are ranges like A1:B2."""
    cells = {(r, c): to_cell(v) for r, row in enumerate(rows) for c, v in enumerate(row) if v not in (None, "")}
    return make_sheet(name, cells, [area(text) for text in merged], **facts)  # type: ignore[arg-type]


def to_cell(value: Value) -> Cell:
    if isinstance(value, Cell):
        return value
    return Cell(value, "text") if isinstance(value, str) else Cell(f"{value}", "number")


def position(cell: str) -> tuple[int, int]:
    """Row and column of an A1 address, from 0."""
    found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    assert found
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def area(text: str) -> Area:
    first, last = map(position, text.split(":"))
    return (*first, *last)


def change(sheet: Sheet, changes: Mapping[str, Value]) -> Sheet:
    """The sheet with other cells at some addresses."""
    cells = dict(sheet.cells)
    for address, value in changes.items():
        cells.pop(position(address), None)
        if value not in (None, ""):
            cells[position(address)] = to_cell(value)
    return make_sheet(sheet.name, cells, list(sheet.merged), is_hidden=sheet.is_hidden)


def move(sheet: Sheet, to: Callable[[int, int], tuple[int, int] | None]) -> Sheet:
    """The sheet with every cell and merged area where `to` puts it; None drops a cell."""
    cells = {target: cell for at, cell in sheet.cells.items() if (target := to(*at)) is not None}
    merged = [
        (*first, *last)
        for top, left, bottom, right in sheet.merged
        if (first := to(top, left)) and (last := to(bottom, right))
    ]
    return make_sheet(sheet.name, cells, merged)


def insert_column(sheet: Sheet, letter: str, values: Mapping[int, Value]) -> Sheet:
    """The sheet with a column put in before `letter`; `values` by row number as people count."""
    _, index = position(f"{letter}1")
    moved = move(sheet, lambda row, column: (row, column + (column >= index)))
    return change(moved, {f"{letter}{row}": value for row, value in values.items()})


def drop_row(sheet: Sheet, number: int) -> Sheet:
    """The sheet without one row."""
    index = number - 1
    return move(sheet, lambda row, column: None if row == index else (row - (row > index), column))


def repeat_row(sheet: Sheet, number: int) -> Sheet:
    """The sheet with one row twice."""
    index = number - 1
    below = move(sheet, lambda row, column: (row + (row > index), column))
    cells = below.cells | {(index + 1, c): cell for (r, c), cell in sheet.cells.items() if r == index}
    return replace(below, cells=cells, n_rows=below.n_rows)


def swap_cells(sheet: Sheet, first: str, second: str) -> Sheet:
    """The sheet with the contents of two cells exchanged."""
    one, two = sheet.cells.get(position(first)), sheet.cells.get(position(second))
    return change(sheet, {first: two, second: one})


def declare(text: str, name: str = "toy__table", **changes: object) -> PrintedTable:
    """A declaration from YAML of its layouts; titles and the like are filled in."""
    content = parse_yaml(text, f"{name}.yaml")
    assert isinstance(content, dict)
    about = {
        "name": name,
        "title_zh": "示例表",
        "title_en": "Toy table",
        "description": "示例",
        "department": "县统计局",
        "document": "示例文件",
        "deliver": "annual",
        "vintage": "final",
    }
    return validate(PrintedTable, {**about, **content, **changes}, f"{name}.yaml")


def raw_of(spec: PrintedTable, *sheets: Sheet, file_name: str = "表.xlsx", **registered: object) -> list[RawCell]:
    return read_raw(spec, sheets, DIGEST, file_name, **registered)  # type: ignore[arg-type]


def staged_of(
    spec: PrintedTable, *sheets: Sheet, file_name: str = "表.xlsx"
) -> tuple[list[Observation], list[CheckRow]]:
    return observed(spec, raw_of(spec, *sheets, file_name=file_name))


def observed(
    spec: PrintedTable, raw: Sequence[RawCell], corrections: Sequence[Correction] = ()
) -> tuple[list[Observation], list[CheckRow]]:
    """Observations of raw cells, one by one."""
    rows, checks = read_observations(spec, raw, corrections)
    return [Observation(**row) for row in pa.Table.from_pandas(rows, preserve_index=False).to_pylist()], checks


def refused(read: Callable[..., object], *args: object, **kwargs: object) -> list[tuple[str, str]]:
    """Code and cell of everything refused; [] if nothing is."""
    try:
        read(*args, **kwargs)
    except Refusals as refusals:
        for refusal in refusals.refusals:
            assert "？" not in refusal.render("zh"), refusal.render("zh")
        return [(refusal.code, refusal.place.cell) for refusal in refusals.refusals]
    return []

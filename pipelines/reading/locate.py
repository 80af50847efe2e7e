"""Where a printed table stands in a sheet: its title, header block and columns; never by position or name.

What is found is kept as printed, each text with its place. Whether it is what the declaration expects is
judged in `judge`; the rows are read by `body`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from pipelines.reading.body import read_body
from pipelines.reading.cells import a1
from pipelines.reading.found import HEADER_ROWS, TITLE_ROWS, ColumnFound, SheetTexts, Spot, TableFound
from pipelines.reading.names import LayoutNames, canonical_path
from pipelines.reading.units import find_unit, said_unit, split_unit
from schemas.problems import Place, Refusal
from schemas.specs.labels import canonical_label

_REMARKS = {"备注", "说明", "附注", "备考"}
"""Headers of a column of words beside a table; one with numbers in it is a column like any other."""

_BROKEN_NUMBER = re.compile(r"-?\d+\.\d+")


def locate(names: LayoutNames, texts: SheetTexts, file_name: str) -> TableFound | None:
    """Find the table in the sheet; None if this sheet does not hold it. Running text is delivered as .txt, no table is.

    Raises:
        Refusal: E-LAYOUT if the title is there, but no header below it, or one that does not end.
    """
    if names.layout.is_text != file_name.lower().endswith(".txt"):
        return None
    title, groups = _find_title(names, texts)
    if title is None and (names.layout.title or names.layout.is_text):
        return None
    found = partial(TableFound, names=names, sheet=texts.sheet, file_name=file_name, title=title, groups=groups)
    if title and names.layout.is_text:  # it has neither header nor rows: `sentences` reads it
        return found(header_row=title.row, first_row=title.row + 1)
    header_row = _find_anchor(names, texts, title.row + 1 if title else 0)
    if header_row is None and title is None:
        return None
    label_column = None if header_row is None else _find_label_column(names, texts, header_row)
    if header_row is None or label_column is None:
        cell = title.cell if title else a1(header_row or 0, 0)
        expected = "、".join(dict.fromkeys([*names.layout.anchor, names.label_column]))
        raise Refusal("E-LAYOUT", Place(file_name, texts.sheet.name, cell), expected=expected, found="无此表头")
    first_row = _find_first_row(texts, header_row, label_column)
    if (height := first_row - header_row) > HEADER_ROWS:
        place = Place(file_name, texts.sheet.name, a1(header_row, label_column))
        raise Refusal("E-LAYOUT", place, expected=f"表头不超过 {HEADER_ROWS} 行", found=f"{height} 行")
    table = found(
        unit_lines=list(_find_unit_lines(texts, range(title.row if title else 0, header_row))),
        header_row=header_row,
        first_row=first_row,
        columns=_read_columns(names, texts, header_row, first_row),
    )
    table.orphans += _figures_in_header(table, texts)
    read_body(table, texts, label_column)
    return table


def _find_title(names: LayoutNames, texts: SheetTexts) -> tuple[Spot | None, dict[str, str]]:
    if not names.layout.title:
        return None, {}
    pattern = re.compile(names.layout.title)
    for spot, text in texts.titles:
        if match := pattern.fullmatch(text):
            return spot, {name: value for name, value in match.groupdict().items() if value}
    return None, {}


def _find_anchor(names: LayoutNames, texts: SheetTexts, start: int) -> int | None:
    """The row below the title in which all anchor texts stand."""
    wanted = set(map(canonical_label, names.layout.anchor))
    for row in range(start, min(start + TITLE_ROWS, texts.sheet.n_rows)):
        if wanted <= {form for spot in texts.row(row) for form in _forms(names, spot.text)}:
            return row
    return None


def _forms(names: LayoutNames, text: str) -> Iterator[str]:
    """The canonical form of a header text, and that of the one for which it stands by an answer."""
    yield canonical_path([text])
    if answer := names.answer_of("column", [text]):
        yield canonical_label(answer.meaning)


def _find_label_column(names: LayoutNames, texts: SheetTexts, header_row: int) -> int | None:
    label = names.layout.columns[names.label_column]
    wanted = {canonical_label(text) for text in (names.label_column, *label.aliases)}
    return next((s.column for s in texts.row(header_row) if canonical_path([s.text]) in wanted), None)


def _find_first_row(texts: SheetTexts, header_row: int, label_column: int) -> int:
    """The first row of the body: where the label column says something again."""
    row = texts.bottom(header_row, label_column) + 1
    while row < texts.sheet.n_rows and not texts.own(row, label_column):
        row += 1
    return row


def _find_unit_lines(texts: SheetTexts, rows: Iterable[int]) -> Iterator[Spot]:
    for row in rows:
        for spot in texts.row(row):
            if unit := said_unit(spot.text):
                yield Spot(unit, spot.row, spot.column)


def _read_columns(names: LayoutNames, texts: SheetTexts, top: int, bottom: int) -> list[ColumnFound]:
    """The columns of a table; a blank one ends it unless a column follows that is declared and was not there yet."""
    columns: list[ColumnFound] = []
    is_beyond = False
    for index in range(texts.sheet.n_columns):
        spots = dict.fromkeys(_header_spots(texts, range(top, bottom), index))
        header = tuple(spot for spot in spots if not find_unit(spot.text))
        units = tuple(_units(spots))
        if _is_remark(names, header) and not _has_numbers(texts, index, bottom):
            continue
        is_own = any(spot.column == index for spot in spots)  # a heading over several columns makes none of them
        if is_own or texts.reaches(index, bottom):
            declared = names.columns.find(canonical_path(spot.text for spot in header))
            if is_beyond and (declared is None or declared in (column.declared for column in columns)):
                break
            columns.append(ColumnFound(index, header, units, declared))
            is_beyond = False
        else:
            is_beyond = bool(columns)
    return columns


def _is_remark(names: LayoutNames, header: Sequence[Spot]) -> bool:
    path = canonical_path(spot.text for spot in header)
    return path in _REMARKS and names.columns.find(path) is None


def _header_spots(texts: SheetTexts, rows: Iterable[int], column: int) -> Iterator[Spot]:
    """Header texts of a column.

    A number with decimals is none: the energy yearbook 2008 left a check sum above the body of 4-1, in D10.
    """
    for row in rows:
        if (spot := texts.spot(row, column)) and not _BROKEN_NUMBER.fullmatch(spot.text):
            yield spot


def _figures_in_header(table: TableFound, texts: SheetTexts) -> Iterator[Spot]:
    """Rows of numbers with decimals above the first label are figures whose label is missing, and no check sum."""
    for row in range(table.header_row, table.first_row):
        figures = [spot for spot in texts.row(row) if _BROKEN_NUMBER.fullmatch(spot.text)]
        if len(figures) > 1 or len(table.data_columns) == 1:
            yield from figures


def _units(spots: Iterable[Spot]) -> Iterator[Spot]:
    """Units that are header texts of their own or stand behind a label."""
    for spot in spots:
        unit = spot.text if find_unit(spot.text) else split_unit(spot.text)[1]
        if unit:
            yield Spot(unit, spot.row, spot.column)


def _has_numbers(texts: SheetTexts, column: int, first_row: int) -> bool:
    return any(texts.sheet.cell(row, column).kind == "number" for row in range(first_row, texts.sheet.n_rows))

"""What stands in the sheets of a file outside of the tables that were found in it, and would not be read.

A second table below or beside a known one, or a table under a title that is not quite its own, must not vanish. A
figure by itself may: the energy yearbook 2008 left check sums beside its tables.
"""

from collections.abc import Iterable, Iterator, Sequence

from pipelines.reading.body import is_signature
from pipelines.reading.cells import a1
from pipelines.reading.found import SheetTexts, Spot, TableFound
from pipelines.reading.locate import locate
from pipelines.reading.names import Answers, LayoutNames
from pipelines.reading.parse import is_number
from schemas.problems import Place, Refusal
from schemas.specs.printed_table import PrintedTable


def judge_outside(tables: Sequence[TableFound], texts: SheetTexts) -> Iterator[Refusal]:
    """Yield E-FIGURES-OUTSIDE if figures outside of the tables of a sheet have labels, or stand side by side."""
    if tables[0].names.layout.is_text:  # whatever stands in it is part of it
        return
    areas = [_area(table) for table in tables]
    figures, labels = _outside(areas, texts)
    header_row = min(table.header_row for table in tables)
    blocks = [
        (row, column)
        for row, column in sorted(figures)
        if not figures.isdisjoint({(row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)})
        or (row > header_row and labels.get(row, column) < column)
    ]
    if blocks:
        spot = Spot(texts.own(*blocks[0]), *blocks[0])
        yield tables[0].refusal("E-FIGURES-OUTSIDE", spot, found=spot.text, count=len(blocks), table=_titles(tables))


def _titles(tables: Iterable[TableFound]) -> str:
    return "、".join(dict.fromkeys(table.title.text if table.title else table.columns[0].path for table in tables))


def _area(table: TableFound) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of a table with its title."""
    columns = [column.index for column in table.columns]
    top = table.title.row if table.title else table.header_row
    return top, min(columns), table.rows[-1].index if table.rows else table.first_row, max(columns)


def _outside(
    areas: Sequence[tuple[int, int, int, int]], texts: SheetTexts
) -> tuple[set[tuple[int, int]], dict[int, int]]:
    """Figures outside of all areas, and the first column of each row in which words stand there."""
    figures: set[tuple[int, int]] = set()
    labels: dict[int, int] = {}
    for (row, column), cell in texts.sheet.cells.items():
        if any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas):
            continue
        if cell.kind == "number" or is_number(cell.text):
            figures.add((row, column))
        elif any(character.isalpha() for character in cell.text):
            labels.setdefault(row, column)
    signed = {row for row in {row for row, _ in figures} if is_signature(next(texts.row(row)).text)}
    return {(row, column) for row, column in figures if row not in signed}, labels  # a telephone number is no figure


def judge_titles(
    specs: Iterable[PrintedTable], texts: SheetTexts, file_name: str, answers: Answers
) -> Iterator[Refusal]:
    """Yield E-TITLE-UNKNOWN if a sheet in which no table was found has the header and rows of one."""
    for spec in specs:
        untitled = (layout.model_copy(update={"title": None}) for layout in spec.layouts)
        said = answers.get(spec.name, ())
        if any(_is_there(LayoutNames(layout, answers=said), texts, file_name) for layout in untitled):
            spot = next(spot for row in range(texts.sheet.n_rows) for spot in texts.row(row))
            place = Place(file_name, texts.sheet.name, a1(spot.row, spot.column))
            yield Refusal("E-TITLE-UNKNOWN", place, found=spot.text, table=spec.title_zh)


def _is_there(names: LayoutNames, texts: SheetTexts, file_name: str) -> bool:
    """Whether all columns and some row of a layout stand in a sheet."""
    try:
        table = locate(names, texts, file_name)
    except Refusal:
        return False
    if table is None:
        return False
    columns = {column.declared.name for column in table.columns if column.declared}
    needed = {name for name, column in names.layout.columns.items() if not column.optional}
    return needed <= columns and any(row.declared for row in table.rows)

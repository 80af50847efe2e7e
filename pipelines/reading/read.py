"""From the sheets of a delivered file to raw cells: which tables it holds, and every cell with its labels.

What the cells say is read in `observe`; here they are only found, and refused if they are not as declared.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

from assets.raw import load_printed_tables
from pipelines.reading.cells import BLANK, Sheet, a1
from pipelines.reading.found import SheetTexts, TableFound
from pipelines.reading.judge import judge_answers, judge_layout, judge_regions
from pipelines.reading.judge_units import judge_units, units_of
from pipelines.reading.locate import locate
from pipelines.reading.names import NO_ANSWERS, Answers, LayoutNames, layouts_of
from pipelines.reading.outside import judge_outside, judge_titles
from pipelines.reading.periods import judge_periods
from pipelines.reading.records import PATH, RawCell, Recognised
from pipelines.reading.regions import Expected, find_region
from pipelines.reading.seal import judge_seals
from pipelines.reading.sentences import judge_sentences, sentence_cells
from schemas.problems import Place, Refusal, Refusals
from schemas.specs.printed_table import PrintedTable

#: What is said of a header in which a column has another name.
RENAMED = ("E-LABEL-UNKNOWN", "E-HEADER-MISSING")

#: What is said of a year whose figures will be revised: 初步核算数, 快报数.
PRELIMINARY = re.compile(r"(\d{4})年[^，。；、\d]{0,6}(?:初步|快报)[^，。；、\s]{0,6}")


def recognise(
    sheets: Sequence[Sheet],
    file_name: str,
    specs: Collection[PrintedTable] | None = None,
    expected: Expected = (),
    answers: Answers = NO_ANSWERS,
) -> list[Recognised]:
    """Which known tables a file holds, of which regions and periods: by content; its name only has to agree.

    Args:
        sheets: sheets of the delivered file.
        file_name: name under which it was delivered.
        specs: declarations of the known tables; all by default.
        expected: the regions of which one is meant where several have the printed name.
        answers: what labels mean that no declaration knows.

    Raises:
        Refusals: a known table whose region or period is unknown or contradictory, or that is there twice; figures
            beside known tables that would not be read.
    """
    refusals: list[Refusal] = []
    found: list[tuple[Recognised, TableFound]] = []
    texts = [SheetTexts(sheet) for sheet in sheets]
    known = load_printed_tables().values() if specs is None else specs
    for spec in known:
        for table in _located(spec, answers, texts, file_name, refusals):
            refusals += judge_periods(spec, table, ())
            refusals += judge_regions(table, None, table.data_year(), expected)
            for recognised in _recognised(spec, table, expected):
                if other := _same(recognised, found):
                    details = {"table": spec.title_zh, "other": other.sheet.name}
                    refusals.append(table.refusal("E-TABLE-DUPLICATE", table.title, **details))
                found.append((recognised, table))
    for sheet in () if refusals else texts:
        if tables := [table for _, table in found if table.sheet is sheet.sheet]:
            refusals += judge_outside(tables, sheet)
        else:
            refusals += judge_titles(known, sheet, file_name, answers)
    if refusals:
        raise Refusals(refusals)
    return [recognised for recognised, _ in found]


def _same(wanted: Recognised, found: Sequence[tuple[Recognised, TableFound]]) -> TableFound | None:
    """A table found before that holds some of the same figures."""
    for recognised, table in found:
        is_same = recognised._replace(periods=()) == wanted._replace(periods=())
        if is_same and set(recognised.periods) & set(wanted.periods):
            return table
    return None


def read_raw(
    spec: PrintedTable,
    sheets: Sequence[Sheet],
    file_sha256: str,
    file_name: str,
    *,
    region_code: str = "",
    periods: Collection[str] = (),
    expected: Expected = (),
    answers: Answers = NO_ANSWERS,
) -> list[RawCell]:
    """Every cell of the table in these sheets, with the texts that say what it is.

    Args:
        spec: declaration of the table.
        sheets: sheets of the delivered file.
        file_sha256: digest of the file.
        file_name: name under which it was delivered.
        region_code: the region it was registered for; needed where the table prints none.
        periods: the periods it was registered for.
        expected: the regions of which one is meant where several have the printed name.
        answers: what labels mean that the declaration does not know.

    Raises:
        Refusals: everything in which the sheets differ from the declaration and from the register.
    """
    refusals: list[Refusal] = []
    cells: list[RawCell] = []
    for table in _located(spec, answers, [SheetTexts(sheet) for sheet in sheets], file_name, refusals):
        if changed := list(judge_seals(table)):  # all that follows from a change would only be told again
            refusals += changed
            continue
        is_text = table.names.layout.is_text
        refusals += judge_sentences(table) if is_text else judge_layout(table)
        refusals += judge_answers(table)
        refusals += judge_periods(spec, table, periods)
        refusals += judge_regions(table, region_code, table.data_year(), expected)
        refusals += judge_units(table)
        if not refusals:
            cells += sentence_cells(table, file_sha256) if is_text else _cells(table, file_sha256, region_code)
    if refusals:
        raise Refusals(refusals)
    return cells


def _located(
    spec: PrintedTable, answers: Answers, sheets: Sequence[SheetTexts], file_name: str, refusals: list[Refusal]
) -> Iterator[TableFound]:
    """The table in each sheet that holds it; why one cannot be located is added to `refusals`."""
    layouts = layouts_of(spec, answers)
    for texts in sheets:
        try:
            table = _in_its_layout(layouts, texts, file_name)
        except Refusals as several:
            refusals += several.refusals
        except Refusal as refusal:
            refusals.append(refusal)
        else:
            if table:
                yield table


def _in_its_layout(layouts: Sequence[LayoutNames], texts: SheetTexts, file_name: str) -> TableFound | None:
    """Locate the table with the latest layout that covers the years found with it."""
    refusal: Refusal | None = None
    outside: TableFound | None = None
    for names in reversed(layouts):
        try:
            table = locate(names, texts, file_name)
        except Refusal as problem:
            refusal = refusal or problem
            continue
        if table and names.layout.covers(table.data_year()):
            return table
        outside = outside or table
    if refusal:
        raise Refusals(_renamed(layouts, texts, file_name) or [refusal])
    if outside:
        place = Place(file_name, texts.sheet.name, outside.title.cell if outside.title else a1(outside.header_row, 0))
        raise Refusal(
            "E-LAYOUT", place, expected="已登记版式的年份", found=str(outside.data_year() or "没有四位数的年份")
        )
    return None


def _renamed(layouts: Sequence[LayoutNames], texts: SheetTexts, file_name: str) -> list[Refusal]:
    """Labels that nobody declared in a header of which most is known: one by which it is found is among them."""
    for names in reversed(layouts):
        header = names.layout.header and names.layout.header.model_copy(update={"anchor": [names.label_column]})
        layout = names.layout.model_copy(update={"header": header})
        with suppress(Refusal):
            table = locate(LayoutNames(layout, names.title), texts, file_name)
            if table and layout.covers(table.data_year()):
                unknown = [column for column in table.columns if column.declared is None]
                if len(unknown) < len(table.columns) - len(unknown):
                    return [refusal for refusal in judge_layout(table) if refusal.code in RENAMED]
    return []


def _recognised(spec: PrintedTable, table: TableFound, expected: Expected) -> list[Recognised]:
    texts = dict.fromkeys(row.region.text for row in table.rows if row.region) or [table.groups.get("region", "")]
    codes = dict.fromkeys(find_region(text, table.data_year(), expected) for text in texts)
    part = table.groups.get("department", "")
    return [Recognised(spec.name, code or "", tuple(table.periods()), part) for code in codes]


def _preliminary(sheet: Sheet) -> dict[str, str]:
    """Years that a sheet calls preliminary, each with what it says: `2024年为初步核算数`."""
    texts = (cell.text for cell in sheet.cells.values() if "年" in cell.text)
    return {match[1]: match[0] for text in texts for match in PRELIMINARY.finditer(text)}


def _cells(table: TableFound, file_sha256: str, region_code: str) -> Iterator[RawCell]:
    """The cells of the printed range, row by row; blank ones too."""
    title = table.title.text if table.title else ""
    year = table.groups.get("year") or str(table.data_year())  # of a column that gives no period, such as a code
    sheet, cells = table.sheet, table.sheet.cells
    preliminary = _preliminary(sheet)
    columns = [
        (column, a1(0, column.index)[:-1], column.path, column.declared.period if column.declared else "")
        for column in table.data_columns
    ]
    for row in table.rows:
        path = row.path
        region = row.region.text if row.region else table.groups.get("region", region_code)
        row_period = row.declared.period if row.declared else ""
        for column, letters, column_path, column_period in columns:
            cell = cells.get((row.index, column.index), BLANK)
            period = row_period or column_period or year
            yield RawCell(
                file_sha256=file_sha256,
                file_name=table.file_name,
                sheet=sheet.name,
                cell=f"{letters}{row.index + 1}",
                title_text=title,
                region_text=region,
                period=period,
                row_path=path,
                column_path=column_path,
                unit_text=PATH.join(spot.text for spot in units_of(table, column, row)),
                vintage_text=preliminary.get(period[:4], ""),
                printed_text=cell.text,
                cell_kind=cell.kind,
            )

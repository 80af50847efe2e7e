"""Whether a located table has the columns, rows and region that its declaration expects; all faults at once.

Numbers are not looked at here, only what says what they are; units are judged in `judge_units`, years in
`periods`.
"""

from collections.abc import Collection, Iterator

from pipelines.reading.found import ColumnFound, RowFound, Spot, TableFound
from pipelines.reading.names import Answer, Axis, Found, Names, canonical_path
from pipelines.reading.questions import command, question
from pipelines.reading.records import PATH
from pipelines.reading.regions import (
    Expected,
    find_region,
    nearest_region,
    other_years,
    places_of,
    region_in,
    regions_of,
)
from schemas.codes.regions import region_name
from schemas.problems import Refusal
from schemas.specs.labels import canonical_label, canonical_title


def judge_layout(table: TableFound) -> Iterator[Refusal]:
    """Yield what is wrong with header, rows and the cells between them."""
    yield from _judge_hidden(table)
    yield from _judge_columns(table)
    yield from _judge_keys(table)
    yield from _judge_rows(table)
    yield from _judge_merged(table)
    for spot in table.orphans:
        yield table.refusal("E-LAYOUT", spot, expected="项目名称", found=f"无名称的数据“{spot.text}”")


def judge_answers(table: TableFound) -> Iterator[Refusal]:
    """Yield E-ANSWER-EXPIRED for each label that is read by an answer which does not hold for the years printed."""
    year, told = table.data_year(), set[Answer]()
    for answer, spot in _answered(table) if table.names.answers else ():
        if answer.until < year and answer not in told:
            told.add(answer)
            details = {"label": answer.label, "found": answer.said, "limit": answer.until, "year": year}
            asked = command(table.names.title, answer.axis, answer.label, answer.said, year)
            yield table.refusal("E-ANSWER-EXPIRED", spot, asked=asked, **details)


def _answered(table: TableFound) -> Iterator[tuple[Answer, Spot]]:
    names = table.names
    labels: list[tuple[Axis, list[Spot]]] = [("column", list(column.header)) for column in table.columns]
    for row in table.rows:
        labels += [("key", [spot]) for spot in row.keys]
        labels.append(("row", [*([row.parent] if row.parent else []), row.label]))
    for axis, spots in labels:
        if answer := names.answer_of(axis, [spot.text for spot in spots]):
            yield answer, spots[-1]


def judge_regions(table: TableFound, region_code: str | None, year: int, expected: Expected = ()) -> Iterator[Refusal]:
    """Yield what is wrong with printed regions: unknown, not the registered one (None: not yet known), or which one?

    Of a table that says no year nothing is told but that: names of regions are those of a year.
    """
    if not year:
        return
    spots: dict[str, Spot] = {}
    for row in table.rows:
        if row.region:
            spots.setdefault(row.region.text, row.region)
    if table.title and "region" in table.groups:
        spots[table.groups["region"]] = table.title
    if not spots and region_code == "":
        yield table.refusal("E-REGION", table.title, found="未印地区", expected="地区名称")
    for text, spot in spots.items():
        code = find_region(text, year, expected)
        if code is None:
            yield _unknown_region(table, spot, text, year, region_code, expected)
        elif region_code and code != region_code:
            found, wanted = (f"{region_name(code)}（{code}）" for code in (code, region_code))
            yield table.refusal("E-REGION", spot, found=found, expected=wanted)


def _unknown_region(
    table: TableFound, spot: Spot, text: str, year: int, region_code: str | None, expected: Expected
) -> Refusal:
    """Of a name that several regions have in a year, that one has in other years only, or that none ever had."""
    if several := regions_of(text, year):
        return table.refusal("E-REGION-SEVERAL", spot, label=text, found=places_of(several))
    if years := other_years(text, year, expected):
        then = region_in(text, year, expected) or "未登记 / not listed"
        return table.refusal("E-REGION-YEAR", spot, label=text, year=year, found=years, expected=then)
    known = region_name(region_code) if region_code else nearest_region(text, expected) or "已登记的地区"
    return table.refusal("E-REGION", spot, found=text, expected=known)


def _judge_hidden(table: TableFound) -> Iterator[Refusal]:
    """Data in hidden sheets, rows and columns are often left over from another year; translations are not data."""
    sheet = table.sheet
    rows = [row.index for row in table.rows if row.index in sheet.hidden_rows]
    columns = [column.index for column in table.of_role("data") if column.index in sheet.hidden_columns]
    if rows or columns or sheet.is_hidden:
        spot = Spot("", rows[0] if rows else table.header_row, columns[0] if columns else 0)
        yield table.refusal("E-HIDDEN", spot)


def _judge_columns(table: TableFound) -> Iterator[Refusal]:
    """Every column known, none twice, none missing."""
    seen: dict[Found, ColumnFound] = {}
    for column in table.columns:
        if column.declared and (other := seen.setdefault(column.declared, column)) is not column:
            found = f"{_top(table, other).cell} 也是"
            yield table.refusal("E-LAYOUT", _top(table, column), expected=f"一列“{column.path}”", found=found)
    unknown = [column for column in table.columns if column.declared is None]
    misread = {column.index: unit for column in unknown if (unit := _unknown_unit(table, column))}
    for spot, _ in misread.values():
        yield table.refusal("E-UNIT-UNKNOWN", spot, found=spot.text)
    present = {name for name, _ in seen} | {name for _, name in misread.values()}
    declared = table.names.layout.columns
    missing = [name for name, column in declared.items() if name not in present and not column.optional]
    for column in unknown:
        if column.index not in misread:
            yield from _judge_unknown_column(table, column, present, is_renamed=bool(missing))
    for name in missing:
        yield table.refusal("E-HEADER-MISSING", None, label=name)


def _judge_unknown_column(
    table: TableFound, column: ColumnFound, present: Collection[str], is_renamed: bool
) -> Iterator[Refusal]:
    """A header nobody declared: another name for a column, or a column that was put in."""
    names = table.names.columns
    strange = (spot for spot in column.header if not names.has_word(canonical_path([spot.text])))
    spot = next(strange, _top(table, column))
    if not is_renamed or len(column.header) != 1:
        found = f"“{column.path}”" if column.path else "无表头的数据"
        yield table.refusal("E-LAYOUT", spot, expected="已登记的列", found=found)
    if column.header:
        texts = [spot.text for spot in column.header]
        label = _with_nearest(column.path, canonical_path(texts), names)
        yield table.refusal("E-LABEL-UNKNOWN", spot, label=label, **question(table, "column", texts, present))


def _unknown_unit(table: TableFound, column: ColumnFound) -> tuple[Spot, str] | None:
    """What stands in brackets behind a header that is known without it, and that header's name."""
    texts = [spot.text for spot in column.header]
    for index, spot in enumerate(column.header):
        head, bracket, unit = canonical_title(spot.text).rpartition("(")
        if bracket and unit.endswith(")"):
            others = [*texts[:index], *([head] if head else []), *texts[index + 1 :]]
            if found := table.names.columns.find(canonical_path(others)):
                return Spot(unit[:-1], spot.row, spot.column), found.name
    return None


def _top(table: TableFound, column: ColumnFound) -> Spot:
    return column.header[0] if column.header else Spot("", table.header_row, column.index)


def _with_nearest(text: str, form: str, names: Names) -> str:
    nearest = names.nearest(form)
    return f"{text}（≈ {nearest}）" if nearest else text


def _judge_keys(table: TableFound) -> Iterator[Refusal]:
    for row in table.rows:
        for spot, name in zip(row.keys, table.names.keys, strict=False):
            if table.names.meaning(name, canonical_label(spot.text)) is None:
                details = question(table, "key", [spot.text], ())
                yield table.refusal("E-LABEL-UNKNOWN", spot, label=spot.text or "空白", **details)


def _judge_rows(table: TableFound) -> Iterator[Refusal]:
    """Every row known, none twice, none missing; for each region and each combination of key values."""
    blocks: dict[tuple[str, ...], list[RowFound]] = {}
    for row in table.rows:
        region = canonical_label(row.region.text) if row.region else ""
        blocks.setdefault((region, *(canonical_label(spot.text) for spot in row.keys)), []).append(row)
    for rows in blocks.values():
        yield from _judge_unknown_rows(table, rows)
    if not blocks:
        yield table.refusal("E-LAYOUT", None, expected="数据行", found="无数据行")
    for (_, *keys), rows in blocks.items():
        yield from _judge_repeated_rows(table, rows)
        if not _is_skipped(table, keys):
            yield from _judge_missing_rows(table, rows)


def _judge_unknown_rows(table: TableFound, rows: list[RowFound]) -> Iterator[Refusal]:
    present = {row.declared.name for row in rows if row.declared}
    for row in rows:
        if row.declared is None:
            label = _with_nearest(row.label.text, canonical_path([row.label.text]), table.names.rows)
            details = question(table, "row", row.path.split(PATH)[len(row.keys) :], present)
            yield table.refusal("E-LABEL-UNKNOWN", row.label, label=label, **details)


def _judge_repeated_rows(table: TableFound, rows: list[RowFound]) -> Iterator[Refusal]:
    seen: dict[Found, RowFound] = {}
    for row in rows:
        if row.declared is None:
            continue
        label = table.names.layout.rows[row.declared.name]
        other = seen.setdefault(row.declared, row)
        if other is not row and not (label.skip and label.match):
            yield table.refusal("E-DUP-KEY", row.label, found=row.path, other=other.label.cell)


def _judge_missing_rows(table: TableFound, rows: list[RowFound]) -> Iterator[Refusal]:
    present = {row.declared.name for row in rows if row.declared}
    for name, label in table.names.layout.rows.items():
        if name not in present and not label.optional:
            yield table.refusal("E-LABEL-MISSING", rows[-1].label, label=name)


def _is_skipped(table: TableFound, keys: list[str]) -> bool:
    """Whether the block under these key values is not read at all."""
    meanings = map(table.names.meaning, table.names.keys, keys)
    return any(meaning is not None and meaning.skip for meaning in meanings)


def _judge_merged(table: TableFound) -> Iterator[Refusal]:
    """A figure over several cells belongs to none of them with certainty."""
    rows = {row.index for row in table.rows}
    columns = {column.index for column in table.data_columns}
    for top, left, _, _ in table.sheet.merged:
        if top in rows and left in columns and (top, left) in table.sheet.cells:
            spot = Spot(table.sheet.cells[top, left].text, top, left)
            yield table.refusal("E-LAYOUT", spot, expected="不合并的数据单元格", found=f"合并单元格“{spot.text}”")

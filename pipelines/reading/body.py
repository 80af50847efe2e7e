"""The rows of a located table, from the first below the header to the notes that end it.

A note between two rows ends nothing: rows of the table below it are read. What else stands below belongs to `outside`.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from pipelines.reading.found import RowFound, SheetTexts, Spot, TableFound
from pipelines.reading.names import Found
from pipelines.reading.units import said_unit, split_unit
from schemas.specs.labels import canonical_label, canonical_title

_NOTE = re.compile(
    r"(?:注|备注|附注|说明|数据来源|资料来源|来源|单位负责人|统计负责人|填表人|制表人?|审核人?)"
    r"[\d一二三]*[:.].*"
)
_SIGNATURE = re.compile(r"(?:单位负责人|统计负责人|填表人|制表人?|审核人?|(?:联系)?电话|(?:报出|填报|填表)日期).*")
_NEXT_NOTE = re.compile(r"\s*(?:[①-⑳⑴-⒇*※]|[(（]?\d{1,2}[.．、)）]).*", re.DOTALL)
_CONTINUED = re.compile(r"续表.*|\(?续\)?")


def read_body(table: TableFound, texts: SheetTexts, label_column: int) -> None:
    """Read the rows up to a note or a source below which no row of the table follows, or the end of the sheet.

    Figures without a label that a blank row sets apart from the last labelled row are no part of the table.
    """
    reader = _RowReader(table, texts, label_column)
    orphans: list[Spot] = []
    row = table.first_row
    while row < table.sheet.n_rows:
        label = texts.spot(row, label_column)
        first = label or next(texts.row(row), None)
        if first and reader.is_note(first):
            row = reader.next_row(row)
            continue
        if first and (rows := reader.page_break(first)):
            reader.note_unit(first)
            row += rows
            continue
        if label:
            table.rows.append(reader.read(row, label))
            table.orphans += orphans
            orphans = []
        else:
            orphans += [spot for spot in texts.row(row) if spot.column in reader.data]
        row += 1
    last = table.rows[-1].index if table.rows else table.header_row
    table.orphans += _adjoining(orphans, last)


def is_signature(text: str) -> bool:
    """Whether a line says who made a table, and where to ask."""
    return _SIGNATURE.fullmatch(canonical_title(text)) is not None


def _adjoining(spots: Sequence[Spot], row: int) -> Iterator[Spot]:
    """Those that follow a row without a blank row between."""
    for spot in spots:
        if spot.row > row + 1:
            return
        row = spot.row
        yield spot


class _RowReader:
    """Reads rows; remembers the labels seen, for those that need a parent."""

    def __init__(self, table: TableFound, texts: SheetTexts, label_column: int) -> None:
        self.table, self.texts, self.label_column = table, texts, label_column
        self.keys = [column.index for column in table.of_role("key")]
        self.units = [column.index for column in table.of_role("unit")]
        self.regions = [column.index for column in table.of_role("region")]
        self.data = {column.index for column in table.data_columns}
        self.footer = [re.compile(pattern) for pattern in table.names.layout.footer]
        self.header = {canonical_label(spot.text) for spot in texts.row(table.header_row)}
        title = [table.title.text] if table.title else []
        lines = (list(texts.row(row)) for row in range(table.header_row))
        self.above = {canonical_title(text) for text in [*title, *(line[0].text for line in lines if len(line) == 1)]}
        self.seen: dict[str, Spot] = {}

    def is_note(self, first: Spot) -> bool:
        text = canonical_title(first.text)
        return any(pattern.fullmatch(text) for pattern in (_NOTE, *self.footer))

    def next_row(self, note: int) -> int:
        """Where the table goes on below a note: at a row of it, or its header once more; else the end of the sheet."""
        for row in range(note, self.table.sheet.n_rows):
            first = self.texts.spot(row, self.label_column) or next(self.texts.row(row), None)
            if first and (self.is_note(first) or self._is_next_note(first)):
                self.note_unit(first)
            elif first:
                return row if self.page_break(first) or self._is_row(row) else self.table.sheet.n_rows
        return self.table.sheet.n_rows

    def _is_next_note(self, first: Spot) -> bool:
        """Whether a line below a note is the second of its points."""
        return _NEXT_NOTE.fullmatch(first.text) is not None and len(list(self.texts.row(first.row))) == 1

    def _is_row(self, row: int) -> bool:
        """Whether a row has a label of the table, and something in its columns."""
        label = self.texts.spot(row, self.label_column)
        is_declared = label is not None and self._find(canonical_label(split_unit(label.text)[0]))[1] is not None
        return is_declared and any((row, column) in self.table.sheet.cells for column in self.data)

    def note_unit(self, first: Spot) -> None:
        """Keep a unit that a line or a note within or below the table says."""
        if unit := said_unit(first.text):
            self.table.unit_lines.append(Spot(unit, first.row, first.column))

    def page_break(self, first: Spot) -> int:
        """Rows taken by `续表`, a repeated title, unit line or header (or its first rows); 0 if it is none of them."""
        if self._is_continued(first) and len(list(self.texts.row(first.row))) == 1:
            return 1
        header_row = self.table.header_row
        if canonical_label(first.text) not in self.header:
            return 0
        rows = zip(range(header_row, self._header_end()), itertools.count(first.row), strict=False)
        same = itertools.takewhile(lambda pair: self._row_texts(pair[0]) == self._row_texts(pair[1]), rows)
        return len(list(same))

    def _header_end(self) -> int:
        """The first row that is read: `甲 乙 1 2` below the header says nothing and is printed again with it."""
        labels = self.table.names.layout.rows
        read = (row.index for row in self.table.rows if not (row.declared and labels[row.declared.name].skip))
        return next(read, self.table.first_row)

    def _is_continued(self, first: Spot) -> bool:
        text = canonical_title(first.text)
        return text in self.above or _CONTINUED.fullmatch(text) is not None or said_unit(first.text) is not None

    def _row_texts(self, row: int) -> list[tuple[int, str]]:
        return [(spot.column, canonical_label(spot.text)) for spot in self.texts.row(row)]

    def read(self, row: int, label: Spot) -> RowFound:
        text, unit = split_unit(label.text)
        form = canonical_label(text)
        parent, declared = self._find(form)
        self.seen[form] = label
        units = [spot for column in self.units if (spot := self.texts.spot(row, column))]
        if unit:
            units.append(Spot(unit, label.row, label.column))
        return RowFound(
            index=row,
            keys=tuple(self.texts.spot(row, column) or Spot("", row, column) for column in self.keys),
            parent=parent,
            label=label,
            units=tuple(units),
            region=next((self.texts.spot(row, column) for column in self.regions), None),
            declared=declared,
        )

    def _find(self, form: str) -> tuple[Spot | None, Found | None]:
        """The row declared for a label, under the nearest parent above it where the label needs one."""
        names = self.table.names.rows
        above = [(self.seen[parent].row, parent) for parent in names.parents(form) if parent in self.seen]
        if above:
            _, parent = max(above)
            return self.seen[parent], names.find(f"{parent}/{form}")
        return None, names.find(form)

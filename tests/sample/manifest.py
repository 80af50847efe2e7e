"""The manifest of a delivered folder: every data cell, its printed text and where it comes from.

Here: the rows of manifest.csv. Not here: the cells themselves.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from tests.sample.sheet import Sheet, cell_name, printed_text

COLUMNS = ["file", "sheet", "cell", "printed_text", "evidence", "source", "quirk"]


@dataclass(frozen=True)
class Entry:
    """One line of the manifest; header and note cells appear only for a quirk, with evidence `layout`."""

    file: str
    sheet: str
    cell: str
    printed_text: str
    evidence: str
    source: str
    quirk: str


def entries_of(file_name: str, sheets: list[Sheet]) -> list[Entry]:
    """Entries of a workbook in reading order: every data cell, and header cells that show a quirk."""
    entries = []
    for sheet in sheets:
        for cell in sorted(sheet.cells, key=lambda cell: (cell.row, cell.column)):
            origin = cell.origin
            if origin.evidence == "layout" and not origin.quirk:
                continue
            entries.append(
                Entry(
                    file_name,
                    sheet.name,
                    cell_name(cell.row, cell.column),
                    printed_text(cell.value),
                    origin.evidence,
                    origin.source,
                    origin.quirk,
                )
            )
    return entries


def write_manifest(path: Path, entries: list[Entry]) -> None:
    """Write the entries as UTF-8 CSV."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([getattr(entry, column) for column in COLUMNS])
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")

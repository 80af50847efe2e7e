"""What may lie beside deliveries in an inbox and is none: manifest of sample cells, confirmations, answers, README."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.readers.regular_file import read_regular_file
from schemas.problems import Place, Refusal

MANIFEST = "manifest.csv"
"""Which cells of the sample files are synthetic: columns `file` and `evidence`."""

CONFIRMATIONS = "confirmations.csv"
"""Held places that somebody vouches for: columns `place`, `by`, `reason`, and `said` for who reads it."""

ANSWERS = "answers.csv"
"""What unknown labels mean: columns `table`, `label`, `meaning`, `until`, `by`, `reason`, and `axis` if need be."""

BESIDE_DELIVERIES = {MANIFEST, CONFIRMATIONS, ANSWERS, "README.md", "desktop.ini", "Thumbs.db"}


def rows_beside(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of such a file; none if it is not there.

    Raises:
        Refusal: E-CSV-FIELD, it is no CSV; or it is no regular file.
    """
    try:
        content = read_regular_file(folder / name, name)
    except Refusal as refusal:
        if refusal.code == "E-MISSING-FILE":
            return []
        raise
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=""), restval="")
    try:
        return list(rows)
    except csv.Error as error:
        raise Refusal("E-CSV-FIELD", Place(name, line=rows.reader.line_num)) from error


def synthetic_names(folder: Path) -> frozenset[str]:
    """Return the names of the files in a folder whose manifest says that cells of them are synthetic."""
    rows = rows_beside(folder, MANIFEST)
    return frozenset(row.get("file") or "" for row in rows if row.get("evidence") == "synthetic")


def says_sample(sheets: Sequence[Sheet]) -> bool:
    """Tell whether a file says of itself that it is sample data: one that was edited lies beside no manifest."""
    return any("示例数据" in cell.text for sheet in sheets for cell in sheet.cells.values())

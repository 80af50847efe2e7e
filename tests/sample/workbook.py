"""Writes sheets as an .xlsx that is the same to the byte on every run and machine.

Here: fonts, borders and the container. Not here: what stands in the cells.
"""

from __future__ import annotations

import zipfile
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.sample.sheet import Sheet

RETYPED = datetime(2025, 11, 1, 9, 0, 0)
BASE = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_size": 14, "bold": True, "align": "center"},
    "subtitle": {"align": "left", "font_size": 9},
    "unit": {"align": "right", "font_size": 9},
    "header": {"align": "center", "text_wrap": True, "border": 1},
    "label": {"align": "left", "border": 1},
    "year": {"align": "center", "border": 1, "num_format": "0"},
    "text": {"align": "center", "border": 1},
    "data_text": {"align": "right", "border": 1, "num_format": "@"},
    "number_0": {"align": "right", "border": 1, "num_format": "0"},
    "number_1": {"align": "right", "border": 1, "num_format": "0.0"},
    "number_2": {"align": "right", "border": 1, "num_format": "0.00"},
    "number_4": {"align": "right", "border": 1, "num_format": "0.0000"},
    "number_5": {"align": "right", "border": 1, "num_format": "0.00000"},
    "note": {"align": "left", "font_size": 9},
    "tail": {"border": 1},
    "plain": {},
}


def write_workbook(path: Path, sheets: list[Sheet], created: datetime = RETYPED) -> None:
    """Write the sheets, then repack the container without compression.

    Compressed bytes depend on the zlib build of a machine, stored bytes do not.
    """
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"author": "示例数据（非官方）", "created": created})
    formats = {name: workbook.add_format(BASE | style) for name, style in STYLES.items()}
    for sheet in sheets:
        write_sheet(workbook, sheet, formats)
    workbook.close()
    path.write_bytes(repack(buffer.getvalue(), created))


def write_sheet(workbook: xlsxwriter.Workbook, sheet: Sheet, formats: dict[str, Any]) -> None:
    """Write one sheet; merged ranges first, so that their first cell keeps its own content."""
    worksheet = workbook.add_worksheet(sheet.name)
    styles = {(cell.row, cell.column): cell.style for cell in sheet.cells}
    for column, width in sheet.widths.items():
        worksheet.set_column(column, column, width)
    for row, height in sheet.heights.items():
        worksheet.set_row(row, height)
    for top, left, bottom, right in sheet.merges:
        worksheet.merge_range(top, left, bottom, right, "", formats[styles[top, left]])
    for cell in sheet.cells:
        style = formats[cell.style]
        if cell.value is None:
            worksheet.write_blank(cell.row, cell.column, None, style)
        elif isinstance(cell.value, Decimal):
            worksheet.write_number(cell.row, cell.column, float(cell.value), style)
        else:
            worksheet.write_string(cell.row, cell.column, cell.value, style)
    if sheet.frozen_at:
        worksheet.freeze_panes(*sheet.frozen_at)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)


def repack(content: bytes, created: datetime) -> bytes:
    """The same parts in the same order, stored, with one fixed date."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, (created.year, created.month, created.day, created.hour, 0, 0))
            part.compress_type = zipfile.ZIP_STORED
            part.create_system = 0
            packed.writestr(part, source.read(name))
    return target.getvalue()

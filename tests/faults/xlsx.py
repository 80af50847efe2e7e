"""Makes small .xlsx files part by part, right ones and every kind of wrong one.

Here: the container and its parts. Not here: which of them is refused, and why (`bad_files`).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EPOCH = (1980, 1, 1, 0, 0, 0)

GOOD_CELLS = '<row r="1"><c r="A1" t="inlineStr"><is><t>年份</t></is></c><c r="B1"><v>9310.52</v></c></row>'


def content_types(sheets: int = 1, main: str = "sheet.main") -> str:
    """Return `[Content_Types].xml`."""
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    workbook = f"{office}.{main}+xml" if "." in main else main
    parts = [f'<Override PartName="/xl/workbook.xml" ContentType="{workbook}"/>']
    parts += [
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{office}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    ]
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = (
        f'<Default Extension="rels" ContentType="{rels}"/><Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{HEAD}<Types xmlns="{TYPES}">{defaults}{"".join(parts)}</Types>'


def workbook(names: Iterable[str] = ("表",), properties: str = "", after: str = "") -> str:
    """Return `xl/workbook.xml`."""
    sheets = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, start=1))
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{sheets}</sheets>{after}</workbook>'


def worksheet(rows: str, before: str = "", after: str = "") -> str:
    """Return a worksheet part."""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def relations(items: Iterable[tuple[str, str, str]]) -> str:
    """Return a `.rels` part from ids, kinds and targets."""
    rows = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in items
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'


def parts(rows: str = GOOD_CELLS, names: Iterable[str] = ("表",)) -> dict[str, bytes]:
    """Return the parts of a workbook whose sheets all have the same rows."""
    names = list(names)
    sheets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
    made = {
        "[Content_Types].xml": content_types(len(names)),
        "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": workbook(names),
        "xl/_rels/workbook.xml.rels": relations(sheets),
    }
    made |= {f"xl/worksheets/sheet{n}.xml": worksheet(rows) for n in range(1, len(names) + 1)}
    return {name: text.encode() for name, text in made.items()}


def pack(made: Mapping[str, bytes | str], *, is_stored: bool = False) -> bytes:
    """Return the container of some parts; the same bytes every time."""
    target = io.BytesIO()
    method = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(target, "w", method) as container:
        for name, content in made.items():
            container.writestr(_entry(name, method), content)
    return target.getvalue()


def xlsx(rows: str = GOOD_CELLS, **replaced: bytes | str) -> bytes:
    """Return a workbook of one sheet; parts may be replaced or added by the names in `PART_NAMES`."""
    return pack(parts(rows) | {PART_NAMES[key]: part for key, part in replaced.items()})


PART_NAMES = {
    "types": "[Content_Types].xml",
    "book": "xl/workbook.xml",
    "rels": "xl/_rels/workbook.xml.rels",
    "sheet": "xl/worksheets/sheet1.xml",
    "styles": "xl/styles.xml",
    "texts": "xl/sharedStrings.xml",
}


def with_part(name: str, content: bytes | str = b"x") -> bytes:
    """Return a good workbook that has one part more."""
    return pack(parts() | {name: content})


def with_second_part_of_one_name() -> bytes:
    """Return a workbook in which a sheet is there twice, once for each of two readers."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts().items():
            container.writestr(_entry(name, zipfile.ZIP_DEFLATED), content)
        other = parts('<row r="1"><c r="A1"><v>2</v></c></row>')["xl/worksheets/sheet1.xml"]
        # Another case is another name to zipfile and the same name to a spreadsheet.
        container.writestr(_entry("XL/worksheets/Sheet1.xml", zipfile.ZIP_DEFLATED), other)
    return target.getvalue()


def with_packed_part(name: str, packed: bytes, size: int) -> bytes:
    """A good workbook in which a part is these deflated bytes, which unpack to a size; its checksum is wrong."""
    changed = bytearray(pack(parts() | {name: packed}, is_stored=True))
    for mark, head, method in ((b"PK\3\4", 30, 8), (b"PK\1\2", 46, 10)):
        at = next(
            found.start()
            for found in re.finditer(mark, changed)
            if changed[found.start() + head :].startswith(name.encode())
        )
        struct.pack_into("<H", changed, at + method, zipfile.ZIP_DEFLATED)
        struct.pack_into("<L", changed, at + method + 14, size)
    return bytes(changed)


def with_directory_field(content: bytes, part: str, offset: int, form: str, value: int) -> bytes:
    """Return a container whose directory says something else about a part; `offset` is in its entry."""
    changed = bytearray(content)
    entry = content.index(b"PK\1\2")
    while True:
        length = struct.unpack_from("<H", content, entry + 28)[0]
        if content[entry + 46 : entry + 46 + length].decode() == part:
            struct.pack_into(form, changed, entry + offset, value)
            return bytes(changed)
        entry = content.index(b"PK\1\2", entry + 4)


CRC, SIZE, LOCAL_OFFSET = (16, "<L"), (24, "<L"), (42, "<L")
"""Fields of a directory entry: where in it, and how they are packed."""


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = method
    return entry

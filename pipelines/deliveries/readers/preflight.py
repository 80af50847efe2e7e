"""What is looked at before a delivered file is parsed: its type, its container, every cell once.

Here belongs the choice by first bytes and extension. The containers are in `package` and `biff`, the parts
of an .xlsx in `spreadsheetml`; text files have their own readers, which look and parse in one (`delimited`,
`running_text`).
"""

from pathlib import PurePosixPath

from pipelines.deliveries.readers import limits
from pipelines.deliveries.readers.findings import SheetFindings
from schemas.problems import Place, Refusal

MAGIC = {
    b"PK": "ZIP",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "OLE",
    b"%PDF": "PDF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}
OFFICE_WITH_MACROS = {".xlsm", ".xltm", ".xlam"}
TEXTS = {".csv", ".txt"}
SUPPORTED = {".xlsx", ".xls", *TEXTS}


def extension_of(file: str) -> str:
    """Return the extension in lower case, with its dot."""
    return PurePosixPath(file).suffix.lower()


def inspect(content: bytes, file: str) -> list[SheetFindings]:
    """Refuse a file that must not be parsed, or return what is in each sheet of a workbook (of a text: nothing)."""
    findings = _inspect(content, file)
    names = [sheet.name.casefold() for sheet in findings]
    for sheet, name in zip(findings, names, strict=True):
        if names.count(name) > 1:  # no place in it could be told from one in the other
            raise Refusal("E-XML-BROKEN", Place(file, sheet.name), found=sheet.name)
    return findings


def _inspect(content: bytes, file: str) -> list[SheetFindings]:
    if not content:
        raise Refusal("E-FILE-EMPTY", Place(file))
    if len(content) > limits.FILE_BYTES:
        raise Refusal("E-SIZE", Place(file), found=len(content), limit=limits.FILE_BYTES)
    extension, found = extension_of(file), content_type(content)
    _check_extension(extension, content, file)
    if found == "OLE":
        from pipelines.deliveries.readers import biff

        return biff.inspect_workbook(content, file, extension)
    if found == "ZIP" and extension == ".xlsx":
        from pipelines.deliveries.readers.package import open_package
        from pipelines.deliveries.readers.spreadsheetml import inspect_workbook

        return inspect_workbook(open_package(content, file))
    if found == "CSV/TXT" and extension in TEXTS:
        return []
    if found == "binary" and extension in TEXTS:
        raise Refusal("E-CSV-NUL", Place(file, line=content[: content.find(b"\0")].count(b"\n") + 1))
    raise Refusal("E-TYPE-MISMATCH", Place(file), found=found, expected=extension)


def content_type(content: bytes) -> str:
    """Name a content by its first bytes."""
    for magic, name in MAGIC.items():
        if content.startswith(magic):
            return name
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<"):
        return "XML" if start.startswith(b"<?xml") and b"<html" not in start else "HTML"
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return "binary" if b"\0" in content and not is_wide else "CSV/TXT"


def _check_extension(extension: str, content: bytes, file: str) -> None:
    if extension in SUPPORTED:
        return
    if extension in OFFICE_WITH_MACROS and b"vbaProject" in content:
        raise Refusal("E-MACRO", Place(file))
    raise Refusal("E-TYPE-UNSUPPORTED", Place(file), found=extension or "—")

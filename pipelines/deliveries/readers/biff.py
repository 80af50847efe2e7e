"""Old .xls files (BIFF8 in an OLE container): refuses what is active, and finds what xlrd does not tell.

xlrd reads the values (`old_workbook`). It passes over macros and links, gives a formula whose result was never
calculated as an empty text, and counts a text that is not there from the end of the list. Record numbers are
those of [MS-XLS] 2.3.
"""

import io
import struct
from collections.abc import Iterator

from xlrd.compdoc import CompDoc

from pipelines.deliveries.readers import limits
from pipelines.deliveries.readers.findings import SheetFindings
from pipelines.deliveries.readers.vba import has_code
from schemas.problems import Place, Refusal

BOFS, EOF = (0x809, 0x409, 0x209, 0x009), 0x0A
FILEPASS, BOUNDSHEET, SUPBOOK, SST = 0x2F, 0x85, 0x1AE, 0xFC
QUERY, FORMULAS, LABELSST = 0x1AD, (0x06, 0x206, 0x406), 0xFD
"""Those of older versions too: xlrd reads them in any."""

BIFF8 = 0x600
GLOBALS, MACRO_SHEET = 0x05, 0x40
STORAGE, STREAM = 1, 2
SAME_WORKBOOK, ADD_IN = 0x401, 0x3A01
EMPTY_RESULT = "=?"
"""Shown for a formula whose result is an empty text: a program that did not calculate writes the same."""


def inspect_workbook(content: bytes, file: str, expected: str) -> list[SheetFindings]:
    """Refuse or return the worksheets, in workbook order, with the formulas that may never have been calculated."""
    try:
        return Biff(_open_stream(content, file, expected), file).sheets()
    except (Refusal, MemoryError, RecursionError):
        raise
    except Exception as error:  # the container lets AssertionError, IndexError, struct.error and others through
        raise Refusal("E-OLE-BROKEN", Place(file)) from error


def _open_stream(content: bytes, file: str, expected: str) -> bytes:
    """Return the stream that holds the workbook; refuse what else is in the container."""
    container = CompDoc(content, logfile=io.StringIO())
    paths = {path.lower(): path for path in _paths(container)}
    _check_names(set(paths), file, expected)
    modules = {low: path for low, path in paths.items() if low.split("/")[-2:-1] == ["vba"]}
    if has_code({low.split("/")[-1]: container.get_named_stream(path) or b"" for low, path in modules.items()}):
        raise Refusal("E-MACRO", Place(file))
    stream: bytes = container.get_named_stream("Workbook")
    return stream


def _paths(container: CompDoc, storage: int = 0, folder: str = "") -> Iterator[str]:
    """Paths of all storages and streams."""
    for number in container.dirlist[storage].children:
        entry = container.dirlist[number]
        yield folder + entry.name
        if entry.etype == STORAGE:
            yield from _paths(container, number, f"{folder}{entry.name}/")


def _check_names(names: set[str], file: str, expected: str) -> None:
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise Refusal("E-ENCRYPTED", Place(file))
    if expected != ".xls" or not names & {"workbook", "book"}:
        found = "OLE (.xls)" if names & {"workbook", "book"} else "OLE (.doc, .ppt …)"
        raise Refusal("E-TYPE-MISMATCH", Place(file), found=found, expected=expected)
    if "workbook" not in names:
        raise Refusal("E-TYPE-UNSUPPORTED", Place(file), found="Excel 5.0/95 .xls")
    if active := sorted(name for name in names if name.startswith("mbd") or name.endswith("ole10native")):
        raise Refusal("E-ACTIVE", Place(file), found=active[0])


class Biff:
    """One workbook stream: globals first, then a substream a sheet."""

    def __init__(self, stream: bytes, file: str) -> None:
        self.stream = stream
        self.file = file
        self.offsets: dict[int, SheetFindings] = {}
        self.charts: set[int] = set()
        self.n_texts = 0
        self.link = ""
        self.has_formulas = False

    def sheets(self) -> list[SheetFindings]:
        """Walk all records."""
        for number, data in self.records(0):
            self.check_globals(number, data)
        for offset, sheet in self.offsets.items():
            for number, data in self.records(offset):
                self.check_sheet(number, data, sheet)
        # a link that no formula can use is a leftover: the figures are typed in, none is stale
        if self.link and self.has_formulas:
            raise Refusal("E-EXTLINK", Place(self.file), found=self.link)
        return [sheet for offset, sheet in self.offsets.items() if offset not in self.charts]

    def records(self, offset: int) -> Iterator[tuple[int, memoryview]]:
        """Yield the records of one substream, those of charts inside it too, without its end."""
        view, depth = memoryview(self.stream), 0
        while True:
            number, length = struct.unpack_from("<HH", view, offset)
            data = view[offset + 4 : offset + 4 + length]
            if len(data) < length or (number == EOF and length):
                raise IndexError("records do not follow one another to the end")
            depth += (number in BOFS) - (number == EOF)
            if depth == 0:
                return
            yield number, data
            offset += 4 + length

    def check_globals(self, number: int, data: memoryview) -> None:
        """Note what holds for all sheets; refuse a password, and what is older than Excel 97.

        An older workbook keeps its texts in a code page that it may not name.
        """
        if number in BOFS and struct.unpack_from("<HH", data) != (BIFF8, GLOBALS):
            version = struct.unpack_from("<H", data)[0]
            raise Refusal("E-TYPE-UNSUPPORTED", Place(self.file), found=f"BIFF {version:#x} .xls")
        if number == FILEPASS:
            raise Refusal("E-ENCRYPTED", Place(self.file))
        if number == BOUNDSHEET:
            self.note_sheet(data)
        elif number == SUPBOOK:
            self.note_link(data)
        elif number == SST:
            self.n_texts = struct.unpack_from("<L", data, 4)[0]

    def note_sheet(self, data: memoryview) -> None:
        """Note a sheet and where it begins."""
        offset, _visibility, kind, length, is_wide = struct.unpack_from("<LBBBB", data)
        name = _text(data[8:], length, is_wide)
        if kind in (1, 6):
            raise Refusal("E-MACRO", Place(self.file, name))
        if offset in self.offsets:
            raise Refusal("E-OLE-BROKEN", Place(self.file, name))
        self.offsets[offset] = SheetFindings(self.file, name)
        if kind:
            self.charts.add(offset)
        if len(self.offsets) > limits.SHEETS:
            raise Refusal("E-SHEETS", Place(self.file), found=f"{limits.SHEETS}+", limit=limits.SHEETS)

    def note_link(self, data: memoryview) -> None:
        """Note a link to another workbook, a DDE or an OLE link."""
        (length,) = struct.unpack_from("<H", data, 2)
        if length not in (SAME_WORKBOOK, ADD_IN):
            self.link = self.link or _text(data[5:], length, data[4]).lstrip("\x00\x01") or "?"

    def check_sheet(self, number: int, data: memoryview, sheet: SheetFindings) -> None:
        """Refuse what is active in a sheet, or not there; note formulas."""
        if number in BOFS and struct.unpack_from("<H", data, 2)[0] == MACRO_SHEET:
            raise Refusal("E-MACRO", Place(self.file, sheet.name))
        if number == QUERY:
            raise Refusal("E-ACTIVE", Place(self.file, sheet.name), found="QSI")
        if number == LABELSST:
            row, column, _style, text = struct.unpack_from("<HHHL", data)
            if text >= self.n_texts:
                raise Refusal("E-SST", sheet.place((row, column)), found=text)
        if number in FORMULAS:
            self.has_formulas = True
            row, column, _style, result = struct.unpack_from("<HHH8s", data)
            if result[0] == 3 and result[6:] == b"\xff\xff":
                sheet.errors[row, column] = EMPTY_RESULT


def _text(data: memoryview, length: int, is_wide: int) -> str:
    """Return a text of so many characters, each of one byte or two."""
    return str(data[: length * (1 + (is_wide & 1))], "utf-16-le" if is_wide & 1 else "latin-1")

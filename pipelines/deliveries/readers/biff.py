"""Old .xls files (BIFF8 in an OLE container): refuses what is active, and walks every record once.

What a value means, and the values that are handed on, do not belong here: those come from `workbook`, and
have to agree with the findings of this module. Record numbers are those of [MS-XLS] 2.3.
"""

import io
import struct
from collections.abc import Callable, Iterator

import olefile

from pipelines.deliveries.readers import limits
from pipelines.deliveries.readers.findings import SheetFindings
from pipelines.deliveries.readers.spreadsheetml import is_percent
from pipelines.deliveries.readers.vba import has_code
from schemas.problems import Place, Refusal

BOF, EOF = 0x809, 0x0A
FILEPASS, DATE1904, BOUNDSHEET, SUPBOOK, QUERY = 0x2F, 0x22, 0x85, 0x1AE, 0x1AD
FORMAT, XF, SST = 0x41E, 0xE0, 0xFC
ROW, COLINFO = 0x208, 0x7D
FORMULA, NUMBER, LABEL, BOOLERR, RK, MULRK, LABELSST, RSTRING = (
    0x06,
    0x203,
    0x204,
    0x205,
    0x27E,
    0xBD,
    0xFD,
    0xD6,
)
BIFF8 = 0x600
GLOBALS, WORKSHEET, MACRO_SHEET = 0x05, 0x10, 0x40
SAME_WORKBOOK, ADD_IN = 0x401, 0x3A01
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
EMPTY_RESULT = "=?"
"""Shown for a formula whose result is an empty text: a program that did not calculate writes the same."""

Record = tuple[int, int, memoryview]
"""Offset in the stream, number, data."""


def inspect_workbook(content: bytes, file: str, expected: str) -> list[SheetFindings]:
    """Refuse or return what is in each sheet, in workbook order."""
    stream = _open_stream(content, file, expected)
    try:
        return Biff(stream, file).sheets()
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Refusal("E-OLE-BROKEN", Place(file)) from error


def _open_stream(content: bytes, file: str, expected: str) -> bytes:
    """Return the stream that holds the workbook; refuse what else is in the container."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            names = {"/".join(path).lower() for path in ole.listdir(streams=True, storages=True)}
            _check_names(names, file, expected)
            if has_code(_vba_streams(ole)):
                raise Refusal("E-MACRO", Place(file))
            stream: bytes = ole.openstream("Workbook").read()
            return stream
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # olefile lets OSError, struct.error, IndexError and others through
        raise Refusal("E-OLE-BROKEN", Place(file)) from error


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


def _vba_streams(ole: olefile.OleFileIO) -> dict[str, bytes]:
    paths = [path for path in ole.listdir() if len(path) > 1 and path[-2].lower() == "vba"]
    return {path[-1].lower(): ole.openstream(path).read() for path in paths}


class Biff:
    """One workbook stream: globals first, then a substream a sheet."""

    def __init__(self, stream: bytes, file: str) -> None:
        self.stream = stream
        self.file = file
        self.offsets: dict[int, SheetFindings] = {}
        self.formats = {9: "0%", 10: "0.00%"}
        self.styles: list[int] = []
        self.n_texts = 0
        self.link = ""
        self.has_formulas = False

    def sheets(self) -> list[SheetFindings]:
        """Walk all records."""
        self.walk_globals()
        for offset, sheet in self.offsets.items():
            self.walk_sheet(offset, sheet)
        # a link that no formula can use is a leftover: the figures are typed in, none is stale
        if self.link and self.has_formulas:
            raise Refusal("E-EXTLINK", Place(self.file), found=self.link)
        return list(self.offsets.values())

    def records(self, offset: int) -> Iterator[Record]:
        """Yield the records of one substream, without its end; charts inside a sheet are passed over."""
        view, depth = memoryview(self.stream), 0
        while True:
            number, length = struct.unpack_from("<HH", view, offset)
            data = view[offset + 4 : offset + 4 + length]
            if len(data) < length:
                raise IndexError("record beyond the end of the stream")
            depth += (number == BOF) - (number == EOF)
            if depth == 0:
                return
            if depth == 1:
                yield offset, number, data
            offset += 4 + length

    def walk_globals(self) -> None:
        """Read what holds for all sheets."""
        notes: dict[int, Callable[[memoryview], None]] = {
            BOUNDSHEET: self.note_sheet,
            SUPBOOK: self.check_link,
            FORMAT: self.note_format,
            XF: lambda data: self.styles.append(struct.unpack_from("<H", data, 2)[0]),
            SST: self.note_texts,
            FILEPASS: self.refuse_password,
            DATE1904: self.check_dates,
            BOF: self.check_version,
        }
        for _, number, data in self.records(0):
            if number in notes:
                notes[number](data)

    def check_version(self, data: memoryview) -> None:
        """Refuse what is older than Excel 97: its texts are in a code page that the file may not name."""
        version, kind = struct.unpack_from("<HH", data)
        if version != BIFF8 or kind != GLOBALS:
            raise Refusal("E-TYPE-UNSUPPORTED", Place(self.file), found=f"BIFF {version:#x} .xls")

    def refuse_password(self, _data: memoryview) -> None:
        """Refuse an encrypted stream."""
        raise Refusal("E-ENCRYPTED", Place(self.file))

    def check_dates(self, data: memoryview) -> None:
        """Refuse the 1904 date system."""
        if struct.unpack_from("<H", data)[0]:
            raise Refusal("E-DATE1904", Place(self.file))

    def check_link(self, data: memoryview) -> None:
        """Note a link to another workbook, a DDE or an OLE link."""
        if struct.unpack_from("<H", data, 2)[0] in (SAME_WORKBOOK, ADD_IN):
            return
        length, is_wide = struct.unpack_from("<HB", data, 2)
        target = bytes(data[5 : 5 + length * (1 + (is_wide & 1))]).decode("utf-16-le" if is_wide & 1 else "latin-1")
        self.link = self.link or target.lstrip("\x00\x01") or "?"

    def note_format(self, data: memoryview) -> None:
        """Note a number format."""
        number, length, is_wide = struct.unpack_from("<HHB", data)
        text = bytes(data[5 : 5 + length * (1 + (is_wide & 1))])
        self.formats[number] = text.decode("utf-16-le" if is_wide & 1 else "latin-1")

    def note_texts(self, data: memoryview) -> None:
        """Note how many shared texts there are."""
        self.n_texts = struct.unpack_from("<L", data, 4)[0]

    def note_sheet(self, data: memoryview) -> None:
        """Note a sheet and where it begins."""
        offset, _visibility, kind, length, is_wide = struct.unpack_from("<LBBBB", data)
        name = bytes(data[8 : 8 + length * (1 + (is_wide & 1))]).decode("utf-16-le" if is_wide & 1 else "latin-1")
        if kind in (1, 6):
            raise Refusal("E-MACRO", Place(self.file, name))
        if offset in self.offsets:
            raise Refusal("E-OLE-BROKEN", Place(self.file, name))
        self.offsets[offset] = SheetFindings(self.file, name)
        if len(self.offsets) > limits.SHEETS:
            raise Refusal("E-SHEETS", Place(self.file), found=f"{limits.SHEETS}+", limit=limits.SHEETS)

    def walk_sheet(self, offset: int, sheet: SheetFindings) -> None:
        """Read one sheet."""
        for _, number, data in self.records(offset):
            if number == BOF and struct.unpack_from("<H", data, 2)[0] == MACRO_SHEET:
                raise Refusal("E-MACRO", Place(self.file, sheet.name))
            if number == QUERY:
                raise Refusal("E-ACTIVE", Place(self.file, sheet.name), found="QSI")
            if number == ROW and struct.unpack_from("<L", data, 12)[0] & 0x20:
                sheet.hidden_rows.add(struct.unpack_from("<H", data)[0])
            elif number == COLINFO and struct.unpack_from("<H", data, 8)[0] & 1:
                first, last = struct.unpack_from("<HH", data)
                sheet.hidden_columns.update(range(first, min(last, 255) + 1))
            elif number in (FORMULA, NUMBER, LABEL, BOOLERR, RK, MULRK, LABELSST, RSTRING):
                self.note_cells(number, data, sheet)

    def note_cells(self, number: int, data: memoryview, sheet: SheetFindings) -> None:
        """Note the cell or cells of one record."""
        row, column, style = struct.unpack_from("<HHH", data)
        address = (row, column)
        sheet.reach(address)
        if number == MULRK:
            for place in range(4, len(data) - 2, 6):
                style, value = struct.unpack_from("<HL", data, place)
                self.note_number(sheet, (row, column + (place - 4) // 6), style, rk_value(value))
        elif number == RK:
            self.note_number(sheet, address, style, rk_value(struct.unpack_from("<L", data, 6)[0]))
        elif number == NUMBER:
            self.note_number(sheet, address, style, struct.unpack_from("<d", data, 6)[0])
        elif number == FORMULA:
            self.note_formula(sheet, address, style, data)
        elif number == BOOLERR and data[7]:
            sheet.errors[address] = ERRORS.get(data[6], "#ERROR")
        elif number == BOOLERR:
            sheet.texts.add(address)
        elif number == LABELSST and struct.unpack_from("<L", data, 6)[0] >= self.n_texts:
            found = struct.unpack_from("<L", data, 6)[0]
            raise Refusal("E-SST", sheet.place(address), found=found)

    def note_formula(self, sheet: SheetFindings, address: tuple[int, int], style: int, data: memoryview) -> None:
        """Note a formula by its stored result."""
        self.has_formulas = True
        result = bytes(data[6:14])
        if result[6:] != b"\xff\xff":
            self.note_number(sheet, address, style, struct.unpack("<d", result)[0])
        elif result[0] == 2:
            sheet.errors[address] = ERRORS.get(result[2], "#ERROR")
        elif result[0] == 3:
            sheet.errors[address] = EMPTY_RESULT

    def note_number(self, sheet: SheetFindings, address: tuple[int, int], style: int, value: float) -> None:
        """Note a number and whether it is printed as a percentage."""
        sheet.reach(address)
        sheet.numbers[address] = value
        if style < len(self.styles) and is_percent(self.formats.get(self.styles[style], "")):
            sheet.percents.add(address)


def rk_value(packed: int) -> float:
    """Return the number that an RK record packs into four bytes: [MS-XLS] 2.5.217."""
    if packed & 2:
        whole = packed >> 2
        value = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        (value,) = struct.unpack("<d", struct.pack("<LL", 0, packed & 0xFFFFFFFC))
    return value / 100 if packed & 1 else value

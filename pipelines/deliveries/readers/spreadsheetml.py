"""The parts of an .xlsx: refuses what is active or ambiguous, and walks every cell once.

Everything is read as a stream by expat with DTDs refused. What a value means, and the values that are handed
on, do not belong here: those come from `workbook`, and have to agree with the findings of this module.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from pipelines.deliveries.readers import limits
from pipelines.deliveries.readers.findings import SheetFindings, too_far
from pipelines.deliveries.readers.package import Package
from pipelines.deliveries.readers.printed_numbers import is_ordinary
from pipelines.deliveries.readers.rich_text import RichText
from pipelines.reading.cells import is_blank
from schemas.problems import Place, Refusal

Attributes = dict[str, str]
ADDRESS = re.compile(r"([A-Z]{1,7})([1-9][0-9]{0,8})")
FAMILY = {
    "xl/workbook.bin": ".xlsb",
    "mimetype": ".ods",
    "word/document.xml": ".docx",
    "ppt/presentation.xml": ".pptx",
}
ACTIVE = (
    "xl/embeddings/",
    "xl/activex/",
    "xl/connections.xml",
    "xl/querytables/",
    "xl/model/",
    "xl/webextensions/",
)
MACRO = ("xl/macrosheets/", "vbaproject.bin", "xl/dialogsheets/")
TRUE = {"1", "true"}


@dataclass(slots=True)
class Book:
    """What `xl/workbook.xml` and its neighbours say about all sheets."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)
    blank_texts: list[bool] = field(default_factory=list)
    marked_texts: dict[int, str] = field(default_factory=dict)
    formats: dict[int, str] = field(default_factory=dict)
    """Number formats by cell style, without those that print every number as it is."""
    struck_styles: set[int] = field(default_factory=set)
    """Cell styles whose font is struck out."""
    is_uncalculated: bool = False


def inspect_workbook(package: Package) -> list[SheetFindings]:
    """Refuse or return what is in each sheet, in workbook order."""
    _check_part_names(package)
    book = Book()
    known: dict[str, Scan] = {
        "[content_types].xml": ContentTypes(package.file),
        "xl/workbook.xml": Workbook(package.file, book),
        "xl/_rels/workbook.xml.rels": Targets(book),
        "xl/sharedstrings.xml": SharedTexts(book),
        "xl/styles.xml": Styles(book),
    }
    for name, scan in known.items():
        _scan(package, name, scan)
    findings = []
    done = set(known)
    for name, relation in book.sheets:
        part = book.targets.get(relation, "")
        if part not in package.parts or part in done:
            raise Refusal("E-XML-BROKEN", Place(package.file, name), found=part or relation)
        sheet = SheetFindings(package.file, name)
        _scan(package, part, Worksheet(book, sheet))
        findings.append(sheet)
        done.add(part)
    for part in package.parts.keys() - done:
        _scan(package, part, Scan())
    return findings


def _check_part_names(package: Package) -> None:
    for name in package.parts:
        if any(mark in name for mark in MACRO):
            raise Refusal("E-MACRO", Place(package.file))
        if name.startswith("xl/externallinks/") and not name.startswith("xl/externallinks/_rels/"):
            raise Refusal("E-EXTLINK", Place(package.file), found=_link_target(package, name))
        if name.startswith(ACTIVE):
            raise Refusal("E-ACTIVE", Place(package.file), found=name)
    if "xl/workbook.xml" not in package.parts:
        found = next((kind for name, kind in FAMILY.items() if name in package.parts), "ZIP")
        code = "E-TYPE-UNSUPPORTED" if found in (".xlsb", ".ods") else "E-TYPE-MISMATCH"
        raise Refusal(code, Place(package.file), found=found, expected=".xlsx")


def _link_target(package: Package, name: str) -> str:
    """Return the file that an external link names, for the message."""
    targets = Targets(Book())
    _scan(package, posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels"), targets)
    return next(iter(targets.as_written), name)


# ------------------------------------------------------------------------------------------------- XML


class Scan:
    """Listens to one part; this base class listens to nothing, which expat does fastest."""

    start: Callable[[str, Attributes], None] | None = None
    end: Callable[[str], None] | None = None
    text: Callable[[str], None] | None = None


def _scan(package: Package, name: str, scan: Scan) -> None:
    """Inflate a part if it exists, and let a scan listen if it is XML."""
    if name not in package.parts:
        return
    chunks = package.chunks(name)
    if name.endswith((".xml", ".rels")):
        _parse(_check_start(chunks, package.file, name), scan, package.file, name)
    else:
        for _ in chunks:
            pass


def _check_start(chunks: Iterable[bytes], file: str, name: str) -> Iterator[bytes]:
    """Refuse UTF-16, in which a DTD would hide from byte searches, and Power Query (which is in UTF-16)."""
    is_first = True
    for chunk in chunks:
        if name.startswith("customxml/") and b"DataMashup" in chunk.replace(b"\0", b""):
            raise Refusal("E-ACTIVE", Place(file), found="Power Query")
        if is_first and (chunk[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in chunk[:4]):
            raise Refusal("E-XML-ENC", Place(file), found=name)
        is_first = False
        yield chunk


def _parse(chunks: Iterable[bytes], scan: Scan, file: str, name: str) -> None:
    parser = _new_parser(file, name)
    if scan.start:
        parser.StartElementHandler = scan.start
    if scan.end:
        parser.EndElementHandler = scan.end
    if scan.text:
        parser.CharacterDataHandler = scan.text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        code = "E-XML-ENC" if "encoding" in expat.ErrorString(error.code) else "E-XML-BROKEN"
        raise Refusal(code, Place(file), found=name) from error


def _new_parser(file: str, name: str) -> expat.XMLParserType:
    def refuse_dtd(*_: object) -> None:
        raise Refusal("E-XML-DTD", Place(file), found=name)

    def check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii", "ascii"):
            raise Refusal("E-XML-ENC", Place(file), found=name)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_dtd
    parser.EntityDeclHandler = refuse_dtd
    parser.XmlDeclHandler = check_encoding
    return parser


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def is_nothing(size: str) -> bool:
    """Tell whether a height or a width is none, which hides as well as saying so."""
    return re.fullmatch(r"0+(\.0*)?", size) is not None


def _attribute(attributes: Attributes, name: str) -> str:
    """Return an attribute by its local name: `r:id` may have any prefix."""
    return next((value for key, value in attributes.items() if _local(key) == name), "")


# ------------------------------------------------------------------------------- parts about all sheets


class ContentTypes(Scan):
    """`[Content_Types].xml`: tells a macro workbook that was renamed."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.start = self.element

    def element(self, _name: str, attributes: Attributes) -> None:
        """Refuse content types that have macros."""
        if "macroenabled" in attributes.get("ContentType", "").lower():
            raise Refusal("E-MACRO", Place(self.file))


class Workbook(Scan):
    """`xl/workbook.xml`: names of the sheets, the date system."""

    def __init__(self, file: str, book: Book) -> None:
        self.file = file
        self.book = book
        self.start = self.element

    def element(self, name: str, attributes: Attributes) -> None:
        """Note a sheet; refuse the 1904 dates and too many sheets."""
        name = _local(name)
        if name == "calcPr" and attributes.get("fullCalcOnLoad", "0") in TRUE:
            self.book.is_uncalculated = True  # libraries write 0 as every result, and this mark
        if name == "workbookPr" and attributes.get("date1904", "0") in TRUE:
            raise Refusal("E-DATE1904", Place(self.file))
        if name == "sheet":
            self.book.sheets.append((attributes.get("name", ""), _attribute(attributes, "id")))
            if len(self.book.sheets) > limits.SHEETS:
                found = f"{limits.SHEETS}+"
                raise Refusal("E-SHEETS", Place(self.file), found=found, limit=limits.SHEETS)


class Targets(Scan):
    """A `.rels` part: which relation leads to which part."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.as_written: list[str] = []
        self.start = self.element

    def element(self, _name: str, attributes: Attributes) -> None:
        """Note one relation; its target is relative to `xl/`."""
        if "Target" in attributes:
            path = posixpath.normpath(posixpath.join("/xl", attributes["Target"]))
            self.book.targets[attributes.get("Id", "")] = path.lstrip("/").lower()
            self.as_written.append(attributes["Target"])


class SharedTexts(Scan):
    """`xl/sharedStrings.xml`: how many texts there are, which are blank, and which have raised or struck-out runs."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rich = RichText()
        self.inside: list[str] = []
        self.start = self.element
        self.end = self.element_end
        self.text = self.characters

    def element(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        self.inside.append(_local(name))
        if self.inside[-1] == "si":
            self.book.blank_texts.append(True)
            self.rich = RichText()
        self.rich.element(self.inside[-1], attributes.get("val", ""))

    def element_end(self, _name: str) -> None:
        """Leave an element."""
        if self.inside.pop() == "si" and (text := self.rich.marked()):
            self.book.marked_texts[len(self.book.blank_texts) - 1] = text

    def characters(self, text: str) -> None:
        """Note a text that is not blank; `rPh` holds the pronunciation, not the text."""
        if self.inside[-1] == "t" and "rPh" not in self.inside and self.book.blank_texts:
            self.rich.add(text)
            if not is_blank(text):
                self.book.blank_texts[-1] = False


#: Formats that a file names by number alone: percentages, and dates without a day (ECMA-376, part 1, 18.8.30).
BUILT_IN = {"9": "0%", "10": "0.00%", "17": "mmm-yy", "27": 'yyyy"年"m"月"', "57": 'yyyy"年"m"月"'}


class Styles(Scan):
    """`xl/styles.xml`: which cell styles may print another number than is stored, and which are struck out."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.codes = dict(BUILT_IN)
        self.part = ""
        self.fonts = self.count = 0
        self.struck_fonts: set[str] = set()
        self.start = self.element
        self.end = self.element_end

    def element(self, name: str, attributes: Attributes) -> None:
        """Note a number format, a font, or a cell style that uses them; those of named styles are numbered apart."""
        name = _local(name)
        if name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name in ("fonts", "cellXfs"):
            self.part = name
        elif self.part == "fonts" and name == "font":
            self.fonts += 1
        elif self.part == "fonts" and name == "strike" and attributes.get("val", "1") in TRUE:
            self.struck_fonts.add(str(self.fonts - 1))
        elif self.part == "cellXfs" and name == "xf":
            number_format = self.codes.get(attributes.get("numFmtId", ""), "")
            if not is_ordinary(number_format):
                self.book.formats[self.count] = number_format
            if attributes.get("fontId", "") in self.struck_fonts:
                self.book.struck_styles.add(self.count)
            self.count += 1

    def element_end(self, name: str) -> None:
        """Leave a list."""
        if _local(name) == self.part:
            self.part = ""


# --------------------------------------------------------------------------------------------- a sheet


class Worksheet(Scan):
    """One sheet: walks rows and cells in order; an address may be left out, never go back."""

    def __init__(self, book: Book, sheet: SheetFindings) -> None:
        self.book = book
        self.sheet = sheet
        self.place = Place(sheet.file, sheet.name)
        self.inside: list[str] = []
        self.row = self.column = -1
        self.has_data = False
        self.kind = self.value = self.inline = self.number_format = ""
        self.rich = RichText()
        self.is_formula = self.is_struck = False
        self.start = self.element
        self.end = self.element_end
        self.text = self.characters

    def element(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        if ":" in name:
            name = _local(name)
        self.inside.append(name)
        if name == "c" and self.inside[1:3] == ["sheetData", "row"]:
            self.start_cell(attributes)
        elif name in ("r", "vertAlign", "strike") and self.inside[3:5] == ["c", "is"]:
            self.rich.element(name, attributes.get("val", ""))
        elif name == "f" and self.inside[-2] == "c":
            self.is_formula = True
        elif name == "row" and self.inside[1:] == ["sheetData", "row"]:
            self.start_row(attributes)
        elif name == "col" and self.inside[1:] == ["cols", "col"]:
            self.note_columns(attributes)
        elif name == "sheetData" and len(self.inside) == 2:
            self.refuse_second_data()

    def element_end(self, name: str) -> None:
        """Leave an element."""
        self.inside.pop()
        if name.endswith("c") and _local(name) == "c" and self.inside[1:] == ["sheetData", "row"]:
            self.end_cell()

    def characters(self, text: str) -> None:
        """Gather the value of the cell."""
        inside = self.inside
        if len(inside) > 4 and inside[3] == "c":
            if inside[-1] == "v":
                self.value += text
            elif inside[-1] == "t" and "rPh" not in inside:
                self.inline += text
                self.rich.add(text)

    def refuse_second_data(self) -> None:
        """Refuse a sheet with two bodies: readers differ in which they take."""
        if self.has_data:
            raise Refusal("E-XML-BROKEN", self.place, found="sheetData")
        self.has_data = True

    def start_row(self, attributes: Attributes) -> None:
        """Move to a row."""
        written = attributes.get("r", "")
        row = int(written) - 1 if written.isdecimal() and len(written) < 10 else self.row + 1
        if row <= self.row or (written and not written.isdecimal()):
            raise Refusal("E-REF", self.place, found=written)
        self.row, self.column = row, -1
        if attributes.get("hidden", "0") in TRUE or is_nothing(attributes.get("ht", "")):
            self.sheet.hidden_rows.add(row)

    def start_cell(self, attributes: Attributes) -> None:
        """Move to a cell."""
        row, column = self.row, self.column + 1
        if "r" in attributes:
            row, column = self.parse_address(attributes["r"])
        if row != self.row or column <= self.column:
            raise Refusal("E-REF", self.place, found=attributes.get("r", ""))
        if row >= limits.GRID_ROWS or column >= limits.GRID_COLUMNS:
            raise too_far(self.sheet.place((row, column)))
        self.column = column
        self.kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        number = int(style) if style.isdecimal() and len(style) < 10 else -1
        self.number_format = self.book.formats.get(number, "")
        self.is_struck = number in self.book.struck_styles
        self.value = self.inline = ""
        if self.kind == "inlineStr":
            self.rich = RichText()
        self.is_formula = False

    def parse_address(self, written: str) -> tuple[int, int]:
        """Return row and column of an A1 address."""
        match = ADDRESS.fullmatch(written)
        if not match:
            raise Refusal("E-REF", self.place, found=written)
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        row = int(match[2]) - 1
        if row >= limits.GRID_ROWS or column > limits.GRID_COLUMNS:
            raise too_far(Place(self.sheet.file, self.sheet.name, written))
        return row, column - 1

    def note_columns(self, attributes: Attributes) -> None:
        """Note hidden columns as far as they are read."""
        first, last = attributes.get("min", "1"), attributes.get("max", "1")
        is_hidden = attributes.get("hidden", "0") in TRUE or is_nothing(attributes.get("width", ""))
        if is_hidden and first.isdecimal() and last.isdecimal():
            last_column = min(int(last), limits.COLUMNS)
            self.sheet.hidden_columns.update(range(int(first) - 1, last_column))

    def end_cell(self) -> None:
        """Note what the cell holds; one that only has a style holds nothing."""
        address = (self.row, self.column)
        if self.is_formula and (self.book.is_uncalculated or not (self.value or self.kind == "str")):
            raise Refusal("E-FORMULA-UNCACHED", self.sheet.place(address))
        if self.kind == "e":
            self.sheet.errors[address] = self.value or "#ERROR"
        elif self.kind == "n" and self.value:
            self.note_number(address)
        elif self.kind != "n" and self.is_text(address):
            self.note_text(address)
        else:
            if self.value or self.inline:  # a text of blanks, for which the reader makes room like for any other
                self.sheet.reach(address)
            return
        if self.is_struck:
            self.sheet.struck.add(address)
        self.sheet.reach(address)

    def note_number(self, address: tuple[int, int]) -> None:
        """Note a number and its format, if that may print another one."""
        try:
            self.sheet.numbers[address] = float(self.value)
        except ValueError as error:
            raise Refusal("E-XML-BROKEN", self.sheet.place(address), found=self.value) from error
        if self.number_format:
            self.sheet.formats[address] = self.number_format

    def note_text(self, address: tuple[int, int]) -> None:
        """Note a text, and how it is written if a part of it is raised or struck out."""
        self.sheet.texts.add(address)
        marked = None
        if self.kind == "s":
            marked = self.book.marked_texts.get(int(self.value))
        elif self.kind == "inlineStr":
            marked = self.rich.marked()
        if marked:
            self.sheet.marked[address] = marked

    def is_text(self, address: tuple[int, int]) -> bool:
        """Tell whether a cell of a type that is not a number holds anything."""
        if self.kind == "s":
            return bool(self.value) and not self.is_blank_shared(address)
        if self.kind == "inlineStr":
            return not is_blank(self.inline)
        if self.kind in ("str", "b", "d"):
            return not is_blank(self.value)
        raise Refusal("E-XML-BROKEN", self.sheet.place(address), found=self.kind)

    def is_blank_shared(self, address: tuple[int, int]) -> bool:
        """Look a shared text up."""
        index = int(self.value) if self.value.isdecimal() and len(self.value) < 10 else -1
        if not 0 <= index < len(self.book.blank_texts):
            raise Refusal("E-SST", self.sheet.place(address), found=self.value)
        return self.book.blank_texts[index]

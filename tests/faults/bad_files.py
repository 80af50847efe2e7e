"""The corpus of files that must be refused before anybody asks what their tables mean.

Here: for each file its name, how it is made, the code and the place of its refusal. Not here: files whose
container is right and whose content is wrong (year, region, header, unit).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import NamedTuple

from schemas.problems import Place
from tests.faults import ole, xlsx

CSV = "年份,全社会用电量,工业\n2023年,100,60\n2024年,110,65\n"
BILLION_LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
EXTERNAL_LINK = xlsx.relations([("rId1", "externalLinkPath", "file:///D:/2023.xlsx")])
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
SST = f'<sst xmlns="{xlsx.MAIN}"><si><t>年份</t></si></sst>'


class BadFile(NamedTuple):
    """One file of the corpus; `place` names the file by itself."""

    rule: str
    name: str
    make: Callable[[], bytes]
    code: str
    place: Place = Place()


def _row(cells: str) -> str:
    return f'<row r="1">{cells}</row>'


def _merged(*ranges: str) -> bytes:
    areas = "".join(f'<mergeCell ref="{text}"/>' for text in ranges)
    return xlsx.xlsx(sheet=xlsx.worksheet(xlsx.GOOD_CELLS, after=f"<mergeCells>{areas}</mergeCells>"))


def _sheet(cells: str) -> Callable[[], bytes]:
    return lambda: xlsx.xlsx(_row(cells))


def with_dtd(dtd: str) -> bytes:
    """A workbook whose sheet begins with a DTD."""
    sheet = xlsx.worksheet(xlsx.GOOD_CELLS)
    return xlsx.xlsx(sheet=sheet.replace("<worksheet", f"{dtd}<worksheet", 1))


def _bomb(size: int) -> bytes:
    return xlsx.xlsx(sheet=xlsx.worksheet(xlsx.GOOD_CELLS).encode() + b" " * size)


def _lying_bomb() -> bytes:
    bomb = _bomb(64 * 1024 * 1024)
    offset, form = xlsx.SIZE
    return xlsx.with_directory_field(bomb, "xl/worksheets/sheet1.xml", offset, form, 1000)


def _wrong_checksum() -> bytes:
    offset, form = xlsx.CRC
    return xlsx.with_directory_field(xlsx.xlsx(), "xl/worksheets/sheet1.xml", offset, form, 1)


def _overlapping() -> bytes:
    offset, form = xlsx.LOCAL_OFFSET
    return xlsx.with_directory_field(xlsx.xlsx(), "xl/worksheets/sheet1.xml", offset, form, 0)


def _book(properties: str) -> bytes:
    return xlsx.xlsx(book=xlsx.workbook(properties=properties))


def _encrypted() -> bytes:
    return ole.ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(64)})


def _macros() -> bytes:
    module = ole.vba_module(b'Attribute VB_Name = "Sheet1"\r\nSub Auto_Open()\r\nEnd Sub\r\n')
    project = {"_VBA_PROJECT_CUR": {"VBA": {"Sheet1": module, "dir": b"x", "_VBA_PROJECT": b"x"}}}
    return ole.xls(ole.number(0, 0, 1), beside=project)


def external_book() -> bytes:
    target = "\1\1D\\2023.xls"
    return ole.record(0x1AE, b"\1\0" + ole.unicode_text(target) + ole.unicode_text("表"))


CONTAINERS = [
    BadFile("an empty file", "空.xlsx", lambda: b"", "E-FILE-EMPTY"),
    BadFile("html named .xls", "网页.xls", lambda: b"<html><table><tr><td>1", "E-TYPE-MISMATCH"),
    BadFile("xml named .xls", "网页.xls", lambda: b'<?xml version="1.0"?><Workbook/>', "E-TYPE-MISMATCH"),
    BadFile("text named .xlsx", "电力.xlsx", CSV.encode, "E-TYPE-MISMATCH"),
    BadFile(".xls named .xlsx", "能源.xlsx", lambda: ole.xls(ole.number(0, 0, 1)), "E-TYPE-MISMATCH"),
    BadFile(".xlsx named .xls", "能源.xls", xlsx.xlsx, "E-TYPE-MISMATCH"),
    BadFile(".xlsx named .csv", "能源.csv", xlsx.xlsx, "E-TYPE-MISMATCH"),
    BadFile(
        "a document named .xlsx",
        "文.xlsx",
        lambda: xlsx.pack({"word/document.xml": "<w/>"}),
        "E-TYPE-MISMATCH",
    ),
    BadFile("a document named .xls", "文.xls", lambda: ole.ole({"WordDocument": b"x"}), "E-TYPE-MISMATCH"),
    BadFile("a picture named .xlsx", "图.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "E-TYPE-MISMATCH"),
    BadFile(".xlsb inside", "能源.xlsx", lambda: xlsx.pack({"xl/workbook.bin": "x"}), "E-TYPE-UNSUPPORTED"),
    BadFile(".ods inside", "能源.xlsx", lambda: xlsx.pack({"mimetype": "x"}), "E-TYPE-UNSUPPORTED"),
    BadFile(".et", "能源.et", lambda: ole.xls(ole.number(0, 0, 1)), "E-TYPE-UNSUPPORTED"),
    BadFile("no extension", "能源", xlsx.xlsx, "E-TYPE-UNSUPPORTED"),
    BadFile("Excel 95", "旧.xls", lambda: ole.ole({"Book": b"x"}), "E-TYPE-UNSUPPORTED"),
    BadFile("BIFF5 in a new stream", "旧.xls", lambda: ole.xls(b"", version=0x500), "E-TYPE-UNSUPPORTED"),
    BadFile("an encrypted .xlsx", "密.xlsx", _encrypted, "E-ENCRYPTED"),
    BadFile("an encrypted .xlsx named .xls", "年鉴.xls", _encrypted, "E-ENCRYPTED"),
    BadFile(
        "an .xls with a password",
        "密.xls",
        lambda: ole.xls(ole.number(0, 0, 1), globals_=ole.record(0x2F, bytes(6))),
        "E-ENCRYPTED",
    ),
    BadFile("a truncated zip", "断.xlsx", lambda: xlsx.xlsx()[:-40], "E-ZIP-BROKEN"),
    BadFile("bytes behind the zip", "尾.xlsx", lambda: xlsx.xlsx() + b"x", "E-ZIP-BROKEN"),
    BadFile("a truncated .xls", "断.xls", lambda: ole.xls(ole.number(0, 0, 1))[:1600], "E-OLE-BROKEN"),
    BadFile("a record beyond the end", "断.xls", lambda: ole.xls(b"\x03\x02\xff\xff"), "E-OLE-BROKEN"),
    BadFile("a wrong checksum", "坏.xlsx", _wrong_checksum, "E-ZIP-CRC"),
    BadFile("a part that inflates 1000 times", "弹.xlsx", lambda: _bomb(64 * 1024 * 1024), "E-ZIP-RATIO"),
    BadFile("a part larger than declared", "谎.xlsx", _lying_bomb, "E-ZIP-LIES"),
    BadFile(
        "3000 parts",
        "多.xlsx",
        lambda: xlsx.pack(xlsx.parts() | {f"xl/media/{n}.png": b"" for n in range(3000)}),
        "E-ZIP-PARTS",
    ),
    BadFile("parts that overlap", "叠.xlsx", _overlapping, "E-ZIP-OVERLAP"),
    BadFile("a part outside", "外.xlsx", lambda: xlsx.with_part("../../evil"), "E-ZIP-MEMBER"),
    BadFile("a part with an absolute name", "外.xlsx", lambda: xlsx.with_part("/etc/passwd"), "E-ZIP-MEMBER"),
    BadFile("a part with a backslash", "外.xlsx", lambda: xlsx.with_part("xl\\evil"), "E-ZIP-MEMBER"),
    BadFile("a part that is there twice", "双.xlsx", xlsx.with_second_part_of_one_name, "E-ZIP-DUP"),
]

PARTS = [
    BadFile("billion laughs", "实体.xlsx", lambda: with_dtd(BILLION_LAUGHS), "E-XML-DTD"),
    BadFile(
        "an entity from a file",
        "实体.xlsx",
        lambda: with_dtd('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "E-XML-DTD",
    ),
    BadFile(
        "an entity from the net",
        "实体.xlsx",
        lambda: with_dtd('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'),
        "E-XML-DTD",
    ),
    BadFile(
        "a part in UTF-16",
        "宽.xlsx",
        lambda: xlsx.xlsx(sheet=with_dtd(BILLION_LAUGHS).hex().encode("utf-16")),
        "E-XML-ENC",
    ),
    BadFile(
        "a part in Latin-1",
        "西.xlsx",
        lambda: xlsx.xlsx(sheet=xlsx.worksheet("").replace("UTF-8", "ISO-8859-1")),
        "E-XML-ENC",
    ),
    BadFile("a part cut short", "断.xlsx", lambda: xlsx.xlsx(sheet=xlsx.worksheet("")[:-9]), "E-XML-BROKEN"),
    BadFile(
        "a sheet without a part",
        "缺.xlsx",
        lambda: xlsx.xlsx(rels=xlsx.relations([])),
        "E-XML-BROKEN",
        Place("", "表"),
    ),
    BadFile("a macro project", "宏.xlsx", lambda: xlsx.with_part("xl/vbaProject.bin"), "E-MACRO"),
    BadFile("a macro workbook", "宏.xlsm", lambda: xlsx.with_part("xl/vbaProject.bin"), "E-MACRO"),
    BadFile(
        "a macro workbook renamed",
        "宏.xlsx",
        lambda: xlsx.xlsx(types=xlsx.content_types(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
        "E-MACRO",
    ),
    BadFile("an Excel 4 macro sheet", "宏.xlsx", lambda: xlsx.with_part("xl/macrosheets/sheet1.xml"), "E-MACRO"),
    BadFile("an .xls with macros", "宏.xls", _macros, "E-MACRO"),
    BadFile("an .xls with a macro sheet", "宏.xls", lambda: ole.xls(b"", kind=1), "E-MACRO", Place("", "表")),
    BadFile(
        "a link to another workbook",
        "链.xlsx",
        lambda: xlsx.pack(
            xlsx.parts()
            | {
                "xl/externalLinks/externalLink1.xml": "<externalLink/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": EXTERNAL_LINK,
            }
        ),
        "E-EXTLINK",
    ),
    BadFile(
        "an .xls with a link",
        "链.xls",
        lambda: ole.xls(ole.formula(0, 0, struct.pack("<d", 1)), globals_=external_book()),
        "E-EXTLINK",
    ),
    BadFile("an embedded object", "嵌.xlsx", lambda: xlsx.with_part("xl/embeddings/oleObject1.bin"), "E-ACTIVE"),
    BadFile("a data connection", "连.xlsx", lambda: xlsx.with_part("xl/connections.xml", "<a/>"), "E-ACTIVE"),
    BadFile(
        "a Power Query",
        "查.xlsx",
        lambda: xlsx.with_part("customXml/item1.xml", "<DataMashup>AAA=</DataMashup>".encode("utf-16")),
        "E-ACTIVE",
    ),
    BadFile(
        "an .xls with an object",
        "嵌.xls",
        lambda: ole.xls(ole.number(0, 0, 1), beside={"MBD0001": {"\1Ole10Native": b"x"}}),
        "E-ACTIVE",
    ),
    BadFile("500 sheets", "多.xlsx", lambda: xlsx.pack(xlsx.parts("", [f"表{n}" for n in range(500)])), "E-SHEETS"),
    BadFile("dates from 1904", "日.xlsx", lambda: _book('<workbookPr date1904="1"/>'), "E-DATE1904"),
    BadFile(
        "an .xls with dates from 1904",
        "日.xls",
        lambda: ole.xls(b"", globals_=ole.record(0x22, b"\1\0")),
        "E-DATE1904",
    ),
]

CELLS = [
    BadFile("two cells far apart", "远.xlsx", lambda: xlsx.xlsx(FAR), "E-DIM", Place("", "表", "XFD1048576")),
    BadFile(
        "a blank far apart",
        "远.xlsx",
        lambda: xlsx.xlsx('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row>'),
        "E-DIM",
        Place("", "表", "XFD1048576"),
    ),
    BadFile(
        "a row too far down",
        "远.xlsx",
        lambda: xlsx.xlsx('<row r="20001"><c r="A20001"><v>1</v></c></row>'),
        "E-DIM",
        Place("", "表", "A20001"),
    ),
    BadFile(
        "a column too far right",
        "远.xlsx",
        _sheet('<c r="SS1"><v>1</v></c>'),
        "E-DIM",
        Place("", "表", "SS1"),
    ),
    BadFile("a column beyond the grid", "远.xlsx", _sheet('<c r="XFE1"/>'), "E-DIM", Place("", "表", "XFE1")),
    BadFile(
        "two corners whose box is too large",
        "远.xlsx",
        lambda: xlsx.xlsx('<row r="1"><c r="SR1"><v>1</v></c></row><row r="19999"><c r="A19999"><v>1</v></c></row>'),
        "E-DIM",
        Place("", "表", "A19999"),
    ),
    BadFile(
        "an .xls row too far down",
        "远.xls",
        lambda: ole.xls(ole.number(20000, 0, 1)),
        "E-DIM",
        Place("", "表", "A20001"),
    ),
    BadFile(
        "an .xls cell in the last corner",
        "远.xls",
        lambda: ole.xls(ole.number(65535, 255, 1)),
        "E-DIM",
        Place("", "表", "IV65536"),
    ),
    BadFile("an address that is none", "址.xlsx", _sheet('<c r="1A"><v>1</v></c>'), "E-REF", Place("", "表")),
    BadFile("an address of another row", "址.xlsx", _sheet('<c r="A2"><v>1</v></c>'), "E-REF", Place("", "表")),
    BadFile(
        "a cell that is there twice",
        "址.xlsx",
        _sheet('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
        "E-REF",
        Place("", "表"),
    ),
    BadFile(
        "a shared text that is not there",
        "文.xlsx",
        lambda: xlsx.xlsx(_row('<c r="B1" t="s"><v>7</v></c>'), texts=SST),
        "E-SST",
        Place("", "表", "B1"),
    ),
    BadFile(
        "an .xls shared text that is not there",
        "文.xls",
        lambda: ole.xls(ole.label(0, 1, 7), texts=["年份"]),
        "E-SST",
        Place("", "表", "B1"),
    ),
    BadFile(
        "an .xls shared text counted from the end",
        "文.xls",
        lambda: ole.xls(ole.label(0, 1, 0xFFFFFFFF), texts=["年份"]),
        "E-SST",
        Place("", "表", "B1"),
    ),
    BadFile(
        "a formula without a result",
        "公式.xlsx",
        _sheet('<c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f></c>'),
        "E-FORMULA-UNCACHED",
        Place("", "表", "B1"),
    ),
    BadFile(
        "a formula with an empty result",
        "公式.xlsx",
        _sheet('<c r="C1"><f>A1*2</f><v></v></c>'),
        "E-FORMULA-UNCACHED",
        Place("", "表", "C1"),
    ),
    BadFile(
        "a formula of a program that does not calculate",
        "公式.xlsx",
        lambda: xlsx.xlsx(
            _row('<c r="A1"><f>1+1</f><v>0</v></c>'), book=xlsx.workbook(after='<calcPr fullCalcOnLoad="1"/>')
        ),
        "E-FORMULA-UNCACHED",
        Place("", "表", "A1"),
    ),
    BadFile(
        "merged areas that share a cell",
        "合并.xlsx",
        lambda: _merged("A1:C9", "F1:F2", "C9:D10"),
        "E-MERGE",
        Place("", "表"),
    ),
    BadFile(
        "merged areas without end",
        "合并.xlsx",
        lambda: _merged(*(f"A{row}:B{row}" for row in range(1, 5002))),
        "E-MERGE",
        Place("", "表"),
    ),
    BadFile(
        "an .xls with merged areas that share a cell",
        "合并.xls",
        lambda: ole.xls(
            ole.number(0, 0, 1) + ole.record(0xE5, struct.pack("<9H", 2, 0, 1, 0, 1, 1, 2, 1, 2)),
        ),
        "E-MERGE",
        Place("", "表"),
    ),
    BadFile(
        "a number that is none",
        "数.xlsx",
        _sheet('<c r="A1"><v>12O3</v></c>'),
        "E-XML-BROKEN",
        Place("", "表", "A1"),
    ),
    BadFile(
        "a value that the fast reader loses",
        "数.xlsx",
        _sheet('<c r="A1"><v>1</v></c><c r="B1"><v><!-- -->1<![CDATA[2]]></v></c>'),
        "E-READER-DISAGREE",
        Place("", "表", "B1"),
    ),
]

TEXTS = [
    BadFile("an empty .csv", "空.csv", lambda: b"", "E-FILE-EMPTY"),
    BadFile("NUL", "空字符.csv", lambda: CSV.encode().replace(b"60", b"6\0"), "E-CSV-NUL", Place("", line=2)),
    BadFile(
        "NUL in UTF-16",
        "空字符.csv",
        lambda: CSV.replace("60", "6\0").encode("utf-16"),
        "E-CSV-NUL",
        Place("", line=2),
    ),
    BadFile("a ragged line", "参差.csv", (CSV + "2025年,1\n").encode, "E-CSV-RAGGED", Place("", line=4)),
    BadFile(
        "mixed encodings, UTF-8 first",
        "混.csv",
        lambda: CSV.encode() + "合计,1,2\n".encode("gb18030"),
        "E-ENC",
    ),
    BadFile(
        "mixed encodings, GB18030 first",
        "混.csv",
        lambda: CSV.encode("gb18030") + "合计,1,2\n".encode(),
        "E-ENC",
    ),
    BadFile("a broken byte", "坏.csv", lambda: CSV.encode("gb18030") + b"\xff\xff,1,2\n", "E-ENC"),
    BadFile("half a character of UTF-16", "坏.csv", lambda: CSV.encode("utf-16")[:-1], "E-ENC"),
    BadFile("semicolons", "分号.csv", CSV.replace(",", ";").encode, "E-CSV-DIALECT", Place("", line=1)),
    BadFile("tabs", "制表.csv", CSV.replace(",", "\t").encode, "E-CSV-DIALECT", Place("", line=1)),
    BadFile("full-width commas", "全角.csv", CSV.replace(",", "，").encode, "E-CSV-DIALECT", Place("", line=1)),
    BadFile("an open quote", "引号.csv", (CSV + '"2025年,1,2\n').encode, "E-CSV-FIELD", Place("", line=4)),
    BadFile(
        "a field without end",
        "长.csv",
        lambda: b'a,"' + b"x" * 1_000_000 + b'"',
        "E-CSV-FIELD",
        Place("", line=1),
    ),
    BadFile("a workbook named .txt", "公报.txt", xlsx.xlsx, "E-TYPE-MISMATCH"),
    BadFile("an .xls named .txt", "公报.txt", lambda: ole.xls(ole.number(0, 0, 1)), "E-TYPE-MISMATCH"),
    BadFile("a PDF named .txt", "公报.txt", lambda: b"%PDF-1.7\n", "E-TYPE-MISMATCH"),
    BadFile("a page named .txt", "公报.txt", lambda: b"<html><p>1", "E-TYPE-MISMATCH"),
    BadFile("an empty .txt", "公报.txt", lambda: b"", "E-FILE-EMPTY"),
    BadFile("NUL in a text", "公报.txt", "公报\n1\0".encode, "E-CSV-NUL", Place("", line=2)),
    BadFile(
        "NUL in a text in UTF-16", "公报.txt", lambda: "公报\n1\0".encode("utf-16"), "E-TEXT-CONTROL", Place("", line=2)
    ),
    BadFile("an escape in a text", "公报.txt", "公报\n\x1b[2J".encode, "E-TEXT-CONTROL", Place("", line=2)),
    BadFile("figures shown backwards", "公报.txt", "公报\n\u202e12".encode, "E-TEXT-CONTROL", Place("", line=2)),
    BadFile("bytes that are no text", "公报.txt", lambda: bytes(range(255, 0, -1)), "E-ENC"),
    BadFile("a text in two encodings", "公报.txt", lambda: "公报\n".encode() + "公报\n".encode("gb18030"), "E-ENC"),
    BadFile("a line of a megabyte", "公报.txt", lambda: b"\n" + b"9" * 2**20, "E-TEXT-LINE", Place("", line=2)),
    BadFile("a line of commas", "公报.txt", lambda: b"a," * 4_000, "E-DIM", Place("", cell="EWW1")),
    BadFile("too many lines of text", "公报.txt", lambda: b"a\n" * 20_001, "E-DIM", Place("", cell="A20001")),
    BadFile("too many bytes of text", "公报.txt", lambda: b"1,2\n" * 6_000_000, "E-SIZE"),
    BadFile("too many lines", "长.csv", lambda: b"1,2\n" * 20_001, "E-DIM", Place("", cell="B20001")),
    BadFile("too many bytes", "大.csv", lambda: b"1,2\n" * 6_000_000, "E-SIZE"),
]

BAD_FILES = [*CONTAINERS, *PARTS, *CELLS, *TEXTS]

import csv
import datetime
import io
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pipelines.deliveries.readers import Cell, Sheet, a1
from pipelines.deliveries.readers.serve import read_content
from schemas.problems import Refusal
from tests.faults import xlsx

STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
DATA = Path(__file__).parents[4] / "data"
STYLES = (
    f'<styleSheet xmlns="{xlsx.MAIN}"><numFmts><numFmt numFmtId="170" formatCode="0.0&quot;%&quot;"/>'
    '<numFmt numFmtId="171" formatCode="0.00\\ %"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="171"/>'
    '<xf numFmtId="14"/></cellXfs></styleSheet>'
)


def first_sheet(content: bytes, name: str = "表.xlsx") -> Sheet:
    return read_content(content, name)[0]


def row(cells: Iterable[str]) -> str:
    return f'<row r="1">{"".join(cells)}</row>'


def test_another_reader_finds_the_same_cells() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("4-5 播种面积")
    values = [
        ["年份", "粮食作物\n(公顷)", " 稻谷 "],
        [2024, 71234.5, "…"],
        [2023, 1e-7, "12 345"],
        [2022, 0, "—"],
    ]
    for number, cells in enumerate(values, start=2):
        sheet.write_row(number, 1, cells)
    sheet.merge_range(0, 0, 0, 4, "4-5 渠县主要农作物播种面积")
    book.close()

    ours = first_sheet(target.getvalue())
    theirs = openpyxl.load_workbook(target)["4-5 播种面积"]
    expected = {cell.coordinate: cell.value for line in theirs.iter_rows() for cell in line if cell.value is not None}
    got = {
        a1(*address): float(cell.text) if cell.kind == "number" else cell.text for address, cell in ours.cells.items()
    }
    assert got == expected
    assert ours.name == "4-5 播种面积"
    assert ours.merged == [(0, 0, 0, 3)]


def test_merged_areas_may_touch_and_may_be_many() -> None:
    ranges = ["A1:B1", "A2:A3", "B2:C3", *(f"A{n}:B{n}" for n in range(4, 5001))]
    areas = "".join(f'<mergeCell ref="{text}"/>' for text in ranges)
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="5000"><c r="C5000"><v>1</v></c></row>'
    sheet = first_sheet(xlsx.xlsx(sheet=xlsx.worksheet(rows, after=f"<mergeCells>{areas}</mergeCells>")))
    assert len(sheet.merged) == 5000
    assert sheet.merged[:3] == [(0, 0, 0, 1), (1, 0, 2, 0), (1, 1, 2, 2)]


def test_an_error_is_never_read_as_blank() -> None:
    sheet = first_sheet(
        xlsx.xlsx(row(['<c r="A1" t="e"><v>#REF!</v></c>', '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>']))
    )
    assert sheet.cells == {(0, 0): Cell("#REF!", "error"), (0, 2): Cell("#DIV/0!", "error")}


def test_an_infinite_number_is_an_error() -> None:
    assert first_sheet(xlsx.xlsx(row(['<c r="A1"><v>inf</v></c>']))).cells[0, 0] == Cell("inf", "error")


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        first_sheet(xlsx.xlsx(row(['<c r="B1"><v>NaN</v></c>'])))
    assert (caught.value.code, caught.value.place.cell) == ("E-READER-DISAGREE", "B1")


def test_a_percentage_is_read_as_it_is_printed() -> None:
    cells = [f'<c r="{a1(0, style)}" s="{style}"><v>0.125</v></c>' for style in range(4)]
    sheet = first_sheet(xlsx.xlsx(row(cells), styles=STYLES))
    assert [sheet.cell(0, style) for style in range(4)] == [
        Cell("0.125", "number"),
        Cell("12.5%", "text"),
        Cell("0.125", "number"),
        Cell("12.5%", "text"),
    ]


def test_a_date_is_told_from_a_number() -> None:
    sheet = first_sheet(xlsx.xlsx(row(['<c r="A1" s="4"><v>45293</v></c>']), styles=STYLES))
    assert sheet.cells[0, 0] == Cell(datetime.date(2024, 1, 2).isoformat(), "date")


def test_hidden_sheets_rows_and_columns_are_told() -> None:
    hidden = xlsx.worksheet(
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2" hidden="1"/>',
        before='<cols><col min="2" max="16384" hidden="1"/></cols>',
    )
    book = xlsx.workbook().replace('name="表"', 'name="表" state="veryHidden"')
    sheet = first_sheet(xlsx.xlsx(sheet=hidden, book=book))
    assert sheet.is_hidden
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({0}, {1})


def test_cells_without_address_are_not_shifted() -> None:
    sheet = first_sheet(xlsx.xlsx('<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>'))
    assert {a1(*address): cell.text for address, cell in sheet.cells.items()} == {
        "B2": "1",
        "C2": "2",
        "A3": "3",
    }


@pytest.mark.parametrize(
    "content",
    [
        xlsx.xlsx(sheet=xlsx.worksheet(xlsx.GOOD_CELLS, before='<dimension ref="A1:XFD1048576"/>')),
        xlsx.xlsx(sheet=xlsx.worksheet(xlsx.GOOD_CELLS + '<row r="1048576"><c r="XFD1048576" s="1"/></row>')),
        xlsx.xlsx(sheet=xlsx.worksheet(xlsx.GOOD_CELLS, after='<sheetProtection sheet="1"/>')),
        xlsx.with_part("xl/media/image1.png"),
        xlsx.with_part("customXml/item1.xml", "<a/>"),
        xlsx.pack(xlsx.parts(), is_stored=True),
        xlsx.pack({name: part.replace(xlsx.MAIN.encode(), STRICT) for name, part in xlsx.parts().items()}),
    ],
    ids=["huge dimension", "far style", "protected", "picture", "custom part", "stored", "strict namespace"],
)
def test_an_odd_but_harmless_workbook_is_read(content: bytes) -> None:
    assert first_sheet(content).cells == {(0, 0): Cell("年份", "text"), (0, 1): Cell("9310.52", "number")}


def test_a_delivered_workbook_is_read_as_its_manifest_says() -> None:
    folder = DATA / "sichuan_2007"
    name = "6-23 四川能源平衡表(实物量)-2007.xlsx"
    sheet = first_sheet((folder / name).read_bytes(), name)
    read = {a1(*address): cell.text for address, cell in sheet.cells.items()}
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["file"] == name and row["printed_text"]]
    assert rows
    assert {row["cell"]: read.get(row["cell"]) for row in rows} == {row["cell"]: row["printed_text"] for row in rows}

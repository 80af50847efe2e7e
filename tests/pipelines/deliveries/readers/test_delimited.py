import pytest

from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.readers.delimited import read_delimited
from pipelines.deliveries.readers.serve import read_content
from schemas.problems import Refusal

TEXT = "年份,全社会用电量\n2024年,110\n"


def read(content: bytes) -> Sheet:
    (sheet,) = read_content(content, "电力.csv")
    return sheet


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("gb18030"), "GB18030"),
        (TEXT.replace("年份", "㐀𠀀").encode("gb18030"), "GB18030"),
    ],
    ids=["UTF-8", "UTF-8 with mark", "UTF-16", "UTF-16 big-endian", "GB18030", "GB18030 with four bytes"],
)
def test_an_encoding_is_recognised_and_recorded(content: bytes, encoding: str) -> None:
    sheet = read(content)
    assert (sheet.name, sheet.encoding, sheet.n_rows, sheet.n_columns) == ("", encoding, 2, 2)
    assert sheet.cell(0, 1).text == "全社会用电量"
    assert {cell.kind for cell in sheet.cells.values()} == {"text"}


@pytest.mark.parametrize("label", ["联通", "渠县", "浚", "国网渠县供电公司"])
def test_short_labels_in_gb18030_are_not_taken_for_utf8(label: str) -> None:
    assert read(f"{label},1\n合计,2\n".encode("gb18030")).cell(0, 0).text == label


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_ends_a_line(end: str) -> None:
    sheet = read(f"a,b{end}1,2{end}".encode())
    assert [sheet.cell(row, 1).text for row in range(2)] == ["b", "2"]


def test_addresses_count_records_and_blank_lines_hold_no_cells() -> None:
    sheet = read('\n"a\nb",c\n\n,\u3000\n1,2\n\n'.encode())
    assert {address: cell.text for address, cell in sheet.cells.items()} == {
        (1, 0): "a\nb",
        (1, 1): "c",
        (4, 0): "1",
        (4, 1): "2",
    }


@pytest.mark.parametrize(
    "text", ["=cmd|'/c calc'!A1", "@SUM(A1)", "0511725", "NA", "  （二） 制造业", '"); DROP TABLE']
)
def test_a_text_stays_as_it_is(text: str) -> None:
    quoted = text.replace('"', '""')
    assert read(f'"{quoted}",1\n'.encode()).cell(0, 0).text == text


def test_a_quoted_separator_is_part_of_the_text() -> None:
    assert read(b'"1,234.5",2\n').cell(0, 0).text == "1,234.5"


def test_one_column_is_a_table_too() -> None:
    assert read("年份\n2024\n".encode()).n_columns == 1


def test_a_line_is_counted_as_people_see_it() -> None:
    with pytest.raises(Refusal) as caught:
        read_delimited(b'"a\nb",c\n1,2,3\n', "a.csv")
    assert (caught.value.code, caught.value.place.line) == ("E-CSV-RAGGED", 3)
    assert caught.value.details == {"found": 3, "expected": 2}

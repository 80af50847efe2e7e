import pytest

from pipelines.deliveries.readers import Sheet, limits
from pipelines.deliveries.readers.running_text import read_running_text
from pipelines.deliveries.readers.serve import read_content
from schemas.problems import Refusal

TEXT = "渠县公报\n\n全年用煤1,234.5万吨,增长2%；其中，工业 80 万吨。用电3亿千瓦时\n"


def read(content: bytes) -> Sheet:
    (sheet,) = read_content(content, "公报.TXT")
    return sheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_lines_are_rows_and_clauses_are_cells(encoding: str) -> None:
    sheet = read(TEXT.encode(encoding))
    assert {address: cell.text for address, cell in sheet.cells.items()} == {
        (0, 0): "渠县公报",
        (2, 0): "全年用煤1,234.5万吨,",
        (2, 1): "增长2%；",
        (2, 2): "其中，",
        (2, 3): "工业 80 万吨。",
        (2, 4): "用电3亿千瓦时",
    }
    assert (sheet.name, {cell.kind for cell in sheet.cells.values()}) == ("", {"text"})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_has_the_number_that_an_editor_shows(end: str) -> None:
    """A page break, or what Python takes for the end of a line besides, ends none."""
    assert [row for row, _ in read(f"一{end}{end}二\f\u2028{end}三".encode()).cells] == [0, 2, 3]


def test_a_line_may_be_as_long_as_the_limit() -> None:
    assert read(b"9" * limits.LINE_CHARACTERS).n_rows == 1
    with pytest.raises(Refusal) as problem:
        read_running_text(b"9" * (limits.LINE_CHARACTERS + 1), "公报.txt")
    assert (problem.value.code, problem.value.place.line) == ("E-TEXT-LINE", 1)


@pytest.mark.parametrize("character", "\0\x07\x1b\x85\u202e\u2066")
def test_a_character_that_no_text_has_is_refused_with_its_line(character: str) -> None:
    with pytest.raises(Refusal) as problem:
        read_running_text(f"一\n二{character}".encode(), "公报.txt")
    assert (problem.value.code, problem.value.place.line) == ("E-TEXT-CONTROL", 2)
    assert f"U+{ord(character):04X}" in problem.value.render("zh")


def test_tabs_and_a_mark_in_front_are_text() -> None:
    assert read("\ufeff公报\t一".encode()).cell(0, 0).text == "公报\t一"

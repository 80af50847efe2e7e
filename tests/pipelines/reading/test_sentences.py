import pytest

from pipelines.deliveries.readers import limits
from pipelines.deliveries.readers.running_text import read_running_text
from pipelines.reading.sentences import in_figures
from tests.pipelines.reading.sheets import declare, make, raw_of, refused

NAME = "公报.txt"
SPEC = declare(
    """
layouts:
  - title: '(?P<region>.+?)(?P<year>[0-9]{4})年公报'
    columns:
      指标: {role: label}
      语句: {match: '.*'}
    rows:
      原煤:
        {item_code: coal_output, sentence: '(?:(?P<year>[0-9]{4})年)?原煤产量(?P<value>[0-9][0-9,.]*)(?P<unit>万吨|吨)'}
      增长:
        item_code: gdp_growth
        is_signed: true
        optional: true
        sentence: '经济(?P<direction>增长|下降)(?P<value>[0-9.]+)(?P<unit>%)'
      其他: {skip: 不读}
    missing: {}
"""
)


def texts(*lines: str) -> dict[str, tuple[str, str, str, str]]:
    """Of each cell its row, sentence, figure and unit."""
    (sheet,) = read_running_text("\n".join(["渠县2024年公报", *lines]).encode(), NAME)
    raw = raw_of(SPEC, sheet, file_name=NAME)
    return {cell.cell: (cell.row_path, cell.column_path, cell.printed_text, cell.unit_text) for cell in raw}


@pytest.mark.parametrize(
    ("said", "number"),
    [("增长4.4", "4.4"), ("下降2.1", "-2.1"), ("负增长2.1", "-2.1"), ("增长-2.1", "-2.1"), ("持平", "持平")],
)
def test_a_direction_is_the_sign_of_a_number(said: str, number: str) -> None:
    assert in_figures(said) == number


def test_a_figure_stands_in_the_clause_of_its_number_and_all_other_clauses_are_skipped() -> None:
    assert texts("去年，原煤产量 １２．５ 万吨，经济下降2%。") == {
        "A2": ("其他", "去年，", "去年，", ""),
        "B2": ("原煤", "原煤产量１２．５万吨", "１２．５", "万吨"),
        "C2": ("增长", "经济下降2%", "下降2", "%"),
    }


def test_a_sentence_ends_with_its_line() -> None:
    assert ("E-LABEL-MISSING", "A1") in refused(texts, "原煤产量", "12万吨")


def test_what_another_year_says_is_skipped() -> None:
    assert texts("2023年原煤产量9吨。2024年原煤产量8吨。")["A2"][0] == "其他"


def test_the_same_twice_is_said_once() -> None:
    said = texts("原煤产量9吨。", "原煤产量 9 吨。")
    assert {cell: row for cell, (row, *_) in said.items()} == {"A2": "原煤", "A3": "其他"}


@pytest.mark.parametrize("again", ["原煤产量8吨。", "原煤产量9万吨。"])
def test_the_same_figure_twice_and_not_alike_is_refused(again: str) -> None:
    assert refused(texts, "原煤产量9吨。", again) == [("E-DUP-KEY", "A3")]


def test_no_table_is_looked_for_in_a_text_and_no_text_in_a_workbook() -> None:
    lines = make(["渠县2024年公报"], ["原煤产量9吨。"])
    assert raw_of(SPEC, lines) == []
    assert len(raw_of(SPEC, lines, file_name=NAME)) == 1


@pytest.mark.parametrize("part", ["原煤产量", "原煤产量9", "经济增长", "9,", "2024年", "2024年原煤产量1,"])
def test_the_longest_line_that_says_almost_something_says_nothing(part: str) -> None:
    line = part * (limits.LINE_CHARACTERS // len(part) // 2)
    if line.count(",") < limits.COLUMNS:
        assert ("E-LABEL-MISSING", "A1") in refused(texts, line)

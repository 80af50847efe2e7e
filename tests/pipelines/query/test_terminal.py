"""An answer on a terminal: whatever its width, every digit and every character is there."""

import re
from decimal import Decimal

import pytest
from rich.cells import cell_len

from pipelines.query.answer import BLOCK, Answer, Row
from pipelines.query.terminal import FOLDED, RECORDS, lines_of


def answer(names: str, *rows: Row, numbers: str = "") -> Answer:
    columns = names.split()
    blocks = [list(rows[start : start + BLOCK]) for start in range(0, len(rows), BLOCK)] or [[]]
    return Answer(tuple(columns), tuple(name in numbers.split() for name in columns), iter(blocks))


def shown(asked: Answer, width: int | None) -> tuple[list[str], list[str]]:
    told: list[str] = []
    return list(lines_of(asked, width, told.append)), told


def test_a_table_that_fits_has_its_numbers_on_the_right_and_says_nothing() -> None:
    lines, told = shown(answer("县 t", ("渠县", Decimal("1.50")), ("大竹县", Decimal("-20.00")), numbers="t"), 80)
    assert lines == [
        "县           t",
        "──────  ──────",
        "渠县      1.50",
        "大竹县  -20.00",
    ]
    assert told == []


def test_zeros_that_only_fill_the_scale_are_left_out_and_no_digit_is() -> None:
    rows = [(Decimal("1.500000000"), Decimal("0E-9")), (Decimal("2.123400000"), None)]
    lines, _ = shown(answer("a b", *rows, numbers="a b"), 80)
    assert [line.split() for line in lines[2:]] == [["1.5000", "0.00"], ["2.1234", "NULL"]]


def test_blank_and_empty_are_told_apart() -> None:
    lines, _ = shown(answer("a b", (None, "")), 80)
    assert lines[2] == "NULL"


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120])
def test_whatever_the_width_nothing_is_cut_and_no_line_is_longer(width: int) -> None:
    text = "缺少活动水平数据：没有当年的因子 and others do not stand for it, 其他年份不得沿用。" * 2
    row = ("511725", text, Decimal("123456789012345.123456789"), "one_name_that_is_a_single_long_word" * 2)
    asked = answer("region_code reason amount_t word", row, numbers="amount_t")
    lines, told = shown(asked, width)
    assert max(map(cell_len, lines)) <= width
    assert told in ([FOLDED], [RECORDS])
    characters = sorted("".join(lines).replace(" ", "").replace("─", "").replace("1", ""))
    expected = "".join(("region_code", "reason", "amount_t", "word", *map(str, row))).replace(" ", "").replace("1", "")
    assert characters == sorted(expected)


def test_a_number_is_never_folded() -> None:
    number = Decimal("1234567890123.5")
    lines, told = shown(answer("name amount_tco2e", ("x" * 60, number), numbers="amount_tco2e"), 40)
    assert told == [FOLDED]
    assert sum("1234567890123.5" in line for line in lines) == 1


def test_what_is_too_wide_is_one_record_below_the_other() -> None:
    names = [f"emissions_of_gas_{number}" for number in range(9)]
    lines, told = shown(answer(" ".join(names), *[tuple(range(9))] * 2, numbers=" ".join(names)), 80)
    assert told == [RECORDS]
    assert [line for line in lines if line.startswith("──")][1].startswith("── 2 ──")
    assert "emissions_of_gas_8  8" in lines


def test_without_a_terminal_a_row_is_a_line() -> None:
    lines, told = shown(answer("a b", ("x" * 300, "y" * 300)), None)
    assert (len(lines), told) == (3, [])
    assert lines[2] == "x" * 300 + "  " + "y" * 300


def test_an_answer_longer_than_a_block_has_one_head() -> None:
    lines, _ = shown(answer("n", *((number,) for number in range(2 * BLOCK + 1)), numbers="n"), 80)
    assert len(lines) == 2 + 2 * BLOCK + 1
    assert sum(bool(re.search("n|─", line)) for line in lines) == 2


def test_an_answer_without_rows_has_its_head_alone() -> None:
    assert shown(answer("a b"), 80)[0] == ["a  b", "─  ─"]


def test_of_two_texts_that_must_be_folded_the_narrower_keeps_its_width() -> None:
    """Beside a number of 3 and two gaps each text has 12 characters at least; the narrowest gets more first."""
    row = (Decimal(12), "a" * 14, "b " * 20)
    for width, widths in ((45, [3, 14, 24]), (33, [3, 13, 13]), (31, [3, 12, 12]), (32, [3, 13, 12])):
        lines, told = shown(answer("num one two", row, numbers="num"), width)
        assert (told, [len(rule) for rule in lines[1].split()]) == ([FOLDED], widths)
    assert shown(answer("num one two", row, numbers="num"), 30)[1] == [RECORDS]


def test_a_table_as_wide_as_the_terminal_is_no_folded_one() -> None:
    row = ("x" * 15, "y" * 13)
    assert shown(answer("a b", row), 30) == (["a" + " " * 16 + "b", f"{'─' * 15}  {'─' * 13}", "  ".join(row)], [])
    assert shown(answer("a b", row), 29)[1] == [FOLDED]


def test_the_head_of_a_number_is_folded_and_the_number_is_not() -> None:
    lines, told = shown(
        answer("an_amount_of_tonnes note", (Decimal(12345), "n" * 30), numbers="an_amount_of_tonnes"), 30
    )
    assert told == [FOLDED]
    assert max(map(cell_len, lines)) <= 30
    assert any("12345" in line for line in lines)


def test_columns_of_a_later_block_are_no_narrower_than_those_before() -> None:
    rows: list[Row] = [("x" * 12,)] * BLOCK + [("y",)]
    lines, told = shown(answer("n t", *((*row, 1) for row in rows), numbers="t"), 80)
    assert (lines[1], lines[-1], told) == ("─" * 12 + "  ─", "y" + " " * 13 + "1", [])


def test_a_record_gives_half_of_a_narrow_terminal_to_the_names() -> None:
    asked = answer("short a_name_of_twenty_chars", (Decimal("1234567890123456789.5"), "v" * 5), numbers="short")
    lines, told = shown(asked, 20)
    assert told == [RECORDS]
    assert lines == [
        "── 1 " + "─" * 15,
        "short     1234567890",
        "          123456789.",
        "          5",
        "a_name_o  vvvvv",
        "f_twenty",
        "_chars",
    ]

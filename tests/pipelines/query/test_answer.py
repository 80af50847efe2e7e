"""An answer in blocks: each row once, how far it has come, and how its values are written."""

from decimal import Decimal

import duckdb
import pytest

from pipelines.query.answer import BLOCK, ask, columns_of, written


@pytest.mark.parametrize(
    ("rows", "blocks"),
    [
        (0, [0]),
        (1, [1]),
        (BLOCK, [BLOCK]),
        (BLOCK + 1, [BLOCK, 1]),
        (2 * BLOCK, [BLOCK, BLOCK]),
    ],
)
def test_blocks_hold_each_row_once_and_the_rows_that_have_come_are_told(rows: int, blocks: list[int]) -> None:
    told: list[int] = []
    with duckdb.connect(":memory:") as connection:
        answer = ask(connection, f"select range as n from range({rows}) order by n", told.append)
        assert answer
        found = list(answer.blocks)
    assert [len(block) for block in found] == blocks
    assert [row for block in found for row in block] == [(number,) for number in range(rows)]
    assert told == [sum(blocks[: place + 1]) for place in range(len(blocks))]


def test_columns_are_named_and_numbers_are_told_from_what_looks_like_them() -> None:
    sql = (
        "select 1::utinyint as a, 1::hugeint as b, 1.5::decimal(9, 2) as c, 1.5::double as d, 1.5::float as e, "
        "'1' as f, date '2024-12-31' as g, true as h"
    )
    with duckdb.connect(":memory:") as connection:
        answer = ask(connection, sql, lambda come: None)
        assert answer
        assert answer.names == tuple("abcdefgh")
        assert answer.are_numbers == (*[True] * 5, *[False] * 3)
        assert ask(connection, "-- nothing", lambda come: None) is None


def test_a_value_is_written_without_an_exponent() -> None:
    assert [written(value) for value in (Decimal("1E-9"), Decimal("1E+3"), Decimal("NaN"), 1.5, "x", None)] == [
        "0.000000001",
        "1000",
        "NaN",
        "1.5",
        "x",
        "None",
    ]


def test_zeros_are_left_out_that_no_value_of_the_column_needs() -> None:
    block = [
        (Decimal("1.5000"), Decimal("2.5000"), Decimal("10"), 7, "1.5000", None),
        (None, Decimal("3.1250"), Decimal("20"), None, "2.0000", Decimal("4.1000")),
        (Decimal("2.0000"), Decimal("4.0000"), None, 30, None, Decimal("10.0000")),
    ]
    assert columns_of(block, [True, True, True, True, False, False]) == [
        ["1.50", "NULL", "2.00"],
        ["2.500", "3.125", "4.000"],
        ["10", "20", "NULL"],
        ["7", "NULL", "30"],
        ["1.5000", "2.0000", "NULL"],
        ["NULL", "4.1000", "10.0000"],
    ]

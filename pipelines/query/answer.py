"""The answer to a question: its columns and its rows, block by block, and how a value is written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from pipelines.query import refusing
from schemas.problems import harmless

Row = tuple[Any, ...]
BLOCK = 1000

_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_NUMBERS = {*_INTEGERS, *(f"U{name}" for name in _INTEGERS), "FLOAT", "DOUBLE"}


@dataclass(frozen=True)
class Answer:
    """What a statement returns: streamed, so that it may be larger than memory.

    Attributes:
        names: names of its columns.
        are_numbers: of each column, whether it holds numbers.
        blocks: its rows; there is one block at least, which may be empty.
    """

    names: tuple[str, ...]
    are_numbers: tuple[bool, ...]
    blocks: Iterator[list[Row]]


def ask(connection: duckdb.DuckDBPyConnection, sql: str, show: Callable[[int], None]) -> Answer | None:
    """Ask; nothing if there is no statement. ``show`` is told how many rows have come.

    Raises:
        Refusal: E-QUERY-…, here or while the blocks are read.
    """
    with refusing(sql):
        cursor: duckdb.DuckDBPyConnection | None = connection.execute(sql)
        if cursor is None:
            return None
        described = cursor.description or []
        first = cursor.fetchmany(BLOCK)

    def blocks() -> Iterator[list[Row]]:
        block, come = first, 0
        while True:
            come += len(block)
            show(come)
            yield block
            if len(block) < BLOCK:
                return
            with refusing(sql):
                block = cursor.fetchmany(BLOCK)
            if not block:
                return

    types = [str(column[1]) for column in described]
    are_numbers = tuple(kind in _NUMBERS or kind.startswith("DECIMAL") for kind in types)
    return Answer(tuple(column[0] for column in described), are_numbers, blocks())


def written(value: object) -> str:
    """A value as text, exact and without an exponent."""
    return f"{value:f}" if isinstance(value, Decimal) and value.is_finite() else str(value)


def columns_of(block: Sequence[Row], are_numbers: Sequence[bool]) -> list[list[str]]:
    """The columns of a block as they are shown: without zeros beyond the second place that no value of it needs."""
    columns = []
    for position, is_number in enumerate(are_numbers):
        values = [row[position] for row in block]
        if is_number and any(isinstance(value, Decimal) for value in values):
            texts = ["NULL" if value is None else written(value) for value in values]
            columns.append(_without_zeros(texts))
        else:
            columns.append(["NULL" if value is None else harmless(str(value)) for value in values])
    return columns


def _without_zeros(texts: list[str]) -> list[str]:
    """Numbers of one scale, which loses the zeros that all of them end in."""
    zeros = [len(text) - len(text.rstrip("0")) for text in texts if "." in text]
    places = max((len(text.partition(".")[2]) for text in texts), default=0)
    surplus = min(min(zeros, default=0), max(places - 2, 0))
    return [text[: len(text) - surplus] if "." in text else text for text in texts]

"""An answer on a terminal: a table if it fits, with folded texts if it must, else one record below the other.

Nothing is cut. Where there is no terminal a line is as long as it has to be.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from pipelines.query.answer import Answer, columns_of
from schemas.problems import harmless

GAP = 2
#: A text column is folded down to this width, not further; a number is never folded.
NARROWEST = 12

#: Rich asks for one where it folds, and takes nothing from it.
_UNUSED = Console()

TABLE, FOLDED, RECORDS = "table", "folded", "records"


def lines_of(answer: Answer, width: int | None, tell: Callable[[str], None]) -> Iterator[str]:
    """Lines to print; ``tell`` is told of a layout other than the plain table. Without a width nothing is folded."""
    names = [harmless(name) for name in answer.names]
    kind, widths = TABLE, [0] * len(names)
    is_headed, number = False, 0
    for block in answer.blocks:
        columns = columns_of(block, answer.are_numbers)
        before = kind
        if kind != RECORDS:
            kind, widths = lay_out(names, columns, answer.are_numbers, width, widths)
        if kind != before:
            tell(kind)
        if kind != RECORDS and not is_headed:
            is_headed = True
            yield from _row(names, widths, answer.are_numbers)
            yield (" " * GAP).join("─" * each for each in widths)
        for row in zip(*columns, strict=True):
            number += 1
            yield from (
                _record(number, names, row, width or 0) if kind == RECORDS else _row(row, widths, answer.are_numbers)
            )


def lay_out(
    names: Sequence[str],
    columns: Sequence[Sequence[str]],
    are_numbers: Sequence[bool],
    width: int | None,
    before: Sequence[int],
) -> tuple[str, list[int]]:
    """How wide the columns of a block are, at least as they were: as they want, folded, or not beside each other."""
    inside = [max(map(cell_len, column), default=0) for column in columns]
    wanted = [max(cell_len(name), widest, was) for name, widest, was in zip(names, inside, before, strict=True)]
    gaps = GAP * (len(names) - 1)
    if width is None or sum(wanted) + gaps <= width:
        return TABLE, wanted
    least = [
        max(widest, was, min(cell_len(name), NARROWEST)) if is_number else max(was, min(want, NARROWEST))
        for name, widest, was, want, is_number in zip(names, inside, before, wanted, are_numbers, strict=True)
    ]
    left = width - gaps - sum(least)
    if left < 0:
        return RECORDS, []
    given = list(least)
    while left and given != wanted:  # the narrowest first, so that as few as possible are folded
        position = min((p for p in range(len(given)) if given[p] < wanted[p]), key=given.__getitem__)
        given[position] += 1
        left -= 1
    return FOLDED, given


def _row(texts: Sequence[str], widths: Sequence[int], are_numbers: Sequence[bool]) -> Iterator[str]:
    """The lines of one row; a text longer than its column goes on below."""
    for line in zip_longest(*map(_fold, texts, widths), fillvalue=""):
        cells = []
        for text, width, is_number in zip(line, widths, are_numbers, strict=True):
            blank = " " * (width - cell_len(text))
            cells.append(blank + text if is_number else text + blank)
        yield (" " * GAP).join(cells).rstrip(" ")


def _record(number: int, names: Sequence[str], values: Sequence[str], width: int) -> Iterator[str]:
    """One record: a line a column, its name before its value."""
    head = f"── {number} "
    yield head + "─" * (width - cell_len(head))
    left = min(max(map(cell_len, names)), max(width // 2 - GAP, 1))
    for name, value in zip(names, values, strict=True):
        for pair in zip_longest(_fold(name, left), _fold(value, width - left - GAP), fillvalue=""):
            yield f"{pair[0]}{' ' * (left - cell_len(pair[0]) + GAP)}{pair[1]}".rstrip(" ")


def _fold(text: str, width: int) -> list[str]:
    """A text in lines of a width, broken between words where there are any."""
    if cell_len(text) <= width:
        return [text]
    return [line.plain.rstrip(" ") for line in Text(text).wrap(_UNUSED, width, overflow="fold")]

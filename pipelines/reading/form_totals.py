"""Totals that a department answered on a form against the parts that it answered, as its own tables print them.

A line of a form is a figure by its code and stands in no row or column. The relations are those that the printed tables
declare; the answers are laid out as these tables would print them. A blank is nothing that was said, so a sum with one
is not checked, nor one of which the form does not ask every part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assets.raw import load_printed_tables
from pipelines.reading.records import CheckRow
from pipelines.reading.totals import UNREAD, Figure, check_totals
from schemas.specs import printed_table
from schemas.specs.printed_table import Layout


def check_form_totals(answers: Sequence[Figure], year: int) -> Iterator[CheckRow]:
    """Yield one row for each declared relation of which the form of a year has the total and every part.

    Args:
        answers: figures of a form, each with its code as its only key.
        year: the year that was asked for.
    """
    told = set()
    for spec in load_printed_tables().values():
        layout = spec.layout_in(year)
        if layout and layout.totals and not layout.is_returned_whole:
            for check in check_totals(layout, list(_laid_out(layout, answers))):
                place = check.cell, check.other_cells
                if check.outcome != "not_checked" and place not in told:  # another table prints the same figures
                    told.add(place)
                    yield check


def _laid_out(layout: Layout, answers: Sequence[Figure]) -> Iterator[Figure]:
    """Every figure that a table prints: what was answered, or one that could not be read."""
    by_code = {answer.keys[0]: answer for answer in answers}
    for printed in layout.figures() if by_code else ():
        answer = by_code.get(printed.code)
        if answer is None or answer.value.status == "blank":
            yield _at(printed, replace(answers[0], value=UNREAD))
        else:
            yield _at(printed, answer)


def _at(printed: printed_table.Figure, answer: Figure) -> Figure:
    """An answer in the row and column in which the table would print it."""
    raw = replace(answer.raw, row_path=printed.row, column_path=printed.column)
    return replace(answer, raw=raw, keys=printed.keys, row=printed.row, column=printed.column)

"""What is said of a place, whoever found it."""

import pytest

from pipelines.deliveries.remarks import Remark
from schemas.problems import Notice, Place, Refusal


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (Place("表.csv", line=7), "A7"),  # of a file of text the copy has rows
        (Place("表.xlsx", "供气量", "C5"), "C5"),
        (Place("表.xlsx", "供气量", "C5", line=7), "C5"),
        (Place("表.xlsx"), ""),
    ],
)
def test_a_line_of_a_text_is_the_first_cell_of_that_row(place: Place, cell: str) -> None:
    refused = Remark.of(Refusal("E-NUM", place, found="x", expected="数", label="供气量"), "zh")
    told = Remark.of(Notice("I-TWIN", place, {}), "en")
    assert [(said.place.cell, said.place.file) for said in (refused, told)] == [(cell, place.file)] * 2
    assert [said.severity for said in (refused, told)] == ["block", "note"]

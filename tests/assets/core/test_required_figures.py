"""Which figures a printed table holds in which years."""

import pytest

from assets.core import required_figures
from assets.raw import load_printed_tables

FLOOR = "institutions__floor_area"


@pytest.mark.parametrize(
    ("years", "spans"),
    [
        ([(2015, None)], {(2015, 9999)}),
        ([(2015, None), (2020, None)], {(2015, 2019), (2020, 9999)}),
        ([(2015, 2017), (2020, None)], {(2015, 2017), (2020, 9999)}),
        ([(2015, None), (2015, None)], {(2015, 9999)}),
    ],
    ids=["one", "one that another follows", "one that ended before", "one in the place of another"],
)
def test_of_layouts_that_follow_one_another_each_year_has_one(
    monkeypatch: pytest.MonkeyPatch, years: list[tuple[int, int | None]], spans: set[tuple[int, int]]
) -> None:
    spec = load_printed_tables()[FLOOR]
    layouts = [spec.layouts[0].model_copy(update={"first_year": first, "last_year": last}) for first, last in years]
    monkeypatch.setattr(
        required_figures, "load_printed_tables", lambda: {FLOOR: spec.model_copy(update={"layouts": layouts})}
    )
    assert {(row["first_year"], row["last_year"]) for row in required_figures.build()} == spans
